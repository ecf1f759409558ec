"""两个城市比一比: by keyboard, without a network or scripts, and to the fen what the command line says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from scripts.pages.templates import Templates
from tests.browser.bench import ON
from tests.browser.conftest import KEPT, until

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import Tab

ROOT = Path(__file__).parents[2]
START = 30_000  # ms that a first start may take on a busy machine
SLUG = "move-compare"
NOON = "2026-11-22T04:00:00Z"
DAY = "2026-11-22"
PAIRS = (
    # cities with many rules of their own
    ("nanjing", "xiamen"),
    ("suzhou-jiangsu", "wuhan"),
    ("dalian", "qingdao"),
    # municipalities
    ("shanghai", "nanjing"),
    ("beijing", "shanghai"),
    ("tianjin", "beijing"),
    ("chongqing", "chengdu"),
    # cities with none
    ("hami", "dalian"),
    ("ganzi", "haibei"),
    ("alaer", "daxinganling"),
    # within a province: automatic, on application, the account stays, no rule found
    ("changzhou", "nanjing"),
    ("hangzhou", "ningbo"),
    ("shijiazhuang", "zhangjiakou"),
    ("xiamen", "quanzhou"),
    ("hefei", "wuhu"),
    ("guangzhou", "shenzhen"),
    ("foshan", "zhuhai"),
    ("changchun", "siping"),
    # the same name in two provinces; nowhere
    ("fuzhou-fujian", "fuzhou-jiangxi"),
    ("lasa", "lasa"),
)
PEOPLE: tuple[dict[str, str], ...] = (
    {"status": "employed", "base": "6543.21", "category": "male_60", "total_months": "131"},
    {"status": "flexible", "base": "4567.89", "category": "female_55", "total_months": "77"},
    {"status": "retired", "age": "72"},
)
COMPARE = """([html, shown]) => {
    const built = document.createElement("template");
    built.innerHTML = html;
    return built.innerHTML === document.querySelector(shown).outerHTML;
}"""


def form(page: Page) -> Locator:
    return page.locator(f"#calculator-{SLUG}")


def offered(page: Page) -> Locator:
    """The cities in the open list."""
    return page.locator(".finder-option:visible")


def cities_fetched(tab: Tab) -> list[str]:
    return re.findall(r"/api/v1/cities/([a-z-]+)\.json", "\n".join(tab.requested))


def city(slug: str) -> dict[str, Any]:
    file = ROOT / "site" / "api" / "v1" / "cities" / f"{slug}.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def told_by_command_line(origin: str, destination: str, inputs: dict[str, str]) -> dict[str, Any]:
    """The answer to the same API facts, in another process."""
    sides = {"origin": city(origin), "destination": city(destination)}
    facts = {side: {**each["facts"], "region": each["region"]} for side, each in sides.items()}
    done = subprocess.run(
        [sys.executable, "-m", "calculators", SLUG, "-"],
        input=json.dumps({"inputs": inputs, "facts": facts, "on": DAY}),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    reply: dict[str, Any] = json.loads(done.stdout)
    assert reply["ok"], reply
    answer: dict[str, Any] = reply["answer"]
    return answer


def unfolded(page: Page) -> Page:
    """The comparison is folded, as it is not what most come for."""
    page.locator(f"#{SLUG} > summary").click()
    return page


def test_two_cities_by_keyboard_alone(site: Tab) -> None:
    page = site.open("changzhou/transfer/")
    page.wait_for_load_state("networkidle")
    assert not cities_fetched(site)
    assert not [url for url in site.requested if "finder.json" in url or "keep.js" in url]
    page.locator(f"#{SLUG} > summary").focus()
    page.keyboard.press("Enter")
    expect(form(page).get_by_label("原来的城市")).to_have_value("常州市")

    destination = form(page).get_by_label("要去的城市")
    destination.focus()
    page.keyboard.type("guangz")
    expect(offered(page).first).to_contain_text("广州市")
    expect(destination).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(destination).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    with page.expect_request("**/api/v1/cities/guangzhou.json"):
        page.keyboard.press("Enter")
    expect(destination).to_have_value("广州市")
    expect(destination).to_have_attribute("aria-expanded", "false")
    assert cities_fetched(site) == ["guangzhou"]

    page.keyboard.press("Enter")
    table = form(page).get_by_role("table", name="两边放在一起看")
    expect(table).to_be_visible(timeout=START)
    expect(table.get_by_role("columnheader")).to_have_text(["常州市", "广州市"])
    expect(table.locator("tbody").first.get_by_role("cell")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_city_of_the_page_can_be_changed(site_again: Tab) -> None:
    page = unfolded(site_again.open("lapse/"))
    origin, destination = (form(page).get_by_label(label) for label in ("原来的城市", "要去的城市"))
    expect(origin).to_have_value("")
    origin.fill("喀什")
    offered(page).first.click()
    destination.fill("上海市")
    expect(offered(page).first).to_contain_text("上海市")
    page.keyboard.press("Tab")  # a whole name counts as chosen
    form(page).get_by_role("button", name="算一算").click()
    expect(form(page).locator(".answer-headline")).to_contain_text("从喀什地区到上海市", timeout=START)


def test_a_province_offers_its_cities(site_again: Tab) -> None:
    page = unfolded(site_again.open("shanghai/"))
    expect(form(page).get_by_label("原来的城市")).to_have_value("上海市")
    form(page).get_by_label("要去的城市").fill("江苏")
    cities = [*(ROOT / "regions/jiangsu").glob("[a-z]*.yaml")]
    expect(offered(page)).to_have_count(len(cities))


def test_a_city_that_was_not_chosen_is_asked_for(site_again: Tab) -> None:
    page = unfolded(site_again.open("changzhou/"))
    destination = form(page).get_by_label("要去的城市")
    destination.fill("蠿蠿")
    expect(form(page).locator(".finder-message:visible")).to_contain_text("没有找到这个城市")
    form(page).get_by_role("button", name="算一算").click()
    expect(destination).to_have_attribute("aria-invalid", "true")
    expect(destination).to_be_focused()
    expect(form(page).locator(f"#{SLUG}-destination-error")).to_contain_text("从列表里选")


def test_a_lost_network_is_said_and_the_next_press_tries_again(site: Tab) -> None:
    page = site.open(f"changzhou/#{SLUG}?origin=changzhou&destination=nanjing&{urlencode(PEOPLE[2])}")
    expect(form(page).locator(".answer")).to_be_visible(timeout=START)
    page.context.route("**/api/v1/cities/**", lambda route: route.abort())
    form(page).get_by_label("要去的城市").fill("苏州市")
    offered(page).first.click()
    form(page).get_by_role("button", name="算一算").click()
    expect(form(page).locator(".calculator-message")).to_contain_text("没有取到城市的资料")
    page.context.unroute("**/api/v1/cities/**")
    form(page).get_by_role("button", name="算一算").click()
    expect(form(page).locator(".answer-headline")).to_contain_text("到苏州市")


def test_a_lost_network_is_still_said_when_python_has_come(site: Tab) -> None:
    site.page.context.route("**/api/v1/cities/nanjing.json", lambda route: route.abort())
    path = f"changzhou/#{SLUG}?origin=changzhou&destination=nanjing&{urlencode(PEOPLE[2])}"
    page = site.open(path)
    until(page, KEPT)
    expect(form(page).locator("progress")).to_have_count(0)
    expect(form(page).locator(".calculator-message")).to_contain_text("没有取到城市的资料")


@pytest.mark.parametrize("slug", ["../nation", "atlantis", "https://example.org/x"])
def test_a_link_to_no_city_is_refused(site_again: Tab, slug: str) -> None:
    page = site_again.open(
        f"changzhou/#{SLUG}?{urlencode({'origin': 'changzhou', 'destination': slug, **PEOPLE[2]})}"
    )
    said = form(page).locator(".calculator-message, .field-error:visible")
    expect(said.first).to_be_visible(timeout=START)
    assert not [
        url for url in site_again.requested if not url.startswith(site_again.address) or "nation" in url
    ]


def test_without_scripts_the_pages_of_the_cities_are_named(plain_site: Tab) -> None:
    page = unfolded(plain_site.open("changzhou/transfer/"))
    words = form(page).locator(".calculator-noscript")
    expect(words).to_contain_text("JavaScript")
    words.get_by_role("link", name="常州市").click()
    page.wait_for_url("**/changzhou/")
    unfolded(page)
    form(page).get_by_role("link", name="另一个城市").click()
    page.wait_for_url("**/#provinces")


def test_the_pairs_are_twenty_and_cover_every_kind() -> None:
    regions = {
        region["slug"]: region
        for region in json.loads((ROOT / "site/api/v1/index.json").read_text())["regions"]
    }
    assert len(set(PAIRS)) == 20
    ends = {slug for pair in PAIRS for slug in pair}
    assert {regions[slug]["level"] for slug in ends} == {"city", "municipality"}
    assert min(regions[slug]["counts"]["own"] for slug in ends) == 0
    assert max(regions[slug]["counts"]["own"] for slug in ends) >= 10
    within = [pair for pair in PAIRS if len({regions[slug]["province"] for slug in pair} - {None}) == 1]
    assert len(within) >= 6


def test_twenty_pairs_are_what_the_command_line_says(site: Tab) -> None:
    page = site.page
    page.clock.set_fixed_time(NOON)
    site.open("changzhou/")
    write = Templates(ROOT / "content", ON).macro("answer", "answer")
    for number, (origin, destination) in enumerate(PAIRS):
        inputs = PEOPLE[number % len(PEOPLE)]
        answer = told_by_command_line(origin, destination, inputs)
        names = {"origin": city(origin)["region"]["name"], "destination": city(destination)["region"]["name"]}
        link = urlencode({"origin": origin, "destination": destination, **inputs})
        page.evaluate("hash => { location.hash = hash; }", f"#{SLUG}?{link}")
        page.wait_for_url(re.compile(rf"origin={origin}&destination={destination}&.*data="), timeout=START)
        html = str(write(answer, names))
        assert page.evaluate(COMPARE, [html, f"#calculator-{SLUG} .answer"]), f"{origin} → {destination}"
