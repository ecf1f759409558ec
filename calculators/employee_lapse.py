"""职工医保断缴: from which month care is paid for again after a gap, and what becomes of the gap's costs."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from calculators.engine.answer import Answer, month_text
from calculators.engine.facts import Fact
from calculators.engine.gap import Gap, GapFacts, is_gap_covered, wait_after
from calculators.engine.months import Month, MonthRange
from calculators.engine.questions import Question, Result
from calculators.engine.reasoning import Reasoning

TITLE = "职工医保断缴"
SUMMARY = "断了几个月，能不能补缴，补上以后要等几个月才能报销。"
RULE = (
    "断缴的月数是最后缴费的月份和恢复缴费的月份之间，一分钱没缴的整月数。",
    "当地自己有规定的，不管哪种情形都先按当地的。",
    "当地没有查到的：从外地转来，断缴没有超过短期的上限，补缴了就不用等；从居民医保换来的，之前还要连续参保满规定的月数。",
    "一直在本地参保的，全国没有规定；没有填哪种情形的也一样：给出从不用等到最长等待期的范围，并写明问什么。",
    "断的月份没有补缴，断缴期间看病的钱就不能补报，等几个月按当地规定。",
    "断缴超过上限的，按当地规定的等待期；当地没有查到的，给出全国规定的范围。",
    "当地另外写明特殊情形的，列出来，范围从不用等算起。当地规定补齐的次月才恢复报销的，能报销的月份往后推一个月。",
)
ROUTES = {
    "same_area": "一直在这里参加职工医保（换单位也算）",
    "moved": "从外地的职工医保转来",
    "switched": "从居民医保换到职工医保",
}
FIGURES = {
    "gap_months": Result("integer", "断缴", "个月"),
    "can_back_pay_without_wait": Result("boolean", "补缴后不用等"),
    "waiting_months": Result("integer", "要等", "个月"),
    "benefit_from": Result("month", "从哪个月起能报销"),
    "gap_covered": Result("boolean", "断缴期间看病的钱能补报"),
}


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Which rule the gap falls under, where it lies, and what was paid before it and for it."""

    route: Annotated[
        str | None,
        Question(
            kind="choice",
            label="您是哪一种",
            options=ROUTES,
            required=False,
            help="断缴前后在哪里、参加哪种医保；这一项决定按哪条规定算。",
        ),
    ] = None
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
    back_paid: Annotated[
        bool | None,
        Question(
            kind="boolean",
            label="断的月份补缴了",
            required=False,
            help="已经补缴、或者能补又打算补，选“是”；补不了、不打算补，选“否”。",
        ),
    ] = None

    @property
    def gap(self) -> Gap:
        """The gap between the two months."""
        months = self.last_paid_month.months_until(self.resume_month) - 1
        resumed_on = self.resume_month.first_day
        return Gap(months, self.route, self.continuous_months_before, self.back_paid, resumed_on)


@dataclass(frozen=True)
class Facts(GapFacts):
    """What decides the wait, and the rule of those who pay for themselves."""

    flexible_lapse_waiting_months: Fact[MonthRange]
    flexible_rejoin_exempt_months: Fact[int]
    flexible_rejoin_benefit_start: Fact[str]
    employee_benefit_start: Fact[str]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """The gap, the wait after it, and what becomes of the gap's costs."""
    say = Reasoning(FIGURES, facts.service_hotline)
    gap, short = inputs.gap, facts.lapse_short_gap_months
    say.found(gap_months=gap.months)
    paid_until = f"您最后缴到{month_text(inputs.last_paid_month)}，{month_text(inputs.resume_month)}恢复缴费"
    between = f"断了{gap.months}个月" if gap.months else "没有断"
    say.step(f"{paid_until}，中间{between}。", gap.months, short)
    if not gap.months:
        return without_gap(inputs, short, say)
    if short.value is None:
        question = f"断缴{gap.months}个月，补缴以后要不要等？"
        return say.unknown("断缴几个月以内补缴不用等的规定", short, question=question)

    waiting = wait_after(gap, facts, say)
    if waiting is None:
        return say.unknown("当地的等待期", facts.lapse_waiting_months, question=gap.question)
    say.found(
        can_back_pay_without_wait=False if waiting.low else None if waiting.high else True,
        waiting_months=waiting.figure,
        gap_covered=is_gap_covered(gap, facts, say),
    )
    return with_wait(inputs, waiting, facts, say)


def without_gap(inputs: Inputs, short: Fact[int], say: Reasoning) -> Answer:
    """没有断: nothing to pay, nothing to wait for."""
    if short.value is None:
        say.estimate(f"断缴的规定没有查到，这里只看您填的月份，请打{say.hotline}核对缴费记录。")
    return say.answer(
        "您没有断缴，待遇照常，不用补缴也不用等。",
        can_back_pay_without_wait=True,
        waiting_months=0,
        benefit_from=str(inputs.resume_month),
        gap_covered=True,
    )


def with_wait(inputs: Inputs, waiting: MonthRange, facts: Facts, say: Reasoning) -> Answer:
    """The month from which care is paid for again."""
    gap, resumed = inputs.gap.months, inputs.resume_month
    mention_flexible(facts, say)
    enrolled = "新单位重新办参保登记的，能报销的月份以那里写的为准。"
    say.cite("这里写明单位参保以后从什么时候起能报销", facts.employee_benefit_start, estimate=enrolled)
    later = months_later(waiting, inputs, facts, say)
    first, last = resumed.plus(later.low), resumed.plus(later.high)
    say.found(benefit_from=str(first) if later.is_exact else {"low": str(first), "high": str(last)})
    if not later.is_exact:
        say.estimate(f"到底哪个月起能报销要问清楚，{say.to_ask(inputs.gap.question)}")
        until = f"最早{month_text(first)}、最晚{month_text(last)}起能报销"
        return say.answer(f"您断了{gap}个月，等待期是{waiting.words}，{until}。")
    if later.high == 0:
        return say.answer(f"您断了{gap}个月，补缴后不用等，{month_text(first)}起照常报销。")
    if waiting.high == 0:
        return say.answer(f"您断了{gap}个月，补缴后没有等待期，从次月{month_text(first)}起报销。")
    say.step(f"{month_text(resumed)}起等{waiting.high}个月，{month_text(first)}起能报销。", str(first))
    return say.answer(f"您断了{gap}个月，要等{waiting.high}个月，{month_text(first)}起能报销。")


def mention_flexible(facts: Facts, say: Reasoning) -> None:
    """灵活就业: who pays for oneself has a rule of one's own, which is not reckoned with."""
    wait, exempt, start = (
        facts.flexible_lapse_waiting_months,
        facts.flexible_rejoin_exempt_months,
        facts.flexible_rejoin_benefit_start,
    )
    if wait.value is None:
        return
    soon = f"（断了{exempt.value}个月以内续上的不用等）" if exempt.value else ""
    when = f"，{start.value}能报销" if start.value else ""
    say.caution(f"这里算的是单位职工；灵活就业人员断缴另有规定，等待期是{wait.value.words}{soon}{when}。")
    say.doubt(wait)


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
    """Two months missed before the present one and made good, in one and the same area."""
    month = Month.of(on)
    return {
        "route": "same_area",
        "last_paid_month": str(month.plus(-3)),
        "resume_month": str(month),
        "continuous_months_before": "36",
        "back_paid": "true",
    }
