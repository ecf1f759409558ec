"""滞纳金: a daily share of what the employer owes, from the day it is in arrears (社会保险法 第八十六条)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from calculators.engine.answer import Answer, date_text, fen, money_text, percent_text, plain, to_fen
from calculators.engine.facts import Fact
from calculators.engine.months import Month
from calculators.engine.questions import Question, Result
from calculators.engine.reasoning import Reasoning

TITLE = "滞纳金"
SUMMARY = "单位欠缴医保费要加收多少滞纳金；法律规定这笔钱由单位缴。"
RULE = (
    "滞纳金是欠缴的医保费，乘以每天加收的比例，再乘以欠缴的天数。",
    "天数从开始欠缴那天数到补缴那天，首尾相减。",
    "法律只对用人单位规定了滞纳金。",
)
FIGURES = {
    "days": Result("integer", "欠缴天数", "天"),
    "late_fee": Result("money", "滞纳金", "元"),
    "total": Result("money", "连本带滞纳金", "元"),
}


@dataclass(frozen=True)
class Inputs:
    """What the employer owed, and from when to when."""

    arrears: Annotated[
        Decimal, Question(kind="money", label="欠缴的医保费", unit="元", help="单位欠缴的总数，不含滞纳金。")
    ]
    due_on: Annotated[date, Question(kind="date", label="开始欠缴的日期", help="应缴而没有缴的那一天。")]
    paid_on: Annotated[
        date,
        Question(
            kind="date",
            label="补缴的日期",
            help="已缴或打算缴的那一天。",
            not_before="due_on",
            starts_today=True,
        ),
    ]


@dataclass(frozen=True)
class Facts:
    """The daily rate."""

    late_fee_daily_rate: Fact[Decimal]
    service_hotline: Fact[str]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Arrears × daily rate × days."""
    say = Reasoning(FIGURES, facts.service_hotline)
    days = (inputs.paid_on - inputs.due_on).days
    rate = facts.late_fee_daily_rate
    say.step(f"从{date_text(inputs.due_on)}欠到{date_text(inputs.paid_on)}，一共{days}天。", days, rate)
    if rate.value is None:
        question = "单位欠缴医保费，滞纳金每天按多少收？"
        return say.unknown("滞纳金每天的比例", rate, question=question, days=days)

    arrears = to_fen(inputs.arrears)
    late_fee = to_fen(arrears * rate.value * days)
    total = arrears + late_fee
    say.step(
        f"滞纳金每天按{percent_text(rate.value)}（万分之{plain(rate.value * 10000)}）加收，"
        f"{money_text(arrears)}欠{days}天，滞纳金是{money_text(late_fee)}。",
        fen(late_fee),
        rate,
        when=inputs.due_on,
    )
    say.step(f"连欠缴的{money_text(arrears)}，单位一共要缴{money_text(total)}。", fen(total), rate)
    say.step("法律只规定用人单位欠缴要加收滞纳金。", None, rate)
    owed = f"欠{days}天，滞纳金{money_text(late_fee)}，法律规定由单位缴。"
    headline = owed if late_fee else "没有滞纳金。"
    return say.answer(headline, days=days, late_fee=fen(late_fee), total=fen(total))


def worked_inputs(on: date) -> dict[str, str]:
    """Half a year's arrears paid on the day."""
    return {"arrears": "6000", "due_on": f"{Month.of(on).plus(-6)}-01", "paid_on": on.isoformat()}
