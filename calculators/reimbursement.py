"""报销估算: cost beyond the deductible × the rate of each band, up to the ceiling, all the area's."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from calculators.answer import Answer, Figure, fen, money_span, money_text, percent_text
from calculators.benefit import Band, Benefit, Ceiling, Patient
from calculators.facts import Fact, hotline
from calculators.reasoning import Reasoning
from calculators.schema import Question, Result

TITLE = "报销估算"
SUMMARY = "按这里的起付线、报销比例和封顶线，估一估医保报多少、自己付多少。"
RULE = (
    "先扣起付线：按年算的，减去今年已付的；按次算的，每次都扣。",
    "超过起付线的费用按各段的比例报销；写明医院级别的比例优先，没有写级别的用在余下的费用段。",
    "合计不超过封顶线里今年还剩的数；封顶线按费用定的，费用超过它的部分不报。",
    "没有列出的是没有查到，不当作零：某一段怎么报没有查到的，给出最少和最多两个数。",
    "带条件的比例只列出来，不参加计算。",
)
FIGURES = {
    "pooled_fund_pays": Result("money", "医保报销", "元"),
    "you_pay": Result("money", "自己付", "元"),
    "deductible_left": Result("money", "起付线还差", "元"),
}
NOTHING: dict[str, Figure] = dict.fromkeys(FIGURES)
KINDS = {"outpatient": "门诊", "inpatient": "住院"}
TIERS = {"1": "一级医院", "2": "二级医院", "3": "三级医院"}
STATUSES = {"employed": "在职职工", "retired": "退休职工", "resident": "居民医保参保人"}


@dataclass(frozen=True)
class Inputs:
    """What was spent where, by whom, and what this year's earlier bills used up."""

    kind: Annotated[str, Question(kind="choice", label="门诊还是住院", options=KINDS)]
    tier: Annotated[
        str,
        Question(
            kind="choice", label="医院级别", options=TIERS, help="社区医院一般选一级，另有标准的会提醒。"
        ),
    ]
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
class Facts:
    """The area's tables: the employees' and pensioners', and the residents'."""

    outpatient_reimbursement: Fact[Benefit]
    inpatient_reimbursement: Fact[Benefit]
    resident_outpatient_reimbursement: Fact[Benefit]
    resident_inpatient_reimbursement: Fact[Benefit]
    service_hotline: Fact[str]

    def table(self, kind: str, status: str) -> Fact[Benefit]:
        """The table for one kind of care of one status."""
        is_resident = status == "resident"
        if kind == "outpatient":
            return self.resident_outpatient_reimbursement if is_resident else self.outpatient_reimbursement
        return self.resident_inpatient_reimbursement if is_resident else self.inpatient_reimbursement


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Deductible, bands, ceiling, in that order."""
    say = Reasoning()
    rule = facts.table(inputs.kind, inputs.status)
    benefit, patient = rule.value or Benefit(), Patient(inputs.status, int(inputs.tier))
    deductible, bands = benefit.deductible(patient), benefit.bands(patient)
    what = f"{STATUSES[inputs.status]}在{TIERS[inputs.tier]}{KINDS[inputs.kind]}"
    for words in benefit.special_cases(patient):
        say.caution(words)
    ask = hotline(facts.service_hotline)
    if deductible is None or not bands:
        gaps = [name for name, known in (("起付线", deductible), ("报销比例", bands)) if not known]
        return say.unknown(f"这里{what}的{'和'.join(gaps)}", ask, NOTHING, rule)

    cost, due = inputs.eligible_cost, deductible.still_due(inputs.paid_before)
    say.step(f"{what}的起付线{deductible.words(inputs.paid_before)}。", fen(deductible.amount), rule)
    own_first = f"先由自己付起付线{money_text(min(due, cost))}" if due else "不用再付起付线"
    say.step(f"这次{money_text(cost)}里，{own_first}。", fen(min(due, cost)), rule)
    was_treated = bool(inputs.paid_before or inputs.used_before)
    cost_limit, limit = benefit.ceiling(patient, "cost"), benefit.ceiling(patient, "payment")
    counted = under_cost_limit(cost, cost_limit, rule, say)
    known, unlisted = by_bands(due, counted, bands, rule, say)
    if was_treated and cost_limit is not None:
        say.estimate("封顶线按全年的费用算，这里只看这一次的费用，今年之前看过病的会有出入。")
    if was_treated and bands[0].is_bounded:
        say.estimate("分段的比例多按全年费用累计，这里只按这一次的费用分段，今年之前看过病的会有出入。")
    is_limited = limit is not None or cost_limit is None
    left = under_ceiling(inputs.used_before, limit, rule, say) if is_limited else None
    low, high = rounded(known, left), rounded(known + unlisted, left)
    if low != high:
        say.estimate(f"费用里有{money_text(unlisted)}怎么报没有查到，请打{ask}问。")
    say.caution("目录外的药、转诊手续、大病保险都会改变结果，以结算单为准。")
    figures: dict[str, Figure] = {
        "pooled_fund_pays": money_span(low, high),
        "you_pay": money_span(cost - high, cost - low),
        "deductible_left": fen(max(Decimal(0), due - cost)),
    }
    if cost <= due:
        return say.answer(f"这次没有超过起付线，医保不报销，{money_text(cost)}都由自己付。", figures)
    if low == high:
        return say.answer(f"这次医保大约报销{money_text(low)}，自己付{money_text(cost - low)}。", figures)
    span = f"这次医保至少报销{money_text(low)}，最多报销{money_text(high)}"
    return say.answer(f"{span}；其中{money_text(unlisted)}的费用怎么报没有查到。", figures)


def rounded(amount: Decimal, left: Decimal | None) -> Decimal:
    """What is paid of an amount under what is left of the ceiling, to the fen."""
    return Decimal(fen(amount if left is None else min(amount, left)))


def by_bands(
    due: Decimal, cost: Decimal, bands: list[Band], rule: Fact[Benefit], say: Reasoning
) -> tuple[Decimal, Decimal]:
    """What the bands pay of the cost beyond the deductible, and how much of it no band covers."""
    reimbursed, unlisted = Decimal(0), max(Decimal(0), cost - due)
    for band in bands:
        if part := band.part(due, cost):
            share = part * band.rate
            words = f"其中{money_text(part)}按{percent_text(band.rate)}报销，是{money_text(share)}。"
            say.step(words, fen(share), rule)
            reimbursed += share
            unlisted -= part
    return reimbursed, unlisted


def under_cost_limit(cost: Decimal, limit: Ceiling | None, rule: Fact[Benefit], say: Reasoning) -> Decimal:
    """How much of the cost counts at all."""
    if limit is None:
        return cost
    counted = min(cost, limit.amount)
    words = f"一年的费用最多算到{money_text(limit.amount)}，超过的部分不报；这次算{money_text(counted)}。"
    say.step(words, fen(counted), rule)
    return counted


def under_ceiling(
    used_before: Decimal, ceiling: Ceiling | None, rule: Fact[Benefit], say: Reasoning
) -> Decimal | None:
    """What is left of the year's ceiling, where that is known."""
    if ceiling is None:
        say.estimate("这里一年最多报销多少没有查到，没有按封顶线扣减。")
        return None
    left = max(Decimal(0), ceiling.amount - used_before)
    words = f"一年最多报销{money_text(ceiling.amount)}，今年还可以报{money_text(left)}。"
    say.step(words, fen(left), rule)
    return left


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
