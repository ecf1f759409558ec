"""无障碍: axe-core over every kind of page and every structure of the site; a journey without a pointer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.real.structures import SITE, fewest, groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Tab

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
KINDS = {
    "home": "",
    "province": "jiangsu/",
    "city": "changzhou/",
    "municipality": "beijing/",
    "topic": "changzhou/transfer/",
    "nation": "lapse/",
    "calculators": "calculators/",
    "calculator": "calculators/reimbursement/",
    "claims": "claims/",
    "coverage": "coverage/",
    "glossary": "glossary/",
    "written": "about/",
    "missing": "404.html",
}
LOOKS = {"light": ("light", "standard"), "dark": ("dark", "standard"), "large": ("light", "largest")}
PARTS = 10
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"], selectors: false})).violations
    .map((each) => [each.id, ...each.nodes.map((node) => node.html).slice(0, 3)].join(" | "))"""


@pytest.fixture(scope="module")
def looks(browser: Browser) -> Iterator[dict[str, Page]]:
    """One page of the browser for each look, as a reader has chosen it."""
    pages = {}
    for look, (scheme, size) in LOOKS.items():
        context = browser.new_context(
            color_scheme="dark" if scheme == "dark" else "light", viewport={"width": 360, "height": 640}
        )
        context.add_init_script(f"localStorage.setItem('text-size', '{size}')")
        pages[look] = context.new_page()
    yield pages
    for page in pages.values():
        page.context.close()


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(RUN)
    return found


@cache
def together() -> list[str]:
    """The fewest addresses whose pages have every element and class there is, of each kind and each topic."""
    chosen = {page.relative_to(SITE) for group in groups().values() for page in fewest(group)}
    return sorted(page.as_posix().removesuffix("index.html") for page in chosen)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_in_every_look(
    looks: dict[str, Page], site_address: str, kind: str, look: str
) -> None:
    page = looks[look]
    page.goto(site_address + KINDS[kind])
    assert violations(page) == []


@pytest.mark.parametrize("part", range(PARTS))
def test_every_structure_of_the_site(looks: dict[str, Page], site_address: str, part: int) -> None:
    page = looks["light"]
    found = {}
    for address in together()[part::PARTS]:
        page.goto(site_address + address)
        found[address] = violations(page)
    assert found
    assert {address: each for address, each in found.items() if each} == {}


def test_what_opens_on_the_page_too(looks: dict[str, Page], site_address: str) -> None:
    page = looks["light"]
    page.goto(site_address + KINDS["topic"])
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert violations(page) == []
    page.get_by_role("combobox", name="找城市、找问题").fill("常州")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert violations(page) == []
    page.get_by_role("combobox", name="找城市、找问题").fill("蠿蠿")
    expect(page.locator(".finder .finder-message")).to_be_visible()
    assert violations(page) == []


def test_the_first_tab_leads_to_the_text(site: Tab) -> None:
    page = site.open("changzhou/transfer/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_from_home_to_the_filled_form_without_a_pointer(site: Tab) -> None:
    page = site.open("")
    tab_to(page, ".finder-box")
    page.keyboard.type("changzhou")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/changzhou/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("常州")
    tab_to(page, "main .cards a[href$='transfer/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/changzhou/transfer/")
    tab_to(page, ".calculator .field-input")
    tab_to(page, ".calculator-submit")
    expect(page.locator(".calculator-submit:focus")).to_be_enabled()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the control has the focus, and see that the focus is shown."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert style != "none", f"看不到焦点：{selector}"
            return
    raise AssertionError(f"用 Tab 键到不了 {selector}")
