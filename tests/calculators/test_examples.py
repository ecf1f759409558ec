"""Every hand-written case beside a calculator gets the answer it expects."""

import json
import re
from dataclasses import fields
from typing import Any

import pytest

import calculators
from calculators.engine.answer import Answer
from calculators.engine.examples import Example
from scripts.words.examples import examples_of
from tests.calculators.worked import ALL, NAMES, check_amounts, disputed, relied_on

CHINESE_SENTENCE = re.compile(r"[^A-Za-z_{}]*[。？]", re.DOTALL)


@pytest.mark.parametrize(("slug", "example"), ALL, ids=NAMES)
def test_example(slug: str, example: Example) -> None:
    """The answer holds what the case expects."""
    reply = json.loads(calculators.run(slug, example.payload))
    expect = dict(example.expect)
    assert reply["ok"] is expect.pop("ok", True), reply
    if reply["ok"]:
        if "relies_on" in expect:
            assert relied_on(slug, example.payload) == expect.pop("relies_on")
        check_answer(reply["answer"], expect)
    else:
        assert sorted(reply["errors"]) == sorted(expect.pop("errors"))
    assert not expect, "an expectation the test does not know"


def check_answer(answer: dict[str, Any], expect: dict[str, Any]) -> None:
    """Take off each expectation that is met."""
    figures = expect.pop("figures", {})
    assert {name: answer["figures"][name] for name in figures} == figures
    assert expect.pop("certainty", answer["certainty"]) == answer["certainty"]
    assert expect.pop("headline_contains", "") in answer["headline"]
    for words in expect.pop("steps_contain", []):
        assert any(words in step["text"] for step in answer["steps"]), answer["steps"]
    for words in expect.pop("steps_lack", []):
        assert not any(words in step["text"] for step in answer["steps"]), answer["steps"]
    for words in expect.pop("cautions_contain", []):
        assert any(words in caution for caution in answer["cautions"]), answer["cautions"]
    for words in expect.pop("cautions_lack", []):
        assert not any(words in caution for caution in answer["cautions"]), answer["cautions"]
    rules = expect.pop("step_rules", [step["rule"] and step["rule"]["document"] for step in answer["steps"]])
    for step, rule in zip(answer["steps"], rules, strict=True):
        assert rule in step["rule"]["document"] if rule else step["rule"] is None, step
    values = expect.pop("step_values", [])
    assert [step["value"] for step in answer["steps"]][: len(values)] == values


@pytest.mark.parametrize(("slug", "example"), ALL, ids=NAMES)
def test_every_answer_keeps_the_contract(slug: str, example: Example) -> None:
    """All figures named, plain Chinese sentences, rules with their document, one of three certainties."""
    reply = json.loads(calculators.run(slug, example.payload))
    if not reply["ok"]:
        return
    answer = reply["answer"]
    assert list(answer) == [each.name for each in fields(Answer)]
    assert list(answer["figures"]) == list(calculators.describe(slug).figures)
    assert answer["certainty"] in ("exact", "estimate", "unknown")
    assert answer["steps"]
    for text in (answer["headline"], *(step["text"] for step in answer["steps"]), *answer["cautions"]):
        assert CHINESE_SENTENCE.fullmatch(text.replace("”", "")), text
    for step in answer["steps"]:
        assert set(step) == {"text", "value", "rule"}
        assert step["rule"] is None or set(step["rule"]) == {"document", "article", "url", "standing"}
    check_lines(answer, calculators.describe(slug))
    assert len(set(answer["cautions"])) == len(answer["cautions"])


def check_lines(answer: dict[str, Any], described: calculators.Declaration) -> None:
    """What was given and what came out is told in order, by its label, in plain words."""
    for told, declared in (("given", described.inputs), ("written", described.figures)):
        labels = {name: each.label for name, each in declared.items()}
        names = [line["name"] for line in answer[told]]
        assert names == [name for name in labels if name in names]
        for line in answer[told]:
            assert line["label"] == labels[line["name"]]
            text = line["text"]
            for words in text.values() if isinstance(text, dict) else [text]:
                assert words
                assert not re.search(r"[A-Za-z_{}]|\s", words), words
    assert CHINESE_SENTENCE.fullmatch(answer["certainty_text"])


@pytest.mark.parametrize("slug", calculators.SLUGS)
def test_there_are_enough_examples(slug: str) -> None:
    """A dozen cases each at least, refused inputs and missing facts among them."""
    found = examples_of(slug)
    assert len(found) >= 12
    assert len({example.name for example in found}) == len(found)
    assert any(example.expect.get("ok") is False for example in found)
    assert any(example.expect.get("certainty") == "unknown" for example in found)


@pytest.mark.parametrize("slug", calculators.SLUGS)
def test_every_figure_is_expected_somewhere(slug: str) -> None:
    """No figure goes without a hand-made expectation that is not null."""
    expected = {
        name
        for example in examples_of(slug)
        for name, value in example.expect.get("figures", {}).items()
        if value is not None
    }
    assert expected == set(calculators.describe(slug).figures)


DISPUTED = [(slug, name, payload) for slug in calculators.SLUGS for name, payload in disputed(slug)]


@pytest.mark.parametrize(
    ("slug", "name", "payload"), DISPUTED, ids=[f"{each[0]}：{each[1]}" for each in DISPUTED]
)
def test_what_is_disputed_is_said_where_it_is_missed(slug: str, name: str, payload: str) -> None:
    """A disputed fact is as good as none, and the reader is told that it is disputed."""
    answer = json.loads(calculators.run(slug, payload))["answer"]
    assert answer["certainty"] == "unknown", name
    assert any("有争议的规定" in caution for caution in answer["cautions"])


@pytest.mark.parametrize(("slug", "example"), ALL, ids=NAMES)
def test_what_is_unknown_names_the_question_to_ask(slug: str, example: Example) -> None:
    """In quotation marks, to be read out on the telephone."""
    reply = json.loads(calculators.run(slug, example.payload))
    if reply["ok"] and reply["answer"]["certainty"] == "unknown":
        headline = reply["answer"]["headline"]
        assert re.search("问：“[^“”]+？”", headline) or "请填上" in headline, headline


@pytest.mark.parametrize(("slug", "example"), ALL, ids=NAMES)
def test_without_a_single_fact_nothing_is_exact(slug: str, example: Example) -> None:
    """What no rule says is at most an estimate."""
    if example.expect.get("ok", True):
        bare = json.dumps({"inputs": json.loads(example.payload)["inputs"], "facts": {}})
        reply = json.loads(calculators.run(slug, bare))
        assert not reply["ok"] or reply["answer"]["certainty"] != "exact"


TRIED: dict[str, list[str]] = {
    "boolean": ["true", "false"],
    "money": ["0", "123.45", "1000000"],
    "integer": ["0", "1", "40"],
    "share": ["0", "8%"],
    "date": ["2026-03-05"],
    "month": ["2026-03"],
}
TAKEN_FROM_THE_RULES = {
    ("transfer-deadline", "within_province"): "across provinces is assumed, and said",
    ("back-payment", "rate"): "left out, the area's own rate is used",
    ("continuity-incentive", "ceiling"): "left out, the area's own ceiling is used",
}
"""Optional inputs that may change an exact answer, and why."""


@pytest.mark.parametrize(("slug", "example"), ALL, ids=NAMES)
def test_what_was_not_given_is_not_taken_for_something(slug: str, example: Example) -> None:
    """An exact answer stays the same whatever is said to a question that was left open."""
    payload = json.loads(example.payload) if example.expect.get("certainty") == "exact" else None
    for name, question in calculators.describe(slug).inputs.items() if payload else ():
        is_open = not question.required and payload["inputs"].get(name) in (None, "")
        if not is_open or (slug, name) in TAKEN_FROM_THE_RULES:
            continue
        known = {figure: value for figure, value in figures_of(slug, payload).items() if value is not None}
        for given in [*question.options] or TRIED[question.kind]:
            told = payload | {"inputs": payload["inputs"] | {name: given}}
            reply = json.loads(calculators.run(slug, json.dumps(told)))
            if reply["ok"]:
                assert reply["answer"]["figures"].items() >= known.items(), (name, given)


def figures_of(slug: str, payload: dict[str, Any]) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(calculators.run(slug, json.dumps(payload)))["answer"]["figures"]
    return figures


@pytest.mark.parametrize(("slug", "example"), ALL, ids=NAMES)
def test_amounts_shown_add_and_multiply(slug: str, example: Example) -> None:
    """In every answer of every calculator."""
    reply = json.loads(calculators.run(slug, example.payload))
    if reply["ok"]:
        check_amounts(slug, json.loads(example.payload)["inputs"], reply["answer"]["figures"])
