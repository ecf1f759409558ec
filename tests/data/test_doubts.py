"""疑问: a figure on the first screen that is not official, or only known from one place, says so there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import html

from scripts import pages
from scripts.claims import load_claims
from scripts.load import load
from scripts.reckoning import PAGE_FACTS
from scripts.templates import Templates
from scripts.topics import load_topics
from tests.data.prose import CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from scripts.model import Country, Region
    from scripts.shell import Page

REPORTED = re.compile("待核|说法不一|没有查到|看下面")
FIGURE = re.compile(r"\d")
CITIES = 40
"""Every so-and-so-manieth city besides the nation and all provinces."""


@pytest.fixture(scope="module")
def doubtful() -> Country:
    """The real country, as if nothing had been read in the original."""
    country = load(CONTENT.parent / "regions")
    for region in country.regions:
        for key, values in region.stated.items():
            region.stated[key] = tuple(
                replace(value, status="secondary") if value.status == "official" else value
                for value in values
            )
    return country


@pytest.fixture(scope="module")
def all_pages(doubtful: Country) -> list[Page]:
    on = max(value.looked for value in doubtful.values)
    topics = load_topics(CONTENT, doubtful.dictionary, PAGE_FACTS)
    claims = load_claims(CONTENT, load(CONTENT.parent / "regions"), [topic.slug for topic in topics])
    guide = pages.Guide(
        doubtful, topics, on, claims, Templates(CONTENT, on), "assets/python/", pages.NO_WORDS, ""
    )
    chosen: list[Region] = [
        doubtful.nation,
        *doubtful.provinces,
        *doubtful.cities[:: len(doubtful.cities) // CITIES],
    ]
    drafts = (draft for region in dict.fromkeys(chosen) for draft in guide.of_region(region))
    return [page for draft in drafts if (page := draft.make()).kind in ("topic", "nation")]


def test_every_figure_in_an_answer_carries_its_doubt(all_pages: list[Page]) -> None:
    """Sentence by sentence in the lead; line by line below it, where the label of a proof counts too."""
    assert len(all_pages) > CITIES * 13
    assert [told for page in all_pages for told in plain_figures(page)] == []


def plain_figures(page: Page) -> Iterator[str]:
    screen = html.fragment_fromstring(page.body.partition("<section")[0], create_parent="div")
    (lead,) = screen.find_class("lead")
    (counter,) = screen.find_class("counter")
    rows = [row[1] for row in counter if row[0].text_content() != "不行找谁"]
    for words in (*said(lead).split("。"), *map(said, rows)):
        if FIGURE.search(words) and not REPORTED.search(words):
            yield f"{page.url}：{words.strip()}"


def said(element: HtmlElement) -> str:
    """Its words, of a proof only the label, with years and places of proofs left out."""
    for proof in element.find_class("proof-body"):
        proof.drop_tree()
    return re.sub(r"\d+年度", "", element.text_content())
