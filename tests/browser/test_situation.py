"""我的情况: asked once, answered as one sheet; as a link, as a calendar, on one A4; without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations
from tests.browser.test_comparison import NOON
from tests.browser.test_sheet import PRINTED, SMALLEST_ON_PAPER, START, pages_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Tab

LAPSE = {
    "city": "shanghai",
    "last_paid_month": "2026-08",
    "resume_month": "2027-01",
    "continuous_months_before": "60",
    "back_paid": "true",
    "base": "6000",
    "enrolled_in_window": "true",
}
SITUATIONS = {
    "move": {
        "origin": "nanjing",
        "destination": "shanghai",
        "status": "employed",
        "base": "6000",
        "category": "male_60",
        "total_months": "100",
        "applied": "true",
        "accepted_on": "2026-11-20",
        "within_province": "false",
        "lapsed": "true",
        "last_paid_month": "2026-08",
        "resume_month": "2026-11",
        "continuous_months_before": "50",
    },
    "lapse": LAPSE,
    "retire": {
        "city": "changzhou",
        "birth_month": "1968-03",
        "category": "male_60",
        "total_months": "200",
        "local_months": "100",
        "base": "6000",
    },
    "child": {"city": "nanchang", "child": "newborn", "born_on": "2026-11-20"},
    "parents": {"insured": "nanchang", "living": "shanghai", "cover": "retired", "same_province": "false"},
    "care": {
        "city": "shanghai",
        "kind": "inpatient",
        "tier": "3",
        "status": "employed",
        "eligible_cost": "20000",
        "elsewhere": "true",
    },
}


def link(slug: str, answers: dict[str, str]) -> str:
    return f"situation/{slug}/#{slug}?{urlencode(answers)}&data=2026-11-22.0123abcd"


def answered(tab: Tab, slug: str) -> Page:
    """The situation as it stands on a day, answered."""
    tab.page.clock.set_fixed_time(NOON)
    tab.page.add_init_script(PRINTED)
    page = tab.open(link(slug, SITUATIONS[slug]))
    expect(page.locator(".keep")).to_be_visible(timeout=START)
    return page


def headings(page: Page) -> list[str]:
    return page.locator(".situation > .told > h3").all_inner_texts()


@pytest.mark.parametrize("slug", SITUATIONS)
def test_a_situation_is_answered_as_one_sheet(site_again: Tab, slug: str) -> None:
    page = answered(site_again, slug)
    told = headings(page)
    order = ["结论", "要办的事", "花多少钱", "这里的规定", "还要问的", "依据"]
    assert told == [each for each in order if each in told]
    assert {"要办的事", "依据"} <= {*told}
    assert "undefined" not in page.locator(".calculator-result").inner_text()
    links = page.locator(".told-steps a")
    hrefs = [each.get_attribute("href") or "" for each in links.all()]
    assert all(page.request.get(f"{site_again.address}situation/{slug}/{href}").ok for href in hrefs)
    assert {href.split("/")[2] for href in hrefs} <= {*SITUATIONS[slug].values()}
    expect(page.get_by_role("heading", name="要办的事")).to_have_count(1)


@pytest.mark.parametrize("slug", SITUATIONS)
def test_a_sheet_fits_on_one_page(site_again: Tab, slug: str) -> None:
    page = answered(site_again, slug)
    page.get_by_role("button", name="打印一张").click()
    assert page.evaluate(SMALLEST_ON_PAPER) >= 12  # px, which is 9 pt
    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1


def test_every_question_is_asked_once_and_by_keyboard(site_again: Tab) -> None:
    """From the city to the sheet without a pointer."""
    site_again.page.clock.set_fixed_time(NOON)
    page = site_again.open("situation/lapse/")
    labels = page.locator("#lapse .field-label:visible").all_inner_texts()
    assert len(labels) == len(set(labels)) == len(LAPSE)
    page.get_by_label("您的城市").focus()
    page.keyboard.type("上海")
    page.locator(".finder-option:visible").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    for name, text in LAPSE.items():
        field = page.locator(f"[data-field={name}]")
        if name.endswith("_month"):
            year, month = text.split("-")
            field.locator("select").nth(0).select_option(year)
            field.locator("select").nth(1).select_option(month)
        elif text in ("true", "false"):
            field.locator(f"input[value={text}]").focus()
            page.keyboard.press("Space")
        elif name != "city":
            field.locator("input").focus()
            page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator(".keep")).to_be_visible(timeout=START)
    expect(page.locator(".situation h3").first).to_be_focused()
    assert page.locator("table.ways thead th").all_inner_texts() == ["有新单位", "自己缴职工", "改缴居民"]


def test_questions_come_and_go_with_the_answers(site_again: Tab) -> None:
    page = site_again.open("situation/move/")
    expect(page.locator("[data-field=accepted_on]")).to_be_hidden()
    page.locator("[data-field=status] input[value=employed]").check()
    page.locator("[data-field=applied] input[value=true]").check()
    expect(page.locator("[data-field=accepted_on]")).to_be_visible()
    page.locator("[data-field=status] input[value=retired]").check()
    expect(page.locator("[data-field=accepted_on]")).to_be_hidden()
    expect(page.locator("[data-field=age]")).to_be_visible()


def test_what_is_missing_is_told_at_its_question(site_again: Tab) -> None:
    page = site_again.open("situation/lapse/")
    page.get_by_role("button", name="合成一张单子").click()
    expect(page.locator("[data-field=city] .field-error")).to_contain_text("请选一个城市")
    page = site_again.open(link("lapse", {"city": "shanghai", "base": "6000"}))
    expect(page.locator("[data-field=resume_month] .field-error")).to_contain_text("没有填", timeout=START)
    expect(page.locator("[data-field=last_paid_month] select").first).to_be_focused()


def test_a_link_opens_the_same_sheet(site_again: Tab) -> None:
    page = answered(site_again, "lapse")
    expect(page.locator(".calculator-result .caution")).to_have_count(1)  # the data was other data
    told = page.locator(".situation").inner_text()
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(".keep")).to_be_visible(timeout=START)
    assert page.locator(".situation").inner_text() == told
    expect(page.locator(".calculator-result .caution")).to_have_count(0)


def test_a_city_s_page_fills_in_the_city(site_again: Tab) -> None:
    page = site_again.open("changzhou/")
    page.get_by_role("navigation", name="遇到这些事").get_by_role("link", name="快退休了").click()
    expect(page.get_by_label("退休的城市")).to_have_value("常州市")
    expect(page.locator(".calculator-result")).to_be_empty()


@pytest.mark.parametrize(
    ("asked", "slug"),
    [
        ("离职怎么办", "lapse"),
        ("快退休", "retire"),
        ("换城市怎么办", "move"),
        ("孩子上学", "child"),
        ("老人跟子女住", "parents"),
        ("要住院", "care"),
    ],
)
def test_the_finder_leads_here(site_again: Tab, asked: str, slug: str) -> None:
    page = site_again.open("")
    page.locator(".finder-large .finder-box").click()
    page.keyboard.type(asked)
    expect(page.locator(f".finder-option[href$='situation/{slug}/']")).to_be_visible()


def test_days_go_into_the_calendar(site_again: Tab, tmp_path: Path) -> None:
    """RFC 5545, as phones read it: lines of 75 octets, an end after the beginning, no name twice."""
    page = answered(site_again, "move")
    with page.expect_download() as started:
        page.get_by_role("button", name="放进手机日历").click()
    assert started.value.suggested_filename == "换城市.ics"
    started.value.save_as(tmp_path / "days.ics")
    raw = (tmp_path / "days.ics").read_bytes()
    lines = raw.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    assert b"\n" not in raw.replace(b"\r\n", b"")
    text = raw.decode().replace("\r\n ", "")
    shown = page.locator(".told-days > li").count()
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == shown > 1
    begins, ends = (re.findall(rf"{name};VALUE=DATE:(\d{{8}})\r", text) for name in ("DTSTART", "DTEND"))
    assert len(begins) == shown
    assert all(begin < end for begin, end in zip(begins, ends, strict=True))
    assert begins == sorted(begins)
    assert len(set(re.findall("UID:(.*)\r", text))) == shown
    assert "20261204" in begins  # 转出地最晚办完
    expect(page.locator(".told-calendar .keep-status")).to_contain_text("日历文件做好了")


def test_in_wechat_the_way_to_the_calendar_is_told(browser: Browser, site_address: str) -> None:
    context = browser.new_context(user_agent="Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50")
    page = context.new_page()
    page.goto(site_address + link("move", SITUATIONS["move"]))
    page.get_by_role("button", name="放进手机日历").click(timeout=START)
    expect(page.locator(".told-calendar .keep-status")).to_contain_text("在浏览器打开")
    context.close()


@pytest.mark.parametrize("slug", SITUATIONS)
def test_without_scripts_there_is_still_what_to_do(plain_site: Tab, slug: str) -> None:
    page = plain_site.open(f"situation/{slug}/")
    assert page.locator("#steps li").count() >= 4
    assert page.locator("#steps li a").count() == page.locator("#steps li").count()
    expect(page.locator(".calculator-noscript")).to_contain_text("按省份找您的城市")


@pytest.mark.parametrize(
    ("size", "scheme"), [("standard", "light"), ("largest", "light"), ("standard", "dark")]
)
@pytest.mark.parametrize("slug", ["lapse", "parents"])
def test_a_sheet_is_for_everyone(
    browser: Browser, site_address: str, slug: str, size: str, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, color_scheme="dark" if scheme == "dark" else "light"
    )
    context.add_init_script(f"localStorage.setItem('text-size', '{size}')")
    page = context.new_page()
    page.goto(site_address + link(slug, SITUATIONS[slug]))
    expect(page.locator(".keep")).to_be_visible(timeout=START)
    for details in page.locator(".situation details").all():
        details.locator("summary").first.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
