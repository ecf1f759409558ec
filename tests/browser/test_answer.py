"""结果的两种画法: the template at build time and the script on the phone give the same HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scripts.pages.templates import Templates
from tests.browser.bench import ON

if TYPE_CHECKING:
    from tests.browser.conftest import Tab

CONTENT = Path(__file__).parents[2] / "content"
OPTIONS = [{"value": "in_time", "label": "没有<超>期"}, {"value": "overdue", "label": "超期 & 可催"}]
WRITTEN: list[tuple[str, str | None, Any, str]] = [
    ("money", None, "1234567.00", "1,234,567 元"),
    ("money", "元/月", "999.50", "999.50 元/月"),
    ("money", None, {"low": "1000.00", "high": "2000.10"}, "1,000 至 2,000.10 元"),
    ("share", None, "0.02", "2%"),
    ("share", None, "0.0005", "0.05%"),
    ("share", None, {"low": "0.7", "high": "0.925"}, "70 至 92.5%"),
    ("date", None, "2026-03-05", "2026年3月5日"),
    ("month", None, "2026-11", "2026年11月"),
    ("month", None, {"low": "2026-01", "high": "2026-07"}, "2026年1月 至 2026年7月"),
    ("integer", "个月", 0, "0 个月"),
    ("integer", "个月", {"low": 0, "high": 6}, "0 至 6 个月"),
    ("integer", "个月", {"low": 3, "high": 3}, "3 个月"),
    ("integer", None, None, "还不知道"),
    ("boolean", None, True, "是"),
    ("boolean", None, False, "否"),
    ("choice", None, "overdue", "超期 & 可催"),
    ("choice", None, ["in_time", "overdue"], "没有<超>期、超期 & 可催"),
    ("text", None, ["身份证", "<b>户口簿</b>"], "身份证、<b>户口簿</b>"),
    ("text", None, [], "无"),
]
FIGURES = [
    {"name": f"figure{number}", "label": f"第{number}项", "kind": kind, "unit": unit, "options": OPTIONS}
    for number, (kind, unit, _, _) in enumerate(WRITTEN)
]
COMPARED = [
    {"name": "both", "label": "两边<都>知道", "kind": "integer", "unit": "个月", "options": []},
    {"name": "one", "label": "只知道一边", "kind": "money", "unit": None, "options": []},
]
BY_PLACE = {
    "both": {"origin": {"low": 0, "high": 6}, "destination": 3},
    "one": {"origin": "1234.50", "destination": None},
}
STEPS = [
    {"text": "没有依据的一步。", "value": None, "rule": None},
    {
        "text": "有链接的一步。",
        "value": "1",
        "rule": {"document": "办法", "article": "第一条", "url": "https://example.org/?a=1&b=2"},
    },
    {
        "text": "没有链接的一步。",
        "value": 2,
        "rule": {"document": "办法 & 规定", "article": None, "url": None},
    },
]
FULL: dict[str, Any] = {
    "headline": "<b>一句话</b> & 更多",
    "figures": {figure["name"]: value for figure, (_, _, value, _) in zip(FIGURES, WRITTEN, strict=True)},
    "steps": STEPS,
    "cautions": ["请注意。", "再<i>注意</i>。"],
    "certainty": "estimate",
}
BARE: dict[str, Any] = {
    "headline": "不知道",
    "figures": {},
    "steps": [],
    "cautions": [],
    "certainty": "unknown",
}
COMPARED_ONLY: dict[str, Any] = {**BARE, "figures": BY_PLACE, "certainty": "exact"}
COMPARE = """async ([html, answer, figures]) => {
    const { render } = await import("/assets/answer.js");
    const built = document.createElement("template");
    built.innerHTML = html;
    return [built.innerHTML, render(answer, figures).outerHTML];
}"""


@pytest.mark.parametrize(
    "answer",
    [
        FULL,
        BARE,
        {**FULL, "steps": [], "certainty": "exact"},
        COMPARED_ONLY,
        {**FULL, "figures": {**FULL["figures"], **BY_PLACE}},
    ],
    ids=["full", "bare", "exact", "compared", "both"],
)
def test_the_page_and_the_phone_draw_the_same_answer(bench: Tab, answer: dict[str, Any]) -> None:
    figures = [*FIGURES[:2], *COMPARED, *FIGURES[2:]]
    html = str(Templates(CONTENT, ON).macro("answer", "answer")(answer, figures))
    page = bench.open("late-fee/")
    built, drawn = page.evaluate(COMPARE, [html, answer, figures])
    assert drawn == built


def test_two_places_stand_side_by_side(bench: Tab) -> None:
    page = bench.open("late-fee/")
    rows = page.evaluate(
        """async ([answer, figures]) => {
            const { render } = await import("/assets/answer.js");
            const names = { origin: "甲市", destination: "乙市" };
            const table = render(answer, figures, names).querySelector("table");
            return Array.from(table.rows, (row) => Array.from(row.cells, (cell) => cell.textContent));
        }""",
        [COMPARED_ONLY, COMPARED],
    )
    assert rows == [
        ["甲市", "乙市"],
        ["两边<都>知道"],
        ["0 至 6 个月", "3 个月"],
        ["只知道一边"],
        ["1,234.50 元", "还不知道"],
    ]


def test_figures_are_written_as_people_write_them(bench: Tab) -> None:
    page = bench.open("late-fee/")
    texts = page.evaluate(
        """async ([answer, figures]) => {
            const { render } = await import("/assets/answer.js");
            return Array.from(render(answer, figures).querySelectorAll("dd"), (node) => node.textContent);
        }""",
        [FULL, FIGURES],
    )
    assert texts == [text for *_, text in WRITTEN]
