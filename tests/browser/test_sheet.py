"""结果单: on paper, as text, as a picture and as a link, made on the reader's own device."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import calculators
from tests.browser.test_accessibility import violations
from tests.browser.test_comparison import NOON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.conftest import Tab

ROOT = Path(__file__).parents[2]
START = 30_000  # ms that a first start may take on a busy machine
LATE_FEE = "late-fee/#late-fee?arrears=1000&due_on=2026-01-01&paid_on=2026-01-31"
RICH = "shanghai"
SMALLEST_ON_PAPER = """Math.min(...Array.from(document.querySelectorAll(".sheet-paper, .sheet-paper *"),
    (each) => parseFloat(getComputedStyle(each).fontSize)))"""
PRINTED = "window.print = () => { window.hasPrinted = true; }"
INK = """image => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const dark = (x, width) => {
        const { data } = pen.getImageData(x, 0, width, canvas.height);
        let count = 0;
        for (let at = 0; at < data.length; at += 4) count += data[at] < 128;
        return count;
    };
    return { all: dark(0, canvas.width), edge: dark(canvas.width - 8, 8) + dark(0, 8) };
}"""


@pytest.fixture
def page(bench_again: Tab) -> Iterator[Page]:
    """A late fee, reckoned; nothing is sent and nothing of another host is asked for."""
    sent: list[str] = []
    bench_again.page.on("request", lambda request: sent.extend([request.url] * (request.method != "GET")))
    bench_again.page.add_init_script(PRINTED)
    bench_again.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield reckoned(bench_again, LATE_FEE)
    assert sent == []
    assert [
        url for url in bench_again.requested if not url.startswith((bench_again.address, "data:", "blob:"))
    ] == []


def reckoned(tab: Tab, link: str) -> Page:
    page = tab.open(link)
    expect(page.locator(".keep")).to_be_visible(timeout=START)
    return page


def press(page: Page, name: str) -> Locator:
    """Press one of the buttons; what is then said."""
    page.get_by_role("button", name=name).click()
    return page.locator(".keep-status")


def clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_sheet_is_one_table_with_everything(page: Page) -> None:
    page.locator(".keep-sheet summary").click()
    sheet = page.get_by_role("table", name="滞纳金：结果单")
    expect(sheet).to_be_visible()
    rows = {
        row.get_by_role("rowheader").inner_text(): row.get_by_role("cell").inner_text()
        for row in sheet.get_by_role("row").filter(has=page.get_by_role("cell")).all()
        if row.get_by_role("rowheader").count()
    }
    assert rows["欠缴的医保费"] == "1,000元"
    assert rows["补缴的日期"] == "2026年1月31日"
    assert rows["滞纳金"] == "15元"
    assert rows["依据 1"].startswith("《样例办法》（样〔2020〕1号）")
    assert "2020年1月1日起；官方原文；2026年3月1日查看" in rows["依据 1"]
    assert "/late-fee/" in rows["网页"]
    assert re.fullmatch(r"2026年3月1日，版本 [0-9a-f]{8}", rows["资料"])
    expect(sheet).to_contain_text("不问姓名和证件号")


def test_no_calculator_asks_who_the_reader_is() -> None:
    for slug in calculators.SLUGS:
        for name, question in calculators.describe(slug).inputs.items():
            asked = f"{question.label}{question.help}"
            assert not re.search("姓名|身份证号|证件号|社保号|电话|手机号", asked), f"{slug} {name}"


def test_only_the_sheet_is_printed(site_again: Tab) -> None:
    site_again.page.add_init_script(PRINTED)
    page = reckoned(site_again, f"calculators/{LATE_FEE}")
    press(page, "打印一张")
    assert page.evaluate("window.hasPrinted")
    page.emulate_media(media="print")
    expect(page.locator(".sheet-paper .sheet")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    page.emulate_media(media="null")
    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1
    expect(page.locator(".sheet-paper")).to_have_count(0)  # printing is over
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def forms_with_answers(page: Page) -> Iterator[Locator]:
    """Every form of one place on the page, after its example has been reckoned."""
    for form in page.locator("form.calculator:not(:has([data-kind=place]))").all():
        form.get_by_role("button", name="算一算").click()
        expect(form.locator(".keep")).to_be_visible(timeout=START)
        yield form


@pytest.mark.parametrize(
    "slug", [each for each in calculators.SLUGS if not calculators.describe(each).places]
)
def test_every_calculator_s_sheet_fits_on_one_page(site_again: Tab, slug: str) -> None:
    site_again.page.add_init_script(PRINTED)
    page = site_again.open(f"calculators/{slug}/")
    for form in forms_with_answers(page):
        check_paper(page, form)


def test_the_sheets_of_a_city_with_many_rules_fit_on_one_page(site_again: Tab) -> None:
    site_again.page.add_init_script(PRINTED)
    for topic in sorted(path.parent.name for path in (ROOT / "site" / RICH).glob("*/index.html")):
        page = site_again.open(f"{RICH}/{topic}/")
        for form in forms_with_answers(page):
            check_paper(page, form)


@pytest.mark.parametrize(
    ("pair", "status"),
    [
        (("nanjing", "shanghai"), "flexible"),
        (("foshan", "suzhou-jiangsu"), "flexible"),
        (("xiamen", "beijing"), "flexible"),
        (("suzhou-jiangsu", "beijing"), "employed"),
        (("shenzhen", "beijing"), "employed"),
    ],
)
def test_the_sheet_of_a_comparison_fits_on_one_page(site: Tab, pair: tuple[str, str], status: str) -> None:
    """On the day of the data: later, when rules have ended or are due, the fullest sheet goes on."""
    site.page.clock.set_fixed_time(NOON)
    site.page.add_init_script(PRINTED)
    answers = f"status={status}&base=6000&category=female_55&total_months=131"
    page = reckoned(site, f"changzhou/#move-compare?origin={pair[0]}&destination={pair[1]}&{answers}")
    check_paper(page, page.locator("#calculator-move-compare"))


def check_paper(page: Page, form: Locator) -> None:
    """One A4 in letters of 9 pt or more, and every rule with the day since which it holds."""
    form.get_by_role("button", name="打印一张").click()
    assert page.evaluate(SMALLEST_ON_PAPER) >= 12  # px, which is 9 pt
    assert pages_of(page.pdf(prefer_css_page_size=True)) == 1
    rules = form.locator(".sheet tr").filter(has=page.locator("th", has_text=re.compile(r"^依据 \d+$")))
    bare = rules.filter(has_not=page.locator(".sheet-more", has_text=re.compile("起；|没查到从哪天起")))
    assert bare.count() == 0, bare.first.text_content()


def test_the_text_goes_to_the_clipboard(page: Page) -> None:
    expect(press(page, "复制文字")).to_contain_text("已经复制")
    text = clipboard(page)
    assert text.startswith("滞纳金：结果单\n")
    for said in (
        "欠缴的医保费：1,000元",
        "滞纳金：15元",
        "样〔2020〕1号",
        "2020年1月1日起",
        "/late-fee/",
        "版本 ",
    ):
        assert said in text
    assert "undefined" not in text
    assert "null" not in text


def test_without_a_clipboard_the_old_way_is_tried(page: Page) -> None:
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    expect(press(page, "复制文字")).to_contain_text("已经复制")
    expect(page.locator(".keep-text")).to_have_count(0)
    page.locator("#late-fee-arrears").fill("")
    page.locator("#late-fee-arrears").press("Control+v")
    assert page.locator("#late-fee-arrears").input_value().startswith("滞纳金：结果单")


def test_where_nothing_can_be_copied_the_text_is_shown(page: Page) -> None:
    page.evaluate("""() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
        document.execCommand = () => false;
    }""")
    expect(press(page, "复制文字")).to_contain_text("请长按下面的文字")
    expect(page.get_by_role("textbox", name="请复制这些文字")).to_have_value(re.compile("^滞纳金：结果单"))


def test_the_picture_is_saved_and_shown(page: Page) -> None:
    with page.expect_download() as started:
        expect(press(page, "存成图片")).to_contain_text("图片做好了")
    assert re.fullmatch(r"滞纳金-\d{4}-\d\d-\d\d\.png", started.value.suggested_filename)
    picture = started.value.path().read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    image = page.get_by_role("img", name="滞纳金：结果单")
    assert [width, height] == image.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    assert width == 1080
    assert 1500 < height < 8000
    ink = image.evaluate(INK)
    assert ink["all"] > 20_000
    assert ink["edge"] == 0  # no line runs out of the picture


def test_in_wechat_the_picture_is_kept_by_a_long_press(browser: Browser, bench_address: str) -> None:
    context = browser.new_context(user_agent="Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50")
    page = context.new_page()
    downloads: list[object] = []
    page.on("download", lambda download: downloads.append(download))
    page.goto(bench_address + LATE_FEE)
    expect(page.locator(".keep")).to_be_visible(timeout=START)
    expect(press(page, "存成图片")).to_contain_text("长按图片")
    expect(page.locator(".keep-picture")).to_have_attribute("src", re.compile("^data:image/png;"))
    expect(page.get_by_role("button", name="打印一张")).to_have_count(0)
    assert downloads == []
    context.close()


def test_a_link_opens_the_same_result(page: Page) -> None:
    expect(press(page, "复制链接")).to_contain_text("链接已经复制")
    link = clipboard(page)
    assert re.search(r"late-fee/#late-fee\?arrears=1000&due_on=2026-01-01&paid_on=2026-01-31&data=", link)
    headline = page.locator(".calculator-result .answer-headline").inner_text()
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator(".calculator-result .answer-headline")).to_have_text(headline, timeout=START)
    expect(page.locator("#late-fee-arrears")).to_have_value("1000")
    expect(page.locator(".calculator-result .caution")).to_have_count(0)


@pytest.mark.parametrize(
    ("version", "words"),
    [("2025-01-31.0123abcd", "2025年1月31日，版本 0123abcd"), ("%3Cb%3E1", "版本不详")],
)
def test_an_outdated_link_says_so_and_is_reckoned_anew(bench: Tab, version: str, words: str) -> None:
    page = reckoned(bench, f"{LATE_FEE}&data={version}")
    expect(page.locator(".calculator-result .caution")).to_contain_text(f"用以前的资料算的（{words}）")
    expect(page.locator(".calculator-result .answer")).to_contain_text("15元")
    page.wait_for_url(re.compile(r"data=2026-03-01\.[0-9a-f]{8}$"))


def test_a_sheet_that_cannot_be_fetched_leaves_the_answer(bench: Tab) -> None:
    bench.page.context.route("**/keep.js", lambda route: route.abort())
    page = bench.open(LATE_FEE)
    expect(page.locator(".calculator-message")).to_contain_text("结果不受影响", timeout=START)
    expect(page.locator(".calculator-result .answer")).to_contain_text("15元")


def test_a_new_result_takes_the_place_of_the_old_one(page: Page) -> None:
    press(page, "存成图片")
    expect(page.locator(".keep-picture")).to_be_visible()
    page.locator("#late-fee-arrears").fill("一千")
    page.get_by_role("button", name="算一算").click()
    expect(page.locator(".field-error:visible")).to_have_count(1)
    expect(page.locator(".keep")).to_have_count(0)


@pytest.mark.parametrize("size", ["standard", "largest"])
def test_results_and_sheets_are_for_everyone(site: Tab, size: str) -> None:
    site.page.add_init_script(f"localStorage.setItem('text-size', '{size}')")
    answers = "status=employed&base=6000&category=male_60&total_months=131&data=2025-01-31.0123abcd"
    page = reckoned(site, f"changzhou/#move-compare?origin=nanjing&destination=shanghai&{answers}")
    page.locator(".keep-sheet summary").click()
    press(page, "存成图片")
    expect(page.locator(".keep-picture")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
