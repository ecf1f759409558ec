"""算例: the compact cases beside each calculator, written out as payloads and expectations.

A file holds `facts` every case starts from, and `cases`, which may replace a fact or, by null, take it away.
A fact is written as its bare value, or with its status and whatever else it should carry.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from calculators import calculator
from calculators.engine.facts import places


@dataclass(frozen=True)
class Example:
    """算例: what is asked, and what the answer must hold."""

    name: str
    payload: str
    expect: Mapping[str, Any]


def examples(slug: str, document: Mapping[str, Any]) -> list[Example]:
    """The cases of a calculator's file, in its order."""
    return [example(slug, document["facts"], case) for case in document["cases"]]


def example(slug: str, defaults: Mapping[str, Any], case: Mapping[str, Any]) -> Example:
    """One case; a payload given as text is taken as it is, to show what is refused."""
    if "payload" in case:
        return Example(case["name"], case["payload"], case["expect"])
    own = case.get("facts", {})
    sides = places(calculator(slug).Facts)
    facts: Mapping[str, Any] = (
        {side: full_facts(defaults[side] | own.get(side, {})) for side in sides}
        if sides
        else full_facts(defaults | own)
    )
    payload = {"inputs": case["inputs"], "facts": facts}
    if "on" in case:
        payload["on"] = case["on"]
    return Example(case["name"], json.dumps(payload, ensure_ascii=False, default=str), case["expect"])


def full_facts(compact: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as the API carries them; the region of a place stands among them as it is."""
    return {
        key: value if key == "region" else full_fact(key, value)
        for key, value in compact.items()
        if value is not None
    }


def full_fact(key: str, compact: Any) -> dict[str, Any]:
    """An official fact around a bare value, or the fact as written; its source is named after its key."""
    source = {"title": f"算例 {key}"}
    if isinstance(compact, Mapping) and "status" in compact:
        return {"source": source} | cast("dict[str, Any]", compact)
    return {"value": compact, "status": "official", "proof": "official", "source": source}
