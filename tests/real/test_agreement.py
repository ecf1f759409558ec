"""页面和计算器说的一样: what a page states, its calculators read, or a reason says why they need not."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import calculators
from calculators.engine.months import Month
from scripts.pages.facts import HOTLINES
from scripts.pages.reckoning import PAGE_FACTS, described
from scripts.regions.facts_json import facts_json
from scripts.words.topics import load_topics
from tests.real.answered import ON
from tests.real.prose import CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scripts.regions.model import Country, Region, Value
    from scripts.words.topics import Topic

EXCEPTIONS = yaml.safe_load(Path(__file__).with_name("agreement.yaml").read_text("utf-8"))
ABOVE = {key for each in EXCEPTIONS["above"] for key in each["keys"]}
HEADLINED = re.compile(r'sheet\.reference\("(\w+)"\)')


@pytest.fixture(scope="module")
def topics(country: Country) -> tuple[Topic, ...]:
    found = load_topics(CONTENT, country.dictionary, PAGE_FACTS)
    return tuple(topic for topic in found if topic.calculators)


def excepted(topic: str) -> set[str]:
    return {key for each in EXCEPTIONS["unread"].get(topic, ()) for key in each["keys"]}


def read_by(topic: Topic) -> set[str]:
    return {key for slug in topic.calculators for key in described(slug).facts} | {*HOTLINES}


def unread(country: Country, topics: tuple[Topic, ...]) -> Mapping[str, Mapping[str, list[str]]]:
    """By topic and key, the regions whose page states what no calculator on it reads."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for topic in topics:
        keys = [key for key in topic.keys if key not in read_by(topic)]
        for region in country.regions:
            held = region.facts(ON)
            for key in keys:
                if key in held and held[key].is_known:
                    found[topic.slug][key].append(region.slug)
    return found


def test_what_a_page_states_its_calculators_read(country: Country, topics: tuple[Topic, ...]) -> None:
    """Over all regions and topics; and no reason stands for what nobody states."""
    found = unread(country, topics)
    strays = {
        f"{topic}: {key}（{places[0]} 等 {len(places)} 处）"
        for topic, keys in found.items()
        for key, places in keys.items()
        if key not in excepted(topic)
    }
    idle = {
        f"{topic}: {key}" for topic in EXCEPTIONS["unread"] for key in excepted(topic) - found[topic].keys()
    }
    assert (sorted(strays), sorted(idle)) == ([], [])


def test_every_exception_has_its_reason() -> None:
    for each in (*EXCEPTIONS["above"], *(row for rows in EXCEPTIONS["unread"].values() for row in rows)):
        assert len(each["why"]) > 8
        assert each["keys"]
        assert len(set(each["keys"])) == len(each["keys"])


def above_read(country: Country, topics: tuple[Topic, ...]) -> Iterator[tuple[Topic, Region, str, Value]]:
    """What a larger region states, a page shows for reference, and a calculator on the page could read."""
    for topic in topics:
        for region in country.regions:
            for key, value in region.references(ON).items():
                if key in read_by(topic) and key in topic.keys:
                    yield topic, region, key, value


def test_what_a_larger_region_says_is_used_or_not_headlined(
    country: Country, topics: tuple[Topic, ...]
) -> None:
    """A province's word is reckoned with as an estimate that says so, or it does not stand at the top."""
    found = [*above_read(country, topics)]
    for topic, region, key, value in found:
        if key not in ABOVE:
            said = f"“{value.fact.label}”是{value.region.name}的说法"
            cautions = [caution for slug in topic.calculators for caution in worked(region, slug)["cautions"]]
            assert any(said in caution for caution in cautions), (topic.slug, region.slug, key)
    assert {key for *_, key, _ in found} & ABOVE == ABOVE
    for topic in topics:
        words = (CONTENT / topic.slug / "page.html.j2").read_text("utf-8")
        assert not {*HEADLINED.findall(words)} & ABOVE, topic.slug


@cache
def worked(region: Region, slug: str) -> dict[str, Any]:
    """The answer to the worked example by the region's facts."""
    facts: Any = facts_json(region, ON, described(slug).facts)
    if described(slug).places:
        facts = {"origin": facts, "destination": facts}
    return reply(slug, calculators.worked(slug, ON), facts)


def reply(slug: str, inputs: Mapping[str, Any], facts: Any) -> dict[str, Any]:
    payload = {"inputs": inputs, "facts": facts, "on": ON.isoformat()}
    answer: dict[str, Any] = json.loads(calculators.run(slug, json.dumps(payload)))["answer"]
    return answer


@pytest.mark.parametrize("sex", ["male", "female"])
def test_the_years_at_the_top_are_the_years_of_the_answer(country: Country, sex: str) -> None:
    """The number of years that a city's page begins with, its own or its province's."""
    category = {"male": "male_60", "female": "female_55"}[sex]
    inputs = {
        "category": category,
        "total_months": 0,
        "local_months": 0,
        "retirement_month": str(Month.of(ON)),
    }
    counted = 0
    for region in country.regions:
        value = region.facts(ON).get("required_years") or region.references(ON).get("required_years")
        if value is None or not value.is_known or not isinstance(value.value, tuple):
            continue
        rows = [row for row in value.value if isinstance(row, dict) and row["sex"] in ("any", sex)]
        now = [row["years"] for row in rows if applies(row)]
        facts = facts_json(region, ON, described("contribution-years").facts)
        required = reply("contribution-years", inputs, facts)["figures"]["required_months"]
        assert required == (now[0] * 12 if len(set(now)) == 1 else None), region.slug  # type: ignore[operator]
        counted += 1
    assert counted > 50


def applies(row: Mapping[str, Any]) -> bool:
    """Whether it is for those who retire on the day."""
    begins, ends = row.get("retiring_from"), row.get("retiring_until")
    return (begins is None or begins.first <= ON) and (ends is None or ends.last >= ON)


def test_the_two_limits_make_the_total(country: Country) -> None:
    """转移总时限 on the page is what the calculator counts."""
    for region in country.regions:
        held = region.facts(ON)
        out, into, total = (held[f"transfer_{part}_workdays"].value for part in ("out", "in", "total"))
        assert isinstance(out, int)
        assert isinstance(into, int)
        assert out + into == total, region.slug
