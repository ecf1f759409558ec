"""建议：what somebody found elsewhere, row by row, read against the country that it would change."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from scripts.regions.problems import BadData, Place, Problem, Problems
from scripts.regions.reading import Reader
from scripts.regions.report import is_report, read_reports
from scripts.regions.sources import Sources, read_source
from scripts.regions.statements import PARTS, read_statement
from scripts.regions.strict_yaml import Entries, Node, Scalar, read, shown
from scripts.regions.table import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scripts.regions.model import Country, Region, Source, Value

WHERE = ("id", "region", "key")
REPORTED = "reported"
"""In place of a statement: what somebody doubts, for a person to look into."""
ASIDE = ("batch", "group", "remark", "evidence", "also_read", "second_reading", "reason")
"""What a row says for those who check it: kept beside the facts, not among them."""

_ADDRESS = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]+(?::\d+)?/[^\s；]+?)/?", re.ASCII)
_LONGEST_ISSUER, _LONGEST_TITLE = 16, 24


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """一条建议: `value` is what it would state, or None when there are `problems`.

    `row` is all that was written, `stated` the part that belongs into a region's file. A report, which states
    nothing, is `about` a key of a region.
    """

    id: str
    place: Place
    row: Entries
    stated: Entries
    value: Value | None = None
    about: tuple[Region, str] | None = None
    problems: tuple[Problem, ...] = field(default=())


def read_proposals(path: str, data: bytes, country: Country) -> tuple[Proposal, ...]:
    """Every row of a batch, with its own problems; BadData when the file as a whole cannot be read."""
    problems = Problems()
    if path.casefold().endswith(".csv"):
        node: Node | None = read_table(path, data, country.dictionary, problems)
    elif is_report(path):
        node = read_reports(path, data, country.by_slug, problems)
    else:
        node = read(path, data, problems)
    if node is None:
        raise BadData(problems.in_order())
    rows = Reader(problems).items(node)
    written: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems.in_order():
        number = sum(row.line <= problem.line for row in rows) - 1
        written[number].append(problem)
    if -1 in written:
        raise BadData(problems.in_order())
    batch = _Batch(country)
    return tuple(batch.proposal(row, written[number]) for number, row in enumerate(rows))


class _Batch:
    """One file's rows; remembers the ids and the documents of those before."""

    def __init__(self, country: Country) -> None:
        self._country = country
        self._documents = _Documents(country.sources)
        self._ids: set[str] = set()

    def proposal(self, node: Node, written: list[Problem]) -> Proposal:
        problems = Problems()
        for problem in written:
            problems.add(problem, read=problem.read, expected=problem.expected, mend=problem.mend)
        reader = Reader(problems)
        is_reported = isinstance(node, Entries) and REPORTED in node.nodes
        parts = reader.entries(node, WHERE, (REPORTED, *ASIDE) if is_reported else (*PARTS, *ASIDE))
        for name in (REPORTED, *ASIDE):
            if name in parts:
                reader.text(parts[name])
        place = Place(node.path, node.line, node.column)
        stated = Entries(node.path, node.line, node.column)
        stated.nodes = {name: parts[name] for name in PARTS if name in parts}
        about = self._about(parts, reader)
        value = self._value(about, stated, reader) if not is_reported else None
        row = node if isinstance(node, Entries) else stated
        return Proposal(
            id=self._id(parts.get("id"), reader) or f"第 {node.line} 行",
            place=place,
            row=row,
            stated=stated,
            value=None if problems else value,
            about=about if is_reported and not problems else None,
            problems=problems.in_order(),
        )

    def _id(self, node: Node | None, reader: Reader) -> str | None:
        name = reader.text(node) if node else None
        if node and name in self._ids:
            reader.refuse(node, "不重复的 id", "换一个没有用过的编号")
            return None
        self._ids.add(name or "")
        return name

    def _about(self, parts: Mapping[str, Node], reader: Reader) -> tuple[Region, str] | None:
        """The region and the key."""
        regions, dictionary = self._country.by_slug, self._country.dictionary
        slug = reader.choice(parts["region"], regions, "地区") if "region" in parts else None
        key = reader.choice(parts["key"], dictionary, "事项") if "key" in parts else None
        return (regions[slug], key) if slug and key else None

    def _value(self, about: tuple[Region, str] | None, stated: Entries, reader: Reader) -> Value | None:
        """What the row states, with a document of the country or a new one; changes `stated` to name it."""
        source = stated.nodes.get("source")
        if isinstance(source, Entries) and (name := self._documents.name(source, reader)):
            stated.nodes["source"] = Scalar(source.path, source.line, source.column, name, True, name)
        elif isinstance(source, Entries):
            return None
        if about is None:
            return None
        region, key = about
        return read_statement(self._country.dictionary[key], stated, region, reader, self._documents)


class _Documents(Sources):
    """The country's documents and those that a batch brings."""

    def __init__(self, known: Mapping[str, Source]) -> None:
        super().__init__(None, Reader(Problems()))
        self.known = dict(known)

    def find(self, node: Node, reader: Reader) -> Source | None:
        name = reader.text(node)
        if name is not None and name not in self.known:
            reader.unknown(node, f"来源{shown(name)}", name, self.known)
        return self.known.get(name or "")

    def name(self, node: Entries, reader: Reader) -> str | None:
        """The id of a document written out: its own if it is known already, else a new one."""
        source = read_source("", node, reader)
        if source is None:
            return None
        for known in self.known.values():
            if is_same_document(source, known):
                if source.area and not known.area:
                    mend = f"在 sources.yaml 的“{known.id}”下补上 area: {source.area}，再提一次"
                    reader.refuse(node.nodes["area"], "与已有来源一致的 area", mend)
                return known.id
        name = new_id(source, self.known)
        self.known[name] = replace(source, id=name)
        return name


def is_same_document(one: Source, other: Source) -> bool:
    """The same address; or the same title with the same number or place, read in the same kind of text."""
    if _addresses(one) & _addresses(other):
        return True
    number, place = one.document_number or "", one.locator or ""
    is_found = number == other.document_number or place == other.locator
    return is_found and one.title == other.title and one.tier == other.tier


def _addresses(source: Source) -> set[str]:
    places = (source.url, source.locator)
    return {found[1] for place in places if place and (found := _ADDRESS.fullmatch(place))}


def new_id(source: Source, taken: Mapping[str, Source]) -> str:
    """发布者·标题, short and without punctuation; numbered if another document is called so."""
    issuer = re.split(r"[（(，、；/\s]", source.issuer)[0][:_LONGEST_ISSUER]
    title = re.sub(r"\W", "", source.title).removeprefix(issuer)[:_LONGEST_TITLE]
    name = f"{issuer}·{title}"
    number = 1
    while (numbered := name if number == 1 else f"{name}·{number}") in taken:
        number += 1
    return numbered
