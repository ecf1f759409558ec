"""快到的日子 of the invented country, and their calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.api.calendar import calendar
from scripts.pages.coming import coming_dates

if TYPE_CHECKING:
    from datetime import date

    from scripts.regions.model import Country


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
