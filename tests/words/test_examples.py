"""算例的文件: read as strictly as the facts; each mistake is told at its place."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from scripts.__main__ import main
from scripts.regions.problems import BadData
from scripts.words import examples
from scripts.words.examples import check_examples, document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "late_fee.examples.yaml"
GOOD = """\
facts: {late_fee_daily_rate: &rate {value: 0.0005, status: official}, other: *rate, gone: null}
cases:
  - name: 一天
    inputs: {arrears: "1000", months: 3, is_old: true}
    "on": 2026-11-30
    expect: {certainty: exact}
  - name: 整个内容
    payload: "[]"
    expect: {ok: false}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the examples are, for once."""
    copied = tmp_path / "calculators"
    shutil.copytree(examples.FOLDER, copied)
    monkeypatch.setattr(examples, "FOLDER", copied)
    document.cache_clear()
    yield copied
    document.cache_clear()


def test_a_file_is_read_as_json_has_it(folder: Path) -> None:
    (folder / NAME).write_text(GOOD, "utf-8")
    rate = {"value": 0.0005, "status": "official"}
    assert document("late-fee") == {
        "facts": {"late_fee_daily_rate": rate, "other": rate, "gone": None},
        "cases": [
            {
                "name": "一天",
                "inputs": {"arrears": "1000", "months": 3, "is_old": True},
                "on": "2026-11-30",
                "expect": {"certainty": "exact"},
            },
            {"name": "整个内容", "payload": "[]", "expect": {"ok": False}},
        ],
    }


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("is_old: true", "is_old: yes", "4:50: 读到“yes”，应为true、false 或加引号的文字"),
        ("other: *rate", "other: *rat", "1:78: 读到引用 *rat，应为上面写过的 &名字"),
        ("other: *rate", "other: &rate 1", "1:78: 读到锚点 &rate，应为没有用过的名字"),
        ("other: *rate", "<<: *rate", "1:71: 读到合并 <<，应为直接写出内容"),
        ("gone: null", "gone: ~", "1:91: 读到“~”，应为一个值"),
        ('    "on": 2026', "    when: 2026", "5:5: 读到不认识的键“when”"),
        (
            "    payload",
            "    inputs: {}\n    payload",
            "7:5: 读到一组“键: 值”，应为inputs 或 payload 中的一样",
        ),
        ("    expect: {ok: false}\n", "", "7:5: 读到缺 expect 的一组"),
        ("expect: {ok: false}", "expect: [1]", "9:13: 读到一列内容，应为一组“名: 内容”"),
        ("cases:", "case:", "2:1: 读到不认识的键“case”"),
        ("months: 3", "months: 3, months: 4", "4:42: 读到重复的键“months”"),
        ("months: 3", "months: ３", "4:39: 读到“３”，应为半角数字"),
    ],
)
def test_a_mistake_is_told_at_its_place(folder: Path, right: str, wrong: str, told: str) -> None:
    assert right in GOOD
    (folder / NAME).write_text(GOOD.replace(right, wrong, 1), "utf-8")
    with pytest.raises(BadData) as bad:
        document("late-fee")
    assert f"calculators/{NAME}:{told}" in str(bad.value)
    assert len(bad.value.problems) == 1


def test_all_files_are_told_at_once(folder: Path) -> None:
    check_examples()
    for name in (NAME, "withdrawal.examples.yaml"):
        (folder / name).write_text("facts: {}\n", "utf-8")
    with pytest.raises(BadData) as bad:
        check_examples()
    assert len({problem.path for problem in bad.value.problems}) == 2


def test_the_check_reads_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / NAME).write_text("facts: {}\n", "utf-8")
    assert main(["check", "--on", "9999-12-31"]) == 1
    assert f"calculators/{NAME}:1:1: 读到缺 cases 的一组" in capsys.readouterr().err
