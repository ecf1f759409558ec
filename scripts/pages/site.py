"""整个网站：all that was read for its pages, and each place as its pages see it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from scripts.pages.coming import coming_dates
from scripts.pages.comparison import Comparisons
from scripts.pages.counts import Coverage
from scripts.pages.facts import HOTLINES, LONG
from scripts.pages.page import HOME
from scripts.pages.reckoning import PAGE_FACTS, Reckonings
from scripts.pages.templates import Templates
from scripts.pages.terms import Glossary
from scripts.pages.timeline import Timelines
from scripts.regions.addresses import PYTHON, address
from scripts.regions.changes import Changelog
from scripts.regions.fingerprint import fingerprint
from scripts.words.across import load_across
from scripts.words.claims import load_claims
from scripts.words.glossary import load_glossary
from scripts.words.matters import load_matters
from scripts.words.situations import load_situations
from scripts.words.topics import load_topics

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from scripts.pages.coming import Coming
    from scripts.pages.timeline import Timeline
    from scripts.regions.changes import Change
    from scripts.regions.model import Country, Region, Source, Value
    from scripts.words.across import Comparable
    from scripts.words.claims import Claim
    from scripts.words.matters import Matter
    from scripts.words.situations import Situation
    from scripts.words.topics import Topic


@dataclass(frozen=True, eq=False)
class Site:
    """一个网站: `runtime` is the folder of the browser's Python within it, `url` its home page's address."""

    country: Country
    topics: tuple[Topic, ...]
    claims: tuple[Claim, ...]
    templates: Templates
    glossary: Glossary = field(default_factory=Glossary)
    matters: tuple[Matter, ...] = ()
    across: tuple[Comparable, ...] = ()
    situations: tuple[Situation, ...] = ()
    changelog: Changelog = field(default_factory=Changelog)
    runtime: str = PYTHON
    url: str = ""

    @property
    def on(self) -> date:
        """The day of the build."""
        return self.templates.on

    @cached_property
    def places(self) -> Mapping[Region, Place]:
        """Every region, the nation first."""
        return {region: Place(self, region) for region in self.country.regions}

    @cached_property
    def call(self) -> Mapping[Region, str]:
        """What each region is called where others are named too."""
        return distinct_names(self.country.regions)

    @cached_property
    def comparisons(self) -> Comparisons:
        return Comparisons(self.country, self.on)

    @cached_property
    def coverage(self) -> Coverage:
        return Coverage(self.country, self.topics, self.on, self.matters)

    @cached_property
    def reckonings(self) -> Reckonings:
        return Reckonings(self.templates, self.runtime)

    @cached_property
    def timelines(self) -> Timelines:
        return Timelines()

    def document(self, change: Change) -> str:
        """The title of its document; of one that nothing rests on any more, the name it had here."""
        source = self.country.sources.get(change.source or "")
        return source.title if source else change.source or ""

    def made_of(self, changes: Iterable[Change]) -> str:
        """The fingerprint of changes as pages tell them, with what they name."""
        return fingerprint(*((each.told, self.document(each), _names(each.region)) for each in changes))


def read(
    content: Path,
    country: Country,
    on: date,
    *,
    changelog: Changelog | None = None,
    runtime: str = Site.runtime,
    url: str = "",
    cache: Path | None = None,
) -> Site:
    """Everything people wrote in `content`, beside the facts; BadData tells what cannot be accepted."""
    topics = load_topics(content, country.dictionary, PAGE_FACTS)
    claims = load_claims(content, country, [topic.slug for topic in topics])
    glossary = Glossary(load_glossary(content))
    matters = load_matters(content, country.dictionary)
    across = load_across(content, country.dictionary, [topic.slug for topic in topics])
    return Site(
        country,
        topics,
        claims,
        Templates(content, on, cache),
        glossary,
        matters,
        across,
        load_situations(content, country.dictionary, topics),
        changelog or Changelog(),
        runtime,
        url,
    )


class Place:
    """一个地方, as its pages see it on the day of the build."""

    def __init__(self, site: Site, region: Region) -> None:
        self.region = region
        self._site = site

    @cached_property
    def held(self) -> Mapping[str, Value]:
        """What holds here."""
        return self.region.facts(self._site.on)

    @cached_property
    def timelines(self) -> Mapping[str, Timeline]:
        return self._site.timelines.of(self.region)

    @cached_property
    def coming(self) -> tuple[Coming, ...]:
        return coming_dates(self.region, self.held, self._site.on)

    @property
    def own_changes(self) -> tuple[Change, ...]:
        """What changed here, the newest first."""
        return self._site.changelog.by_region.get(self.region, ())

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What changed here, then above."""
        above = self._site.places[self.region.parent].changes if self.region.parent else ()
        return (*self.own_changes, *above)

    @property
    def part(self) -> str:
        """The part of the country: its province, or nothing for all of it."""
        return self.region.province.slug if self.region.province else ""

    @property
    def name(self) -> str:
        """In a heading: nothing for the nation."""
        return "" if self.region.is_nation else self._site.call[self.region]

    @cached_property
    def stated(self) -> str:
        """The fingerprint of all that is stated for the region, by itself or above it, whenever it holds."""
        region = self.region
        above = self._site.places[region.parent].stated if region.parent else ""
        own = [value for values in region.stated.values() for value in values]
        named = region.slug, region.name, region.short, region.kind, region.area_code, self._site.call[region]
        return fingerprint(above, named, *own)

    @cached_property
    def made_of(self) -> str:
        """The fingerprint of all that any page of the region can show: besides, the places that it names."""
        shown = self._site.comparisons
        if self.region.is_nation:
            compared = shown.made_of
        else:
            held = (*self.held.values(), *self.region.references(self._site.on).values())
            compared = [(each.made_of, each.sentence) for value in held if (each := shown.of(value))]
        near = [(each.slug, each.name, self._site.call[each]) for each in self.nearby]
        return fingerprint(self.stated, near, compared, self._site.made_of(self.changes))

    def is_indexable(self, topic: Topic | None = None) -> bool:
        """Whether search engines shall offer the page: it says something that its province does not."""
        return self.region.is_nation or bool(self._indexed if topic is None else topic.slug in self._indexed)

    @cached_property
    def _indexed(self) -> frozenset[str]:
        proven = {key for key, value in self.held.items() if is_local_proof(value)}
        return frozenset(t.slug for t in self._site.topics if proven.intersection((*t.keys, *HOTLINES)))

    def canonical(self, topic: Topic | None = None) -> str:
        """The page itself, or its nearest ancestor that is for search engines."""
        chain = (self.region, *self.region.ancestors)
        return next(address(each, topic) for each in chain if self._site.places[each].is_indexable(topic))

    def above(self, value: Value) -> Value | None:
        """上一级的规定: what would hold here without the region's own single figure."""
        fact = value.fact
        if value.region is not self.region or not self.region.parent or fact.local or fact.shape.kind in LONG:
            return None
        found = self._site.places[self.region.parent].held.get(value.key)
        return found if found and found.is_known else None

    @property
    def nearby(self) -> list[Region]:
        """The parts of the region, or the other cities of its province."""
        region = self.region
        siblings = region.parent.children if region.parent and region.is_within_province else []
        return [each for each in region.children or siblings if each is not region]

    @property
    def breadcrumbs(self) -> tuple[tuple[str, str], ...]:
        """From home down to the region's own hub."""
        chain = [each for each in reversed((self.region, *self.region.ancestors)) if not each.is_nation]
        return (HOME, *((each.short, address(each)) for each in chain))

    def parts(self, topic: Topic | None = None) -> Links:
        """您的省、您的城市: what a reader of a larger region's page looks for first."""
        heading = "看您那里的规定：选省份" if self.region.is_nation else "看您城市的规定：选城市"
        return Links(heading, tuple((each.short, address(each, topic)) for each in self.region.children))

    def elsewhere(self, topic: Topic | None = None) -> tuple[Links, ...]:
        """The same question in other places; the other questions here stand in the local navigation."""
        region = self.region
        above = [each for each in region.ancestors if topic or not each.is_nation]
        heading = f"{region.province.name if region.province else ''}各市"
        neighbours = () if region.children else self.nearby
        return (
            Links(heading, tuple((each.short, address(each, topic)) for each in neighbours)),
            Links("上一级的规定", tuple((each.name, address(each, topic)) for each in above)),
        )


class Links(NamedTuple):
    """一组链接."""

    title: str
    links: tuple[tuple[str, str], ...]


def _names(region: Region) -> tuple[str, ...]:
    return tuple(name for each in (region, *region.ancestors) for name in (each.slug, each.short, each.name))


def distinct_names(regions: Collection[Region]) -> dict[Region, str]:
    """称呼: the short name; where two share it, the full one; if they share that too, with the province."""
    shorts, names = Counter(each.short for each in regions), Counter(each.name for each in regions)
    called = {}
    for each in regions:
        province = each.province.short if each.province else ""
        full = each.name if names[each.name] == 1 else province + each.name
        called[each] = each.short if shorts[each.short] == 1 else full
    return called


def is_local_proof(value: Value) -> bool:
    """收录条件: stated below the nation, officially or by two sources that quote what is official."""
    if value.region.is_nation:
        return False
    return value.proof == "official" or (value.is_known and value.proof == "quoted" and bool(value.also))


def by_source(values: Iterable[Value]) -> list[tuple[Source, list[Value]]]:
    """Documents in the order in which they are first used, each with its values."""
    groups: dict[str, tuple[Source, list[Value]]] = {}
    for value in values:
        if value.source and value.is_known:
            groups.setdefault(value.source.id, (value.source, []))[1].append(value)
    return list(groups.values())
