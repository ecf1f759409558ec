"""日期: a date as precise as a document gives it."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """精确到年、月或日的日期."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Its last day."""
        if self.day:
            return self.first
        months = self.year * 12 + (self.month or 12)
        return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)

    @property
    def words(self) -> str:
        """2026年, 2026年3月, 2026年3月5日."""
        parts = zip((self.year, self.month, self.day), "年月日", strict=True)
        return "".join(f"{part}{unit}" for part, unit in parts if part)

    def __str__(self) -> str:
        parts = (f"{self.year:04}", self.month and f"{self.month:02}", self.day and f"{self.day:02}")
        return "-".join(part for part in parts if part)


def months_after(day: date, months: int) -> date:
    """The same day some months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    target = PartialDate(year, month + 1)
    return min(target.last, target.first + timedelta(days=day.day - 1))
