"""最近查看的规定：changes.atom, for whoever wants to hear of what was looked at last."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scripts.regions.addresses import API
from scripts.regions.fingerprint import fingerprint

if TYPE_CHECKING:
    from scripts.regions.model import Country, Value

NEWEST = 100
"""Entries of the feed."""


def feed(country: Country, site_url: str) -> str:
    """An Atom feed: the latest look first, then the latest to come into force."""
    newest = sorted(country.values, key=lambda value: (value.looked, value.starts), reverse=True)[:NEWEST]
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>最近查看的医保规定</title><id>{site_url}{API}/changes.atom</id>"
        f'<link rel="self" href="{site_url}{API}/changes.atom"/><link href="{site_url}"/>'
        f"<updated>{country.data_date}T00:00:00Z</updated>"
        f"<author><name>{urlsplit(site_url).netloc}</name></author>\n"
    )
    return head + "".join(_entry(value, site_url) for value in newest) + "</feed>"


def _entry(value: Value, site_url: str) -> str:
    """A look at a statement: another look, or another document, is another entry."""
    region, source = value.region, value.source
    place = "" if region.is_nation else f"{region.slug}/"
    since = f"，{value.since} 起施行" if value.since else ""
    look = fingerprint(value.since, value.looked, source and source.id)
    summary = "；".join(filter(None, (source.title if source else None, value.clause, value.note)))
    return (
        f"<entry><title>{escape(f'{region.name}：{value.fact.label}{since}')}</title>"
        f"<id>{site_url}{place}#{value.key}-{look}</id>"
        f'<link href="{site_url}{place}{value.fact.topic}/"/>'
        f"<updated>{value.looked}T00:00:00Z</updated><summary>{escape(summary)}</summary></entry>\n"
    )
