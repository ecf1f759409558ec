"""快到的日子 of the invented country, and their calendar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from scripts.api.calendar import calendar
from scripts.pages.coming import coming_dates
from scripts.regions.changes import Changelog, release, states
from scripts.regions.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.regions.model import Country, Region


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
    text = calendar(
        coming_dates(heling, heling.facts(early), early), Changelog(), "鹤岭市；" * 20, "example.org"
    )
    lines = text.split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert max(len(line.encode()) for line in lines) <= 75
    assert text.count("BEGIN:VEVENT") == text.count("DTSTART;VALUE=DATE:") == text.count("UID:") > 0
    assert "\n" not in text.replace("\r\n", "")


def events(region: Region, on: date, changelog: Changelog) -> dict[str, tuple[str, str, str]]:
    """By UID: SEQUENCE, stamp and day."""
    text = calendar(coming_dates(region, region.facts(on), on), changelog, "历", "example.org")
    names = ("SEQUENCE:", "DTSTAMP:", "DTSTART;VALUE=DATE:")
    whole = text.replace("\r\n ", "")
    return {
        re.findall("UID:(.*)\r", event)[0]: tuple(re.findall(f"{name}(.*)\r", event)[0] for name in names)
        for event in whole.split("BEGIN:VEVENT")[1:]
    }


def test_a_correction_moves_an_event_and_counts(world: Country, world_copy: Path, on: date) -> None:
    """The same event on another day, however the rule is dated; another look or a proof is no correction."""
    early = on.replace(year=2025, month=8, day=1)
    uid = "910100-contribution_base_min-2025-07-until@example.org"
    told = Changelog()
    assert events(world.by_slug["heling"], early, told)[uid] == ("0", "20260820T000000Z", "20260630")
    file = world_copy / "songshan/heling.yaml"
    days = [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
    edits = [
        ("since: 2025-07\n      until: 2026-06\n", "since: 2025-07\n      until: 2026-05\n"),
        ("since: 2025-07\n      until: 2026-05\n", "since: 2025-07-02\n      until: 2026-05\n"),
        ("source: 鹤岭转载页\n      looked: 2026-08-20", "source: 鹤岭转载页\n      looked: 2026-08-21"),
    ]
    expected = [
        ("1", "20261201T000000Z", "20260531"),
        ("2", "20270101T000000Z", "20260531"),
        ("2", "20270101T000000Z", "20260531"),
    ]
    before = world
    for day, (old, new), event in zip(days, edits, expected, strict=True):
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
        after = load(world_copy)
        changes = [*told.changes, *release(states(before), after, told, day)]
        told = Changelog(replace(each, region=after.by_slug[each.region.slug]) for each in changes)
        assert events(after.by_slug["heling"], early, told)[uid] == event
        before = after
