"""核对单: one file for each place, which holds all and asks for nothing; the browser tests fill it in."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from calculators.engine.dates import PartialDate
from scripts.__main__ import main
from scripts.regions.statements import PARTS, of_form, of_role
from scripts.tools.worksheet import stated, worksheet
from tests.site.test_scripts import LATER, syntax_error
from tests.site.test_styles import COLOUR, LATER_STYLE

if TYPE_CHECKING:
    from datetime import date

    from scripts.regions.model import Country

ON = ["--on", "2026-11-22"]
FOLDER = Path(__file__).parents[2] / "content/_worksheet"


def test_all_that_holds_stands_in_it(world: Country, on: date) -> None:
    """Own and inherited values with label, words, dates, source and quotation; what nobody knows, too."""
    region = world.by_slug["heling"]
    html = worksheet(world, region, {"transfer": "余额转移"}, on)
    held = {key for key, value in region.facts(on).items() if value.status != "unknown"}
    asked = re.findall(r'data-key="(\w+)">\n<h3', html)
    assert held <= {*asked}
    assert len(asked) == len({*asked})
    assert {key for key in asked if key not in held} == {
        fact.key for fact in world.dictionary.values() if fact.is_listed and fact.key not in held
    }
    for words in (
        "余额转移",
        "转出办结时限",
        "5个工作日",
        "2024年1月1日起施行",
        "松山日报",
        "断缴超过两个月的",
    ):
        assert words in html


def test_it_asks_for_nothing(world: Country, on: date) -> None:
    """No address is loaded: links are only for a tap, and the policy allows nothing else."""
    html = worksheet(world, world.by_slug["heling"], {}, on)
    assert "default-src 'none'" in html
    assert not re.search(r'<(link|img|iframe)\b|\bsrc="|url\(|@import|fetch\(|XMLHttpRequest', html)


def test_its_data_cannot_end_the_script(world: Country, on: date) -> None:
    data = (
        worksheet(world, world.by_slug["heling"], {}, on).partition('id="data">')[2].partition("</script>")[0]
    )
    assert "<" not in data
    assert json.loads(data)["region"] == "heling"


def test_a_statement_is_carried_whole(world: Country, on: date) -> None:
    """What is marked as agreeing has to come back to the letter."""
    value = world.by_slug["heling"].facts(on)["lapse_waiting_months"]
    assert value.source
    everything: dict[str, Any] = {
        **dict.fromkeys(of_form("text"), "一句话"),
        **dict.fromkeys(of_form("mark"), True),
        **dict.fromkeys(of_form("date"), PartialDate(2030)),
        **dict.fromkeys(of_form("sources"), (value.source,)),
    }
    assert {*PARTS} - {*of_role("look")} <= stated(replace(value, **everything)).keys()


def test_old_browsers_understand_it() -> None:
    """As every page of the site does."""
    source = (FOLDER / "worksheet.js").read_text("utf-8")
    assert syntax_error(source) == ""
    assert not LATER.search(source)
    style = re.sub(r"/\*.*?\*/", "", (FOLDER / "worksheet.css").read_text("utf-8"), flags=re.DOTALL)
    assert not LATER_STYLE.search(re.sub(r"minmax\([^)]*\)", "", style))
    assert not COLOUR.search(re.sub(r"[^{}]*\{", "{", style))
    worn = (
        "mark-agrees mark-differs mark-unsure "
        + source
        + (FOLDER / "page.html.j2").read_text("utf-8")
        + (FOLDER.parent / "_shared/fact.html.j2").read_text("utf-8")
    )
    assert [name for name in {*re.findall(r"[.#]([a-z][\w-]+)(?=[^{}]*\{)", style)} if name not in worn] == []


@pytest.mark.parametrize("city", ["shiqiao", "石桥", "石桥地区"])
def test_command(world_copy: Path, city: str, capsys: pytest.CaptureFixture[str]) -> None:
    """By its file's name or its own."""
    assert main(["worksheet", city, *ON, "--regions", str(world_copy)]) == 0
    assert "build/worksheet/shiqiao.html" in capsys.readouterr().out
    assert "<title>石桥地区核对单</title>" in Path("build/worksheet/shiqiao.html").read_text("utf-8")


@pytest.mark.usefixtures("world_copy")
def test_places_that_are_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """Those nearest are named, or all that are called so; without a city an example is."""
    assert main(["worksheet", "鹤岭", *ON]) == 1
    assert "是不是：heling、heling-huxin？" in capsys.readouterr().err
    assert main(["worksheet", "helin", *ON]) == 1
    assert "是不是：heling" in capsys.readouterr().err
    assert main(["worksheet", *ON]) == 1
    assert "make worksheet CITY=" in capsys.readouterr().err
