"""医保计算器: pure functions from a reader's answers and the region's facts to an explained answer.

`run` is the only door; the page, the command line and the tests all use it.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import localcontext
from importlib import import_module
from typing import Any, Protocol, cast

from calculators.engine.answer import PRECISION, Answer, Line
from calculators.engine.facts import an_object, fact_types, place_facts, places, read_facts, typed
from calculators.engine.payload import LONGEST_NAME, Json, RefusedError, decode, printable, shown
from calculators.engine.questions import Question, Read, Result, applies, questions, read_answers
from calculators.engine.writing import CERTAINTY, figure_text, single

# Modules are loaded when first asked for: a reader's browser pays for one calculator, not for all.
MODULES: Mapping[str, str] = {
    "transfer-deadline": "transfer_deadline",
    "late-fee": "late_fee",
    "back-payment": "back_payment",
    "employee-lapse": "employee_lapse",
    "resident-waiting-period": "resident_waiting_period",
    "monthly-credit": "monthly_credit",
    "retirement-age": "retirement_age",
    "contribution-years": "contribution_years",
    "withdrawal": "withdrawal",
    "family-sharing": "family_sharing",
    "reimbursement": "reimbursement",
    "flexible-cost": "flexible_cost",
    "continuity-incentive": "continuity_incentive",
    "move-compare": "move_compare",
}
SLUGS: tuple[str, ...] = tuple(MODULES)
SITUATION = "situation"
"""Several calculators in one question; see the engine's module."""

MEMBERS = ("inputs", "facts", "on")


class Calculator(Protocol):
    """What each calculator module holds.

    One whose inputs must also agree with the facts has `contradictions`: what is wrong with the answers that
    could be read, given the facts (None when these are refused) and the names refused already. One with
    optional inputs that only some facts give a meaning has `needless`: the names not to be asked there. One
    with facts to be known before answering has `helps`: what is said by the name of a question.
    """

    TITLE: str
    SUMMARY: str
    RULE: tuple[str, ...]
    FIGURES: Mapping[str, Result]
    Inputs: type[Any]
    Facts: type[Any]

    def calculate(self, inputs: Any, facts: Any) -> Answer: ...

    def worked_inputs(self, on: date) -> dict[str, str]: ...


@dataclass(frozen=True)
class Declaration:
    """What a calculator asks, reads and gives, as it declares it."""

    slug: str
    title: str
    summary: str
    rule: tuple[str, ...]
    inputs: Mapping[str, Question]
    facts: tuple[str, ...]
    places: tuple[str, ...]
    figures: Mapping[str, Result]


def calculator(slug: str) -> Calculator:
    """The module behind a slug, or RefusedError."""
    if slug not in MODULES:
        raise RefusedError({"slug": f"没有这个计算器：读到{shown(slug)}，应为{'、'.join(SLUGS)}之一。"})
    return cast("Calculator", import_module(f"calculators.{MODULES[slug]}"))


def run(slug: str, payload_json: str) -> str:
    """The answer to a payload, or what is wrong with it, as JSON."""
    try:
        with localcontext(prec=PRECISION):
            answer = _reply(slug, decode(payload_json))
    except RefusedError as refused:
        errors = {printable(name, LONGEST_NAME): text for name, text in refused.errors.items()}
        return json.dumps({"ok": False, "errors": errors}, ensure_ascii=False)
    return json.dumps({"ok": True, "answer": asdict(answer)}, ensure_ascii=False)


def _reply(slug: str, payload: dict[str, Json]) -> Any:
    """The answer of one calculator, or of several to a whole situation."""
    if slug == SITUATION:
        return import_module("calculators.engine.situation").joined(payload)
    return answered(slug, payload)


def answered(slug: str, payload: dict[str, Json]) -> Answer:
    """Parse, then calculate; all that is wrong with the inputs and the facts is said at once."""
    module = calculator(slug)
    extra = [name for name in payload if name not in MEMBERS]
    errors = {name: f"多出来的一项：读到{shown(name)}，只应有{'、'.join(MEMBERS)}。" for name in extra}
    today = facts = None
    values: dict[str, Read] = {}
    with collecting(errors, "on"):
        today = typed(date | None, payload.get("on"), "on")
    with collecting(errors, "inputs"):
        raw = an_object(payload.get("inputs", {}), "inputs")
        values, wrong = read_answers(module.Inputs, raw, today)
        errors |= wrong
    with collecting(errors, "facts"):
        held = place_facts(an_object(payload.get("facts", {}), "facts"))
        facts = read_facts(module.Facts, held, today)
    contradictions = getattr(module, "contradictions", None)
    if contradictions is not None and "inputs" not in errors:
        errors = contradictions(values, facts, errors.keys()) | errors
    if errors:
        raise RefusedError(errors)
    return written(module.calculate(module.Inputs(**values), facts), module, values)


def written(answer: Answer, module: Calculator, values: Mapping[str, Read]) -> Answer:
    """The answer with all that is in it as people write it; what is nothing to this reader is left out."""
    figures = answer.figures
    given = (
        Line(name, question.label, single(values[name], question))
        for name, question in questions(module.Inputs).items()
        if name in values and applies(question.shown_when, values)
    )
    found = (
        Line(name, result.label, figure_text(figures[name], result, result.absent))
        for name, result in module.FIGURES.items()
        if name in figures and applies(result.applies_when, values)
    )
    said = CERTAINTY[answer.certainty]
    return replace(answer, certainty_text=said, given=tuple(given), written=tuple(found))


@contextmanager
def collecting(errors: dict[str, str], member: str) -> Iterator[None]:
    """Note what is refused and go on, so that the reader mends everything in one go."""
    try:
        yield
    except RefusedError as refused:
        errors |= refused.errors
    except ValueError as error:
        errors[member] = f"格式不对：{error}。"


def worked(slug: str, on: date) -> dict[str, str]:
    """Form values of a plain example on the given day."""
    return calculator(slug).worked_inputs(on)


def asked(slug: str, inputs: Mapping[str, str]) -> frozenset[str]:
    """The questions that apply by these answers."""
    kinds = calculator(slug).Inputs
    values, _ = read_answers(kinds, dict(inputs), None)
    return frozenset(name for name, each in questions(kinds).items() if applies(each.shown_when, values))


def questions_here(slug: str, facts_json: str) -> dict[str, Question]:
    """The questions that make a difference by these facts, their help with what the facts say."""
    module = calculator(slug)
    facts = read_facts(module.Facts, place_facts(decode(facts_json)), None)
    needless: Collection[str] = module.needless(facts) if hasattr(module, "needless") else ()
    helps: Mapping[str, str] = module.helps(facts) if hasattr(module, "helps") else {}
    return {
        name: replace(question, help=helps.get(name, "") + question.help)
        for name, question in questions(module.Inputs).items()
        if name not in needless
    }


def describe(slug: str) -> Declaration:
    """What a page needs to ask the questions and name the figures."""
    module = calculator(slug)
    return Declaration(
        slug=slug,
        title=module.TITLE,
        summary=module.SUMMARY,
        rule=module.RULE,
        inputs=questions(module.Inputs),
        facts=tuple(fact_types(module.Facts)),
        places=places(module.Facts),
        figures=module.FIGURES,
    )
