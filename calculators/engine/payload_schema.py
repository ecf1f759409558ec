"""约定: what a calculator asks and reads as a JSON Schema, from its declaration."""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints

from calculators import calculator
from calculators.engine.doubts import Proof, Status
from calculators.engine.facts import LONGEST_TEXT, MOST_ROWS, Fact
from calculators.engine.months import Month
from calculators.engine.questions import TRUTH, Question, questions
from calculators.engine.workdays import MonthDay

DIALECT = "https://json-schema.org/draft/2020-12/schema"

SIMPLE: dict[Any, dict[str, Any]] = {
    int: {"type": "integer", "minimum": 0, "maximum": 9999},
    Decimal: {"type": ["string", "number"]},
    str: {"type": "string", "maxLength": LONGEST_TEXT},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    Month: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
    MonthDay: {"type": "string", "pattern": "^[0-9]{2}-[0-9]{2}$"},
}


def json_schema(slug: str) -> dict[str, Any]:
    """JSON Schema of a payload."""
    module = calculator(slug)
    return {
        "$schema": DIALECT,
        "title": module.TITLE,
        "type": "object",
        "additionalProperties": False,
        "required": ["inputs"],
        "properties": {
            "inputs": inputs_schema(questions(module.Inputs)),
            "facts": facts_schema(module.Facts),
            "on": {"type": ["string", "null"], "format": "date", "description": "读者的日期"},
        },
    }


def inputs_schema(asked: dict[str, Question]) -> dict[str, Any]:
    """The questions; what is asked only in some cases is required only in these."""
    required = {name: each for name, each in asked.items() if each.required}
    described = {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, each in required.items() if not each.shown_when],
        "properties": {name: question_schema(each) for name, each in asked.items()},
    }
    cases = [case_schema(name, each) for name, each in required.items() if each.shown_when]
    return described | {"allOf": cases} if cases else described


def case_schema(name: str, question: Question) -> dict[str, Any]:
    """In which case a question has to be answered."""
    wanted = {other: {"enum": list(values)} for other, values in question.shown_when.items()}
    return {"if": {"required": list(wanted), "properties": wanted}, "then": {"required": [name]}}


def question_schema(question: Question) -> dict[str, Any]:
    """The values one question accepts; text may be written as people type it."""
    words = {"title": question.label, "description": question.expected}
    match question.kind:
        case "choice":
            numbers = [int(value) for value in question.options if value.isdecimal()]
            return words | {"enum": [*question.options, *numbers]}
        case "boolean":
            return words | {"enum": [True, False, *TRUTH]}
        case "money" | "integer" | "share":
            limits = {"minimum": question.lowest, "maximum": question.highest}
            return words | {"type": ["string", "number"]} | limits
        case "date" | "month":
            return words | {"type": "string"}


def facts_schema(facts: type) -> dict[str, Any]:
    """The facts read; others may stand beside them."""
    properties: dict[str, Any] = {}
    for name, hint in get_type_hints(facts).items():
        if get_origin(hint) is Fact:
            properties[name] = fact_schema(get_args(hint)[0])
        elif is_dataclass(hint):
            properties[name] = facts_schema(cast("type", hint))
        else:
            properties[name] = value_schema(hint)
    return {"type": "object", "properties": properties}


def fact_schema(hint: Any) -> dict[str, Any]:
    """One fact as the API carries it."""
    source = {"type": ["object", "null"], "required": ["title"]}
    return {
        "type": ["object", "null"],
        "required": ["status"],
        "properties": {
            "value": {"anyOf": [value_schema(hint), {"type": "null"}]},
            "status": {"enum": list(get_args(Status))},
            "proof": {"enum": [*get_args(Proof), None]},
            "source": source,
        },
    }


def value_schema(hint: Any) -> dict[str, Any]:
    """The values of a type."""
    inner = get_args(hint)
    if NoneType in inner:
        return {"anyOf": [value_schema(inner[0]), {"type": "null"}]}
    if get_origin(hint) is tuple:
        return {"type": "array", "maxItems": MOST_ROWS, "items": value_schema(inner[0])}
    if get_origin(hint) is Literal:
        return {"enum": list(inner)}
    if hint in SIMPLE:
        return SIMPLE[hint]
    hints = get_type_hints(hint)
    named = {each.name.removesuffix("_"): each for each in fields(hint)}
    return {
        "type": "object",
        "required": [name for name, each in named.items() if each.default is MISSING],
        "properties": {name: value_schema(hints[each.name]) for name, each in named.items()},
    }
