"""能否提取: when the balance of the personal account is paid out, by the area's list of cases."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from calculators.engine.answer import Answer
from calculators.engine.facts import Fact
from calculators.engine.questions import Question, Result
from calculators.engine.reasoning import Reasoning

TITLE = "能否提取"
SUMMARY = "医保个人账户里的钱能不能取出来，要带什么。"
RULE = (
    "按当地公布的清单，找到提取的原因这一条，照清单说可以、不可以，还是看条件。",
    "当地有清单、清单里没有这一条的，照多数地方估计：多数地方写明可以的算可以，其余算不可以；办之前要打电话问。",
    "连清单都没有查到的，不猜。",
)
VERDICTS = {"yes": "可以提取", "no": "不能提取", "depends": "看条件才能提取"}
FIGURES = {
    "allowed": Result("choice", "能不能提取", None, VERDICTS),
    "documents": Result("text", "要带的材料"),
}
REASONS = {
    "death": "参保人去世",
    "emigration": "出国（境）定居",
    "destination_refuses": "转入地不接收余额",
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
    """提取的一种情形: whether it is allowed, on what condition, with which documents.

    One that is borrowed stands in the list for completeness: the area's own document does not speak of it.
    """

    reason: str
    allowed: Literal["yes", "no", "depends"]
    condition: str | None = None
    documents: tuple[str, ...] = ()
    borrowed: bool = False


@dataclass(frozen=True)
class Facts:
    """The cases of the area."""

    withdrawal_cases: Fact[tuple[WithdrawalCase, ...]]
    withdrawal_usual_reasons: Fact[tuple[str, ...]]
    withdrawal_precondition: Fact[str]
    account_cash_rule: Fact[str]
    service_hotline: Fact[str]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Look the reason up in the list."""
    say = Reasoning(FIGURES, facts.service_hotline)
    reason, rule = REASONS[inputs.reason], facts.withdrawal_cases
    found = [case for case in rule.value or () if case.reason == inputs.reason]
    if rule.value is None or len(found) > 1:
        return say.unknown(f"“{reason}”能不能提取的规定", rule)
    if not found or found[0].borrowed:
        return as_elsewhere(inputs.reason, facts, say)
    (case,) = found
    verdict = VERDICTS[case.allowed]
    condition = f"（{case.condition}）" if case.condition else ""
    say.step(f"“{reason}”这种情形，规定是：{verdict}{condition}。", case.allowed, rule)
    if case.allowed == "no":
        say.cite("平时取现的规定", facts.account_cash_rule)
    else:
        say.cite("取之前要先办的", facts.withdrawal_precondition)
    if case.documents:
        say.step(f"要带：{'、'.join(case.documents)}。", list(case.documents), rule)
    elif case.allowed != "no":
        say.caution(f"要带哪些材料没有查到，去之前请打{say.hotline}问。")
    headline = f"{reason}，个人账户里的钱{verdict}{condition}。"
    return say.answer(headline, allowed=case.allowed, documents=list(case.documents))


def as_elsewhere(reason: str, facts: Facts, say: Reasoning) -> Answer:
    """What most places do, where this one's own document is silent: an estimate."""
    usual = facts.withdrawal_usual_reasons
    if usual.value is None:
        return say.unknown(f"“{REASONS[reason]}”能不能提取的规定", facts.withdrawal_cases, usual)
    allowed = "yes" if reason in usual.value else "no"
    words = f"多数地方{VERDICTS[allowed]}"
    say.step(f"“{REASONS[reason]}”这种情形，这里的文件没有写；{words}。", allowed)
    say.doubt(facts.withdrawal_cases)
    say.doubt(usual)
    say.estimate(f"这里的文件没有写这种情形，上面是照多数地方估计的，办之前请打{say.hotline}问清。")
    headline = f"{REASONS[reason]}，这里的文件没有写；{words}，请打{say.hotline}问清。"
    return say.answer(headline, allowed=allowed, documents=[])


def worked_inputs(_: date) -> dict[str, str]:
    """The question asked most."""
    return {"reason": "left_job"}
