"""变更记录：what changed of the facts that a page shows, the newest first; /changes/ tells all of it."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from scripts.pages.facts import LONG
from scripts.pages.page import Draft, page
from scripts.pages.wording import before_and_after, day, stated
from scripts.regions.addresses import CHANGES, address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from scripts.pages.page import Page
    from scripts.pages.site import Place, Site
    from scripts.regions.changes import Change
    from scripts.regions.model import Region

MOST = 5
"""So many stand on a page."""


class Row(NamedTuple):
    """一条变更, in words; `is_long` if what stands since is better read where the page shows it."""

    change: Change
    day: str
    where: str
    before: str
    after: str
    source: str
    is_long: bool


def last_of(place: Place, keys: Collection[str]) -> date | None:
    """The day on which readers were last told of a change of these keys here; None if they never were."""
    return max(
        (each.day for each in place.changes if each.key in keys and _touches(each, place)), default=None
    )


def on_page(site: Site, place: Place, keys: Collection[str]) -> list[Row]:
    """The newest changes of these keys: the place's own, and those of what holds here from above."""
    touching = (change for change in place.changes if change.key in keys and _touches(change, place))
    newest = sorted(touching, key=lambda change: change.day, reverse=True)[:MOST]
    return [*_rows(site, newest, place)]


def _touches(change: Change, place: Place) -> bool:
    held = place.held.get(change.key)
    return change.region is place.region or (held is not None and held.region is change.region)


def _rows(site: Site, changes: Iterable[Change], place: Place | None = None) -> Iterator[Row]:
    for change in changes:
        before, after = before_and_after(change)
        shape = change.fact.shape
        new, held = change.new, place.held.get(change.key) if place else None
        is_here = held and held.is_known and new and new.is_what_is_said_by(held)
        yield Row(
            change,
            day(change.day),
            "" if place and change.region is place.region else change.region.short,
            before,
            after,
            site.document(change),
            is_long=bool(is_here) and shape.kind in LONG and after == stated(new, shape),
        )


def drafts(site: Site) -> Iterator[Draft]:
    """/changes/, as soon as there are any."""
    if site.changelog.changes:
        yield Draft(CHANGES, True, site.made_of(site.changelog.changes), partial(_page, site))


def _page(site: Site) -> Page:
    body = site.templates.body(
        "changes/page.html.j2",
        root="../",
        count=len(site.changelog.changes),
        releases=[(day(when), [*_by_province(site, changes)]) for when, changes in site.changelog.releases],
    )
    return page(CHANGES, "changes", body, title="医保规定变更记录")


def _by_province(
    site: Site, changes: Iterable[Change]
) -> Iterator[tuple[str, list[tuple[Region, str, list[Row]]]]]:
    """The nation, then each province with its cities, each with its address and its changes."""
    ordered = groupby(changes, key=lambda change: change.region)
    places = [(region, address(region), [*_rows(site, those)]) for region, those in ordered]
    for province, those in groupby(places, key=lambda each: each[0].province):
        yield province.short if province else site.country.nation.short, [*those]
