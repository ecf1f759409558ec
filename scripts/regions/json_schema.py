"""JSON Schema：the few forms of which the schemas of the API's files are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

type Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
TRUTH: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
PARTIAL_DATE: Schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}


def said(schema: Schema, words: str) -> Schema:
    """The same, described to people."""
    return {**schema, "description": words}


def or_null(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


def one_of(options: Iterable[str | None]) -> Schema:
    return {"enum": [*options]}


def named[Code: str](words: Mapping[Code, str]) -> str:
    """official 官方原文，quoted 转引: codes with what they mean."""
    return "，".join(f"{code} {label}" for code, label in words.items())


def many(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def by_name(values: Schema) -> Schema:
    """An object whose properties may have any name."""
    return {"type": "object", "additionalProperties": values}


def record(properties: Mapping[str, Schema], optional: Iterable[str] = ()) -> Schema:
    """An object with these properties, all of them but the `optional` always there."""
    left_out = {*optional}
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in left_out],
    }


def ref(name: str) -> Schema:
    """One of the schemas that the API's description names."""
    return {"$ref": f"#/components/schemas/{name}"}


DATA_DATE = said(DAY, "最近一次查看数据的日子")
