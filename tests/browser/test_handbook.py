"""手册里的图: each is what a reader or an editor meets on the way that README.md and CONTRIBUTING.md tell."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from scripts.pages.reckoning import PAGE_FACTS
from scripts.tools.worksheet import worksheet
from scripts.words.topics import load_topics
from tests.browser.pictures import picture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from scripts.regions.model import Country

ROOT = Path(__file__).parents[2]
PATH, KEY = "changzhou/flexible/", "flexible_options"
"""The page and the fact of the walk through the handbook."""

TO_TOP = """(each, [around, above]) => {
    scrollTo(0, each.closest(around).getBoundingClientRect().top + scrollY - above);
}"""
"""With so many pixels above it."""


def window(browser: Browser, width: int, height: int, scheme: Literal["light", "dark"] = "light") -> Page:
    """A new one, of somebody in China."""
    context = browser.new_context(
        locale="zh-CN", viewport={"width": width, "height": height}, color_scheme=scheme
    )
    return context.new_page()


def settled(page: Page, address: str) -> Page:
    """The page, after the offer of larger letters is declined."""
    page.goto(address)
    page.get_by_role("button", name="不用", exact=True).click()
    return page


@pytest.mark.parametrize(("name", "scheme"), [("page", "light"), ("page-dark", "dark")])
def test_picture_of_a_page(
    browser: Browser, site_address: str, name: str, scheme: Literal["light", "dark"]
) -> None:
    """The first screen of a city's page on a phone: the answer, and beside each figure its proof."""
    page = settled(window(browser, 360, 640, scheme), site_address + PATH)
    figure, proof = (page.locator(f"main {part}").first for part in (".figure", ".proof summary"))
    picture(page, name, page.locator("h1"), figure, proof)
    page.context.close()


def test_picture_of_a_proof_and_of_the_report(browser: Browser, site_address: str) -> None:
    """A tap on the label unfolds document, quotation and dates; one more names the fact to look for."""
    page = settled(window(browser, 600, 500), site_address + PATH)
    proof = page.locator(f"#proof-{KEY}")
    proof.locator("summary").first.click()
    proof.evaluate(TO_TOP, [".fact", 4])
    report = proof.get_by_role("link", name="这里不对？")
    picture(page, "proof", *(proof.locator(part) for part in (".status", ".source", ".dates")), report)
    report.click()
    page.wait_for_url("**/report/#*")
    words = page.get_by_label("要告诉我们的话")
    words.evaluate(TO_TOP, ["textarea", 16])
    assert f"page: {PATH}\nkey: {KEY}\n" in words.input_value()
    picture(page, "report", words, page.get_by_role("button", name="复制文字"))
    page.context.close()


def test_picture_of_a_worksheet(browser: Browser, country: Country, tmp_path: Path) -> None:
    """相符, 不符, 不确定: what somebody who knows the place is asked."""
    topics = load_topics(ROOT / "content", country.dictionary, PAGE_FACTS)
    titles = {topic.slug: topic.title for topic in topics}
    sheet = tmp_path / "sheet.html"
    sheet.write_text(worksheet(country, country.by_slug["changzhou"], titles, date(2026, 12, 1)), "utf-8")
    page = window(browser, 600, 620)
    page.goto(sheet.as_uri())
    entry = page.locator(f'.entry[data-key="{KEY}"]')
    entry.locator(".mark input[value=agrees]").check(force=True)
    entry.evaluate(TO_TOP, [".entry", 12])
    picture(page, "worksheet", *entry.locator(".mark").all())
    page.context.close()
