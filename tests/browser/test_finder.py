"""找城市的那一格: by keyboard, with its announcements, without a network and without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

    from tests.browser.conftest import Tab

NAME = "找城市、找问题"
PARTS = ("finder.json", "search.js")
LOADING = "正在取城市表…"
ROOM = """(box) => {
    const style = getComputedStyle(box);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const cross = 20;  // WebKit's button that empties the field
    return box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - cross
        - pen.measureText(box.placeholder).width;
}"""


def box_of(page: Page) -> Locator:
    return page.get_by_role("combobox", name=NAME)


class Slow:
    """A network on which a part comes only when it is let go."""

    def __init__(self, page: Page, part: str = "finder.json") -> None:
        self.held: list[Route] = []
        page.route(f"**/{part}", lambda route: self.held.append(route))

    def let_go(self) -> None:
        for route in self.held:
            route.continue_()


def test_a_place_and_a_matter_lead_to_the_page_by_keyboard_alone(site: Tab) -> None:
    page = site.open("")
    assert not [url for url in site.requested if "finder.json" in url]
    box = page.get_by_role("combobox", name="找城市、找问题")
    box.focus()
    page.keyboard.type("changzhou 断缴")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    page.keyboard.press("Enter")
    page.wait_for_url("**/changzhou/lapse/")


def test_arrows_go_round_and_escape_closes(site: Tab) -> None:
    page = site.open("about/")
    box = page.get_by_role("combobox", name="找城市、找问题")
    box.fill("changzhou")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(options.first).to_be_hidden()


def test_nothing_found_says_what_to_try(site: Tab) -> None:
    page = site.open("")
    page.get_by_role("combobox", name="找城市、找问题").fill("蠿蠿")
    expect(page.get_by_role("status")).to_contain_text("没有找到“蠿蠿”。县、区、县级市请写所在的市")
    expect(page.get_by_role("option")).to_have_text(["按省份找", re.compile("^打 12393 问")])
    page.keyboard.press("Enter")  # nothing is chosen: stay
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_text("按省份找")
    page.keyboard.press("Enter")
    page.wait_for_url("**/#provinces")


def test_a_matter_on_a_citys_page_stays_in_that_city(site: Tab) -> None:
    page = site.open("changzhou/transfer/")
    page.get_by_role("combobox", name="找城市、找问题").fill("断缴")
    expect(page.get_by_role("option").first).to_contain_text("常州")
    page.keyboard.press("Enter")
    page.wait_for_url("**/changzhou/lapse/")


def test_a_claim_leads_to_its_place(site: Tab) -> None:
    page = site.open("about/")
    page.get_by_role("combobox", name="找城市、找问题").fill("断缴会清零吗")
    page.get_by_role("option").filter(has_text="常听到的说法").first.click()
    page.wait_for_url("**/claims/#*")
    assert page.evaluate("document.querySelector(location.hash) !== null")


def test_the_search_and_its_table_are_not_loaded_before_the_box_is_touched(site: Tab) -> None:
    page = site.open("changzhou/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in site.requested if url.endswith(PARTS)]
    box = page.get_by_role("combobox", name="找城市、找问题")
    box.focus()
    page.wait_for_load_state("networkidle")
    box.fill("断缴")
    expect(page.get_by_role("option").first).to_be_visible()
    assert sorted(url.rpartition("/")[2] for url in site.requested if url.endswith(PARTS)) == sorted(PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_a_lost_network_is_said_and_the_next_letter_tries_again(site: Tab, part: str) -> None:
    page = site.open("")
    page.route(f"**/{part}", lambda route: route.abort())
    box = page.get_by_role("combobox", name="找城市、找问题")
    box.fill("断缴")
    expect(page.get_by_role("status")).to_contain_text("网络不好")
    page.unroute(f"**/{part}")
    box.press_sequentially("了")
    expect(page.get_by_role("option").first).to_be_visible()


def test_without_scripts_the_box_is_a_link_to_the_provinces(plain_site: Tab) -> None:
    page = plain_site.open("about/")
    page.get_by_role("link", name="按省份找城市").click()
    page.wait_for_url(re.compile(r"/#provinces$"))
    page.get_by_role("link", name="按省份找城市").click()
    expect(page.locator("#provinces").get_by_role("link").first).to_be_visible()


def test_a_claim_says_first_whether_it_is_so(site: Tab) -> None:
    page = site.open("about/")
    box_of(page).fill("转回老家")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("余额转移")
    claim = page.get_by_role("option", name=re.compile("^不对：“想把医保转回老家"))
    expect(claim).to_be_visible()
    places = options.all_text_contents()
    assert min(at for at, words in enumerate(places) if words.startswith("不对：")) >= 2


def test_a_guess_is_said_so_and_opens_only_when_chosen(site: Tab) -> None:
    page = site.open("about/")
    box_of(page).fill("昆山")
    expect(page.locator(".finder-message")).to_have_text("没有找到“昆山”，您是不是找：")
    expect(page.get_by_role("status")).to_contain_text("没有找到“昆山”，您是不是找：下面有")
    page.keyboard.press("Enter")
    expect(page.get_by_role("option").first).to_contain_text("昆明市")
    assert page.url.endswith("/about/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kunming/")


def test_what_is_not_covered_is_said_with_the_telephone(site: Tab) -> None:
    page = site.open("about/")
    box_of(page).fill("生育津贴")
    expect(page.locator(".finder-message")).to_contain_text("这里还没有这方面的内容，请打 12393")
    expect(page.get_by_role("status")).to_contain_text("这里还没有这方面的内容，请打 12393")
    expect(page.get_by_role("option", name="打 12393 问")).to_be_visible()


def test_what_is_offered_is_a_link(site: Tab) -> None:
    """With the keyboard's ways of a combobox, and everything a browser can do with a link."""
    page = site.open("about/")
    box = box_of(page)
    box.fill("常州断缴")
    option = page.get_by_role("option").first
    link = f"{site.address}changzhou/lapse/"
    assert option.evaluate("each => each.tagName + ' ' + each.href + ' ' + each.tabIndex") == f"A {link} -1"
    assert page.get_by_role("listbox").locator(":scope > li[role=none] > a[role=option]").count() > 3
    for press in (
        lambda: option.click(modifiers=["ControlOrMeta"]),
        lambda: option.click(button="middle"),
    ):
        with page.context.expect_page() as opened:
            press()
        opened.value.wait_for_url(link)
        opened.value.close()
        expect(option).to_be_visible()
    assert page.url == f"{site.address}about/"
    box.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('role')") != "option"
    box.fill("常州断缴了")
    option.click()
    page.wait_for_url(link)


def test_a_place_within_the_page_closes_the_list(site: Tab) -> None:
    page = site.open("")
    box_of(page).fill("蠿蠿")
    page.get_by_role("option", name="按省份找").click()
    page.wait_for_url("**/#provinces")
    expect(page.locator(".finder-list")).to_be_hidden()


def test_the_calculator_of_a_city_is_offered_and_stands_there(site: Tab) -> None:
    page = site.open("about/")
    box_of(page).fill("兰州二级医院门诊2000报多少")
    expect(page.get_by_role("option").first).to_have_text("兰州 · 报销估算 算一算")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lanzhou/out-of-area-care/#calculator-reimbursement")
    expect(page.locator("#calculator-reimbursement")).to_be_in_viewport()


@pytest.mark.parametrize("part", PARTS)
def test_loading_is_said_and_enter_is_carried_out_when_both_have_come(site: Tab, part: str) -> None:
    page = site.open("")
    slow = Slow(page, part)
    box_of(page).focus()
    expect(page.get_by_role("status")).to_be_empty()
    page.keyboard.type("上海断缴")
    expect(page.get_by_role("status")).to_have_text(LOADING)
    expect(page.locator(".finder-message")).to_have_text(LOADING)
    page.keyboard.press("Enter")
    slow.let_go()
    page.wait_for_url("**/shanghai/lapse/")


def test_enter_is_forgotten_when_the_words_change_before_the_table_has_come(site: Tab) -> None:
    page = site.open("")
    slow = Slow(page)
    box_of(page).focus()
    page.keyboard.type("上海")
    page.keyboard.press("Enter")
    page.keyboard.type("断缴")
    slow.let_go()
    expect(page.get_by_role("option").first).to_contain_text("上海 · 断缴与补缴")
    assert page.url == site.address


def test_a_table_that_comes_after_escape_opens_nothing(site: Tab) -> None:
    page = site.open("")
    slow = Slow(page)
    box_of(page).focus()
    page.keyboard.type("上海")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    slow.let_go()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".finder-list")).to_be_hidden()
    assert page.url == site.address


def test_results_stay_when_the_keyboard_is_put_away(site: Tab) -> None:
    """完成 on an iPhone takes the focus away; Escape, Tab and a tap elsewhere close."""
    page = site.open("about/")
    box = box_of(page)
    options = page.get_by_role("option")
    for close in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.mouse.click(180, 630),
        lambda: page.locator("footer a").first.focus(),
    ):
        box.fill("常州")
        expect(options.first).to_be_visible()
        box.blur()
        page.wait_for_timeout(100)
        expect(options.first).to_be_visible()
        close()
        expect(options.first).to_be_hidden()
        expect(box).to_have_attribute("aria-expanded", "false")
    box.fill("常州断缴")
    expect(options.first).to_be_visible()
    page.keyboard.press("Tab")
    expect(options.first).to_be_hidden()
    assert not page.evaluate("document.querySelector('.finder').contains(document.activeElement)")


def test_a_tap_elsewhere_closes_and_scrolling_does_not(browser: Browser, site_address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, has_touch=True)
    page = context.new_page()
    page.goto(f"{site_address}about/")
    box_of(page).fill("常州")
    option = page.get_by_role("option").first
    expect(option).to_be_visible()
    page.evaluate("""() => ["touchstart", "touchmove", "touchend"].forEach((name) =>
        document.querySelector("h1").dispatchEvent(new Event(name, { bubbles: true })))""")
    expect(option).to_be_visible()
    page.evaluate("""() => ["touchstart", "touchend"].forEach((name) =>
        document.querySelector("h1").dispatchEvent(new Event(name, { bubbles: true })))""")
    expect(option).to_be_hidden()
    box_of(page).fill("常州断缴")
    option.tap()
    page.wait_for_url("**/changzhou/lapse/")
    context.close()


@pytest.mark.parametrize("size", ["standard", "large", "largest"])
@pytest.mark.parametrize("path", ["", "about/"])
def test_the_placeholder_fits(browser: Browser, site_address: str, path: str, size: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    context.add_init_script(f"localStorage.setItem('text-size', '{size}')")
    page = context.new_page()
    page.goto(site_address + path)
    assert box_of(page).evaluate(ROOM) >= 0
    context.close()


@pytest.mark.parametrize(("height", "rises"), [(640, True), (1000, False)])
def test_on_a_small_screen_the_box_goes_to_the_top(
    browser: Browser, site_address: str, height: int, rises: bool
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": height}, reduced_motion="reduce")
    context.add_init_script("localStorage.setItem('text-size', 'large')")
    page = context.new_page()
    page.goto(site_address)
    page.evaluate("document.querySelector('.finder-box').focus({ preventScroll: true })")
    top = box_of(page).evaluate("(box) => box.getBoundingClientRect().top")
    assert (0 <= top < 20) is rises
    context.close()


@pytest.mark.parametrize("path", ["", "about/"])
def test_without_scripts_the_box_says_what_it_leads_to(plain_site: Tab, path: str) -> None:
    page = plain_site.open(path)
    expect(page.locator("a.finder-box")).to_have_text("按省份找城市")
