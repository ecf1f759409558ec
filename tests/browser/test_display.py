"""大字版: offered once, remembered, there before the first paint; harmless without storage or scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Tab

PATH = "changzhou/transfer/"
BLOCKED = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("blocked", "SecurityError"); },
})"""
SHIFTS = """() => new Promise((resolve) => {
    let total = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((each) => { total += each.value; }))
        .observe({type: "layout-shift", buffered: true});
    requestAnimationFrame(() => setTimeout(() => resolve(total), 300));
})"""


def letters(page: Page) -> float:
    """The height of the text in CSS pixels."""
    return float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))


def size_button(page: Page) -> str:
    return page.locator(".text-size").inner_text()


def test_the_first_three_pages_offer_it_and_no_other(site: Tab) -> None:
    for path in (PATH, "about/", PATH):
        expect(site.open(path).get_by_role("region", name="字的大小")).to_be_visible()
    page = site.open("about/")
    expect(page.locator(".offer")).to_be_hidden()
    assert letters(page) >= 18


def test_the_offer_taken_stays_taken(site: Tab) -> None:
    page = site.open(PATH)
    page.get_by_role("button", name="换大字版").click()
    expect(page.locator(".offer")).to_be_hidden()
    assert letters(page) == pytest.approx(24, abs=0.1)
    site.open("about/")
    assert letters(page) == pytest.approx(24, abs=0.1)


def test_the_offer_declined_is_gone(site: Tab) -> None:
    page = site.open(PATH)
    page.get_by_role("button", name="不用").click()
    expect(page.locator(".offer")).to_be_hidden()
    page.reload()
    expect(page.locator(".offer")).to_be_hidden()
    assert letters(page) == pytest.approx(18)


def test_the_switch_says_what_comes_next_and_goes_round(site: Tab) -> None:
    page = site.open("about/")
    seen = []
    for _ in range(3):
        seen.append((size_button(page), round(letters(page))))
        page.locator(".text-size").click()
    assert seen == [("大字版", 18), ("再大些", 24), ("标准版", 30)]
    assert size_button(page) == "大字版"


@pytest.mark.parametrize("size", ["standard", "large", "largest"])
@pytest.mark.parametrize("path", ["", PATH, "calculators/reimbursement/"])
def test_nothing_moves_while_the_page_appears(site: Tab, size: str, path: str) -> None:
    site.page.add_init_script(f"localStorage.setItem('text-size', '{size}')")
    page = site.open(path)
    assert page.evaluate(SHIFTS) <= 0.02


def test_the_size_is_there_before_the_page_has_a_body(site: Tab) -> None:
    site.page.add_init_script("""localStorage.setItem("text-size", "large");
        new MutationObserver(() => {
            if (document.body && !window.early) window.early = document.documentElement.dataset.textSize;
        }).observe(document, {childList: true, subtree: true})""")
    page = site.open(PATH)
    assert page.evaluate("window.early") == "large"


def test_it_works_for_the_page_where_storage_is_blocked(site: Tab) -> None:
    site.page.add_init_script(BLOCKED)
    page = site.open(PATH)
    expect(page.locator(".offer")).to_be_hidden()
    page.locator(".text-size").click()
    assert letters(page) == pytest.approx(24, abs=0.1)


def test_a_second_window_follows(site: Tab) -> None:
    page = site.open(PATH)
    other = page.context.new_page()
    other.goto(site.address + "about/")
    page.get_by_role("button", name="换大字版").click()
    expect(other.locator("html")).to_have_attribute("data-text-size", "large")


def test_without_scripts_there_is_no_dead_button(plain_site: Tab) -> None:
    page = plain_site.open(PATH)
    expect(page.locator(".text-size")).to_be_hidden()
    expect(page.locator(".offer")).to_be_hidden()
    expect(page.locator(".read-aloud")).to_be_hidden()
    expect(page.locator(".finder a")).to_be_visible()


def test_paper_has_the_answer_and_no_controls(site: Tab) -> None:
    page = site.open(PATH)
    page.emulate_media(media="print")
    expect(page.locator(".first")).to_be_visible()
    for control in (".site-bar", ".offer", ".calculator-submit", ".toc"):
        expect(page.locator(control).first).to_be_hidden()


def test_from_the_sheet_of_paper_only_the_sheet_is_printed(site: Tab) -> None:
    page = site.open(f"{PATH}#paper")
    page.emulate_media(media="print")
    expect(page.locator("#paper")).to_be_visible()
    expect(page.locator(".first")).to_be_hidden()


def test_colours_of_the_system_keep_every_word(site: Tab) -> None:
    page = site.open("")
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    moving = """Array.from(document.querySelectorAll("*")).filter((each) =>
        parseFloat(getComputedStyle(each).transitionDuration) > 0).length"""
    assert page.evaluate(moving) == 0
