"""指纹: a page is pressed again for whatever it tells of a value, and for nothing else."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from calculators.engine.dates import PartialDate
from scripts.regions.fingerprint import fingerprint
from scripts.regions.model import Source, Value
from scripts.regions.problems import Place

if TYPE_CHECKING:
    from scripts.regions.model import Country

SOURCE = Source("另一份", "另一份", "云国政府", "original", url="https://www.example.org/")
TOLD = {
    "status": "conflicting",
    "looked": date(2026, 1, 2),
    "value": 4321,
    "since": PartialDate(2001),
    "until": PartialDate(2002, 3),
    "source": SOURCE,
    "also": (SOURCE,),
    "clause": "第九十九条",
    "quote": "原来的一句话",
    "confirmed": date(2026, 1, 1),
    "depends": True,
    "note": "另一句话",
}
UNTOLD = {"place": Place("nation.yaml", 9999), "uniform": True}


@pytest.fixture
def value(world: Country) -> Value:
    return next(value for value in world.values if value.key == "transfer_out_workdays")


@pytest.mark.parametrize("name", [*TOLD, *UNTOLD])
def test_what_is_told_counts(value: Value, name: str) -> None:
    changed = replace(value, **{name: {**TOLD, **UNTOLD}[name]})
    assert (fingerprint(changed) != fingerprint(value)) == (name in TOLD)


def test_so_do_its_fact_its_region_its_rivals_and_its_documents(value: Value, world: Country) -> None:
    """The last with more than a fact tells of them."""
    sources = [replace(SOURCE, locator=locator) for locator in ("柜子左边", "柜子右边")]
    changed = [
        value,
        replace(value, fact=replace(value.fact, meaning="另一个意思")),
        replace(value, region=world.by_slug["heling"]),
        replace(value, rivals=(value,)),
        *(replace(value, source=source) for source in sources),
        *(replace(value, also=(source,)) for source in sources),
        *(replace(value, value=source) for source in sources),
    ]
    assert len({fingerprint(each) for each in changed}) == len(changed)


def test_no_field_is_forgotten() -> None:
    elsewhere = {"fact", "region", "rivals", "places"}
    assert {field.name for field in fields(Value)} == TOLD.keys() | UNTOLD.keys() | elsewhere
