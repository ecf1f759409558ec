"""给搜索引擎的文件：sitemap.xml and robots.txt."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def sitemap(addresses: Iterable[str], site_url: str) -> str:
    """站点地图: the pages for search engines."""
    base = site_url.rstrip("/")
    lines = "".join(f"<url><loc>{escape(f'{base}/{address}')}</loc></url>\n" for address in sorted(addresses))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>'
    )


def robots(site_url: str) -> str:
    """爬虫规则: everything may be read; what is not for search engines says so itself."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url.rstrip('/')}/sitemap.xml"
