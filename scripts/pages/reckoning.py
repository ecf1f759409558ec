"""算例与表格：a calculator as a page shows it, with the page's facts; written once for each set of facts."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from calculators import SLUGS, asked, describe, questions_here, run, worked
from scripts.pages.wording import words
from scripts.regions.facts_json import facts_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from calculators import Declaration
    from calculators.engine.questions import Question
    from scripts.pages.templates import Templates
    from scripts.regions.facts_json import Json
    from scripts.regions.model import Region, Value


described = cache(describe)
COMPARING = tuple(slug for slug in SLUGS if described(slug).places)
"""Calculators of two places: they stand on the hubs too, where any two cities can be compared."""
PAGE_FACTS = {slug: () if slug in COMPARING else described(slug).facts for slug in SLUGS}
"""What a calculator asks of the page it stands on; one that compares fetches the facts of its places."""

FORM_SCRIPTS = ("calculator",)
"""What a page with a form needs in assets/."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """表格和算例, ready to stand on a page; what compares places has no example before these are chosen."""

    slug: str
    title: str
    summary: str
    form: Markup
    worked: Markup


class WorkedExample(NamedTuple):
    """算例: what is asked where these facts hold, what is filled in, and the answer."""

    questions: dict[str, Question]
    inputs: Mapping[str, str]
    answer: dict[str, Any]


def worked_example(slug: str, facts: Mapping[str, Json], on: date) -> WorkedExample:
    """What a page shows of a calculator before anybody types."""
    questions = questions_here(slug, json.dumps(facts))
    inputs = {name: value for name, value in worked(slug, on).items() if name in questions}
    reply = json.loads(run(slug, json.dumps({"inputs": inputs, "facts": facts, "on": on.isoformat()})))
    if not reply["ok"]:
        raise ValueError(f"计算器 {slug} 的算例被拒绝：{reply['errors']}")
    return WorkedExample(questions, inputs, reply["answer"])


class Reckonings:
    """全部计算器 of one build; `runtime` is the folder of the browser's Python within the site."""

    def __init__(self, templates: Templates, runtime: str) -> None:
        self._templates = templates
        self._runtime = runtime
        self._made: dict[tuple[object, ...], Reckoning] = {}
        self._fields: dict[tuple[str, tuple[tuple[str, str], ...]], Markup] = {}

    def on_page(self, slug: str, region: Region, held: Mapping[str, Value], root: str) -> Reckoning:
        """The calculator with those of the region's facts that it asks for."""
        calculator = described(slug)
        if calculator.places:
            return self._comparing(slug, region, hotline(held), root)
        above = region.references(self._templates.on)
        made_of = (slug, root, *((held.get(key), above.get(key)) for key in calculator.facts))
        if made_of not in self._made:
            self._made[made_of] = self._make(slug, region, hotline(held), root)
        return self._made[made_of]

    def _make(self, slug: str, region: Region, hotline: str, root: str) -> Reckoning:
        on = self._templates.on
        facts = facts_json(region, on, described(slug).facts)
        example = worked_example(slug, facts, on)
        calculator = replace(described(slug), inputs=example.questions)
        form = self._form(calculator, example.inputs, facts, hotline, root)
        shown = self._templates.macro("worked", "worked")(example.answer)
        return Reckoning(slug, calculator.title, calculator.summary, form, shown)

    def _comparing(self, slug: str, region: Region, hotline: str, root: str) -> Reckoning:
        """比较两个城市: from the page's own; the facts of both are fetched when the reader has chosen."""
        calculator = described(slug)
        inputs = worked(slug, self._templates.on)
        here = region if region.is_pooling_area else None
        form = self._form(calculator, inputs, {}, hotline, root, here)
        return Reckoning(slug, calculator.title, calculator.summary, form, worked=Markup())

    def _form(
        self,
        calculator: Declaration,
        inputs: Mapping[str, str],
        facts: Mapping[str, Json],
        hotline: str,
        root: str,
        here: Region | None = None,
    ) -> Markup:
        """The same questions are written once for all the pages that ask them."""
        helps = tuple((name, question.help) for name, question in calculator.inputs.items())
        made_of = calculator.slug, helps
        if made_of not in self._fields:
            applying = asked(calculator.slug, inputs)
            self._fields[made_of] = self._templates.macro("form", "fields")(calculator, inputs, applying)
        write = self._templates.macro("form", "form")
        return write(calculator, self._fields[made_of], facts, root + self._runtime, here, root, hotline)


def hotline(held: Mapping[str, Value]) -> str:
    """医保热线 as the page's region has it: whom to ask when even the calculator fails."""
    value = held.get("service_hotline")
    return words(value) if value and value.is_known else ""
