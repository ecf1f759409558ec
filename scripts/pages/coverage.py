"""数据覆盖：/coverage/ and a page for each province, of what was counted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from calculators.engine.answer import percent_text
from scripts.pages.counts import CELLS, COLUMNS, share
from scripts.pages.page import HOME, Draft, page
from scripts.regions.addresses import COVERAGE
from scripts.regions.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from scripts.pages.counts import Cell
    from scripts.pages.page import Page
    from scripts.pages.site import Site
    from scripts.regions.model import Region

TITLE = "数据覆盖"
LEVELS = 4
"""Shades of a tile above nothing."""


def drafts(site: Site) -> Iterator[Draft]:
    """/coverage/ and a page for each province; not for search engines, which want answers."""
    coverage = site.coverage
    totals = sum(1 for _ in site.country.values), len(site.country.sources)
    tiles = [(each.slug, each.short, each.tile) for each in coverage.places]
    largest = [region.slug for region in site.country.largest]
    everything = fingerprint(totals, largest, [*coverage.counts.values()], [*coverage.cells.values()], tiles)
    yield Draft(COVERAGE, True, everything, partial(_index, site, totals))
    for province, places in coverage.places.items():
        names = [(place.name, place.short, place.slug) for place in places]
        counted = [(coverage.counts[place], coverage.cells.get(place)) for place in places]
        made_of = fingerprint(names, counted)
        yield Draft(f"{COVERAGE}{province.slug}/", False, made_of, partial(_page, site, province))


def _index(site: Site, totals: tuple[int, int]) -> Page:
    coverage, nation, largest = site.coverage, site.country.nation, site.country.largest
    below = [region for region in site.country.regions if region is not nation]
    sums = [coverage.total(below, topic) for topic in site.topics]
    shares = {each: share(coverage.tally(places)) for each, places in coverage.places.items()}
    values, sources = totals
    body = site.templates.body(
        "coverage/page.html.j2",
        root="../",
        places=len(below),
        values=values,
        sources=sources,
        rows=[*zip(site.topics, sums, coverage.counts[nation].values(), strict=True)],
        provinces=[(each, percent_text(known), _level(known)) for each, known in shares.items()],
        cells=CELLS,
        labels=COLUMNS,
        matters=coverage.matters,
        known=[
            *(_row(matter.name, coverage.tally_of(matter)) for matter in coverage.matters),
            _row("合计", coverage.tally(below)),
            *([_row(f"最大的{len(largest)}个地方", coverage.tally(largest))] if largest else []),
        ],
    )
    return page(COVERAGE, "coverage", body, title="医保数据覆盖")


def _page(site: Site, province: Region) -> Page:
    coverage, topics = site.coverage, site.topics
    places = coverage.places[province]
    body = site.templates.body(
        "coverage/province.html.j2",
        root="../../",
        province=province,
        rows=[(topic, coverage.total(places, topic)) for topic in topics],
        cells=CELLS,
        labels=COLUMNS,
        matters=coverage.matters,
        matrix=[(place, coverage.cells[place]) for place in places if place in coverage.cells],
    )
    return page(
        f"{COVERAGE}{province.slug}/",
        "coverage",
        body,
        title=f"{province.short}：医保数据覆盖",
        canonical=COVERAGE,
        breadcrumbs=(HOME, (TITLE, COVERAGE)),
    )


def _row(name: str, tally: Mapping[Cell, int]) -> tuple[str, str, list[int]]:
    """A row's name, the part that is known, and how many cells are of each kind."""
    return name, percent_text(share(tally)), [*tally.values()]


def _level(share: Decimal) -> int:
    """The shade of a share: 0 for nothing, then by quarters."""
    return min(LEVELS, 1 + int(share * LEVELS)) if share else 0
