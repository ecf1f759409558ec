"""居民参保: one payment of the residents' premium, and from which day a wait after it runs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from calculators.engine.answer import Figure, date_text
from calculators.engine.dates import months_after
from calculators.engine.months import MonthRange


@dataclass(frozen=True)
class LateRule:
    """错过集中期再缴费的一条: in words, for payments between two days, and the months where stated."""

    rule: str
    waiting_months: int | None = None
    paid_from: date | None = None
    paid_to: date | None = None
    personal: Decimal | None = None

    def applies(self, paid_on: date | None) -> bool:
        """Whether it may be about a payment on that day; of an unknown day every rule may."""
        return paid_on is None or (self.paid_from or paid_on) <= paid_on <= (self.paid_to or paid_on)


@dataclass(frozen=True)
class Window:
    """集中参保期: from which day to which day the premium of a year is paid."""

    premium_year: int
    opens: date | None = None
    closes: date | None = None
    remark: str | None = None

    def holds(self, paid_on: date) -> bool:
        """Whether a payment on that day is in time, as far as its ends are known."""
        return (self.opens or paid_on) <= paid_on <= (self.closes or paid_on)

    @property
    def words(self) -> str:
        """2025年9月1日起，到2025年12月31日为止."""
        first = f"{date_text(self.opens)}起" if self.opens else ""
        last = f"到{date_text(self.closes)}为止" if self.closes else ""
        return "，".join(filter(None, (first, last)))


@dataclass(frozen=True)
class Enrolment:
    """参保缴费: in the window or not, after what, on which day and for which year."""

    in_window: bool
    was_late_before: bool
    paid_on: date | None
    premium_year: int | None
    window: Window | None = None

    @property
    def new_year(self) -> date | None:
        """The first day of the year paid for."""
        return date(self.premium_year, 1, 1) if self.premium_year else None

    @property
    def is_past_window(self) -> bool:
        """Whether it is said to be in the window, yet paid in the year itself, beyond any window known."""
        paid_on, new_year, window = self.paid_on, self.new_year, self.window
        if not self.in_window or paid_on is None or new_year is None or paid_on < new_year:
            return False
        closes = window.closes if window and window.premium_year == self.premium_year else None
        return closes is None or paid_on > closes

    @property
    def runs_from_payment(self) -> bool:
        """Whether a wait begins with the payment; after a lapse paid for in the window, with the new year."""
        return not self.in_window or self.was_late_before or self.is_past_window

    @property
    def start(self) -> date | None:
        """The day from which a wait is counted."""
        return self.paid_on if self.runs_from_payment else self.new_year

    @property
    def start_words(self) -> str:
        """从缴费那天数起, with the day where it is known."""
        start = f"（{date_text(self.start)}）" if self.start else ""
        return f"从{'缴费那天' if self.runs_from_payment else '缴费那一年度的1月1日'}{start}数起"

    def covered_from(self, months: int) -> date | None:
        """从哪天起能报销: so many months on; paid in the window not before the year, nor the payment."""
        if self.start is None:
            return None
        days = [months_after(self.start, months)]
        if self.in_window:
            days += [day for day in (self.new_year, self.paid_on) if day]
        return max(days)

    def figure(self, waiting: MonthRange) -> Figure:
        """The day as a figure, or the first and the last one."""
        low, high = self.covered_from(waiting.low), self.covered_from(waiting.high)
        if low is None or high is None:
            return None
        return low.isoformat() if low == high else {"low": low.isoformat(), "high": high.isoformat()}
