"""该复核的事实: what is past its review, soonest due first."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from scripts.__main__ import main
from scripts.regions.load import load
from scripts.regions.problems import BadData
from scripts.tools.due import due, relied_on_by

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.regions.model import Country


def test_only_values_past_review_that_still_answer(world: "Country", on: date) -> None:
    """竹湾 was last looked at two years ago; what has ended or was replaced is not asked for."""
    assert [(value.region.slug, value.key) for value in due(world, on)] == [("zhuwan", "intra_province_mode")]
    later = due(world, date(2035, 1, 1))
    assert [value.review_by for value in later] == sorted(value.review_by for value in later)
    assert not [value for value in later if value.until]
    assert sum(value.key == "lapse_waiting_months" and value.status == "conflicting" for value in later) == 2


def test_command(world_copy: "Path", capsys: "pytest.CaptureFixture[str]") -> None:
    """Names the region, the topic, and the file and line to open."""
    assert main(["due", "--on", "2026-11-22", "--regions", str(world_copy)]) == 0
    region, topic, first, last = capsys.readouterr().out.splitlines()
    assert (region, topic) == ("竹湾市", "  transfer")
    assert first.startswith("    regions/songshan/zhuwan.yaml:14: “省内转移怎么办”该在 2025-06-01 前复核")
    assert last == "2026-11-22：共 1 条该复核。"


def test_largest_places_first(world: "Country", on: date) -> None:
    """As listed; what they rely on stands in their own files and those above, and is official."""
    assert [region.slug for region in world.largest] == ["heling", "zhuwan"]
    relied_on = relied_on_by(world.largest, on)
    assert {value.status for value in world.values if value.place in relied_on} == {"official"}
    assert {place.path.rpartition("/")[2] for place in relied_on} >= {"nation.yaml", "heling.yaml"}


@pytest.mark.usefixtures("world_copy")
def test_release(capsys: "pytest.CaptureFixture[str]") -> None:
    """Refused for an official value past its review; what was only read about stops nobody."""
    assert main(["due", "--on", "2026-11-22", "--release"]) == 0
    assert capsys.readouterr().out == "2026-11-22：最大的 2 个地方用到的官方值都在复核期内。\n"
    assert main(["due", "--on", "2029-01-01", "--release"]) == 1
    out = capsys.readouterr().out
    assert "regions/nation.yaml:" in out
    assert "条官方值过期没复核，复核以后再发布。" in out


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("- helin\n", "largest.yaml:1:3: 读到不认识的城市的文件名“helin”，"),
        ("- heling\n- heling\n", "largest.yaml:2:3: 读到“heling”，应为每个地方一次，"),
        ("- songshan\n", "largest.yaml:1:3: 读到不认识的城市的文件名“songshan”，"),
    ],
)
def test_bad_list(said: str, told: str, world_copy: "Path") -> None:
    """Unknown, twice, or a province."""
    (world_copy / "largest.yaml").write_text(said, "utf-8")
    with pytest.raises(BadData) as bad:
        load(world_copy)
    assert told in str(bad.value)


def test_command_with_bad_files(world_copy: "Path", capsys: "pytest.CaptureFixture[str]") -> None:
    """Tells the problems instead."""
    (world_copy / "nation.yaml").write_bytes(b"")
    assert main(["due", "--on", "2026-11-22"]) == 1
    assert "regions/nation.yaml:1:1: 读到空文件" in capsys.readouterr().err
