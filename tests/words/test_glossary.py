"""名词: what the reader of glossary.yaml accepts and refuses, and where a word becomes a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html

from scripts.pages.glossary import drafts
from scripts.pages.site import Site
from scripts.pages.templates import Templates
from scripts.pages.terms import Glossary
from scripts.regions.problems import BadData
from scripts.words.glossary import load_glossary
from tests.real.prose import CONTENT

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from scripts.regions.model import Country


GOOD = """
- title: 断了和补上
  terms:
    - {id: lapse, term: 断缴, meaning: 没有缴上。, confused_with: [back_payment]}
    - {id: back_payment, term: 补缴, meaning: 补上漏的。看规定。, confused_with: [lapse]}
    - {id: lump_sum, term: 一次性补缴, meaning: 一次缴清。, also: [一次缴清]}
"""
LINK = '<a class="term" href="../glossary/#{}">{}</a>'


def load(folder: Path, text: str) -> Glossary:
    (folder / "glossary").mkdir(exist_ok=True)
    (folder / "glossary/glossary.yaml").write_text(text, "utf-8")
    return Glossary(load_glossary(folder))


@pytest.fixture
def glossary(tmp_path: Path) -> Glossary:
    return load(tmp_path, GOOD)


def test_terms_are_read(glossary: Glossary) -> None:
    assert [*glossary.terms] == ["lapse", "back_payment", "lump_sum"]
    assert glossary.terms["lump_sum"].also == ("一次缴清",)
    assert [group.title for group in glossary.groups] == ["断了和补上"]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("没有缴上。", "断了 3 个月。", "没有数字的解释"),
        ("没有缴上。", "没有缴上", "以句号结尾"),
        ("没有缴上。", "没有。缴上。了。", "至多 2 句"),
        ("term: 断缴", "term: 补缴", "重复的“补缴”"),
        ("also: [一次缴清]", "also: [断缴]", "重复的“断缴”"),
        ("id: lapse", "id: back_payment", "重复的 id"),
        ("id: lapse", "id: Lapse", "小写英文词"),
        ("confused_with: [lapse]", "confused_with: [laps]", "是不是“lapse”？"),
        ("term: 断缴, ", "", "缺 term 的一组"),
        ("term: 断缴", "word: 断缴", "不认识的键“word”"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    """In Chinese, with the place and how to mend it."""
    assert right in GOOD
    with pytest.raises(BadData) as refused:
        load(tmp_path, GOOD.replace(right, wrong, 1))
    assert told in str(refused.value)
    assert "glossary/glossary.yaml:" in str(refused.value)


def test_the_first_use_becomes_a_link(glossary: Glossary) -> None:
    """Once on a page, the longest word first."""
    linked = glossary.linked("<p>一次性补缴</p>\n<p>断缴，再断缴，补缴。</p>\n<p>断缴</p>", "../")
    assert linked == (
        f"<p>{LINK.format('lump_sum', '一次性补缴')}</p>\n"
        f"<p>{LINK.format('lapse', '断缴')}，再断缴，{LINK.format('back_payment', '补缴')}。</p>\n<p>断缴</p>"
    )


@pytest.mark.parametrize(
    "kept",
    [
        "<h1>断缴</h1>",
        '<h3 id="x">断缴</h3>',
        '<a href="#断缴">断缴</a>',
        "<table><tr><th>断缴</th></tr></table>",
        "<button>断缴</button>",
        "<dt>断缴</dt>",
        '<details class="proof"><summary>断缴</summary><div>\n<p>断缴</p>\n</div></details>',
        "<details><details><p>没有</p></details>\n<p>断缴</p></details>",
        "<form>\n<p>断缴</p>\n</form>",
        "<details>\n</details><details>\n<p>断缴</p></details>",
        "<h2>\n断缴\n</h2>",
        '<a href="#断缴"\n   title="断缴">断\n断缴</a>',
        "<blockquote>没有<br>\n断缴</blockquote>",
        '<p\n title="断缴">没有</p>',
        '<p title="断缴">没有</p>',
    ],
)
def test_no_link_outside_of_running_text(glossary: Glossary, kept: str) -> None:
    """What is folded away or no running text stays; the first use after it is linked."""
    after = f"<p>{LINK.format('lapse', '断缴')}</p>"
    assert glossary.linked(f"{kept}\n<p>断缴</p>", "../") == f"{kept}\n{after}"


def test_running_text_goes_on_where_a_fold_ends(glossary: Glossary) -> None:
    linked = glossary.linked("<details>\n<p>断缴</p></details>断缴", "../")
    assert linked == f"<details>\n<p>断缴</p></details>{LINK.format('lapse', '断缴')}"


@pytest.mark.parametrize("anchor", ["sources", "paper", "onward"])
def test_no_link_after_the_running_text(glossary: Glossary, anchor: str) -> None:
    after = f'<section class="guide" id="{anchor}"><p>断缴</p></section>'
    assert glossary.linked(after, "../") == after


def test_the_page_explains_every_term(world: Country, glossary: Glossary, on: date) -> None:
    (draft,) = drafts(Site(world, (), (), Templates(CONTENT, on), glossary))
    page = draft.make()
    body = html.fragment_fromstring(page.body, create_parent="div")
    assert (page.url, page.indexable) == ("glossary/", True)
    for term in glossary.terms.values():
        said = body.get_element_by_id(term.id).text_content()
        assert all(words in said for words in (term.term, term.meaning, *term.also))
    assert {link.lstrip("#") for link in body.xpath("//dd//a/@href")} == {"lapse", "back_payment"}
