"""给搜索引擎的文件: the sitemap lists what is for search engines, robots.txt points to it."""

from xml.etree import ElementTree

from scripts.site.sitemap import robots, sitemap

SITE = "https://example.org/guide/"


def test_the_sitemap_lists_what_is_for_search_engines() -> None:
    tree = ElementTree.fromstring(sitemap(["b/", "", "a&b/"], SITE))  # noqa: S314 - our own
    listed = [each.text for each in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert listed == [SITE, f"{SITE}a&b/", f"{SITE}b/"]


def test_robots_points_to_the_sitemap() -> None:
    assert f"Sitemap: {SITE}sitemap.xml" in robots(SITE)
