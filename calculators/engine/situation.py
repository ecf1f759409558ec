"""我的情况: several calculators answered from one set of answers, and what they say put side by side.

The plan comes with the payload; whatever is reckoned, the calculators reckon.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from calculators import answered, calculator
from calculators.engine.answer import Answer, Certainty, Figure, Line, Rule, date_text
from calculators.engine.facts import Fact, an_object, place_facts, read_fact, typed
from calculators.engine.payload import Json, RefusedError
from calculators.engine.plan import Cell, Condition, Feed, Part, Plan, Shape, Stated, asked_in, wanted
from calculators.engine.questions import applies, questions, read_answers_to
from calculators.engine.reasoning import ASKED, Reasoning
from calculators.engine.stated import in_words, shortened, span_of
from calculators.engine.writing import CERTAINTY_SHORT, NOT_KNOWN, figure_text, single

MEMBERS = ("plan", "inputs", "facts", "on")


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
    except (ValueError, ArithmeticError) as error:
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
        return self._applies(wanted(when))

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
        facts: Any = self._places.get(part.place, {}) if part.place else self._places
        payload = {"inputs": inputs, "facts": facts, "on": str(self._on) if self._on else None}
        try:
            self._answers[part.name] = answered(part.calculator, payload)
        except RefusedError as refused:  # an answer left out only makes the part wait
            asked = {feed.name: feed.asked for feed in part.feeds if feed.asked in self._raw}
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
        raw = self._places.get(stated.place, {}).get(stated.key)
        if not self._holds(stated.when):
            return None
        entry = an_object(raw) if raw is not None else {"status": "unknown"}
        value = entry.get("value")
        if value is None:
            return stated.ask
        words = shortened(in_words(value, stated.shape))
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
        words = span_of(told.value, field, told.shape) if field else told.words
        return _hedged(words, told.certainty) if words else NOT_KNOWN

    def _cell(self, cell: Cell) -> str:
        if cell.figure:
            told = self._written(cell.figure)
        elif cell.fact:
            told = self._told(cell.fact, cell.field)
        else:
            return cell.text
        return told if told == NOT_KNOWN else cell.text.replace("{}", told)


def _hedged(words: str, certainty: Certainty) -> str:
    """No figure is surer outside its answer than in it."""
    is_sure = certainty == "exact" or words == NOT_KNOWN
    return words if is_sure else f"{words}（{CERTAINTY_SHORT['estimate']}）"


def _first_day(text: str) -> date:
    """A day, or the first of a month."""
    return date.fromisoformat(text if text.count("-") == 2 else f"{text}-01")
