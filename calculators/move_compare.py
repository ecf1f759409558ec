"""换城市前后对比: whether to transfer, what becomes of the account, and three figures of both places."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from calculators import monthly_credit
from calculators.contribution_years import SEXES, RequiredYears
from calculators.engine.answer import Answer, Figure, month_text, months_text
from calculators.engine.facts import Fact
from calculators.engine.months import MONTHS_A_YEAR, Month, MonthRange
from calculators.engine.questions import Question, Result, given
from calculators.engine.reasoning import Reasoning
from calculators.engine.writing import PLACES
from calculators.retirement_age import CATEGORIES

TITLE = "换城市前后对比"
SUMMARY = "从一个城市换到另一个城市，医保要不要转，账户里的钱怎么办，两边待遇差多少。"
RULE = (
    "两边是同一个地方，或者同在一个全省统筹的省，不用办转移。",
    "同在一个省、省里自己有规定的，按省里的规定；跨省的要办转移，个人账户按全国规定。",
    "已经享受退休医保待遇的，规定不办转移的就不办。",
    "每月划入、退休要缴满的年限、断缴久了的等待期，两边各按自己的规定算；已经退休的，后两项不适用。",
    "年限只查到以后才退休的，现在退休的要缴满多少年就不给数。",
)
AT_WORK = ("employed", "flexible")
ACCOUNT = {
    "moves": "跟着人走",
    "stays_usable": "留在原账户继续用",
    "paid_out": "退给本人",
    "unknown": "怎么处理没有查到",
}
FIGURES = {
    "needs_transfer": Result("boolean", "要自己办转移"),
    "account": Result("choice", "个人账户里的钱", None, ACCOUNT),
    "monthly_credit": Result("money", "每月划入", "元"),
    "required_months": Result("integer", "退休要缴满", "个月", applies_when={"status": AT_WORK}),
    "waiting_months": Result("integer", "断缴久了要等", "个月", applies_when={"status": AT_WORK}),
}
PROVINCE_DIGITS = 2


@dataclass(frozen=True)
class Inputs(monthly_credit.Inputs):
    """As for the monthly credit, and how long the insured person has contributed."""

    category: Annotated[
        str | None,
        Question(kind="choice", label="人员类别", options=CATEGORIES, shown_when={"status": AT_WORK}),
    ] = None
    total_months: Annotated[
        int | None,
        Question(
            kind="integer",
            label="累计缴费",
            unit="个月",
            maximum=900,
            shown_when={"status": AT_WORK},
            help="各地的职工医保缴费加起来，含视同缴费。",
        ),
    ] = None


@dataclass(frozen=True)
class Region:
    """地区: its division code, the first digits of which are the province's, and its name."""

    code: str
    name: str


@dataclass(frozen=True)
class Place(monthly_credit.Facts):
    """The facts of one of the two places, and which place it is."""

    region: Region | None
    pooling_level: Fact[Literal["city", "province"]]
    account_transfer: Fact[Literal["moves", "stays_usable", "paid_out"]]
    transfer_for_retirees: Fact[bool]
    intra_province_account: Fact[Literal["moves", "stays_usable", "paid_out"]]
    intra_province_mode: Fact[Literal["automatic", "application", "none"]]
    required_years: Fact[tuple[RequiredYears, ...]]
    lapse_waiting_months: Fact[MonthRange]
    flexible_lapse_waiting_months: Fact[MonthRange]


@dataclass(frozen=True)
class Facts:
    """Both places."""

    origin: Place
    destination: Place


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """The transfer first, then each figure for both places."""
    say = Reasoning(FIGURES, facts.origin.service_hotline)
    names = names_of(facts)
    settled = retired_stay(inputs, facts.origin, say)
    needs_transfer, account = settled or transfer(facts.origin, facts.destination, say)
    say.found(needs_transfer=needs_transfer, account=account)
    is_complete = compare(inputs, facts, names, say)
    if account == "unknown" or not is_complete:
        say.estimate("有的没有查到，两边只能比一部分。")
    if inputs.status == "retired" and settled is None:
        say.caution(f"有的地方不给已经退休的人办转移，请先打{say.hotline}问。")
    if inputs.status not in AT_WORK:
        say.caution("您已经退休，退休要缴满的年限和断缴的等待期不适用。")
    only_shown = ""
    if settled is not None and facts.origin.region != facts.destination.region:
        only_shown = f"您的待遇留在{names['origin']}，{names['destination']}的每月划入只供对照，不会发给您。"
        say.caution(only_shown)
    route, money = f"从{names['origin']}到{names['destination']}", f"个人账户里的钱{ACCOUNT[account]}"
    if needs_transfer is None:
        to_ask = say.to_ask(f"{route}，医保关系要不要办转移？")
        return say.undecided(f"{route}要不要办转移没有查到；{money}。{to_ask}")
    verdict = "要办医保转移" if needs_transfer else "不用自己办医保转移"
    return say.answer(f"{route}{verdict}，{money}。{only_shown}")


def names_of(facts: Facts) -> dict[str, str]:
    """What both places are called."""
    regions = {"origin": facts.origin.region, "destination": facts.destination.region}
    return {side: region.name if region else PLACES[side] for side, region in regions.items()}


def compare(inputs: Inputs, facts: Facts, names: Mapping[str, str], say: Reasoning) -> bool:
    """The three figures of both places; whether all that apply to the reader are known."""
    reckonings = {"monthly_credit": credit_at, "required_months": required_at, "waiting_months": waiting_at}
    figures: dict[str, dict[str, Figure]] = {name: {} for name in reckonings}
    for side, place in (("origin", facts.origin), ("destination", facts.destination)):
        part = say.aside()
        for name, reckon in reckonings.items():
            figures[name][side] = reckon(place, inputs, part)
        say.quote(names[side], part)
    say.found(**figures)
    applying = [name for name in figures if inputs.status in AT_WORK or not FIGURES[name].applies_when]
    return not any(None in figures[name].values() for name in applying)


def retired_stay(inputs: Inputs, origin: Place, say: Reasoning) -> tuple[bool | None, str] | None:
    """已退休: who already draws retiree benefits keeps relation and account, where the rule says so."""
    rule = origin.transfer_for_retirees
    if inputs.status != "retired" or rule.value is not False:
        return None
    say.step("已经享受退休医保待遇的人不办转移，待遇和账户都留在原来的地方。", False, rule)
    return False, "stays_usable"


def transfer(origin: Place, destination: Place, say: Reasoning) -> tuple[bool | None, str]:
    """Whether the reader has to transfer, and what becomes of the account."""
    here, there = origin.region, destination.region
    if here is None or there is None:
        say.step("没有说明是哪两个城市，所以不知道要不要办转移。")
        return None, "unknown"
    if here.code == there.code:
        say.step("两边是同一个地方，不用办转移。", False)
        return False, "stays_usable"
    if here.code[:PROVINCE_DIGITS] == there.code[:PROVINCE_DIGITS]:
        return transfer_within_province(origin, destination, say)
    say.step(f"{here.name}和{there.name}不在一个省，医保关系要办转移。", True, origin.account_transfer)
    return True, account_across(origin, destination, say)


def transfer_within_province(origin: Place, destination: Place, say: Reasoning) -> tuple[bool | None, str]:
    """One pooling area, else the province's own rule, else the nation's."""
    levels = (origin.pooling_level, destination.pooling_level)
    own, mode = origin.intra_province_account, origin.intra_province_mode
    if all(level.value == "province" for level in levels):
        say.step("这个省职工医保全省统筹，在省内换城市不用办转移。", False, *levels)
        return False, own.value or "stays_usable"
    account = own.value or account_across(origin, destination, say)
    if own.value is not None:
        say.step(f"本省规定，省内换城市时个人账户里的钱{ACCOUNT[account]}。", account, own)
    if mode.value is not None:
        how = {"automatic": "由系统自动办", "application": "要自己申请", "none": "不用办"}[mode.value]
        needs_transfer = mode.value == "application"
        say.step(f"本省规定，省内转移{how}。", needs_transfer, mode)
        return needs_transfer, account
    say.doubt(mode)
    if all(level.value == "city" for level in levels):
        say.step("两个城市各自统筹，医保关系要办转移。", True, *levels)
        return True, account
    say.step("省内换城市要不要办转移没有查到。", None, *levels)
    return None, account


def account_across(origin: Place, destination: Place, say: Reasoning) -> str:
    """What the general rule says of the account; unknown when the two places differ."""
    rule, other = origin.account_transfer, destination.account_transfer
    if rule.value is None or other.value != rule.value:
        say.step("个人账户里的钱怎么处理没有查到一致的规定。", None, rule, other)
        return "unknown"
    say.step(f"办转移时，个人账户里的钱{ACCOUNT[rule.value]}。", rule.value, rule, other)
    return rule.value


def credit_at(place: Place, inputs: Inputs, say: Reasoning) -> Figure:
    """每月划入 there."""
    answer = monthly_credit.calculate(inputs, place)
    say.include(answer)
    return answer.figures["monthly_credit"]


def required_at(place: Place, inputs: Inputs, say: Reasoning) -> Figure:
    """Years required there; a range where they depend on the year of retirement."""
    if inputs.status not in AT_WORK:
        return None
    rule = say.nearest(place.required_years)
    sex, now = SEXES[given(inputs.category)], Month.of(rule.today) if rule.today else None
    rows = [each for each in rule.value or () if each.is_for(sex) and not each.is_over(now)]
    if not rows:
        say.step("退休要缴满多少年没有查到。", None, rule)
        return None
    listed = "；".join(f"{each.span}要缴满{each.years}年" for each in rows)
    if not any(each.has_begun(now) for each in rows):
        first = min(each.retiring_from for each in rows if each.retiring_from)
        say.step(f"只查到{listed}；在{month_text(first)}之前退休的没有查到。", None, rule)
        return None
    years = [each.years for each in rows]
    required = MonthRange(min(years) * MONTHS_A_YEAR, max(years) * MONTHS_A_YEAR)
    paid = f"您已缴{months_text(given(inputs.total_months))}"
    say.step(f"{'' if rows[0].span else '退休'}{listed}，{paid}。", required.figure, rule)
    return required.figure


def waiting_at(place: Place, inputs: Inputs, say: Reasoning) -> Figure:
    """The waiting period there after too long a gap."""
    if inputs.status not in AT_WORK:
        return None
    rule = place.lapse_waiting_months
    if inputs.status == "flexible" and place.flexible_lapse_waiting_months.value is not None:
        rule = place.flexible_lapse_waiting_months
    if rule.value is None:
        say.step("断缴久了要等几个月没有查到。", None, rule)
        return None
    say.step(f"断缴久了再缴费，等待期是{rule.value.words}。", rule.value.figure, rule)
    return rule.value.figure


def worked_inputs(_: date) -> dict[str, str]:
    """An employee of ten years on a base of 6,000 yuan."""
    return {"status": "employed", "base": "6000", "category": "male_60", "total_months": "120"}
