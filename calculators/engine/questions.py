"""问题: what a calculator asks, declared once; form, parser, help and JSON Schema follow from it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from operator import ge, gt, le
from typing import Any, Literal, get_type_hints

from calculators.engine.answer import date_text
from calculators.engine.months import Month
from calculators.engine.payload import Json, Number, shown
from calculators.engine.writing import single

type Kind = Literal["date", "month", "money", "integer", "share", "choice", "boolean"]
type Read = date | Month | Decimal | int | str | bool

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
LARGEST_MONEY = 1_000_000_000
LARGEST_COUNT = 10_000

# Full-width forms and the ideographic space, as a Chinese keyboard types them.
NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xFFE5: "¥", 0x2212: "-"}
PLAIN_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?")
GROUPED_NUMBER = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,20})?")
DATE = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?")
MONTH = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})月?")
TRUTH = {"true": True, "false": False, "是": True, "否": False}


@dataclass(frozen=True)
class Result:
    """结果: what one figure is called and how it is written; `kind` as for questions, or text.

    With `applies_when`, it is null where these answers differ, and a page leaves it out; `absent` is what
    else a null means, if not that nobody knows.
    """

    kind: Kind | Literal["text"]
    label: str
    unit: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    applies_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: str | None = None


@dataclass(frozen=True, kw_only=True)
class Question:
    """One input: its words, unit and limits, also against other inputs by name, and hints for the form."""

    kind: Kind
    label: str
    help: str = ""
    unit: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    required: bool = True
    shown_when: Mapping[str, tuple[str | bool, ...]] = field(default_factory=dict)
    minimum: int | None = None
    maximum: int | None = None
    after: str | None = None
    not_before: str | None = None
    not_above: str | None = None
    not_in_future: bool = False
    offered_years: tuple[int, int] = (1945, 2045)
    starts_today: bool = False

    @property
    def lowest(self) -> int:
        """The smallest number accepted."""
        return 0 if self.minimum is None else self.minimum

    @property
    def highest(self) -> int:
        """The largest number accepted."""
        if self.maximum is not None:
            return self.maximum
        return {"money": LARGEST_MONEY, "share": 1}.get(self.kind, LARGEST_COUNT)

    @property
    def expected(self) -> str:
        """What an answer looks like, in words."""
        unit = self.unit or ""
        match self.kind:
            case "date":
                return f"{EARLIEST_YEAR}年至{LATEST_YEAR}年之间的日期，例如 2026-03-05"
            case "month":
                return f"{EARLIEST_YEAR}年至{LATEST_YEAR}年之间的年月，例如 2026-03"
            case "money":
                return f"{self.lowest:,}至{self.highest:,}之间的金额（{unit or '元'}），例如 5000 或 1,234.50"
            case "integer":
                return f"{self.lowest:,}至{self.highest:,}之间的整数" + (f"（{unit}）" if unit else "")
            case "share":
                return "0至100%之间的比例，例如 8% 或 0.08"
            case "choice":
                named = "、".join(f"{value}（{label}）" for value, label in self.options.items())
                return f"以下之一：{named}"
            case "boolean":
                return "true（是）或 false（否）"

    @property
    def wanted(self) -> str:
        """What a reader who left it blank should do, without the values that only programs need."""
        match self.kind:
            case "choice":
                return f"应从这几项里选：{'、'.join(self.options.values())}"
            case "boolean":
                return "应选“是”或“否”"
            case _:
                return f"应为{self.expected}"


def questions(inputs: type) -> dict[str, Question]:
    """The questions of an Inputs class, in the order asked."""
    hints = get_type_hints(inputs, include_extras=True)
    return {each.name: hints[each.name].__metadata__[0] for each in fields(inputs)}


def read_answers(
    inputs: type, raw: Mapping[str, Json], today: date | None
) -> tuple[dict[str, Read], dict[str, str]]:
    """Every answer that can be read, and everything that is wrong at once, by field."""
    return read_answers_to(questions(inputs), raw, today)


def read_answers_to(
    asked: Mapping[str, Question], raw: Mapping[str, Json], today: date | None
) -> tuple[dict[str, Read], dict[str, str]]:
    """The same for any questions."""
    extra = [name for name in raw if name not in asked]
    errors = {name: f"没有这一项：读到{shown(raw[name])}，应去掉。" for name in extra}
    values: dict[str, Read] = {}
    for name, question in asked.items():
        given = raw.get(name)
        if given is None or given == "":
            continue
        try:
            values[name] = READERS[question.kind](given, question)
        except ValueError:
            errors[name] = wrong(question, shown(given), question.expected)
    for name, question in asked.items():
        if name in errors:
            continue
        if name not in values:
            if question.required and applies(question.shown_when, values):
                errors[name] = f"“{question.label}”没有填：读到空白，{question.wanted}。"
        elif expected := contradiction(question, values[name], values, asked, today):
            errors[name] = wrong(question, single(values[name], question), expected)
    return values, errors


def wrong(question: Question, read: str, expected: str) -> str:
    """The sentence that refuses an answer."""
    return f"“{question.label}”填得不对：读到{read}，应为{expected}。"


def applies(when: Mapping[str, tuple[str | bool, ...]], values: Mapping[str, Read]) -> bool:
    """Whether these answers make a question, or a figure, one of the reader's."""
    return all(values.get(name) in wanted for name, wanted in when.items())


def contradiction(
    question: Question,
    value: Any,
    values: Mapping[str, Any],
    asked: Mapping[str, Question],
    today: date | None,
) -> str | None:
    """What the value should be, when it contradicts another answer or lies after the reader's day."""
    limits: tuple[tuple[str | None, Callable[[Any, Any], bool], str], ...] = (
        (question.after, gt, "晚于"),
        (question.not_before, ge, "不早于"),
        (question.not_above, le, "不超过"),
    )
    for name, holds, words in limits:
        if name is not None and name in values and not holds(value, values[name]):
            return f"{words}{asked[name].label}（{single(values[name], asked[name])}）"
    if question.not_in_future and today is not None and value > Month.of(today):
        return f"不晚于今天（{date_text(today)}）"
    return None


def narrowed(text: str) -> str:
    """Full-width signs made plain, space around removed."""
    return text.translate(NARROW).strip()


def written(given: Json, *, is_number: bool = False) -> str:
    """The text of a form field, or the digits of a JSON number where one is meant."""
    if isinstance(given, str) and isinstance(given, Number) <= is_number:
        return narrowed(given)
    raise ValueError


def number(text: str) -> Decimal:
    """A plain number, thousands separators allowed."""
    if GROUPED_NUMBER.fullmatch(text):
        text = text.replace(",", "")
    if not PLAIN_NUMBER.fullmatch(text):
        raise ValueError
    return Decimal(text) + 0


def bounded(value: Decimal, question: Question) -> Decimal:
    """The number, when it lies within the question's limits."""
    if not question.lowest <= value <= question.highest:
        raise ValueError
    return value


def read_money(given: Json, question: Question) -> Decimal:
    """An amount in yuan, with or without its sign and unit."""
    text = written(given, is_number=True).removeprefix("¥")
    return bounded(number(text.removesuffix(question.unit or "元").removesuffix("元").strip()), question)


def read_integer(given: Json, question: Question) -> int:
    """A whole number, with or without its unit."""
    text = written(given, is_number=True).removesuffix(question.unit or "").strip()
    value = bounded(number(text), question)
    if value == value.to_integral_value():
        return int(value)
    raise ValueError


def read_share(given: Json, question: Question) -> Decimal:
    """A share of one, typed as 0.08 or as 8%."""
    text = written(given, is_number=True)
    value = number(text.removesuffix("%").strip())
    return bounded(value / 100 if text.endswith("%") else value, question)


def read_date(given: Json, _: Question) -> date:
    """A day, typed with dashes or in Chinese."""
    return date(*read_parts(DATE, given))


def read_month(given: Json, _: Question) -> Month:
    """A month, typed with a dash or in Chinese."""
    year, month = read_parts(MONTH, given)
    return Month.of(date(year, month, 1))


def read_parts(pattern: re.Pattern[str], given: Json) -> tuple[int, ...]:
    """The numbers of a date or month within the years accepted."""
    match = pattern.fullmatch(written(given))
    if match is None or not EARLIEST_YEAR <= int(match[1]) <= LATEST_YEAR:
        raise ValueError
    return tuple(int(part) for part in match.groups())


def read_choice(given: Json, question: Question) -> str:
    """One of the options, by its value."""
    text = written(given, is_number=True)
    if text not in question.options:
        raise ValueError
    return text


def read_boolean(given: Json, _: Question) -> bool:
    """Yes or no."""
    if isinstance(given, bool):
        return given
    text = written(given)
    if text not in TRUTH:
        raise ValueError
    return TRUTH[text]


READERS: Mapping[Kind, Callable[[Json, Question], Read]] = {
    "date": read_date,
    "month": read_month,
    "money": read_money,
    "integer": read_integer,
    "share": read_share,
    "choice": read_choice,
    "boolean": read_boolean,
}


def given[T](value: T | None) -> T:
    """An optional answer that parsing has made sure of for the case at hand."""
    if value is None:
        raise ValueError("an input its question requires is missing")
    return value
