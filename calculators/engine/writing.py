"""写法: values, figures and answers as people write them, the same on every page and in every answer."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from calculators.engine.answer import (
    Certainty,
    Figure,
    Written,
    amount_text,
    date_text,
    month_text,
    percent_text,
    plain,
    with_unit,
)
from calculators.engine.dates import PartialDate
from calculators.engine.months import Month
from calculators.engine.ranges import between

type Single = bool | int | Decimal | date | PartialDate | Month | str

CERTAINTY: Mapping[Certainty, str] = {
    "exact": "按已经公布的规定算出。办理时以经办机构核定的为准。",
    "estimate": "这是估算：有的规定没有查到，或者需要再核对。以经办机构的答复为准。",
    "unknown": "凭现有的资料还算不出确定的结果，要问清楚才能定。",
}
CERTAINTY_SHORT: Mapping[Certainty, str] = {
    "exact": "准确",
    "estimate": "估算",
    "unknown": "算不出确定的数",
}
PLACES = {"origin": "原来的城市", "destination": "要去的城市"}
"""两地: what they are called until their names are known."""
NOT_KNOWN = "还不知道"
TEN_THOUSAND = 10_000


class Measure(Protocol):
    """怎么量: what a question, a figure and a stated fact tell of their values."""

    @property
    def kind(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def options(self) -> Mapping[str, str]: ...


def single(value: Single, measure: Measure) -> str:
    """One value in words, with its unit."""
    match value:
        case bool():
            return "是" if value else "否"
        case int() | Decimal():
            return with_unit(number(value, measure), unit(measure))
        case Month():
            return month_text(value)
        case date():
            return date_text(value)
        case PartialDate():
            return value.words
        case str():
            return measure.options.get(value, value)


def span(low: Single, high: Single, measure: Measure) -> str:
    """A range, the unit written once: 1至3个月, 83.33至83.34元, 70%至92.5%."""
    if isinstance(low, int | Decimal) and isinstance(high, int | Decimal):
        return with_unit(between(low, high, lambda value: number(value, measure)), unit(measure))
    return between(low, high, lambda value: single(value, measure))


def number(value: int | Decimal, measure: Measure) -> str:
    """A number without its unit; a share carries its sign."""
    match measure.kind:
        case "money":
            return amount_text(Decimal(value))
        case "share":
            return percent_text(Decimal(value))
        case _:
            return count(value)


def count(value: int | Decimal) -> str:
    """12,345.6 and 2026: separators from five digits on, no idle zeros."""
    return plain(Decimal(value), grouped=value >= TEN_THOUSAND)


def unit(measure: Measure) -> str | None:
    """The unit that goes behind the number."""
    return None if measure.kind == "share" else measure.unit or ("元" if measure.kind == "money" else None)


def figure_text(value: Figure, measure: Measure, absent: str | None = None) -> Written:
    """A figure of an answer: one value, several, a range, one for each place, or not known."""
    match value:
        case None:
            return absent or NOT_KNOWN
        case list():
            return "、".join(single(item, measure) for item in value) or "无"
        case {"low": low, "high": high}:
            return span(read(low, measure), read(high, measure), measure)
        case Mapping():
            return {place: figure_text(part, measure, absent) for place, part in value.items()}
        case _:
            return single(read(value, measure), measure)


def read(value: Figure, measure: Measure) -> Single:
    """A figure as its type, from the text in which an answer carries it."""
    match measure.kind, value:
        case (("money" | "share"), str()):
            return Decimal(value)
        case "date", str():
            return date.fromisoformat(value)
        case "month", str():
            return Month.of(date.fromisoformat(f"{value}-01"))
        case _, str() | int():
            return value
    raise TypeError(f"“{measure.kind}”不是这样的值")
