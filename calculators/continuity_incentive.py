"""连续参保激励: yearly rises of the critical-illness ceiling, at most a share of it (国办发〔2024〕38号)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from calculators.engine.answer import Answer, fen, money_text, percent_text, to_fen
from calculators.engine.facts import Fact
from calculators.engine.payload import RefusedError
from calculators.engine.questions import Question, Result
from calculators.engine.reasoning import Reasoning
from calculators.engine.rule_years import first_year, this_year, too_many

TITLE = "连续参保激励"
SUMMARY = "居民医保连着参保、一年没报销，大病保险最高能报的钱会涨多少。"
RULE = (
    "连续参保超过规定年数以后，每多一年提高规定的数。",
    "全年没有报销的，每有一年提高规定的数。",
    "两样相加，不超过当地大病保险最高支付限额的规定份额。",
    "年数从规定施行那一年数起，填的比到今年为止能有的还多，就不收。",
    "用过奖励额度以后零报销怎么重新算，没有问，所以有零报销年份的只作估算。",
)
FIGURES = {
    "ceiling_raise": Result("money", "最高支付限额至少提高", "元"),
}


@dataclass(frozen=True)
class Inputs:
    """Years enrolled without a break, years without a claim, and the ceiling they raise."""

    continuous_years: Annotated[int, Question(kind="integer", label="连续参保", unit="年", maximum=80)]
    zero_claim_years: Annotated[
        int,
        Question(
            kind="integer",
            label="其中全年没有报销的",
            unit="年",
            maximum=80,
            not_above="continuous_years",
            help="只数已经过完的年份；用过奖励额度的，只数用过以后的。",
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
    incentive_base_ceiling: Fact[Decimal]
    incentive_after_use: Fact[str]
    incentive_after_lapse: Fact[str]
    service_hotline: Fact[str]

    @property
    def of_years(self) -> tuple[Fact[Any], ...]:
        """The rules by which years count."""
        return self.incentive_after_years, self.incentive_continuous_yearly, self.incentive_zero_claim_yearly


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Years beyond the threshold, years without a claim, and the cap on both."""
    say = Reasoning(FIGURES, facts.service_hotline)
    after, yearly = facts.incentive_after_years, facts.incentive_continuous_yearly
    zero_claim, cap = facts.incentive_zero_claim_yearly, facts.incentive_cap_share
    if after.value is None or yearly.value is None or zero_claim.value is None or cap.value is None:
        question = "居民医保连续参保、全年没有报销，大病保险限额每年提高多少，最多提高多少？"
        return say.unknown("连续参保激励的规定", after, yearly, zero_claim, cap, question=question)
    count_years(inputs, facts, say)

    is_own = yearly.is_local and zero_claim.is_local
    least = "" if is_own else "至少"
    raised = for_continuity(inputs.continuous_years, after.value, yearly.value, least, facts, say)
    raised += without_claim(inputs.zero_claim_years, zero_claim.value, least, facts, say)
    raised = under_cap(raised, inputs.ceiling, cap.value, facts, say)
    if facts.incentive_after_lapse.value is not None:
        say.step(f"以后断保的：{facts.incentive_after_lapse.value}。", None, facts.incentive_after_lapse)
    if not is_own:
        say.caution("这是规定的最低数，当地可以定得更高。")
    headline = f"提高{money_text(raised)}" if raised else "还没有提高"
    return say.answer(
        f"您的大病保险最高支付限额{least if raised else ''}{headline}。", ceiling_raise=fen(raised)
    )


def for_continuity(
    years: int, after: int, yearly: Decimal, least: str, facts: Facts, say: Reasoning
) -> Decimal:
    """连续参保: so much for each year beyond the threshold."""
    counted = max(0, years - after)
    rise = to_fen(counted * yearly)
    since = f"连续参保满{after}年以后，每多参保1年{least}提高{money_text(yearly)}"
    more = f"多出{counted}年，提高{money_text(rise)}" if counted else "还没有多出来的，这一项不提高"
    own = f"您连续参保{years}年，{more}"
    say.step(f"{since}；{own}。", fen(rise), facts.incentive_continuous_yearly, facts.incentive_after_years)
    return rise


def without_claim(years: int, yearly: Decimal, least: str, facts: Facts, say: Reasoning) -> Decimal:
    """零报销: so much for each year; from which one on after the raise was used was not asked."""
    rise = to_fen(years * yearly)
    each = f"全年没有报销的，每年{least}提高{money_text(yearly)}"
    own = f"您有{years}年" if years else "您没有这样的年份"
    say.step(f"{each}；{own}，提高{money_text(rise)}。", fen(rise), facts.incentive_zero_claim_yearly)
    use = facts.incentive_after_use
    if years and use.value is not None:
        say.step(f"用过奖励额度的：{use.value}。", None, use)
        to_ask = say.to_ask("我用过的大病保险奖励额度怎么算，零报销从哪一年重新数？")
        say.estimate(f"这里按您填的年份以后没有用过奖励额度算；用过的{to_ask}")
    return rise


def under_cap(raised: Decimal, own: Decimal | None, share: Decimal, facts: Facts, say: Reasoning) -> Decimal:
    """上限: a share of the area's ceiling, where that is filled in or known."""
    cap, base = facts.incentive_cap_share, facts.incentive_base_ceiling
    stated = facts.critical_illness_ceiling if base.value is None else base
    ceiling = stated.value if own is None else own
    words = f"合计不超过当地大病保险最高支付限额的{percent_text(share)}"
    if ceiling is None:
        say.step(f"{words}，这个限额没有填也没有查到，先不设上限。", None, cap)
        say.estimate(f"{say.to_ask('居民大病保险一年最高能报多少？')}填上再算一次。")
        return raised
    most = to_fen(ceiling * share)
    over = "，超过的不算" if raised > most else ""
    words += f"，{money_text(ceiling)}的{percent_text(share)}是{money_text(most)}{over}。"
    say.step(words, fen(most), cap, stated if own is None else cap)
    return min(raised, most)


def counted_from(facts: Facts) -> int | None:
    """从哪一年数起: the year in which the rule began."""
    return first_year(*facts.of_years)


def helps(facts: Facts) -> dict[str, str]:
    """From which year the years are counted, where that is known."""
    start = counted_from(facts)
    return {"continuous_years": f"从{start}年起算。"} if start else {}


def count_years(inputs: Inputs, facts: Facts, say: Reasoning) -> None:
    """Refuse more years than there have been under the rule; say when there will have been."""
    start, this = counted_from(facts), this_year(*facts.of_years)
    if start is None or not inputs.continuous_years:
        return
    since = f"从{start}年起算"
    if this is None:
        until = f"连续{inputs.continuous_years}年最早要到{start + inputs.continuous_years - 1}年才有"
        say.caution(f"年数{since}，{until}。")
        return
    passed = max(0, this - start)
    own, unclaimed = inputs.continuous_years, inputs.zero_claim_years
    possible = passed + 1 if this >= start else 0
    errors = too_many(Inputs, "continuous_years", own, possible, f"{since}，到{this}年最多这么多")
    errors |= too_many(Inputs, "zero_claim_years", unclaimed, passed, f"{since}，已经过完的年份最多这么多")
    if errors:
        raise RefusedError(errors)


def worked_inputs(_: date) -> dict[str, str]:
    """Two years in a row, the first of them without a claim."""
    return {"continuous_years": "2", "zero_claim_years": "1", "ceiling": "400000"}
