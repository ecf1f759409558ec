"""朗读: only with a Chinese voice of the device, only when asked, and it can be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Tab

PATH = "changzhou/transfer/"
LOCAL = [{"lang": "en-US", "localService": True}, {"lang": "zh-CN", "localService": True}]
REMOTE = [{"lang": "zh-CN", "localService": False}]
SPEECH = """(() => {
    window.said = [];
    let listener = () => {};
    let voices = %s;
    const speech = {
        getVoices: () => voices,
        speak: (words) => window.said.push(words),
        cancel: () => window.said.push("cancelled"),
        addEventListener: (name, heard) => { listener = heard; },
    };
    window.arrive = (late) => { voices = late; listener(); };
    Object.defineProperty(window, "speechSynthesis", {value: speech});
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
})()"""


def speaking(site: Tab, voices: list[dict[str, object]]) -> None:
    """A browser with these voices."""
    listed = str(voices).replace("True", "true").replace("False", "false")
    site.page.add_init_script(SPEECH % listed)


def test_it_reads_the_answer_and_stops(site: Tab) -> None:
    speaking(site, LOCAL)
    page = site.open(PATH)
    assert page.evaluate("said") == []
    button = page.locator(".read-aloud")
    expect(button).to_be_visible()
    button.click()
    expect(button).to_have_text("停止")
    texts = page.evaluate("said.map((each) => each.text)")
    spoken = "".join(texts)
    assert page.locator("h1").inner_text() in spoken
    assert "几天：" in spoken
    assert page.locator("main .cite").count()
    assert "依据" not in spoken.replace("没有官方依据", "")
    assert "官方原文" not in spoken
    assert max(map(len, texts)) <= 120
    button.click()
    expect(button).to_have_text("朗读")
    assert page.evaluate("said[said.length - 1]") == "cancelled"


TABLES = """<div class="answer">
<p class="answer-headline">两边放在一起。</p>
<table><caption>两边放在一起看</caption><thead><tr><th>甲地</th><th>乙地</th></tr></thead>
<tbody><tr><th colspan="2">每月划入</th></tr>
<tr><td>60元</td><td>80元 <a class="cite">依据</a></td></tr></tbody></table>
<table><thead><tr><th>年龄</th><th>每月</th><th>备注</th></tr></thead>
<tbody><tr><td>不满七十</td><td>90元</td><td>—</td></tr></tbody></table>
<table><tbody><tr><th scope="row">合计</th><td>150元</td></tr></tbody></table>
<div class="keep"><p>留下结果</p><button>打印</button></div><button>再算一次</button></div>"""


def test_tables_are_read_row_by_row(site: Tab) -> None:
    """Each cell with the heading of its column; buttons and what serves to keep the result are not read."""
    speaking(site, LOCAL)
    page = site.open(PATH)
    page.evaluate(
        "html => document.querySelector('.calculator-result').insertAdjacentHTML('beforeend', html)", TABLES
    )
    page.locator(".read-result").first.click()
    spoken = "".join(page.evaluate("said.map((each) => each.text || '')"))
    for words in (
        "两边放在一起看。每月划入：甲地：60元；乙地：80元。",
        "年龄：不满七十；每月：90元。",
        "合计：150元。",
    ):
        assert words in spoken
    for words in ("依据", "备注", "—", "留下结果", "打印", "再算一次"):
        assert words not in spoken


def test_the_end_of_the_text_gives_the_button_back(site: Tab) -> None:
    speaking(site, LOCAL)
    page = site.open(PATH)
    page.locator(".read-aloud").click()
    page.evaluate("said[said.length - 1].onend()")
    expect(page.locator(".read-aloud")).to_have_text("朗读")


@pytest.mark.parametrize("voices", [[], REMOTE, LOCAL[:1]], ids=["none", "over the network", "English only"])
def test_without_a_chinese_voice_of_the_device_there_is_no_button(
    site: Tab, voices: list[dict[str, object]]
) -> None:
    speaking(site, voices)
    page = site.open(PATH)
    expect(page.locator(".read-aloud")).to_be_hidden()
    expect(page.locator(".read-result")).to_have_count(0)


def test_a_voice_that_arrives_late_moves_nothing(site: Tab) -> None:
    speaking(site, [])
    page = site.open(PATH)
    before = page.locator("h1").bounding_box()
    page.evaluate("arrive([{lang: 'zh-CN', localService: true}])")
    expect(page.locator(".read-aloud")).to_be_visible()
    assert page.locator("h1").bounding_box() == before


def test_a_result_can_be_read_once_it_is_there(site: Tab) -> None:
    speaking(site, LOCAL)
    page = site.open(PATH)
    button = page.locator(".read-result").first
    expect(button).to_be_hidden()
    page.evaluate("""document.querySelector(".calculator-result")
        .append(document.querySelector(".worked .answer").cloneNode(true))""")
    expect(button).to_be_visible()
    button.click()
    headline = page.locator(".calculator-result .answer-headline").inner_text()
    assert headline in "".join(page.evaluate("said.map((each) => each.text || '')"))
    page.evaluate("document.querySelector('.calculator-result').textContent = ''")
    expect(button).to_be_hidden()
