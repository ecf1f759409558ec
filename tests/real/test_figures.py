"""数字从哪来: every figure on a page is in a fact that its region, its province or the nation states."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from scripts.pages.wording import day, plain
from scripts.regions.model import PartialDate, Source
from tests.real.prose import CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.regions.model import Country, Datum, Region, Shape

SITE = CONTENT.parent / "site"
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
FIGURE = re.compile(r'<b class="figure">(.*?)</b>', re.DOTALL)


def leaves(value: Datum | None, shape: Shape) -> Iterator[str]:
    """Every single value of a value, as a page writes it."""
    if value is None or isinstance(value, Source):
        return
    if shape.kind == "list" and isinstance(value, tuple) and shape.of:
        for item in value:
            yield from leaves(item, shape.of)
    elif shape.kind == "record" and isinstance(value, dict):
        for name, field in shape.fields.items():
            yield from leaves(value.get(name), field.shape)
    elif isinstance(value, PartialDate):
        yield day(value)
    else:
        yield plain(value, shape)


@cache
def stated(region: Region) -> frozenset[str]:
    """The numbers of all that the region and those above it have ever stated."""
    values = (value for values in region.stated.values() for value in values)
    own = {found for v in values for leaf in leaves(v.value, v.fact.shape) for found in NUMBER.findall(leaf)}
    return frozenset(own) | (stated(region.parent) if region.parent else frozenset())


def test_every_figure_is_stated_for_its_region(country: Country) -> None:
    topics = [path.parent.name for path in CONTENT.glob("*/topic.yaml")]
    strays = []
    count = 0
    for region in country.regions:
        place = "" if region.level == "nation" else f"{region.slug}/"
        for topic in topics:
            html = (SITE / f"{place}{topic}/index.html").read_text("utf-8")
            for figure in FIGURE.findall(html):
                numbers = NUMBER.findall(figure)
                count += len(numbers)
                strays += [f"{place}{topic}: {figure}" for each in numbers if each not in stated(region)]
    assert count > len(country.regions) * len(topics)
    assert strays == []
