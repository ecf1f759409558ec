"""打算: what is asked, reckoned and told in one situation: calculators and facts by name, no figure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from calculators import calculator
from calculators.engine.questions import TRUTH, Question, questions

Kind = Literal["date", "boolean", "choice"]
"""What a situation asks by itself."""


@dataclass(frozen=True)
class Condition:
    """什么时候: only when the answer to a question is one of these."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Option:
    """一个选项."""

    value: str
    label: str


@dataclass(frozen=True)
class Asking:
    """一个问题: a calculator's own, in other words where these fit better, or one of the situation's."""

    name: str
    calculator: str | None = None
    kind: Kind | None = None
    label: str | None = None
    help: str | None = None
    required: bool | None = None
    options: tuple[Option, ...] = ()
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Feed:
    """一项的来处: an answer, an earlier part's figure ("part.figure"), always the same, or today."""

    name: str
    asked: str | None = None
    found: str | None = None
    fixed: str | None = None
    is_today: bool = False


@dataclass(frozen=True)
class Part:
    """一部分: one calculator on these answers, with the facts of a place; `dates` and `costs` are figures."""

    name: str
    title: str
    calculator: str
    feeds: tuple[Feed, ...]
    place: str | None = None
    dates: tuple[str, ...] = ()
    costs: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()
    is_beside: bool = False


@dataclass(frozen=True)
class Shape:
    """样子: how the values of a fact are written."""

    kind: str
    name: str = ""
    label: str = ""
    unit: str | None = None
    choices: tuple[Option, ...] = ()
    of: "Shape | None" = None
    fields: "tuple[Shape, ...]" = ()

    @property
    def options(self) -> Mapping[str, str]:
        """The choices by their values."""
        return {each.value: each.label for each in self.choices}


@dataclass(frozen=True)
class Stated:
    """一条规定 to be told; a number of days may be counted from an answer, a record may name a day."""

    key: str
    place: str
    shape: Shape
    ask: str | None = None
    counted_from: str | None = None
    due: str | None = None
    day_label: str | None = None
    when: tuple[Condition, ...] = ()
    is_beside: bool = False


@dataclass(frozen=True)
class Cell:
    """一格: words, with a figure of a part or a fact in place of {}; of a list, the span of one `field`."""

    text: str
    figure: str | None = None
    fact: str | None = None
    field: str | None = None


@dataclass(frozen=True)
class Row:
    """一行, a cell for each way."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Ways:
    """几条路 beside each other."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Plan:
    """打算: what is asked, reckoned and told in one situation."""

    asks: tuple[Asking, ...]
    parts: tuple[Part, ...] = ()
    facts: tuple[Stated, ...] = ()
    ways: Ways | None = None


def wanted(when: tuple[Condition, ...]) -> dict[str, tuple[str | bool, ...]]:
    """The answers that fulfil the conditions, by question, as `applies` compares them."""
    return {each.name: tuple(TRUTH.get(value, value) for value in each.values) for each in when}


def asked_in(plan: Plan) -> dict[str, Question]:
    """The questions by their names, in the order asked."""
    return {each.name: question_of(each) for each in plan.asks}


def question_of(asking: Asking) -> Question:
    """The calculator's question in the situation's words, or the situation's own."""
    when = wanted(asking.when)
    if asking.calculator:
        own = questions(calculator(asking.calculator).Inputs)[asking.name]
        return replace(
            own,
            label=asking.label or own.label,
            help=own.help if asking.help is None else asking.help,
            required=own.required if asking.required is None else asking.required,
            shown_when=when,
        )
    return Question(
        kind=asking.kind or "choice",
        label=asking.label or asking.name,
        help=asking.help or "",
        options={each.value: each.label for each in asking.options},
        required=asking.required is not False,
        shown_when=when,
    )
