"""版面: nothing lies over anything, nothing is cut off, everything can be hit; what stands first; paper."""

from __future__ import annotations

import re
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import device, tab_on
from tests.browser.test_accessibility import KINDS
from tests.browser.test_speech import LOCAL, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, ViewportSize

    from tests.browser.conftest import Tab

PHONE: ViewportSize = {"width": 360, "height": 780}
START = 30_000  # ms that a first start may take on a busy machine
TOPIC = "shanghai/transfer/"
EVERY = {
    **KINDS,
    "rich city": "shanghai/",
    "rich topic": TOPIC,
    "comparison": "calculators/move-compare/",
    "coverage of a province": "coverage/guangdong/",
    "telephones": "phone/",
    "tables": "about/checking/",
    "privacy": "about/privacy/",
}
OVERLAPS = """([one, others]) => {
    const boxOf = (each) => each.getBoundingClientRect();
    const isShown = (each) => each.offsetWidth > 0 && each.checkVisibility({ visibilityProperty: true });
    const over = boxOf(document.querySelector(one));
    return Array.from(document.querySelectorAll(others)).filter(isShown).filter((each) => {
        const box = boxOf(each);
        return box.left < over.right - 1 && over.left < box.right - 1
            && box.top < over.bottom - 1 && over.top < box.bottom - 1;
    }).map((each) => each.className || each.tagName);
}"""
TOO_WIDE = """() => Array.from(document.querySelectorAll("body *"))
    .filter((each) => each.offsetWidth && !each.closest(".scroll") && !each.closest(".hero"))
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
    .map((each) => `${each.tagName}.${each.className} ${each.textContent.trim().slice(0, 12)}`)"""
DRAWN = """() => new Promise((done) => {
    let frames = 3;
    const next = () => { frames -= 1; if (frames) requestAnimationFrame(next); else done(); };
    requestAnimationFrame(next);
})"""
HARD_TO_HIT = """(least) => {
    const CONTROLS = "a[href], button, summary, label.field-option, input, select";
    const isShown = (each) => each.offsetWidth > 2 && getComputedStyle(each).visibility !== "hidden"
        && each.checkVisibility();
    const isWord = (node) => node && node.nodeType === Node.TEXT_NODE && /\\S/.test(node.data);
    const isInSentence = (each) => each.matches(".term") || (getComputedStyle(each).display === "inline"
        && !each.matches(".phone") && (isWord(each.previousSibling) || isWord(each.nextSibling)));
    const owner = (x, y) => {
        const hit = document.elementFromPoint(x, y);
        return hit && hit.closest(CONTROLS);
    };
    const reach = (each) => {
        each.scrollIntoView({ block: "center" });
        const box = each.getClientRects()[0];
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        let [up, down] = [0, 0];
        while (up + 1 < least && owner(x, y - up - 1) === each) up += 1;
        while (up + down + 1 < least && owner(x, y + down + 1) === each) down += 1;
        return up + down + 1;
    };
    const places = `main :is(${CONTROLS}), header a, header button, footer a`;
    return Array.from(document.querySelectorAll(places)).map((each) => each.closest(".field-option") || each)
        .filter((each) => isShown(each) && !each.matches(".skip, .offer *") && !isInSentence(each))
        .map((each) => [each, reach(each)]).filter(([, height]) => height < least - 1)
        .map(([each, height]) => `${each.tagName} ${each.textContent.trim().slice(0, 12)} ${height}`);
}"""

SMALL = """least => {
    const controls = Array.from(document.querySelectorAll("a[href], button, input, select, summary"));
    const isShown = (each) => each.offsetWidth > 0 && getComputedStyle(each).visibility !== "hidden";
    const isInText = (each) => each.matches("p a, li a, dd a, dt a, td a, h3 a, .fact a")
        && each.parentElement.textContent.trim().length > each.textContent.trim().length + 1;
    const height = (each) => {
        const after = getComputedStyle(each, "::after");
        return Math.max(each.offsetHeight, after.position === "absolute" ? parseFloat(after.height) : 0);
    };
    return controls.filter((each) => isShown(each) && !isInText(each) && !each.matches(".skip, .cite"))
        .map((each) => each.closest(".field-option") || each)
        .filter((each) => height(each) < least - 1 || each.offsetWidth < 43)
        .map((each) => `${each.className} ${each.textContent.trim().slice(0, 12)} ${height(each)}`);
}"""


def chosen(site: Tab, size: str, width: int = 360) -> None:
    """A reader who has chosen a size of the letters."""
    site.page.set_viewport_size({**PHONE, "width": width})
    site.page.add_init_script(f"localStorage.setItem('text-size', '{size}')")


def scroll(page: Page, at: float, by: int) -> None:
    """Turn the wheel, and wait until the page has moved and drawn itself."""
    page.mouse.wheel(0, by)
    page.wait_for_function("at => scrollY !== at", arg=at)
    page.evaluate(DRAWN)


def top(page: Page, selector: str) -> float:
    found: float = page.locator(selector).first.evaluate("each => each.getBoundingClientRect().top + scrollY")
    return found


@pytest.fixture(scope="module")
def phones(browser: Browser, site_address: str) -> Iterator[dict[str, Tab]]:
    """A tab for each size of the letters, in which one page after another is looked at."""
    with ExitStack() as open_tabs:
        tabs = {}
        for size in ("standard", "largest"):
            phone = open_tabs.enter_context(closing(device(browser)))
            tabs[size] = open_tabs.enter_context(tab_on(phone, site_address))
            chosen(tabs[size], size)
        yield tabs


@pytest.mark.parametrize("size", ["standard", "large", "largest"])
def test_reading_aloud_covers_nothing(site: Tab, size: str) -> None:
    speaking(site, LOCAL)
    chosen(site, size)
    for path in ("shanghai/monthly-credit/", "xishuangbanna/transfer/", "shanghai/"):
        page = site.open(path)
        expect(page.locator(".read-aloud")).to_be_visible()
        for width in (320, 360, 412, 768, 1280):
            page.set_viewport_size({"width": width, "height": 780})
            others = ".brand, .text-size, .finder-box, .breadcrumbs, h1, .first"
            assert page.evaluate(OVERLAPS, [".read-aloud", others]) == []
            assert page.evaluate(OVERLAPS, [".text-size", ".brand, .finder-box"]) == []


@pytest.mark.parametrize("kind", EVERY)
def test_letters_twice_as_large_as_usual_fit(phones: dict[str, Tab], kind: str) -> None:
    """The browser writes everything twice as large, or shows it so; small phones have the largest letters."""
    page = phones["standard"].open(EVERY[kind])
    page.set_viewport_size(PHONE)
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(OVERLAPS, [".text-size", ".brand, .site-bar .finder-box"]) == []
    page.evaluate("document.documentElement.removeAttribute('style')")
    page.set_viewport_size({"width": 180, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 180
    page.evaluate("document.documentElement.dataset.textSize = 'largest'")
    page.set_viewport_size({"width": 360, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize(("size", "least"), [("standard", 44), ("largest", 60)])
@pytest.mark.parametrize("kind", EVERY)
def test_everything_can_be_hit(phones: dict[str, Tab], kind: str, size: str, least: int) -> None:
    """A finger's height and width, and no neighbour takes any of it; links within a sentence are exempt."""
    page = phones[size].open(EVERY[kind])
    page.set_viewport_size(PHONE)
    assert page.evaluate(SMALL, least) == []
    assert page.evaluate(HARD_TO_HIT, least) == []


@pytest.mark.parametrize("size", ["standard", "largest"])
@pytest.mark.parametrize("width", [360, 768])
def test_the_contents_lie_over_no_answer_and_no_form(site: Tab, size: str, width: int) -> None:
    chosen(site, size, width)
    page = site.open(TOPIC)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.evaluate(DRAWN)
    was_shown = False
    while (at := page.evaluate("scrollY")) > 0:
        scroll(page, at, -500)
        if page.locator(".toc.is-floating").count():
            was_shown = True
            assert page.evaluate(OVERLAPS, [".toc details", ".first, .calculator, .worked"]) == []
    assert was_shown
    scroll(page, 0, 3000)
    expect(page.locator(".toc.is-floating")).to_have_count(0)


def test_a_province_shows_its_cities_first(site: Tab) -> None:
    page = site.open("guangdong/")
    assert top(page, "main nav.parts a") < 400
    assert top(page, "main nav.parts") < top(page, "#topics") < top(page, "#contact")


def test_the_country_s_page_leads_to_the_provinces_from_the_answer(site: Tab) -> None:
    page = site.open("lapse/")
    page.locator(".parts > summary").click()
    expect(page.locator(".parts a[href$='guangdong/lapse/']")).to_be_visible()
    assert top(page, ".first") < top(page, ".parts") < top(page, "#calculator")


def test_the_steps_come_before_a_second_calculator(site: Tab) -> None:
    page = site.open(TOPIC)
    assert top(page, "#calculator") < top(page, "#steps") < top(page, "#local") < top(page, "#move-compare")


def test_the_example_is_no_answer_and_steps_back_for_one(site_again: Tab) -> None:
    page = site_again.open("calculators/transfer-deadline/")
    example = page.locator(".worked > details")
    expect(example.locator(".answer-headline")).to_be_visible()
    page.get_by_role("button", name="算一算").click()
    expect(page.locator(".calculator-result .answer")).to_be_visible(timeout=START)
    expect(example.locator(".answer-headline")).to_be_hidden()
    background = "each => getComputedStyle(each).backgroundColor"
    figures = page.locator(".calculator-result .figure").first.evaluate(background)
    assert figures != page.locator(".worked .figure").first.evaluate(background)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_hint_in_an_empty_box_can_be_read(site: Tab, scheme: str) -> None:
    page = site.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    site.open("calculators/move-compare/")
    ink, paper = page.locator("[data-kind=place] .field-input").first.evaluate(
        "each => [getComputedStyle(each, '::placeholder').color, getComputedStyle(each).backgroundColor]"
    )
    assert contrast(ink, paper) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as the accessibility guidelines reckon it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (linear(int(part) / 255) for part in re.findall(r"\d+", colour)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def test_dates_in_a_result_stay_in_one_piece(site: Tab) -> None:
    chosen(site, "largest")
    page = site.open("calculators/transfer-deadline/")
    page.get_by_role("button", name="算一算").click()
    date = page.locator(".calculator-result .figure dd").first
    expect(date).to_have_text(re.compile(r"^\d{4}年\d+月\d+日$"), timeout=START)
    lines = date.evaluate("each => each.offsetHeight / parseFloat(getComputedStyle(each).lineHeight)")
    assert lines < 1.5


def test_on_paper_the_sheet_for_the_counter_comes_first(site: Tab) -> None:
    page = site.open(TOPIC)
    page.emulate_media(media="print")
    assert top(page, "#paper") < top(page, "h1")
    expect(page.locator("#calculator")).to_be_hidden()
    expect(page.locator("#move-compare")).to_be_hidden()
    expect(page.locator(".worked")).to_have_count(1)
    expect(page.locator(".worked")).to_be_hidden()
    page.evaluate("document.querySelectorAll('.proof').forEach((each) => { each.open = true; })")
    expect(page.locator(".proof > summary").first).to_be_visible()
    expect(page.locator(".proof > .proof-body").first).to_be_hidden()
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 7


def test_the_sheet_for_the_counter_alone_is_one_page(site: Tab) -> None:
    page = site.open(f"{TOPIC}#paper")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_on_paper_a_result_is_not_left_out(site_again: Tab) -> None:
    page = site_again.open("calculators/transfer-deadline/")
    page.get_by_role("button", name="算一算").click()
    expect(page.locator(".calculator-result .answer")).to_be_visible(timeout=START)
    page.emulate_media(media="print")
    expect(page.locator("#calculator > h2")).to_be_visible()
    expect(page.locator(".calculator-result .answer")).to_be_visible()
