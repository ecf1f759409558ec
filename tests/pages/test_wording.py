"""措辞: who spoke, days of every year, and what is left when a proof is taken away."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from calculators.engine.doubts import DOUBT_WORDS
from scripts.pages.wording import plain, speaker, tidy
from scripts.regions.model import Shape
from tests.real.prose import CONTENT

if TYPE_CHECKING:
    from datetime import date

    from scripts.regions.model import Country, Value


def from_areas(value: Value, *areas: str | None) -> Value:
    """The same said by documents about these places."""
    assert value.source
    first, *others = (replace(value.source, id=str(area), area=area) for area in areas)
    return replace(value, source=first, also=tuple(others))


def test_what_only_a_part_says_is_no_rule_of_the_whole(world: Country, on: date) -> None:
    value = world.by_slug["songshan"].fact("transfer_out_workdays", on)
    assert value
    for areas, told in (
        ((None,), "本省规定"),
        (("鹤岭市",), "本省做法，见于鹤岭市"),
        (("鹤岭市", "某市"), "本省做法，见于鹤岭市、某市"),
        (("鹤岭市", None), "本省规定"),
        (("松山省", "鹤岭市"), "本省规定"),
    ):
        assert speaker(from_areas(value, *areas)) == told
    assert speaker(from_areas(value, "鹤岭市"), "松山") == "松山做法，见于鹤岭市"


def test_a_city_speaks_for_itself(world: Country, on: date) -> None:
    value = world.by_slug["heling"].fact("transfer_out_workdays", on)
    assert value
    assert speaker(from_areas(value, value.region.name)) == "本市规定"
    assert speaker(from_areas(value, "某县")) == "本市做法，见于某县"


def test_templates_know_only_doubts_that_there_are() -> None:
    """Where they ask for a kind of doubt by its name."""
    templates = [path.read_text("utf-8") for path in CONTENT.rglob("*.j2")]
    kinds = [kind for text in templates for kind in re.findall(r'doubt\.kind \S+ "(\w+)"', text)]
    assert kinds
    assert {*kinds} <= DOUBT_WORDS.keys()
    assert not [text for text in templates if re.search(r"doubt\.kind (not )?in ", text)]


def test_a_day_of_every_year() -> None:
    assert plain("01-01", Shape("month_day")) == "1月1日"
    assert plain("10-03", Shape("month_day")) == "10月3日"


def test_no_space_is_left_before_a_stop() -> None:
    words = Markup("十 个工作日 。<b>五</b> \n；然后 <a>问</a> ")
    assert tidy(words) == Markup("十 个工作日。<b>五</b>；然后 <a>问</a>")
