"""工作日: the days worked by the State Council's yearly notices, else by weekday and fixed holidays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

SATURDAY = 5
LONGEST_BREAK = 60  # the longest holiday has some ten days; a calendar with more is no calendar


class NoWorkError(ValueError):
    """A calendar by which nobody works for weeks on end."""


class MonthDay(NamedTuple):
    """A day that comes every year."""

    month: int
    day: int


@dataclass(frozen=True)
class CalendarYear:
    """放假安排: the weekdays off and the weekend days worked that one year's notice announces."""

    year: int
    notice: str | None = None
    days_off: tuple[date, ...] = ()
    days_worked: tuple[date, ...] = ()


class WorkingDays:
    """The announced years, and the fixed holidays that stand in for a year not yet announced."""

    def __init__(self, announced: Iterable[CalendarYear], fixed_holidays: Iterable[MonthDay]) -> None:
        years = tuple(announced)
        self.announced = frozenset(each.year for each in years)
        self.notices = {each.year: each.notice for each in years if each.notice}
        self.days_off = frozenset(day for each in years for day in each.days_off)
        self.days_worked = frozenset(day for each in years for day in each.days_worked)
        self.fixed_holidays = frozenset(fixed_holidays)

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        if day in self.days_off:
            return False
        if day in self.days_worked:
            return True
        if day.year not in self.announced and (day.month, day.day) in self.fixed_holidays:
            return False
        return day.weekday() < SATURDAY

    def after(self, start: date, number: int) -> date:
        """The so-many-th working day after a day, which itself does not count (民法典 第二百零一条)."""
        day = worked = start
        while number > 0:
            day += timedelta(days=1)
            if self.is_working(day):
                number -= 1
                worked = day
            elif (day - worked).days > LONGEST_BREAK:
                raise NoWorkError
        return day

    def count(self, start: date, end: date) -> int:
        """Working days after the start, up to and including the end."""
        return sum(self.is_working(day) for day in days_after(start, end))

    def unannounced(self, start: date, end: date) -> tuple[int, ...]:
        """Years between two days for which no notice is known."""
        return tuple(year for year in range(start.year, end.year + 1) if year not in self.announced)


def days_after(start: date, end: date) -> Iterator[date]:
    """Every day after the start, up to and including the end."""
    return (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
