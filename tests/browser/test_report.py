"""“这里不对？”: a tap on a proof leads to a report about that value, filled in, which proposals read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import expect

from scripts.regions.proposals import read_proposals
from tests.browser.test_accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from scripts.regions.model import Country
    from tests.browser.conftest import Tab

ROOT = Path(__file__).parents[2]
PATH = "changzhou/transfer/"
OPEN = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
LINKS = "() => Array.from(document.querySelectorAll('.report')).map((each) => each.href)"
CONTACT = "wrong@yibao-city-guide.example"
LONGEST_MAIL = 2000
"""Some mail programs are given no more of an address."""


def text(page: Page) -> str:
    return page.get_by_label("要告诉我们的话").input_value()


def with_contact(site: Tab) -> None:
    """The page of reports as it is where a contact is set in mkdocs.yml."""
    theme = Environment(loader=FileSystemLoader(ROOT / "content/_theme"), autoescape=False)  # noqa: S701 - as MkDocs
    block = theme.get_template("report.html").blocks["content"]
    asked = theme.get_template("report.html").new_context(
        {"config": {"extra": {"contact": CONTACT}}, "root": "../", "super": str}
    )
    asked.blocks["content"] = [block, lambda _: iter(())]
    part = "".join(block(asked))
    assert CONTACT in part

    def answer(route: object) -> None:
        html = (ROOT / "site/report/index.html").read_text("utf-8")
        before, _, rest = html.partition("<h2>发到哪里</h2>")
        version = re.findall(r'data-version="([^"]*)"', html)[0]
        after = rest.partition("</main>")[2]
        route.fulfill(  # type: ignore[attr-defined]
            body=f"{before}{part.replace('⟦data_date⟧', version)}</main>{after}", content_type="text/html"
        )

    site.page.route("**/report/", answer)


def test_a_value_is_reported(site: Tab, country: Country) -> None:
    """City, key, value, source and the day of the data come along; propose reads them and changes nothing."""
    page = site.open(PATH)
    proof = page.locator("#proof-transfer_out_workdays")
    proof.locator("summary").first.click()
    proof.get_by_role("link", name="这里不对？").click()
    page.wait_for_url("**/report/#*")
    written = text(page)
    for words in (
        "常州",
        "转出办结时限",
        "应该是：",
        "key: transfer_out_workdays",
        f"data: {country.data_date}",
    ):
        assert words in written
    page.get_by_label("要告诉我们的话").fill(written.replace("应该是：", "应该是：8 个工作日"))
    rows = read_proposals("letter.txt", text(page).encode(), country)
    region = country.by_slug["changzhou"]
    held = region.fact("transfer_out_workdays", date(2026, 12, 1))
    assert [row.about for row in rows] == [(region, "transfer_out_workdays")]
    assert held
    assert held.source
    told = str(rows[0].row.nodes)
    for words in ("8 个工作日", f"{held.value}个工作日", held.source.title[:10], "changzhou/transfer/"):
        assert words in told
    page.get_by_role("button", name="复制文字").click()
    expect(page.get_by_role("status").filter(has_text="已经复制")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("path", [PATH, "lapse/", "changzhou/monthly-credit/", "beijing/resident/"])
def test_every_proof_of_a_page_leads_to_a_report(site: Tab, country: Country, path: str) -> None:
    """Each once, however often it is opened; all of them are read, and none is too long for a mail."""
    page = site.open(path)
    page.evaluate(OPEN)
    page.wait_for_timeout(100)
    page.evaluate("document.querySelectorAll('.proof').forEach((each) => { each.open = false; })")
    page.evaluate(OPEN)
    page.wait_for_timeout(100)
    links = page.evaluate(LINKS)
    assert len(links) == page.locator(".proof, .side").count()
    with_contact(site)
    slug = path.partition("/")[0]
    for link in dict.fromkeys(links):
        page.goto(link)
        rows = read_proposals("letter.txt", text(page).encode(), country)
        assert [row.about and row.about[0].slug for row in rows] == [
            slug if slug in country.by_slug else "nation"
        ]
        mail = page.get_by_role("link", name="写成邮件").get_attribute("href") or ""
        assert mail.startswith(f"mailto:{CONTACT}?")
        assert len(mail) <= LONGEST_MAIL
        sent = parse_qs(urlsplit(mail).query)["body"][0]
        assert sent.replace("\r\n", "\n") == text(page)
        page.goto("about:blank")


def test_both_sides_of_a_contradiction_lead_there(site: Tab, country: Country) -> None:
    value = next(value for value in country.values if value.status == "conflicting" and value.fact.shown)
    cities = [value.region, *value.region.children]
    page = site.open(f"{cities[-1].slug}/{value.fact.topic}/")
    if not page.locator(".side").count():
        page = site.open(f"{cities[0].slug}/{value.fact.topic}/")
    sides = page.locator(".side").get_by_role("link", name="这里不对？")
    assert sides.count() >= 2
    assert f"key={value.key}&" in (sides.first.get_attribute("href") or "")


def test_the_page_itself_can_be_reported(site: Tab) -> None:
    """From the foot of every page; the page is named, no value is."""
    page = site.open(PATH)
    page.locator(".site-footer").get_by_role("link", name="这里不对？").click()
    page.wait_for_url("**/report/#*")
    assert "常州" in text(page)
    assert "```" not in text(page)


def test_without_scripts_the_foot_leads_to_what_to_write(plain_site: Tab) -> None:
    page = plain_site.open(PATH)
    page.locator(".site-footer").get_by_role("link", name="这里不对？").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("这里不对？")
    expect(page.get_by_text("哪个城市、哪一页、哪一句话")).to_be_visible()
    expect(page.locator(".report-form")).to_be_hidden()
