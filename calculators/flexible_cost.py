"""灵活就业缴费: the area's rate on the base chosen, or its fixed amount, for each option it offers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from calculators.engine.answer import (
    Answer,
    fen,
    money_span,
    money_span_text,
    money_text,
    percent_text,
    to_fen,
    twelfth,
)
from calculators.engine.contribution_base import within_limits
from calculators.engine.facts import Fact
from calculators.engine.months import MONTHS_A_YEAR
from calculators.engine.questions import Question, Result, given
from calculators.engine.reasoning import Reasoning

TITLE = "灵活就业缴费"
SUMMARY = "自己缴职工医保，每月、每年要缴多少钱。"
RULE = (
    "按比例缴的，缴费基数乘以比例；基数在这一档的上下限以外的，移到最近的限；基数固定的就用固定的数。",
    "按固定金额缴的，照固定的数；只写了一年的数的，除以十二。",
    "每月另外要交的加在一起。当地有几种缴法的，每一种都算，给出最少和最多。",
    "上下限没有查到的不移动，结果只是估算。每种缴法都有条件的，分别列出，不替您选。",
    "当地自己写明百分比可选范围的，范围以外的不收。",
)
FIGURES = {
    "monthly": Result("money", "每月缴费", "元"),
    "yearly": Result("money", "全年缴费", "元"),
}


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

    @property
    def is_by_rate(self) -> bool:
        """Whether it costs a share of a base."""
        return self.monthly is None and self.yearly is None and self.rate is not None

    @property
    def has_fixed_base(self) -> bool:
        """固定基数: whether the area leaves no choice of base."""
        return self.base_low is not None and self.base_low == self.base_high


@dataclass(frozen=True)
class PercentRange:
    """可选的百分比."""

    low: int
    high: int


@dataclass(frozen=True)
class Facts:
    """The options, and what the base is measured by."""

    flexible_options: Fact[tuple[Option, ...]]
    flexible_details: Fact[tuple[str, ...]]
    flexible_base_percent: Fact[PercentRange]
    average_wage: Fact[Decimal]
    flexible_base_min: Fact[Decimal]
    flexible_base_max: Fact[Decimal]
    contribution_base_min: Fact[Decimal]
    contribution_base_max: Fact[Decimal]
    service_hotline: Fact[str]


@dataclass(frozen=True)
class Cost:
    """一种缴法的费用; the month of a stated year may lie between two fen."""

    name: str
    monthly: tuple[Decimal, Decimal]
    yearly: Decimal
    condition: str | None = None

    @property
    def words(self) -> str:
        """每月584.92元."""
        return f"每月{money_span_text(*self.monthly)}"


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """The cost of every option open to all; where each has a condition, of these, without choosing."""
    say = Reasoning(FIGURES, facts.service_hotline)
    options = open_to_all(facts)
    reckoned = options or facts.flexible_options.value or ()
    needs_base = chooses_base(reckoned)
    base = chosen_base(inputs, facts, say) if needs_base else None
    costs = costs_of(reckoned, base, inputs, facts, say)
    if not costs:
        is_wage = needs_base and inputs.base_percent is not None
        missing = "当地平均工资" if is_wage else "这里灵活就业人员的缴费比例或金额"
        return say.unknown(missing, facts.flexible_options, facts.average_wage)
    if not options:
        each = "；".join(f"{cost.condition}的，{cost.words}" for cost in costs)
        to_ask = say.to_ask("灵活就业缴职工医保，我这种情况每月缴多少？")
        return say.undecided(f"这里缴多少看您符合哪个条件：{each}；都不符合或者不清楚的，{to_ask}")
    unlisted = "这里另外写明的，没有列成金额的没有算进去，实际的数可能不同。"
    say.cite("这里另外写明", facts.flexible_details, estimate=unlisted)
    return from_least_to_most(costs, say)


def costs_of(
    reckoned: Sequence[Option], base: Decimal | None, inputs: Inputs, facts: Facts, say: Reasoning
) -> list[Cost]:
    """What each of these options costs, and which are left out and why."""
    costs = []
    for option in facts.flexible_options.value or ():
        if option not in reckoned:
            say.caution(f"另有“{option.name}”，这里没有算，条件是：{option.condition}。")
        elif cost := cost_of(option, base, facts, say):
            costs.append(cost)
        else:
            is_unasked = option.is_by_rate and not (inputs.base or inputs.base_percent)
            missing = "当地平均工资" if option.is_by_rate else "缴费比例或金额"
            lacking = "缴费基数没有填" if is_unasked else f"{missing}没有查到"
            say.caution(f"另有“{option.name}”，{lacking}，这里没有算。")
    return costs


def from_least_to_most(costs: list[Cost], say: Reasoning) -> Answer:
    """One amount, or the least and the most."""
    low, high = min(costs, key=lambda cost: cost.monthly), max(costs, key=lambda cost: cost.monthly)
    say.found(monthly=money_span(low.monthly[0], high.monthly[1]), yearly=money_span(low.yearly, high.yearly))
    if low.monthly == high.monthly:
        return say.answer(f"每月缴{money_span_text(*low.monthly)}，一年{money_text(low.yearly)}。")
    lowest = f"最少的“{low.name}”{low.words}，一年{money_text(low.yearly)}"
    highest = f"最多的“{high.name}”{high.words}，一年{money_text(high.yearly)}"
    return say.answer(f"这里有{len(costs)}种缴法，{lowest}；{highest}。")


def contradictions(
    values: Mapping[str, Any], facts: Facts | None, refused: Collection[str]
) -> dict[str, str]:
    """One measure of the base only, within the percentages the area allows; needed where a rate applies."""
    percent, base = values.get("base_percent"), values.get("base")
    if percent is not None and base is not None:
        words = "两项都填了：读到百分比和缴费基数，应只填一项。"
        return {"base_percent": words, "base": words}
    if facts is None:
        return {}
    allowed = own_range(facts.flexible_base_percent)
    if percent is not None and allowed is not None and not allowed.low <= percent <= allowed.high:
        words = f"读到“{percent}%”，应为{allowed.low}%至{allowed.high}%"
        return {"base_percent": f"“缴费基数占当地平均工资”填得不对：{words}。"}
    is_left_out = percent is None and base is None and not {"base_percent", "base"} & set(refused)
    if is_left_out and chooses_base(open_to_all(facts)):
        words = "这里按缴费基数的比例缴费：读到空白，应填百分比或者缴费基数。"
        return {"base_percent": words, "base": words}
    return {}


def open_to_all(facts: Facts) -> list[Option]:
    """The options without a condition."""
    return [option for option in facts.flexible_options.value or () if option.condition is None]


def chooses_base(options: Sequence[Option]) -> bool:
    """Whether any of them is a share of a base the reader chooses."""
    return any(option.is_by_rate and not option.has_fixed_base for option in options)


def own_range(fact: Fact[PercentRange]) -> PercentRange | None:
    """The area's own range; medical bases are set locally, so what the nation states binds no one."""
    return None if fact.is_national else fact.value


def chosen_base(inputs: Inputs, facts: Facts, say: Reasoning) -> Decimal | None:
    """The base in yuan; nothing when the average wage it is a part of is not known."""
    if inputs.base_percent is None:
        return inputs.base
    wage = facts.average_wage
    if wage.value is None:
        return None
    base = to_fen(wage.value * inputs.base_percent / 100)
    words = (
        f"当地平均工资{money_text(wage.value)}的{inputs.base_percent}%是{money_text(base)}，作为缴费基数。"
    )
    say.step(words, fen(base), wage)
    return base


def cost_of(option: Option, base: Decimal | None, facts: Facts, say: Reasoning) -> Cost | None:
    """What one option costs; nothing when its amount cannot be known."""
    month: Decimal | None = None
    if option.monthly is not None:
        month, how = option.monthly, "按固定金额缴"
    elif option.yearly is not None:
        how = f"按固定金额一年缴{money_text(option.yearly)}"
    elif option.rate is not None and option.base_low is not None and option.has_fixed_base:
        month = option.base_low * option.rate
        how = f"的缴费基数固定是{money_text(option.base_low)}，按{percent_text(option.rate)}缴"
    elif option.rate is not None and base is not None:
        limited = within_limits(base, lowest(option, facts), highest(option, facts), say)
        month = limited * option.rate
        how = f"按缴费基数{money_text(limited)}的{percent_text(option.rate)}缴"
    else:
        return None
    if option.extra_monthly:
        how += f"，每月另加{money_text(option.extra_monthly)}"
    low, high = twelfth(given(option.yearly)) if month is None else (to_fen(month), to_fen(month))
    yearly = low * MONTHS_A_YEAR if month is not None else given(option.yearly)
    extra = to_fen(option.extra_monthly)
    cost = Cost(option.name, (low + extra, high + extra), yearly + extra * MONTHS_A_YEAR, option.condition)
    words = f"“{option.name}”{how}，每月一共{money_span_text(*cost.monthly)}。"
    say.step(words, money_span(*cost.monthly), facts.flexible_options)
    return cost


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


def worked_inputs(_: date) -> dict[str, str]:
    """A base of 6,000 yuan."""
    return {"base": "6000"}
