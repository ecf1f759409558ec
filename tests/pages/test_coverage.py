"""数据覆盖: what is known of the invented country, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from scripts.pages.coverage import Count, Coverage, drafts
from scripts.pages.site import Site
from scripts.pages.templates import Templates
from scripts.site.audit import read_page
from scripts.words.topics import Topic
from tests.real.prose import CONTENT

if TYPE_CHECKING:
    from datetime import date

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


@pytest.fixture(scope="module")
def coverage(world: Country, on: date) -> Coverage:
    return Coverage(world, TOPICS, on)


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


def test_its_pages_are_whole(world: Country, on: date) -> None:
    pages = {draft.url: draft.make() for draft in drafts(Site(world, TOPICS, (), Templates(CONTENT, on)))}
    assert [*pages] == ["coverage/", *(f"coverage/{province.slug}/" for province in world.provinces)]
    for page in pages.values():
        head = '<title>题</title><meta name="description" content="摘要">'
        assert read_page(page.url, head + page.body).problems == []
    rows = html.fromstring(pages["coverage/songshan/"].body).xpath(
        "//table[contains(@class,'matrix')]/tbody/tr"
    )
    cells = {row[0].text_content(): [cell.text_content() for cell in row[1:]] for row in rows}
    assert cells["鹤岭"] == ["2", "2，1 项说法不一"]
    assert [*cells] == ["松山", *(city.short for city in world.by_slug["songshan"].children)]
