"""覆盖的数：how much is known of every topic and matter in every region, counted; their twin in the API."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from calculators.engine.doubts import DOUBT_WORDS, PROOF_SHORT, STATUS_WORDS
from scripts.regions.json_schema import DATA_DATE, NUMBER, by_name, many, one_of, record, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from scripts.regions.facts_json import Json
    from scripts.regions.model import Country, Region, Value
    from scripts.words.matters import Matter
    from scripts.words.topics import Topic

type Cell = Literal["official", "quoted", "web", "conflicting", "unknown", "none"]
CELLS: Mapping[Cell, str] = {
    "official": PROOF_SHORT["official"],
    "quoted": PROOF_SHORT["quoted"],
    "web": PROOF_SHORT["web"],
    "conflicting": STATUS_WORDS["conflicting"],
    "unknown": "查过没有",
    "none": "没查过",
}
"""一格：what is known of a matter where somebody is insured, the surest first; the nation's word is none."""
KNOWN: tuple[Cell, ...] = ("official", "quoted", "web")
SURE: tuple[Cell, ...] = ("official", "quoted")
COLUMNS: Mapping[str, str] = {
    "official": CELLS["official"],
    "quoted": CELLS["quoted"],
    "web": CELLS["web"],
    "conflicting": CELLS["conflicting"],
    "open": "没查到",
    "stale": DOUBT_WORDS["due"],
}
"""What is counted of a topic's keys, as the tables of the pages name it."""
HUNDREDTH = Decimal("0.01")


class Count(NamedTuple):
    """几项: of a topic's keys, how many hold on which proof or are unsure, nobody states (`none`), are due
    for review (`stale`), and are stated below the nation (`local`)."""

    official: int = 0
    quoted: int = 0
    web: int = 0
    conflicting: int = 0
    unknown: int = 0
    none: int = 0
    stale: int = 0
    local: int = 0

    @property
    def open(self) -> int:
        """没查到: looked for in vain, or not stated by anybody."""
        return self.unknown + self.none

    @classmethod
    def of(cls, values: Sequence[Value | None], is_stale: Callable[[Value], bool]) -> Count:
        held = [value for value in values if value]
        statuses = [value.status for value in held]
        proofs = [value.proof for value in held if value.is_known]
        return cls(
            official=proofs.count("official"),
            quoted=proofs.count("quoted"),
            web=proofs.count("web"),
            conflicting=statuses.count("conflicting"),
            unknown=statuses.count("unknown"),
            none=len(values) - len(held),
            stale=sum(map(is_stale, held)),
            local=sum(not value.region.is_nation and value.status != "unknown" for value in held),
        )

    @classmethod
    def sum(cls, counts: Iterable[Count]) -> Count:
        return cls(*map(sum, zip(*counts, strict=True)))


def cell(held: Iterable[Value | None]) -> Cell:
    """The surest that a province or a city says, of the values that a matter's keys have there."""
    local = [value for value in held if value and not value.region.is_nation]
    found: set[Cell] = {value.proof for value in local if value.is_known and value.proof}
    found |= {value.status for value in local if value.status in ("conflicting", "unknown")}
    return next((each for each in CELLS if each in found), "none")


class Coverage:
    """全部地区的覆盖 on one day, by topic and by matter."""

    def __init__(
        self, country: Country, topics: Sequence[Topic], on: date, matters: Sequence[Matter] = ()
    ) -> None:
        self._country = country
        self.matters = matters
        self.cells: dict[Region, tuple[Cell, ...]] = {}
        self._topics = topics
        self.counts: dict[Region, dict[str, Count]] = {}
        is_stale = cache(lambda value: value.is_stale(on))
        for region in country.regions:
            held = region.facts(on)
            self.counts[region] = {
                topic.slug: Count.of([held.get(key) for key in topic.keys], is_stale) for topic in topics
            }
            if region.is_pooling_area:
                self.cells[region] = tuple(cell(map(held.get, matter.keys)) for matter in matters)

    @cached_property
    def places(self) -> Mapping[Region, tuple[Region, ...]]:
        """Each province and what its table lists."""
        return {province: (province, *province.children) for province in self._country.provinces}

    def total(self, regions: Iterable[Region], topic: Topic) -> Count:
        return Count.sum(self.counts[region][topic.slug] for region in regions)

    def tally(self, regions: Iterable[Region]) -> Mapping[Cell, int]:
        """How many cells of the places among them where people are insured are of each kind."""
        found = Counter(each for region in regions for each in self.cells.get(region, ()))
        return {each: found[each] for each in CELLS}

    def tally_of(self, matter: Matter) -> Mapping[Cell, int]:
        """How many places are of each kind for one matter."""
        at = self.matters.index(matter)
        found = Counter(cells[at] for cells in self.cells.values())
        return {each: found[each] for each in CELLS}

    def json(self) -> dict[str, Json]:
        """The API's twin: numbers by region and topic, in the order of `counts`."""
        return {
            "data_date": f"{self._country.data_date}",
            "counts": [*Count._fields],
            "matters": {matter.name: [*matter.keys] for matter in self.matters},
            "cells": {region.slug: [*cells] for region, cells in self.cells.items()},
            "topics": {topic.slug: len(topic.keys) for topic in self._topics},
            "regions": {
                region.slug: {slug: [*count] for slug, count in counts.items()}
                for region, counts in self.counts.items()
            },
        }


SCHEMAS = {
    "Coverage": record(
        {
            "data_date": DATA_DATE,
            "counts": said(many(one_of(Count._fields)), "下面每一列数各是什么"),
            "matters": said(by_name(many({"type": "string"})), "要紧的事 → 是哪几个事项"),
            "cells": said(by_name(many(one_of(CELLS))), "统筹区 → 每件要紧的事查到没有，照 matters 的顺序"),
            "topics": said(by_name(NUMBER), "每个专题有几个事项"),
            "regions": said(by_name(by_name(many(NUMBER))), "地区 → 专题 → 一列数"),
        }
    )
}


def share(
    tally: Mapping[Cell, int], part: Iterable[Cell] = KNOWN, whole: Iterable[Cell] = tuple(CELLS)
) -> Decimal:
    """Of all cells the part that is known, or one kind of part of another, to the hundredth."""
    counted, among = (Decimal(sum(tally[each] for each in kinds)) for kinds in (part, whole))
    return (counted / (among or 1)).quantize(HUNDREDTH)
