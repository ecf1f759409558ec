"""待遇表: deductibles, rates and ceilings of one kind of care, and which of their rows are a reader's own.

What a table does not list is not known, never zero; a row with a condition is shown, never calculated.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from calculators.answer import money_text, percent_text


@dataclass(frozen=True)
class Patient:
    """Whose rows are looked for: a status, and the tier of the hospital."""

    status: str
    tier: int


@dataclass(frozen=True)
class Row:
    """One row of a table: whom it is for; a condition makes it a special case."""

    status: Literal["employed", "retired", "resident"]
    tier: int | None = None
    condition: str | None = None

    def is_ordinary(self, patient: Patient) -> bool:
        """Whether it may be reckoned with, the tier apart."""
        return self.status == patient.status and self.condition is None


@dataclass(frozen=True, kw_only=True)
class Deductible(Row):
    """起付线; from the last occasion listed on, every later stay is like that one."""

    amount: Decimal
    per: Literal["year", "visit"]
    occasion: int | None = None

    def still_due(self, paid_before: Decimal) -> Decimal:
        """What of it falls on this bill."""
        return max(Decimal(0), self.amount - paid_before) if self.per == "year" else self.amount

    def words(self, paid_before: Decimal) -> str:
        """How it is counted."""
        if not self.amount:
            return "是0元"
        if self.per == "visit":
            return f"每次{money_text(self.amount)}"
        return f"一年{money_text(self.amount)}，今年已付{money_text(paid_before)}"

    @property
    def figure(self) -> str:
        """Its amount in words."""
        return (f"第{self.occasion}次" if self.occasion else "") + f"起付线{money_text(self.amount)}"


@dataclass(frozen=True, kw_only=True)
class Band(Row):
    """报销比例 of the cost from one amount up to another."""

    rate: Decimal
    from_: Decimal = Decimal(0)
    to: Decimal | None = None

    @property
    def figure(self) -> str:
        """Its rate in words, with the cost it is for."""
        low = f"{money_text(self.from_)}以上" if self.from_ else ""
        high = f"{money_text(self.to)}以内" if self.to is not None else ""
        return f"{low}{high}报销{percent_text(self.rate)}"

    @property
    def is_bounded(self) -> bool:
        """Whether it covers only some of the cost."""
        return bool(self.from_) or self.to is not None

    def part(self, low: Decimal, high: Decimal) -> Decimal:
        """How much of the cost between two amounts lies in this band."""
        return max(Decimal(0), min(high, high if self.to is None else self.to) - max(low, self.from_))

    def overlaps(self, other: "Band") -> bool:
        """Whether both claim some of the same cost."""
        low, high = sorted((self, other), key=lambda band: band.from_)
        return low.to is None or low.to > high.from_


@dataclass(frozen=True, kw_only=True)
class Ceiling(Row):
    """封顶线: of what is paid, or of the cost that counts; cost above it is not paid at all."""

    amount: Decimal
    counts: Literal["payment", "cost"] = "payment"

    @property
    def figure(self) -> str:
        """Its amount in words."""
        if self.counts == "cost":
            return f"一年的费用最多算到{money_text(self.amount)}"
        return f"一年最多报销{money_text(self.amount)}"


@dataclass(frozen=True)
class Benefit:
    """待遇: the three tables of one kind of care."""

    deductibles: tuple[Deductible, ...] = ()
    rates: tuple[Band, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()

    def deductible(self, patient: Patient) -> Deductible | None:
        """The one for the year's first visit, where it is known and only one."""
        found = [row for row in nearest(self.deductibles, patient) if row.occasion in (None, 1)]
        return found[0] if len(found) == 1 else None

    def bands(self, patient: Patient) -> list[Band]:
        """The rates from the lowest cost up; none where two claim the same cost, so that neither counts.

        A rate for all tiers holds for the cost that the tier's own rates leave open.
        """
        ordinary = [band for band in self.rates if band.is_ordinary(patient)]
        own = [band for band in ordinary if band.tier == patient.tier]
        general = [band for band in ordinary if band.tier is None]
        found = own + [band for band in general if not any(band.overlaps(each) for each in own)]
        found.sort(key=lambda band: band.from_)
        return [] if any(low.overlaps(high) for low, high in pairwise(found)) else found

    def ceiling(self, patient: Patient, counts: Literal["payment", "cost"]) -> Ceiling | None:
        """The year's, of what is paid or of the cost, where it is known and only one."""
        found = nearest([row for row in self.ceilings if row.counts == counts], patient)
        return found[0] if len(found) == 1 else None

    def special_cases(self, patient: Patient) -> Iterator[str]:
        """What is not reckoned with: rows under a condition we do not ask for, and later stays."""
        rows: tuple[Deductible | Band | Ceiling, ...] = (*self.deductibles, *self.rates, *self.ceilings)
        told: dict[str, list[str]] = {}
        for row in rows:
            if row.status == patient.status and row.tier in (None, patient.tier) and row.condition:
                told.setdefault(row.condition, []).append(row.figure)
        for condition, figures in told.items():
            yield f"“{condition}”另有规定，这里没有算：{'，'.join(figures)}。"
        later = sorted(
            (row.occasion, money_text(row.amount))
            for row in nearest(self.deductibles, patient)
            if row.occasion is not None and row.occasion > 1
        )
        if later:
            stays = [f"第{occasion}次{amount}" for occasion, amount in later[:-1]]
            stays.append(f"第{later[-1][0]}次起每次{later[-1][1]}")
            yield f"这里按今年第一次算；一年里再去，起付线是{'，'.join(stays)}。"


def nearest[R: Row](rows: Sequence[R], patient: Patient) -> list[R]:
    """The ordinary rows for the patient; those for the tier go before those for all tiers."""
    ordinary = [row for row in rows if row.is_ordinary(patient)]
    own = [row for row in ordinary if row.tier == patient.tier]
    return own or [row for row in ordinary if row.tier is None]
