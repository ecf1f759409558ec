"""全部规定的表：facts.csv, a row for each statement, also past and coming ones; written, and read back."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING, Any, cast

from calculators.engine.dates import PartialDate
from scripts.regions.changes import Stated, followed
from scripts.regions.facts_json import STATEMENT, encode, statement
from scripts.regions.problems import BadData, Place, Problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from calculators.engine.doubts import Status
    from scripts.regions.changes import States
    from scripts.regions.facts_json import Json
    from scripts.regions.model import Country, Datum, Shape, Value


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


def read_facts(table: Path, country: Country) -> States:
    """What the table of a site states of keys that the country knows; BadData names the row that is none."""
    slugs = {region.code: region.slug for region in country.regions}
    found: dict[tuple[str, str], list[Stated]] = {}
    with table.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        for row in rows:
            try:
                slug, fact = slugs.get(row["region_code"]), country.dictionary.get(row["key"])
                if slug and fact and row["value"]:
                    found.setdefault((slug, fact.key), []).append(_stated(row, fact.shape))
            except (ValueError, TypeError, KeyError, ArithmeticError):
                problems = Problems()
                place, mend = (
                    Place(table.as_posix(), rows.line_num),
                    "换成 make site 造的那个文件，或与提交比",
                )
                problems.add(place, read="读不懂的一行", expected="照 openapi.json 写的 facts.csv", mend=mend)
                raise BadData(problems.in_order()) from None
    return {about: followed(statements) for about, statements in found.items()}


def _stated(row: Mapping[str, str], shape: Shape) -> Stated:
    is_json = shape.kind in ("list", "record", "boolean")
    value = _datum(json.loads(row["value"]) if is_json else row["value"], shape)
    since, until = (_partial(row[name]) if row[name] else None for name in ("since", "until"))
    return Stated(cast("Status", row["status"]), value, since, until, row["source_id"] or None)


def _datum(told: Any, shape: Shape) -> Datum:
    """What `datum_json` told."""
    match shape.kind:
        case "list" if shape.of:
            return tuple(_datum(item, shape.of) for item in told)
        case "record":
            return {name: _datum(part, shape.fields[name].shape) for name, part in told.items()}
        case "boolean":
            return bool(told)
        case "integer":
            return int(told)
        case "decimal" | "money" | "share":
            return Decimal(told)
        case "date":
            return date.fromisoformat(told)
        case "month":
            return _partial(told)
        case _:
            return str(told)


def _partial(text: str) -> PartialDate:
    return PartialDate(*map(int, text.split("-")))
