"""断缴: how long a gap makes one wait, and whether its costs are paid for.

The area's own rule first. Else the nation's (医保办发〔2021〕43号): for those who moved or switched schemes,
a short gap made good costs no wait, a longer one at most so many months. Of other gaps it says nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from calculators.engine.answer import percent_text
from calculators.engine.facts import Fact
from calculators.engine.months import MonthRange
from calculators.engine.reasoning import Reasoning

NO_WAIT = MonthRange(0, 0)
SAID: Mapping[str | None, str] = {
    "same_area": "我一直在本地参加职工医保，",
    "moved": "我从外地的职工医保转来，",
    "switched": "我从居民医保换来，",
}


@dataclass(frozen=True)
class Gap:
    """断缴的一段: whole months without a contribution, what was before it and what was paid for it."""

    months: int
    route: str | None
    continuous: int
    back_paid: bool | None
    resumed_on: date

    @property
    def question(self) -> str:
        """What to ask, in the reader's words."""
        paid = {True: "，已经补缴", False: "，没有补缴", None: ""}[self.back_paid]
        gap = f"{SAID.get(self.route, '我')}断缴{self.months}个月{paid}"
        return f"{gap}，再缴费等待期是几个月，从哪个月起能报销？"


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
class GapFacts:
    """The thresholds, the waiting periods, and what the area says besides."""

    lapse_short_gap_months: Fact[int]
    lapse_continuous_months: Fact[int]
    lapse_waiting_months: Fact[MonthRange]
    lapse_short_gap_waiting_months: Fact[MonthRange]
    lapse_special_cases: Fact[tuple[str, ...]]
    lapse_long_gap_treatment: Fact[str]
    lapse_waiting_benefit_share: Fact[Decimal]
    lapse_retroactive_benefit: Fact[bool]
    lapse_benefit_resume: Fact[BenefitResume]
    employer_arrears_grace_days: Fact[int]
    service_hotline: Fact[str]

    @property
    def own_short_rule(self) -> Fact[Any] | None:
        """Where the area itself says that a short gap made good costs no wait."""
        said = (self.lapse_short_gap_months, self.lapse_benefit_resume)
        return next((fact for fact in said if fact.is_local and fact.value is not None), None)

    def is_enough(self, gap: Gap) -> bool:
        """Whether the months before the gap are as many as the rule wants."""
        enough = self.lapse_continuous_months.value
        return enough is not None and gap.continuous >= enough

    def is_long(self, gap: Gap) -> bool:
        """Whether the gap is longer than a short one."""
        return (
            self.lapse_short_gap_months.value is not None and gap.months > self.lapse_short_gap_months.value
        )


def wait_after(gap: Gap, facts: GapFacts, say: Reasoning) -> MonthRange | None:
    """How many months one waits; nothing where no rule is known."""
    waiting = (after_long_gap if facts.is_long(gap) else after_short_gap)(gap, facts, say)
    cases = facts.lapse_special_cases
    say.cite("这里另外写明", cases)
    if waiting is None or cases.value is None or not waiting.high:
        return waiting
    say.estimate("属于这里另外写明的情形的，按那一条，可能不用等；结果从不用等算起。")
    return MonthRange(0, waiting.high)


def after_long_gap(gap: Gap, facts: GapFacts, say: Reasoning) -> MonthRange | None:
    """The area's own waiting period, or the widest the nation allows."""
    rule, reduced = facts.lapse_waiting_months, facts.lapse_waiting_benefit_share
    if rule.value is None:
        return None
    short, nation = facts.lapse_short_gap_months, f"全国规定的是{rule.value.words}，这里的没有查到"
    own = f"这里等{rule.value.words}" if rule.is_local else nation
    words = f"断缴超过{short.value}个月，重新缴费后要不要等由各地定，{own}。"
    say.step(words, rule.value.figure, rule, short, when=gap.resumed_on)
    say.cite("这里写明", facts.lapse_long_gap_treatment)
    if rule.value.high and reduced.value is not None:
        words = f"等待期里看病，按正常待遇的{percent_text(reduced.value)}报销。"
        say.step(words, None, reduced, when=gap.resumed_on)
    return rule.value


def after_short_gap(gap: Gap, facts: GapFacts, say: Reasoning) -> MonthRange | None:
    """The area's own rule whatever the route; else none for those whom the nation's rule is made for."""
    short, continuous, own = (
        facts.lapse_short_gap_months,
        facts.lapse_continuous_months,
        facts.lapse_short_gap_waiting_months,
    )
    before, is_enough = f"断缴前连续缴费{gap.continuous}个月", facts.is_enough(gap)
    if own.value is not None and not is_enough:
        words = f"{before}，这里规定的等待期是{own.value.words}。"
        say.step(words, own.value.figure, own, when=gap.resumed_on)
        return own.value
    say.doubt(own)
    gone = f"断缴没有超过{short.value}个月"
    if facts.own_short_rule and gap.back_paid is not False:
        explain_own_rule(gap, facts.own_short_rule, say)
        words = f"{gone}，按这里的规定，补缴后不设等待期。"
        say.step(words, 0, facts.own_short_rule, short, when=gap.resumed_on)
        return NO_WAIT
    if gap.route == "moved" and gap.back_paid:
        words = f"{gone}，从外地转来、断的月份补缴了的，不设等待期。"
        say.step(words, 0, short, when=gap.resumed_on)
        return NO_WAIT
    if gap.route == "switched" and gap.back_paid and is_enough:
        words = f"{gone}，{before}，够{continuous.value}个月，断的月份补缴了，不设等待期。"
        say.step(words, 0, short, continuous, when=gap.resumed_on)
        return NO_WAIT
    return open_wait(gap, facts, say)


def explain_own_rule(gap: Gap, rule: Fact[Any], say: Reasoning) -> None:
    """What of the area's own rule was taken for granted."""
    if gap.back_paid is None:
        say.estimate("没有填断的月份补没补缴，这里按补缴了算；没有补缴的，可能要等。")
    if isinstance(rule.value, BenefitResume) and rule.value.condition:
        say.estimate(f"这里的规定写的是“{rule.value.condition}”，您符合才这样算。")


def open_wait(gap: Gap, facts: GapFacts, say: Reasoning) -> MonthRange | None:
    """Where neither rule decides: anything up to the limit, and what is to be answered or asked."""
    limit, enough = facts.lapse_waiting_months, facts.lapse_continuous_months
    if limit.value is None or (gap.route == "switched" and enough.value is None):
        say.doubt(enough)
        return None
    widest = MonthRange(0, limit.value.high)
    cited: tuple[Fact[Any], ...] = (limit,)
    by_area = "要不要等由这里自己定，没有查到"
    if gap.route is None:
        why = "没有填是哪一种：一直在这里参保、从外地转来、从居民医保换来，规定不一样"
    elif gap.back_paid is False:
        why = f"断的月份没有补缴，{by_area}"
    elif gap.route == "same_area":
        why = f"一直在这里参加职工医保的，断缴以后{by_area}"
    elif gap.back_paid is None:
        why = f"没有填断的月份补没补缴，没有补缴的，{by_area}"
    else:
        why = f"断缴前只连续缴费{gap.continuous}个月，不到{enough.value}个月，{by_area}"
        cited = (enough, limit)
    say.step(f"{why}；最多等{widest.high}个月。", widest.figure, *cited, when=gap.resumed_on)
    return widest


def is_gap_covered(gap: Gap, facts: GapFacts, say: Reasoning) -> bool | None:
    """Whether care during the gap is paid for; the nation's promise is for who moved or switched and paid."""
    rule, when = facts.lapse_retroactive_benefit, gap.resumed_on
    costs = f"断缴那{gap.months}个月看病的钱"
    if rule.value is False:
        say.step(f"{costs}，这里不能补报。", False, rule, when=when)
        return False
    if gap.back_paid is False and rule.value is not None:
        say.step(f"断的月份没有补缴，{costs}不能补报。", False, rule, when=when)
        return False
    is_meant = rule.is_local or gap.route == "moved" or (gap.route == "switched" and facts.is_enough(gap))
    if rule.value and gap.back_paid and is_meant and not facts.is_long(gap):
        say.step(f"{costs}，补缴后可以补报。", True, rule, when=when)
        return True
    say.doubt(rule)
    if (grace := facts.employer_arrears_grace_days).value is not None:
        say.step(f"单位欠缴的，责令以后{grace.value}天以内补上，这段时间的费用可以补报。", None, grace)
    say.caution(f"{costs}，补缴后能不能报销没有查到，请先打{say.hotline}问清。")
    return None
