"""规则年数: how many years can have counted under a rule that began in a known year."""

from typing import Any

from calculators.engine.facts import Fact
from calculators.engine.questions import questions, wrong


def first_year(*facts: Fact[Any]) -> int | None:
    """The year in which the earliest of the rules began, if any says."""
    return min((fact.since.first.year for fact in facts if fact.since), default=None)


def this_year(*facts: Fact[Any]) -> int | None:
    """The reader's own year, where the payload says the day."""
    return next((fact.today.year for fact in facts if fact.today), None)


def too_many(inputs: type, name: str, given: int, possible: int, why: str) -> dict[str, str]:
    """What is wrong with more years than there have been; nothing when there is nothing."""
    question = questions(inputs)[name]
    if given <= possible:
        return {}
    return {name: wrong(question, f"{given}{question.unit}", f"不超过{possible}{question.unit}，{why}")}
