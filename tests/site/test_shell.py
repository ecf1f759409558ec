"""页面外壳：what is cut from MkDocs' pages, and what every page of the theme promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html as lxml_html
from markupsafe import Markup

from scripts.site.shell import (
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
LISTS = {"breadcrumbs", "local_nav", "toc", "scripts", "data"}
LINKED = re.compile(r'(?:src|href)="([^"]+)"')


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shell") / "out"
    render(ROOT, folder)
    return folder


@pytest.fixture(scope="module")
def shells(output: Path) -> Shells:
    return Shells(output, {"hotline": "1 & 2"})


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
        '<li><a href="#&#34;b&#34;">乙 &amp; &lt;丙&gt;</a></li></ol></nav>.'
    )


def test_a_label_may_be_markup() -> None:
    shell = Shell.cut("<nav><ul><li>⟦toc.label⟧</li></ul></nav>")
    assert (
        shell.fill({}, {"toc": [(Markup("<i>甲</i>") + "<", "")]})
        == "<nav><ul><li><i>甲</i>&lt;</li></ul></nav>"
    )


def test_the_item_of_scripts_is_their_line() -> None:
    shell = Shell.cut("<i>\n<link a/⟦scripts.url⟧.css><script a/⟦scripts.url⟧.js></script>\n</i>")
    assert shell.fill({}, {"scripts": []}) == "<i>\n</i>"
    assert shell.fill({}, {"scripts": [("", "b"), ("", "c")]}) == (
        "<i>\n<link a/b.css><script a/b.js></script>\n<link a/c.css><script a/c.js></script>\n</i>"
    )


def test_an_empty_list_leaves_nothing() -> None:
    assert Shell.cut("<nav><ul><li>⟦toc.label⟧</li></ul></nav>.").fill({}, {"toc": []}) == "."


def test_a_mark_inside_a_text_is_not_a_slot() -> None:
    assert Shell.cut("⟦body⟧|⟦title⟧").fill({"body": "⟦title⟧", "title": "甲"}, {}) == "⟦title⟧|甲"


@pytest.mark.parametrize("depth", range(4))
def test_every_depth_has_all_slots_and_no_other(shells: Shells, depth: int) -> None:
    shell = shells.at(depth)
    assert set(shell.parts[1::2]) == PAGE_SLOTS | LISTS
    assert set(shell.series) == LISTS


def test_site_wide_slots_are_filled_and_escaped(shells: Shells) -> None:
    assert 'href="tel:1 &amp; 2"' in "".join(shells.at(2).parts)


def test_hand_written_pages_have_only_known_slots(output: Path) -> None:
    known = {"hotline", "labour_hotline", "data_date", "topics", "provinces", "situations", "calculators"}
    for name in files_for_readers(output):
        if name.suffix == ".html":
            marks = re.findall(r"⟦(\w+)", (output / name).read_text("utf-8"))
            assert set(marks) <= known, name


def test_hand_written_pages_are_known_by_address(output: Path) -> None:
    written = {"", "phone/", "about/", "about/checking/", "about/privacy/", "report/"}
    assert set(hand_written(output)) == written


def test_readers_do_not_get_sentinels_or_material_scripts(output: Path) -> None:
    names = {name.as_posix() for name in files_for_readers(output)}
    assert {"index.html", "404.html", "about/index.html"} <= names
    assert not [
        name for name in names if name.startswith("_shell") or "javascripts" in name or name.endswith(".map")
    ]


@pytest.mark.parametrize("depth", range(4))
def test_a_shell_leads_to_what_every_page_loads_and_links_to(
    output: Path, shells: Shells, depth: int
) -> None:
    """At any depth, from a city's page to what stands below it."""
    names = {name.as_posix() for name in files_for_readers(output)}
    links = LINKED.findall("".join(shells.at(depth).parts[::2]))
    within = [link for link in links if not re.match(r"[a-z]+:|#", link)]
    assert {link[: 3 * depth] for link in within} == {"../" * depth or ""}
    loaded = [link.removeprefix("./")[3 * depth :] for link in within if "assets/" in link]
    assert loaded
    assert set(loaded) <= names


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
