"""待遇表: deductibles, rates and ceilings of one kind of care, and which of their rows are a reader's own.

What a table does not list is not known, never zero; a row with a condition is shown, never calculated.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from calculators.engine.answer import money_text, percent_text


@dataclass(frozen=True)
class Patient:
    """Whose rows are looked for: a status, the tier of the hospital, and whether it is a community clinic."""

    status: str
    tier: int
    is_in_community: bool = False


@dataclass(frozen=True)
class Row:
    """One row of a table: for whom, and where; a condition makes it a special case."""

    status: Literal["employed", "retired", "resident"]
    tier: int | None = None
    setting: Literal["community", "primary_care"] | None = None
    condition: str | None = None

    def is_ordinary(self, patient: Patient) -> bool:
        """Whether it may be reckoned with, the tier apart."""
        is_place = self.setting is None or patient.is_in_community
        return self.status == patient.status and is_place and self.condition is None

    def nearness(self, patient: Patient) -> tuple[bool, bool]:
        """How near it comes to the patient: a rule for the setting goes before one for the tier."""
        return self.setting is not None, self.tier == patient.tier


@dataclass(frozen=True, kw_only=True)
class Deductible(Row):
    """起付线; from the last occasion listed on, every later stay is like that one."""

    amount: Decimal
    per: Literal["year", "visit"]
    occasion: int | None = None

    def still_due(self, paid_before: Decimal | None) -> tuple[Decimal, Decimal]:
        """What of it falls on this bill: none or all of it where nobody says what was paid."""
        if self.per == "visit":
            return self.amount, self.amount
        if paid_before is None:
            return Decimal(0), self.amount
        due = max(Decimal(0), self.amount - paid_before)
        return due, due

    def words(self, paid_before: Decimal | None) -> str:
        """How it is counted."""
        if not self.amount:
            return "是0元"
        if self.per == "visit":
            return f"每次{money_text(self.amount)}"
        paid = "多少没有填" if paid_before is None else money_text(paid_before)
        return f"一年{money_text(self.amount)}，今年已付{paid}"

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
    """封顶线: of what is paid, of the cost that counts, or of the cost beyond the deductible."""

    amount: Decimal
    counts: Literal["payment", "cost", "excess"] = "payment"

    @property
    def figure(self) -> str:
        """Its amount in words."""
        match self.counts:
            case "payment":
                return f"一年最多报销{money_text(self.amount)}"
            case "cost":
                return f"一年的费用最多算到{money_text(self.amount)}"
            case "excess":
                return f"一年里超过起付线的费用最多算{money_text(self.amount)}"

    def counted(self, cost: Decimal, due: Decimal) -> Decimal:
        """How much of a year's cost counts, the deductible still due included."""
        return min(cost, self.amount + due if self.counts == "excess" else self.amount)


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
        found: list[Band] = []
        for equals in by_nearness(self.rates, patient):
            found += [band for band in equals if not any(band.overlaps(nearer) for nearer in found)]
        found.sort(key=lambda band: band.from_)
        return [] if any(low.overlaps(high) for low, high in pairwise(found)) else found

    def ceiling(self, patient: Patient, *counts: Literal["payment", "cost", "excess"]) -> Ceiling | None:
        """The year's, of what is paid or of the cost, where it is known and only one."""
        found = nearest([row for row in self.ceilings if row.counts in counts], patient)
        return found[0] if len(found) == 1 else None

    def has_community(self, status: str) -> bool:
        """Whether community clinics have figures of their own for that status."""
        return any(row.setting and row.status == status and not row.condition for row in self.rows)

    def gaps(self, patient: Patient) -> list[str]:
        """What is not known of it for the patient."""
        known = {"起付线": self.deductible(patient), "报销比例": self.bands(patient)}
        return [name for name, found in known.items() if not found]

    @property
    def rows(self) -> tuple[Deductible | Band | Ceiling, ...]:
        """All of the three tables."""
        return (*self.deductibles, *self.rates, *self.ceilings)

    def special_cases(self, patient: Patient) -> Iterator[str]:
        """What is not reckoned with: rows under a condition we do not ask for, and later stays."""
        told: dict[str, list[str]] = {}
        for row in self.rows:
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


def by_nearness[R: Row](rows: Sequence[R], patient: Patient) -> list[list[R]]:
    """The ordinary rows for the patient: those for the setting, those for the tier, those for all."""
    ordinary = [row for row in rows if row.is_ordinary(patient) and row.tier in (None, patient.tier)]
    ranks = sorted({row.nearness(patient) for row in ordinary}, reverse=True)
    return [[row for row in ordinary if row.nearness(patient) == rank] for rank in ranks]


def nearest[R: Row](rows: Sequence[R], patient: Patient) -> list[R]:
    """The nearest of them."""
    return next(iter(by_nearness(rows, patient)), [])
