"""变更的订阅：changes.atom, an entry for each place of which a release told something else than before."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scripts.pages.wording import changed, day
from scripts.regions.addresses import API, CHANGES, address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from scripts.regions.changes import Change, Changelog
    from scripts.regions.model import Region, Source

ENOUGH = 100
"""Entries, after which no older release follows; one is told whole or not at all."""
LONG_AGO = "1970-01-01"
"""When nothing was ever told."""


def feed(changelog: Changelog, sources: Mapping[str, Source], site_url: str) -> str:
    """An Atom feed: the latest release first, its places in the order of their codes."""
    updated = next((f"{released}" for released, _ in changelog.releases), LONG_AGO)
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>医保规定变更</title><id>{site_url}{API}/changes.atom</id>"
        f'<link rel="self" href="{site_url}{API}/changes.atom"/><link href="{site_url}"/>'
        f"<updated>{updated}T00:00:00Z</updated>"
        f"<author><name>{urlsplit(site_url).netloc}</name></author>\n"
    )
    entries: list[str] = []
    for released, changes in changelog.releases:
        if len(entries) >= ENOUGH:
            break
        by_region = groupby(changes, key=lambda change: change.region)
        entries += [_entry(released, region, [*those], sources, site_url) for region, those in by_region]
    return head + "".join(entries) + "</feed>"


def _entry(
    released: date, region: Region, changes: Sequence[Change], sources: Mapping[str, Source], site_url: str
) -> str:
    title = f"{region.name}：{len(changes)}处变更，{day(released)}"
    return (
        f"<entry><title>{escape(title)}</title><id>{site_url}{address(region)}#changes-{released}</id>"
        f'<link href="{site_url}{CHANGES if region.is_nation else address(region)}"/>'
        f"<updated>{released}T00:00:00Z</updated>"
        f"<summary>{escape('；'.join(_told(changes, sources)))}</summary></entry>\n"
    )


def _told(changes: Sequence[Change], sources: Mapping[str, Source]) -> Iterator[str]:
    for change in changes:
        source = sources.get(change.source or "")
        document = f"（{source.title if source else change.source}）" if change.source else ""
        yield f"{change.words} {change.fact.label}：{changed(change)}{document}"
