"""跟别处比、以前和以后: figures of the invented country beside each other and one after the other."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from scripts.pages import comparison
from scripts.pages.comparison import Comparisons
from scripts.pages.timeline import Timelines
from scripts.regions.load import load
from scripts.regions.model import Shape

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from scripts.regions.model import Country, Value

KEY = "transfer_out_workdays"
SHAPE = Shape("money", unit="元")


def value(world: Country, slug: str, key: str, on: date) -> Value:
    found = world.by_slug[slug].facts(on)[key]
    assert found.region.slug == slug
    return found


@pytest.fixture
def comparisons(world: Country, on: date, monkeypatch: pytest.MonkeyPatch) -> Comparisons:
    monkeypatch.setattr(comparison, "ENOUGH", 2)
    return Comparisons(world, on)


def test_few_places_are_not_compared(world: Country, on: date) -> None:
    assert Comparisons(world, on).of(value(world, "heling", KEY, on)) is None


def test_a_figure_has_its_rank_and_range(world: Country, on: date, comparisons: Comparisons) -> None:
    """Only what is stated below the nation counts; a place that inherits is not counted again."""
    stated = [
        each.facts(on)[KEY].value for each in world.regions if each is not world.nation and KEY in each.stated
    ]
    lowest = value(world, "heling", KEY, on)
    compared = comparisons.of(lowest)
    assert compared
    assert f"在查到的 {len(stated)}个地方里，从高到低排第 {len(stated)}" in compared.sentence
    assert f"最低 {min(map(int, map(str, stated)))}个工作日" in compared.sentence
    assert comparisons.of(world.nation.facts(on)[KEY]) is None


def test_equal_figures_share_a_rank() -> None:
    spread = comparison.spread_of([comparison.Figure(Decimal(each), SHAPE) for each in (3, 7, 7, 9)])
    assert "从高到低排第 2，另有 1个地方一样。最低 3元，最高 9元。" in spread.compared(Decimal(7)).sentence
    assert "从高到低排第 1。" in spread.compared(Decimal(9)).sentence


def test_equal_figures_everywhere_have_no_rank() -> None:
    spread = comparison.spread_of([comparison.Figure(Decimal(5), SHAPE)] * 12)
    assert spread.compared(Decimal(5)).sentence == "查到 12个地方的数，都是 5元。"


def test_the_strip_does_not_grow_with_the_regions() -> None:
    figures = [comparison.Figure(Decimal(each), SHAPE) for each in range(40_000)]
    assert len(comparison.spread_of(figures).strip) < 8_000


def test_the_strip_tells_in_words_what_it_shows() -> None:
    spread = comparison.spread_of([comparison.Figure(Decimal(each), SHAPE) for each in (3, 9)])
    strip = spread.compared(Decimal(3)).strip
    assert 'role="img" aria-label="每个点是一个地方，最低 3元，最高 9元；这里是 3元"' in strip
    assert "style" not in strip


def test_a_timeline_has_the_newest_first(world: Country, on: date) -> None:
    """鹤岭's own rule, before it its province's, before that the nation's two."""
    timeline = Timelines().of(world.by_slug["heling"])[KEY]
    assert [each.value for each in timeline] == [5, 6, 8, 12]
    assert timeline[0] is value(world, "heling", KEY, on)


def test_one_statement_is_no_timeline(world: Country) -> None:
    timelines = Timelines()
    assert "transfer_in_workdays" not in timelines.of(world.by_slug["heling"])
    assert "lapse_waiting_months" not in timelines.of(world.by_slug["heling"])  # contradictory
    assert [each.value for each in timelines.of(world.nation)[KEY]] == [8, 12]


def test_what_stays_in_the_province_is_not_in_a_citys_timeline(world: Country) -> None:
    assert "retiree_credit" not in Timelines().of(world.by_slug["heling"])


def test_a_comparison_tells_when_another_place_changes(
    world: Country, on: date, comparisons: Comparisons, world_copy: Path
) -> None:
    """So that pages that show it are made anew."""
    file = world_copy / "songshan/_province.yaml"
    file.write_text(file.read_text("utf-8").replace("value: 6\n", "value: 7\n"), "utf-8")
    changed = load(world_copy)
    before = comparisons.of(value(world, "heling", KEY, on))
    after = Comparisons(changed, on).of(value(changed, "heling", KEY, on))
    assert before
    assert after
    assert before.made_of != after.made_of
