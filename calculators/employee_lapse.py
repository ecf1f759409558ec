"""职工医保断缴: a short gap after long continuous enrolment costs no wait; any other may.

基本医疗保险关系转移接续暂行办法; beyond the short gap each area sets its own waiting period within the limit.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from calculators.answer import Answer, Figure, month_text, percent_text
from calculators.facts import Fact, hotline
from calculators.months import Month, MonthRange
from calculators.reasoning import Reasoning
from calculators.schema import Question, Result

TITLE = "职工医保断缴"
SUMMARY = "断了几个月，能不能补缴，补上以后要等几个月才能报销。"
RULE = (
    "断缴的月数是最后缴费的月份和恢复缴费的月份之间，一分钱没缴的整月数。",
    "断缴没有超过短期的上限，断缴之前又连续缴够规定月数的，补缴后不用等。",
    "断缴超过上限的，按当地规定的等待期；当地没有查到的，给出全国规定的范围。",
    "断缴不长但之前没有连续缴够的，按当地规定；没有查到的，给出从不用等到最长等待期的范围。",
    "当地规定补齐的次月才恢复报销的，能报销的月份往后推一个月。",
)
FIGURES = {
    "gap_months": Result("integer", "断缴", "个月"),
    "can_back_pay_without_wait": Result("boolean", "补缴后不用等"),
    "waiting_months": Result("integer", "要等", "个月"),
    "benefit_from": Result("month", "从哪个月起能报销"),
}


@dataclass(frozen=True)
class Inputs:
    """Where the gap lies, and how long the insured person was enrolled before it."""

    last_paid_month: Annotated[
        Month,
        Question(
            kind="month",
            label="最后缴费的月份",
            help="断缴之前缴了费的最后一个月。",
            offered_years=(2010, 2040),
        ),
    ]
    resume_month: Annotated[
        Month,
        Question(
            kind="month",
            label="恢复缴费的月份",
            help="重新缴费的第一个月。",
            after="last_paid_month",
            offered_years=(2010, 2040),
        ),
    ]
    continuous_months_before: Annotated[
        int,
        Question(
            kind="integer",
            label="断缴前连续缴费",
            unit="个月",
            maximum=900,
            help="断缴之前一个月不落地缴了多少个月。",
        ),
    ]


@dataclass(frozen=True)
class BenefitResume:
    """补缴后何时恢复报销: with the payment or from the month after it, and for whom."""

    from_: Literal["same_month", "next_month"]
    condition: str | None = None

    @property
    def is_later(self) -> bool:
        """Whether the month of the payment is not yet covered."""
        return self.from_ == "next_month"

    @property
    def words(self) -> str:
        """补齐欠费的次月恢复报销, and for whom."""
        who = f"“{self.condition}”，" if self.condition else ""
        return f"{who}{'补齐欠费的次月' if self.is_later else '恢复缴费后就'}恢复报销"


@dataclass(frozen=True)
class Facts:
    """The two thresholds and the waiting periods."""

    lapse_short_gap_months: Fact[int]
    lapse_continuous_months: Fact[int]
    lapse_waiting_months: Fact[MonthRange]
    lapse_short_gap_waiting_months: Fact[MonthRange]
    flexible_lapse_waiting_months: Fact[MonthRange]
    lapse_waiting_benefit_share: Fact[Decimal]
    lapse_retroactive_benefit: Fact[bool]
    lapse_benefit_resume: Fact[BenefitResume]
    service_hotline: Fact[str]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Compare the gap and the months before it with the thresholds, then count the wait."""
    say = Reasoning()
    ask = hotline(facts.service_hotline)
    resumed = inputs.resume_month
    gap = inputs.last_paid_month.months_until(resumed) - 1
    figures: dict[str, Figure] = {**dict.fromkeys(FIGURES), "gap_months": gap}
    short, continuous = facts.lapse_short_gap_months, facts.lapse_continuous_months
    paid_until = f"您最后缴到{month_text(inputs.last_paid_month)}，{month_text(resumed)}恢复缴费"
    say.step(f"{paid_until}，中间{f'断了{gap}个月' if gap else '没有断'}。", gap, short)
    if gap == 0:
        if short.value is None:
            say.estimate(f"断缴的规定没有查到，这里只看您填的月份，请打{ask}核对缴费记录。")
        figures |= {"can_back_pay_without_wait": True, "waiting_months": 0, "benefit_from": str(resumed)}
        return say.answer("您没有断缴，待遇照常，不用补缴也不用等。", figures)

    if short.value is None or continuous.value is None:
        missing, question = "断缴几个月以内补缴不用等的规定", f"断缴{gap}个月，补缴以后要不要等？"
        return say.unknown(missing, ask, figures, short, continuous, question=question)
    waiting: MonthRange | None
    if gap > short.value:
        waiting = wait_after_long_gap(short.value, inputs, facts, say)
    elif inputs.continuous_months_before < continuous.value:
        waiting = wait_after_short_enrolment(inputs, continuous.value, facts, say)
    else:
        waiting = MonthRange(0, 0)
        before = f"断缴前连续缴费{inputs.continuous_months_before}个月，够{continuous.value}个月"
        words = f"断缴没有超过{short.value}个月，{before}，补缴后不设等待期。"
        say.step(words, 0, short, continuous, when=inputs.resume_month.first_day)
        explain_gap(gap, inputs, facts, say)
    if waiting is None:
        question = f"断缴{gap}个月再缴费，等待期是几个月？"
        return say.unknown("当地的等待期", ask, figures, facts.lapse_waiting_months, question=question)
    figures["can_back_pay_without_wait"] = False if waiting.low else None if waiting.high else True
    is_long = gap > short.value
    reduced = facts.lapse_waiting_benefit_share
    if is_long and waiting.high and reduced.value is not None:
        words = f"等待期里看病，按正常待遇的{percent_text(reduced.value)}报销。"
        say.step(words, None, reduced, when=inputs.resume_month.first_day)
    rule = facts.lapse_waiting_months if is_long else facts.lapse_short_gap_waiting_months
    return with_wait(gap, inputs, waiting, rule, figures, facts, say)


def explain_gap(gap: int, inputs: Inputs, facts: Facts, say: Reasoning) -> None:
    """Whether care during the gap is paid for once the gap is."""
    rule = facts.lapse_retroactive_benefit
    if rule.value is None:
        ask = hotline(facts.service_hotline)
        say.caution(f"断缴那{gap}个月看病的钱补缴后能不能报销没有查到，请先打{ask}问清。")
        say.doubt(rule)
        return
    can = "可以补报" if rule.value else "不能补报"
    say.step(f"断缴那{gap}个月看病的钱，补缴后{can}。", rule.value, rule, when=inputs.resume_month.first_day)


def wait_after_long_gap(short: int, inputs: Inputs, facts: Facts, say: Reasoning) -> MonthRange | None:
    """The area's own waiting period, or the widest the nation allows."""
    rule = facts.lapse_waiting_months
    if rule.value is not None:
        words = f"断缴超过{short}个月，重新缴费后要不要等由各地定，这里等{rule.value.words}。"
        say.step(
            words, rule.value.figure, rule, facts.lapse_short_gap_months, when=inputs.resume_month.first_day
        )
    return rule.value


def wait_after_short_enrolment(
    inputs: Inputs, continuous: int, facts: Facts, say: Reasoning
) -> MonthRange | None:
    """A short gap, but too little time before it: the area's rule, or anything up to the limit."""
    before = f"断缴前只连续缴费{inputs.continuous_months_before}个月，不到{continuous}个月"
    own, limit = facts.lapse_short_gap_waiting_months, facts.lapse_waiting_months
    if own.value is not None:
        words = f"{before}，这里规定的等待期是{own.value.words}。"
        say.step(words, own.value.figure, own, when=inputs.resume_month.first_day)
        return own.value
    say.doubt(own)
    if limit.value is None:
        return None
    widest = MonthRange(0, limit.value.high)
    words = f"{before}，要不要等由当地规定，最多等{widest.high}个月。"
    say.step(words, widest.figure, facts.lapse_continuous_months, limit, when=inputs.resume_month.first_day)
    return widest


def with_wait(
    gap: int,
    inputs: Inputs,
    waiting: MonthRange,
    rule: Fact[MonthRange],
    figures: dict[str, Figure],
    facts: Facts,
    say: Reasoning,
) -> Answer:
    """The month from which care is paid for again."""
    resumed, ask = inputs.resume_month, hotline(facts.service_hotline)
    if flexible := facts.flexible_lapse_waiting_months.value:
        say.caution(f"这里算的是单位职工；灵活就业人员断缴另有规定，等待期是{flexible.words}。")
        say.doubt(facts.flexible_lapse_waiting_months)
    later = months_later(waiting, inputs, facts, say)
    first, last = resumed.plus(later.low), resumed.plus(later.high)
    figures["waiting_months"] = waiting.figure
    figures["benefit_from"] = str(first) if later.is_exact else {"low": str(first), "high": str(last)}
    if not later.is_exact:
        question = f"断缴{gap}个月再缴费，等待期是几个月，从哪个月起能报销？"
        say.estimate(f"到底哪个月起能报销要问清楚，请打{ask}问：“{question}”")
        until = f"最早{month_text(first)}、最晚{month_text(last)}起能报销"
        return say.answer(f"您断了{gap}个月，等待期是{waiting.words}，{until}。", figures)
    if later.high == 0:
        return say.answer(f"您断了{gap}个月，补缴后不用等，{month_text(first)}起照常报销。", figures)
    if waiting.high == 0:
        return say.answer(f"您断了{gap}个月，补缴后没有等待期，从次月{month_text(first)}起报销。", figures)
    say.step(f"{month_text(resumed)}起等{waiting.high}个月，{month_text(first)}起能报销。", str(first), rule)
    return say.answer(f"您断了{gap}个月，要等{waiting.high}个月，{month_text(first)}起能报销。", figures)


def months_later(waiting: MonthRange, inputs: Inputs, facts: Facts, say: Reasoning) -> MonthRange:
    """From the first payment to the first month covered: the wait, put off where cover resumes a month on.

    Whether a wait runs from the month of the payment or from the next one no rule at hand says.
    """
    rule = facts.lapse_benefit_resume
    resume = rule.value
    if resume is None:
        say.doubt(rule)
        return waiting
    if not resume.is_later:
        if waiting.low == 0:
            say.step(f"这里规定：{resume.words}。", None, rule, when=inputs.resume_month.first_day)
        return waiting
    later = MonthRange(max(waiting.low, 1), waiting.high + 1)
    first = inputs.resume_month.plus(later.low)
    paid = f"{month_text(inputs.resume_month)}补齐的，最早{month_text(first)}起能报销"
    say.step(f"这里规定：{resume.words}；{paid}。", str(first), rule, when=inputs.resume_month.first_day)
    say.caution("这里按恢复缴费的当月就补齐算；补得晚，恢复也晚。")
    return later


def worked_inputs(on: date) -> dict[str, str]:
    """Two months missed before the present one, after three years of enrolment."""
    month = Month.of(on)
    return {
        "last_paid_month": str(month.plus(-3)),
        "resume_month": str(month),
        "continuous_months_before": "36",
    }
