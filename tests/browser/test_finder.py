"""找城市的那一格: by keyboard, with its announcements, without a network and without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Tab


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
    expect(page.get_by_role("status")).to_contain_text("只写城市名")
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


def test_the_table_is_not_loaded_before_the_box_is_touched(site: Tab) -> None:
    page = site.open("changzhou/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in site.requested if "finder.json" in url]
    page.get_by_role("combobox", name="找城市、找问题").focus()
    page.wait_for_load_state("networkidle")
    assert len([url for url in site.requested if "finder.json" in url]) == 1


def test_a_lost_network_is_said_and_the_next_letter_tries_again(site: Tab) -> None:
    page = site.open("")
    page.route("**/finder.json", lambda route: route.abort())
    box = page.get_by_role("combobox", name="找城市、找问题")
    box.fill("断缴")
    expect(page.get_by_role("status")).to_contain_text("网络不好")
    page.unroute("**/finder.json")
    box.press_sequentially("了")
    expect(page.get_by_role("option").first).to_be_visible()


def test_without_scripts_the_box_is_a_link_to_the_provinces(plain_site: Tab) -> None:
    page = plain_site.open("about/")
    page.get_by_role("link", name="找城市、找问题").click()
    page.wait_for_url(re.compile(r"/#provinces$"))
    expect(page.locator("#provinces").get_by_role("link").first).to_be_visible()
