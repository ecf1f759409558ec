"""报销估算: cost beyond the deductible × the rate of each band, up to the ceiling, all the area's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from calculators.answer import Answer, Figure, fen, money_text, percent_text
from calculators.facts import Fact, hotline
from calculators.reasoning import Reasoning
from calculators.schema import Question, Result

TITLE = "报销估算"
SUMMARY = "按这里的起付线、报销比例和封顶线，估一估医保报多少、自己付多少。"
FIGURES = {
    "pooled_fund_pays": Result("money", "医保报销", "元"),
    "you_pay": Result("money", "自己付", "元"),
    "deductible_left": Result("money", "起付线还差", "元"),
}
NOTHING: dict[str, Figure] = dict.fromkeys(FIGURES)
KINDS = {"outpatient": "门诊", "inpatient": "住院"}
TIERS = {"1": "一级医院（社区）", "2": "二级医院", "3": "三级医院"}
STATUSES = {"employed": "在职职工", "retired": "退休职工", "resident": "居民医保"}


@dataclass(frozen=True)
class Inputs:
    """What was spent where, by whom, and what this year's earlier bills used up."""

    kind: Annotated[str, Question(kind="choice", label="门诊还是住院", options=KINDS)]
    tier: Annotated[str, Question(kind="choice", label="医院级别", options=TIERS)]
    status: Annotated[str, Question(kind="choice", label="您的身份", options=STATUSES)]
    eligible_cost: Annotated[
        Decimal,
        Question(kind="money", label="医保范围内的费用", unit="元", help="结算单上的“政策范围内费用”。"),
    ]
    paid_before: Annotated[
        Decimal,
        Question(
            kind="money",
            label="今年已付的起付线",
            unit="元",
            required=False,
            help="今年之前看病已经计入起付线的钱，不知道填0。",
        ),
    ] = Decimal(0)
    used_before: Annotated[
        Decimal,
        Question(
            kind="money",
            label="今年已报销的",
            unit="元",
            required=False,
            help="已占用封顶线的钱，不知道填0。",
        ),
    ] = Decimal(0)


@dataclass(frozen=True)
class Row:
    """One row of a table: whom it is for; a condition makes it a special case, shown but not calculated."""

    status: Literal["employed", "retired", "resident"]
    tier: int | None = None
    condition: str | None = None


@dataclass(frozen=True, kw_only=True)
class Deductible(Row):
    """起付线."""

    amount: Decimal
    per: Literal["year", "visit"]
    occasion: int | None = None

    def still_due(self, paid_before: Decimal) -> Decimal:
        """What of it falls on this bill."""
        return max(Decimal(0), self.amount - paid_before) if self.per == "year" else self.amount

    def words(self, paid_before: Decimal) -> str:
        """How it is counted."""
        if self.per == "visit":
            return f"每次{money_text(self.amount)}"
        return f"一年{money_text(self.amount)}，今年已付{money_text(paid_before)}"

    @property
    def figure(self) -> str:
        """Its amount in words."""
        return f"起付线{money_text(self.amount)}"


@dataclass(frozen=True, kw_only=True)
class Band(Row):
    """报销比例 of the cost from one amount up to another."""

    rate: Decimal
    from_: Decimal = Decimal(0)
    to: Decimal | None = None

    @property
    def figure(self) -> str:
        """Its rate in words."""
        return f"报销{percent_text(self.rate)}"

    def part(self, low: Decimal, high: Decimal) -> Decimal:
        """How much of the cost between two amounts lies in this band."""
        return max(Decimal(0), min(high, high if self.to is None else self.to) - max(low, self.from_))


@dataclass(frozen=True, kw_only=True)
class Ceiling(Row):
    """封顶线."""

    amount: Decimal

    @property
    def figure(self) -> str:
        """Its amount in words."""
        return f"一年最多报销{money_text(self.amount)}"


@dataclass(frozen=True)
class Benefit:
    """待遇: the three tables of one kind of care."""

    deductibles: tuple[Deductible, ...] = ()
    rates: tuple[Band, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()


@dataclass(frozen=True)
class Facts:
    """The area's tables."""

    outpatient_reimbursement: Fact[Benefit]
    inpatient_reimbursement: Fact[Benefit]
    service_hotline: Fact[str]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Deductible, bands, ceiling, in that order."""
    say = Reasoning()
    rule = facts.outpatient_reimbursement if inputs.kind == "outpatient" else facts.inpatient_reimbursement
    benefit = rule.value or Benefit()
    deductibles = [each for each in applying(benefit.deductibles, inputs) if each.occasion in (None, 1)]
    bands = applying(benefit.rates, inputs)
    what = f"{STATUSES[inputs.status]}在{TIERS[inputs.tier]}{KINDS[inputs.kind]}"
    if len(deductibles) != 1 or not bands or overlap(bands):
        missing = f"这里{what}的起付线和报销比例"
        return say.unknown(missing, hotline(facts.service_hotline), NOTHING, rule)

    cost, deductible = inputs.eligible_cost, deductibles[0]
    due = deductible.still_due(inputs.paid_before)
    say.step(f"{what}的起付线{deductible.words(inputs.paid_before)}。", fen(deductible.amount), rule)
    say.step(
        f"这次{money_text(cost)}里，先由自己付起付线{money_text(min(due, cost))}。", fen(min(due, cost)), rule
    )
    reimbursed = Decimal(0)
    for band in bands:
        if part := band.part(due, cost):
            share = part * band.rate
            words = f"其中{money_text(part)}按{percent_text(band.rate)}报销，是{money_text(share)}。"
            say.step(words, fen(share), rule)
            reimbursed += share
    reimbursed = Decimal(fen(under_ceiling(reimbursed, inputs, benefit, rule, say)))
    own = cost - reimbursed
    for words in special_cases(benefit, inputs):
        say.caution(words)
    say.caution("这是按公开规定估算的，目录外的药、转诊手续、大病保险都会改变结果，以结算单为准。")
    figures: dict[str, Figure] = {
        "pooled_fund_pays": fen(reimbursed),
        "you_pay": fen(own),
        "deductible_left": fen(max(Decimal(0), due - cost)),
    }
    return say.answer(f"这次医保大约报销{money_text(reimbursed)}，自己付{money_text(own)}。", figures)


def applying[R: Row](rows: tuple[R, ...], inputs: Inputs) -> list[R]:
    """The ordinary rows for this person and hospital; those for the tier go before those for all tiers."""
    own = [row for row in rows if row.status == inputs.status and row.condition is None]
    return [row for row in own if row.tier == int(inputs.tier)] or [row for row in own if row.tier is None]


def overlap(bands: list[Band]) -> bool:
    """Whether two rates claim the same part of the cost, so that neither can be trusted."""
    ordered = sorted(bands, key=lambda band: band.from_)
    return any(low.to is None or low.to > high.from_ for low, high in pairwise(ordered))


def under_ceiling(
    reimbursed: Decimal, inputs: Inputs, benefit: Benefit, rule: Fact[Benefit], say: Reasoning
) -> Decimal:
    """What is left of the year's ceiling."""
    ceilings = applying(benefit.ceilings, inputs)
    if len(ceilings) != 1:
        say.estimate("这里一年最多报销多少没有查到，没有按封顶线扣减。")
        return reimbursed
    left = max(Decimal(0), ceilings[0].amount - inputs.used_before)
    words = f"一年最多报销{money_text(ceilings[0].amount)}，今年还可以报{money_text(left)}。"
    say.step(words, fen(left), rule)
    return min(reimbursed, left)


def special_cases(benefit: Benefit, inputs: Inputs) -> Iterable[str]:
    """Rows that need a condition we do not ask for, and the lower deductible of later stays."""
    rows: tuple[Deductible | Band | Ceiling, ...] = (*benefit.deductibles, *benefit.rates, *benefit.ceilings)
    for row in rows:
        if row.status == inputs.status and row.tier in (None, int(inputs.tier)) and row.condition:
            yield f"另有规定，这里没有算：{row.condition}，{row.figure}。"
    later = [
        row for row in benefit.deductibles if row.status == inputs.status and row.occasion not in (None, 1)
    ]
    if later:
        yield "这里按今年第一次算，第二次起起付线不同。"


def worked_inputs(_: date) -> dict[str, str]:
    """A stay in a second-tier hospital."""
    return {
        "kind": "inpatient",
        "tier": "2",
        "status": "employed",
        "eligible_cost": "10000",
        "paid_before": "0",
        "used_before": "0",
    }
