"""The examples beside the calculators, and their facts, for the tests here and in the browser."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import calculators
from calculators.engine import questions
from calculators.engine.answer import to_fen
from calculators.engine.examples import example, full_facts
from scripts.words.examples import document, examples_of

ALL = [(slug, example) for slug in calculators.SLUGS for example in examples_of(slug)]
NAMES = [f"{slug}：{example.name}" for slug, example in ALL]


def disputed(slug: str) -> list[tuple[str, str]]:
    """Each case whose answer is unknown for want of a fact, with that fact disputed instead of missing."""
    facts = document(slug)["facts"]
    found = []
    for case in document(slug)["cases"]:
        own = case.get("facts", {})
        missing = [key for key, value in own.items() if value is None and facts.get(key) is not None]
        if case["expect"].get("certainty") == "unknown" and missing:
            rival = {"label": "有争议的规定", "status": "conflicting"}
            changed = case | {"facts": own | dict.fromkeys(missing, rival)}
            found.append((case["name"], example(slug, facts, changed).payload))
    return found


def relied_on(slug: str, payload: str) -> list[str]:
    """The facts an answer says it rests on, when every one of them is known at second hand only."""
    changed = json.loads(payload)
    facts = changed["facts"]
    for place in [facts[name] for name in calculators.describe(slug).places] or [facts]:
        for key, fact in place.items():
            if key != "region" and fact["status"] == "official":
                place[key] = fact | {"status": "secondary", "proof": "quoted", "label": key}
    cautions = json.loads(calculators.run(slug, json.dumps(changed)))["answer"]["cautions"]
    told = [caution for caution in cautions if caution.endswith("转引自官方文件，没有对过原文。")]
    return [key for caution in told for key in re.findall(r"“(\w+)”（", caution)]


def facts_of(slug: str, **own: Any) -> dict[str, Any]:
    """The facts its cases start from, some of them replaced."""
    return full_facts(document(slug)["facts"] | own)


def answer(slug: str, inputs: Mapping[str, Any], **own: Any) -> dict[str, Any]:
    """The answer with these facts; refused input fails the test."""
    payload = {"inputs": inputs, "facts": facts_of(slug, **own)}
    reply = json.loads(calculators.run(slug, json.dumps(payload, default=str)))
    assert reply["ok"], reply
    said: dict[str, Any] = reply["answer"]
    return said


def errors(slug: str, payload: str) -> dict[str, str]:
    """What is said against a payload; an answer fails the test."""
    reply = json.loads(calculators.run(slug, payload))
    assert set(reply) == {"ok", "errors"}
    assert reply["ok"] is False
    wrong: dict[str, str] = reply["errors"]
    assert wrong
    assert all(wrong.values())
    return wrong


def ends(value: Any) -> tuple[Decimal, Decimal]:
    """The least and the most of an amount."""
    low, high = (value["low"], value["high"]) if isinstance(value, dict) else (value, value)
    return Decimal(low), Decimal(high)


def check_amounts(slug: str, inputs: dict[str, Any], figures: dict[str, Any]) -> None:
    """A year is twelve of the months shown, a total the sum of its parts, a whole so many of one."""
    amounts = {
        name: ends(figures[name])
        for name, figure in calculators.describe(slug).figures.items()
        if figure.kind == "money" and figures[name] is not None and "origin" not in figures[name]
    }
    for month, year in (("monthly_credit", "yearly_credit"), ("monthly", "yearly")):
        if month in amounts and year in amounts:
            (low, high), (least, most) = amounts[month], amounts[year]
            assert low * 12 <= least <= most <= high * 12
            assert low * 12 == least or high - low == Decimal("0.01")
    if "principal" in amounts:
        assert amounts["principal"][0] == amounts["monthly"][0] * number(inputs["months"])
    if "late_fee" in amounts:
        assert amounts["total"][0] == amounts["late_fee"][0] + to_fen(number(inputs["arrears"]))
    if "pooled_fund_pays" in amounts:
        (least, most), (low, high) = amounts["pooled_fund_pays"], amounts["you_pay"]
        assert least + high == most + low == to_fen(number(inputs["eligible_cost"]))


def number(typed: Any) -> Decimal:
    """An amount or a count as a reader may write it."""
    return questions.number(questions.narrowed(str(typed)).strip("¥元个月 "))
