"""打算：the plan of a situation as people write it, held against the calculators and the facts it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from calculators.engine.plan import (
    Asking,
    Cell,
    Condition,
    Feed,
    Kind,
    Option,
    Part,
    Plan,
    Row,
    Shape,
    Stated,
    Ways,
)
from scripts.regions.reading import Reader
from scripts.regions.strict_yaml import Node, Scalar, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from calculators import Declaration
    from calculators.engine.questions import Question
    from scripts.regions.model import Fact
    from scripts.regions.model import Shape as Declared
    from scripts.regions.problems import Problems

LONGEST_TITLE, LONGEST_TEXT = 12, 60
KINDS: tuple[Kind, ...] = get_args(Kind)
_TODAY = "today"


class Known(NamedTuple):
    """What a plan may name; `asks` are questions for the telephone by fact."""

    calculators: Mapping[str, Declaration]
    facts: Mapping[str, Fact]
    asks: Mapping[str, str]


class Plans(Reader):
    """The plan of one situation; whatever a calculator would lack is told."""

    def __init__(self, problems: Problems, known: Known, places: Mapping[str, str]) -> None:
        super().__init__(problems)
        self._known = known
        self._places = places
        self._asked: dict[str, Asking] = {}
        self._parts: dict[str, Part] = {}
        self._stated: dict[str, Stated] = {}

    def of(self, parts: Mapping[str, Node]) -> Plan:
        for name, each in self._within(parts, "questions"):
            if asking := self._asking(name, each):
                self._asked[name] = asking
        for name, each in self._within(parts, "parts"):
            if part := self._part(name, each):
                self._parts[name] = part
        for name, each in self._within(parts, "facts"):
            if stated := self._fact(name, each):
                self._stated[name] = stated
        ways = _optional(parts, "ways", self._ways)
        found = (*self._asked.values(),), (*self._parts.values(),), (*self._stated.values(),)
        return Plan(*found, ways)

    def _within(self, parts: Mapping[str, Node], name: str) -> Iterable[tuple[str, Node]]:
        """The named nodes of a group that may be left out."""
        return self.named(parts[name]).nodes.items() if name in parts else ()

    def _asking(self, name: str, node: Node) -> Asking | None:
        parts = self.entries(node, (), ("of", "kind", "label", "help", "optional", "options", "when"))
        if ("of" in parts) == ("kind" in parts):
            self.refuse(node, "of 或 kind 中的一样", "问计算器的写 of: 计算器；自己的问题写 kind 和 label")
            return None
        slug = self._calculator(parts.get("of"))
        if slug and name not in self._known.calculators[slug].inputs:
            self.unknown(node, f"问题{shown(name)}", name, self._known.calculators[slug].inputs)
        kind = cast("Kind | None", self.choice(parts["kind"], KINDS)) if "kind" in parts else None
        if kind and "label" not in parts:
            self.refuse(node, "自己的问题写有 label", "补上 label")
        options = self._within(parts, "options")
        return Asking(
            name,
            slug,
            kind,
            _optional(parts, "label", self.text),
            _optional(parts, "help", self.text),
            not self.boolean(parts["optional"]) if "optional" in parts else None,
            tuple(Option(value, said) for value, each in options if (said := self.text(each))),
            self._when(parts),
        )

    def _calculator(self, node: Node | None) -> str | None:
        return self.choice(node, self._known.calculators, "计算器") if node else None

    def _when(self, parts: Mapping[str, Node]) -> tuple[Condition, ...]:
        """Answers to earlier questions."""
        found = []
        for name, each in self._within(parts, "when"):
            if name not in self._asked:
                self.unknown(each, f"问题{shown(name)}", name, self._asked)
            values = self.items(each)
            found.append(Condition(name, tuple(value.text for value in values if isinstance(value, Scalar))))
        return tuple(found)

    def _part(self, name: str, node: Node) -> Part | None:
        optional = ("place", "asked", "fixed", "found", "today", "dates", "costs", "when", "beside")
        parts = self.entries(node, ("title", "calculator"), optional)
        slug = self._calculator(parts.get("calculator"))
        title = self.text(parts["title"], LONGEST_TITLE) if "title" in parts else None
        if not slug or not title:
            return None
        declared = self._known.calculators[slug]
        feeds = {feed.name: feed for feed in self._feeds(slug, parts)}
        asked = declared.inputs.items()
        lacking = [name for name, each in asked if name not in feeds and _is_needed(each, feeds)]
        if lacking:
            mend = "在 questions 里问，或写进 fixed、found、asked、today"
            self.refuse(node, f"计算器要的每一项都有来处：{'、'.join(lacking)}", mend, f"部分{shown(name)}")
        figures = {
            kinds: tuple(self._figures(parts[kinds], slug, of)) if kinds in parts else ()
            for kinds, of in (("dates", ("date", "month")), ("costs", ("money",)))
        }
        return Part(
            name,
            title,
            slug,
            tuple(feeds.values()),
            None if declared.places else self.place(parts, node),
            figures["dates"],
            figures["costs"],
            self._when(parts),
            bool(_optional(parts, "beside", self.boolean)),
        )

    def place(self, parts: Mapping[str, Node], node: Node) -> str | None:
        """Whose facts: the only city's, unless it is said."""
        if "place" in parts:
            return self.choice(parts["place"], self._places, "城市")
        if len(self._places) > 1:
            self.refuse(node, "写有 place", f"写 place: {' 或 '.join(self._places)}")
        return next(iter(self._places), None)

    def _feeds(self, slug: str, parts: Mapping[str, Node]) -> Iterator[Feed]:
        """Questions of the same name, unless it is said otherwise."""
        inputs = self._known.calculators[slug].inputs
        for name in inputs:
            if name in self._asked and self._asked[name].kind is None:
                yield Feed(name, asked=name)
        for name, each in self._named("asked", parts, inputs):
            yield Feed(name, asked=self.choice(each, self._asked, "问题"))
        for name, each in self._named("fixed", parts, inputs):
            yield Feed(name, fixed=each.text if isinstance(each, Scalar) else None)
        for name, each in self._named("found", parts, inputs):
            yield Feed(name, found=self._figure(each))
        for each in self.items(parts[_TODAY]) if _TODAY in parts else ():
            if chosen := self.choice(each, inputs, "要填的"):
                yield Feed(chosen, is_today=True)

    def _named(
        self, way: str, parts: Mapping[str, Node], inputs: Collection[str]
    ) -> Iterator[tuple[str, Node]]:
        """What is said of single inputs."""
        for name, each in self._within(parts, way):
            if name not in inputs:
                self.unknown(each, f"要填的{shown(name)}", name, inputs)
            yield name, each

    def _figure(self, node: Node) -> str | None:
        """一个数: part.figure of an earlier part."""
        calculators = self._known.calculators
        known = {
            f"{name}.{figure}": ""
            for name, part in self._parts.items()
            for figure in calculators[part.calculator].figures
        }
        return self.choice(node, list(known), "算出的数")

    def _figures(self, node: Node, slug: str, kinds: Collection[str]) -> Iterator[str]:
        declared = self._known.calculators[slug].figures
        fitting = [name for name, figure in declared.items() if figure.kind in kinds]
        for each in self.items(node):
            if name := self.choice(each, fitting, "算出的数"):
                yield name

    def _fact(self, key: str, node: Node) -> Stated | None:
        parts = self.entries(node, (), ("place", "counted_from", "due", "day", "when", "beside"))
        fact = self._known.facts.get(key)
        if fact is None:
            self.unknown(node, f"事项{shown(key)}", key, self._known.facts)
            return None
        begun = due = None
        if "counted_from" in parts:
            begun = self.choice(parts["counted_from"], self._asked, "问题")
            if fact.shape.kind != "integer":
                self.refuse(parts["counted_from"], "写明天数的事项", "删掉 counted_from")
        if "due" in parts:
            days = [name for name, each in fact.shape.fields.items() if each.shape.kind == "date"]
            due = self.choice(parts["due"], days, "日子")
        return Stated(
            key,
            self.place(parts, node) or "",
            shape_of(fact.shape),
            self._known.asks.get(key),
            begun,
            due,
            self.text(parts["day"], LONGEST_TEXT) if "day" in parts else None,
            self._when(parts),
            bool(_optional(parts, "beside", self.boolean)),
        )

    def _ways(self, node: Node) -> Ways | None:
        parts = self.entries(node, ("columns", "rows"), ())
        if len(parts) < 2:
            return None
        columns = self.each(parts["columns"], lambda each: self.text(each, LONGEST_TITLE))
        return Ways(columns, self.each(parts["rows"], lambda each: self._row(each, len(columns))))

    def _row(self, node: Node, columns: int) -> Row | None:
        parts = self.entries(node, ("label", "cells"), ())
        if len(parts) < 2:
            return None
        label = self.text(parts["label"], LONGEST_TITLE)
        cells = self.each(parts["cells"], self._cell)
        if len(cells) != columns:
            self.refuse(parts["cells"], f"{columns} 格，每条路一格", "补上或删掉", f"{len(cells)} 格")
        return Row(label, cells) if label else None

    def _cell(self, node: Node) -> Cell | None:
        parts = self.entries(node, ("text",), ("figure", "fact", "field"))
        text = self.text(parts["text"], LONGEST_TEXT) if "text" in parts else None
        figure = _optional(parts, "figure", self._figure)
        fact = self.choice(parts["fact"], self._stated, "上面 facts 里的事项") if "fact" in parts else None
        if text and ("{}" in text) != bool(figure or fact):
            self.refuse(node, "有 figure 或 fact 的，text 里写一个 {}", "两样都写，或都不写")
        field = self._field(parts["field"], fact) if "field" in parts else None
        return Cell(text, figure, fact, field) if text else None

    def _field(self, node: Node, fact: str | None) -> str | None:
        of = self._stated[fact].shape.of if fact else None
        return self.choice(node, [each.name for each in of.fields] if of else [], "记录里的一项")


def shape_of(shape: Declared, name: str = "", label: str = "") -> Shape:
    """A fact's shape as the calculators know it."""
    return Shape(
        shape.kind,
        name,
        label,
        shape.unit,
        tuple(Option(*each) for each in shape.options.items()),
        shape_of(shape.of) if shape.of else None,
        tuple(shape_of(field.shape, each, field.label) for each, field in shape.fields.items()),
    )


def _optional[T](parts: Mapping[str, Node], name: str, one: Callable[[Node], T | None]) -> T | None:
    """What `one` reads of what may be left out."""
    return one(parts[name]) if name in parts else None


def _is_needed(question: Question, feeds: Mapping[str, Feed]) -> bool:
    """Whether a calculator may want it, with what is always filled in."""
    fixed = {name: feeds[name].fixed for name in question.shown_when if name in feeds}
    return question.required and all(
        each is None or each in question.shown_when[name] for name, each in fixed.items()
    )
