"""建议: real statements, proposed anew, touch no line but their own; each batch is accounted for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from scripts.regions.load import read_files
from scripts.regions.notation import row_lines, said
from scripts.regions.problems import Problems
from scripts.regions.proposals import read_proposals
from scripts.regions.strict_yaml import Entries, Items, Scalar, read
from scripts.tools.proposing import Desk

if TYPE_CHECKING:
    from scripts.regions.model import Country, Value
    from scripts.regions.strict_yaml import Node

ROOT = Path(__file__).parents[2]
REGIONS = ROOT / "regions"
NUMBER, CLAUSE = 50, "第九十九条"
PARTS = (
    "value",
    "since",
    "until",
    "source",
    "also",
    "clause",
    "quote",
    "status",
    "uniform",
    "depends",
    "note",
)


@pytest.mark.parametrize("kind", ["confirmed", "replaced"])
def test_looking_again_touches_its_own_lines(country: Country, kind: str) -> None:
    """Fifty statements looked up a day later: only their days change; with another clause, they do."""
    files = read_files(REGIONS)
    known = [value for value in country.values if value.is_known]
    chosen = Random(7).sample(known, NUMBER)  # noqa: S311 - no secret
    later = country.data_date + timedelta(1)
    batch = "\n".join(
        line for number, value in enumerate(chosen) for line in as_row(number, value, later, files, kind)
    )
    desk = Desk(country, files, REGIONS, later)
    rows = read_proposals("batch.yaml", batch.encode(), country)
    plan = desk.plan(rows)
    assert {outcome.kind for outcome in plan.outcomes.values()} == {kind}
    assert {*plan.changed} == {value.region.path for value in chosen}
    for path, data in plan.changed.items():
        here = [value for value in chosen if value.region.path == path]
        assert without(data, here, plan.country, kind) == without(files[path], here, country, kind)
    for value in chosen:
        again = same(value, plan.country)
        assert again.looked == later
        old = value if kind == "confirmed" else replace(value, clause=CLAUSE)
        assert [getattr(again, part) for part in PARTS] == [getattr(old, part) for part in PARTS]


def as_row(number: int, value: Value, looked: date, files: dict[str, bytes], kind: str) -> list[str]:
    """A statement as a proposal, as it is written."""
    node = inner(inner(read(value.place.path, files[value.place.path], Problems()), "facts"), value.key)
    assert isinstance(node, Items)
    stated = next(each for each in node.nodes if each.line == value.line)
    assert isinstance(stated, Entries)
    row = Entries("", 1, 1)
    row.nodes = {
        "id": said(f"A{number}"),
        "region": said(value.region.slug),
        "key": said(value.key),
        **stated.nodes,
    }
    row.nodes["looked"] = said(str(looked))
    if "confirmed" in row.nodes:
        row.nodes["confirmed"] = said(str(looked))
    if kind == "replaced":
        row.nodes["clause"] = said(CLAUSE)
    return row_lines(row)


def inner(node: Node | None, name: str) -> Node:
    assert isinstance(node, Entries)
    return node.nodes[name]


def same(value: Value, country: Country) -> Value:
    """The statement of the same day."""
    found = [
        each for each in country.by_slug[value.region.slug].stated[value.key] if each.since == value.since
    ]
    assert len(found) == 1
    return replace(found[0])


def without(data: bytes, values: list[Value], country: Country, kind: str) -> list[str]:
    """The lines of a file but for those of these statements, or only for those of their days."""
    lines = data.decode().split("\n")
    gone: set[int] = set()
    for value in values:
        first = same(value, country).line - 1
        last = first + 1
        while lines[last].startswith("      "):
            last += 1
        gone |= {
            number
            for number in range(first, last)
            if kind == "replaced" or re.match(r" {4}[- ] (looked|confirmed):", lines[number])
        }
    return [line for number, line in enumerate(lines) if number not in gone]


def test_every_row_of_a_batch_is_accounted_for(country: Country) -> None:
    """What the evidence says was taken stands in its region; what was refused says why."""
    batches = sorted((ROOT / "docs/evidence").glob("*.yaml"))
    assert batches
    for batch in batches:
        problems = Problems()
        rows = read(batch.name, batch.read_bytes(), problems)
        assert not problems
        assert isinstance(rows, Items)
        ids = [word(row, "id") for row in rows.nodes]
        assert len({*ids}) == len(ids)
        for row in rows.nodes:
            stated = country.by_slug[word(row, "region")].stated.get(word(row, "key"), ())
            if word(row, "outcome") == "refused":
                assert word(row, "reason")
            else:
                assert word(row, "outcome") in ("applied", "replaced", "confirmed", "already")
                assert stated, (batch.name, word(row, "id"))


def word(row: Node, name: str) -> str:
    found = inner(row, name)
    assert isinstance(found, Scalar)
    return found.text
