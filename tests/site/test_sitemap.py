"""给搜索引擎的文件: the sitemaps list what is for search engines, robots.txt points to the first."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from scripts.site.sitemap import NAMESPACE, Listed, robots, sitemaps

SITE = "https://example.org/guide/"
PAGES = [
    Listed("songshan/", "songshan", date(2026, 3, 1)),
    Listed(""),
    Listed("heling/moving/", "songshan", date(2026, 5, 1)),
    Listed("a&b/"),
    Listed("wudao/", "wudao"),
]


def told(text: str) -> list[tuple[str | None, str | None]]:
    """Each address with its last change."""
    names = {"": NAMESPACE}
    tree = ElementTree.fromstring(text)  # noqa: S314 - our own
    return [(each.findtext("loc", None, names), each.findtext("lastmod", None, names)) for each in tree]


def test_each_part_of_the_country_has_its_sitemap() -> None:
    files = dict(sitemaps(PAGES, SITE))
    assert [*files] == ["sitemap.xml", "sitemap-nation.xml", "sitemap-songshan.xml", "sitemap-wudao.xml"]
    assert told(files["sitemap-nation.xml"]) == [(SITE, None), (f"{SITE}a&b/", None)]
    assert told(files["sitemap-songshan.xml"]) == [
        (f"{SITE}heling/moving/", "2026-05-01"),
        (f"{SITE}songshan/", "2026-03-01"),
    ]


def test_the_first_names_the_others_and_their_last_changes() -> None:
    index = dict(sitemaps(PAGES, SITE))["sitemap.xml"]
    assert told(index) == [
        (f"{SITE}sitemap-nation.xml", None),
        (f"{SITE}sitemap-songshan.xml", "2026-05-01"),
        (f"{SITE}sitemap-wudao.xml", None),
    ]


def test_robots_points_to_the_sitemap() -> None:
    assert f"Sitemap: {SITE}sitemap.xml" in robots(SITE)
