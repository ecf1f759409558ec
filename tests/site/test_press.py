"""印页：pressed pages hold what they were given, escaped, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from lxml import html as lxml_html

from scripts.pages.page import Draft, Page
from scripts.site.press import WORTH_A_WORKER, begin, fill, write_hand_written
from scripts.site.shell import Shells, render

ROOT = Path(__file__).resolve().parents[2]
SITE = {"hotline": "10000", "labour_hotline": "10001", "data_date": "2026-11-22"}
PAGE = Page(
    url="jia/transfer/",
    kind="topic",
    title="甲市 & “乙” <丙>",
    description='说"明"',
    canonical="jia/",
    indexable=False,
    breadcrumbs=(("首页", ""), ("甲市", "jia/")),
    local_nav=(("断缴", "jia/lapse/"),),
    toc=(("步骤", "#steps"),),
    body='<h1>题目</h1><p><a href="../">回</a></p>',
    scripts=("calculator",),
)


@pytest.fixture(scope="module")
def shells(tmp_path_factory: pytest.TempPathFactory) -> Shells:
    folder = tmp_path_factory.mktemp("press") / "out"
    render(ROOT, folder)
    return Shells(folder, SITE)


def test_a_page_is_written_at_its_address(shells: Shells, tmp_path: Path) -> None:
    hub = replace(PAGE, url="jia/", local_nav=(), toc=(), scripts=())
    drafts = [Draft(page.url, page.indexable, "", partial(replace, page)) for page in (PAGE, hub)]
    readings = begin(drafts, shells, tmp_path, "/")()
    assert set(readings) == {"jia/transfer/index.html", "jia/index.html"}
    assert (tmp_path / "jia/transfer/index.html").read_text("utf-8") == fill(shells.at(2), PAGE)
    assert (tmp_path / "jia/index.html").read_text("utf-8") == fill(shells.at(1), hub)


def test_several_processes_press_the_same_pages(shells: Shells, tmp_path: Path) -> None:
    many = [replace(PAGE, url=f"jia{number}/transfer/") for number in range(WORTH_A_WORKER)]
    drafts = [Draft(page.url, False, "", partial(replace, page)) for page in many]
    readings = begin(drafts, shells, tmp_path, "/")()
    assert list(readings) == [f"{page.url}index.html" for page in many]
    for page in many:
        assert (tmp_path / page.url / "index.html").read_text("utf-8") == fill(shells.at(2), page)


def test_a_page_that_cannot_be_made_is_told_by_the_one_who_waits(shells: Shells, tmp_path: Path) -> None:
    def fail() -> Page:
        raise ValueError("甲")

    drafts = [Draft(f"jia{number}/", False, "", fail) for number in range(WORTH_A_WORKER)]
    pressing = begin(drafts, shells, tmp_path, "/")
    with pytest.raises(ValueError, match="甲"):
        pressing()


def test_what_the_page_says_stands_in_its_places(shells: Shells) -> None:
    document = lxml_html.fromstring(fill(shells.at(2), PAGE))
    assert document.xpath("string(//title)").startswith(PAGE.title)
    assert document.xpath("//meta[@name='description']/@content") == [PAGE.description]
    assert document.xpath("//link[@rel='canonical']/@href") == ["https://yibao-city-guide.example/jia/"]
    assert document.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]
    assert document.xpath("//nav[@class='breadcrumbs']//a/@href") == ["../../", "../../jia/"]
    assert document.xpath("//nav[@class='local-nav']//a/@href") == ["../../jia/lapse/"]
    assert document.xpath("//nav[@class='toc']//a/@href") == ["#steps"]
    assert "../../assets/calculator.js" in document.xpath("//script/@src")
    assert document.xpath("//link[@rel='stylesheet']/@href") == [
        "../../assets/site.css",
        "../../assets/calculator.css",
    ]
    assert document.xpath("string(//main/h1)") == "题目"


def test_pages_for_search_engines_say_so(shells: Shells) -> None:
    assert 'content="index, follow"' in fill(shells.at(2), replace(PAGE, indexable=True))


def test_empty_lists_leave_no_empty_landmark(shells: Shells) -> None:
    bare = replace(PAGE, breadcrumbs=(), local_nav=(), toc=(), scripts=())
    document = lxml_html.fromstring(fill(shells.at(2), bare))
    assert not document.xpath("//nav[@class]")
    assert "calculator." not in fill(shells.at(2), bare)


def test_hand_written_pages_get_their_lists_and_keep_no_mark(shells: Shells, tmp_path: Path) -> None:
    lists = {
        "topics": [("转移", "transfer/")],
        "provinces": [("甲省", "jia/", "2", "7")],
        "situations": [("情况", "situation/a/")],
        "calculators": [("算", "calculators/a/")],
    }
    write_hand_written(shells, tmp_path, SITE, lists)
    home = lxml_html.fromstring((tmp_path / "index.html").read_bytes())
    assert home.xpath("//section[@id='provinces']//a/text()") == ["甲省"]
    assert home.xpath("//section[@id='provinces']//a/@href") == ["./jia/"]
    assert home.xpath("//section[@id='provinces']//li/@class") == ["r2 c7"]
    for page in tmp_path.rglob("*.html"):
        assert "⟦" not in page.read_text("utf-8"), page


def test_six_style_sheets_come_as_three(shells: Shells, tmp_path: Path) -> None:
    """One for all pages, one more only where something is reckoned, a third for what is put together."""
    write_hand_written(
        shells, tmp_path, SITE, dict.fromkeys(("topics", "provinces", "situations", "calculators"), ())
    )
    folder = ROOT / "content/_theme/assets/css"
    parts = {path.stem: path.read_text("utf-8").strip() for path in folder.iterdir()}
    site = (tmp_path / "assets/site.css").read_text("utf-8").strip()
    assert site == "".join(parts[name] for name in ("tokens", "base", "page", "paper"))
    assert (tmp_path / "assets/calculator.css").read_text("utf-8").strip() == parts["calculator"]
    assert (tmp_path / "assets/situation.css").read_text("utf-8").strip() == parts["situation"]
    names = {"site.css", "calculator.css", "situation.css"}
    assert {path.name for path in tmp_path.rglob("*.css")} == names
