"""最近查看的规定: the feed of the invented country."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from scripts.api.feed import feed

if TYPE_CHECKING:
    from scripts.regions.model import Country

SITE = "https://example.org/guide/"
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(country: Country) -> dict[str | None, str | None]:
    """When each was updated, by its name."""
    tree = ElementTree.fromstring(feed(country, SITE))  # noqa: S314 - our own
    found = tree.findall(f"{ATOM}entry")
    return {entry.findtext(f"{ATOM}id"): entry.findtext(f"{ATOM}updated") for entry in found}


def test_it_is_whole(world: Country) -> None:
    values = [*world.values]
    updated = [*entries(world).values()]
    assert len(updated) == min(100, len(values))
    assert updated == sorted(updated, key=str, reverse=True)
    head = ElementTree.fromstring(feed(world, SITE))  # noqa: S314 - our own
    assert head.findtext(f"{ATOM}updated") == updated[0] == f"{world.data_date}T00:00:00Z"


def test_another_look_is_another_entry(world: Country) -> None:
    """A note more is none: a reader of the feed has seen it."""
    ((key, (value, *rest)), *_) = world.nation.stated.items()
    before = entries(world)
    for change, is_new in (({"note": "另一句话"}, False), ({"looked": value.looked + timedelta(1)}, True)):
        nation = replace(world.nation, stated={**world.nation.stated, key: (replace(value, **change), *rest)})
        after = entries(replace(world, nation=nation, by_slug={**world.by_slug, "nation": nation}))
        assert len(after.keys() - before.keys()) == len(before.keys() - after.keys()) == is_new
