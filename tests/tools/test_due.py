"""该复核的事实: what is past its review, soonest due first."""

from datetime import date
from typing import TYPE_CHECKING

from scripts.__main__ import main
from scripts.tools.due import due

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from scripts.regions.model import Country


def test_only_values_past_review_that_still_answer(world: "Country", on: date) -> None:
    """竹湾 was last looked at two years ago; what has ended or was replaced is not asked for."""
    assert [(value.region.slug, value.key) for value in due(world, on)] == [("zhuwan", "intra_province_mode")]
    later = due(world, date(2035, 1, 1))
    assert [value.review_by for value in later] == sorted(value.review_by for value in later)
    assert not [value for value in later if value.until]
    assert sum(value.key == "lapse_waiting_months" and value.status == "conflicting" for value in later) == 2


def test_command(world_copy: "Path", capsys: "pytest.CaptureFixture[str]") -> None:
    """Names the file and line to open."""
    assert main(["due", "--on", "2026-11-22", "--regions", str(world_copy)]) == 0
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("regions/songshan/zhuwan.yaml:14: 竹湾市的“省内转移怎么办”该在 2025-06-01 前复核")
    assert last == "2026-11-22：共 1 条该复核。"


def test_command_with_bad_files(world_copy: "Path", capsys: "pytest.CaptureFixture[str]") -> None:
    """Tells the problems instead."""
    (world_copy / "nation.yaml").write_bytes(b"")
    assert main(["due", "--on", "2026-11-22"]) == 1
    assert "regions/nation.yaml:1:1: 读到空文件" in capsys.readouterr().err
