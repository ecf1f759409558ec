"""全部规定的表 of the invented country."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest

from scripts.api.facts_csv import facts_csv, read_facts
from scripts.regions.changes import Changelog, release, states
from scripts.regions.facts_json import STATEMENT, statement
from scripts.regions.problems import BadData

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

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


@pytest.mark.parametrize("place", ["world", "country"])
def test_what_is_stated_can_be_read_back(
    place: str, on: date, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Between a site and what it was made of there is no change, in the invented country and in ours."""
    country: Country = request.getfixturevalue(place)
    (tmp_path / "facts.csv").write_text(facts_csv(country, on), "utf-8", newline="")
    read, stated = read_facts(tmp_path / "facts.csv", country), states(country)
    assert read == {about: statements for about, statements in stated.items() if statements}
    assert sum(map(len, read.values())) == sum(value.value is not None for value in country.values)
    assert [*release(read, country, Changelog(), on)] == []


@pytest.mark.parametrize(
    ("old", "new"), [("2022-05-31", "2022年"), (",10,", ",十,"), ("region_code", "code"), ('"[{', '"{{')]
)
def test_a_table_that_is_none_is_told(old: str, new: str, world: Country, on: date, tmp_path: Path) -> None:
    text = facts_csv(world, on)
    assert old in text
    (tmp_path / "facts.csv").write_text(text.replace(old, new), "utf-8", newline="")
    with pytest.raises(BadData, match=r"facts\.csv:\d+:1: 读到读不懂的一行"):
        read_facts(tmp_path / "facts.csv", world)


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
