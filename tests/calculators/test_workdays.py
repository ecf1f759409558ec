"""工作日: our calendar against an independent package, and counting against its own inverse."""

import json
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.engine.facts import fact_types, read_facts
from calculators.engine.payload import decode
from calculators.engine.workdays import CalendarYear, MonthDay, WorkingDays
from calculators.transfer_deadline import Facts
from scripts.regions.facts_json import facts_json
from scripts.regions.load import load

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 22)
DAYS = st.dates(date(2023, 6, 1), date(2028, 6, 1))
MADE_UP = WorkingDays(
    [CalendarYear(2025, days_off=(date(2025, 3, 3),), days_worked=(date(2025, 3, 8),))],
    [MonthDay(1, 1), MonthDay(10, 1)],
)


@pytest.fixture(scope="module")
def real() -> WorkingDays:
    """The calendar the site publishes, through the same JSON a reader's browser gets."""
    published = decode(json.dumps(facts_json(load(ROOT / "regions").nation, ON, fact_types(Facts))))
    facts = read_facts(Facts, published, ON)
    return WorkingDays(facts.working_day_calendar.value or (), facts.fixed_holidays.value or ())


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_agrees_with_chinesecalendar(real: WorkingDays, year: int) -> None:
    """Worked or not, day by day."""
    assert year in real.announced
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    ours = {day: real.is_working(day) for day in days if day.year == year}
    assert ours == {day: chinese_calendar.is_workday(day) for day in ours}


def test_limits_agree_with_chinesecalendar(real: WorkingDays) -> None:
    """The tenth and the fifteenth working day after every day of 2026 up to November."""
    for number in range(310):
        start = date(2026, 1, 1) + timedelta(days=number)
        days = (start + timedelta(days=later) for later in range(1, 40))
        worked = [day for day in days if day.year == 2026 and chinese_calendar.is_workday(day)]
        assert (real.after(start, 10), real.after(start, 15)) == (worked[9], worked[14])


def test_the_fixed_holidays_are_those_of_the_rule(real: WorkingDays) -> None:
    """In a year not yet announced: 1 January, 1–2 May, 1–3 October, and weekends."""
    off = {
        day for number in range(366) if not real.is_working(day := date(2040, 1, 1) + timedelta(days=number))
    }
    assert {(day.month, day.day) for day in off if day.weekday() < 5} == {
        (day.month, day.day)
        for day in (
            *(date(2040, 5, day) for day in (1, 2)),
            *(date(2040, 10, day) for day in (1, 2, 3)),
            date(2040, 1, 1),
        )
        if day.weekday() < 5
    }


def test_a_notice_rules_over_weekday_and_fixed_holiday() -> None:
    """A Monday off, a Saturday worked; in an announced year a fixed holiday counts only if announced."""
    assert not MADE_UP.is_working(date(2025, 3, 3))
    assert MADE_UP.is_working(date(2025, 3, 8))
    assert MADE_UP.is_working(date(2025, 10, 1))
    assert not MADE_UP.is_working(date(2026, 10, 1))
    assert MADE_UP.unannounced(date(2024, 12, 31), date(2026, 1, 1)) == (2024, 2026)


@given(DAYS, st.integers(1, 60))
def test_counting_undoes_going_ahead(start: date, number: int) -> None:
    """The n-th working day is worked, later, and n working days away."""
    end = MADE_UP.after(start, number)
    assert end > start
    assert MADE_UP.is_working(end)
    assert MADE_UP.count(start, end) == number
    assert MADE_UP.count(start, end - timedelta(days=1)) == number - 1


@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_limits_add_up(start: date, first: int, second: int) -> None:
    """So many days and then so many more are the sum."""
    assert MADE_UP.after(MADE_UP.after(start, first), second) == MADE_UP.after(start, first + second)
