"""疑问: page, API, table and calculator tell the same doubts; no figure of an answer stands bare."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from calculators import SLUGS, describe, run, worked
from calculators.engine.facts import read_fact
from scripts.api.facts_csv import facts_csv
from scripts.pages import guide
from scripts.pages.site import Site, read
from scripts.pages.templates import Templates
from scripts.pages.wording import standing
from scripts.regions.addresses import address
from scripts.regions.facts_json import facts_json
from tests.conftest import real_country
from tests.real.prose import CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lxml.html import HtmlElement

    from calculators.engine.doubts import Doubt
    from scripts.pages.page import Page
    from scripts.regions.model import Country, Region, Source, Value

FIGURE = re.compile(r"\d")
SAID = {
    "quoted": re.compile("待核|没有对过原文|官方依据|说法不一|没有查到|看下面"),
    "web": re.compile("官方依据|说法不一|没有查到|看下面"),
}
CITIES = 40
"""Every so-and-so-manieth city besides the nation and all provinces."""


@pytest.fixture(scope="module")
def today(country: Country) -> date:
    """The day on which the data were last looked at."""
    return max(value.looked for value in country.values)


@pytest.fixture(scope="module", params=[0, 6], ids=["今天", "六年后"])
def on(today: date, request: pytest.FixtureRequest) -> date:
    """That day, and one on which everything is due and much has ended."""
    return today.replace(year=today.year + request.param)


def test_page_and_calculator_tell_the_same_doubts(country: Country, on: date) -> None:
    """Of every value that holds anywhere: by the label of its proof, and by what a phone is sent.

    What is sent of a value to many places alike is looked at once.
    """
    templates = Templates(CONTENT, on)
    kinds = set()
    seen: dict[int, object] = {}
    for region in country.regions:
        carried = facts_json(region, on)
        for key, value in region.facts(on).items():
            entry = carried[key]
            assert isinstance(entry, dict)
            if seen.get(id(value)) == entry:
                continue
            seen[id(value)] = entry
            told = read_fact(str, {**entry, "value": "…"}, on)
            assert told.doubts == value.doubts(on), f"{value.place}：{key}"
            assert entry["doubts"] == [doubt.kind for doubt in value.doubts(on)]
            kinds |= {doubt.kind for doubt in value.doubts(on)}
            assert says_its_doubts(templates, value), f"{value.place}：{key}"
    assert kinds >= {"quoted", "web", "disputed", "smaller_place", "may_change", "principle"}


def is_named_otherwise(doubt: Doubt) -> bool:
    """Told by the label of a value's proof, or by who speaks."""
    return doubt.is_of_proof or doubt.kind == "smaller_place"


def says_its_doubts(templates: Templates, value: Value) -> bool:
    """Whether the label by which a page proves a value tells them all."""
    label = html.fragment_fromstring(templates.proof(value, (), has_value=False)).find("summary")
    assert label is not None
    doubts = value.doubts(templates.on)
    shorts = [doubt.short for doubt in doubts if not is_named_otherwise(doubt)]
    heard, seen = label.get("aria-label", ""), label.text_content()
    return all(each in heard for each in (standing(value), *shorts, *value.seen_in)) and all(
        doubt.mark in seen for doubt in doubts
    )


def test_the_table_tells_the_same_doubts(country: Country, today: date) -> None:
    """A row for each statement, in their order."""
    rows = csv.DictReader(StringIO(facts_csv(country, today)))
    for row, value in zip(rows, country.values, strict=True):
        assert json.loads(row["doubts"] or "[]") == [doubt.kind for doubt in value.doubts(today)]
        assert json.loads(row["seen_in"] or "[]") == [*value.seen_in]
        assert (row["proof"] or None) == value.proof


EXAMPLES = {"resident-waiting-period": "resident_waiting_example"}
"""By calculator, what shows how a place reads the nation's principles."""


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if not describe(slug).places])
def test_no_exact_answer_rests_on_a_doubt(country: Country, today: date, slug: str) -> None:
    """Take a doubtful fact away: an exact answer stays the same to the letter.

    A principle of the nation's is no doubt where an example of the place itself follows it.
    """
    read = describe(slug).facts
    for city in country.cities:
        facts = facts_json(city, today, read)
        answer = answered(slug, facts, today)
        if answer["certainty"] != "exact":
            continue
        for key, value in city.facts(today).items():
            is_followed = value.is_principle and EXAMPLES.get(slug) in city.facts(today)
            is_doubtful = any(doubt.makes_estimate for doubt in value.doubts(today))
            if key in facts and is_doubtful and not is_followed:
                without = answered(slug, facts | {key: None}, today)
                assert without["figures"] == answer["figures"], f"{city.name}：{slug} 靠的是有疑问的 {key}"


def answered(slug: str, facts: dict[str, Any], on: date) -> dict[str, Any]:
    """The answer to the example of the day."""
    reply = json.loads(run(slug, json.dumps({"inputs": worked(slug, on), "facts": facts, "on": f"{on}"})))
    assert reply["ok"], reply
    answer: dict[str, Any] = reply["answer"]
    return answer


@pytest.fixture(scope="module", params=["quoted", "web"])
def proof(request: pytest.FixtureRequest) -> str:
    """How well everything is proven."""
    return str(request.param)


@pytest.fixture(scope="module")
def doubtful(proof: str) -> Country:
    """The real country, as if nothing had been read in the original, or only on web pages."""
    country = real_country()
    for region in country.regions:
        for key, values in region.stated.items():
            region.stated[key] = tuple(weakened(value, proof) for value in values)
    return country


def weakened(value: Value, proof: str) -> Value:
    """The same, on no better proof."""
    status = "secondary" if value.status == "official" else value.status
    if proof == "quoted":
        return replace(value, status=status)
    return replace(value, status=status, source=only_a_page(value.source), also=())


def only_a_page(source: Source | None) -> Source | None:
    """Nothing but an aggregator."""
    return source and replace(source, tier="aggregator")


@pytest.fixture(scope="module")
def all_pages(doubtful: Country, country: Country) -> list[Page]:
    on = max(value.looked for value in doubtful.values)
    site = read(CONTENT, country, on)
    plain = Site(doubtful, site.topics, site.claims, site.templates)
    chosen: list[Region] = [
        doubtful.nation,
        *doubtful.provinces,
        *doubtful.cities[:: len(doubtful.cities) // CITIES],
    ]
    urls = {address(region, topic) for region in chosen for topic in site.topics}
    return [draft.make() for draft in guide.drafts(plain) if draft.url in urls]


def test_every_figure_in_an_answer_carries_its_doubt(all_pages: list[Page], proof: str) -> None:
    """Sentence by sentence in the lead; line by line below it, where the label of a proof counts too."""
    assert len(all_pages) > CITIES * len([*CONTENT.glob("*/topic.yaml")])
    assert [told for page in all_pages for told in plain_figures(page, SAID[proof])] == []


def plain_figures(page: Page, doubt: re.Pattern[str]) -> Iterator[str]:
    screen = html.fragment_fromstring(page.body.partition("<section")[0], create_parent="div")
    (lead,) = screen.find_class("lead")
    (counter,) = screen.find_class("counter")
    rows = [row[1] for row in counter if row[0].text_content() != "不行找谁"]
    for words in (*said(lead).split("。"), *map(said, rows)):
        if FIGURE.search(words) and not doubt.search(words):
            yield f"{page.url}：{words.strip()}"


def said(element: HtmlElement) -> str:
    """Its words, of a proof only the label as it is heard, with years and places of proofs left out."""
    for label in element.find_class("mark"):
        label.text = label.get("aria-label")
    for proof in element.find_class("proof-body"):
        proof.drop_tree()
    return re.sub(r"\d+年度", "", element.text_content())
