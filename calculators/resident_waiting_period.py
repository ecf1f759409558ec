"""居民医保等待期: a fixed part, and a part for each lapsed year that repair shortens (国办发〔2024〕38号)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from calculators.answer import Answer, Figure
from calculators.facts import Fact, hotline
from calculators.reasoning import Reasoning
from calculators.schema import Question

TITLE = "居民医保等待期"
SUMMARY = "居民医保断保或过了集中参保期再缴，缴费后要等几个月才能报销。"
FIGURES = {
    "fixed_months": "固定等待期（月）",
    "variable_months": "断保加的等待期（月）",
    "waiting_months": "一共要等（月）",
}
NOTHING: dict[str, Figure] = dict.fromkeys(FIGURES)


@dataclass(frozen=True)
class Inputs:
    """When the reader enrols, and how many years were missed and made good."""

    enrolled_in_window: Annotated[
        bool,
        Question(kind="boolean", label="在集中参保期内缴费", help="一般是上一年秋冬到年底，以当地通知为准。"),
    ]
    lapsed_years: Annotated[
        int,
        Question(kind="integer", label="连续断保年数", unit="年", maximum=80, help="从2025年起算，没断填0。"),
    ]
    repaired_years: Annotated[
        int,
        Question(
            kind="integer",
            label="补缴的年数",
            unit="年",
            maximum=80,
            required=False,
            not_above="lapsed_years",
            help="为缩短等待期补缴了几年，没补填0。",
        ),
    ] = 0
    exempt: Annotated[
        bool,
        Question(
            kind="boolean",
            label="属于不用等的人",
            required=False,
            help="按时参保的新生儿、在规定时间内从职工医保转来的人、医疗救助对象等。",
        ),
    ] = False


@dataclass(frozen=True)
class Facts:
    """The parts of the waiting period."""

    resident_waiting_fixed_months: Fact[int]
    resident_waiting_months_per_lapsed_year: Fact[int]
    resident_waiting_long_lapse_years: Fact[int]
    resident_waiting_long_lapse_months: Fact[int]
    service_hotline: Fact[str]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Nothing in the window without a lapse; else the fixed part, the years not repaired, and the floor."""
    say = Reasoning()
    ask = hotline(facts.service_hotline)
    fixed, per_year = facts.resident_waiting_fixed_months, facts.resident_waiting_months_per_lapsed_year
    if inputs.exempt:
        say.step("您填的是属于不用等的人，等待期按0个月算。", 0, fixed)
        say.caution(f"哪些人不用等由当地定，请先打{ask}确认您在不在里面。")
        return say.answer("您属于不用等的人，缴费后就能报销，请先向当地确认。", no_wait())
    if inputs.enrolled_in_window and inputs.lapsed_years == 0:
        say.step("您在集中参保期内缴费，也没有断保，没有等待期。", 0, fixed)
        return say.answer("您没有等待期，按当地规定的时间享受待遇。", no_wait())
    long_years, floor = facts.resident_waiting_long_lapse_years, facts.resident_waiting_long_lapse_months
    if fixed.value is None or per_year.value is None or long_years.value is None or floor.value is None:
        return say.unknown("居民医保等待期的规定", ask, NOTHING, fixed, per_year, long_years, floor)

    unrepaired = inputs.lapsed_years - inputs.repaired_years
    variable = unrepaired * per_year.value
    waiting = fixed.value + variable
    why = "断保过" if inputs.enrolled_in_window else "没有在集中参保期内缴费"
    say.step(f"您{why}，先有固定等待期{fixed.value}个月。", fixed.value, fixed)
    if inputs.lapsed_years:
        years = f"断保{inputs.lapsed_years}年，补缴{inputs.repaired_years}年，还差{unrepaired}年"
        say.step(f"{years}，每年加{per_year.value}个月，加{variable}个月。", variable, per_year)
    if inputs.lapsed_years >= long_years.value and waiting < floor.value:
        long = f"断保满{long_years.value}年的，合计不少于{floor.value}个月"
        say.step(f"{long}，所以按{floor.value}个月算。", floor.value, floor, long_years)
        waiting = floor.value
    figures: dict[str, Figure] = {
        "fixed_months": fixed.value,
        "variable_months": variable,
        "waiting_months": waiting,
    }
    return say.answer(f"您缴费后要等{waiting}个月才能报销。", figures)


def no_wait() -> dict[str, Figure]:
    """No part of the waiting period applies."""
    return dict.fromkeys(FIGURES, 0)


def worked_inputs(_: date) -> dict[str, str]:
    """Two years missed, none repaired."""
    return {"enrolled_in_window": "false", "lapsed_years": "2", "repaired_years": "0", "exempt": "false"}
