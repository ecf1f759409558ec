"""全部规定的表：facts.csv, a row for each statement, also past and coming ones."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from scripts.regions.facts_json import STATEMENT, encode, statement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from scripts.regions.facts_json import Json
    from scripts.regions.model import Country, Value


def _columns() -> Iterator[str]:
    """What is told of a value, in that order; region and source have a column for each of their parts."""
    yield "key"
    for name, item in STATEMENT.items():
        parts = item.schema.get("properties")
        yield from (f"{name}_{part}" for part in parts) if parts else [name]


COLUMNS = tuple(_columns())


def facts_csv(country: Country, on: date) -> str:
    """The table; nothing to tell is an empty cell, lists, records, true and false are JSON."""
    out = StringIO()
    table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(dict(_row(value, on)) for value in country.values)
    return out.getvalue()


def _row(value: Value, on: date) -> Iterator[tuple[str, Json]]:
    yield "key", value.key
    for name, told in statement(value, on).items():
        if name in COLUMNS:
            yield name, _cell(told)
        elif isinstance(told, dict):
            yield from ((f"{name}_{part}", each) for part, each in told.items())


def _cell(told: Json) -> Json:
    if told == []:
        return None
    return encode(told) if isinstance(told, list | dict | bool) else told
