"""报销估算: cost beyond the deductible × the rate of each band, up to the ceiling, all the area's."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from calculators.engine.answer import (
    Answer,
    fen,
    money_span,
    money_span_text,
    money_text,
    percent_text,
    to_fen,
)
from calculators.engine.benefit import Band, Benefit, Ceiling, Patient
from calculators.engine.facts import Fact
from calculators.engine.questions import Question, Result
from calculators.engine.reasoning import Reasoning

TITLE = "报销估算"
SUMMARY = "按这里的起付线、报销比例和封顶线，估一估医保报多少、自己付多少。"
RULE = (
    "先扣起付线：按年算的，减去今年已付的；按次算的，每次都扣。今年已付多少没有填的，一分没付和早已付满都算，给出两个数。",
    "超过起付线的费用按各段的比例报销；写明医院级别的比例优先，没有写级别的用在余下的费用段。",
    "社区医院另有标准的，在社区看按它的；没有填在哪里看的，两样都算，给出两个数。",
    "合计不超过封顶线里今年还剩的数；封顶线按费用定的，费用超过它的部分不报。今年已报多少没有填的，按没有报过估算。",
    "没有列出的是没有查到，不当作零：某一段怎么报没有查到的，给出最少和最多两个数。",
    "带条件的比例只列出来，不参加计算。",
)
FIGURES = {
    "pooled_fund_pays": Result("money", "医保报销", "元"),
    "you_pay": Result("money", "自己付", "元"),
    "deductible_left": Result("money", "起付线还差", "元"),
}
KINDS = {"outpatient": "门诊", "inpatient": "住院"}
TIERS = {"1": "一级医院", "2": "二级医院", "3": "三级医院"}
STATUSES = {"employed": "在职职工", "retired": "退休人员", "resident": "居民医保"}


@dataclass(frozen=True)
class Inputs:
    """What was spent where, by whom, and what this year's earlier bills used up."""

    kind: Annotated[str, Question(kind="choice", label="门诊还是住院", options=KINDS)]
    tier: Annotated[
        str,
        Question(kind="choice", label="医院级别", options=TIERS, help="社区医院一般选一级。"),
    ]
    status: Annotated[str, Question(kind="choice", label="您的身份", options=STATUSES)]
    eligible_cost: Annotated[
        Decimal,
        Question(kind="money", label="医保范围内的费用", unit="元", help="结算单上的“政策范围内费用”。"),
    ]
    community: Annotated[
        bool | None,
        Question(
            kind="boolean",
            label="在社区医院看",
            required=False,
            help="社区卫生服务中心、乡镇卫生院这样的小医院，这里另有标准。",
        ),
    ] = None
    paid_before: Annotated[
        Decimal | None,
        Question(
            kind="money",
            label="今年已付的起付线",
            unit="元",
            required=False,
            help="今年之前看病已经计入起付线的钱；没看过病填0，不知道就空着。",
        ),
    ] = None
    used_before: Annotated[
        Decimal | None,
        Question(
            kind="money",
            label="今年已报销的",
            unit="元",
            required=False,
            help="已占用封顶线的钱；没报过填0，不知道就空着。",
        ),
    ] = None

    @property
    def is_first(self) -> bool:
        """Whether the reader says that this is the year's first bill."""
        return self.paid_before == 0 and self.used_before == 0

    def patient(self, *, is_in_community: bool) -> Patient:
        """Whose rows are looked for."""
        return Patient(self.status, int(self.tier), is_in_community)


@dataclass(frozen=True)
class Facts:
    """The area's tables: the employees' and pensioners', and the residents'."""

    outpatient_reimbursement: Fact[Benefit]
    inpatient_reimbursement: Fact[Benefit]
    resident_outpatient_reimbursement: Fact[Benefit]
    resident_inpatient_reimbursement: Fact[Benefit]
    outpatient_details: Fact[tuple[str, ...]]
    inpatient_details: Fact[tuple[str, ...]]
    resident_outpatient_details: Fact[tuple[str, ...]]
    service_hotline: Fact[str]

    def table(self, kind: str, status: str) -> Fact[Benefit]:
        """The table for one kind of care of one status."""
        is_resident = status == "resident"
        if kind == "outpatient":
            return self.resident_outpatient_reimbursement if is_resident else self.outpatient_reimbursement
        return self.resident_inpatient_reimbursement if is_resident else self.inpatient_reimbursement

    def details(self, kind: str, status: str) -> Fact[tuple[str, ...]] | None:
        """What else is written of it and fits into no table."""
        if kind == "outpatient":
            return self.resident_outpatient_details if status == "resident" else self.outpatient_details
        return None if status == "resident" else self.inpatient_details


@dataclass(frozen=True)
class Outcome:
    """结果: what the fund pays and what the deductible lacks, at least and at most, and why not one."""

    pays: tuple[Decimal, Decimal]
    lacks: tuple[Decimal, Decimal]
    is_below: bool
    open: tuple[str, ...] = ()

    def beside(self, other: "Outcome", why: str) -> "Outcome":
        """Either of the two, where it was not said which."""
        pays = min(self.pays[0], other.pays[0]), max(self.pays[1], other.pays[1])
        lacks = min(self.lacks[0], other.lacks[0]), max(self.lacks[1], other.lacks[1])
        is_below = self.is_below and other.is_below
        return Outcome(pays, lacks, is_below, tuple(dict.fromkeys((*self.open, *other.open, why))))


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Deductible, bands, ceiling, in that order; both ways where it was not said in which place."""
    say = Reasoning(FIGURES, facts.service_hotline)
    rule = facts.table(inputs.kind, inputs.status)
    benefit, patient = rule.value or Benefit(), inputs.patient(is_in_community=bool(inputs.community))
    for words in benefit.special_cases(patient):
        say.caution(words)
    outcome = reckoned(inputs, rule, say, is_in_community=patient.is_in_community)
    if outcome is None:
        what = f"{STATUSES[inputs.status]}在{TIERS[inputs.tier]}{KINDS[inputs.kind]}"
        return say.unknown(f"这里{what}的{'和'.join(benefit.gaps(patient))}", rule)
    if inputs.community is None and benefit.has_community(inputs.status):
        outcome = with_community(outcome, inputs, rule, say)
    if details := facts.details(inputs.kind, inputs.status):
        unlisted = "另外写明的几条没有算进去，实际的数可能不同。"
        say.cite("这里另外写明、没有算进去的", details, estimate=unlisted)
    say.caution("目录外的药、转诊手续、大病保险都会改变结果，以结算单为准。")
    return closed(outcome, to_fen(inputs.eligible_cost), say)


def with_community(outcome: Outcome, inputs: Inputs, rule: Fact[Benefit], say: Reasoning) -> Outcome:
    """社区医院另有标准, and it was not said whether this is one."""
    part = say.aside()
    other = reckoned(inputs, rule, part, is_in_community=True)
    if other is None:
        say.estimate("在社区医院看的，这里另有标准，没有查全；上面是按不在社区看算的。")
        return outcome
    say.quote("在社区医院看的", part)
    say.estimate("没有填是不是在社区医院看，两样都算了；填上再算一次，结果会更准。")
    return outcome.beside(other, "是不是在社区医院看没有填")


def reckoned(inputs: Inputs, rule: Fact[Benefit], say: Reasoning, *, is_in_community: bool) -> Outcome | None:
    """What is paid in one kind of place; nothing where its deductible or its rates are not known."""
    benefit, patient = rule.value or Benefit(), inputs.patient(is_in_community=is_in_community)
    deductible, bands = benefit.deductible(patient), benefit.bands(patient)
    if deductible is None or not bands:
        return None
    least, most = deductible.still_due(inputs.paid_before)
    place = "社区医院" if is_in_community else TIERS[inputs.tier]
    what = f"{STATUSES[inputs.status]}在{place}{KINDS[inputs.kind]}"
    say.step(f"{what}的起付线{deductible.words(inputs.paid_before)}。", fen(deductible.amount), rule)
    outcome = paid_after(most, inputs, patient, bands, rule, say)
    if least == most:
        return outcome
    other = paid_after(least, inputs, patient, bands, rule, say.aside())
    words = f"今年的起付线要是早已付满，这次医保报销{money_span_text(*other.pays)}"
    say.step(f"{words}。", money_span(*other.pays), rule)
    if outcome.pays == other.pays and outcome.lacks == other.lacks:
        return outcome
    say.estimate("没有填今年已付的起付线，所以给出一分没付和早已付满两种结果。")
    return outcome.beside(other, "今年已付的起付线没有填")


def paid_after(
    due: Decimal, inputs: Inputs, patient: Patient, bands: list[Band], rule: Fact[Benefit], say: Reasoning
) -> Outcome:
    """What is paid when so much of the deductible is still due."""
    benefit, cost = rule.value or Benefit(), to_fen(inputs.eligible_cost)
    own_first = f"先由自己付起付线{money_text(min(due, cost))}" if due else "不用再付起付线"
    say.step(f"这次{money_text(cost)}里，{own_first}。", fen(min(due, cost)), rule)
    cost_limit, limit = benefit.ceiling(patient, "cost", "excess"), benefit.ceiling(patient, "payment")
    counted = under_cost_limit(cost, due, cost_limit, rule, say)
    known, unlisted = by_bands(due, counted, bands, rule, say)
    if not inputs.is_first and cost_limit is not None:
        say.estimate("封顶线按全年的费用算，这里只看这一次的费用，今年之前看过病的会有出入。")
    if not inputs.is_first and bands[0].is_bounded:
        say.estimate("分段的比例多按全年费用累计，这里只按这一次的费用分段，今年之前看过病的会有出入。")
    is_limited = limit is not None or cost_limit is None
    left = under_ceiling(inputs.used_before, limit, rule, say) if is_limited else None
    low, high = (amount if left is None else min(amount, left) for amount in (known, known + unlisted))
    lacking = max(Decimal(0), due - cost)
    if low == high:
        return Outcome((low, high), (lacking, lacking), cost <= due)
    say.estimate(f"费用里有{money_text(unlisted)}怎么报没有查到，请打{say.hotline}问。")
    why = f"其中{money_text(unlisted)}的费用怎么报没有查到"
    return Outcome((low, high), (lacking, lacking), cost <= due, (why,))


def closed(outcome: Outcome, cost: Decimal, say: Reasoning) -> Answer:
    """The answer in one sentence: one amount, or the least and the most and why."""
    low, high = outcome.pays
    say.found(
        pooled_fund_pays=money_span(low, high),
        you_pay=money_span(cost - high, cost - low),
        deductible_left=money_span(*outcome.lacks),
    )
    if outcome.is_below:
        return say.answer(f"这次没有超过起付线，医保不报销，{money_text(cost)}都由自己付。")
    if low == high:
        return say.answer(f"这次医保大约报销{money_text(low)}，自己付{money_text(cost - low)}。")
    span = f"这次医保至少报销{money_text(low)}，最多报销{money_text(high)}"
    return say.answer(f"{span}；{'，'.join(outcome.open)}。")


def by_bands(
    due: Decimal, cost: Decimal, bands: list[Band], rule: Fact[Benefit], say: Reasoning
) -> tuple[Decimal, Decimal]:
    """What the bands pay of the cost beyond the deductible, and how much of it no band covers."""
    reimbursed, unlisted = Decimal(0), max(Decimal(0), cost - due)
    for band in bands:
        if part := band.part(due, cost):
            share = to_fen(part * band.rate)
            words = f"其中{money_text(part)}按{percent_text(band.rate)}报销，是{money_text(share)}。"
            say.step(words, fen(share), rule)
            reimbursed += share
            unlisted -= part
    return reimbursed, unlisted


def under_cost_limit(
    cost: Decimal, due: Decimal, limit: Ceiling | None, rule: Fact[Benefit], say: Reasoning
) -> Decimal:
    """How much of the cost counts at all."""
    if limit is None:
        return cost
    counted = limit.counted(cost, due)
    shown = max(Decimal(0), counted - due) if limit.counts == "excess" else counted
    say.step(f"{limit.figure}，超过的部分不报；这次算{money_text(shown)}。", fen(shown), rule)
    return counted


def under_ceiling(
    used_before: Decimal | None, ceiling: Ceiling | None, rule: Fact[Benefit], say: Reasoning
) -> Decimal | None:
    """What is left of the year's ceiling, where that is known."""
    if ceiling is None:
        say.estimate("这里一年最多报销多少没有查到，没有按封顶线扣减。")
        return None
    if used_before is None:
        say.estimate("没有填今年已报销的，这里按还没有报销过算；报得多的，封顶线可能剩得不够。")
    left = max(Decimal(0), ceiling.amount - (used_before or 0))
    words = f"一年最多报销{money_text(ceiling.amount)}，今年还可以报{money_text(left)}。"
    say.step(words, fen(left), rule)
    return left


def needless(facts: Facts) -> frozenset[str]:
    """Community clinics are asked about only where they have figures of their own."""
    cases = ((facts.table(kind, status).value, status) for kind in KINDS for status in STATUSES)
    is_asked = any(table is not None and table.has_community(status) for table, status in cases)
    return frozenset() if is_asked else frozenset({"community"})


def worked_inputs(_: date) -> dict[str, str]:
    """The year's first bill, of a stay in a second-tier hospital."""
    return {
        "kind": "inpatient",
        "tier": "2",
        "status": "employed",
        "eligible_cost": "10000",
        "community": "false",
        "paid_before": "0",
        "used_before": "0",
    }
