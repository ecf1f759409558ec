"""同一张网页：what the press makes is what real MkDocs makes of the same page, element by element."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from lxml import html as lxml_html
from mkdocs.commands.build import build
from mkdocs.config import load_config

from scripts.pages.page import Page
from scripts.site.press import fill
from scripts.site.shell import Shells

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ROOT = Path(__file__).resolve().parents[2]
SITE = {"hotline": "10000"}

type Dom = tuple[str, dict[str, str], tuple[str | Dom, ...]]

PLAIN = Page(
    url="jia/transfer/",
    kind="topic",
    title="甲市医保余额转移",
    description="甲市怎么转。",
    canonical="jia/transfer/",
    indexable=True,
    breadcrumbs=(("首页", ""), ("子省", "zi/"), ("甲市", "jia/")),
    local_nav=(("断缴与补缴", "jia/lapse/"), ("每月划入", "jia/monthly-credit/")),
    toc=(("算一算", "#calculator"), ("怎么办", "#steps")),
    body="<h1>甲市</h1>\n<p>先停保。</p>",
    scripts=("calculator",),
)
DETAILS = (
    "<dl><div><dt>几天</dt><dd><b>9</b> "
    '<details class="proof"><summary>依据</summary><p>原文</p></details></dd></div></dl>'
)
FORM = (
    '<form class="calculator"><label for="a">元</label><input id="a" value="1 &amp; 2" disabled>'
    '<script type="application/json" class="calculator-data">{"甲": "</"}</script></form>'
)
PAGES = [
    PLAIN,
    replace(PLAIN, url="yi/transfer/", title="“引号”与 'single' 与 \"double\""),
    replace(PLAIN, url="bing/transfer/", title="A & B &amp; C", description="x & y"),
    replace(
        PLAIN,
        url="ding/transfer/",
        title="1 < 2 > 0 <b>不是标签</b>",
        description="</title><script>alert(1)</script>",
    ),
    replace(PLAIN, url="wu/transfer/", title="长" * 400, description="很长。" * 500),
    replace(PLAIN, url="ji/transfer/", indexable=False, canonical="zi/transfer/"),
    replace(PLAIN, url="geng/transfer/", toc=(), local_nav=(), scripts=()),
    replace(
        PLAIN, url="xin/transfer/", breadcrumbs=(("首页", ""),), toc=(("甲 & <乙> \"丙\" '丁'", "#甲-乙"),)
    ),
    replace(PLAIN, url="ren/transfer/", body=f"<h1>甲</h1>{DETAILS}"),
    replace(PLAIN, url="gui/transfer/", body=f"<h1>甲</h1>{FORM}", scripts=("calculator", "other")),
    replace(PLAIN, url="zi/", kind="hub", canonical="zi/", breadcrumbs=(("首页", ""),), toc=(), scripts=()),
    replace(
        PLAIN, url="transfer/", kind="nation", canonical="transfer/", title="{{ title }} {% raw %} ⟦title⟧"
    ),
    replace(
        PLAIN,
        url="calculators/late-fee/",
        kind="calculator",
        body="<h1>𠮷 龘 🏥 \u3000 &nbsp;|&amp;|&lt;</h1>\n\n\n<pre>a\n\n  b</pre>",
    ),
    replace(
        PLAIN,
        url="jia/long/",
        local_nav=tuple((f"问题 {n}", f"jia/{n}/") for n in range(60)),
        body="<h1>长</h1>" + "<p>很长。</p>" * 900,
    ),
]


def front_matter(page: Page) -> str:
    """The page as a Markdown file that the theme's guide.html renders."""
    about = {
        "template": "guide.html",
        "title": page.title,
        "description": page.description,
        "canonical": page.canonical,
        "robots": "index, follow" if page.indexable else "noindex, follow",
        "kind": page.kind,
        "breadcrumbs": [list(link) for link in page.breadcrumbs],
        "local_nav": [list(link) for link in page.local_nav],
        "toc": [list(link) for link in page.toc],
        "scripts": list(page.scripts),
        "body": page.body,
    }
    return f"---\n{yaml.safe_dump(about, allow_unicode=True)}---\n"


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-written pages, the sentinels and the sample, all through MkDocs."""
    folder = tmp_path_factory.mktemp("dom")
    shutil.copytree(ROOT / "content", folder / "content", ignore=shutil.ignore_patterns("*.j2", "*.yaml"))
    for page in PAGES:
        path = folder / "content" / f"{page.url.rstrip('/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(front_matter(page), "utf-8")
    site = folder / "site"
    build(
        load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(folder / "content"), site_dir=str(site), hooks=[])
    )
    return site


def dom(html: str) -> Dom:
    """The document as nested values; white space between elements doesn't count."""
    return _dom(lxml_html.document_fromstring(html))


def _dom(element: HtmlElement) -> Dom:
    children: list[str | Dom] = [element.text or ""]
    for child in element:
        children += [_dom(child), child.tail or ""]
    kept = tuple(child for child in children if not isinstance(child, str) or child.strip())
    return str(element.tag), dict(element.attrib), kept


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url)
def test_pressed_page_equals_the_page_mkdocs_renders(page: Page, rendered: Path) -> None:
    shells = Shells(rendered, SITE)
    real = (rendered / page.url / "index.html").read_text("utf-8").replace("⟦hotline⟧", SITE["hotline"])
    assert dom(fill(shells.at(page.url.count("/")), page)) == dom(real)


def test_the_comparison_sees_a_changed_attribute_text_and_element() -> None:
    assert dom("<p class=a>x</p>") == dom("<p class='a'>x</p>\n")
    for other in ("<p class=b>x</p>", "<p class=a>y</p>", "<p class=a>x<i></i></p>"):
        assert dom("<p class=a>x</p>") != dom(other)
