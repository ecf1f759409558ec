"""居民医保等待期: a fixed part, and a part for each further lapsed year (国办发〔2024〕38号).

What the area states goes before; so does an example of its own, which shows how it reads the nation's text.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from calculators.engine.answer import Answer, date_text
from calculators.engine.enrolment import Enrolment, Window
from calculators.engine.facts import Fact
from calculators.engine.questions import Question, Result, questions, wrong
from calculators.engine.reasoning import Reasoning
from calculators.engine.resident_wait import (
    NO_WAIT,
    Case,
    Wait,
    WaitFacts,
    check_window,
    count_years,
    counted_from,
    lapse_wait,
    quote_area,
    switch_wait,
)

TITLE = "居民医保等待期"
SUMMARY = "居民医保断保或过了集中参保期再缴，缴费后要等几个月才能报销。"
RULE = (
    "在集中参保期内缴费、没有断保、上一年也按时缴的，不用等，从缴费那一年度的1月1日起能报。",
    "其他情形先有固定等待期；断保的年数，除去不加的那几年，每一年再加规定的月数，补缴每一年减规定的月数，减到没有为止。",
    "断保达到长期断保的年数的，两样合计不少于规定的最低月数。",
    "断保后在集中参保期内缴的，从那一年度的1月1日数起；过了期才缴的，或者上一年的费过了期才缴的，从缴费那天数起。",
    "填了在集中参保期内、缴费日期却已在所缴年度里的，除非查到集中参保期延到那时候，也从缴费那天数起，只是估算。",
    "从职工医保转来的，断得不久、之前连续缴够规定月数的不用等；别的按当地的等待期，没有查到的给出范围。",
    "当地自己写明的，或者有当地算例的，按当地的；算例不管长期断保和补缴。只有全国的原则的，是估算。",
    "断保从规定起算的那一年数起，填的年数比到今年、到所缴年度的上一年为止能有的还多，就不收。",
    "属于不用等的人，按不用等算，并提醒向当地确认。没有填的几项怎么算的，都写明，结果是估算。",
)
FIGURES = {
    "fixed_months": Result("integer", "固定等待期", "个月"),
    "variable_months": Result("integer", "因断保增加", "个月"),
    "waiting_months": Result("integer", "一共要等", "个月"),
    "benefit_from": Result("date", "从哪天起能报销"),
}


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """When the reader enrols and for which year, what was missed and made good, and what was before."""

    enrolled_in_window: Annotated[
        bool,
        Question(kind="boolean", label="在集中参保期内缴费", help="一般是上一年秋冬到年底，以当地通知为准。"),
    ]
    lapsed_years: Annotated[
        int,
        Question(kind="integer", label="连续断保年数", unit="年", maximum=80, help="没断填0。"),
    ]
    repaired_years: Annotated[
        int | None,
        Question(
            kind="integer",
            label="补缴的年数",
            unit="年",
            maximum=80,
            required=False,
            not_above="lapsed_years",
            help="为缩短等待期补缴了几年，没补填0。",
        ),
    ] = None
    previous_premium_late: Annotated[
        bool | None,
        Question(
            kind="boolean",
            label="上一年的费过了期才缴",
            required=False,
            shown_when={"enrolled_in_window": (True,), "lapsed_years": ("0",)},
            help="上一年度的费，过了它的集中参保期才缴，或者这次一起补的，选“是”。",
        ),
    ] = None
    switching_from_employee: Annotated[
        bool | None,
        Question(
            kind="boolean",
            label="从职工医保转来",
            required=False,
            shown_when={"lapsed_years": ("0",)},
            help="以前有单位或自己缴职工医保，停了以后改缴居民医保。",
        ),
    ] = None
    gap_months: Annotated[
        int | None,
        Question(
            kind="integer",
            label="职工医保停了",
            unit="个月",
            maximum=900,
            required=False,
            shown_when={"switching_from_employee": (True,)},
            help="停缴职工医保到缴居民医保，中间空了几个整月。",
        ),
    ] = None
    continuous_months: Annotated[
        int | None,
        Question(
            kind="integer",
            label="停之前连续缴了",
            unit="个月",
            maximum=900,
            required=False,
            shown_when={"switching_from_employee": (True,)},
            help="停之前一个月不落地缴了多少个月。",
        ),
    ] = None
    exempt: Annotated[
        bool | None,
        Question(
            kind="boolean",
            label="属于不用等的人",
            required=False,
            help="按时参保的新生儿、医疗救助对象等。",
        ),
    ] = None
    paid_on: Annotated[
        date | None,
        Question(
            kind="date",
            label="缴费的日期",
            required=False,
            starts_today=True,
            help="已缴或打算缴的那一天。上一年的费过期才缴的，填缴那一笔的日子。",
        ),
    ] = None
    premium_year: Annotated[
        int | None,
        Question(
            kind="integer",
            label="缴的是哪一年度",
            unit="年",
            minimum=2010,
            maximum=2100,
            required=False,
            help="在集中参保期里缴的，一般是下一年度。",
        ),
    ] = None

    def enrolment(self, window: Window | None) -> Enrolment:
        """The payment, and the window as far as it is known."""
        return Enrolment(self.enrolled_in_window, self.late_before, self.paid_on, self.premium_year, window)

    @property
    def late_before(self) -> bool | None:
        """Whether the year before was paid late, where that matters and was answered."""
        return self.previous_premium_late if self.enrolled_in_window and not self.lapsed_years else None

    @property
    def is_switching(self) -> bool:
        """Whether it is the first residents' premium after employee insurance."""
        return bool(self.switching_from_employee) and not self.lapsed_years and self.late_before is None

    def case(self, enrolment: Enrolment) -> Case:
        """What the wait depends on."""
        return Case(
            enrolment, self.lapsed_years, self.repaired_years, self.gap_months, self.continuous_months
        )

    @property
    def question(self) -> str:
        """What to ask, in the reader's words."""
        when = "在集中参保期内" if self.enrolled_in_window else "过了集中参保期"
        lapse = f"以前断了{self.lapsed_years}年" if self.lapsed_years else "以前没有断过"
        if self.is_switching:
            lapse = "以前参加职工医保"
        return f"我{when}缴居民医保，{lapse}，要等几个月才能报销？"


@dataclass(frozen=True)
class Facts(WaitFacts):
    """What the wait depends on, and who need not wait."""

    resident_waiting_exempt: Fact[tuple[str, ...]]
    resident_waiting_exempt_days: Fact[int]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Nothing in the window without a lapse; else the fixed part, the years not made good, and the floor."""
    say = Reasoning(FIGURES, facts.service_hotline)
    enrolment = inputs.enrolment(facts.resident_enrolment_window.value)
    count_years(Inputs, inputs.lapsed_years, inputs.premium_year, facts, say)
    if inputs.exempt:
        return exempted(enrolment, facts, say)
    check_window(enrolment, facts, say)
    mention_unused(inputs, say)
    if is_regular(inputs) and facts.resident_waiting_fixed_months.value is not None:
        return without_wait(inputs, enrolment, facts, say)
    wait = (switch_wait if inputs.is_switching else lapse_wait)(inputs.case(enrolment), facts, say)
    if wait is None:
        parts = facts.parts + ((facts.lapse_waiting_months,) if inputs.is_switching else ())
        return say.unknown("居民医保等待期的规定", *parts, question=inputs.question)
    if wait.total.high:
        mention_unanswered(inputs, facts, say)
    quote_area(facts, say, is_waiting=bool(wait.total.high))
    return with_day(inputs, enrolment, wait, say)


def is_regular(inputs: Inputs) -> bool:
    """Whether nothing known makes one wait: in the window, no lapse, not late before, not switching."""
    return inputs.enrolled_in_window and not (
        inputs.lapsed_years or inputs.late_before or inputs.is_switching
    )


def mention_unused(inputs: Inputs, say: Reasoning) -> None:
    """Who answers to have come from employee insurance and also how residents' premiums were paid before."""
    if inputs.switching_from_employee and not inputs.is_switching:
        used = "断保的年数" if inputs.lapsed_years else "上一年居民医保的费是不是过期缴的"
        say.estimate(f"您填了从职工医保转来，也填了{used}；这里按{used}算，没有按从职工医保转来的算。")


def exempted(enrolment: Enrolment, facts: Facts, say: Reasoning) -> Answer:
    """属于不用等的人: as the reader says, and to be confirmed."""
    exempt, days = facts.resident_waiting_exempt, facts.resident_waiting_exempt_days
    whom = f"（这里列出的是：{'、'.join(exempt.value)}）" if exempt.value else ""
    say.step(f"您填的是属于不用等的人{whom}，等待期按0个月算。", 0, exempt)
    if days.value is not None:
        say.step(f"要在{days.value}天以内参保，才不用等。", None, days)
    say.caution(f"哪些人不用等由当地定，请先打{say.hotline}确认：“我这种情况缴了居民医保，要不要等待期？”")
    if exempt.value is None:
        say.estimate("哪些人不用等的规定没有查到，这里只照您填的算。")
    NO_WAIT.tell(enrolment, say)
    return say.answer("您属于不用等的人，缴费后就能报销，请先向当地确认。")


def without_wait(inputs: Inputs, enrolment: Enrolment, facts: Facts, say: Reasoning) -> Answer:
    """In the window, after a year paid in time."""
    fixed = facts.settled(facts.resident_waiting_fixed_months)
    say.step("您在集中参保期内缴费，也没有断保，没有等待期。", 0, fixed)
    if inputs.late_before is None:
        late = f"过了期才缴的，要从缴费那天起等{fixed.value}个月"
        say.estimate(f"没有填上一年的费是不是过了期才缴的，这里按按时缴的算；{late}。")
        if inputs.switching_from_employee is None:
            say.caution("刚从职工医保转来、停得久的，也可能要等；请选“从职工医保转来”再算一次。")
    quote_area(facts, say, is_waiting=False)
    new_year, covered = enrolment.new_year, enrolment.covered_from(0)
    if covered and covered != new_year:
        say.estimate("过了1月1日才缴的，有的地方从缴费那天起报，有的从第二天起报。")
    if enrolment.is_past_window:
        say.estimate(f"如果其实过了集中参保期，要从缴费那天起等{fixed.value}个月。")
    since = date_text(covered) if covered else "缴费那一年度的1月1日"
    NO_WAIT.tell(enrolment, say)
    return say.answer(f"您没有等待期，从{since}起能报销。")


def mention_unanswered(inputs: Inputs, facts: Facts, say: Reasoning) -> None:
    """What was not answered and would change the wait."""
    if inputs.exempt is None:
        exempt = facts.resident_waiting_exempt
        whom = f"（{'、'.join(exempt.value)}）" if exempt.value else ""
        say.estimate(f"没有填是不是属于不用等的人{whom}，这里按不属于算。")
    is_new = not inputs.enrolled_in_window and not inputs.lapsed_years
    if is_new and inputs.switching_from_employee is None:
        switched = "刚从职工医保转来的，停得不久的不用等，停得久的可能等得更久"
        say.estimate(f"没有填是不是从职工医保转来，这里按不是算；{switched}。")


def with_day(inputs: Inputs, enrolment: Enrolment, wait: Wait, say: Reasoning) -> Answer:
    """The wait, and the day from which care is paid for."""
    total = wait.total
    wait.tell(enrolment, say)
    first, last = enrolment.covered_from(total.low), enrolment.covered_from(total.high)
    if first and last:
        since = date_text(first) if first == last else f"最早{date_text(first)}、最晚{date_text(last)}"
        say.step(f"等待期{enrolment.start_words}，{since}起能报销。", enrolment.figure(total))
        if enrolment.runs_from_payment and inputs.premium_year and first.year > inputs.premium_year:
            say.caution(f"等到能报销的时候，{inputs.premium_year}年度已经过完，这一年度缴的费用不上。")
    else:
        say.caution(f"等待期{enrolment.start_words}；填上缴费的日期和缴的是哪一年度，就能算出从哪天起报销。")
    if not total.is_exact:
        say.estimate(f"等几个月要问清楚，{say.to_ask(inputs.question)}")
    if total.high == 0:
        since = f"从{date_text(first)}起能报销" if first else "缴费后就能报销"
        return say.answer(f"您没有等待期，{since}。")
    waits = f"您缴费后要等{total.words}才能报销"
    return say.answer(f"{waits}，{since}起能报。" if first and last else f"{waits}。")


def helps(facts: Facts) -> dict[str, str]:
    """From which year lapses count, where that is known."""
    start = counted_from(facts)
    return {"lapsed_years": f"从{start}年起算。"} if start else {}


def contradictions(values: Mapping[str, Any], _: Facts | None, refused: Collection[str]) -> dict[str, str]:
    """A premium is paid in its year or the year before."""
    paid_on, year = values.get("paid_on"), values.get("premium_year")
    if paid_on is None or year is None or "paid_on" in refused or year - paid_on.year in (0, 1):
        return {}
    expected = f"缴费那一年或者下一年（{paid_on.year}或{paid_on.year + 1}）"
    return {"premium_year": wrong(questions(Inputs)["premium_year"], f"{year}年", expected)}


def worked_inputs(on: date) -> dict[str, str]:
    """Two years missed, paid on the day for the next year, in the window."""
    return {
        "enrolled_in_window": "true",
        "lapsed_years": "2",
        "repaired_years": "0",
        "exempt": "false",
        "paid_on": on.isoformat(),
        "premium_year": str(on.year + 1),
    }
