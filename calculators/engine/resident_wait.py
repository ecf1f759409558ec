"""居民医保等几个月: by the area's own rule or example; else by the nation's principle, an estimate."""

from dataclasses import dataclass
from typing import Any

from calculators.engine.answer import date_text
from calculators.engine.enrolment import Enrolment, LateRule, Window
from calculators.engine.facts import Fact
from calculators.engine.months import MonthRange
from calculators.engine.payload import RefusedError
from calculators.engine.questions import given
from calculators.engine.reasoning import Reasoning
from calculators.engine.rule_years import first_year, this_year, too_many

DAYS_A_MONTH = 30
"""A limit in days is compared with whole months of so many days."""


@dataclass(frozen=True)
class Case:
    """情形: the payment, what was missed and made good, and the months since and under employee insurance."""

    enrolment: Enrolment
    lapsed_years: int
    repaired_years: int | None
    gap_months: int | None
    continuous_months: int | None


@dataclass(frozen=True)
class Wait:
    """等待期: its fixed part, what lapses add, and both together with the floor."""

    fixed: MonthRange
    variable: int
    total: MonthRange

    def tell(self, enrolment: Enrolment, say: Reasoning) -> None:
        """The parts of the wait, and the day."""
        say.found(
            fixed_months=self.fixed.figure,
            variable_months=self.variable,
            waiting_months=self.total.figure,
            benefit_from=enrolment.figure(self.total),
        )


NO_WAIT = Wait(MonthRange(0, 0), 0, MonthRange(0, 0))


@dataclass(frozen=True)
class WaitFacts:
    """The parts of the wait, the area's example and its own rules, and the nation's rule on switching."""

    resident_waiting_fixed_months: Fact[int]
    resident_waiting_months_per_lapsed_year: Fact[int]
    resident_repair_months_per_year: Fact[int]
    resident_waiting_free_lapsed_years: Fact[int]
    resident_waiting_counts_from_year: Fact[int]
    resident_waiting_long_lapse_years: Fact[int]
    resident_waiting_long_lapse_months: Fact[int]
    resident_waiting_example: Fact[tuple[str, ...]]
    resident_waiting_trigger: Fact[tuple[str, ...]]
    resident_benefit_start: Fact[tuple[str, ...]]
    resident_enrolment_window: Fact[Window]
    resident_late_rules: Fact[tuple[LateRule, ...]]
    resident_switch_days: Fact[int]
    resident_switch_benefit_start: Fact[str]
    lapse_short_gap_months: Fact[int]
    lapse_continuous_months: Fact[int]
    lapse_waiting_months: Fact[MonthRange]
    service_hotline: Fact[str]

    @property
    def parts(self) -> tuple[Fact[int], ...]:
        """What the wait is reckoned from."""
        return (
            self.resident_waiting_fixed_months,
            self.resident_waiting_months_per_lapsed_year,
            self.resident_waiting_free_lapsed_years,
            self.resident_repair_months_per_year,
            self.resident_waiting_long_lapse_years,
            self.resident_waiting_long_lapse_months,
        )

    @property
    def this_year(self) -> int | None:
        """The reader's own year, where the payload says the day."""
        return this_year(
            self.resident_waiting_fixed_months,
            self.resident_waiting_months_per_lapsed_year,
            self.resident_waiting_counts_from_year,
        )

    def settled(self, fact: Fact[Any], lapsed: int = 0) -> Fact[Any]:
        """The fact; where the area's own example follows the nation's principle, on its authority.

        An example shows a short lapse, not made good: of a long one and of repair it says nothing.
        """
        example, long_years = self.resident_waiting_example, self.resident_waiting_long_lapse_years.value
        is_shown = example.value is not None and (long_years is None or lapsed < long_years)
        return example.part(fact.value) if fact.is_principle and is_shown else fact


def counted_from(facts: WaitFacts) -> int | None:
    """从哪一年数起: the first year of which a lapse counts."""
    stated = facts.resident_waiting_counts_from_year.value
    rules = facts.resident_waiting_fixed_months, facts.resident_waiting_months_per_lapsed_year
    return first_year(*rules) if stated is None else stated


def count_years(
    inputs: type, lapsed: int, premium_year: int | None, facts: WaitFacts, say: Reasoning
) -> None:
    """Refuse more lapsed years than there have been since lapses count; say when they will have been."""
    start = counted_from(facts)
    if start is None or not lapsed:
        return
    this, paid_for = facts.this_year, premium_year and premium_year - 1
    last = min((year for year in (this, paid_for) if year is not None), default=None)
    if last is None:
        until = f"{lapsed}年最早要到{start + lapsed - 1}年才数得到"
        say.estimate(f"断保从{start}年起才算，{until}。")
        return
    before = f"，缴{premium_year}年度的费" if last == paid_for else ""
    why = f"断保从{start}年起才算{before}，到{last}年最多这么多"
    if errors := too_many(inputs, "lapsed_years", lapsed, max(0, last - start + 1), why):
        raise RefusedError(errors)


def check_window(enrolment: Enrolment, facts: WaitFacts, say: Reasoning) -> None:
    """Whether the day of the payment fits what was said of the window."""
    stated = facts.resident_enrolment_window
    window, paid_on = stated.value, enrolment.paid_on
    if paid_on is None:
        return
    is_at_odds = False
    if window is not None and window.premium_year == enrolment.premium_year:
        say.step(f"这里{window.premium_year}年度的集中参保期，{window.words}。", None, stated)
        is_at_odds = window.holds(paid_on) != enrolment.in_window
    from_payment = "；要等的，这里从缴费那天数起" if enrolment.is_past_window else ""
    if is_at_odds:
        said = f"您填的缴费日期{date_text(paid_on)}，和填的是不是在集中参保期内对不上"
        say.estimate(f"{said}，请核对{from_payment}。")
    elif enrolment.is_past_window:
        within = f"缴费日期已经在{enrolment.premium_year}年度里，没有查到这里的集中参保期延到那时候"
        say.estimate(f"{within}，和填的在集中参保期内对不上，请核对{from_payment}。")


def lapse_wait(case: Case, facts: WaitFacts, say: Reasoning) -> Wait | None:
    """The fixed part, the years that count, and the floor; nothing where a part is not known."""
    variable = variable_months(case, facts)
    long_years, floor = facts.resident_waiting_long_lapse_years, facts.resident_waiting_long_lapse_months
    if (
        facts.resident_waiting_fixed_months.value is None
        or variable is None
        or long_years.value is None
        or floor.value is None
    ):
        return None
    fixed, months = fixed_months(case, facts, say)
    if case.lapsed_years:
        why = "断保过"
    elif case.enrolment.in_window:
        why = "上一年的费过了期才缴"
    else:
        why = "没有在集中参保期内缴费"
    say.step(f"您{why}，先有固定等待期{months}个月。", months, fixed)
    if case.lapsed_years:
        explain_variable(case, variable, facts, say)
    total = months + variable
    if case.lapsed_years >= long_years.value and total < floor.value:
        long = f"断保满{long_years.value}年的，合计不少于{floor.value}个月"
        say.step(f"{long}，所以按{floor.value}个月算。", floor.value, floor, long_years)
        total = floor.value
    return Wait(MonthRange(months, months), variable, MonthRange(total, total))


def fixed_months(case: Case, facts: WaitFacts, say: Reasoning) -> tuple[Fact[Any], int]:
    """固定等待期: as the area's rules for late payment state it, else in general; and by which rule."""
    general, rules = given(facts.resident_waiting_fixed_months.value), facts.resident_late_rules
    fixed = facts.settled(facts.resident_waiting_fixed_months)
    if case.enrolment.in_window:
        return fixed, general
    rows = [row for row in rules.value or () if row.applies(case.enrolment.paid_on)]
    for row in rows:
        say.step(f"这里对过期缴费写明：{row.rule}。", row.waiting_months, rules)
    stated = {row.waiting_months for row in rows}
    only = stated.pop() if len(stated) == 1 else None
    if only is not None:
        return rules, only
    say.doubt(rules)
    if rows:
        unsure = f"以那里写的为准，拿不准请打{say.hotline}问"
        say.estimate(f"这里对过期缴费另有规定，各条不一样或没有写几个月，{unsure}。")
    return fixed, general


def variable_months(case: Case, facts: WaitFacts) -> int | None:
    """What the lapsed years add and the repaired ones take off; nothing when the rule is not known."""
    per_year, free = (
        facts.resident_waiting_months_per_lapsed_year,
        facts.resident_waiting_free_lapsed_years,
    )
    per_repair = facts.resident_repair_months_per_year
    if not case.lapsed_years:
        return 0
    if per_year.value is None or free.value is None or (case.repaired_years and per_repair.value is None):
        return None
    counted = max(0, case.lapsed_years - free.value)
    return max(0, counted * per_year.value - (case.repaired_years or 0) * (per_repair.value or 0))


def explain_variable(case: Case, variable: int, facts: WaitFacts, say: Reasoning) -> None:
    """The lapse in words."""
    per_year, free = facts.resident_waiting_months_per_lapsed_year, facts.resident_waiting_free_lapsed_years
    start, repair = facts.resident_waiting_counts_from_year, facts.resident_repair_months_per_year
    words = f"断保{case.lapsed_years}年，每年加{per_year.value}个月"
    cited: list[Fact[Any]] = [per_year, free]
    if start.value is not None:
        words += f"（从{start.value}年起断的才算）"
        cited.append(start)
    if free.value:
        words += f"（前{free.value}年不加）"
    if case.repaired_years:
        words += f"，补缴{case.repaired_years}年，每年减{repair.value}个月"
    settled = [facts.settled(fact, case.lapsed_years) for fact in cited]
    if case.repaired_years:
        settled.append(repair)
    say.step(f"{words}，一共加{variable}个月。", variable, *settled)
    say.cite("这里公布的算例", facts.resident_waiting_example)
    if case.repaired_years is None and variable:
        say.estimate("没有填补缴了几年，这里按没有补缴算。")


def switch_wait(case: Case, facts: WaitFacts, say: Reasoning) -> Wait | None:
    """从职工医保转来: none where the gap is short enough by the area's limit or the nation's; else a term."""
    exempt = is_in_time(case, facts, say)
    if exempt:
        say.cite("这里写明从职工医保转来的从什么时候起能报销", facts.resident_switch_benefit_start)
        return NO_WAIT
    fixed, limit = facts.resident_waiting_fixed_months, facts.lapse_waiting_months
    if fixed.value is None:
        return None
    if not fixed.is_principle:
        term = MonthRange(fixed.value, fixed.value)
        say.step(f"从职工医保转来、断得久的，按这里的等待期{term.words}。", term.figure, fixed)
    elif limit.value is None:
        return None
    else:
        term = MonthRange(fixed.value, max(fixed.value, limit.value.high))
        words = f"从职工医保转来、断得久的，等几个月由这里定，没有查到，全国的规定是{term.words}"
        say.step(f"{words}。", term.figure, fixed, limit)
    if exempt is None:
        term = MonthRange(0, term.high)
    return Wait(term, 0, term)


def is_in_time(case: Case, facts: WaitFacts, say: Reasoning) -> bool | None:
    """Whether who comes from employee insurance comes soon enough; None where that was not answered."""
    own, gap, before = facts.resident_switch_days, case.gap_months, case.continuous_months
    if own.value is not None:
        months = own.value // DAYS_A_MONTH
        words = f"这里规定停了职工医保{own.value}天以内转过来的，不设等待期"
        if gap is None:
            unanswered(f"{words}；停了几个月没有填", say, own)
            return None
        say.step(f"{words}；您停了{gap}个月。", gap <= months, own)
        if gap == months:
            say.estimate(f"{own.value}天要掐着日子数，差几天结果就不同，请带着停保的日期去问。")
        return gap <= months
    short, enough = facts.lapse_short_gap_months, facts.lapse_continuous_months
    if short.value is None or enough.value is None:
        return None
    words = f"停了职工医保不超过{short.value}个月、之前连续缴满{enough.value}个月的，转过来不设等待期"
    if gap is None or before is None:
        unanswered(f"{words}；停了几个月、之前连续缴了几个月没有都填", say, short, enough)
        return None
    is_soon = gap <= short.value and before >= enough.value
    say.step(f"{words}；您停了{gap}个月，之前连续缴了{before}个月。", is_soon, short, enough)
    if is_soon and gap:
        say.estimate(f"停的{gap}个月要按规定补缴上才不用等，这里按补缴了算；没有补缴的，可能要等。")
    return is_soon


def unanswered(words: str, say: Reasoning, *facts: Fact[Any]) -> None:
    """The rule, and that it needs an answer."""
    say.step(f"{words}，所以给出范围。", None, *facts)
    say.estimate("从职工医保转来的，请填上停了几个月、之前连续缴了几个月，再算一次。")


def quote_area(facts: WaitFacts, say: Reasoning, *, is_waiting: bool) -> None:
    """What the area writes in words, which is not reckoned with."""
    if is_waiting:
        say.cite("这里写明要等的情形", facts.resident_waiting_trigger)
    by_area = "这里另外写明了什么时候缴费、从什么时候起能报销，以那里写的为准。"
    say.cite("这里写明从什么时候起能报销", facts.resident_benefit_start, estimate=by_area)
