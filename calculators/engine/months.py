"""月份: whole calendar months, the unit in which ages, gaps and waiting periods are counted."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from calculators.engine.ranges import between

MONTHS_A_YEAR = 12


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month; 2026-03 as text."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The month in which a day lies."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """Its first day: a rule of a later day may not have held for it."""
        return date(self.year, self.month, 1)

    def plus(self, months: int) -> "Month":
        """The month so many months later, or earlier when negative."""
        year, month = divmod(self.year * MONTHS_A_YEAR + self.month - 1 + months, MONTHS_A_YEAR)
        return Month(year, month + 1)

    def months_until(self, later: "Month") -> int:
        """How many months later the other month is; negative when it is earlier."""
        return (later.year - self.year) * MONTHS_A_YEAR + later.month - self.month

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True)
class MonthRange:
    """From so many to so many months; both the same where a rule is exact."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"low 读到“{self.low}”，应不大于 high（{self.high}）")

    @property
    def is_exact(self) -> bool:
        """Whether the rule leaves no room."""
        return self.low == self.high

    @property
    def figure(self) -> int | dict[str, int]:
        """A number where the rule is exact, else low and high."""
        return self.low if self.is_exact else {"low": self.low, "high": self.high}

    @property
    def words(self) -> str:
        """3个月, 3至6个月, or 最多6个月."""
        return f"{between(self.low, self.high, str)}个月"
