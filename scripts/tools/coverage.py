"""查到了多少：`python -m scripts coverage --on DATE`, every place by the matters that people ask about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculators.engine.answer import percent_text
from scripts.pages.counts import CELLS, KNOWN, SURE, Coverage, share
from scripts.regions.load import CACHE, load
from scripts.words.matters import load_matters

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping

    from scripts.pages.counts import Cell
    from scripts.regions.model import Country

SIGNS: Mapping[Cell, str] = {
    "official": "官",
    "quoted": "引",
    "web": "网",
    "conflicting": "异",
    "unknown": "无",
    "none": "－",
}
"""One character wide, so that the columns stand below each other."""


def run(options: Namespace) -> int:
    """`python -m scripts coverage`."""
    country = load(options.regions, CACHE)
    matters = load_matters(options.regions.parent / "content", country.dictionary)
    for line in listed(country, Coverage(country, (), options.on, matters)):
        print(line)
    return 0


def listed(country: Country, coverage: Coverage) -> Iterator[str]:
    """A line a place, under its province; then each matter, then the sums."""
    for number, matter in enumerate(coverage.matters, 1):
        yield f"{number:>2} {matter.name}"
    yield "；".join(f"{SIGNS[each]} {label}" for each, label in CELLS.items())
    for province, places in coverage.places.items():
        yield f"{province.name}  {_sum(coverage.tally(places))}"
        for place in places:
            if cells := coverage.cells.get(place):
                yield f"  {''.join(SIGNS[each] for each in cells)} {place.name}"
    for matter in coverage.matters:
        yield f"{matter.name}：{_sum(coverage.tally_of(matter))}"
    yield f"全部 {len(coverage.cells)} 个统筹区：{_sum(coverage.tally(coverage.cells))}"
    if country.largest:
        yield f"最大的 {len(country.largest)} 个：{_sum(coverage.tally(country.largest))}"


def _sum(tally: Mapping[Cell, int]) -> str:
    known, sure = (percent_text(each) for each in (share(tally), share(tally, SURE, KNOWN)))
    told = "，".join(f"{label} {tally[each]}" for each, label in CELLS.items() if tally[each])
    return f"查到 {known}，其中官方原文或转引的 {sure}（{told}）"
