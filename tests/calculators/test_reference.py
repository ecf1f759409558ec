"""计算器说明: the reference pages say what the declarations and the examples say."""

import gzip
import json
import re
from datetime import date
from pathlib import Path

import pytest

import calculators
from scripts.pages import guide
from scripts.pages.manual import Reference, reference
from scripts.pages.site import read
from scripts.regions.addresses import schema_address
from scripts.regions.model import Country
from scripts.words.examples import examples_of

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 22)
ENGLISH = re.compile(r"(?<![A-Za-z_])(?!JSON(?![A-Za-z_]))[A-Za-z_]{2,}")
SECTION = re.compile(r'<section class="guide" id="(\w+)">(.*?)</section>', re.DOTALL)
CODE = re.compile(r"<(code|script|pre)\b.*?</\1>|<[^>]*>", re.DOTALL)


@pytest.fixture(params=calculators.SLUGS)
def slug(request: pytest.FixtureRequest) -> str:
    """Each calculator in turn."""
    name: str = request.param
    return name


@pytest.fixture
def said(slug: str, country: Country) -> Reference:
    """What its page says."""
    return reference(slug, country.dictionary)


def test_every_question_has_its_limits(slug: str, said: Reference) -> None:
    """By name, in order, in Chinese, with when it is needed."""
    asked = calculators.describe(slug).inputs
    assert [each.name for each in said.limits] == list(asked)
    for limits, question in zip(said.limits, asked.values(), strict=True):
        assert ("可以不填" in limits.needed) == (not question.required)
        assert ("时" in limits.needed) == bool(question.shown_when)
        assert not ENGLISH.search(limits.accepts + limits.needed + limits.help)


def test_every_example_is_there(slug: str, said: Reference) -> None:
    """By name, with its answers, its rules and what has to come out; English only where it is typed."""
    assert [case.name for case in said.cases] == [example.name for example in examples_of(slug)]
    for case, example in zip(said.cases, examples_of(slug), strict=True):
        results = calculators.calculator(slug).FIGURES
        expected = [each.label for name, each in results.items() if name in example.expect.get("figures", {})]
        assert [each.label for each in case.figures] == expected
        assert len(case.refused) == len(example.expect.get("errors", ()))
        assert case.refused or case.figures or case.words or case.certainty or example.expect
        words = [*case.refused, case.words, *(each.words for each in case.entered if not each.is_typed)]
        words += [each.label for each in (*case.entered, *case.rules)]
        assert not any(ENGLISH.search(text) for text in words)


def test_what_decides_is_told(said: Reference) -> None:
    """No two examples look alike and come out differently; no rule is changed into its own words."""
    usual = {each.label: each.words for each in said.rules}
    seen: dict[object, tuple[object, ...]] = {}
    for case in said.cases:
        assert not [each for each in case.rules if usual.get(each.label) == each.words], case.name
        asked = (case.entered, case.rules)
        outcome = (case.refused, *case.figures)
        assert seen.setdefault(repr(asked), outcome) == outcome or not case.figures, case.name


def test_the_exchange_is_a_real_one(slug: str, said: Reference) -> None:
    """The payload shown gets the reply shown."""
    assert json.loads(calculators.run(slug, said.payload)) == json.loads(said.reply)


def test_what_examples_say_in_words(country: Country) -> None:
    """Rules with units, changed rules, blanks, choices and refusals by the names readers know."""
    said = {
        slug: reference(slug, country.dictionary)
        for slug in ("back-payment", "reimbursement", "move-compare")
    }
    rules = {each.label: each.words for each in said["back-payment"].rules}
    assert rules["补缴的费率"] == "8%"
    assert rules["医保缴费基数下限"] == "4,879元/月"
    cases = {case.name: case for case in said["back-payment"].cases}
    assert [(each.label, each.words) for each in cases["不知道比例又没有填"].rules] == [
        ("补缴的费率", "没有查到")
    ]
    assert cases["下限有两种说法就不移动"].rules[0].words == "说法不一"
    assert cases["零个月、负基数、超过百分之百都不收"].refused == ("补缴月数", "缴费基数", "缴费比例")
    table = said["reimbursement"].rules[0].words
    assert table.startswith("起付线（人群 在职职工，金额 800元，怎么算 一年一次；")
    place = said["move-compare"].rules[0]
    assert (place.label, place.words) == ("原来的城市：地区", "东河市（区划代码910100）")


def test_the_pages_are_light_and_chinese(country: Country) -> None:
    """Nothing a page says of itself is English outside code, and none is heavy."""
    site = read(ROOT / "content", country, ON)
    drafts = (draft for draft in guide.drafts(site) if draft.url.startswith("calculators/"))
    for draft in drafts:
        body = draft.make().body
        assert len(gzip.compress(body.encode())) < 40_000
        slug = draft.url.split("/")[1]
        if slug:
            assert f'href="../../{schema_address(slug)}"' in body
            sections = dict(SECTION.findall(body))
            assert sections.keys() >= {"inputs", "rule", "examples", "json"}
            for name in ("inputs", "rule", "examples"):
                assert not ENGLISH.search(CODE.sub(" ", sections[name])), draft.url
