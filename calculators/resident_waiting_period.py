"""居民医保等待期: a fixed part, and a part for each lapsed year that repair shortens (国办发〔2024〕38号)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from calculators.answer import Answer, Figure
from calculators.facts import Fact, hotline
from calculators.payload import RefusedError
from calculators.reasoning import Reasoning
from calculators.rule_years import first_year, this_year, too_many
from calculators.schema import Question, Result

TITLE = "居民医保等待期"
SUMMARY = "居民医保断保或过了集中参保期再缴，缴费后要等几个月才能报销。"
RULE = (
    "在集中参保期内缴费又没有断保的，不用等。",
    "其他情形先有固定等待期；断保每一年再加规定的月数，补缴每一年减规定的月数，减到没有为止。",
    "断保达到长期断保的年数的，两样合计不少于规定的最低月数。",
    "断保从规定起算的那一年数起，填的年数比到今年为止能有的还多，就不收。",
    "有的地方前几年断保不加，只在当地写明时才这样算。",
    "属于不用等的人，按不用等算，并提醒向当地确认。",
)
FIGURES = {
    "fixed_months": Result("integer", "固定等待期", "个月"),
    "variable_months": Result("integer", "因断保增加", "个月"),
    "waiting_months": Result("integer", "一共要等", "个月"),
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
    resident_repair_months_per_year: Fact[int]
    resident_waiting_free_lapsed_years: Fact[int]
    resident_waiting_counts_from_year: Fact[int]
    resident_waiting_long_lapse_years: Fact[int]
    resident_waiting_long_lapse_months: Fact[int]
    resident_waiting_exempt: Fact[tuple[str, ...]]
    service_hotline: Fact[str]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Nothing in the window without a lapse; else the fixed part, the years not made good, and the floor."""
    say = Reasoning()
    ask = hotline(facts.service_hotline)
    count_years(inputs, facts, say)
    fixed, exempt = facts.resident_waiting_fixed_months, facts.resident_waiting_exempt
    if inputs.exempt:
        whom = f"（这里列出的是：{'、'.join(exempt.value)}）" if exempt.value else ""
        say.step(f"您填的是属于不用等的人{whom}，等待期按0个月算。", 0, exempt)
        say.caution(f"哪些人不用等由当地定，请先打{ask}确认：“我这种情况缴了居民医保，要不要等待期？”")
        if exempt.value is None:
            say.estimate("哪些人不用等的规定没有查到，这里只照您填的算。")
        return say.answer("您属于不用等的人，缴费后就能报销，请先向当地确认。", no_wait())
    if fixed.value is not None and inputs.enrolled_in_window and inputs.lapsed_years == 0:
        say.step("您在集中参保期内缴费，也没有断保，没有等待期。", 0, fixed)
        return say.answer("您没有等待期，按当地规定的时间享受待遇。", no_wait())

    variable = variable_months(inputs, facts)
    long_years, floor = facts.resident_waiting_long_lapse_years, facts.resident_waiting_long_lapse_months
    if fixed.value is None or variable is None or long_years.value is None or floor.value is None:
        repair = facts.resident_repair_months_per_year
        parts = (fixed, facts.resident_waiting_months_per_lapsed_year, repair, long_years, floor)
        return say.unknown("居民医保等待期的规定", ask, NOTHING, *parts, question=own_question(inputs))
    why = "断保过" if inputs.enrolled_in_window else "没有在集中参保期内缴费"
    say.step(f"您{why}，先有固定等待期{fixed.value}个月。", fixed.value, fixed)
    if inputs.lapsed_years:
        explain_variable(inputs, variable, facts, say)
    waiting = fixed.value + variable
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


def count_years(inputs: Inputs, facts: Facts, say: Reasoning) -> None:
    """Refuse more lapsed years than there have been since lapses count; say when they will have been."""
    fixed, per_year = facts.resident_waiting_fixed_months, facts.resident_waiting_months_per_lapsed_year
    stated = facts.resident_waiting_counts_from_year
    start = first_year(fixed, per_year) if stated.value is None else stated.value
    if start is None or not inputs.lapsed_years:
        return
    this = this_year(fixed, per_year, stated)
    if this is None:
        until = f"{inputs.lapsed_years}年最早要到{start + inputs.lapsed_years - 1}年才数得到"
        say.caution(f"断保从{start}年起才算，{until}。")
        return
    why = f"断保从{start}年起才算，到{this}年最多这么多"
    if errors := too_many(Inputs, "lapsed_years", inputs.lapsed_years, max(0, this - start + 1), why):
        raise RefusedError(errors)


def own_question(inputs: Inputs) -> str:
    """What to ask, in the reader's words."""
    when = "在集中参保期内" if inputs.enrolled_in_window else "过了集中参保期"
    lapse = f"以前断了{inputs.lapsed_years}年" if inputs.lapsed_years else "以前没有断过"
    return f"我{when}缴居民医保，{lapse}，要等几个月才能报销？"


def variable_months(inputs: Inputs, facts: Facts) -> int | None:
    """What the lapsed years add and the repaired ones take off; nothing when the rule is not known."""
    per_year, per_repair = (
        facts.resident_waiting_months_per_lapsed_year,
        facts.resident_repair_months_per_year,
    )
    if per_year.value is None or (inputs.repaired_years and per_repair.value is None):
        return None
    counted = inputs.lapsed_years - (facts.resident_waiting_free_lapsed_years.value or 0)
    return max(0, counted * per_year.value - inputs.repaired_years * (per_repair.value or 0))


def explain_variable(inputs: Inputs, variable: int, facts: Facts, say: Reasoning) -> None:
    """The lapse in words."""
    per_year, free = facts.resident_waiting_months_per_lapsed_year, facts.resident_waiting_free_lapsed_years
    words = f"断保{inputs.lapsed_years}年，每年加{per_year.value}个月"
    cited: list[Fact[Any]] = [per_year]
    start = facts.resident_waiting_counts_from_year
    if start.value is not None:
        words += f"（从{start.value}年起断的才算）"
        cited.append(start)
    if free.value:
        words += f"（前{free.value}年不加）"
        cited.append(free)
    if inputs.repaired_years:
        words += f"，补缴{inputs.repaired_years}年，每年减{facts.resident_repair_months_per_year.value}个月"
        cited.append(facts.resident_repair_months_per_year)
    say.step(f"{words}，一共加{variable}个月。", variable, *cited)


def no_wait() -> dict[str, Figure]:
    """No part of the waiting period applies."""
    return dict.fromkeys(FIGURES, 0)


def worked_inputs(_: date) -> dict[str, str]:
    """Two years missed, none repaired."""
    return {"enrolled_in_window": "false", "lapsed_years": "2", "repaired_years": "0", "exempt": "false"}
