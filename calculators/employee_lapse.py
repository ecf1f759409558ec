"""职工医保断缴: a short gap after long continuous enrolment costs no wait; any other may.

基本医疗保险关系转移接续暂行办法; beyond the short gap each area sets its own waiting period within the limit.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

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
class Facts:
    """The two thresholds and the waiting periods."""

    lapse_short_gap_months: Fact[int]
    lapse_continuous_months: Fact[int]
    lapse_waiting_months: Fact[MonthRange]
    lapse_short_gap_waiting_months: Fact[MonthRange]
    flexible_lapse_waiting_months: Fact[MonthRange]
    lapse_waiting_benefit_share: Fact[Decimal]
    lapse_retroactive_benefit: Fact[bool]
    lapse_benefit_resume: Fact[str]
    service_hotline: Fact[str]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Compare the gap and the months before it with the thresholds, then count the wait."""
    say = Reasoning()
    resumed = inputs.resume_month
    gap = inputs.last_paid_month.months_until(resumed) - 1
    figures: dict[str, Figure] = {**dict.fromkeys(FIGURES), "gap_months": gap}
    paid_until = f"您最后缴到{month_text(inputs.last_paid_month)}，{month_text(resumed)}恢复缴费"
    say.step(f"{paid_until}，中间{f'断了{gap}个月' if gap else '没有断'}。", gap)
    if gap == 0:
        figures |= {"can_back_pay_without_wait": True, "waiting_months": 0, "benefit_from": str(resumed)}
        return say.answer("您没有断缴，待遇照常，不用补缴也不用等。", figures)

    short, continuous = facts.lapse_short_gap_months, facts.lapse_continuous_months
    if short.value is None or continuous.value is None:
        missing = "断缴几个月以内补缴不用等的规定"
        return say.unknown(missing, hotline(facts.service_hotline), figures, short, continuous)
    waiting: MonthRange | None
    can_back_pay: bool | None
    if gap > short.value:
        waiting, can_back_pay = wait_after_long_gap(short.value, facts, say), False
    elif inputs.continuous_months_before < continuous.value:
        waiting, can_back_pay = wait_after_short_enrolment(inputs, continuous.value, facts, say)
    else:
        waiting, can_back_pay = MonthRange(0, 0), True
        before = f"断缴前连续缴费{inputs.continuous_months_before}个月，够{continuous.value}个月"
        say.step(f"断缴没有超过{short.value}个月，{before}，补缴后不用等。", 0, short, continuous)
        explain_gap(gap, facts, say)
    figures["can_back_pay_without_wait"] = can_back_pay
    if waiting is None:
        rule = facts.lapse_waiting_months
        return say.unknown("当地的等待期", hotline(facts.service_hotline), figures, rule)
    return with_wait(gap, resumed, waiting, figures, facts, say)


def explain_gap(gap: int, facts: Facts, say: Reasoning) -> None:
    """Whether care during the gap is paid for once the gap is."""
    rule = facts.lapse_retroactive_benefit
    if rule.value is None:
        ask = hotline(facts.service_hotline)
        say.caution(f"断缴那{gap}个月看病的钱补缴后能不能报销没有查到，请先打{ask}问清。")
        say.doubt(rule)
        return
    can = "可以补报" if rule.value else "不能补报"
    say.step(f"断缴那{gap}个月看病的钱，补缴后{can}。", rule.value, rule)


def wait_after_long_gap(short: int, facts: Facts, say: Reasoning) -> MonthRange | None:
    """The area's own waiting period, or the widest the nation allows."""
    rule = facts.lapse_waiting_months
    if rule.value is not None:
        words = f"断缴超过{short}个月，重新缴费后要不要等由各地定，这里等{rule.value.words}。"
        say.step(words, rule.value.figure, rule, facts.lapse_short_gap_months)
    return rule.value


def wait_after_short_enrolment(
    inputs: Inputs, continuous: int, facts: Facts, say: Reasoning
) -> tuple[MonthRange | None, bool | None]:
    """A short gap, but too little time before it: the area's rule, or anything up to the limit."""
    before = f"断缴前只连续缴费{inputs.continuous_months_before}个月，不到{continuous}个月"
    own, limit = facts.lapse_short_gap_waiting_months, facts.lapse_waiting_months
    if own.value is not None:
        words = own.value.words
        say.step(f"{before}，这里规定的等待期是{words}。", own.value.figure, own)
        return own.value, own.value.high == 0 if own.value.is_exact else None
    say.doubt(own)
    if limit.value is None:
        return None, None
    widest = MonthRange(0, limit.value.high)
    words = f"{before}，要不要等由当地规定，最多等{widest.high}个月。"
    say.step(words, widest.figure, facts.lapse_continuous_months, limit)
    return widest, None


def with_wait(
    gap: int, resumed: Month, waiting: MonthRange, figures: dict[str, Figure], facts: Facts, say: Reasoning
) -> Answer:
    """The month from which care is paid for again."""
    first, last = resumed.plus(waiting.low), resumed.plus(waiting.high)
    ask = hotline(facts.service_hotline)
    figures["waiting_months"] = waiting.figure
    figures["benefit_from"] = str(first) if waiting.is_exact else {"low": str(first), "high": str(last)}
    if flexible := facts.flexible_lapse_waiting_months.value:
        say.caution(f"这里算的是单位职工；灵活就业人员断缴另有规定，等待期是{flexible.words}。")
        say.doubt(facts.flexible_lapse_waiting_months)
    if resume := facts.lapse_benefit_resume.value:
        say.estimate(f"补缴后哪天恢复，当地另有规定：{resume}。起算的月份以这一条为准，请打{ask}问清。")
        say.doubt(facts.lapse_benefit_resume)
    reduced = facts.lapse_waiting_benefit_share
    if waiting.high and reduced.value is not None:
        say.step(f"等待期里看病，按正常待遇的{percent_text(reduced.value)}报销。", None, reduced)
    if not waiting.is_exact:
        say.estimate(f"到底等几个月要问清楚，请打{ask}问：“断缴{gap}个月再缴费，等待期是几个月？”")
        until = f"最早{month_text(first)}、最晚{month_text(last)}起能报销"
        return say.answer(f"您断了{gap}个月，等待期是{waiting.words}，{until}。", figures)
    if waiting.high == 0:
        return say.answer(f"您断了{gap}个月，补缴后不用等，{month_text(first)}起照常报销。", figures)
    say.step(f"{month_text(resumed)}起等{waiting.high}个月，{month_text(first)}起能报销。", str(first))
    return say.answer(f"您断了{gap}个月，要等{waiting.high}个月，{month_text(first)}起能报销。", figures)


def worked_inputs(on: date) -> dict[str, str]:
    """Two months missed before the present one, after three years of enrolment."""
    month = Month.of(on)
    return {
        "last_paid_month": str(month.plus(-3)),
        "resume_month": str(month),
        "continuous_months_before": "36",
    }
