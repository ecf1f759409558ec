"""整个网站在浏览器里: the pages as built, met with only a keyboard, or without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Tab

START = 30_000  # ms that a first start may take on a busy machine
PATH = "changzhou/transfer/"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the control has the focus, as a reader without a pointer does."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"用 Tab 键到不了 {selector}")


def type_date(page: Page, year: str, month: str, day: str) -> None:
    page.keyboard.type(month + day + year)  # the order in which this browser's date field asks


def test_the_deadline_form_by_keyboard_alone(site_again: Tab) -> None:
    page = site_again.open(PATH)
    tab_to(page, "#transfer-deadline-accepted_on")
    type_date(page, "2026", "04", "01")
    tab_to(page, "#transfer-deadline-as_of")
    type_date(page, "2026", "04", "17")
    page.keyboard.press("Enter")
    result = page.locator("#calculator-transfer-deadline .calculator-result")
    expect(result).to_contain_text("2026年4月16日", timeout=START)  # 清明节 6 April is off
    expect(result).to_contain_text("2026年4月23日")
    expect(result).to_contain_text("11个工作日")


def test_nothing_of_the_runtime_and_no_other_host_before_the_form_is_touched(site: Tab) -> None:
    page = site.open(PATH)
    page.wait_for_load_state("networkidle")
    assert [url for url in site.requested if not url.startswith(site.address)] == []
    assert site.runtime_requests == []

    page.locator("#transfer-deadline-accepted_on").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#calculator-transfer-deadline .calculator-result .answer")).to_be_visible(
        timeout=START
    )
    assert [url for url in site.requested if not url.startswith(site.address)] == []
    assert site.runtime_requests


def test_a_worked_result_without_javascript(plain_site: Tab) -> None:
    page = plain_site.open(PATH)
    expect(page.locator(".worked .answer-headline").first).to_contain_text("年")
    page.get_by_text("这个例子怎么算的").first.click()
    expect(page.locator(".worked .answer-figures").first).to_be_visible()
    expect(page.locator(".calculator-noscript").first).to_be_visible()
    expect(page.locator(".calculator-submit").first).to_be_disabled()
