"""跟全国比：/across/ and a page for each matter that can be compared: a sentence, a map, every place."""

from __future__ import annotations

from functools import partial
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from scripts.pages.comparison import spread_of
from scripts.pages.page import HOME, Draft, page
from scripts.pages.summaries import SUMMARIES, in_short
from scripts.pages.wording import in_words, plain
from scripts.regions.addresses import ACROSS, across_csv_address
from scripts.regions.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from scripts.pages.comparison import Figure, Spread
    from scripts.pages.page import Page
    from scripts.pages.site import Site
    from scripts.regions.model import Region, Value
    from scripts.words.across import Comparable

TITLE = "跟全国比"
LEVELS = 4
"""Shades of a province on the map, from the least to the most."""


class Row(NamedTuple):
    """一个地方: what it or its province states, and the number by which it compares, if there is one."""

    region: Region
    value: Value
    text: Markup
    figure: Figure | None


def rows(site: Site, comparable: Comparable) -> dict[Region, list[Row]]:
    """Under each province the places of which something is known."""
    return {
        province: [
            row for place in (province.children or (province,)) if (row := _row(site, comparable, place))
        ]
        for province in site.country.provinces
    }


def _row(site: Site, comparable: Comparable, place: Region) -> Row | None:
    value = site.places[place].held.get(comparable.fact.key)
    if not value or not value.is_known or value.region.is_nation or value.value is None:
        return None
    if value.key in SUMMARIES:
        text = in_short(value, site.on)
    else:
        text = Markup.escape(in_words(value.value, value.fact.shape))
    return Row(place, value, text, site.comparisons.figure(value))


def drafts(site: Site) -> Iterator[Draft]:
    """/across/, then a page a matter."""
    made_of = [_made_of(site, each) for each in site.across]
    if site.across:
        yield Draft(ACROSS, True, fingerprint(*made_of), partial(_index, site))
    for comparable, own in zip(site.across, made_of, strict=True):
        yield Draft(f"{ACROSS}{comparable.slug}/", True, own, partial(_page, site, comparable))


def _made_of(site: Site, comparable: Comparable) -> str:
    found = rows(site, comparable)
    named = [(each.slug, each.name, each.short, each.tile) for each in found]
    told = [(row.region.slug, row.region.short, row.value) for own in found.values() for row in own]
    return fingerprint(named, [part for each in told for part in each[:2]], *(value for _, _, value in told))


def _index(site: Site) -> Page:
    places = sum(region.is_pooling_area for region in site.country.regions)
    body = site.templates.body(
        "across/index.html.j2",
        root="../",
        matters=[(each, _sentence(_all(rows(site, each)), places)) for each in site.across],
    )
    return page(ACROSS, "across", body, title="各地医保跟全国比")


def _page(site: Site, comparable: Comparable) -> Page:
    found = rows(site, comparable)
    told = _all(found)
    places = sum(region.is_pooling_area for region in site.country.regions)
    spread = _spread(told)
    body = site.templates.body(
        "across/page.html.j2",
        root="../../",
        comparable=comparable,
        sentence=_sentence(told, places),
        spread=spread,
        tiles=[_tile(province, own, spread) for province, own in found.items()],
        provinces=[(province, own) for province, own in found.items() if own],
        csv=across_csv_address(comparable.slug),
        others=[each for each in site.across if each is not comparable],
    )
    return page(
        f"{ACROSS}{comparable.slug}/",
        "across",
        body,
        title=f"{comparable.title}：跟全国比",
        breadcrumbs=(HOME, (TITLE, ACROSS)),
    )


def _all(found: Mapping[Region, Sequence[Row]]) -> list[Row]:
    return [row for own in found.values() for row in own]


def _spread(told: Sequence[Row]) -> Spread | None:
    figures = [row.figure for row in told if row.figure]
    return spread_of(figures) if figures else None


def _sentence(told: Sequence[Row], places: int) -> str:
    """369个地方查到206个，从15年到30年，一半在25年以下."""
    known = f"{places}个地方，查到 {len(told)}个"
    figures = sorted((row.figure for row in told if row.figure), key=lambda figure: figure.number)
    if not figures:
        return f"{known}。"
    low, half, high = (_written(figure) for figure in (figures[0], median_low_of(figures), figures[-1]))
    span = f"都是 {low}" if low == high else f"从 {low}到 {high}，一半不超过 {half}"
    compared = "" if len(figures) == len(told) else f"，能比的 {len(figures)}个"
    return f"{known}{compared}：{figures[0].basis}{span}。"


def median_low_of(figures: Sequence[Figure]) -> Figure:
    """The lower middle one, so that it is a value that some place has."""
    middle = median_low([figure.number for figure in figures])
    return next(figure for figure in figures if figure.number == middle)


def _written(figure: Figure) -> str:
    return plain(figure.number, figure.shape)


def _tile(province: Region, own: Sequence[Row], spread: Spread | None) -> tuple[Region, str, int]:
    """A province on the map: its middle value, and its shade; 0 where nothing is known."""
    figures = [row.figure for row in own if row.figure]
    if not figures or not spread:
        return province, f"{len(own)}处" if own else "", 1 if own else 0
    middle = median_low_of(figures)
    return province, _written(middle), _level(middle.number, spread.numbers)


def _level(number: Decimal, numbers: Sequence[Decimal]) -> int:
    """1 to 4 by its place among the different ones that are known."""
    known = sorted({*numbers})
    return 1 + known.index(number) * LEVELS // len(known)
