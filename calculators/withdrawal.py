"""能否提取: when the balance of the personal account is paid out, by the area's list of cases."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from calculators.answer import Answer, Figure
from calculators.facts import Fact, hotline
from calculators.reasoning import Reasoning
from calculators.schema import Question, Result

TITLE = "能否提取"
SUMMARY = "医保个人账户里的钱能不能取出来，要带什么。"
RULE = (
    "按当地公布的清单，找到提取的原因这一条，照清单说可以、不可以，还是看条件。",
    "清单里没有这一条的，不猜。",
)
VERDICTS = {"yes": "可以提取", "no": "不能提取", "depends": "能不能提取要看当地条件"}
FIGURES = {
    "allowed": Result("choice", "能不能提取", None, VERDICTS),
    "documents": Result("text", "要带的材料"),
}
NOTHING: dict[str, Figure] = dict.fromkeys(FIGURES)
REASONS = {
    "death": "参保人去世",
    "emigration": "出国（境）定居",
    "destination_refuses": "转移时转入地不接收个人账户",
    "retired_living_elsewhere": "退休后在外地长住",
    "gave_up_insurance": "不再参加职工医保",
    "serious_illness": "得了大病",
    "left_job": "离职",
    "need_cash": "急用钱",
}


@dataclass(frozen=True)
class Inputs:
    """Why the balance should be paid out."""

    reason: Annotated[str, Question(kind="choice", label="提取的原因", options=REASONS)]


@dataclass(frozen=True)
class WithdrawalCase:
    """提取的一种情形: whether it is allowed, on what condition, with which documents."""

    reason: str
    allowed: Literal["yes", "no", "depends"]
    condition: str | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """The cases of the area."""

    withdrawal_cases: Fact[tuple[WithdrawalCase, ...]]
    service_hotline: Fact[str]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Look the reason up in the list."""
    say = Reasoning()
    ask = hotline(facts.service_hotline)
    reason = REASONS[inputs.reason]
    rule = facts.withdrawal_cases
    found = [case for case in rule.value or () if case.reason == inputs.reason]
    if len(found) != 1:
        return say.unknown(f"“{reason}”能不能提取的规定", ask, NOTHING, rule)

    case = found[0]
    verdict = VERDICTS[case.allowed]
    condition = f"（{case.condition}）" if case.condition else ""
    say.step(f"“{reason}”这种情形，规定是：{verdict}{condition}。", case.allowed, rule)
    if case.documents:
        say.step(f"要带：{'、'.join(case.documents)}。", list(case.documents), rule)
    elif case.allowed != "no":
        say.caution(f"要带哪些材料没有查到，去之前请打{ask}问。")
    if rule.note:  # the list is not wholly this place's own
        say.estimate(f"这份清单有的情形是照多数地方写的，办之前请打{ask}问清。")
    figures: dict[str, Figure] = {"allowed": case.allowed, "documents": list(case.documents)}
    return say.answer(f"{reason}，个人账户里的钱{verdict}{condition}。", figures)


def worked_inputs(_: date) -> dict[str, str]:
    """The question asked most."""
    return {"reason": "left_job"}
