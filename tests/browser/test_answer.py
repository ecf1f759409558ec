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
FIGURES = [{"name": name, "label": f"<{name}>"} for name in ("amount", "both", "days", "one")]
WRITTEN = {"amount": "1,234.50 元", "days": "0 至 6 <个>月"}
BY_PLACE = {
    "both": {"origin": "0 至 6 个月", "destination": "3 个月"},
    "one": {"origin": "1,234.50 元", "destination": "还不知道"},
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
    "written": WRITTEN,
    "steps": STEPS,
    "cautions": ["请注意。", "再<i>注意</i>。"],
    "certainty": "estimate",
    "certainty_text": "这是<估算>。",
}
BARE: dict[str, Any] = {
    "headline": "不知道",
    "written": {},
    "steps": [],
    "cautions": [],
    "certainty": "unknown",
    "certainty_text": "要问清楚。",
}
COMPARED_ONLY: dict[str, Any] = {**BARE, "written": BY_PLACE, "certainty": "exact"}
NAMES = {"origin": "甲<市>", "destination": "乙市"}
COMPARE = """async ([html, answer, figures, names]) => {
    const { render } = await import("/assets/answer.js");
    const built = document.createElement("template");
    built.innerHTML = html;
    return [built.innerHTML, render(answer, figures, names).outerHTML];
}"""


@pytest.mark.parametrize(
    "answer",
    [
        FULL,
        BARE,
        {**FULL, "steps": [], "certainty": "exact"},
        COMPARED_ONLY,
        {**FULL, "written": {**WRITTEN, **BY_PLACE}},
    ],
    ids=["full", "bare", "exact", "compared", "both"],
)
def test_the_page_and_the_phone_draw_the_same_answer(bench: Tab, answer: dict[str, Any]) -> None:
    html = str(Templates(CONTENT, ON).macro("answer", "answer")(answer, FIGURES, NAMES))
    page = bench.open("late-fee/")
    built, drawn = page.evaluate(COMPARE, [html, answer, FIGURES, NAMES])
    assert drawn == built
