"""表格在浏览器里: what a reader meets, also when the download is late, broken or impossible."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.browser.conftest import Tab

START = 30_000  # ms that a first start may take on a busy machine
FEE = {"arrears": "1000", "due_on": "2026-01-01", "paid_on": "2026-01-31"}
BROKEN = (
    "worker.js",
    "python.js",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
)


def fill(page: Page, answers: dict[str, str]) -> None:
    for name, value in answers.items():
        page.locator(f"#late-fee-{name}").fill(value)


def press(page: Page) -> None:
    page.get_by_role("button", name="算一算").click()


def figure(page: Page, label: str) -> str:
    row = page.locator(".calculator-result .figure").filter(has=page.get_by_text(label, exact=True))
    expect(row).to_be_visible(timeout=START)
    return row.locator("dd").inner_text()


def starts(tab: Tab) -> int:
    return sum(url.endswith("worker.js") for url in tab.requested)


def hold(route: Route) -> None:
    """Never answered, as on a dead network."""


def test_nothing_of_the_runtime_is_requested_before_the_form_is_touched(bench: Tab) -> None:
    page = bench.open("late-fee/")
    expect(page.get_by_role("button", name="算一算")).to_be_enabled()
    page.wait_for_load_state("networkidle")
    assert bench.runtime_requests == []

    page.locator("#late-fee-arrears").focus()
    expect(page.locator(".calculator-status")).to_be_empty(timeout=START)
    assert any(url.endswith("pyodide.asm.wasm") for url in bench.runtime_requests)
    assert {url.partition("/assets/")[0] + "/" for url in bench.runtime_requests} == {bench.address}

    asked = len(bench.runtime_requests)
    fill(page, FEE)
    press(page)
    assert figure(page, "滞纳金") == "15 元"
    assert len(bench.runtime_requests) == asked


def test_wrong_answers_are_told_beside_their_fields(bench: Tab) -> None:
    page = bench.open("late-fee/")
    fill(page, {**FEE, "arrears": "一千", "paid_on": ""})
    press(page)
    amount, paid, due = (page.locator(f"#late-fee-{name}") for name in ("arrears", "paid_on", "due_on"))
    expect(amount).to_have_attribute("aria-invalid", "true", timeout=START)
    expect(amount).to_be_focused()
    assert "late-fee-arrears-error" in str(amount.get_attribute("aria-describedby"))
    expect(page.locator("#late-fee-arrears-error")).to_contain_text("一千")
    expect(paid).to_have_attribute("aria-invalid", "true")
    expect(due).not_to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("status")).to_contain_text("请看红字")

    fill(page, FEE)
    press(page)
    assert figure(page, "滞纳金") == "15 元"
    expect(amount).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator(".field-error:visible")).to_have_count(0)


def test_the_last_of_twenty_fast_submissions_wins(bench: Tab) -> None:
    page = bench.open("late-fee/")
    fill(page, FEE)
    page.evaluate("""() => {
        const amount = document.querySelector("#late-fee-arrears");
        for (let turn = 1; turn <= 20; turn += 1) {
            amount.value = String(turn * 1000);
            amount.form.requestSubmit();
        }
    }""")
    assert figure(page, "滞纳金") == "300 元"
    expect(page.locator(".calculator-result .answer")).to_have_count(1)
    page.wait_for_url("**arrears=20000**")


def test_questions_that_do_not_apply_are_hidden(bench: Tab) -> None:
    page = bench.open("monthly-credit/")
    base, age = page.locator("[data-field=base]"), page.locator("[data-field=age]")
    page.get_by_label("退休").check()
    expect(base).to_be_hidden()
    expect(age).to_be_visible()
    page.get_by_label("在职").check()
    expect(base).to_be_visible()
    expect(age).to_be_hidden()


def test_a_link_with_answers_fills_the_form_and_reckons(bench: Tab) -> None:
    page = bench.open("late-fee/#late-fee?arrears=2000&due_on=2026-01-01&paid_on=2026-01-11")
    assert figure(page, "滞纳金") == "10 元"
    expect(page.locator("#late-fee-arrears")).to_have_value("2000")
    page.evaluate("location.hash = '#late-fee?arrears=4000&due_on=2026-01-01&paid_on=2026-01-11'")
    expect(page.locator(".calculator-result")).to_contain_text("20 元")
    page.go_back()
    expect(page.locator("#late-fee-arrears")).to_have_value("2000")
    expect(page.locator(".calculator-result")).to_contain_text("10 元")


def test_a_month_is_chosen_in_two_lists(bench: Tab) -> None:
    page = bench.open("retirement-age/")
    page.get_by_label("出生年月：年").select_option("1975")
    page.get_by_label("出生年月：月").select_option("8")
    press(page)
    expect(page.locator(".calculator-result .answer")).to_be_visible(timeout=START)
    page.wait_for_url("**birth_month=1975-08**")


@pytest.mark.parametrize("file", BROKEN)
def test_a_broken_download_is_tried_once_more_and_then_told(bench: Tab, file: str) -> None:
    page = bench.open("late-fee/")
    page.context.route(f"**/{file}", lambda route: route.abort())
    fill(page, FEE)
    expect(page.locator(".calculator-message")).to_contain_text("没有装上", timeout=START)
    expect(page.locator(".worked .answer-headline")).to_be_visible()
    assert starts(bench) == 2
    press(page)
    expect(page.locator(".calculator-message")).to_contain_text("没有装上", timeout=START)

    page.context.unroute(f"**/{file}")
    press(page)
    assert figure(page, "滞纳金") == "15 元"


@pytest.mark.parametrize("file", ["pyodide.asm.wasm", "python.zip"])
def test_one_failure_goes_unnoticed(bench: Tab, file: str) -> None:
    page = bench.open("late-fee/")
    page.context.route(f"**/{file}", lambda route: route.fulfill(status=503), times=1)
    fill(page, FEE)
    press(page)
    assert figure(page, "滞纳金") == "15 元"


def test_a_slow_download_says_so_and_can_be_stopped(bench: Tab) -> None:
    page = bench.page
    page.clock.install()
    page.context.route("**/pyodide.asm.wasm", hold)
    bench.open("late-fee/")
    press(page)
    message = page.locator(".calculator-message")
    expect(message).to_contain_text("马上就算")
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.clock.fast_forward(8000)
    expect(message).to_contain_text("有点慢")
    expect(page.locator(".worked .answer-headline")).to_be_visible()
    page.get_by_role("button", name="停下").click()
    expect(message).to_contain_text("已经停下")
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_stopping_leaves_the_keyboard_in_the_form(bench: Tab) -> None:
    page = bench.page
    page.context.route("**/pyodide.asm.wasm", hold)
    bench.open("late-fee/")
    press(page)
    page.get_by_role("button", name="停下").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="算一算")).to_be_focused()


def test_a_result_whose_answers_were_changed_says_so(bench: Tab) -> None:
    page = bench.open("late-fee/")
    fill(page, FEE)
    press(page)
    assert figure(page, "滞纳金") == "15 元"
    result, message = page.locator(".calculator-result"), page.locator(".calculator-message")
    page.locator("#late-fee-arrears").fill("2000")
    expect(message).to_contain_text("改之前的结果")
    expect(result).to_have_class("calculator-result is-outdated")
    expect(page.locator(".calculator-kept")).to_be_empty()
    press(page)
    expect(result).to_contain_text("30 元")
    expect(result).to_have_class("calculator-result")
    expect(message).to_have_count(0)


def test_answers_changed_while_the_first_are_reckoned_make_the_result_outdated(bench: Tab) -> None:
    page = bench.open("late-fee/")
    fill(page, FEE)
    press(page)
    page.locator("#late-fee-arrears").fill("2000")
    assert figure(page, "滞纳金") == "15 元"
    expect(page.locator(".calculator-message")).to_contain_text("改之前的结果")


@pytest.mark.parametrize(
    "lack",
    ["delete globalThis.WebAssembly", "delete globalThis.Worker", "WebAssembly.validate = () => false"],
)
def test_a_browser_that_cannot_says_so_at_once(bench: Tab, lack: str) -> None:
    bench.page.add_init_script(lack)
    page = bench.open("late-fee/")
    expect(page.locator(".calculator-message")).to_contain_text("不能现场计算")
    expect(page.get_by_role("button", name="算一算")).to_be_disabled()
    page.locator("#late-fee-arrears").focus()
    assert bench.runtime_requests == []


def test_where_the_form_s_own_program_is_not_understood_the_page_says_so(bench: Tab) -> None:
    bench.page.context.route("**/calculator.js", lambda route: route.abort())
    page = bench.open("late-fee/")
    expect(page.get_by_text("计算还没有准备好")).to_be_visible(timeout=START)
    expect(page.get_by_role("button", name="算一算")).to_be_disabled()


def test_the_reader_s_own_day_goes_along(bench: Tab) -> None:
    page = bench.page
    page.clock.set_fixed_time("2026-03-15T17:00:00Z")  # the 16th in China
    bench.open("late-fee/")
    page.evaluate("""() => {
        const send = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (message) {
            if (message.payload) document.title = message.payload;
            return send.call(this, message);
        };
    }""")
    fill(page, FEE)
    press(page)
    figure(page, "滞纳金")
    payload = json.loads(page.title())
    assert payload["on"] == "2026-03-16"
    assert payload["inputs"] == FEE
    assert set(payload["facts"]) == {"late_fee_daily_rate"}
