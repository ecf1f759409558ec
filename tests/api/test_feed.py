"""变更的订阅: one entry for each place and release of the invented country."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from scripts.api.feed import ENOUGH, feed
from scripts.regions.changes import Change, Changelog, Stated

if TYPE_CHECKING:
    from scripts.regions.model import Country

SITE = "https://example.org/guide/"
ATOM = "{http://www.w3.org/2005/Atom}"
DAY = date(2026, 12, 1)


def found(country: Country, slug: str, key: str, day: date, source: str | None = None) -> Change:
    """Something told of a region for the first time."""
    region, fact = country.by_slug[slug], country.dictionary[key]
    return Change(day, region, fact, "new", None, Stated("secondary", 5, source=source))


def entries(changelog: Changelog, country: Country) -> dict[str | None, ElementTree.Element]:
    tree = ElementTree.fromstring(feed(changelog, country.sources, SITE))  # noqa: S314 - our own
    return {entry.findtext(f"{ATOM}id"): entry for entry in tree.findall(f"{ATOM}entry")}


def test_a_place_and_a_release_are_an_entry(world: Country) -> None:
    """With an id that another release leaves as it is."""
    first = [
        found(world, "nation", "transfer_out_workdays", DAY, "云医保〔2022〕1号"),
        found(world, "nation", "transfer_in_workdays", DAY, "一份 <没有> 了的文件"),
        found(world, "heling", "transfer_out_workdays", DAY),
    ]
    before = entries(Changelog(first), world)
    assert [*before] == [f"{SITE}#changes-{DAY}", f"{SITE}heling/#changes-{DAY}"]
    later = DAY + timedelta(30)
    after = entries(Changelog([*first, found(world, "heling", "transfer_in_workdays", later)]), world)
    assert [*after] == [f"{SITE}heling/#changes-{later}", *before]
    for entry, day in (
        (after[f"{SITE}#changes-{DAY}"], DAY),
        (after[f"{SITE}heling/#changes-{later}"], later),
    ):
        assert entry.findtext(f"{ATOM}updated") == f"{day}T00:00:00Z"
    nation = before[f"{SITE}#changes-{DAY}"]
    assert nation.findtext(f"{ATOM}title") == "云国：2处变更，2026年12月1日"
    assert nation.findtext(f"{ATOM}summary") == (
        "新查到 转出办结时限：5个工作日（云国基本医疗保险关系转移接续办法）；"
        "新查到 转入办结时限：5个工作日（一份 <没有> 了的文件）"
    )


def test_the_feed_is_as_new_as_its_last_release(world: Country) -> None:
    """The same however often, and on whatever day, the site is built."""
    for changelog, updated in (
        (Changelog([found(world, "heling", "transfer_in_workdays", DAY)]), f"{DAY}T00:00:00Z"),
        (Changelog(), "1970-01-01T00:00:00Z"),
    ):
        tree = ElementTree.fromstring(feed(changelog, world.sources, SITE))  # noqa: S314 - our own
        assert tree.findtext(f"{ATOM}updated") == updated


def test_a_release_is_told_whole_or_not_at_all(world: Country) -> None:
    slugs = [region.slug for region in world.regions]
    days = [DAY + timedelta(number) for number in range(1 + ENOUGH // len(slugs) + 1)]
    told = entries(
        Changelog(found(world, slug, "transfer_in_workdays", day) for day in days for slug in slugs), world
    )
    assert ENOUGH <= len(told) < ENOUGH + len(slugs)
    assert len(told) % len(slugs) == 0
