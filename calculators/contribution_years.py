"""缴费年限: the months missing for retiree benefits, in all and in this area (社会保险法 第二十七条)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from calculators.engine.answer import Answer, month_text, months_text
from calculators.engine.facts import Fact
from calculators.engine.months import MONTHS_A_YEAR, Month
from calculators.engine.questions import Question, Result
from calculators.engine.reasoning import Reasoning
from calculators.retirement_age import CATEGORIES

TITLE = "缴费年限"
SUMMARY = "退休后不用再缴医保费，要缴满多少年，您还差多少。"
RULE = (
    "按性别和退休月份找到当地要求的累计年限和在本地的年限，分别减去已经缴的月数。",
    "市里自己的没有查到、省里写了的，照省里的估算，并写明。",
    "两样都不差才算够；只要有一样差就是不够；有一样没有查到又没有差的，不下结论。",
    "当地另外要求实际缴费年限的，因为没有问，也不下结论；有没有这种要求没有查到的，只作估算。",
)
FIGURES = {
    "required_months": Result("integer", "累计要缴满", "个月"),
    "gap_months": Result("integer", "累计还差", "个月"),
    "local_required_months": Result("integer", "在本地要缴满", "个月"),
    "local_gap_months": Result("integer", "在本地还差", "个月"),
    "covered": Result("boolean", "几样年限都够了"),
}
SEXES = {"male_60": "male", "female_55": "female", "female_50": "female"}


@dataclass(frozen=True)
class Inputs:
    """How long the reader has contributed, and when the reader retires."""

    category: Annotated[str, Question(kind="choice", label="人员类别", options=CATEGORIES)]
    total_months: Annotated[
        int,
        Question(
            kind="integer",
            label="累计缴费",
            unit="个月",
            maximum=900,
            help="各地的职工医保缴费加起来，含视同缴费。",
        ),
    ]
    local_months: Annotated[
        int,
        Question(
            kind="integer",
            label="其中在本地缴费",
            unit="个月",
            maximum=900,
            not_above="total_months",
            help="只数真正缴了费的月数，视同缴费不算。",
        ),
    ]
    retirement_month: Annotated[
        Month,
        Question(
            kind="month",
            label="退休月份",
            help="不知道可以先用“法定退休年龄”算。",
            offered_years=(2020, 2080),
        ),
    ]


@dataclass(frozen=True)
class RequiredYears:
    """最低缴费年限的一条: for whom, and for those retiring from when until when."""

    sex: Literal["any", "male", "female"]
    years: int
    retiring_from: Month | None = None
    retiring_until: Month | None = None

    def is_for(self, sex: str) -> bool:
        """Whether it is a rule for persons of that sex."""
        return self.sex in ("any", sex)

    def has_begun(self, month: Month | None) -> bool:
        """Whether it is for those retiring in that month or before; of an unknown month, if it always was."""
        return self.retiring_from is None or (month is not None and self.retiring_from <= month)

    def is_over(self, month: Month | None) -> bool:
        """Whether it is only for those who retired before that month; of an unknown month it is not."""
        return self.retiring_until is not None and month is not None and self.retiring_until < month

    def holds(self, month: Month | None) -> bool:
        """Whether it is the rule for those retiring in that month."""
        return self.has_begun(month) and not self.is_over(month)

    def applies(self, sex: str, retirement: Month) -> bool:
        """Whether it is the rule for a person of that sex retiring then."""
        return self.is_for(sex) and self.holds(retirement)

    @property
    def span(self) -> str:
        """For those retiring when, in words; nothing where it is for all."""
        first = f"{month_text(self.retiring_from)}起" if self.retiring_from else ""
        last = f"到{month_text(self.retiring_until)}为止" if self.retiring_until else ""
        return f"{first}{last}退休的" if first or last else ""


@dataclass(frozen=True)
class ActualYears(RequiredYears):
    """实际缴费年限的一条: years really paid, where, and on what condition; 视同缴费 does not count."""

    where: str | None = None
    condition: str | None = None


@dataclass(frozen=True)
class Facts:
    """The years required in all, in this area, and really paid."""

    required_years: Fact[tuple[RequiredYears, ...]]
    required_local_years: Fact[tuple[RequiredYears, ...]]
    required_actual_years: Fact[tuple[ActualYears, ...]]
    required_years_conditions: Fact[tuple[str, ...]]
    retirement_conditions: Fact[tuple[str, ...]]
    service_hotline: Fact[str]

    @property
    def conditions(self) -> tuple[Fact[tuple[str, ...]], ...]:
        """What is required besides years."""
        return self.required_years_conditions, self.retirement_conditions


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Both requirements, each against the months paid."""
    say = Reasoning(FIGURES, facts.service_hotline)
    total, local = say.nearest(facts.required_years), say.nearest(facts.required_local_years)
    actual = say.nearest(facts.required_actual_years)
    gap = gap_of("累计", inputs.total_months, total, inputs, say)
    local_gap = gap_of("在本地", inputs.local_months, local, inputs, say)
    if gap is not None:
        say.found(required_months=gap.required, gap_months=gap.missing)
    if local_gap is not None:
        say.found(local_required_months=local_gap.required, local_gap_months=local_gap.missing)
    is_verified = not asks_for_actual_years(inputs, actual, say)
    for each in facts.conditions:
        say.cite("除了年限，这里还写明", each)
    say.caution("这里按已经缴的月数算，到退休前接着缴还会增加。")

    gaps = [each for each in (gap, local_gap) if each and each.missing]
    if gaps:
        missing = "，".join(f"{each.where}还差{months_text(each.missing)}" for each in gaps)
        headline = f"{month_text(inputs.retirement_month)}退休，您{missing}，可以继续缴到规定年限。"
        return say.answer(headline, covered=False)
    if gap is None:
        question = f"{whom(inputs)}，医保累计要缴满多少年？"
        return say.unknown(f"这里{whom(inputs)}要累计缴满多少年", question=question)
    if local_gap is None:
        say.step("在本地至少要缴几年没有查到。")
        to_ask = say.to_ask(f"{whom(inputs)}，医保在本地至少要缴几年？")
        return say.undecided(f"累计年限够了；在本地至少要缴几年没有查到，{to_ask}")
    if not is_verified:
        to_ask = say.to_ask("我的实际缴费年限够不够退休后不再缴医保？")
        return say.undecided(f"年限从总数看够了；其中实际缴费的年限够不够，{to_ask}")
    return enough(actual, facts, say)


def enough(actual: Fact[tuple[ActualYears, ...]], facts: Facts, say: Reasoning) -> Answer:
    """年限够了, as far as anybody states what is required."""
    if actual.value is None:
        to_ask = say.to_ask("除了累计年限，实际缴费至少要几年？视同缴费算不算？")
        say.estimate(f"实际缴费至少要几年没有查到，{to_ask}")
        return say.answer("按查到的要求，您的缴费年限够了，退休后不用再缴医保费。", covered=True)
    if any(each.value is not None for each in facts.conditions):
        to_ask = say.to_ask("我退休后不用再缴医保费，还差什么条件？")
        say.estimate(f"这里年限以外的条件没有核对，{to_ask}")
        return say.answer("您的缴费年限够了；这里另有条件，都符合了退休后才不用再缴医保费。", covered=True)
    return say.answer("您的缴费年限够了，退休后不用再缴医保费。", covered=True)


@dataclass(frozen=True)
class Gap:
    """差多少: what is required, and what is missing of it."""

    where: str
    required: int
    missing: int


def gap_of(
    where: str, paid: int, rule: Fact[tuple[RequiredYears, ...]], inputs: Inputs, say: Reasoning
) -> Gap | None:
    """The requirement for the reader against the months paid; nothing when it is not known."""
    sex = SEXES[inputs.category]
    rows = [each for each in rule.value or () if each.applies(sex, inputs.retirement_month)]
    years = {each.years for each in rows}
    says_for_whom = any(each.span for each in rows)
    when = None if says_for_whom else inputs.retirement_month.first_day
    if len(years) != 1:
        say.doubt(rule)
        return None
    required = years.pop() * MONTHS_A_YEAR
    gap = Gap(where, required, max(0, required - paid))
    if not required:
        say.step(f"{whom(inputs)}，{where}没有年限要求。", 0, rule, when=when)
        return gap
    result = f"还差{months_text(gap.missing)}" if gap.missing else "够了"
    words = f"{whom(inputs)}，{where}要缴满{months_text(required)}，您缴了{months_text(paid)}，{result}。"
    say.step(words, gap.missing, rule, when=when)
    return gap


def asks_for_actual_years(inputs: Inputs, rule: Fact[tuple[ActualYears, ...]], say: Reasoning) -> bool:
    """Whether the area also wants years really paid, of which the answers say nothing."""
    rows = [row for row in rule.value or () if row.applies(SEXES[inputs.category], inputs.retirement_month)]
    say.doubt(rule)
    for row in rows:
        who = f"“{row.condition}”这种情形，" if row.condition else ""
        where = f"（{row.where}）" if row.where else ""
        words = f"{who}其中实际缴费{where}要满{row.years}年，视同缴费不算；您没有填，这里没有核对。"
        say.step(words, None, rule)
    return rule.status == "conflicting" or any(row.condition is None for row in rows)


def whom(inputs: Inputs) -> str:
    """男职工2027年3月退休."""
    sex = {"male": "男", "female": "女"}[SEXES[inputs.category]]
    return f"{sex}职工{month_text(inputs.retirement_month)}退休"


def worked_inputs(on: date) -> dict[str, str]:
    """A woman with twenty-four years who retires next year."""
    return {
        "category": "female_55",
        "total_months": "288",
        "local_months": "180",
        "retirement_month": str(Month.of(on).plus(MONTHS_A_YEAR)),
    }
