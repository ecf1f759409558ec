"""变更: what is a change of the invented country and what is none; its records, told and read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts.__main__ import main
from scripts.pages.wording import before_and_after, changed
from scripts.regions.changes import Change, Changelog, release, states
from scripts.regions.load import load
from scripts.regions.problems import BadData
from scripts.regions.records import read_changes, written

if TYPE_CHECKING:
    from scripts.regions.model import Country

DAY, LATER = date(2026, 12, 1), date(2027, 1, 1)
HELING, ZHUWAN, NATION = "songshan/heling.yaml", "songshan/zhuwan.yaml", "nation.yaml"
type Edit = tuple[str, str, str]


def edited(folder: Path, *edits: Edit) -> Country:
    """The country with other words in its files, each of which stands there once."""
    for file, old, new in edits:
        text = (folder / file).read_text("utf-8")
        assert text.count(old) == 1, old
        (folder / file).write_text(text.replace(old, new), "utf-8")
    return load(folder)


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, str, str, str]]:
    return [(each.region.slug, each.key, each.kind, each.words, changed(each)) for each in changes]


BASE = """    - since: 2025-07
      until: 2026-06
      value: 4100
"""
ONE = "        - {name: 有个人账户, rate: 0.095, with_account: true}"
OTHER = "        - {name: 没有个人账户, monthly: 260, with_account: false}"
NONE: dict[str, list[Edit]] = {
    "nothing": [],
    "a comment": [(HELING, "# 鹤岭市（编的）：", "# 鹤岭市（也是编的）：")],
    "another look": [
        (
            HELING,
            "      looked: 2026-08-20\n      confirmed: 2026-08-20",
            "      looked: 2026-08-21\n      confirmed: 2026-08-21",
        )
    ],
    "a note": [(HELING, "论坛汇编没有写明依据", "论坛汇编没有说依据")],
    "spaces in a quotation": [(HELING, "断缴超过两个月的，等待期三个月", "断缴超过两个月的， 等待期三个月")],
    "another document": [
        (
            HELING,
            "  flexible_options:\n    - since: 2025-07",
            "  flexible_options:\n    - also: [鹤岭论坛汇编]\n      since: 2025-07",
        )
    ],
    "the order of a list": [
        (HELING, f"{ONE}\n{OTHER}", f"{OTHER}\n{ONE}"),
    ],
    "the order of a record": [(HELING, "{low: 4, high: 4}", "{high: 4, low: 4}")],
    "another way to write a number": [(HELING, "value: 4000.5", "value: 4000.50")],
    "looked for again, not found": [
        (ZHUWAN, "looked: 2026-08-21\n      status: unknown", "looked: 2026-08-22\n      status: unknown")
    ],
}

LATER_BASE = """  contribution_base_min:
    - since: 2026-06
      until: 2027-05
      value: 4300
      source: 鹤岭转载页
      looked: 2026-08-20
      status: secondary
"""
PAYMENT = """  back_payment_limit_months:
    - since: 2023
      value: 6
      source: 鹤岭转载页
      looked: 2026-08-20
      status: secondary
"""
PHONE = """  service_hotline:
    - since: 2024
      value: "0991-12345678"
      source: 鹤岭论坛汇编
      looked: 2026-08-20
      status: secondary
"""
FOUND = """
    - since: 2026
      value: {low: 2, high: 2}
      source: 松山日报·竹湾断缴
      looked: 2026-08-21
      status: secondary
"""
SOME: dict[str, tuple[list[Edit], list[tuple[str, str, str, str, str]]]] = {
    "another value for the same time": (
        [(HELING, "value: 4100", "value: 4200")],
        [
            (
                "heling",
                "contribution_base_min",
                "corrected",
                "更正",
                "4,100元/月 → 4,200元/月，2025年7月起，到2026年6月为止",
            )
        ],
    ),
    "another day for the same value": (
        [(HELING, PAYMENT, PAYMENT.replace("2023", "2024-02"))],
        [
            (
                "heling",
                "back_payment_limit_months",
                "corrected",
                "更新",
                "6个月，2023年起 → 6个月，2024年2月起",
            )
        ],
    ),
    "a later rule, which ends the one before": (
        [
            (HELING, BASE, BASE.replace("2026-06", "2026-05")),
            (HELING, "  contribution_base_min:\n", LATER_BASE),
        ],
        [
            (
                "heling",
                "contribution_base_min",
                "changed",
                "新规定",
                "4,100元/月，2025年7月起，到2026年5月为止 → 4,300元/月，2026年6月起，到2027年5月为止",
            )
        ],
    ),
    "the rule of the next year": (
        [(HELING, "  contribution_base_min:\n", LATER_BASE.replace("2026-06", "2026-07"))],
        [
            (
                "heling",
                "contribution_base_min",
                "changed",
                "新规定",
                "4,100元/月，2025年7月起，到2026年6月为止 → 4,300元/月，2026年7月起，到2027年5月为止",
            )
        ],
    ),
    "found where nothing was": (
        [
            (
                ZHUWAN,
                "\n    - looked: 2026-08-21\n      status: unknown\n      note: 竹湾没有公开等待期的长短\n",
                FOUND,
            )
        ],
        [("zhuwan", "lapse_waiting_months", "new", "新查到", "2个月，2026年起")],
    ),
    "read in the original": (
        [
            (
                HELING,
                PAYMENT,
                PAYMENT.replace("鹤岭转载页", "松医保〔2023〕7号").replace("secondary", "official"),
            )
        ],
        [("heling", "back_payment_limit_months", "confirmed", "对过原文", "6个月，2023年起")],
    ),
    "nobody believes it any more": (
        [(HELING, PHONE, "")],
        [("heling", "service_hotline", "withdrawn", "撤下", "0991-12345678，2024年起")],
    ),
    "one more in a list": (
        [(HELING, "- {sex: any, years: 10}", "- {sex: any, years: 10}\n        - {sex: male, years: 12}")],
        [("heling", "required_local_years", "corrected", "更正", "加上“性别 男，年数 12年”")],
    ),
    "one side of two is settled": (
        [
            (HELING, "status: conflicting\n    - since: 2023", "status: secondary\n    - since: 2023"),
            (
                HELING,
                """    - since: 2023
      value: {low: 5, high: 5}
      source: 鹤岭论坛汇编
      looked: 2026-08-20
      status: conflicting
      note: 论坛汇编没有写明依据
""",
                "",
            ),
        ],
        [
            (
                "heling",
                "lapse_waiting_months",
                "corrected",
                "更正",
                "3个月，2024年起，说法不一 → 没有对过原文",
            ),
            (
                "heling",
                "lapse_waiting_months",
                "withdrawn",
                "撤下",
                "5个月，2023年起，说法不一",
            ),
        ],
    ),
}


@pytest.mark.parametrize("edits", NONE.values(), ids=NONE)
def test_what_is_no_change(edits: list[Edit], world: Country, world_copy: Path) -> None:
    """A build with the same values tells nobody anything."""
    assert release(states(world), edited(world_copy, *edits), Changelog(), DAY) == ()


@pytest.mark.parametrize(("edits", "expected"), SOME.values(), ids=SOME)
def test_what_is_a_change(
    edits: list[Edit], expected: list[tuple[str, str, str, str, str]], world: Country, world_copy: Path
) -> None:
    """Told as it is, kept in a record, and read back the same."""
    after = edited(world_copy, *edits)
    changes = release(states(world), after, Changelog(), DAY)
    assert told(changes) == expected
    record = Path("changes")
    record.mkdir()
    (record / f"{DAY}.yaml").write_bytes(written(DAY, changes))
    read = read_changes(record, after)
    assert [each.told for each in read.changes] == [each.told for each in changes]
    assert [each.source for each in read.changes] == [each.source for each in changes]
    assert written(DAY, read.changes) == written(DAY, changes)


def test_a_nations_change_is_one(world: Country, world_copy: Path) -> None:
    """Not one for each city that inherits it."""
    after = edited(world_copy, (NATION, "value: moves\n", "value: paid_out\n"))
    (change,) = release(states(world), after, Changelog(), DAY)
    assert (change.region.slug, change.key) == ("nation", "account_transfer")


def test_nothing_is_told_twice(world: Country, world_copy: Path) -> None:
    """From wherever one compares: a release tells what the ones before it did not."""
    first = edited(world_copy, (HELING, "value: 4100", "value: 4200"))
    record = Changelog(release(states(world), first, Changelog(), DAY))
    for before in (world, first):
        again = release(states(before), first, record, DAY)
        assert [each.told for each in again] == [each.told for each in record.changes]
        assert release(states(before), first, record, LATER) == ()
    second = edited(world_copy, (HELING, "value: 4200", "value: 4300"))
    for before in (world, first):
        (same_day,) = release(states(before), second, record, DAY)
        assert before_and_after(same_day)[0] == "4,100元/月"
        (later,) = release(states(before), second, record, LATER)
        assert before_and_after(later)[0] == "4,200元/月"
    assert release(states(second), world, record, DAY) == ()
    (back,) = release(states(second), world, record, LATER)
    assert changed(back).startswith("4,200元/月 → 4,100元/月")


def test_a_statement_knows_its_corrections(world: Country, world_copy: Path) -> None:
    """Since when it was first said to hold, how often it was corrected, and when that was last told."""
    record = Changelog()
    corrected = BASE.replace("4100", "4200")
    later = corrected.replace("2025-07", "2025-08")
    edits: dict[date, list[Edit]] = {
        DAY: [(HELING, "value: 4100", "value: 4200")],
        LATER: [(HELING, corrected, later), (HELING, "until: 2025-06", "until: 2025-07")],
    }
    before = world
    for day, those in edits.items():
        after = edited(world_copy, *those)
        record = Changelog([*record.changes, *release(states(before), after, record, day)])
        before = after
    newest, older = before.by_slug["heling"].stated["contribution_base_min"]
    record = Changelog(replace(each, region=before.by_slug[each.region.slug]) for each in record.changes)
    assert [str(each) for each in record.history(newest)] == ["2025-07", "2", f"{LATER}"]
    assert [str(each) for each in record.history(older)] == ["2024-07", "0", "None"]


ROW = """- region: heling
  key: contribution_base_min
  kind: corrected
  old: {since: 2025-07, value: 4000, status: secondary, source: 早已没有的文件}
  new: {since: 2025-07, value: 4100, status: secondary, source: 鹤岭转载页}
"""
BROKEN: dict[str, tuple[str, str, str, str]] = {
    "region": ("heling", "helin", "1:11", "读到不认识的地区“helin”，应为已有的名字，改法：是不是“heling”？"),
    "key": ("base_min", "base_mi", "2:8", "读到不认识的事项“contribution_base_mi”"),
    "kind": ("corrected", "correct", "3:9", "改法：是不是“corrected”？"),
    "new with an old": ("corrected", "new", "4:8", "读到old，应为kind 为 new 时只有 new"),
    "withdrawn with a new": ("corrected", "withdrawn", "5:8", "应为kind 为 withdrawn 时只有 old"),
    "corrected without an old": ("  old: {since", "  # {since", "1:3", "读到缺 old 的一条"),
    "day": ("2025-07, value: 4000", "2025-7, value: 4000", "4:16", "读到“2025-7”，应为日期"),
    "value": ("4100,", "4100元,", "5:32", "读到“4100元”，应为金额（元）"),
    "status": ("4100, status: secondary", "4100, status: unknown", "5:46", "读到不认识的选项“unknown”"),
    "value left out": ("value: 4100, ", "", "5:8", "读到缺 value 的一组"),
    "twice": (ROW, ROW + ROW, "6:3", "读到重复的变更"),
}


def problems(folder: Path, name: str, text: str, country: Country) -> str:
    """What is told of a record."""
    (folder / "changes").mkdir()
    (folder / "changes" / name).write_text(text, "utf-8")
    with pytest.raises(BadData) as bad:
        read_changes(folder / "changes", country)
    return str(bad.value)


@pytest.mark.parametrize(("old", "new", "place", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_record_is_told(
    old: str, new: str, place: str, words: str, world: Country, tmp_path: Path
) -> None:
    """At its line and column, in words."""
    text = problems(tmp_path, f"{DAY}.yaml", ROW.replace(old, new), world)
    assert f"changes/{DAY}.yaml:{place}: " in text
    assert words in text


@pytest.mark.parametrize("name", ["heling.yaml", "2026-13-01.yaml", "2026-12-01.yml"])
def test_a_record_is_named_by_its_day(name: str, world: Country, tmp_path: Path) -> None:
    assert f"changes/{name}:1:1: 读到不认识的文件" in problems(tmp_path, name, ROW, world)


def test_the_check_reads_the_records(world_copy: Path, on: date, capsys: pytest.CaptureFixture[str]) -> None:
    Path("changes").mkdir()
    record = Path(f"changes/{DAY}.yaml")
    for text, status in ((ROW, 0), (ROW.replace("heling", "helin"), 1)):
        record.write_text(text, "utf-8")
        assert main(["check", "--on", f"{on}", "--regions", world_copy.as_posix()]) == status
    assert f"changes/{DAY}.yaml:1:11: 读到不认识的地区“helin”" in capsys.readouterr().err
