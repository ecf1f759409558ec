"""转移办结期限: so many working days for the origin area, then so many for the destination; or one total.

基本医疗保险关系转移接续暂行办法; within one province the province's own total, where it has one. The day of
acceptance does not count (民法典 第二百零一条).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Annotated, Any, Literal

from calculators.engine.answer import Answer, Rule, date_text
from calculators.engine.facts import Fact
from calculators.engine.payload import RefusedError
from calculators.engine.questions import Question, Result
from calculators.engine.reasoning import Reasoning
from calculators.engine.workdays import CalendarYear, MonthDay, NoWorkError, WorkingDays

TITLE = "转移办结期限"
SUMMARY = "填上申请受理的日期，看最晚哪一天办完，现在有没有超期。"
RULE = (
    "受理当天不算，从第二天开始数工作日，数到规定的天数就是转出地最晚办完的那一天。",
    "从那一天起再数规定的天数，就是转入地最晚办完的那一天。",
    "在一个省里转的，省里定了总天数的，按总天数数到最晚办完的那一天；没有查到的，照跨省的天数估算。",
    "没有填是不是在一个省里转的，按跨省算，并写明。",
    "哪天上班按国务院办公厅每年的放假通知；通知还没有出的年份，先按周一至周五上班、固定的节日放假来估算，并写明是估算。",
)
STATES = {"in_time": "还在期限内", "transfer_out_overdue": "转出已经超期", "overdue": "全部期限已过"}
FIGURES = {
    "transfer_out_by": Result("date", "转出地最晚办完", absent="—"),
    "transfer_in_by": Result("date", "转入地最晚办完"),
    "working_days_elapsed": Result("integer", "已经过了", "个工作日"),
    "state": Result("choice", "现在的状态", None, STATES),
}
NO_APPLICATION = {"automatic": "由系统自动办，不用申请", "none": "不用办转移"}


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Which way the transfer goes, when it was accepted, and the day to look from."""

    within_province: Annotated[
        bool | None,
        Question(
            kind="boolean",
            label="在同一个省里转",
            required=False,
            help="转出、转入的两个城市在一个省，选“是”；跨省的选“否”。",
        ),
    ] = None
    accepted_on: Annotated[
        date, Question(kind="date", label="受理日期", help="收下转移申请的那一天，短信或办事记录里有。")
    ]
    as_of: Annotated[
        date,
        Question(
            kind="date", label="算到哪一天", help="一般填今天。", not_before="accepted_on", starts_today=True
        ),
    ]


@dataclass(frozen=True)
class InProvinceTime:
    """省内转移的时限: at once, or so many working days for the whole transfer."""

    workdays: int = 0
    at_once: bool = False

    def __post_init__(self) -> None:
        if self.at_once == bool(self.workdays):
            raise ValueError("读到两项都有或者都没有，应有 workdays 或 at_once 一项")


@dataclass(frozen=True)
class Facts:
    """The limits, whether one has to apply at all within the province, and the days counted in."""

    transfer_out_workdays: Fact[int]
    transfer_in_workdays: Fact[int]
    intra_province_time: Fact[InProvinceTime]
    intra_province_mode: Fact[Literal["automatic", "application", "none"]]
    intra_province_eligibility: Fact[str]
    intra_province_manual_cases: Fact[tuple[str, ...]]
    same_city_transfer_needed: Fact[bool]
    working_day_calendar: Fact[tuple[CalendarYear, ...]]
    fixed_holidays: Fact[tuple[MonthDay, ...]]
    period_counted_from_next_day: Fact[bool]
    service_hotline: Fact[str]


@dataclass(frozen=True)
class Leg:
    """一段期限: whose it is, in how many working days, by which rule."""

    whose: str
    days: int
    rule: Fact[Any]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Count each limit from the day after acceptance, and place `as_of` among them."""
    say = Reasoning(FIGURES, facts.service_hotline)
    start, today = inputs.accepted_on, inputs.as_of
    legs = legs_of(inputs, facts)
    if legs is None:
        limits = (facts.transfer_out_workdays, facts.transfer_in_workdays)
        question = "医保转移受理以后，转出地、转入地各要几个工作日办完？"
        return say.unknown("转出地和转入地的办结时限", *limits, question=question)
    calendar = WorkingDays(facts.working_day_calendar.value or (), facts.fixed_holidays.value or ())
    by = ends(start, legs, calendar)
    explain_start(start, facts, say)
    explain_route(inputs, facts, say)
    last = max(by[-1], today)
    counted_by = explain_days(start, today, last, calendar, facts, say)
    if counted_by is None:
        missing = f"{years_text(calendar.unannounced(start, last))}的放假安排"
        question = f"我的医保转移{date_text(start)}受理，最晚哪一天办完？"
        unknown = (facts.working_day_calendar, facts.fixed_holidays)
        return say.unknown(missing, *unknown, question=question)
    explain_legs(start, legs, by, say)
    elapsed = calendar.count(start, today)
    say.step(elapsed_text(start, today, elapsed, calendar), elapsed, counted_by)
    state = state_of(start, today, legs, by, say)
    return say.answer(
        f"{limits_text(inputs, legs, by, facts)}；{state_text(state, today)}",
        transfer_out_by=by[0].isoformat() if len(by) > 1 else None,
        transfer_in_by=by[-1].isoformat(),
        working_days_elapsed=elapsed,
        state=state,
    )


def legs_of(inputs: Inputs, facts: Facts) -> list[Leg] | None:
    """The province's own total within it, where that is known; else one limit for each side."""
    own = facts.intra_province_time
    if inputs.within_province and own.value is not None:
        return [Leg("整个转移", own.value.workdays, own)]
    out_days, in_days = facts.transfer_out_workdays, facts.transfer_in_workdays
    if out_days.value is None or in_days.value is None:
        return None
    return [Leg("转出地", out_days.value, out_days), Leg("转入地", in_days.value, in_days)]


def ends(start: date, legs: list[Leg], calendar: WorkingDays) -> list[date]:
    """The last day of each leg, one after the other."""
    try:
        return list(accumulate((leg.days for leg in legs), calendar.after, initial=start))[1:]
    except NoWorkError:
        endless = "事实的格式不对：照这份放假安排连着几十天没有人上班，数不出工作日。"
        names = ("working_day_calendar", "fixed_holidays")
        raise RefusedError({f"facts.{name}": endless for name in names}) from None


def explain_start(start: date, facts: Facts, say: Reasoning) -> None:
    """受理当天不算."""
    first = date_text(start + timedelta(days=1))
    words = f"您的申请在{date_text(start)}受理，当天不算，从{first}开始数工作日。"
    say.step(words, start.isoformat(), facts.period_counted_from_next_day)


def explain_route(inputs: Inputs, facts: Facts, say: Reasoning) -> None:
    """Across provinces or within one, and whether one has to apply at all."""
    if inputs.within_province is None:
        say.caution("没有填是不是在同一个省里转，这里按跨省转算；在一个省里转的，请选“是”再算一次。")
    if not inputs.within_province:
        return
    mode, own, in_city = (
        facts.intra_province_mode,
        facts.intra_province_time,
        facts.same_city_transfer_needed,
    )
    if in_city.value is False:
        say.step("在同一个市里换单位，不用办转移。", None, in_city)
    if mode.value in NO_APPLICATION:
        say.step(f"在这个省里换城市，{NO_APPLICATION[mode.value]}。", None, mode)
        say.cite("这样办的是", facts.intra_province_eligibility)
        say.cite("这些情形还要自己申请", facts.intra_province_manual_cases)
    if own.value is None:
        to_ask = say.to_ask("在省内换城市，医保转移最多几天办完？")
        say.doubt(own)
        say.estimate(f"在这个省里转最多几天没有查到，先照跨省的天数估算，{to_ask}")


def explain_days(
    start: date, today: date, last: date, calendar: WorkingDays, facts: Facts, say: Reasoning
) -> Fact[Any] | None:
    """By which notices the days are counted, the last of them; nothing where some year cannot be counted."""
    unannounced = calendar.unannounced(start, last)
    if unannounced and not facts.fixed_holidays.value:
        return None
    notices = {
        year: notice_of(year, facts.working_day_calendar, calendar, has_gaps=bool(unannounced))
        for year in range(start.year, last.year + 1)
        if year in calendar.announced
    }
    for year, notice in notices.items():
        say.step(f"{year}年哪天上班、哪天放假，按当年的放假通知数。", None, notice)
    if unannounced:
        say.estimate(estimate_text(unannounced, facts.fixed_holidays.value or ()))
        words = f"{years_text(unannounced)}先按周一至周五上班、固定的节日放假数。"
        say.step(words, None, facts.fixed_holidays)
    past = [notice for year, notice in notices.items() if year <= today.year]
    return past[-1] if past else facts.fixed_holidays


def explain_legs(start: date, legs: list[Leg], by: list[date], say: Reasoning) -> None:
    """Each limit and its last day."""
    for number, (leg, end) in enumerate(zip(legs, by, strict=True)):
        if leg.rule.is_local and len(legs) > 1:
            side = leg.whose.removesuffix("地")
            say.caution(f"“{leg.rule.label}”是这里的规定，只管从这里{side}的；另一头按那里的规定。")
        if leg.days == 0:
            words = f"在这个省里转，申请以后当场办完，就是{date_text(end)}。"
        elif len(legs) == 1:
            words = f"在这个省里转，一共要在{leg.days}个工作日内办完，最晚是{date_text(end)}。"
        elif number == 0:
            words = f"转出地要在{leg.days}个工作日内办完，第{leg.days}个工作日是{date_text(end)}。"
        else:
            words = f"转入地接着要在{leg.days}个工作日内办完，最晚是{date_text(end)}。"
        say.step(words, end.isoformat(), leg.rule, when=start)


def state_of(start: date, today: date, legs: list[Leg], by: list[date], say: Reasoning) -> str:
    """Which limits have passed, and what to say to the hotline then."""
    passed = sum(today > end for end in by)
    if not passed:
        return "in_time"
    due, rule = date_text(by[passed - 1]), legs[passed - 1].rule
    whose = legs[passed - 1].whose if passed < len(legs) else "整个转移"
    say.step(
        f"还没有办完的话，可以打{say.hotline}这样说："
        f"“我的医保转移申请{date_text(start)}已经受理，按规定{whose}最晚{due}办完，"
        f"现在过了期限，请帮我查办到哪一步、什么时候办完。”",
        None,
        rule,
    )
    return "overdue" if passed == len(legs) else "transfer_out_overdue"


def notice_of(
    year: int, stated: Fact[tuple[CalendarYear, ...]], calendar: WorkingDays, *, has_gaps: bool
) -> Fact[tuple[CalendarYear, ...]]:
    """The list of days on the authority of that year's own notice; what it lacks matters only with gaps."""
    notice = calendar.notices.get(year)
    is_own = notice is None or (stated.rule is not None and notice in stated.rule.document)
    rule = stated.rule if is_own or notice is None else Rule(notice, None, None)
    return replace(stated, rule=rule, note=stated.note if has_gaps else None)


def limits_text(inputs: Inputs, legs: list[Leg], by: list[date], facts: Facts) -> str:
    """The last days in words, for which kind of transfer; within a province, also who need not apply."""
    if len(legs) > 1:
        text = f"转出地最晚{date_text(by[0])}办完，转入地最晚{date_text(by[1])}办完"
    else:
        text = f"最晚{date_text(by[0])}办完" if legs[0].days else "申请当天就能办完"
    if not inputs.within_province:
        return f"按跨省转算，{text}" if inputs.within_province is None else text
    mode = facts.intra_province_mode.value
    if mode in NO_APPLICATION:
        return f"在这个省里换城市，{NO_APPLICATION[mode]}；要自己申请的，{text}"
    return f"在这个省里转，{text}"


def state_text(state: str, today: date) -> str:
    """Whether it is late by the day looked from."""
    match state:
        case "in_time":
            return f"到{date_text(today)}还没有超期。"
        case "transfer_out_overdue":
            return f"到{date_text(today)}转出地的期限已过，还没转出就可以催办。"
        case _:
            return f"到{date_text(today)}全部期限已过，还没办完就可以催办。"


def elapsed_text(start: date, today: date, elapsed: int, calendar: WorkingDays) -> str:
    """The working days gone by, with the holidays and worked weekends among them."""
    text = f"从受理第二天到{date_text(today)}，过了{elapsed}个工作日"
    off = sum(start < day <= today for day in calendar.days_off)
    worked = sum(start < day <= today for day in calendar.days_worked)
    text += f"，其中{off}个周一至周五因放假不算" if off else ""
    text += f"，{worked}个周末因调休上班要算" if worked else ""
    years = range(start.year, today.year + 1)
    notices = "、".join(calendar.notices[year] for year in years if year in calendar.notices)
    return f"{text}（放假安排见{notices}）。" if notices else f"{text}。"


def years_text(years: tuple[int, ...]) -> str:
    """2027年、2028年."""
    return "、".join(f"{year}年" for year in years[:3]) + ("等年份" if len(years) > 3 else "")


def estimate_text(years: tuple[int, ...], holidays: tuple[MonthDay, ...]) -> str:
    """Why the days of an unannounced year are an estimate."""
    days = "、".join(f"{each.month}月{each.day}日" for each in holidays)
    how = f"先按周一至周五上班、{days}放假来估算"
    return f"没有{years_text(years)}的放假安排（还没有公布或没有收录），{how}，和实际会有出入。"


def worked_inputs(on: date) -> dict[str, str]:
    """An application accepted two weeks and some days ago, on a Monday."""
    accepted = on - timedelta(days=14 + on.weekday())
    return {"accepted_on": accepted.isoformat(), "as_of": on.isoformat()}
