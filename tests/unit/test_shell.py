"""页面外壳：what is cut from MkDocs' pages, and what every page of the theme promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html as lxml_html

from scripts.shell import (
    MARK,
    SENTINELS,
    Shell,
    Shells,
    digest,
    files_for_readers,
    hand_written,
    is_current,
    note,
    relative,
    render,
)

ROOT = Path(__file__).resolve().parents[2]
PAGE_SLOTS = {"title", "description", "canonical", "robots", "kind", "body"}
LISTS = {"breadcrumbs", "local_nav", "toc", "scripts"}
LINKED = re.compile(r'(?:src|href)="([^"]+)"')


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shell") / "out"
    render(ROOT, folder)
    return folder


@pytest.fixture(scope="module")
def shells(output: Path) -> Shells:
    return Shells.read(output, {"hotline": "1 & 2"})


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("", "", "./"),
        ("", "jia/", "jia/"),
        ("jia/", "", "../"),
        ("jia/transfer/", "jia/lapse/#steps", "../../jia/lapse/#steps"),
        ("jia/transfer/", "assets/site.css", "../../assets/site.css"),
    ],
)
def test_links_lead_from_the_page_to_the_address(here: str, there: str, link: str) -> None:
    assert relative(here, there) == link


def test_plain_marks_become_slots() -> None:
    shell = Shell.cut("<p>⟦title⟧</p>⟦body⟧<i>⟦title⟧</i>")
    assert shell.fill({"title": "甲", "body": "<b>乙</b>"}, {}) == "<p>甲</p><b>乙</b><i>甲</i>"


def test_a_list_repeats_the_item_around_its_marks() -> None:
    shell = Shell.cut('<link><nav class="toc"><ol><li><a href="⟦toc.url⟧">⟦toc.label⟧</a></li></ol></nav>.')
    filled = shell.fill({}, {"toc": [("甲", "#a"), ("乙 & <丙>", '#"b"')]})
    assert filled == (
        '<link><nav class="toc"><ol><li><a href="#a">甲</a></li>'
        '<li><a href="#&quot;b&quot;">乙 &amp; &lt;丙&gt;</a></li></ol></nav>.'
    )


def test_an_empty_list_leaves_nothing() -> None:
    assert Shell.cut("<nav><ul><li>⟦toc.label⟧</li></ul></nav>.").fill({}, {"toc": []}) == "."


def test_a_mark_inside_a_text_is_not_a_slot() -> None:
    assert Shell.cut("⟦body⟧|⟦title⟧").fill({"body": "⟦title⟧", "title": "甲"}, {}) == "⟦title⟧|甲"


def test_every_depth_has_all_slots_and_no_other(shells: Shells) -> None:
    for shell in shells.by_depth.values():
        assert set(shell.parts[1::2]) == PAGE_SLOTS | LISTS
        assert set(shell.series) == LISTS


def test_site_wide_slots_are_filled_and_escaped(shells: Shells) -> None:
    assert 'href="tel:1 &amp; 2"' in "".join(shells.by_depth[2].parts)


def test_hand_written_pages_have_only_known_slots(output: Path) -> None:
    known = {"hotline", "labour_hotline", "topics", "provinces", "calculators"}
    for name in files_for_readers(output):
        if name.suffix == ".html":
            marks = re.findall(r"⟦(\w+)", (output / name).read_text("utf-8"))
            assert set(marks) <= known, name


def test_hand_written_pages_are_known_by_address(output: Path) -> None:
    assert set(hand_written(output)) == {"", "phone/", "about/", "about/checking/", "about/privacy/"}


def test_readers_do_not_get_sentinels_or_material_scripts(output: Path) -> None:
    names = {name.as_posix() for name in files_for_readers(output)}
    assert {"index.html", "404.html", "about/index.html"} <= names
    assert not [
        name for name in names if name.startswith("_shell") or "javascripts" in name or name.endswith(".map")
    ]


def test_own_styles_and_scripts_are_where_the_pages_look(output: Path) -> None:
    names = {name.as_posix() for name in files_for_readers(output)}
    for depth, page in SENTINELS.items():
        for link in LINKED.findall((output / page).read_text("utf-8")):
            if "/assets/" in link and not MARK.search(link) and "⟦" not in link:
                assert link.removeprefix("../" * depth) in names, link


def test_pages_obey_a_strict_content_security_policy(output: Path) -> None:
    for page in sorted(output.rglob("*.html")):
        document = lxml_html.fromstring(page.read_bytes())
        policy = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert len(policy) == 1, page
        assert "unsafe-inline" not in policy[0]
        assert not document.xpath(
            "//style | //*[@style] | //script[not(@src)] | //@*[starts-with(name(), 'on')]"
        ), page


def test_pages_load_nothing_from_another_host(output: Path) -> None:
    for page in sorted(output.rglob("*.html")):
        document = lxml_html.fromstring(page.read_bytes())
        loaded = document.xpath("//@src | //link[not(@rel='canonical')]/@href")
        assert loaded
        assert not [link for link in loaded if "//" in link], page


def test_pages_have_language_landmarks_and_one_heading(output: Path) -> None:
    for name in files_for_readers(output):
        if name.suffix == ".html":
            document = lxml_html.fromstring((output / name).read_bytes())
            assert document.get("lang") == "zh-CN"
            assert [len(document.xpath(f"//{tag}")) for tag in ("header", "main", "footer", "h1")] == [
                1,
                1,
                1,
                1,
            ], name
            assert document.xpath("//a[@class='skip']/@href") == ["#main"]


def test_the_missing_page_works_from_any_address(output: Path) -> None:
    document = lxml_html.fromstring((output / "404.html").read_bytes())
    links = document.xpath("//@src | //@href")
    assert [link for link in links if not link.startswith(("/", "#", "https:", "tel:"))] == []
    assert document.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]


def test_the_shell_is_current_until_something_mkdocs_reads_changes(tmp_path: Path) -> None:
    root, folder = tmp_path / "root", tmp_path / "shell"
    (root / "content" / "_theme").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: 甲\n", "utf-8")
    (root / "content" / "index.md").write_text("# 甲\n", "utf-8")
    (root / "content" / "words.yaml").write_text("甲: 乙\n", "utf-8")
    assert not is_current(root, folder)
    folder.mkdir()
    note(root, folder)
    assert is_current(root, folder)
    (root / "content" / "words.yaml").write_text("甲: 丙\n", "utf-8")
    assert is_current(root, folder)
    before = digest(root)
    (root / "content" / "_theme" / "base.html").write_text("乙", "utf-8")
    assert not is_current(root, folder)
    assert digest(root) != before
