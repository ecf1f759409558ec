"""Every hand-written case beside a calculator gets the answer it expects."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

import calculators
from calculators.examples import Example, examples

FOLDER = Path(calculators.__file__).parent


def examples_of(slug: str) -> list[Example]:
    path = FOLDER / f"{calculators.MODULES[slug]}.examples.yaml"
    return examples(slug, yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))  # noqa: S506 — a safe loader


ALL = [(slug, example) for slug in calculators.SLUGS for example in examples_of(slug)]


@pytest.mark.parametrize(("slug", "example"), ALL, ids=[f"{slug}：{example.name}" for slug, example in ALL])
def test_example(slug: str, example: Example) -> None:
    """The answer holds what the case expects."""
    answer = json.loads(calculators.run(slug, example.payload))
    expect = dict(example.expect)
    assert answer["ok"] is expect.pop("ok", True), answer
    if not answer["ok"]:
        assert sorted(answer["errors"]) == sorted(expect.pop("errors"))
        assert not expect
        return
    check_answer(answer["answer"], expect)


def check_answer(answer: dict[str, Any], expect: dict[str, Any]) -> None:
    figures = expect.pop("figures", {})
    assert {name: answer["figures"][name] for name in figures} == figures
    assert expect.pop("certainty", answer["certainty"]) == answer["certainty"]
    assert expect.pop("headline_contains", "") in answer["headline"]
    for words in expect.pop("steps_contain", []):
        assert any(words in step["text"] for step in answer["steps"]), answer["steps"]
    for words in expect.pop("cautions_contain", []):
        assert any(words in caution for caution in answer["cautions"]), answer["cautions"]
    assert not expect, "an expectation the test does not know"


@pytest.mark.parametrize("slug", calculators.SLUGS)
def test_there_are_enough_examples(slug: str) -> None:
    """A dozen cases each at least, refused inputs and missing facts among them."""
    found = examples_of(slug)
    assert len(found) >= 12
    assert len({example.name for example in found}) == len(found)
    assert any(example.expect.get("ok") is False for example in found)
    assert any(example.expect.get("certainty") == "unknown" for example in found)
