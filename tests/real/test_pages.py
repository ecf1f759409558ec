"""全部网页: what must be true of every page of the built site, made from the real regions and words."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from lxml import html as lxml_html

from scripts.pages.reckoning import PAGE_FACTS
from scripts.words.topics import load_topics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.regions.model import Country, Datum
    from scripts.words.topics import Topic

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
SITE = ROOT / "site"
LONGEST_TITLE, LONGEST_DESCRIPTION = 30, 160
_KIND = re.compile(r'<body class="kind-(\w+)"')
_TITLE = re.compile(r'<meta property="og:title" content="([^"]*)"')
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')


class Built(NamedTuple):
    """造好的一页, as `make site` left it: that nothing in it is broken, the build's audit has seen."""

    url: str
    kind: str
    title: str
    description: str
    body: str


@pytest.fixture(scope="module")
def topics(country: Country) -> tuple[Topic, ...]:
    return load_topics(CONTENT, country.dictionary, PAGE_FACTS)


def all_pages() -> Iterator[Built]:
    """Every page but the one for wrong addresses."""
    paths = sorted(SITE.rglob("index.html"))
    assert paths, f"没有 {SITE}：请先运行 make site。"
    for path in paths:
        html = path.read_text("utf-8")
        kind, title, description = (each.search(html) for each in (_KIND, _TITLE, _DESCRIPTION))
        assert kind, path
        assert title, path
        assert description, path
        body = html.partition("<main")[2].partition("</main>")[0]
        url = path.parent.relative_to(SITE).as_posix()
        yield Built(url, kind[1], unescape(title[1]), unescape(description[1]), f"<main{body}</main>")


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


def test_the_first_screen_answers_four_questions(country: Country, topics: tuple[Topic, ...]) -> None:
    seen = 0
    for page in all_pages():
        if page.kind in ("topic", "nation"):
            screen = lxml_html.fromstring(page.body.partition("<section")[0])
            rows = {
                row[0].text_content(): row[1].text_content().strip()
                for row in screen.find_class("counter")[0]
            }
            assert list(rows) == ["去哪办", "带什么", "几天", "不行找谁"], page.url
            assert all(rows.values()), page.url
            seen += 1
    assert seen == len(country.regions) * len(topics)


def test_titles_are_distinct_and_fit() -> None:
    titles: dict[str, str] = {}
    for page in all_pages():
        assert titles.setdefault(page.title, page.url) == page.url
        assert len(page.title) <= LONGEST_TITLE, page.url
        assert len(page.title) < len(page.description) <= LONGEST_DESCRIPTION, page.url


def test_only_trusted_addresses_are_links(country: Country) -> None:
    """A page links outside only to a document's address or to one that is itself a stated value."""
    trusted = {source.url for source in country.sources.values() if source.url}
    trusted |= {address for value in country.values for address in addresses(value.value)}
    for page in all_pages():
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
