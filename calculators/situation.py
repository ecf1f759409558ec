"""我的情况: several calculators answered from one set of answers, and what they say put side by side.

The plan comes with the payload: which questions, which calculators on which of the answers, which facts. It
holds no rule and no figure; all of these are the calculators' and the facts'.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from calculators import answered, calculator
from calculators.engine.answer import Answer, Certainty, Figure, Line, Rule, date_text
from calculators.engine.facts import Fact, an_object, place_facts, read_fact, typed
from calculators.engine.payload import Json, RefusedError
from calculators.engine.questions import (
    TRUTH,
    Question,
    applies,
    questions,
    read_answers_to,
)
from calculators.engine.reasoning import ASKED, Reasoning
from calculators.engine.writing import CERTAINTY_SHORT, NOT_KNOWN, figure_text, read, single, span

Kind = Literal["date", "boolean", "choice"]
"""What a situation asks by itself."""
MEMBERS = ("plan", "inputs", "facts", "on")
LONGEST_TOLD = 240
"""Characters of a fact; all of it stands on the city's page."""


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


@dataclass(frozen=True)
class Found:
    """一部分的回答; of what stands beside the others only the reasons are shown."""

    title: str
    is_beside: bool
    answer: Answer


@dataclass(frozen=True)
class Day:
    """一个日子: `day` to `until`, what it is, and how it is written; `name` tells it from the others."""

    name: str
    day: str
    until: str
    label: str
    text: str


@dataclass(frozen=True)
class Table:
    """几条路, written."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Joined:
    """合在一起的回答."""

    given: tuple[Line, ...]
    parts: tuple[Found, ...]
    dates: tuple[Day, ...]
    costs: tuple[Line, ...]
    asks: tuple[str, ...]
    rules: tuple[Rule, ...]
    ways: Table | None = None


def asked_in(plan: Plan) -> dict[str, Question]:
    """The questions by their names, in the order asked."""
    return {each.name: question_of(each) for each in plan.asks}


def question_of(asking: Asking) -> Question:
    """The calculator's question in the situation's words, or the situation's own."""
    when = {each.name: tuple(TRUTH.get(value, value) for value in each.values) for each in asking.when}
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


def joined(payload: Mapping[str, Json]) -> Joined:
    """All parts that the answers suffice for; RefusedError with everything that is wrong."""
    if extra := [name for name in payload if name not in MEMBERS]:
        raise RefusedError({name: f"多出来的一项：只应有{'、'.join(MEMBERS)}。" for name in extra})
    try:
        plan: Plan = typed(Plan, payload.get("plan"), "plan")
        on: date | None = typed(date | None, payload.get("on"), "on")
        raw = an_object(payload.get("inputs", {}), "inputs")
        held = an_object(payload.get("facts", {}), "facts")
        places = {name: place_facts(an_object(each, name)) for name, each in held.items()}
        return _Joining(plan, raw, places, on).joined()
    except ValueError as error:
        raise RefusedError({"payload": f"格式不对：{error}。"}) from None


@dataclass(frozen=True)
class _Told:
    """A fact that was told, and how sure it is."""

    value: Json
    shape: Shape
    words: str
    certainty: Certainty


class _Joining:
    """One situation being answered, part after part."""

    def __init__(
        self,
        plan: Plan,
        raw: Mapping[str, Json],
        places: Mapping[str, Mapping[str, Json]],
        on: date | None,
    ) -> None:
        self._plan, self._places, self._on = plan, places, on
        self._asked = asked_in(plan)
        self._values, errors = read_answers_to(self._asked, raw, on)
        if errors:
            raise RefusedError(errors)
        self._raw = {name: raw[name] for name in self._values if self._applies(self._asked[name].shown_when)}
        self._answers: dict[str, Answer] = {}
        self._say = Reasoning()
        self._facts_told: dict[str, _Told] = {}
        self._days: list[Day] = []

    def joined(self) -> Joined:
        errors: dict[str, str] = {}
        for part in self._plan.parts:
            if self._holds(part.when):
                errors |= self._reckon(part)
        if errors:
            raise RefusedError(errors)
        questions_left = [*self._questions(), *filter(None, map(self._state, self._plan.facts))]
        found = (*self._found(), *self._stated())
        rules = (step.rule for each in found for step in each.answer.steps if step.rule)
        return Joined(
            given=tuple(self._given()),
            parts=found,
            dates=tuple(sorted(self._ahead(), key=lambda each: (each.day, each.name))),
            costs=tuple(self._costs()),
            asks=tuple(dict.fromkeys(questions_left)),
            rules=tuple(dict.fromkeys(rules)),
            ways=self._ways(),
        )

    def _applies(self, when: Mapping[str, tuple[str | bool, ...]]) -> bool:
        """Whether the answers make a question apply, and those make theirs apply in turn."""
        return applies(when, self._values) and all(
            self._applies(self._asked[name].shown_when) for name in when
        )

    def _holds(self, when: tuple[Condition, ...]) -> bool:
        wanted = {each.name: tuple(TRUTH.get(value, value) for value in each.values) for each in when}
        return self._applies(wanted)

    def _given(self) -> Iterator[Line]:
        for name in self._raw:
            question = self._asked[name]
            yield Line(name, question.label, single(self._values[name], question))

    def _reckon(self, part: Part) -> dict[str, str]:
        """Answers a part, if what it needs is there; returns what is wrong with the reader's own answers."""
        inputs = {feed.name: value for feed in part.feeds if (value := self._fed(feed)) is not None}
        needed = questions(calculator(part.calculator).Inputs).items()
        known, _ = read_answers_to(dict(needed), inputs, self._on)
        if any(
            each.required and applies(each.shown_when, known) and name not in inputs for name, each in needed
        ):
            return {}
        facts: Any = self._places[part.place] if part.place else self._places
        payload = {"inputs": inputs, "facts": facts, "on": str(self._on) if self._on else None}
        try:
            self._answers[part.name] = answered(part.calculator, payload)
        except RefusedError as refused:
            asked = {feed.name: feed.asked for feed in part.feeds if feed.asked}
            return {asked[name]: text for name, text in refused.errors.items() if name in asked}
        return {}

    def _fed(self, feed: Feed) -> Json:
        """One input; None when nobody has answered or found it, or when it is no single value."""
        if feed.is_today:
            return str(self._on) if self._on else None
        if feed.found:
            figure = self._figure(feed.found)
            return str(figure) if isinstance(figure, str | int) else None
        return feed.fixed if feed.asked is None else self._raw.get(feed.asked)

    def _figure(self, path: str) -> Figure:
        """A figure by "part.figure"; None where the part was not answered."""
        name, _, figure = path.partition(".")
        return self._answers[name].figures[figure] if name in self._answers else None

    def _written(self, path: str) -> str:
        """The figure as people write it."""
        name, _, figure = path.partition(".")
        lines = self._answers[name].written if name in self._answers else ()
        texts = {line.name: line.text for line in lines if isinstance(line.text, str)}
        return _hedged(texts[figure], self._answers[name].certainty) if figure in texts else NOT_KNOWN

    def _found(self) -> Iterator[Found]:
        for part in self._plan.parts:
            if part.name in self._answers:
                yield Found(part.title, part.is_beside, self._answers[part.name])

    def _ahead(self) -> Iterator[Day]:
        """The days that have not passed; of others the answers tell."""
        for each in (*self._dates(), *self._days):
            if self._on is None or each.until >= str(self._on):
                yield each

    def _dates(self) -> Iterator[Day]:
        """The days that the parts' figures name."""
        for part in self._plan.parts:
            for name in part.dates:
                figure = self._figure(f"{part.name}.{name}")
                if figure is None:
                    continue
                result = calculator(part.calculator).FIGURES[name]
                ends = figure.values() if isinstance(figure, Mapping) else (figure, figure)
                first, last = (str(_first_day(str(each))) for each in ends)
                label, text = f"{part.title}：{result.label}", str(figure_text(figure, result))
                told = _hedged(text, self._answers[part.name].certainty)
                yield Day(f"{part.name}.{name}", first, last, label, told)

    def _costs(self) -> Iterator[Line]:
        for part in self._plan.parts:
            for name in part.costs:
                if part.name in self._answers:
                    path = f"{part.name}.{name}"
                    label = calculator(part.calculator).FIGURES[name].label
                    if (told := self._written(path)) != NOT_KNOWN:
                        yield Line(path, f"{part.title}：{label}", told)

    def _questions(self) -> Iterator[str]:
        """What the parts want to be asked on the telephone."""
        for answer in self._answers.values():
            for text in (answer.headline, *answer.cautions):
                yield from ASKED.findall(text)

    def _state(self, stated: Stated) -> str | None:
        """Tells a fact, and the day that follows from it; returns what to ask where nobody knows."""
        raw = self._places[stated.place].get(stated.key)
        if not self._holds(stated.when):
            return None
        entry = an_object(raw) if raw is not None else {"status": "unknown"}
        value = entry.get("value")
        if value is None:
            return stated.ask
        words = _shortened(in_words(value, stated.shape))
        fact: Fact[str] = read_fact(str, {**entry, "value": words}, self._on)
        certainty: Certainty = "estimate" if any(each.makes_estimate for each in fact.doubts) else "exact"
        self._facts_told[stated.key] = _Told(value, stated.shape, words, certainty)
        self._say.step(f"{fact.label}：{words}。", None, fact)
        if day := self._due(stated, value):
            label = stated.day_label or fact.label
            self._days.append(Day(stated.key, str(day), str(day), label, _hedged(date_text(day), certainty)))
        return None

    def _due(self, stated: Stated, value: Json) -> date | None:
        if stated.due and isinstance(value, dict) and value.get(stated.due):
            return date.fromisoformat(str(value[stated.due]))
        begun = self._values.get(stated.counted_from or "")
        if isinstance(begun, date) and isinstance(value, str):
            return begun + timedelta(days=int(value))
        return None

    def _stated(self) -> Iterator[Found]:
        if self._say.steps:
            yield Found("这里的规定", False, self._say.answer(""))

    def _ways(self) -> Table | None:
        if self._plan.ways is None:
            return None
        rows = ((row.label, tuple(map(self._cell, row.cells))) for row in self._plan.ways.rows)
        return Table(self._plan.ways.columns, tuple(rows))

    def _told(self, key: str, field: str | None) -> str:
        """A fact in words, or one field of it."""
        told = self._facts_told.get(key)
        if told is None:
            return NOT_KNOWN
        words = _span_of(told.value, field, told.shape) if field else told.words
        return _hedged(words, told.certainty) if words else NOT_KNOWN

    def _cell(self, cell: Cell) -> str:
        if cell.figure:
            told = self._written(cell.figure)
        elif cell.fact:
            told = self._told(cell.fact, cell.field)
        else:
            return cell.text
        return told if told == NOT_KNOWN else cell.text.replace("{}", told)


def _span_of(value: Json, name: str, shape: Shape) -> str | None:
    """The least and the most of one field in a list of records."""
    field = next((each for each in shape.of.fields if each.name == name), None) if shape.of else None
    rows = value if isinstance(value, list) else []
    numbers = [_single(row[name], field) for row in rows if isinstance(row, dict) and field and row.get(name)]
    return span(min(numbers), max(numbers), _without_per(field)) if numbers and field else None


def _hedged(words: str, certainty: Certainty) -> str:
    """No figure is surer outside its answer than in it."""
    is_sure = certainty == "exact" or words == NOT_KNOWN
    return words if is_sure else f"{words}（{CERTAINTY_SHORT['estimate']}）"


def _first_day(text: str) -> date:
    """A day, or the first of a month."""
    return date.fromisoformat(text if text.count("-") == 2 else f"{text}-01")


def _shortened(words: str) -> str:
    """As much as fits on the sheet."""
    return words if len(words) <= LONGEST_TOLD else f"{words[:LONGEST_TOLD]}……（全文看城市页）"


def in_words(value: Json, shape: Shape) -> str:
    """A fact's value as people write it, whatever its shape."""
    match value:
        case list() if shape.of:
            of = shape.of
            return "；".join(in_words(each, of) for each in value)
        case {"low": str() as low, "high": str() as high, **rest} if not rest:
            inner = shape.fields[0]
            return span(_single(low, inner), _single(high, inner), inner)
        case dict():
            told = (each for each in shape.fields if value.get(each.name) is not None)
            return "，".join(_labelled(value[each.name], each) for each in told)
    return single(_single(value, shape), shape)


def _labelled(value: Json, field: Shape) -> str:
    """个人一年缴400元: words need no label."""
    return ("" if field.kind == "text" else field.label) + in_words(value, _without_per(field))


def _without_per(field: Shape) -> Shape:
    """元/年 is 元 beside a label that tells of the year."""
    return replace(field, unit=field.unit and field.unit.partition("/")[0])


def _single(value: Json, shape: Shape) -> Any:
    """A plain value of the API as its type."""
    if isinstance(value, bool) or not isinstance(value, str):
        return value
    match shape.kind:
        case "integer":
            return int(value)
        case "decimal":
            return Decimal(value)
        case _:
            return read(value, shape) if shape.kind in ("money", "share", "date", "month") else value
