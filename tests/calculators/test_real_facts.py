"""The calculators with the facts the site publishes: every key known, every region answered."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import calculators
from scripts.regions.facts_json import facts_json
from scripts.regions.model import Country, Region
from scripts.words.examples import examples_of
from tests.calculators.worked import check_amounts

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 22)

# What fits an example's own facts but not the published ones: limits, and years that have not been yet.
REFUSABLE: Mapping[str, set[str]] = defaultdict(set) | {
    "flexible-cost": {"base", "base_percent"},
    "resident-waiting-period": {"lapsed_years"},
    "continuity-incentive": {"continuous_years", "zero_claim_years"},
}


@cache
def asked(slug: str) -> frozenset[str]:
    """The keys a calculator reads."""
    return frozenset(calculators.describe(slug).facts)


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
    """No region states a fact the calculator cannot read; the amounts shown add and multiply."""
    inputs = calculators.worked(slug, ON)
    for region in country.regions:
        facts: Any = facts_json(region, ON, asked(slug))
        if calculators.describe(slug).places:
            facts = {"origin": facts, "destination": facts}
        said = reply(slug, inputs, facts)
        assert said["ok"], (region.slug, said)
        assert said["answer"]["headline"]
        check_amounts(slug, inputs, said["answer"]["figures"])


@pytest.mark.parametrize("slug", calculators.SLUGS)
def test_the_nation_answers_every_example(country: Country, slug: str) -> None:
    """The accepted inputs of the examples are accepted with the published facts too."""
    facts: Any = facts_json(country.nation, ON, asked(slug))
    if calculators.describe(slug).places:
        facts = {"origin": facts, "destination": facts}
    for example in examples_of(slug):
        if example.expect.get("ok", True):
            said = reply(slug, json.loads(example.payload)["inputs"], facts)
            assert said["ok"] or set(said["errors"]) <= REFUSABLE[slug], (example.name, said)


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
    documents = [{"region": side.pop("region"), "facts": side, "data_date": "2026-11-22"} for side in sides]
    again = reply("move-compare", inputs, {"origin": documents[0], "destination": documents[1]})
    assert again == said


def test_a_document_of_the_api_is_as_good_as_its_facts(country: Country) -> None:
    """For a calculator of one place, too; what is no object of facts is refused."""
    facts = facts_json(country.by_slug["beijing"], ON)
    inputs = {"status": "retired", "age": 70}
    document = {"region": {"code": "110000", "name": "北京市"}, "facts": facts}
    assert reply("monthly-credit", inputs, document) == reply("monthly-credit", inputs, facts)
    assert set(reply("monthly-credit", inputs, {"facts": 5})["errors"]) == {"facts"}
    wrong = reply("move-compare", inputs, {"origin": {"facts": []}})
    assert set(wrong["errors"]) == {"facts.origin"}


@pytest.mark.parametrize(
    ("city", "slug", "inputs", "certainty", "figures"),
    [
        (
            "jingzhou",
            "monthly-credit",
            {"status": "retired", "age": 70},
            "estimate",
            {"monthly_credit": "70.00"},
        ),
        (
            "wuhan",
            "monthly-credit",
            {"status": "retired", "age": 70},
            "estimate",
            {"monthly_credit": "83.00"},
        ),
        (
            "lanzhou",
            "monthly-credit",
            {"status": "retired", "age": 70},
            "estimate",
            {"monthly_credit": "90.00"},
        ),
        (
            "wulumuqi",
            "monthly-credit",
            {"status": "employed", "base": 1},
            "estimate",
            {"monthly_credit": "0.02"},
        ),
        ("changzhou", "flexible-cost", {"base": 1}, "estimate", {"monthly": "445.68"}),
        ("hangzhou", "flexible-cost", {"base": 100}, "estimate", {"monthly": "9.50"}),
        ("guiyang", "flexible-cost", {}, "unknown", {"monthly": None}),
        ("guangzhou", "withdrawal", {"reason": "death"}, "estimate", {"allowed": "yes"}),
        ("nanjing", "withdrawal", {"reason": "emigration"}, "estimate", {"allowed": "yes"}),
        ("nanjing", "withdrawal", {"reason": "death"}, "exact", {"allowed": "yes"}),
        (
            "beijing",
            "family-sharing",
            {"relation": "sibling", "member_enrolled": True, "same_province": False},
            "estimate",
            {"allowed": True},
        ),
        (
            "wenzhou",
            "reimbursement",
            {
                "kind": "outpatient",
                "tier": 1,
                "status": "resident",
                "eligible_cost": 5000,
                "community": False,
                "paid_before": 0,
                "used_before": 0,
            },
            "estimate",
            {"pooled_fund_pays": "700.00", "you_pay": "4300.00"},
        ),
    ],
)
def test_what_a_city_does_not_settle_is_no_exact_answer(
    country: Country, city: str, slug: str, inputs: dict[str, Any], certainty: str, figures: dict[str, Any]
) -> None:
    """By what its own file says, today."""
    said = reply(slug, inputs, facts_json(country.by_slug[city], ON))["answer"]
    assert said["certainty"] == certainty
    assert said["figures"].items() >= figures.items()


def test_an_employee_is_not_told_of_what_pensioners_pay(country: Country) -> None:
    """北京's monthly three yuan."""
    facts = facts_json(country.by_slug["beijing"], ON)
    for inputs, is_told in (
        ({"status": "employed", "base": 10000}, False),
        ({"status": "retired", "age": 70}, True),
    ):
        steps = reply("monthly-credit", inputs, facts)["answer"]["steps"]
        assert any("大额医疗互助" in step["text"] for step in steps) is is_told


def city_says(country: Country, slug: str, calculator: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """The answer for a city by its published facts."""
    return says(next(city for city in country.cities if city.slug == slug), calculator, inputs)


def says(region: Region, calculator: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """The answer by a region's published facts."""
    said = reply(calculator, inputs, facts_json(region, ON, asked(calculator)))
    assert said["ok"], said
    answer: dict[str, Any] = said["answer"]
    return answer


def gap(months: int, before: int = 36) -> dict[str, Any]:
    """So many months missed before April 2026."""
    last = {2: "2026-01", 5: "2025-10"}[months]
    return {
        "last_paid_month": last,
        "resume_month": "2026-04",
        "continuous_months_before": before,
    }


@pytest.mark.parametrize("city", ["shanghai", "qingdao"])
def test_cover_that_resumes_the_month_after(country: Country, city: str) -> None:
    """Paid in April, covered from May; never said to be covered as before."""
    said = city_says(country, city, "employee-lapse", gap(2))
    assert said["figures"]["benefit_from"] == "2026-05"
    assert "照常" not in said["headline"]


def test_a_notice_for_the_flexibly_employed_does_not_bind_others(country: Country) -> None:
    """济南: three months are known for those who pay for themselves only."""
    said = city_says(country, "jinan", "employee-lapse", gap(5))
    assert said["figures"]["waiting_months"] == {"low": 0, "high": 6}
    assert any("灵活就业人员断缴另有规定，等待期是3个月" in caution for caution in said["cautions"])


def test_a_share_paid_during_long_waits_is_not_promised_for_short_gaps(country: Country) -> None:
    """厦门 by 福建's rule: half, but only after a long gap."""
    short, long = (
        city_says(country, "xiamen", "employee-lapse", gap(months, 12))["steps"] for months in (2, 5)
    )
    assert not any("50%" in step["text"] for step in short)
    assert any("50%" in step["text"] for step in long)


def test_limits_counted_from_a_letter_are_an_estimate(country: Country) -> None:
    """泉州: from the day a letter is received, which nobody asked."""
    inputs = {"accepted_on": "2026-03-05", "as_of": "2026-03-06"}
    said = city_says(country, "quanzhou", "transfer-deadline", inputs)
    assert said["certainty"] == "estimate"
    assert any("收到联系函" in caution for caution in said["cautions"])


def test_a_city_that_never_said_how_many_years_must_be_really_paid(country: Country) -> None:
    """厦门: enough by what is known, and what to ask."""
    inputs = {
        "category": "male_60",
        "total_months": 300,
        "local_months": 120,
        "retirement_month": "2027-03",
    }
    said = city_says(country, "xiamen", "contribution-years", inputs)
    assert (said["figures"]["covered"], said["certainty"]) == (True, "estimate")
    assert any("实际缴费至少要几年？" in caution for caution in said["cautions"])


@pytest.mark.parametrize(
    ("accepted_on", "as_of", "notice"),
    [
        ("2024-02-05", "2024-03-01", "国办发明电〔2023〕7号"),
        ("2025-03-03", "2025-03-10", "国办发明电〔2024〕12号"),
        ("2026-03-03", "2026-03-10", "国办发明电〔2025〕7号"),
    ],
)
def test_each_year_by_its_own_notice(country: Country, accepted_on: str, as_of: str, notice: str) -> None:
    """The rule of the step is the notice its days come from, and no other year is spoken of."""
    inputs = {"accepted_on": accepted_on, "as_of": as_of}
    said = says(country.nation, "transfer-deadline", inputs)
    cited = [step["rule"]["document"] for step in said["steps"] if "放假" in step["text"]]
    assert cited
    assert all(notice in document for document in cited)
    assert not any("2027" in caution for caution in said["cautions"])


@pytest.mark.parametrize("slug", calculators.SLUGS)
def test_the_worked_example_is_possible_everywhere(country: Country, slug: str) -> None:
    """On the day, by the published rules, in years that there have been."""
    facts: Any = facts_json(country.nation, ON, asked(slug))
    if calculators.describe(slug).places:
        facts = {"origin": facts, "destination": facts}
    assert reply(slug, calculators.worked(slug, ON), facts)["ok"]


def test_community_clinics_are_asked_about_where_they_differ(country: Country) -> None:
    """北京 has a rate of its own for them, 兰州 has none."""
    for city, unasked in (("beijing", set()), ("lanzhou", {"community"})):
        facts = facts_json(country.by_slug[city], ON, asked("reimbursement"))
        here = calculators.questions_here("reimbursement", json.dumps(facts))
        assert calculators.describe("reimbursement").inputs.keys() - here.keys() == unasked


def test_helps_say_what_the_facts_say(country: Country) -> None:
    """From which year on years count; nothing where no fact says."""
    for slug, name in (
        ("resident-waiting-period", "lapsed_years"),
        ("continuity-incentive", "continuous_years"),
    ):
        facts = json.dumps(facts_json(country.nation, ON, asked(slug)))
        assert re.match("从20[0-9]{2}年起算。", calculators.questions_here(slug, facts)[name].help)
        assert calculators.questions_here(slug, "{}") == calculators.describe(slug).inputs
