"""转移办结期限: so many working days for the origin area, then so many for the destination area.

基本医疗保险关系转移接续暂行办法; the day of acceptance does not count (民法典 第二百零一条).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated

from calculators.answer import Answer, Figure, Rule, date_text
from calculators.facts import Fact, hotline
from calculators.payload import RefusedError
from calculators.reasoning import Reasoning
from calculators.schema import Question, Result
from calculators.workdays import CalendarYear, MonthDay, NoWorkError, WorkingDays

TITLE = "转移办结期限"
SUMMARY = "填上申请受理的日期，看转出地、转入地最晚哪一天办完，现在有没有超期。"
RULE = (
    "受理当天不算，从第二天开始数工作日，数到规定的天数就是转出地最晚办完的那一天。",
    "从那一天起再数规定的天数，就是转入地最晚办完的那一天。",
    "哪天上班按国务院办公厅每年的放假通知；通知还没有出的年份，先按周一至周五上班、固定的节日放假来估算，并写明是估算。",
)
STATES = {"in_time": "还在期限内", "transfer_out_overdue": "转出已经超期", "overdue": "全部期限已过"}
FIGURES = {
    "transfer_out_by": Result("date", "转出地最晚办完"),
    "transfer_in_by": Result("date", "转入地最晚办完"),
    "working_days_elapsed": Result("integer", "已经过了", "个工作日"),
    "state": Result("choice", "现在的状态", None, STATES),
}
NOTHING: dict[str, Figure] = dict.fromkeys(FIGURES)


@dataclass(frozen=True)
class Inputs:
    """When the application was accepted, and the day to look from."""

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
class Facts:
    """Both limits, and the days they are counted in."""

    transfer_out_workdays: Fact[int]
    transfer_in_workdays: Fact[int]
    working_day_calendar: Fact[tuple[CalendarYear, ...]]
    fixed_holidays: Fact[tuple[MonthDay, ...]]
    period_counted_from_next_day: Fact[bool]
    service_hotline: Fact[str]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Count both limits from the day after acceptance, and place `as_of` among them."""
    say = Reasoning()
    start, today = inputs.accepted_on, inputs.as_of
    out_days, in_days = facts.transfer_out_workdays.value, facts.transfer_in_workdays.value
    if out_days is None or in_days is None:
        limits = (facts.transfer_out_workdays, facts.transfer_in_workdays)
        question = "医保转移受理以后，转出地、转入地各要几个工作日办完？"
        ask = hotline(facts.service_hotline)
        return say.unknown("转出地和转入地的办结时限", ask, NOTHING, *limits, question=question)
    calendar = WorkingDays(facts.working_day_calendar.value or (), facts.fixed_holidays.value or ())
    try:
        out_by = calendar.after(start, out_days)
        in_by = calendar.after(out_by, in_days)
    except NoWorkError:
        endless = "事实的格式不对：照这份放假安排连着几十天没有人上班，数不出工作日。"
        names = ("working_day_calendar", "fixed_holidays")
        raise RefusedError({f"facts.{name}": endless for name in names}) from None
    elapsed = calendar.count(start, today)
    state = "in_time" if today <= out_by else "transfer_out_overdue" if today <= in_by else "overdue"

    say.step(
        f"您的申请在{date_text(start)}受理，当天不算，从{date_text(start + timedelta(days=1))}开始数工作日。",
        start.isoformat(),
        facts.period_counted_from_next_day,
    )
    if unannounced := calendar.unannounced(start, max(in_by, today)):
        if not facts.fixed_holidays.value:
            missing = f"{years_text(unannounced)}的放假安排"
            unknown = (facts.working_day_calendar, facts.fixed_holidays)
            question = f"我的医保转移{date_text(start)}受理，最晚哪一天办完？"
            ask = hotline(facts.service_hotline)
            return say.unknown(missing, ask, NOTHING, *unknown, question=question)
        say.estimate(estimate_text(unannounced, facts.fixed_holidays.value))
    notices = {
        year: notice_of(year, facts.working_day_calendar, calendar, has_gaps=bool(unannounced))
        for year in range(start.year, max(in_by, today).year + 1)
        if year in calendar.announced
    }
    for year, notice in notices.items():
        say.step(f"{year}年哪天上班、哪天放假，按当年的放假通知数。", None, notice)
    if unannounced:
        words = f"{years_text(unannounced)}先按周一至周五上班、固定的节日放假数。"
        say.step(words, None, facts.fixed_holidays)
    for limit, side in ((facts.transfer_out_workdays, "转出"), (facts.transfer_in_workdays, "转入")):
        if limit.is_local:
            say.caution(f"“{limit.label}”是这里的规定，只管从这里{side}的；另一头按那里的规定。")
    say.step(
        f"转出地要在{out_days}个工作日内办完，第{out_days}个工作日是{date_text(out_by)}。",
        out_by.isoformat(),
        facts.transfer_out_workdays,
        when=start,
    )
    say.step(
        f"转入地接着要在{in_days}个工作日内办完，最晚是{date_text(in_by)}。",
        in_by.isoformat(),
        facts.transfer_in_workdays,
        when=start,
    )
    past = [notice for year, notice in notices.items() if year <= today.year]
    counted_by = past[-1] if past else facts.fixed_holidays
    say.step(elapsed_text(start, today, elapsed, calendar), elapsed, counted_by)
    if state != "in_time":
        due, whose = (out_by, "转出地") if state == "transfer_out_overdue" else (in_by, "整个转移")
        say.step(
            f"还没有办完的话，可以打{hotline(facts.service_hotline)}这样说："
            f"“我的医保转移申请{date_text(start)}已经受理，按规定{whose}最晚{date_text(due)}办完，"
            f"现在过了期限，请帮我查办到哪一步、什么时候办完。”",
            None,
            facts.transfer_out_workdays if state == "transfer_out_overdue" else facts.transfer_in_workdays,
        )
    figures: dict[str, Figure] = {
        "transfer_out_by": out_by.isoformat(),
        "transfer_in_by": in_by.isoformat(),
        "working_days_elapsed": elapsed,
        "state": state,
    }
    return say.answer(headline(state, out_by, in_by, today), figures)


def notice_of(
    year: int, stated: Fact[tuple[CalendarYear, ...]], calendar: WorkingDays, *, has_gaps: bool
) -> Fact[tuple[CalendarYear, ...]]:
    """The list of days on the authority of that year's own notice; what it lacks matters only with gaps."""
    notice = calendar.notices.get(year)
    is_own = notice is None or (stated.rule is not None and notice in stated.rule.document)
    rule = stated.rule if is_own or notice is None else Rule(notice, None, None)
    return replace(stated, rule=rule, note=stated.note if has_gaps else None)


def headline(state: str, out_by: date, in_by: date, today: date) -> str:
    """The answer in one sentence."""
    limits = f"转出地最晚{date_text(out_by)}办完，转入地最晚{date_text(in_by)}办完"
    match state:
        case "in_time":
            return f"{limits}；到{date_text(today)}还没有超期。"
        case "transfer_out_overdue":
            return f"{limits}；到{date_text(today)}转出地的期限已过，还没转出就可以催办。"
        case _:
            return f"{limits}；到{date_text(today)}全部期限已过，还没办完就可以催办。"


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
