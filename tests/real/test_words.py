"""措辞: what the words of content/ and the built pages may not do."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import html

import calculators
from calculators.engine.questions import questions
from scripts.pages import guide
from scripts.pages.site import read
from scripts.words.claims import load_claims
from tests.real.prose import CONTENT, lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from scripts.regions.model import Country, Shape
    from scripts.words.claims import Claim

ROOT = CONTENT.parent
ON = date(2026, 11, 22)
LATER = date(2099, 1, 1)
"""Every term that was ever stated has ended by then."""
LONGEST_SENTENCE = 60

UNIT = r"(?:%|％|元|万|亿|年|个?月|个?工作日|天|日|岁|次|个?小时|周|倍|成|折)"
FIGURE = re.compile(rf"[0-9０-９][0-9０-９.,]*\s*{UNIT}|(?<!第)[二三四五六七八九十百千两半]+{UNIT}|百分之")
DATE = re.compile(r"\d{4}-\d{2}|\d{4}\s*年|\d+\s*月\s*\d+\s*日")
SAMPLE = re.compile(r"例如 \d{4}-\d{2}-\d{2}")
"""How to type a date is shown by one."""

_FIRST = re.compile(r'<div class="first".*?(?=<section class="guide|<nav class="guide|</main>|\Z)', re.DOTALL)
_SENTENCE_END = re.compile(r"[。！？\n]")
_REMARK = re.compile("（[^（）]*）")
_BLOCKS = "//p|//dt|//dd|//li|//td|//th|//h3|//div"


@pytest.fixture(scope="module")
def claims(country: Country) -> tuple[Claim, ...]:
    return load_claims(CONTENT, country, {path.parent.name for path in CONTENT.glob("*/topic.yaml")})


def found(pattern: re.Pattern[str]) -> list[str]:
    return [f"{line.place} {hit[0]}：{line.text}" for line in lines() for hit in pattern.finditer(line.text)]


def test_no_figure_is_typed() -> None:
    """Figures come from facts, with their proof."""
    assert found(FIGURE) == []


def test_the_hotline_is_typed_nowhere(country: Country) -> None:
    """It is a fact: on pages, in scripts and in answers it is the one that the region states."""
    stated = {
        str(value.value) for region in country.regions for value in region.stated.get("service_hotline", ())
    }
    assert stated
    typed = [*CONTENT.rglob("*.js"), *CONTENT.rglob("*.j2"), *CONTENT.rglob("*.html")]
    typed += (ROOT / "calculators").rglob("*.py")
    assert [path for path in typed if any(number in path.read_text("utf-8") for number in stated)] == []


def test_a_choice_has_one_word(country: Country) -> None:
    """The same code reads the same in a form or an answer as in what a page states."""
    shapes = [shape for fact in country.dictionary.values() for shape in _shapes(fact.shape)]
    stated = {(code, word) for shape in shapes for code, word in shape.options.items()}
    codes = {code for code, _ in stated}
    assert len(stated) == len(codes)
    modules = [calculators.calculator(slug) for slug in calculators.SLUGS]
    asked = [
        each for module in modules for each in (*questions(module.Inputs).values(), *module.FIGURES.values())
    ]
    offered = {(code, word) for each in asked for code, word in each.options.items() if code in codes}
    assert offered
    assert offered - stated == set()


def _shapes(shape: Shape) -> Iterator[Shape]:
    yield shape
    for inner in (shape.of, *(field.shape for field in shape.fields.values())):
        if inner:
            yield from _shapes(inner)


def test_no_date_is_typed() -> None:
    """Dates come from facts; only a field may show how to type one."""
    assert [hit for hit in found(DATE) if not SAMPLE.search(hit)] == []


def test_no_place_is_named(country: Country) -> None:
    """A template speaks of every place; branches follow what facts say, never a name."""
    names = {
        name
        for region in country.regions
        if region.level != "nation"
        for name in (region.name, region.short, *region.aliases)
    }
    assert found(re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))) == []


def test_first_screens_have_short_sentences() -> None:
    """Nobody has to read a sentence twice to get to the answer; proofs and their labels are no sentences."""
    pages = sorted((ROOT / "site").rglob("index.html"))
    assert pages
    long = {sentence: page for page in pages for sentence in _long_sentences(page.read_text("utf-8"))}
    assert [f"{page.parent.relative_to(ROOT)}：{sentence}" for sentence, page in long.items()] == []


def test_first_screens_stay_short_when_every_term_has_ended(country: Country) -> None:
    """What a page adds then is not first seen on the day itself."""
    ending = [
        region.slug
        for region in country.regions
        if any(v.until for values in region.stated.values() for v in values)
    ]
    drafts = guide.drafts(read(CONTENT, country, LATER))
    made = [draft.make() for draft in drafts if draft.url.partition("/")[0] in ending]
    assert len(made) > len(ending) > 0
    long = {sentence: page.url for page in made for sentence in _long_sentences(page.body)}
    assert [f"{url}：{sentence}" for sentence, url in long.items()] == []


def test_no_space_stands_before_a_stop() -> None:
    """A proof that is left out on paper leaves no gap behind."""
    stray = re.compile(r"(?<=\S)[ \n]+[。；，：、？！）]")
    pages = sorted((ROOT / "site").rglob("index.html"))
    assert pages
    found = {stray.search(page.read_text("utf-8").partition("<main")[2]): page for page in pages}
    told = [(page.parent, hit.string[hit.start() - 30 : hit.end()]) for hit, page in found.items() if hit]
    assert [f"{folder.relative_to(ROOT)}：{text}" for folder, text in told] == []


def _long_sentences(page: str) -> Iterator[str]:
    """Those of the first screen; a remark in brackets counts by itself."""
    if not (screen := _FIRST.search(page)):
        return
    root = html.fragment_fromstring(screen[0], create_parent="div")
    for element in root.xpath("//details[@class='proof']"):
        element.drop_tree()
    for block in root.xpath(_BLOCKS):
        for sentence in _SENTENCE_END.split(_own_text(block)):
            parts = [_REMARK.sub("", sentence), *_REMARK.findall(sentence)]
            if any(len("".join(part.split())) > LONGEST_SENTENCE for part in parts):
                yield sentence.strip()


def _own_text(block: HtmlElement) -> str:
    """The words of a block without those of the blocks within it."""
    inner = block.xpath(_BLOCKS.replace("//", ".//"))
    text: str = block.text_content()
    for each in inner:
        text = text.replace(each.text_content(), "\n")
    return text


def test_every_claim_is_settled_or_says_what_is_missing(claims: tuple[Claim, ...]) -> None:
    """Verdict, reason, rule in force, a quotation or why there is none; no verdict on thin evidence."""
    assert len(claims) >= 35
    for claim in claims:
        proofs = claim.proofs(ON)
        assert len(proofs) == len(claim.rules), claim.id
        assert all(value.source for value in proofs), claim.id
        assert any(value.quote for value in proofs) or claim.unquoted or claim.verdict == "open", claim.id
        assert proofs if claim.verdict != "open" else claim.missing, claim.id
        assert (claim.verdict == "open") == (claim.certainty == "low"), claim.id
        assert 1 <= len(re.findall("[。？！]", claim.why)) <= 3, claim.id
        assert claim.why.endswith("。"), claim.id
        assert claim.certainty != "high" or proofs[0].status == "official", claim.id
        assert max(map(len, re.split("[。？！]", claim.why))) <= LONGEST_SENTENCE, claim.id


def test_claims_are_distinct(claims: tuple[Claim, ...]) -> None:
    """Nothing is said twice."""
    assert len({claim.claim for claim in claims}) == len({claim.id for claim in claims}) == len(claims)
