"""地区与事实：what the loader hands to every page and calculator. Look-ups only; nothing here reads a file.

Which value holds where and when (one rule for `fact` and `facts`):
- 整条继承: a key is inherited whole, nation → province → city, or replaced whole by a region's own
  statement, never merged.
- 地方事项: a `local` key goes down to no other region, unless the province marks its statement `uniform`.
- A statement holds from `since` (unknown: as far back as anyone asks) to `until`; the newest that holds wins.
- 已过期: if all of a region's own statements have ended, the newest of them is still its answer and says so
  (`Value.is_expired`); the ancestor's rule does not silently step in.
- 尚未施行: before a region's own first `since` the ancestor's rule in force holds; a later value never
  answers for an earlier day. If nobody up the chain has a rule in force yet, `fact` raises `NotYetInForce`
  and `facts` leaves the key out.
- 查无结果: a stated `unknown` is an answer: it stops inheritance.
- 说法不一: statements of status `conflicting` that hold at once come as one Value with its `rivals`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import takewhile
from typing import Literal

from calculators.engine.dates import PartialDate, months_after
from calculators.engine.doubts import Doubt, Proof, Status, doubts
from scripts.regions.problems import Place

type Level = Literal["nation", "province", "municipality", "city"]
type Tier = Literal["original", "relay", "news", "mirror", "dataset", "aggregator", "ai_aggregator"]
QUOTING: tuple[Tier, ...] = ("original", "relay", "news")
type Kind = Literal[
    "integer",
    "decimal",
    "money",
    "share",
    "boolean",
    "text",
    "choice",
    "url",
    "phone",
    "date",
    "month",
    "month_day",
    "list",
    "record",
    "source",
]
type Datum = bool | int | Decimal | str | date | PartialDate | Source | tuple[Datum, ...] | dict[str, Datum]


class NotYetInForce(LookupError):  # noqa: N818 - says what is the case
    """尚未施行: asked about a day before the first `since` that anyone states."""


@dataclass(frozen=True, slots=True)
class Source:
    """依据文件: a document; a link is given only where the address can be trusted.

    `area` is the one city, county or district that it speaks of, if it speaks of no more.
    """

    id: str
    title: str
    issuer: str
    tier: Tier
    document_number: str | None = None
    date: PartialDate | None = None
    url: str | None = None
    locator: str | None = None
    area: str | None = None

    @property
    def quotes_officially(self) -> bool:
        """转引自官方文件: an official text, a report of it, or a reprint that gives its 文号."""
        return self.tier in QUOTING or (self.tier == "mirror" and self.document_number is not None)


@dataclass(frozen=True, slots=True)
class Shape:
    """值的形状: the type of a value, nested for lists and records."""

    kind: Kind
    unit: str | None = None
    options: dict[str, str] = field(default_factory=dict)
    of: "Shape | None" = None
    fields: "dict[str, Field]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """记录里的一项."""

    label: str
    shape: Shape
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """事实字典的一条: what a key means, its shape and unit, and how long a check of it lasts.

    `yearly` is what is set anew each year.
    """

    key: str
    label: str
    meaning: str
    topic: str
    review_every: int
    shape: Shape
    local: bool = False
    awaited: bool = False
    yearly: bool = False
    principle: bool = False
    shown: bool = True

    @property
    def is_listed(self) -> bool:
        """Whether its topic's pages show it without naming it."""
        return self.shown and not self.awaited

    @property
    def unit(self) -> str | None:
        return self.shape.unit


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """一处写明的一个值: with its document, its dates and the region that states it."""

    fact: Fact
    region: "Region"
    status: Status
    looked: date
    place: Place
    value: Datum | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    source: Source | None = None
    also: tuple[Source, ...] = ()
    clause: str | None = None
    quote: str | None = None
    confirmed: date | None = None
    uniform: bool = False
    depends: bool = False
    note: str | None = None
    rivals: "tuple[Value, ...]" = ()
    places: Mapping[str, Place] = field(default_factory=dict)

    def at(self, part: str) -> Place:
        """The place of one of its parts, or its own."""
        return self.places.get(part, self.place)

    @property
    def key(self) -> str:
        return self.fact.key

    @property
    def line(self) -> int:
        return self.place.line

    @property
    def is_known(self) -> bool:
        """One usable value: neither 查无结果 nor 说法不一."""
        return self.status in ("official", "secondary")

    @property
    def proof(self) -> Proof | None:
        """凭据: the best of what was read; none where nothing was found."""
        if self.status in ("official", "unknown"):
            return "official" if self.status == "official" else None
        sources = (source for source in (self.source, *self.also) if source)
        return "quoted" if any(source.quotes_officially for source in sources) else "web"

    @property
    def is_principle(self) -> bool:
        """全国的原则: the nation's word on what provinces or cities may settle otherwise."""
        return self.fact.principle and self.region.level == "nation"

    def doubts(self, on: date) -> tuple[Doubt, ...]:
        """疑问: what a reader must know before relying on it, on that day."""
        return doubts(self, has_ended=self.is_expired(on), is_due=self.is_stale(on))

    @property
    def statements(self) -> "tuple[Value, ...]":
        """The value itself and, where sources contradict each other, its rivals."""
        return (self, *self.rivals)

    @property
    def seen_in(self) -> tuple[str, ...]:
        """见于哪里: the smaller places whose papers alone say so; none if anybody speaks for the region."""
        areas = dict.fromkeys(source.area for source in (self.source, *self.also) if source)
        return tuple(area for area in areas if area) if not areas.keys() & {None, self.region.name} else ()

    @property
    def review_by(self) -> date:
        """复核期限: the last look (or confirmation) plus the months its fact allows."""
        return months_after(max(self.looked, self.confirmed or self.looked), self.fact.review_every)

    @property
    def goes_down(self) -> bool:
        """下级也用: not a local matter, or marked `uniform`."""
        return self.uniform or not self.fact.local

    @property
    def starts(self) -> date:
        return self.since.first if self.since else date.min

    @property
    def ends(self) -> date:
        return self.until.last if self.until else date.max

    def is_stale(self, on: date) -> bool:
        return on > self.review_by

    def is_expired(self, on: date) -> bool:
        return self.ends < on

    def overlaps(self, other: "Value") -> bool:
        """Whether both hold on some day."""
        return self.starts <= other.ends and other.starts <= self.ends


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """地区: nation, province, municipality (province and city at once) or city; `stated` is its own.

    `tile` is a province's row and column on the map of provinces.
    """

    code: str
    name: str
    short: str
    kind: str
    slug: str
    pinyin: str
    level: Level
    path: str
    parent: "Region | None" = field(repr=False)
    area_code: str | None = None
    aliases: tuple[str, ...] = ()
    tile: tuple[int, int] | None = None
    children: "list[Region]" = field(default_factory=list, repr=False)
    stated: dict[str, tuple[Value, ...]] = field(default_factory=dict, repr=False)

    @property
    def ancestors(self) -> "Iterator[Region]":
        """The parent first, the nation last."""
        region = self.parent
        while region:
            yield region
            region = region.parent

    @property
    def is_nation(self) -> bool:
        return self.level == "nation"

    @property
    def is_province(self) -> bool:
        return self.level == "province"

    @property
    def is_municipality(self) -> bool:
        """Province and city at once: there is no other city to move to within it."""
        return self.level == "municipality"

    @property
    def is_within_province(self) -> bool:
        """Whether its province is another region, with rules and cities of its own."""
        return self.level == "city"

    @property
    def is_pooling_area(self) -> bool:
        """统筹区: where people are insured."""
        return self.level in ("city", "municipality")

    @property
    def folder(self) -> str:
        """Where its pages are: "", "jiangsu/", "changzhou/"."""
        return "" if self.is_nation else f"{self.slug}/"

    @property
    def province(self) -> "Region | None":
        """Its province; a province or municipality is its own; the nation has none."""
        return self.parent if self.level == "city" else None if self.level == "nation" else self

    def fact(self, key: str, on: date) -> Value | None:
        """The value here on that day; None if nobody states it; NotYetInForce if only later ones exist."""
        return self._first_held((self, *self.ancestors), key, on)

    def inherited(self, key: str, on: date) -> Value | None:
        """What `fact` would answer if this region stated nothing itself."""
        return self._first_held(self.ancestors, key, on)

    def _first_held(self, regions: "Iterable[Region]", key: str, on: date) -> Value | None:
        coming: Value | None = None
        for region in regions:
            own = region.stated.get(key, ())
            found = _held(own, on) or (own[-1] if own else None)
            if found and (region is self or found.goes_down):
                if found.starts <= on:
                    return found
                coming = coming or found
        if coming:
            raise NotYetInForce(f"{self.name}的“{coming.fact.label}”自 {coming.since} 起施行，{on} 尚无规定")
        return None

    def facts(self, on: date) -> Mapping[str, Value]:
        """All that holds here on that day, inherited or own; the same answers as `fact`."""
        return _facts(self, on)

    def coming(self, on: date) -> tuple[Value, ...]:
        """尚未施行的规定: own ones, and inherited ones of keys not stated here; soonest first."""
        later: dict[str, list[Value]] = {}
        for region in (self, *self.ancestors):
            for key, values in region.stated.items():
                if key not in later:
                    ahead = [value for value in values if value.starts > on]
                    later[key] = [value for value in ahead if region is self or value.goes_down]
        found = (value for values in later.values() for value in values)
        return tuple(sorted(found, key=lambda value: (value.starts, value.key)))

    def references(self, on: date) -> Mapping[str, Value]:
        """All that `reference` answers for this region."""
        keys = dict.fromkeys(key for region in self.ancestors for key in region.stated)
        found = {key: self.reference(key, on) for key in keys if key not in self.facts(on)}
        return {key: value for key, value in found.items() if value and value.is_known}

    def reference(self, key: str, on: date) -> Value | None:
        """The nearest ancestor's value of a local key that this region does not inherit but may show."""
        for region in self.ancestors:
            if found := _held(region.stated.get(key, ()), on):
                return None if found.goes_down else found
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Country:
    """全国: every region, the dictionary of facts, the documents; `largest` places come first."""

    nation: Region
    provinces: tuple[Region, ...]
    cities: tuple[Region, ...]
    dictionary: Mapping[str, Fact]
    sources: Mapping[str, Source]
    by_slug: Mapping[str, Region]
    largest: tuple[Region, ...] = ()

    @property
    def regions(self) -> tuple[Region, ...]:
        """Each once, in the order of their codes: the nation, then each province before its cities."""
        return tuple(self.by_slug.values())

    @property
    def values(self) -> Iterator[Value]:
        """Every stated value, in the order of the regions."""
        return (value for region in self.regions for values in region.stated.values() for value in values)

    @property
    def data_date(self) -> date:
        """数据日期: the last day on which anyone looked at any value; the day of a build plays no part."""
        return max(value.looked for value in self.values)


@cache
def _facts(region: Region, on: date) -> Mapping[str, Value]:
    inherited = _facts(region.parent, on) if region.parent else {}
    held = {key: value for key, value in inherited.items() if value.goes_down}
    for key, values in region.stated.items():
        if found := _held(values, on):
            held[key] = found
    return held


def _held(values: tuple[Value, ...], on: date) -> Value | None:
    """The newest that holds on that day, with its rivals; else the newest that has ended; else None."""
    begun = [value for value in values if value.starts <= on]
    if not begun:
        return None
    last = min(on, max(value.ends for value in begun))
    newest, *older = (value for value in begun if value.ends >= last)
    if newest.status != "conflicting" or not older:
        return newest
    return replace(newest, rivals=tuple(takewhile(lambda value: value.status == "conflicting", older)))
