"""写法: figures and certainty as people read them, on page, phone and paper; nobody else words them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeIs

from calculators.engine.answer import (
    Answer,
    Certainty,
    Figure,
    date_text,
    money_text,
    month_text,
    percent_text,
)
from calculators.engine.months import Month
from calculators.engine.questions import Result

CERTAINTY: Mapping[Certainty, str] = {
    "exact": "按已经公布的规定算出。办理时以经办机构核定的为准。",
    "estimate": "这是估算：有的规定没有查到，或者需要再核对。以经办机构的答复为准。",
    "unknown": "凭现有的资料还算不出确定的结果，要问清楚。",
}
PLACES: Mapping[str, str] = {"origin": "原来的城市", "destination": "要去的城市"}
"""What two places are called until their names are known."""

type Written = str | dict[str, str]


def in_words(answer: Answer, results: Mapping[str, Result]) -> dict[str, Written]:
    """Every figure of an answer by its name; where two places are compared, one for each."""
    words: dict[str, Written] = {}
    for name, value in answer.figures.items():
        if is_by_place(value):
            words[name] = {place: written(each, results[name]) for place, each in value.items()}
        else:
            words[name] = written(value, results[name])
    return words


def is_by_place(value: Figure) -> TypeIs[Mapping[str, Figure]]:
    """Whether it has a value for each of two places."""
    return isinstance(value, Mapping) and "origin" in value


def written(value: Figure, result: Result) -> str:
    """One value, several, a range, or not known: 1,234.50 元, 70% 至 92.5%, 3 个月, 还不知道."""
    match value:
        case None:
            return result.absent or "还不知道"
        case Mapping():
            low, high = (_plain(value[end], result) for end in ("low", "high"))
            return _with_unit(low if low == high else f"{low} 至 {high}", result)
        case str() | bool() | int():
            return _with_unit(_plain(value, result), result)
        case Sequence():
            return "、".join(_plain(each, result) for each in value) or "无"


def _plain(value: Figure, result: Result) -> str:
    text = str(value)
    match result.kind:
        case "money":
            return money_text(Decimal(text)).removesuffix("元")
        case "share":
            return percent_text(Decimal(text))
        case "date":
            return date_text(date.fromisoformat(text))
        case "month":
            return month_text(Month.of(date.fromisoformat(f"{text}-01")))
        case "boolean":
            return "是" if value else "否"
        case "choice":
            return result.options[text]
        case _:
            return text


def _with_unit(text: str, result: Result) -> str:
    unit = result.unit or ("元" if result.kind == "money" else "")
    return f"{text} {unit}" if unit and result.kind != "share" else text
