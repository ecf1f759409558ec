"""规定的写法: what a fact states, whatever its shape, as people write it on a sheet."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from calculators.engine.payload import Json, shown
from calculators.engine.plan import Shape
from calculators.engine.writing import read, single, span

LONGEST_TOLD = 240
"""Characters of a fact; all of it stands on the city's page."""


def span_of(value: Json, name: str, shape: Shape) -> str | None:
    """The least and the most of one field in a list of records."""
    field = next((each for each in shape.of.fields if each.name == name), None) if shape.of else None
    rows = value if isinstance(value, list) else []
    numbers = [_single(row[name], field) for row in rows if isinstance(row, dict) and field and row.get(name)]
    return span(min(numbers), max(numbers), _without_per(field)) if numbers and field else None


def shortened(words: str) -> str:
    """As much as fits on the sheet."""
    return words if len(words) <= LONGEST_TOLD else f"{words[:LONGEST_TOLD]}……（全文看城市页）"


def in_words(value: Json, shape: Shape) -> str:
    """A fact's value as people write it, whatever its shape."""
    match value:
        case list() if shape.of:
            of = shape.of
            return "；".join(in_words(each, of) for each in value)
        case {"low": str() as low, "high": str() as high, **rest} if not rest and shape.fields:
            inner = shape.fields[0]
            return span(_single(low, inner), _single(high, inner), inner)
        case dict():
            told = (each for each in shape.fields if value.get(each.name) is not None)
            return "，".join(_labelled(value[each.name], each) for each in told)
    return single(_single(value, shape), shape)


def _labelled(value: Json, field: Shape) -> str:
    """个人一年缴400元: words need no label."""
    return ("" if field.kind == "text" else field.label) + in_words(value, _without_per(field))


def _without_per(field: Shape) -> Shape:
    """元/年 is 元 beside a label that tells of the year."""
    return replace(field, unit=field.unit and field.unit.partition("/")[0])


def _single(value: Json, shape: Shape) -> Any:
    """A plain value of the API as its type."""
    match shape.kind, value:
        case "integer", str():
            return int(value)
        case "decimal", str():
            return Decimal(value)
        case _, bool() | str():
            return read(value, shape)
    raise ValueError(f"读到{shown(value)}，应为单个的值")
