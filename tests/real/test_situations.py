"""我的情况 with the facts the site publishes: every situation answered in every city."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import calculators
from calculators.engine.plan import Part, asked_in
from scripts.pages.reckoning import PAGE_FACTS
from scripts.regions.facts_json import facts_json
from scripts.words.situations import load_situations
from scripts.words.topics import load_topics
from tests.real.prose import CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from calculators.engine.questions import Question
    from scripts.regions.model import Country, Region
    from scripts.words.situations import Situation

ON = date(2026, 11, 22)
SLUGS = ("move", "lapse", "retire", "child", "parents", "care")
FILLED = {
    "accepted_on": "2026-11-10",
    "born_on": "2026-11-01",
    "last_paid_month": "2026-05",
    "resume_month": "2026-11",
    "birth_month": "1968-03",
    "lapsed_years": "0",
    "repaired_years": "0",
    "age": "70",
    "pension": "3000",
    "base": "6000",
    "total_months": "200",
    "local_months": "100",
    "continuous_months_before": "60",
    "eligible_cost": "20000",
    "paid_before": "0",
    "used_before": "0",
}


@pytest.fixture(scope="module")
def situations(country: Country) -> dict[str, Situation]:
    topics = load_topics(CONTENT, country.dictionary, PAGE_FACTS)
    return {each.slug: each for each in load_situations(CONTENT, country.dictionary, topics)}


def people(asked: dict[str, Question]) -> Iterator[dict[str, str]]:
    """Who answers every choice with its first option, its second…; and one who leaves out what may be."""
    most = max(len(each.options) for each in asked.values())
    for at in range(max(most, 2)):
        yield {name: filled(name, each, at) for name, each in asked.items()}
    yield {name: filled(name, each, 0) for name, each in asked.items() if each.required}


def filled(name: str, question: Question, at: int) -> str:
    choices = ["true", "false"] if question.kind == "boolean" else [*question.options]
    return choices[at % len(choices)] if choices else FILLED[name]


def reply(situation: Situation, inputs: dict[str, str], held: dict[str, Any]) -> dict[str, Any]:
    facts = dict.fromkeys(situation.places, held)
    payload = {"plan": asdict(situation.plan), "inputs": inputs, "facts": facts, "on": str(ON)}
    said: dict[str, Any] = json.loads(calculators.run(calculators.SITUATION, json.dumps(payload)))
    return said


def held(region: Region, situation: Situation) -> dict[str, Any]:
    keys = {key for part in situation.plan.parts for key in calculators.describe(part.calculator).facts}
    facts: dict[str, Any] = facts_json(region, ON, keys | {each.key for each in situation.plan.facts})
    return facts | {"region": {"code": region.code, "name": region.name}}


def test_the_situations_are_these(situations: dict[str, Situation]) -> None:
    assert tuple(situations) == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_every_city_answers(country: Country, situations: dict[str, Situation], slug: str) -> None:
    """One reader after the other, city by city; what is refused would be our mistake."""
    situation = situations[slug]
    asked = [*people(asked_in(situation.plan))]
    places = [region for region in country.regions if region.is_pooling_area]
    for at, region in enumerate(places):
        said = reply(situation, asked[at % len(asked)], held(region, situation))
        assert said["ok"], (region.slug, said)
        assert said["answer"]["parts"] or said["answer"]["asks"], region.slug


@pytest.mark.parametrize("slug", SLUGS)
def test_every_part_is_reckoned_for_somebody(
    country: Country, situations: dict[str, Situation], slug: str
) -> None:
    """No part that always waits for what nobody gives."""
    situation = situations[slug]
    regions = [country.by_slug[each] for each in ("shanghai", "nanjing", "nanchang", "guangzhou", "beijing")]
    told = {
        part["title"]
        for region in regions
        for inputs in people(asked_in(situation.plan))
        for part in reply(situation, inputs, held(region, situation))["answer"]["parts"]
    }
    assert {part.title for part in situation.plan.parts} <= told


@pytest.mark.parametrize("slug", SLUGS)
def test_every_question_is_of_use(situations: dict[str, Situation], slug: str) -> None:
    plan = situations[slug].plan
    used = {feed.asked for part in plan.parts for feed in part.feeds}
    used |= {each.counted_from for each in plan.facts}
    conditioned: tuple[Any, ...] = (*plan.asks, *plan.parts, *plan.facts)
    used |= {condition.name for each in conditioned for condition in each.when}
    assert {each.name for each in plan.asks} <= used


def test_a_title_stands_for_one_part(situations: dict[str, Situation]) -> None:
    for each in situations.values():
        titles = [part.title for part in each.plan.parts if isinstance(part, Part)]
        assert len(titles) == len(set(titles)), each.slug
