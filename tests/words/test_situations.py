"""我的情况: what the reader of situations.yaml accepts and refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scripts.regions.problems import BadData
from scripts.words.situations import Situation, load_situations
from scripts.words.topics import Topic

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.regions.model import Country

GOOD = """
lapse:
  title: 断了
  icon: truck
  lead: 断了怎么办？
  words: [断了]
  places: {city: 您的城市}
  questions:
    lapsed: {kind: boolean, label: 断了没有}
    last_paid_month: {of: employee-lapse, when: {lapsed: ["true"]}}
    resume_month: {of: employee-lapse, label: 接着缴的月份}
    continuous_months_before: {of: employee-lapse}
    base: {of: back-payment, optional: true}
    born_on: {kind: date, label: 出生的日子}
  parts:
    lapse: {title: 断缴, calculator: employee-lapse, fixed: {back_paid: "true"}, dates: [benefit_from]}
    back: {title: 补缴, calculator: back-payment, found: {months: lapse.gap_months}, costs: [principal]}
  facts:
    transfer_out_workdays: {counted_from: born_on, day: 最晚}
    retiree_credit: {}
  ways:
    columns: [单位, 自己]
    rows:
      - {label: 补多少, cells: [{text: "{}", figure: back.principal}, {text: 不用补}]}
      - {label: 每月进, cells: [{text: "{}", fact: retiree_credit, field: monthly}, {text: 没有}]}
  steps: [{text: 问单位。, topic: moving}]
"""


def load(folder: Path, world: Country, text: str) -> tuple[Situation, ...]:
    (folder / "situation").mkdir(exist_ok=True)
    (folder / "situation/situations.yaml").write_text(text, "utf-8")
    topic = Topic(
        "moving",
        "搬家",
        "搬家怎么办",
        "怎么办？",
        "truck",
        1,
        (),
        (),
        (),
        {"retiree_credit": "每月进多少？"},
        {},
    )
    return load_situations(folder, world.dictionary, [topic])


def test_a_situation_is_read(tmp_path: Path, world: Country) -> None:
    (made,) = load(tmp_path, world, GOOD)
    lapse, back = made.plan.parts
    feeds = {feed.name: feed.asked or feed.fixed or feed.found for feed in (*lapse.feeds, *back.feeds)}
    assert feeds == {
        "last_paid_month": "last_paid_month",
        "resume_month": "resume_month",
        "continuous_months_before": "continuous_months_before",
        "back_paid": "true",
        "base": "base",
        "months": "lapse.gap_months",
    }
    assert [each.place for each in (lapse, back, *made.plan.facts, *made.steps)] == ["city"] * 5
    assert [each.ask for each in made.plan.facts] == [None, "每月进多少？"]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("of: back-payment, optional", "of: back-pay, optional", "是不是“back-payment”"),
        ("    base: {of", "    bases: {of", "不认识的问题“bases”"),
        ("kind: boolean, label", "kind: boolean, of: late-fee, label", "of 或 kind 中的一样"),
        ("kind: date, label: 出生的日子", "kind: date", "补上 label"),
        ("kind: date", "kind: day", "不认识的选项“day”"),
        ("{lapsed: [", "{lapse: [", "不认识的问题“lapse”"),
        ("    continuous_months_before: {of: employee-lapse}\n", "", "都有来处：continuous_months_before"),
        ("months: lapse.gap_months", "month: lapse.gap_months", "不认识的要填的“month”"),
        ("months: lapse.gap_months", "months: lapse.gap", "不认识的算出的数“lapse.gap”"),
        ("dates: [benefit_from]", "dates: [gap_months]", "不认识的算出的数“gap_months”"),
        ("costs: [principal]", "costs: [principals]", "是不是“principal”"),
        ("transfer_out_workdays: {", "transfer_outworkdays: {", "是不是“transfer_out_workdays”"),
        ("retiree_credit: {}", "retiree_credit: {counted_from: born_on}", "写明天数的事项"),
        ("retiree_credit: {}", "retiree_credit: {due: closes}", "不认识的日子“closes”"),
        ("text: 没有}", "text: 没有}, {text: 多的}", "2 格，每条路一格"),
        ("figure: back.principal", "figure: bark.principal", "是不是“back.principal”"),
        ('text: "{}", figure', "text: 补, figure", "text 里写一个 {}"),
        ("field: monthly", "field: month", "是不是“monthly”"),
        ("topic: moving", "topic: movin", "是不是“moving”"),
        ("icon: truck", "icon: trukc", "Material 图标"),
        (
            "places: {city: 您的城市}",
            "places: {origin: 甲, destination: 乙}",
            "写 place: origin 或 destination",
        ),
        ("title: 断了", "title: 断了以后从头到尾应该怎么办才好", "至多 12 字"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, world: Country, right: str, wrong: str, told: str
) -> None:
    assert GOOD.count(right) >= 1
    with pytest.raises(BadData) as caught:
        load(tmp_path, world, GOOD.replace(right, wrong, 1))
    assert told in str(caught.value)
    assert all("situation/situations.yaml:" in line for line in str(caught.value).splitlines())
