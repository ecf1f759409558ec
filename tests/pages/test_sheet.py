"""事实单: each proof and each long value once on a page, and what goes on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scripts.pages.facts import Sheet
from scripts.pages.templates import Templates
from scripts.pages.timeline import Timelines
from tests.real.prose import CONTENT

if TYPE_CHECKING:
    from datetime import date

    from scripts.regions.model import Country, Value

DAYS, DOCUMENTS = "transfer_out_workdays", "transfer_documents"


@pytest.fixture
def sheet(world: Country, on: date) -> Sheet:
    region = world.by_slug["heling"]
    return Sheet(region, region.facts(on), (DAYS, DOCUMENTS), Templates(CONTENT, on), Timelines().of(region))


def known(sheet: Sheet, key: str) -> Value:
    value = sheet.known(key)
    assert value
    return value


def test_a_proof_stands_once(sheet: Sheet) -> None:
    days = known(sheet, DAYS)
    assert sheet.show(days).count("<details") == 1
    again = sheet.show(days)
    assert "5个工作日" in again
    assert f'href="#proof-{DAYS}"' in again
    assert "<details" not in again


def test_a_long_value_stands_once(sheet: Sheet) -> None:
    documents = known(sheet, DOCUMENTS)
    assert "<ul" in sheet.show(documents)
    assert sheet.show(documents) == f'<a class="cite" href="#proof-{DOCUMENTS}">前面写了</a>'


def test_a_note_stands_once(world: Country, on: date) -> None:
    value = next(value for value in world.values if value.note)
    region = value.region
    sheet = Sheet(region, region.facts(on), (value.key,), Templates(CONTENT, on))
    assert sheet.note(value) == f'<p class="note">{value.note}</p>'
    assert sheet.note(value) == ""


def test_another_key_may_tell_what_a_reader_would_ask(world: Country, on: date) -> None:
    region = world.by_slug["heling"]
    keys, templates = ("unstated", DAYS, "nothing"), Templates(CONTENT, on)
    settled = {"unstated": ("nothing", DAYS)}
    for settled_by, is_open in ((settled, False), ({"unstated": ("nothing",)}, True), ({}, True)):
        made = Sheet(region, region.facts(on), keys, templates, settled_by=settled_by)
        assert ("unstated" in made.open_keys) is is_open


def test_a_proof_tells_what_was_before(sheet: Sheet) -> None:
    proof = sheet.show(known(sheet, DAYS)).partition("以前和以后")[2]
    told = [
        "<b>现在</b>，2024年1月1日起，本市规定",
        "2023年3月1日起，本省规定",
        "到2022年5月31日为止，全国规定",
    ]
    assert [proof.index(each) for each in told] == sorted(proof.index(each) for each in told)
    assert proof.count("is-now") == 1


def test_a_proof_without_history_has_no_timeline(sheet: Sheet) -> None:
    assert "以前和以后" not in sheet.show(known(sheet, DOCUMENTS))


def test_paper_has_whole_values_and_no_links(sheet: Sheet) -> None:
    documents = known(sheet, DOCUMENTS)
    screen = sheet.show(documents)
    sheet.go_to_paper()
    paper = sheet.show(documents)
    assert screen.startswith(paper.strip())
    assert "<a" not in paper
    assert sheet.cite(documents) == sheet.link(documents) == ""


def test_the_date_of_the_data_is_the_last_look_of_the_page(sheet: Sheet) -> None:
    assert sheet.looked == max(value.looked for value in sheet.all)
