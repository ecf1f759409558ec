"""法定退休年龄: the old age plus a delay that grows with the month in which the old age is reached.

全国人大常委会关于实施渐进式延迟法定退休年龄的决定 and the State Council's measures approved with it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from calculators.engine.answer import Answer, month_text, months_text
from calculators.engine.facts import Fact
from calculators.engine.months import MONTHS_A_YEAR, Month
from calculators.engine.questions import Question, Result
from calculators.engine.reasoning import Reasoning

TITLE = "法定退休年龄"
SUMMARY = "按出生年月算出法定退休的年龄和月份；医保要缴到这时候。"
RULE = (
    "先算出原来的退休月份：出生的月份加上原来的退休年龄。",
    "原来的退休月份在开始推迟以前的，不推迟；在这以后的，每满一步多推迟一个月，到最多的月数为止。",
    "可以自愿提前或者推后，提前的不早于原来的退休年龄。",
)
FIGURES = {
    "original_month": Result("month", "原来的退休月份"),
    "retirement_month": Result("month", "现在的退休月份"),
    "delay_months": Result("integer", "推迟", "个月"),
    "age_years": Result("integer", "退休时满", "岁"),
    "age_months": Result("integer", "另加", "个月"),
}
CATEGORIES = {
    "male_60": "男职工（原60岁）",
    "female_55": "女职工（原55岁）",
    "female_50": "女职工（原50岁）",
}


@dataclass(frozen=True)
class Inputs:
    """When the insured person was born, and which of the old ages applied."""

    birth_month: Annotated[
        Month,
        Question(
            kind="month",
            label="出生年月",
            help="按身份证或档案。",
            not_in_future=True,
            offered_years=(1940, 2010),
        ),
    ]
    category: Annotated[
        str,
        Question(
            kind="choice",
            label="人员类别",
            options=CATEGORIES,
            help="女职工：管理、技术岗位一般选年龄大的那一项，其他岗位选小的，拿不准问单位。",
        ),
    ]


@dataclass(frozen=True)
class DelayRule:
    """延迟退休的一条: from a month on, one month's delay for every step begun, up to the maximum."""

    category: str
    original_age: int
    from_: Month
    step_months: int
    maximum_delay_months: int

    def __post_init__(self) -> None:
        if self.step_months < 1:
            raise ValueError(f"step_months 读到“{self.step_months}”，应为1以上的整数")

    def delay(self, original_month: Month) -> int:
        """Months of delay for whoever reaches the old age in that month."""
        reached = self.from_.months_until(original_month)
        return 0 if reached < 0 else min(reached // self.step_months + 1, self.maximum_delay_months)


@dataclass(frozen=True)
class Facts:
    """The delay of each category, and how far one may choose to deviate."""

    retirement_age_rules: Fact[tuple[DelayRule, ...]]
    early_retirement_months: Fact[int]
    late_retirement_months: Fact[int]
    service_hotline: Fact[str]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """The month of the old age, the delay it brings, and the choice around it."""
    say = Reasoning(FIGURES, facts.service_hotline)
    rules = [each for each in facts.retirement_age_rules.value or () if each.category == inputs.category]
    if len(rules) != 1:
        return say.unknown("退休年龄的规定", facts.retirement_age_rules)

    rule = rules[0]
    original = inputs.birth_month.plus(rule.original_age * MONTHS_A_YEAR)
    delay = rule.delay(original)
    retirement = original.plus(delay)
    age = rule.original_age * MONTHS_A_YEAR + delay
    born = f"您{month_text(inputs.birth_month)}出生，{month_text(original)}满{rule.original_age}岁"
    say.step(f"{born}，这是原来的退休年龄。", str(original), facts.retirement_age_rules)
    explain_delay(delay, retirement, rule, facts, say)
    if delay:
        explain_choice(original, retirement, rule.original_age, facts, say)
    later = f"比原来推迟{delay}个月" if delay else "不推迟"
    return say.answer(
        f"您在{month_text(retirement)}满{months_text(age, '岁')}时退休，{later}。",
        original_month=str(original),
        retirement_month=str(retirement),
        delay_months=delay,
        age_years=age // MONTHS_A_YEAR,
        age_months=age % MONTHS_A_YEAR,
    )


def explain_delay(delay: int, retirement: Month, rule: DelayRule, facts: Facts, say: Reasoning) -> None:
    """延迟: by so many months, or not at all."""
    start = month_text(rule.from_)
    if delay:
        pace = f"{start}起每{rule.step_months}个月推迟1个月，最多推迟{rule.maximum_delay_months}个月"
        words = f"{pace}，您推迟{delay}个月，到{month_text(retirement)}退休。"
    else:
        words = f"{start}才开始推迟，您在这之前已到年龄，不推迟。"
    say.step(words, delay, facts.retirement_age_rules)


def explain_choice(original: Month, retirement: Month, old_age: int, facts: Facts, say: Reasoning) -> None:
    """弹性退休: how much earlier or later one may choose to retire."""
    early, late = facts.early_retirement_months, facts.late_retirement_months
    if early.value is not None:
        earliest = max(original, retirement.plus(-early.value))
        condition = f"最多提前{months_text(early.value)}，不能早于{old_age}岁，养老保险要缴够最低年限"
        say.step(f"想早退，最早可以选{month_text(earliest)}（{condition}）。", str(earliest), early)
    if late.value is not None:
        latest = retirement.plus(late.value)
        condition = f"最多推后{months_text(late.value)}，要和单位商量一致"
        say.step(f"想晚退，最晚可以选{month_text(latest)}（{condition}）。", str(latest), late)


def worked_inputs(on: date) -> dict[str, str]:
    """A man who turned sixty-one this month."""
    return {"birth_month": str(Month.of(on).plus(-61 * MONTHS_A_YEAR)), "category": "male_60"}
