"""成套的公开数据: tables, feed, calendars and coverage of the invented country, and their description."""

from __future__ import annotations

import csv
import json
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from lxml import html

from scripts.audit import read_page
from scripts.coming import calendar, coming_dates
from scripts.coverage import Count, Coverage
from scripts.publish import calendar_address, write_api
from scripts.tables import write_tables
from scripts.templates import Templates
from scripts.topics import Topic
from tests.data.prose import CONTENT

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from scripts.model import Country

SITE = "https://example.org/guide/"
ATOM = "{http://www.w3.org/2005/Atom}"
TOPICS = tuple(
    Topic(slug, title, title, title, "phone", order, keys, (), (), (), {})
    for order, (slug, title, keys) in enumerate(
        (
            ("transfer", "转移", ("transfer_out_workdays", "retiree_credit")),
            ("lapse", "断缴", ("lapse_waiting_months", "back_payment_limit_months")),
        )
    )
)


@pytest.fixture(scope="module")
def coverage(world: Country, on: date) -> Coverage:
    return Coverage(world, TOPICS, on)


@pytest.fixture(scope="module")
def api(world: Country, on: date, coverage: Coverage, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_api(world, TOPICS, on, folder)
    write_tables(world, coverage, CONTENT, on, SITE, folder)
    return folder / "api/v1"


def test_the_table_has_every_statement(api: Path, world: Country) -> None:
    rows = list(csv.DictReader((api / "facts.csv").read_text("utf-8").splitlines()))
    assert Counter(row["region"] for row in rows) == Counter(value.region.name for value in world.values)
    old = next(row for row in rows if row["until"] == "2022-05-31")
    assert (old["value"], old["since"], old["source"]) == ("12", "2018-07", "云医保〔2018〕3号")
    assert all(json.loads(row["value"]) for row in rows if row["key"] == "retiree_credit")


def test_sources_and_schema(api: Path, world: Country) -> None:
    sources = json.loads((api / "sources.json").read_text("utf-8"))
    assert sources.keys() == world.sources.keys()
    schema = json.loads((api / "schema.json").read_text("utf-8"))
    assert schema["properties"]["facts"]["properties"].keys() == world.dictionary.keys()


def test_the_feed_is_whole(api: Path, world: Country) -> None:
    feed = ElementTree.parse(api / "changes.atom").getroot()  # noqa: S314 - our own file
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids) == min(100, sum(1 for _ in world.values))
    updated = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert updated == sorted(updated, key=str, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == updated[0]


def test_coming_dates_of_a_city(world: Country, on: date) -> None:
    """What ends, and what begins, seen from an earlier day; a rule that has ended is none."""
    heling = world.by_slug["heling"]
    early = on.replace(year=2025, month=8, day=1)
    events = coming_dates(heling, heling.facts(early), early)
    told = [(str(each.day), each.value.key, each.what) for each in events]
    assert ("2026-06-30", "contribution_base_min", "现在的规定到这天为止") in told
    assert ("2026-07-01", "contribution_base_max", "新的规定起施行") in told
    assert [each.day for each in events] == sorted(each.day for each in events)
    assert "contribution_base_min" not in {
        each.value.key for each in coming_dates(heling, heling.facts(on), on)
    }


def test_a_calendar_keeps_to_its_form(world: Country, on: date) -> None:
    heling = world.by_slug["heling"]
    early = on.replace(year=2025, month=8, day=1)
    text = calendar(coming_dates(heling, heling.facts(early), early), "鹤岭市；" * 20, "example.org")
    lines = text.split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert max(len(line.encode()) for line in lines) <= 75
    assert text.count("BEGIN:VEVENT") == text.count("DTSTART;VALUE=DATE:") == text.count("UID:") > 0
    assert "\n" not in text.replace("\r\n", "")


def test_only_regions_with_dates_have_a_calendar(api: Path, world: Country, on: date) -> None:
    for region in world.regions:
        exists = (api.parent.parent / calendar_address(region)).is_file()
        assert exists == bool(coming_dates(region, region.facts(on), on))


def test_every_file_is_described(api: Path, world: Country) -> None:
    paths = json.loads((api / "openapi.json").read_text("utf-8"))["paths"]
    slugs = {region.slug for region in world.regions if region is not world.nation}
    files = {f"/{file.relative_to(api).as_posix()}" for file in api.rglob("*.*")}
    described = {
        "/".join(
            "{slug}" + each[each.rindex(".") :] if each.split(".")[0] in slugs else each for each in parts
        )
        for parts in (file.split("/") for file in files)
    }
    assert described <= paths.keys()
    assert paths.keys() - described <= {"/nation.ics", "/provinces/{slug}.ics", "/cities/{slug}.ics"}


# 数据覆盖


def test_what_is_known_is_counted(world: Country, coverage: Coverage) -> None:
    counts = coverage.counts[world.by_slug["heling"]]
    assert counts["transfer"] == Count(official=1, quoted=1, local=2)
    assert counts["lapse"] == Count(web=1, conflicting=1, local=2)
    assert coverage.counts[world.nation]["transfer"] == Count(official=1, none=1)
    assert coverage.counts[world.by_slug["zhuwan"]]["lapse"].unknown == 1


def test_stale_values_are_counted(world: Country, on: date) -> None:
    later = Coverage(world, TOPICS, on.replace(year=on.year + 9))
    assert later.counts[world.by_slug["heling"]]["transfer"].stale == 2


def test_the_twin_has_the_same_numbers(api: Path, world: Country, coverage: Coverage) -> None:
    twin = json.loads((api / "coverage.json").read_text("utf-8"))
    assert twin["topics"] == {"transfer": 2, "lapse": 2}
    for region in world.regions:
        for slug, numbers in twin["regions"][region.slug].items():
            assert dict(zip(twin["counts"], numbers, strict=True)) == coverage.counts[region][slug]._asdict()


def test_its_pages_are_whole(world: Country, coverage: Coverage, on: date) -> None:
    pages = {draft.url: draft.make() for draft in coverage.drafts(Templates(CONTENT, on))}
    assert [*pages] == ["coverage/", *(f"coverage/{province.slug}/" for province in world.provinces)]
    for page in pages.values():
        head = '<title>题</title><meta name="description" content="摘要">'
        assert read_page(page.url, head + page.body).problems == []
    rows = html.fromstring(pages["coverage/songshan/"].body).xpath(
        "//table[contains(@class,'matrix')]/tbody/tr"
    )
    cells = {row[0].text_content(): [cell.text_content() for cell in row[1:]] for row in rows}
    assert cells["鹤岭"] == ["2", "2，1 项说法不一"]
    assert [*cells] == ["松山", *(city.short for city in world.by_slug["songshan"].children)]
