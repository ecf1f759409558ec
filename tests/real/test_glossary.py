"""名词表: the real terms, and that readers of the built pages get to them."""

from __future__ import annotations

import re

import pytest

from scripts.pages.terms import Glossary
from scripts.words.glossary import load_glossary
from tests.real.prose import CONTENT

SITE = CONTENT.parent / "site"
LONGEST_SENTENCE = 60
_LINK = re.compile(r'<a class="term" href="(?:\.\./)+glossary/#(\w+)">')


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary(load_glossary(CONTENT))


def test_confusion_is_mutual(glossary: Glossary) -> None:
    """Whoever looks up either of two words learns of the other."""
    pairs = {(term.id, other) for term in glossary.terms.values() for other in term.confused_with}
    one_way = {pair for pair in pairs if pair[::-1] not in pairs}
    assert one_way == set()


def test_meanings_are_short(glossary: Glossary) -> None:
    for term in glossary.terms.values():
        assert max(map(len, term.meaning.split("。"))) <= LONGEST_SENTENCE, term.term
        assert not term.meaning.startswith(term.term), term.term


def test_every_topic_page_links_its_words_once(glossary: Glossary) -> None:
    pages = [
        page
        for page in sorted(SITE.glob("*/*/index.html"))
        if 'class="kind-topic"' in page.read_text("utf-8")
    ]
    assert pages
    for page in pages:
        linked = _LINK.findall(page.read_text("utf-8"))
        assert linked, page
        assert len(set(linked)) == len(linked), page
        assert set(linked) <= glossary.terms.keys(), page


def test_the_words_of_the_field_are_explained(glossary: Glossary) -> None:
    """The pairs that people mix up, and their neighbours."""
    explained = {word for term in glossary.terms.values() for word in (term.term, *term.also)}
    confusable = (
        "累计缴费年限 连续参保 个人账户 统筹基金 家庭共济 亲情账户 停保 断缴 转移接续 职工医保 居民医保"
    )
    assert {*confusable.split(), "统筹地区", "医保热线", "人社热线"} <= explained
