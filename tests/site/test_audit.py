"""成品检查: each flaw is planted once in a sound site and must be told, with its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scripts.site.audit import audit, read_all, read_page

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://example.org/guide/"
PAGE = """<!doctype html><html lang="zh-CN"><head><title>标题</title><meta name="description" content="摘要">
<meta name="robots" content="{robots}"><link rel="canonical" href="{canonical}">
<link rel="stylesheet" href="{root}assets/site.css"></head>
<body><main id="main"><h1>标题</h1><section id="part"><h2>小节</h2><p>正文</p></section>
{more}</main></body></html>"""


def write(
    folder: Path, url: str, *, more: str = "", robots: str = "index, follow", canonical: str | None = None
) -> None:
    """A sound page at that address, with something more in it."""
    file = folder / url / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    canonical = SITE + (url if canonical is None else canonical)
    root = "../" * url.count("/")
    file.write_text(PAGE.format(robots=robots, canonical=canonical, root=root, more=more), encoding="utf-8")


def problems(folder: Path) -> list[str]:
    return audit(read_all(folder, "/guide/", {}), folder, SITE)


def list_pages(folder: Path, *urls: str) -> None:
    locations = "".join(f"<url><loc>{SITE}{url}</loc></url>" for url in urls)
    (folder / "sitemap.xml").write_text(f"<urlset>{locations}</urlset>", encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Home, a page for search engines and one that is not."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "site.css").touch()
    write(
        tmp_path,
        "",
        more='<p><a href="town/">镇</a> <a href="town/#part">小节</a> <a href="#part">此处</a></p>',
    )
    write(
        tmp_path, "town/", more='<p><a href="../">首页</a> <a href="https://elsewhere.example/">外面</a></p>'
    )
    write(tmp_path, "hamlet/", robots="noindex, follow", canonical="town/")
    list_pages(tmp_path, "", "town/")
    return tmp_path


def test_a_sound_site_has_no_problem(site: Path) -> None:
    assert problems(site) == []


@pytest.mark.parametrize(
    ("flaw", "told"),
    [
        ("<p>每月 None 元</p>", "正文里有没填好的“None”"),
        ("<p>nan</p>", "正文里有没填好的“nan”"),
        ("<p>⟦body⟧</p>", "正文里有没填好的“⟦”"),
        ("<p>{{ value }}</p>", "正文里有没填好的“{{”"),
        ('<p><abbr title="undefined">词</abbr></p>', "属性里有没填好的“undefined”"),
        ("<section> </section>", "有空的 <section>"),
        ("<ul></ul>", "有空的 <ul>"),
        ("<table><tr><td></td></tr></table>", "有空的 <td>"),
        ("<section><h2>空的</h2></section>", "标题“空的”下面没有内容"),
        ("<section><h2>空的</h2><h2>下一个</h2><p>有</p></section>", "标题“空的”下面没有内容"),
        ('<p id="part">重名</p>', "编号 id=“part”出现了 2 次"),
        ("<h1>又一个</h1><p>有</p>", "一级标题应恰好一个，现有 2 个"),
        ('<p><a href="../nowhere/">去</a></p>', "链接指向不存在的 nowhere/index.html"),
        ('<p><a href="../#nowhere">去</a></p>', "链接指向 index.html 里没有的位置 #nowhere"),
        ('<p><a href="#nowhere">去</a></p>', "链接指向 town/index.html 里没有的位置 #nowhere"),
        (
            '<p><img src="https://cdn.example/a.png" alt="图"></p>',
            "向别的网站取文件：https://cdn.example/a.png",
        ),
        ('<p><script src="//cdn.example/a.js"></script></p>', "向别的网站取文件：//cdn.example/a.js"),
        ("<style>p{background:url(https://cdn.example/a.png)}</style>", "样式里向别的网站取文件"),
    ],
)
def test_a_flaw_is_told_with_its_page(site: Path, flaw: str, told: str) -> None:
    write(site, "town/", more=flaw)
    assert f"town/index.html：{told}" in problems(site)


@pytest.mark.parametrize(
    "fine",
    [
        "<p><code>None</code></p>",
        '<p><a href="./?q=1#part">自己</a></p>',
        "<section><h2>大</h2><h3>小</h3><p>有</p></section>",
        "<details><summary>依据</summary><p>有</p></details>",
        '<p class="field-error" id="error" hidden></p>',
        '<p><a href="/guide/town/">从根算起</a></p>',
    ],
)
def test_what_is_right_is_left_alone(site: Path, fine: str) -> None:
    write(site, "town/", more=fine)
    assert problems(site) == []


def test_robots_canonical_and_sitemap_must_agree(site: Path) -> None:
    write(site, "alone/", canonical="town/")
    write(site, "lost/", robots="noindex, follow", canonical="hamlet/")
    list_pages(site, "", "town/", "town/", "hamlet/", "gone/")
    assert set(problems(site)) == {
        f"sitemap.xml：{SITE}town/ 列了不止一次",
        f"sitemap.xml：{SITE}gone/ 没有这一页",
        "hamlet/index.html：不让收录，却在 sitemap.xml 里",
        f"alone/index.html：让收录，规范网址却是 {SITE}town/",
        "alone/index.html：让收录，sitemap.xml 里却没有",
        f"lost/index.html：规范网址 {SITE}hamlet/ 自己不让收录",
    }


def test_title_and_description_are_expected() -> None:
    reading = read_page("index.html", "<title> </title><main><h1>题</h1><p>文</p></main>")
    assert reading.problems == ["没有标题 <title>", "没有摘要 <meta name=description>"]
