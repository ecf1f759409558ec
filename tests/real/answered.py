"""有答案的问题: what people asked, an authority or a public page answered, and the city's real facts tell."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from calculators import describe
from scripts.regions.facts_json import facts_json

if TYPE_CHECKING:
    from scripts.regions.model import Country

FILE = Path(__file__).with_name("answered.yaml")
ON = date(2026, 11, 30)


@dataclass(frozen=True)
class Answered:
    """一行: what is asked where, what has to come out, and what the data lack for the full answer."""

    asked: str
    city: str
    calculator: str
    inputs: dict[str, Any]
    expect: dict[str, Any]
    certainty: list[str]
    on: date = ON
    cautions: list[str] = field(default_factory=list)
    missing: str = ""

    def payload(self, country: Country) -> str:
        """The question with the city's published facts."""
        keys = describe(self.calculator).facts
        facts = facts_json(country.by_slug[self.city], self.on, keys)
        return json.dumps({"inputs": self.inputs, "facts": facts, "on": self.on.isoformat()})


def answered() -> list[Answered]:
    """Every row of the table."""
    return [Answered(**row) for row in yaml.safe_load(FILE.read_text("utf-8"))]
