"""给搜索引擎的文件：the sitemaps, one a province, and robots.txt."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

INDEX = "sitemap.xml"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
WHOLE = "nation"
"""The part of what belongs to no province."""


class Listed(NamedTuple):
    """一个网址: its part of the country, and when a value that it shows last changed."""

    address: str
    part: str = ""
    changed: date | None = None


def sitemaps(listed: Iterable[Listed], site_url: str) -> Iterator[tuple[str, str]]:
    """站点地图: each file's name and text; the first names the others."""
    base = site_url.rstrip("/")
    by_part = groupby(sorted(listed, key=lambda each: (each.part, each.address)), key=lambda each: each.part)
    parts = [(f"sitemap-{part or WHOLE}.xml", [*pages]) for part, pages in by_part]
    whole = (
        (name, max((page.changed for page in pages if page.changed), default=None)) for name, pages in parts
    )
    yield INDEX, _file("sitemapindex", "sitemap", whole, base)
    for name, pages in parts:
        yield name, _file("urlset", "url", ((page.address, page.changed) for page in pages), base)


def _file(kind: str, item: str, entries: Iterable[tuple[str, date | None]], base: str) -> str:
    lines = "".join(
        f"<{item}><loc>{escape(f'{base}/{address}')}</loc>"
        f"{f'<lastmod>{changed}</lastmod>' if changed else ''}</{item}>\n"
        for address, changed in entries
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="{NAMESPACE}">\n{lines}</{kind}>'


def robots(site_url: str) -> str:
    """爬虫规则: everything may be read; what is not for search engines says so itself."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url.rstrip('/')}/{INDEX}"
