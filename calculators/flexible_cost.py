"""灵活就业缴费: the area's rate on the base chosen, or its fixed amount, for each option it offers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from calculators.answer import Answer, Figure, fen, money_text, percent_text
from calculators.contribution_base import within_limits
from calculators.facts import Fact, hotline
from calculators.months import MONTHS_A_YEAR
from calculators.payload import RefusedError
from calculators.reasoning import Reasoning
from calculators.schema import Question, Result

TITLE = "灵活就业缴费"
SUMMARY = "自己缴职工医保，每月、每年要缴多少钱。"
FIGURES = {
    "monthly": Result("money", "每月缴费", "元"),
    "yearly": Result("money", "全年缴费", "元"),
}
NOTHING: dict[str, Figure] = dict.fromkeys(FIGURES)


@dataclass(frozen=True)
class Inputs:
    """The base, in yuan or as a percentage of the average wage."""

    base_percent: Annotated[
        int | None,
        Question(
            kind="integer",
            label="缴费基数占当地平均工资",
            unit="%",
            minimum=1,
            maximum=1000,
            required=False,
            help="和下面的缴费基数只填一项。",
        ),
    ] = None
    base: Annotated[
        Decimal | None,
        Question(
            kind="money", label="缴费基数", unit="元/月", required=False, help="和上面的百分比只填一项。"
        ),
    ] = None


@dataclass(frozen=True)
class Option:
    """缴费档次: a rate on the base, or an amount a month or a year, with what comes on top."""

    name: str
    rate: Decimal | None = None
    monthly: Decimal | None = None
    yearly: Decimal | None = None
    base_low: Decimal | None = None
    base_high: Decimal | None = None
    extra_monthly: Decimal = Decimal(0)
    condition: str | None = None


@dataclass(frozen=True)
class PercentRange:
    """可选的百分比."""

    low: int
    high: int


@dataclass(frozen=True)
class Facts:
    """The options, and what the base is measured by."""

    flexible_options: Fact[tuple[Option, ...]]
    flexible_base_percent: Fact[PercentRange]
    average_wage: Fact[Decimal]
    flexible_base_min: Fact[Decimal]
    flexible_base_max: Fact[Decimal]
    contribution_base_min: Fact[Decimal]
    contribution_base_max: Fact[Decimal]
    service_hotline: Fact[str]


@dataclass(frozen=True)
class Cost:
    """一种缴法的费用."""

    name: str
    monthly: Decimal
    yearly: Decimal


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """The cost of every option open to all."""
    say = Reasoning()
    rule = facts.flexible_options
    refuse_contradictions(inputs, facts)
    options = [option for option in rule.value or () if option.condition is None]
    for option in rule.value or ():
        if option.condition is not None:
            say.caution(f"另有“{option.name}”，这里没有算，条件是：{option.condition}。")
    base = chosen_base(inputs, facts, say) if any(is_by_rate(option) for option in options) else None
    costs = [cost for option in options if (cost := cost_of(option, base, facts, say))]
    if not costs:
        by_wage = bool(options) and inputs.base_percent is not None
        missing = "当地平均工资，只知道百分比" if by_wage else "这里灵活就业人员的缴费比例或金额"
        return say.unknown(missing, hotline(facts.service_hotline), NOTHING, rule, facts.average_wage)

    low, high = min(costs, key=lambda cost: cost.monthly), max(costs, key=lambda cost: cost.monthly)
    figures: dict[str, Figure] = {
        "monthly": span(low.monthly, high.monthly),
        "yearly": span(low.yearly, high.yearly),
    }
    if low.monthly == high.monthly:
        return say.answer(f"每月缴{money_text(low.monthly)}，一年{money_text(low.yearly)}。", figures)
    lowest = f"最少的“{low.name}”每月{money_text(low.monthly)}，一年{money_text(low.yearly)}"
    highest = f"最多的“{high.name}”每月{money_text(high.monthly)}，一年{money_text(high.yearly)}"
    return say.answer(f"这里有{len(costs)}种缴法，{lowest}；{highest}。", figures)


def refuse_contradictions(inputs: Inputs, facts: Facts) -> None:
    """One measure of the base only, within the percentages the area allows; needed where a rate applies."""
    percent, allowed = inputs.base_percent, facts.flexible_base_percent.value
    if percent is not None and inputs.base is not None:
        words = "两项都填了：读到百分比和缴费基数，应只填一项。"
        raise RefusedError({"base_percent": words, "base": words})
    if percent is not None and allowed is not None and not allowed.low <= percent <= allowed.high:
        words = f"读到“{percent}%”，应为{allowed.low}%至{allowed.high}%"
        raise RefusedError({"base_percent": f"“缴费基数占当地平均工资”填得不对：{words}。"})
    needed = any(is_by_rate(option) for option in facts.flexible_options.value or ())
    if needed and percent is None and inputs.base is None:
        words = "这里按缴费基数的比例缴费：读到空白，应填百分比或者缴费基数。"
        raise RefusedError({"base_percent": words, "base": words})


def is_by_rate(option: Option) -> bool:
    """Whether what it costs depends on the base."""
    return option.monthly is None and option.yearly is None and option.rate is not None


def chosen_base(inputs: Inputs, facts: Facts, say: Reasoning) -> Decimal | None:
    """The base in yuan; nothing when the average wage it is a part of is not known."""
    if inputs.base_percent is None:
        return inputs.base
    wage = facts.average_wage
    if wage.value is None:
        return None
    base = wage.value * inputs.base_percent / 100
    words = (
        f"当地平均工资{money_text(wage.value)}的{inputs.base_percent}%是{money_text(base)}，作为缴费基数。"
    )
    say.step(words, fen(base), wage)
    return base


def cost_of(option: Option, base: Decimal | None, facts: Facts, say: Reasoning) -> Cost | None:
    """What one option costs; nothing when its amount cannot be known."""
    rule = facts.flexible_options
    if option.monthly is not None:
        monthly, how = option.monthly, "按固定金额缴"
    elif option.yearly is not None:
        monthly, how = option.yearly / MONTHS_A_YEAR, f"按固定金额一年缴{money_text(option.yearly)}"
    elif option.rate is not None and base is not None:
        limited = within_limits(base, lowest(option, facts), highest(option, facts), say)
        monthly = limited * option.rate
        how = f"按缴费基数{money_text(limited)}的{percent_text(option.rate)}缴"
    else:
        return None
    if option.extra_monthly:
        how += f"，每月另加{money_text(option.extra_monthly)}"
    monthly += option.extra_monthly
    say.step(f"“{option.name}”{how}，每月一共{money_text(monthly)}。", fen(monthly), rule)
    return Cost(option.name, monthly, monthly * MONTHS_A_YEAR)


def lowest(option: Option, facts: Facts) -> Fact[Decimal]:
    """The option's own limit, else that of the flexibly employed, else that of all."""
    if option.base_low is not None:
        return facts.flexible_options.part(option.base_low)
    return facts.contribution_base_min if facts.flexible_base_min.value is None else facts.flexible_base_min


def highest(option: Option, facts: Facts) -> Fact[Decimal]:
    """The option's own limit, else that of the flexibly employed, else that of all."""
    if option.base_high is not None:
        return facts.flexible_options.part(option.base_high)
    return facts.contribution_base_max if facts.flexible_base_max.value is None else facts.flexible_base_max


def span(low: Decimal, high: Decimal) -> Figure:
    """One amount, or the range between the cheapest and the dearest option."""
    return fen(low) if low == high else {"low": fen(low), "high": fen(high)}


def worked_inputs(_: date) -> dict[str, str]:
    """A base of 6,000 yuan."""
    return {"base": "6000"}
