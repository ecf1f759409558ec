"""补缴金额: months × contribution base × rate, the base kept within the area's limits."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from calculators.engine.answer import Answer, fen, money_text, percent_text, to_fen
from calculators.engine.contribution_base import within_limits
from calculators.engine.facts import Fact
from calculators.engine.questions import Question, Result
from calculators.engine.reasoning import Reasoning

TITLE = "补缴金额"
SUMMARY = "补缴几个月的医保费一共要多少钱。"
RULE = (
    "每月要补的是缴费基数乘以缴费比例，一共要补的是每月的数乘以月数。",
    "基数低于当地下限的按下限，高于上限的按上限；没有查到上下限的不移动，结果只是估算。",
    "月数超过当地最多能补的月数时提醒，不改变金额。",
    "比例按当地的规定。填了别的比例，就是假设这个比例，结果只是估算；没有填又没有查到的，不算。",
)
FIGURES = {
    "monthly": Result("money", "每月补缴", "元"),
    "principal": Result("money", "一共补缴", "元"),
}


@dataclass(frozen=True)
class Inputs:
    """How many months, on what base, at what rate."""

    months: Annotated[int, Question(kind="integer", label="补缴月数", unit="个月", minimum=1, maximum=600)]
    base: Annotated[
        Decimal, Question(kind="money", label="缴费基数", unit="元/月", help="按哪个基数补，问当地经办机构。")
    ]
    rate: Annotated[
        Decimal | None,
        Question(
            kind="share", label="缴费比例", required=False, help="单位和个人合计的比例；不填就用这里的规定。"
        ),
    ] = None


@dataclass(frozen=True)
class Facts:
    """The area's rate, limits of the base and limit of the months."""

    back_payment_rate: Fact[Decimal]
    contribution_base_min: Fact[Decimal]
    contribution_base_max: Fact[Decimal]
    back_payment_limit_months: Fact[int]
    service_hotline: Fact[str]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Base within limits × rate × months."""
    say = Reasoning(FIGURES, facts.service_hotline)
    limit = facts.back_payment_limit_months
    if limit.value is not None and inputs.months > limit.value:
        say.caution(
            f"这里最多补缴{limit.value}个月，您填了{inputs.months}个月，能不能补请先打{say.hotline}问。"
        )
    say.doubt(limit)
    rule = facts.back_payment_rate
    rate = rule.value if inputs.rate is None else inputs.rate
    if rate is None:
        return say.unknown("这里补缴的比例", rule)
    is_ruled = rate == rule.value

    base = within_limits(inputs.base, facts.contribution_base_min, facts.contribution_base_max, say)
    monthly = to_fen(base * rate)
    principal = monthly * inputs.months
    words = f"缴费基数{money_text(base)}的{percent_text(rate)}是{money_text(monthly)}"
    if is_ruled:
        say.step(f"{words}，这是每月要补的，比例按这里的规定。", fen(monthly), rule)
    else:
        say.step(f"假设比例是{percent_text(rate)}：{words}，这是每月要补的。", fen(monthly))
        ruled = "没有查到" if rule.value is None else f"是{percent_text(rule.value)}"
        assumed = f"比例{percent_text(rate)}是假设的，这里的规定{ruled}"
        say.estimate(f"{assumed}；按哪个比例补，先打{say.hotline}问。")
        say.doubt(rule)
    say.step(f"补{inputs.months}个月，一共{money_text(principal)}。", fen(principal))
    say.caution("这里只算医保费本身，不含滞纳金；以经办机构或税务机关开出的金额为准。")
    assuming = "" if is_ruled else f"假设比例是{percent_text(rate)}，"
    headline = f"{assuming}补{inputs.months}个月一共要缴{money_text(principal)}，每月{money_text(monthly)}。"
    return say.answer(headline, monthly=fen(monthly), principal=fen(principal))


def worked_inputs(_: date) -> dict[str, str]:
    """Three months on a base of 6,000 yuan at eight per cent."""
    return {"months": "3", "base": "6000", "rate": "8%"}
