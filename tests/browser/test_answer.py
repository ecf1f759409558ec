"""结果的两种画法: the template at build time and the script on the phone lay out the same words alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scripts.pages.templates import Templates
from tests.browser.bench import ON

if TYPE_CHECKING:
    from tests.browser.conftest import Tab

CONTENT = Path(__file__).parents[2] / "content"
NAMES = {"origin": "甲市", "destination": "<乙>市"}
SINGLE = [
    {"name": "fee", "label": "滞纳金 & 本金", "text": "1,234.50元"},
    {"name": "of", "label": "材料", "text": "<b>无"},
]
COMPARED = [
    {"name": "waiting", "label": "等待期", "text": {"origin": "最多6个月", "destination": "还不<知道>"}}
]
RULE = {"document": "办法 & 规定", "article": None, "url": None, "standing": ""}
BARE: dict[str, Any] = {
    "headline": "不知道",
    "steps": [],
    "cautions": [],
    "certainty": "unknown",
    "certainty_text": "还算不出。",
    "written": [],
}
FULL: dict[str, Any] = BARE | {
    "headline": "<b>一句话</b> & 更多",
    "steps": [
        {"text": "没有依据的一步。", "rule": None},
        {"text": "有链接的。", "rule": RULE | {"article": "第一条", "url": "https://example.org/?a=1&b=2"}},
        {"text": "没有链接的一步。", "rule": RULE},
    ],
    "cautions": ["请注意。", "再<i>注意</i>。"],
    "written": [*SINGLE[:1], *COMPARED, *SINGLE[1:]],
}
COMPARE = """async ([html, answer, names]) => {
    const { render } = await import("/assets/answer.js");
    const built = document.createElement("template");
    built.innerHTML = html;
    return [built.innerHTML, render(answer, names).outerHTML];
}"""


@pytest.mark.parametrize(
    "answer",
    [FULL, BARE, FULL | {"written": SINGLE}, BARE | {"written": COMPARED}],
    ids=["full", "bare", "single", "compared"],
)
def test_the_page_and_the_phone_lay_out_the_same_answer(bench: Tab, answer: dict[str, Any]) -> None:
    html = str(Templates(CONTENT, ON).macro("answer", "answer")(answer, NAMES))
    built, drawn = bench.open("late-fee/").evaluate(COMPARE, [html, answer, NAMES])
    assert drawn == built
    assert answer["certainty_text"] in drawn
