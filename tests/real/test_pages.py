"""全部网页: what must be true of every page made from the real regions and the real words."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html

from scripts.pages.guide import drafts
from scripts.pages.reckoning import PAGE_FACTS
from scripts.pages.site import Site, read
from scripts.regions.load import load
from scripts.site.audit import read_page
from scripts.words.topics import load_topics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.pages.page import Page
    from scripts.regions.model import Country, Datum
    from scripts.words.topics import Topic

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
LONGEST_TITLE, LONGEST_DESCRIPTION = 30, 160


@pytest.fixture(scope="module")
def country() -> Country:
    return load(ROOT / "regions")


@pytest.fixture(scope="module")
def topics(country: Country) -> tuple[Topic, ...]:
    return load_topics(CONTENT, country.dictionary, PAGE_FACTS)


@pytest.fixture(scope="module")
def all_pages(country: Country, topics: tuple[Topic, ...]) -> list[Page]:
    """Every page, on the day on which the data were last looked at."""
    on = max(value.looked for value in country.values)
    site = read(CONTENT, country, on)
    made = drafts(Site(country, topics, site.claims, site.templates))
    return [draft.make() for draft in made]


def test_a_topic_uses_every_fact_filed_under_it(country: Country, topics: tuple[Topic, ...]) -> None:
    """Nothing stated stays invisible; the rest is for the hubs, or explains the calendar."""
    left_out = {
        "bureau_site",
        "transfer_organisers",
        "statutory_holidays",
        "statutory_holiday_on_weekend",
    }
    for topic in topics:
        filed = {
            key for key, fact in country.dictionary.items() if fact.topic == topic.slug and not fact.awaited
        }
        assert sorted(filed - set(topic.keys) - left_out) == []


def test_the_first_screen_answers_four_questions(all_pages: list[Page]) -> None:
    for page in all_pages:
        if page.kind in ("topic", "nation"):
            screen = lxml_html.fromstring(page.body.partition("<section")[0])
            rows = {
                row[0].text_content(): row[1].text_content().strip()
                for row in screen.find_class("counter")[0]
            }
            assert list(rows) == ["去哪办", "带什么", "几天", "不行找谁"], page.url
            assert all(rows.values()), page.url


def test_titles_are_distinct_and_fit(all_pages: list[Page]) -> None:
    assert len({page.title for page in all_pages}) == len(all_pages)
    for page in all_pages:
        assert len(page.title) <= LONGEST_TITLE, page.url
        assert len(page.title) < len(page.description) <= LONGEST_DESCRIPTION, page.url


def test_every_page_is_whole(all_pages: list[Page]) -> None:
    for page in all_pages:
        head = '<title>题</title><meta name="description" content="摘要">'
        reading = read_page(page.url, head + page.body)
        assert reading.problems == [], page.url
        assert {fragment for file, fragment in reading.links if file == page.url} <= reading.ids, page.url


def test_only_trusted_addresses_are_links(all_pages: list[Page], country: Country) -> None:
    """A page links outside only to a document's address or to one that is itself a stated value."""
    trusted = {source.url for source in country.sources.values() if source.url}
    trusted |= {address for value in country.values for address in addresses(value.value)}
    for page in all_pages:
        assert {unescape(each) for each in re.findall('href="(https?://[^"]+)"', page.body)} <= trusted, (
            page.url
        )


def addresses(value: Datum | None) -> Iterator[str]:
    """Every web address in a value."""
    match value:
        case str():
            yield from (value,) if value.startswith("http") else ()
        case tuple() | dict():
            for item in value.values() if isinstance(value, dict) else value:
                yield from addresses(item)
