"""像不像: pages for search engines read the same only where the same rule of a province holds."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from scripts.tools.similarity import indexable, likeness, main_text, sketch
from tests.real.prose import CONTENT

if TYPE_CHECKING:
    from scripts.regions.model import Country

ROOT = CONTENT.parent


def test_pages_that_differ_only_in_names_share_a_province(country: Country) -> None:
    """Every place called the same: a rule of one province never stands on another's page."""
    places = {name for region in country.regions for name in (region.name, region.short) if region.parent}
    named = re.compile("|".join(sorted(map(re.escape, places), key=len, reverse=True)))
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for topic, place, html in indexable(ROOT / "site"):
        said[topic, named.sub("此地", main_text(html))].append(place)
    assert said
    for (topic, _), alike in said.items():
        assert len({country.by_slug[place].province for place in alike}) == 1, (topic, alike)


def test_the_estimate_is_near_the_truth() -> None:
    """Two texts of which a known part is the same."""
    same = "".join(map(chr, range(0x4E00, 0x4E00 + 1000)))
    one, other = (same + "".join(map(chr, range(at, at + 500))) for at in (0x6000, 0x7000))
    assert likeness(sketch(one), sketch(one)) == 1
    assert likeness(sketch(one), sketch(other)) == pytest.approx(0.5, abs=0.1)
    assert likeness(sketch(one[1000:]), sketch(other[1000:])) == 0
