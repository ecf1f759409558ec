"""每月划入: a share of the own base while employed, an amount by the area's tiers once retired.

国办发〔2021〕14号.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

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

TITLE = "每月划入"
SUMMARY = "医保个人账户每个月进多少钱：在职的按缴费基数算，退休的按当地标准。"
RULE = (
    "在职职工和灵活就业人员每月划入缴费基数乘以划入比例；基数在当地上下限以外的，移到最近的限。",
    "退休人员按当地标准：每月固定的数，或者一年的数除以十二，或者本人养老金乘以比例，按年龄分档的看年龄落在哪一档。",
    "上下限没有查到的不移动，结果只是估算。",
    "当地标准没有查到，或者只写了平均养老金的比例而不知道平均养老金的，不给出金额。",
)
FIGURES = {
    "monthly_credit": Result("money", "每月划入", "元"),
    "yearly_credit": Result("money", "全年划入", "元"),
}
STATUSES = {"employed": "在职职工", "flexible": "灵活就业", "retired": "退休人员"}
PAYERS = {"employed": "在职职工", "retired": "退休人员", "all": "在职和退休职工"}
UNUSUALLY_YOUNG = 45
"""Who is retired and younger is asked to look again; no rule says from which age one can be."""


@dataclass(frozen=True)
class Inputs:
    """Who the insured person is and what the amount depends on."""

    status: Annotated[
        str,
        Question(
            kind="choice",
            label="您的身份",
            options=STATUSES,
        ),
    ]
    base: Annotated[
        Decimal | None,
        Question(
            kind="money",
            label="缴费基数",
            unit="元/月",
            help="工资条或医保缴费记录里的缴费基数，一般接近上年月平均工资。",
            shown_when={"status": ("employed", "flexible")},
        ),
    ] = None
    age: Annotated[
        int | None,
        Question(kind="integer", label="年龄", unit="岁", maximum=130, shown_when={"status": ("retired",)}),
    ] = None
    pension: Annotated[
        Decimal | None,
        Question(
            kind="money",
            label="每月养老金",
            unit="元/月",
            help="有的地方按本人养老金算，不填就算不了这些地方。",
            required=False,
            shown_when={"status": ("retired",)},
        ),
    ] = None


@dataclass(frozen=True)
class Tier:
    """退休划入的一档: whom it covers by age and how its amount is stated."""

    age_from: int | None = None
    age_below: int | None = None
    monthly: Decimal | None = None
    yearly: Decimal | None = None
    own_pension_share: Decimal | None = None
    average_pension_share: Decimal | None = None
    average_pension_basis: str | None = None

    def covers(self, age: int) -> bool:
        """Whether this tier is for that age."""
        return (self.age_from or 0) <= age and (self.age_below is None or age < self.age_below)

    @property
    def per_month(self) -> tuple[Decimal, Decimal] | None:
        """每月多少元, where it is stated in yuan; a stated year's month may lie between two fen."""
        if self.monthly is not None:
            return to_fen(self.monthly), to_fen(self.monthly)
        return None if self.yearly is None else twelfth(self.yearly)

    @property
    def per_year(self) -> Decimal | None:
        """一年多少元: twelve months where a month is stated."""
        return self.yearly if self.monthly is None else to_fen(self.monthly) * MONTHS_A_YEAR

    @property
    def words(self) -> str:
        """满70岁的退休人员每月划入100元, however that is stated; nothing where it is not."""
        if self.monthly is not None:
            return f"{self.ages}每月划入{money_text(self.monthly)}"
        if self.yearly is not None:
            return f"{self.ages}一年划入{money_text(self.yearly)}"
        if self.own_pension_share is not None:
            return f"{self.ages}每月划入本人养老金的{percent_text(self.own_pension_share)}"
        if self.average_pension_share is not None:
            basis = self.average_pension_basis or "当地平均养老金"
            return f"{self.ages}每月划入{basis}的{percent_text(self.average_pension_share)}"
        return ""

    @property
    def ages(self) -> str:
        """Whom it covers, in words."""
        if self.age_from and self.age_below:
            return f"满{self.age_from}岁、不满{self.age_below}岁的退休人员"
        if self.age_from:
            return f"满{self.age_from}岁的退休人员"
        return f"不满{self.age_below}岁的退休人员" if self.age_below else "退休人员"


@dataclass(frozen=True)
class Deduction:
    """固定扣款: what is taken from the account again, and from whom."""

    name: str
    who: Literal["employed", "retired", "all"] | None = None
    monthly: Decimal | None = None
    average_pension_share: Decimal | None = None

    def is_taken_from(self, status: str) -> bool:
        """Whether it may be the reader's; where nobody says from whom it is taken, it may be anyone's."""
        return self.who in (None, "all") or (self.who == "retired") == (status == "retired")

    @property
    def words(self) -> str:
        """大额互助每月3元（适用：退休人员）."""
        amount = f"每月{money_text(self.monthly)}" if self.monthly is not None else ""
        if self.average_pension_share is not None:
            amount = f"每月按平均养老金的{percent_text(self.average_pension_share)}"
        return f"{self.name}{amount}" + (f"（适用：{PAYERS[self.who]}）" if self.who else "")


@dataclass(frozen=True)
class Facts:
    """Rates, limits of the base and the tiers of the retired."""

    employee_credit_rate: Fact[Decimal]
    flexible_credit_rate: Fact[Decimal]
    contribution_base_min: Fact[Decimal]
    contribution_base_max: Fact[Decimal]
    retiree_credit: Fact[tuple[Tier, ...]]
    retiree_credit_principle_share: Fact[Decimal]
    account_deductions: Fact[tuple[Deduction, ...]]
    service_hotline: Fact[str]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Retired by tier, everyone else by rate."""
    say = Reasoning(FIGURES, facts.service_hotline)
    if inputs.status == "retired":
        age = given(inputs.age)
        if age < UNUSUALLY_YOUNG:
            say.caution(f"您填的是已经退休、{age}岁，这样的很少，请核对一下身份和年龄。")
        return of_retired(age, inputs.pension, facts, say)
    is_employed = inputs.status == "employed"
    rate = facts.employee_credit_rate if is_employed else facts.flexible_credit_rate
    if rate.value is None:
        whose = "在职职工" if is_employed else "灵活就业人员"
        return say.unknown(f"这里{whose}每月划入的比例", rate)
    lowest, highest = facts.contribution_base_min, facts.contribution_base_max
    base = within_limits(given(inputs.base), lowest, highest, say)
    monthly = to_fen(base * rate.value)
    words = (
        f"个人账户每月划入缴费基数{money_text(base)}的{percent_text(rate.value)}，就是{money_text(monthly)}。"
    )
    say.step(words, fen(monthly), rate)
    return with_amount((monthly, monthly), monthly * MONTHS_A_YEAR, "您的", facts, say, inputs.status)


def of_retired(age: int, pension: Decimal | None, facts: Facts, say: Reasoning) -> Answer:
    """The tier of the reader's age, however its amount is stated."""
    rule = facts.retiree_credit
    tiers = [tier for tier in rule.value or () if tier.covers(age)]
    if len(tiers) != 1 or not tiers[0].words:
        return not_known(f"这里{age}岁退休人员每月划入的标准", facts, say)
    tier, whose, words = tiers[0], f"您{age}岁，", f"这里{tiers[0].words}"
    monthly, yearly = tier.per_month, tier.per_year
    if monthly and yearly is not None:
        average = "" if tier.monthly is not None else f"，平均到每月是{money_span_text(*monthly)}"
        say.step(f"{words}{average}，您{age}岁。", money_span(*monthly), rule)
        return with_amount(monthly, yearly, whose, facts, say)
    if tier.own_pension_share is None:
        words += "，合多少元没有查到"
        say.step(f"{words}。", None, rule)
        return say.undecided(f"{words}，{say.to_ask('退休人员个人账户每月划入多少元？')}")
    if pension is None:
        say.step(f"{words}，要知道您每月的养老金才能算。", None, rule)
        return say.undecided(f"{words}，请填上每月养老金再算。")
    share = to_fen(pension * tier.own_pension_share)
    say.step(f"{words}，您每月{money_text(pension)}，就是{money_text(share)}。", fen(share), rule)
    return with_amount((share, share), share * MONTHS_A_YEAR, whose, facts, say)


def not_known(missing: str, facts: Facts, say: Reasoning) -> Answer:
    """The national principle, which is no amount, and whom to ask."""
    principle = facts.retiree_credit_principle_share
    if principle.value is not None:
        share = percent_text(principle.value)
        say.step(
            f"全国的原则是按改革当年当地平均养老金的{share}左右定额划入，具体数由各地定。", None, principle
        )
    return say.unknown(missing, facts.retiree_credit)


def with_amount(
    monthly: tuple[Decimal, Decimal],
    yearly: Decimal,
    whose: str,
    facts: Facts,
    say: Reasoning,
    status: str = "retired",
) -> Answer:
    """The month's and the year's amount, before what is taken off again."""
    deductions = [each for each in facts.account_deductions.value or () if each.is_taken_from(status)]
    if deductions:
        taken = "、".join(each.words for each in deductions)
        say.step(f"这里另从账户里扣：{taken}；上面是没扣之前的数。", None, facts.account_deductions)
    headline = f"{whose}医保个人账户每月划入{money_span_text(*monthly)}，一年{money_text(yearly)}。"
    return say.answer(headline, monthly_credit=money_span(*monthly), yearly_credit=fen(yearly))


def worked_inputs(_: date) -> dict[str, str]:
    """An employee on a base of 6,000 yuan."""
    return {"status": "employed", "base": "6000"}
