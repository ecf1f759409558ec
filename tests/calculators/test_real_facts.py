"""The calculators with the facts the site publishes: every key known, every region answered."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import calculators
from scripts.facts_json import facts_json
from scripts.load import load
from scripts.model import Country
from tests.calculators.worked import examples_of

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 22)


@pytest.fixture(scope="module")
def country() -> Country:
    """The real country."""
    return load(ROOT / "regions")


@cache
def asked(slug: str) -> frozenset[str]:
    """The keys a calculator reads."""
    return frozenset(calculators.describe(slug)["facts"])


def reply(slug: str, inputs: dict[str, Any], facts: object) -> dict[str, Any]:
    payload = {"inputs": inputs, "facts": facts, "on": ON.isoformat()}
    said: dict[str, Any] = json.loads(calculators.run(slug, json.dumps(payload)))
    return said


@pytest.mark.parametrize("slug", calculators.SLUGS)
def test_every_fact_it_reads_is_in_the_dictionary(country: Country, slug: str) -> None:
    """No key that no editor could state."""
    assert asked(slug) <= set(country.dictionary)


@pytest.mark.parametrize("slug", calculators.SLUGS)
def test_every_region_is_answered(country: Country, slug: str) -> None:
    """No region states a fact the calculator cannot read."""
    inputs = calculators.worked(slug, ON)
    for region in country.regions:
        facts: Any = facts_json(region, ON, asked(slug))
        if calculators.describe(slug)["places"]:
            facts = {"origin": facts, "destination": facts}
        said = reply(slug, inputs, facts)
        assert said["ok"], (region.slug, said)
        assert said["answer"]["headline"]


@pytest.mark.parametrize("slug", calculators.SLUGS)
def test_the_nation_answers_every_example(country: Country, slug: str) -> None:
    """The accepted inputs of the examples are accepted with the published facts too."""
    facts: Any = facts_json(country.nation, ON, asked(slug))
    if calculators.describe(slug)["places"]:
        facts = {"origin": facts, "destination": facts}
    for example in examples_of(slug):
        if example.expect.get("ok", True):
            said = reply(slug, json.loads(example.payload)["inputs"], facts)
            assert said["ok"] or slug == "flexible-cost", (example.name, said)


def test_two_whole_cities_fit_into_a_payload(country: Country) -> None:
    """The API documents as they are, written in ASCII, the longest there are."""
    whole = sorted(
        (facts_json(region, ON) for region in country.cities), key=lambda facts: len(json.dumps(facts))
    )
    sides = [
        facts | {"region": {"code": f"{number}10000", "name": "某市"}}
        for number, facts in enumerate(whole[-2:])
    ]
    inputs = calculators.worked("move-compare", ON)
    said = reply("move-compare", inputs, {"origin": sides[0], "destination": sides[1]})
    assert said["ok"]
    assert said["answer"]["figures"]["needs_transfer"] is True
