"""家庭共济: whose medical costs the personal account may pay.

国办发〔2024〕38号; the relatives are those of 民法典 第一千零四十五条.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from calculators.engine.answer import Answer
from calculators.engine.facts import Fact
from calculators.engine.questions import Question, Result
from calculators.engine.reasoning import Reasoning

TITLE = "家庭共济"
SUMMARY = "您个人账户里的钱，能不能给这位家人用，能用在哪里。"
RULE = (
    "先看这位家人在不在可以共济的亲属里。",
    "不在同一个省参保的，再看能不能跨省共济。",
    "家人还没有参保的，只能用在规定的几样上。",
)
FIGURES = {
    "allowed": Result("boolean", "这位家人能用"),
    "uses": Result("text", "能用在哪里"),
}
RELATIONS = {
    "spouse": "配偶",
    "parent": "父母",
    "child": "子女",
    "sibling": "兄弟姐妹",
    "grandparent": "祖父母、外祖父母",
    "grandchild": "孙子女、外孙子女",
    "parent_in_law": "公婆、岳父母",
    "other": "其他人",
}


@dataclass(frozen=True)
class Inputs:
    """Who should use the account, and where that person is enrolled."""

    relation: Annotated[str, Question(kind="choice", label="是您的什么人", options=RELATIONS)]
    member_enrolled: Annotated[
        bool, Question(kind="boolean", label="这位家人参加了医保", help="职工医保、居民医保都算。")
    ]
    same_province: Annotated[bool, Question(kind="boolean", label="和您在同一个省参保")]


@dataclass(frozen=True)
class Facts:
    """The relatives, the uses and the reach."""

    family_sharing_relations: Fact[tuple[str, ...]]
    family_sharing_uses: Fact[tuple[str, ...]]
    family_sharing_uses_before_enrolment: Fact[tuple[str, ...]]
    family_sharing_across_provinces: Fact[bool]
    family_sharing_across_provinces_uses: Fact[tuple[str, ...]]
    family_sharing_across_provinces_rules: Fact[tuple[str, ...]]
    family_sharing_within_province: Fact[bool]
    family_sharing_conditions: Fact[tuple[str, ...]]
    family_sharing_max_members: Fact[int]
    service_hotline: Fact[str]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Relative, reach, then the uses open to that person."""
    say = Reasoning(FIGURES, facts.service_hotline)
    whom = RELATIONS[inputs.relation]
    relations, across = facts.family_sharing_relations, facts.family_sharing_across_provinces
    if relations.value is None:
        return say.unknown("哪些家人可以共济的规定", relations)
    named = "、".join(RELATIONS[each] for each in relations.value if each in RELATIONS)
    if inputs.relation not in relations.value:
        say.step(f"可以共济的家人是：{named}；{whom}不在里面。", False, relations)
        return say.answer(f"{whom}不能用您的个人账户。", allowed=False, uses=[])
    say.step(f"可以共济的家人是：{named}；{whom}在里面。", True, relations)
    if not inputs.same_province:
        if across.value is None:
            return say.unknown("能不能跨省共济的规定", across)
        if not across.value:
            say.step("共济只能在同一个省内，你们不在同一个省参保。", False, across)
            headline = f"{whom}和您不在同一个省参保，不能用您的个人账户。"
            return say.answer(headline, allowed=False, uses=[])
        say.step("不在同一个省参保也可以共济。", True, across)
        say.caution(f"跨省共济要两边都开通才能用，办之前请打{say.hotline}确认。")
    return with_uses(inputs, whom, facts, say)


def with_uses(inputs: Inputs, whom: str, facts: Facts, say: Reasoning) -> Answer:
    """What the account may pay for this person."""
    across = facts.family_sharing_across_provinces_uses
    uses = across if across.value and not inputs.same_province else facts.family_sharing_uses
    if not inputs.member_enrolled:
        uses = facts.family_sharing_uses_before_enrolment
        say.step(f"{whom}还没有参加医保，要先参保才能用来看病买药。", None, facts.family_sharing_uses)
    if uses.value is None:
        return say.unknown(f"个人账户可以给{whom}用在哪里的规定", uses)
    explain_reach(inputs, facts, say)
    listed = "；".join(uses.value)
    say.step(f"可以用在：{listed}。", list(uses.value), uses)
    say.caution("要先在网上或窗口办理共济绑定；绑定“亲情账户”只是代看医保码，不等于共济。")
    return say.answer(f"{whom}可以用您的个人账户：{listed}。", allowed=True, uses=list(uses.value))


def explain_reach(inputs: Inputs, facts: Facts, say: Reasoning) -> None:
    """On what conditions, for how many, and how far."""
    within, most = facts.family_sharing_within_province, facts.family_sharing_max_members
    if not inputs.same_province:
        say.cite("跨省共济这样用", facts.family_sharing_across_provinces_rules)
    elif within.value is not None:
        far = "不在同一个市参保也可以共济" if within.value else "要在同一个市参保才能共济"
        say.step(f"在一个省里，{far}。", within.value, within)
        if not within.value:
            say.estimate("没有问两个人是不是在同一个市参保，不在同一个市的不能用。")
    unasked = "这里写的条件没有一条一条问，都符合才能用。"
    say.cite("这里还有条件和限制", facts.family_sharing_conditions, estimate=unasked)
    if most.value is not None:
        say.step(f"一个账户最多给{most.value}位家人用。", most.value, most)


def worked_inputs(_: date) -> dict[str, str]:
    """A parent enrolled in the same province."""
    return {"relation": "parent", "member_enrolled": "true", "same_province": "true"}
