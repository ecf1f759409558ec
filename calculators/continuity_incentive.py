"""连续参保激励: yearly rises of the critical-illness ceiling, at most a share of it (国办发〔2024〕38号)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from calculators.answer import Answer, Figure, fen, money_text, percent_text
from calculators.facts import Fact, hotline
from calculators.reasoning import Reasoning
from calculators.schema import Question, Result

TITLE = "连续参保激励"
SUMMARY = "居民医保连着参保、一年没报销，大病保险最高能报的钱会涨多少。"
RULE = (
    "连续参保超过规定年数以后，每多一年提高规定的数。",
    "全年没有报销的，每有一年提高规定的数。",
    "两样相加，不超过当地大病保险最高支付限额的规定份额。",
)
FIGURES = {
    "ceiling_raise": Result("money", "最高支付限额至少提高", "元"),
}
NOTHING: dict[str, Figure] = dict.fromkeys(FIGURES)


@dataclass(frozen=True)
class Inputs:
    """Years enrolled without a break, years without a claim, and the ceiling they raise."""

    continuous_years: Annotated[
        int, Question(kind="integer", label="连续参保", unit="年", maximum=80, help="从2025年起算。")
    ]
    zero_claim_years: Annotated[
        int,
        Question(
            kind="integer",
            label="其中全年没有报销的",
            unit="年",
            maximum=80,
            not_above="continuous_years",
        ),
    ]
    ceiling: Annotated[
        Decimal | None,
        Question(
            kind="money",
            label="当地大病保险最高支付限额",
            unit="元",
            required=False,
            help="不知道可以不填。",
        ),
    ] = None


@dataclass(frozen=True)
class Facts:
    """From which year on, how much a year, and the share of the ceiling that caps it."""

    incentive_after_years: Fact[int]
    incentive_continuous_yearly: Fact[Decimal]
    incentive_zero_claim_yearly: Fact[Decimal]
    incentive_cap_share: Fact[Decimal]
    critical_illness_ceiling: Fact[Decimal]
    incentive_after_lapse: Fact[str]
    service_hotline: Fact[str]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Years beyond the threshold, years without a claim, and the cap on both."""
    say = Reasoning()
    ask = hotline(facts.service_hotline)
    after, yearly = facts.incentive_after_years, facts.incentive_continuous_yearly
    zero_claim, cap = facts.incentive_zero_claim_yearly, facts.incentive_cap_share
    if after.value is None or yearly.value is None or zero_claim.value is None or cap.value is None:
        return say.unknown("连续参保激励的规定", ask, NOTHING, after, yearly, zero_claim, cap)

    counted = max(0, inputs.continuous_years - after.value)
    continuous = counted * yearly.value
    unclaimed = inputs.zero_claim_years * zero_claim.value
    raised = continuous + unclaimed
    since = f"连续参保满{after.value}年以后，每多参保1年至少提高{money_text(yearly.value)}"
    own = f"您连续参保{inputs.continuous_years}年，"
    own += f"多出{counted}年，提高{money_text(continuous)}" if counted else "还没有多出来的，这一项不提高"
    say.step(f"{since}；{own}。", fen(continuous), yearly, after)
    rise = f"全年没有报销的，每年至少提高{money_text(zero_claim.value)}"
    unclaimed_years = f"您有{inputs.zero_claim_years}年" if inputs.zero_claim_years else "您没有这样的年份"
    say.step(f"{rise}；{unclaimed_years}，提高{money_text(unclaimed)}。", fen(unclaimed), zero_claim)

    ceiling = facts.critical_illness_ceiling.value if inputs.ceiling is None else inputs.ceiling
    share = f"合计不超过当地大病保险最高支付限额的{percent_text(cap.value)}"
    if ceiling is None:
        say.step(f"{share}，这个限额没有填也没有查到，先不设上限。", None, cap)
        say.estimate(f"当地的限额请打{ask}问，填上再算一次。")
    else:
        most = ceiling * cap.value
        over = "，超过的不算" if raised > most else ""
        raised = min(raised, most)
        cited = facts.critical_illness_ceiling if inputs.ceiling is None else cap
        words = f"{share}，{money_text(ceiling)}的{percent_text(cap.value)}是{money_text(most)}{over}。"
        say.step(words, fen(most), cap, cited)
    if facts.incentive_after_lapse.value is not None:
        say.step(f"以后断保的：{facts.incentive_after_lapse.value}。", None, facts.incentive_after_lapse)
    say.caution("这是规定的最低数，当地可以定得更高。")
    figures: dict[str, Figure] = {"ceiling_raise": fen(raised)}
    if not raised:
        return say.answer("您的大病保险最高支付限额还没有提高。", figures)
    return say.answer(f"您的大病保险最高支付限额至少提高{money_text(raised)}。", figures)


def worked_inputs(_: date) -> dict[str, str]:
    """Six years in a row, two of them without a claim."""
    return {"continuous_years": "6", "zero_claim_years": "2", "ceiling": "400000"}
