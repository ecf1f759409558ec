"""数据覆盖：how much is known of every topic in every region, counted; its pages and their twin."""

from __future__ import annotations

from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from scripts.pages.page import HOME, Draft, page
from scripts.regions.addresses import COVERAGE
from scripts.regions.fingerprint import fingerprint
from scripts.regions.json_schema import DATA_DATE, NUMBER, by_name, many, one_of, record, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from scripts.pages.page import Page
    from scripts.pages.site import Site
    from scripts.regions.facts_json import Json
    from scripts.regions.model import Country, Region, Value
    from scripts.words.topics import Topic

TITLE = "数据覆盖"
LEVELS = 4
"""Shades of a tile or a cell above nothing."""


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


class Coverage:
    """全部地区、全部专题的覆盖 on one day."""

    def __init__(self, country: Country, topics: Sequence[Topic], on: date) -> None:
        self._country = country
        self._topics = topics
        self.counts: dict[Region, dict[str, Count]] = {}
        is_stale = cache(lambda value: value.is_stale(on))
        for region in country.regions:
            held = region.facts(on)
            self.counts[region] = {
                topic.slug: Count.of([held.get(key) for key in topic.keys], is_stale) for topic in topics
            }

    @cached_property
    def places(self) -> Mapping[Region, tuple[Region, ...]]:
        """Each province and what its table lists."""
        return {province: (province, *province.children) for province in self._country.provinces}

    def total(self, regions: Iterable[Region], topic: Topic) -> Count:
        return Count.sum(self.counts[region][topic.slug] for region in regions)

    def share(self, province: Region) -> float:
        """Of its places and topics, the part for which something local was found."""
        counts = [count for place in self.places[province] for count in self.counts[place].values()]
        return sum(count.local > 0 for count in counts) / (len(counts) or 1)

    def json(self) -> dict[str, Json]:
        """The API's twin: numbers by region and topic, in the order of `counts`."""
        return {
            "data_date": f"{self._country.data_date}",
            "counts": [*Count._fields],
            "topics": {topic.slug: len(topic.keys) for topic in self._topics},
            "regions": {
                region.slug: {slug: [*count] for slug, count in counts.items()}
                for region, counts in self.counts.items()
            },
        }


def drafts(site: Site) -> Iterator[Draft]:
    """/coverage/ and a page for each province; not for search engines, which want answers."""
    coverage = Coverage(site.country, site.topics, site.on)
    totals = sum(1 for _ in site.country.values), len(site.country.sources)
    tiles = [(each.short, each.tile) for each in coverage.places]
    everything = fingerprint(totals, [*coverage.counts.values()], tiles)
    yield Draft(COVERAGE, True, everything, partial(_index, site, coverage, totals))
    for province, places in coverage.places.items():
        names = [(place.name, place.slug) for place in places]
        made_of = fingerprint(names, [coverage.counts[place] for place in places])
        yield Draft(f"{COVERAGE}{province.slug}/", False, made_of, partial(_page, site, coverage, province))


def _index(site: Site, coverage: Coverage, totals: tuple[int, int]) -> Page:
    nation = site.country.nation
    below = [region for region in site.country.regions if region is not nation]
    sums = [coverage.total(below, topic) for topic in site.topics]
    values, sources = totals
    body = site.templates.body(
        "coverage/page.html.j2",
        root="../",
        places=len(below),
        values=values,
        sources=sources,
        rows=[*zip(site.topics, sums, coverage.counts[nation].values(), strict=True)],
        provinces=[(each, share := coverage.share(each), _level(share, 1)) for each in coverage.places],
    )
    return page(COVERAGE, "coverage", body, title="医保数据覆盖")


def _page(site: Site, coverage: Coverage, province: Region) -> Page:
    places, topics = coverage.places[province], site.topics
    most = max(count.local for place in places for count in coverage.counts[place].values())
    body = site.templates.body(
        "coverage/province.html.j2",
        root="../../",
        province=province,
        topics=topics,
        rows=[(topic, coverage.total(places, topic)) for topic in topics],
        matrix=[(place, [coverage.counts[place][topic.slug] for topic in topics]) for place in places],
        level=partial(_level, most=most),
    )
    return page(
        f"{COVERAGE}{province.slug}/",
        "coverage",
        body,
        title=f"{province.short}：医保数据覆盖",
        canonical=COVERAGE,
        breadcrumbs=(HOME, (TITLE, COVERAGE)),
    )


SCHEMAS = {
    "Coverage": record(
        {
            "data_date": DATA_DATE,
            "counts": said(many(one_of(Count._fields)), "下面每一列数各是什么"),
            "topics": said(by_name(NUMBER), "每个专题有几个事项"),
            "regions": said(by_name(by_name(many(NUMBER))), "地区 → 专题 → 一列数"),
        }
    )
}


def _level(amount: float, most: float) -> int:
    """The shade of an amount: 0 for nothing, then quarters of the most there is."""
    return min(LEVELS, 1 + int(amount / most * LEVELS)) if amount else 0
