"""The examples beside the calculators, and their facts, for the tests here and in the browser."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import calculators
from calculators.examples import Example, examples, full_facts

FOLDER = Path(calculators.__file__).parent


@cache
def document(slug: str) -> dict[str, Any]:
    """A calculator's examples file."""
    text = (FOLDER / f"{calculators.MODULES[slug]}.examples.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return read


@cache
def examples_of(slug: str) -> tuple[Example, ...]:
    """Its cases."""
    return tuple(examples(slug, document(slug)))


ALL = [(slug, example) for slug in calculators.SLUGS for example in examples_of(slug)]
NAMES = [f"{slug}：{example.name}" for slug, example in ALL]


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
