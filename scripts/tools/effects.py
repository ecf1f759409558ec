"""后果：which worked answers change in which cities when rows are taken."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from calculators import SLUGS
from scripts.pages.reckoning import COMPARING, described, worked_example
from scripts.regions.facts_json import facts_json
from scripts.regions.statements import of_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from calculators.engine.answer import Certainty
    from scripts.regions.facts_json import Json
    from scripts.regions.model import Country, Region, Value

WITH_EXAMPLE = tuple(slug for slug in SLUGS if slug not in COMPARING)
"""Calculators that show a worked answer on a city's page; those that compare places wait for a choice."""

_PAPERS = (*of_role("paper", "look"), "review_by")


class Answer(NamedTuple):
    """一个算例的答案."""

    headline: str
    certainty: Certainty


class Change(NamedTuple):
    """一种变化: a calculator's worked answer, before and after."""

    title: str
    before: Answer
    after: Answer


type Changes = Mapping[Change, tuple[Region, ...]]


def effects(before: Country, after: Country, values: Iterable[Value], on: date) -> Mapping[Value, Changes]:
    """Of each new value the worked answers that read it and change, with the cities where they do."""
    found: dict[Value, dict[Change, list[Region]]] = defaultdict(lambda: defaultdict(list))
    by_region: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        by_region[value.region.slug].append(value)
    for old in before.cities:
        new = after.by_slug[old.slug]
        read = [value for region in (old, *old.ancestors) for value in by_region[region.slug]]
        for slug in WITH_EXAMPLE:
            facts, title = described(slug).facts, described(slug).title
            here = [value for value in read if value.key in facts]
            was, told = (facts_json(region, on, facts) if here else {} for region in (old, new))
            if differing := [one for one in here if _counts(was.get(one.key)) != _counts(told.get(one.key))]:
                change = Change(title, _answer(slug, was, on), _answer(slug, told, on))
                for value in differing if change.before != change.after else ():
                    found[value][change].append(new)
    return {value: {change: (*cities,) for change, cities in told.items()} for value, told in found.items()}


def _counts(fact: Json) -> Json:
    """What of a fact an answer may rest on: not where it was read, nor when it was looked up."""
    if not isinstance(fact, dict):
        return fact
    return {name: _counts(part) for name, part in fact.items() if name not in _PAPERS}


def _answer(slug: str, facts: Mapping[str, Json], on: date) -> Answer:
    """What a city's page answers."""
    answer = worked_example(slug, facts, on).answer
    return Answer(answer["headline"], answer["certainty"])
