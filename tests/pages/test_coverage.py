"""数据覆盖: what is known of the invented country, counted."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from scripts.pages.counts import CELLS, KNOWN, SURE, Count, Coverage, share
from scripts.pages.coverage import drafts
from scripts.pages.site import Site
from scripts.pages.templates import Templates
from scripts.regions.problems import BadData
from scripts.site.audit import read_page
from scripts.tools.coverage import listed
from scripts.words.matters import FILE, Matter, load_matters
from scripts.words.topics import Topic
from tests.real.prose import CONTENT

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from scripts.regions.model import Country

TOPICS = tuple(
    Topic(slug, title, title, title, "phone", order, keys, (), (), {})
    for order, (slug, title, keys) in enumerate(
        (
            ("transfer", "转移", ("transfer_out_workdays", "retiree_credit")),
            ("lapse", "断缴", ("lapse_waiting_months", "back_payment_limit_months")),
        )
    )
)


MATTERS = (
    Matter("断缴等待", ("lapse_waiting_months", "back_payment_limit_months")),
    Matter("退休划入", ("retiree_credit",)),
)


@pytest.fixture(scope="module")
def coverage(world: Country, on: date) -> Coverage:
    return Coverage(world, TOPICS, on, MATTERS)


def test_what_is_known_is_counted(world: Country, coverage: Coverage) -> None:
    counts = coverage.counts[world.by_slug["heling"]]
    assert counts["transfer"] == Count(official=1, quoted=1, local=2)
    assert counts["lapse"] == Count(web=1, conflicting=1, local=2)
    assert coverage.counts[world.nation]["transfer"] == Count(official=1, none=1)
    assert coverage.counts[world.by_slug["zhuwan"]]["lapse"].unknown == 1


def test_stale_values_are_counted(world: Country, on: date) -> None:
    later = Coverage(world, TOPICS, on.replace(year=on.year + 9))
    assert later.counts[world.by_slug["heling"]]["transfer"].stale == 2


def test_the_twin_has_the_same_numbers(world: Country, coverage: Coverage) -> None:
    twin: Any = coverage.json()
    assert twin["topics"] == {"transfer": 2, "lapse": 2}
    for region in world.regions:
        for slug, numbers in twin["regions"][region.slug].items():
            assert dict(zip(twin["counts"], numbers, strict=True)) == coverage.counts[region][slug]._asdict()


def test_a_matter_is_as_sure_as_the_surest_that_a_place_or_its_province_says(
    world: Country, coverage: Coverage
) -> None:
    told = {region.slug: cells for region, cells in coverage.cells.items()}
    assert told["heling"] == ("web", "official")
    assert told["zhuwan"] == ("unknown", "none")
    assert told["wudao"] == ("official", "official")
    assert {*told} == {region.slug for region in world.regions if region.is_pooling_area}


def test_every_cell_is_counted_once(world: Country, coverage: Coverage) -> None:
    total = coverage.tally(world.regions)
    assert sum(total.values()) == len(coverage.cells) * len(MATTERS)
    by_matter = [coverage.tally_of(matter) for matter in MATTERS]
    assert total == {each: sum(tally[each] for tally in by_matter) for each in CELLS}
    assert share({**dict.fromkeys(CELLS, 1)}) == Decimal("0.5")
    assert share({**dict.fromkeys(CELLS, 1)}, SURE, KNOWN) == Decimal("0.67")
    assert share(dict.fromkeys(CELLS, 0)) == 0


def test_the_table_has_a_line_for_each_place(world: Country, coverage: Coverage) -> None:
    lines = [*listed(world, coverage)]
    assert "  网官 鹤岭市" in lines
    assert "  无－ 竹湾市" in lines
    assert lines[-2].startswith(f"全部 {len(coverage.cells)} 个统筹区：查到 ")


def test_a_matter_names_known_facts(tmp_path: Path) -> None:
    (tmp_path / "coverage").mkdir()
    spoiled = "[lapse_waiting_month]}\n- {keys: []}\n- {name: 断缴, keys: [lapse_waiting_months]}\n"
    (tmp_path / FILE).write_text(f"- {{name: 断缴, keys: {spoiled}", "utf-8")
    with pytest.raises(BadData) as bad:
        load_matters(tmp_path, ["lapse_waiting_months"])
    told = str(bad.value)
    assert "matters.yaml:1:21: 读到不认识的事项“lapse_waiting_month”" in told
    assert "matters.yaml:2:" in told
    assert "matters.yaml:3:10: 读到“断缴”，应为每件事、每个事项一次" in told


def test_its_pages_are_whole(world: Country, on: date) -> None:
    site = Site(world, TOPICS, (), Templates(CONTENT, on), matters=MATTERS)
    pages = {draft.url: draft.make() for draft in drafts(site)}
    assert [*pages] == ["coverage/", *(f"coverage/{province.slug}/" for province in world.provinces)]
    for page in pages.values():
        head = '<title>题</title><meta name="description" content="摘要">'
        assert read_page(page.url, head + page.body).problems == []
    rows = html.fromstring(pages["coverage/songshan/"].body).xpath(
        "//table[contains(@class,'matrix')]/tbody/tr"
    )
    cells = {row[0].text_content(): [cell.text_content() for cell in row[1:]] for row in rows}
    assert cells["鹤岭"] == ["网上的说法", "官方原文"]
    assert [*cells] == [city.short for city in world.by_slug["songshan"].children]
