"""全部规定的表 of the invented country."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING, Any

from scripts.api.facts_csv import facts_csv
from scripts.regions.facts_json import STATEMENT, statement

if TYPE_CHECKING:
    from datetime import date

    from scripts.regions.model import Country

COLUMNS = (
    "key,label,value,unit,since,until,status,proof,doubts,region_code,region_name,"
    "source_id,source_title,source_issuer,source_document_number,source_url,source_tier,"
    "also,clause,quote,looked,confirmed,review_by,note,seen_in,depends,principle,expired"
)
"""A promise to those who read the table: columns may be added, none goes or changes its meaning."""


def test_its_columns_stay(world: Country, on: date) -> None:
    header = facts_csv(world, on).partition("\n")[0].split(",")
    assert [column for column in header if column in COLUMNS.split(",")] == COLUMNS.split(",")


def test_every_statement_is_told_whole(world: Country, on: date) -> None:
    """Past and coming ones too; what the JSON tells can be read back from the cells."""
    rows = [*csv.DictReader(StringIO(facts_csv(world, on)))]
    for row, value in zip(rows, world.values, strict=True):
        assert row["key"] == value.key
        expected = statement(value, on)
        if type(expected["value"]) is int:  # a number, as exact as a decimal in its quotes
            expected["value"] = str(expected["value"])
        assert told(row) == expected
    assert any(row["until"] == "2022-05-31" for row in rows)


def told(row: dict[str, str]) -> dict[str, Any]:
    """A row as the API's JSON."""
    read: dict[str, Any] = {}
    for name, item in STATEMENT.items():
        parts = item.schema.get("properties")
        if parts:
            cells = {part: row[f"{name}_{part}"] or None for part in parts}
            read[name] = cells if any(cells.values()) else None
        elif row[name].startswith(("[", "{")) or row[name] in ("true", "false"):
            read[name] = json.loads(row[name])
        elif item.always or row[name]:
            read[name] = row[name] or ([] if item.schema.get("type") == "array" else None)
    return read
