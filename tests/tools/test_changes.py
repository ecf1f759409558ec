"""变更: the command that compares with a commit or a folder, tells, and keeps what it told."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts.__main__ import main
from scripts.api.facts_csv import facts_csv

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from scripts.regions.model import Country

RECORD = Path("changes/2026-12-01.yaml")
type Told = tuple[int, list[str]]


@pytest.fixture
def changes(world_copy: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    """The command, on a day, in a working directory with the invented country."""

    def run(*before: str, on: str = "2026-12-01") -> Told:
        status = main(["changes", *before, "--on", on, "--regions", world_copy.as_posix()])
        told = capsys.readouterr()
        return status, (told.out + told.err).splitlines()

    return run


def git(*arguments: str) -> None:
    command = ["git", "-c", "user.name=甲", "-c", "user.email=a@example.org", *arguments]
    subprocess.run(command, check=True, capture_output=True)


def correct(old: str, new: str) -> None:
    file = Path("regions/songshan/heling.yaml")
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_against_a_commit(changes: Callable[..., Told]) -> None:
    """No working copy of it is made, and only what counts is told; a second run writes nothing."""
    git("init")
    git("add", "regions")
    git("commit", "-m", "云国")
    correct("value: 4100", "value: 4200")
    told = [
        "鹤岭市",
        "  更正 缴费基数下限（contribution_base_min）：4,100元/月 → 4,200元/月，2025年7月起，到2026年6月为止",
        "    出处：鹤岭转载页",
    ]
    assert changes("HEAD") == (0, [*told, "共 1 条变更：更正 1。记在 changes/2026-12-01.yaml。"])
    assert [path.name for path in RECORD.parent.iterdir()] == [RECORD.name]
    record, stamp = RECORD.read_bytes(), RECORD.stat().st_mtime_ns
    assert changes("HEAD") == (0, [*told, "共 1 条变更：更正 1。已经记着。"])
    git("commit", "-a", "-m", "更正")
    assert changes("HEAD") == (0, [*told, "共 1 条变更：更正 1。已经记着。"])
    assert (RECORD.read_bytes(), RECORD.stat().st_mtime_ns) == (record, stamp)
    for before in ("HEAD", "HEAD~1"):
        assert changes(before, on="2026-12-02") == (0, ["没有变更。"])


def test_against_a_folder(changes: Callable[..., Told], world: Country, on: date) -> None:
    """One that holds regions/, the regions themselves, or a site; what was put back needs no record."""
    shutil.copytree("regions", "old/regions")
    Path("site/api/v1").mkdir(parents=True)
    Path("site/api/v1/facts.csv").write_text(facts_csv(world, on), "utf-8")
    correct("value: 4100", "value: 4200")
    for before in ("old", "old/regions", "site"):
        status, lines = changes(before)
        assert (status, len(lines)) == (0, 4)
    correct("value: 4200", "value: 4100")
    assert changes("old") == (0, ["改的都改回去了，changes/2026-12-01.yaml 不再需要，删掉了。"])
    assert not RECORD.exists()


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ((), "FROM:1:1: 读到没有写与哪里比，"),
        (("HEAD",), "FROM:1:1: 读到没有这个提交，也没有这个文件夹：HEAD，"),
    ],
)
def test_nothing_to_compare_with(before: tuple[str, ...], words: str, changes: Callable[..., Told]) -> None:
    status, (line, _) = changes(*before)
    assert status == 1
    assert line.startswith(words)


def test_what_cannot_be_compared_is_told(changes: Callable[..., Told]) -> None:
    """A mistake in the old facts, in the new ones, or in a record."""
    shutil.copytree("regions", "old")
    Path("old/songshan/heling.yaml").write_text("code: 1\n", "utf-8")
    assert any(line.startswith("old/songshan/heling.yaml:1:") for line in changes("old")[1])
    RECORD.parent.mkdir()
    RECORD.write_text("- {region: nowhere}\n", "utf-8")
    assert changes("regions")[1][0].startswith(f"{RECORD}:1:3: ")
    correct("value: 4100", "value: x")
    assert changes("regions")[1][0].startswith("regions/songshan/heling.yaml:")
