"""跟全国比: the invented country's places beside each other, each with what it rests on."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from lxml import html

from scripts.api.across_csv import COLUMNS, across_csv
from scripts.pages import across
from scripts.pages.site import Site
from scripts.pages.templates import Templates
from scripts.regions.problems import BadData
from scripts.site.audit import read_page
from scripts.words.across import FILE, Comparable, load_across
from tests.real.prose import CONTENT

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from scripts.pages.page import Page
    from scripts.regions.model import Country


@pytest.fixture(scope="module")
def site(world: Country, on: date) -> Site:
    facts = world.dictionary
    compared = (
        Comparable(facts["retiree_credit"], "credit", "退休后每月进多少", "moving", "比不得的先说。"),
        Comparable(facts["transfer_out_workdays"], "days", "转出要几天", "moving", "有的从收到信算起。"),
    )
    return Site(world, (), (), Templates(CONTENT, on), across=compared)


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Page]:
    return {draft.url: draft.make() for draft in across.drafts(site)}


def test_each_matter_has_its_page(pages: dict[str, Page]) -> None:
    assert [*pages] == ["across/", "across/credit/", "across/days/"]
    for page in pages.values():
        head = '<title>题</title><meta name="description" content="摘要">'
        assert read_page(page.url, head + page.body).problems == []
        assert page.indexable


def test_every_known_place_is_a_row_and_no_other(site: Site, pages: dict[str, Page], on: date) -> None:
    for comparable in site.across:
        key = comparable.fact.key
        held = {
            region: region.facts(on).get(key) for region in site.country.regions if region.is_pooling_area
        }
        known = {
            region.short
            for region, value in held.items()
            if value and value.is_known and not value.region.is_nation
        }
        table = html.fromstring(pages[f"across/{comparable.slug}/"].body).xpath("//table")[0]
        assert {link.text_content() for link in table.xpath(".//th[@scope='row']/a")} == known
        assert known


def test_a_row_says_what_how_long_and_how_sure(pages: dict[str, Page]) -> None:
    page = html.fromstring(pages["across/days/"].body)
    (row,) = (row for row in page.xpath("//tr") if row.xpath("./th/a[text()='鹤岭']"))
    assert row.get("data-number") == "5"
    value, since, mark = (cell.text_content().strip() for cell in row.xpath("./td"))
    assert (value, mark) == ("5个工作日", "转引")
    assert since.endswith(("年", "月", "日"))


def test_provinces_of_which_nothing_is_known_are_no_links(site: Site, pages: dict[str, Page]) -> None:
    for comparable in site.across:
        found = across.rows(site, comparable)
        page = html.fromstring(pages[f"across/{comparable.slug}/"].body)
        linked = {link.get("href") for link in page.xpath("//nav[@class='provinces']//a")}
        assert linked == {f"#in-{province.slug}" for province, own in found.items() if own}
        assert {f"#{each}" for each in page.xpath("//tbody/@id")} == linked


def test_the_table_as_csv_has_the_same_rows(site: Site) -> None:
    for comparable in site.across:
        told = [row for own in across.rows(site, comparable).values() for row in own]
        table = [*csv.DictReader(StringIO(across_csv(site, comparable)))]
        assert [row["slug"] for row in table] == [row.region.slug for row in told]
        assert all(tuple(row) == COLUMNS for row in table)


def test_mistakes_are_told_with_their_line(world: Country, tmp_path: Path) -> None:
    (tmp_path / "across").mkdir()
    good = "{key: retiree_credit, slug: credit, title: 进多少, topic: moving, caution: 先说。}"
    bad = good.replace("retiree_credit", "retire_credit").replace("slug: credit", "slug: Credit")
    (tmp_path / FILE).write_text(f"- {good}\n- {bad}\n- {{key: retiree_credit}}\n", "utf-8")
    with pytest.raises(BadData) as refused:
        load_across(tmp_path, world.dictionary, ["moving"])
    told = str(refused.value)
    assert "across.yaml:2:9: 读到不认识的事项“retire_credit”" in told
    assert "across.yaml:2:" in told
    assert "across.yaml:3:" in told
