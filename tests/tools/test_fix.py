"""改机械的错: what has one meaning is mended, everything else stays to the byte."""

import re
from pathlib import Path

import pytest

from scripts.__main__ import main
from scripts.regions.load import load
from scripts.regions.strict_yaml import UNSEEN
from scripts.tools.fix import Kinds, kinds_of, mended
from tests.regions.test_mistakes import MISTAKES, Mistake, make, told

ROOT = Path(__file__).parents[2]
FIXED = {
    "下划线分千位": "value: 1000",
    "千分号": "value: 1234",
    "带百分号": "value: 0.02",
    "全角百分号": "value: 0.02",
    "加引号的数": "value: 0.0007",
    "日子用斜杠": "looked: 2026-07-01",
    "日子用点": "looked: 2026-07-01",
    "日子用中文": "looked: 2026-07-01",
    "月日没补零": "looked: 2026-07-01",
    "冒号是全角": "value: 0.0007",
    "冒号后面没有空格": "value: 0.0007",
    "横杠后面没有空格": "    - since",
    "逗号是全角": "value: [0.0007, 0.0008]",
    "引号是弯的": "value: 0.0007",
    "引号一半是弯的": 'quote: "转出地经办机构应当在8个工作日内办结"',
    "数字是全角": "value: 0.0007",
    "零宽空格": "value: 0.0007",
    "不换行空格": "value: 0.0007",
    "键里有零宽字符": "value: 0.0007",
    "制表符缩进": "      value: 0.0007",
    "制表符在中间": "value: 0.0007",
    "缩进是全角空格": "      value: 8\n",
    "反向文字": "note: 按日收",
    "控制字符": "note: 按日收",
    "文件开头有BOM": "",
    "代码没加引号": 'code: "910100"',
    "代码的引号是弯的": '"910100"',
    "区号零开头没加引号": '"0991"',
    "来源编号后面是全角冒号": "苇荡机器汇编:",
    "钱带千位逗号": "value: 21600",
    "钱带全角逗号": "value: 21600",
    "选项之间是全角逗号": "[spouse, parent, child]",
    "记录里冒号后没有空格": "{low: 0, high: 5}",
    "记录里是全角冒号": "{low: 0, high: 5}",
    "记录里是全角逗号": "{low: 0, high: 5}",
    "是非写中文": "value: false",
    "是非大写": "value: false",
    "电话没加引号": 'value: "99120"',
    "电话零开头没加引号": 'value: "0991-12345678"',
}
"""The kinds of mistakes that are slips of the keyboard, and what was meant; all others are for people."""
NOT_READ = (
    *(
        "缩进少一格",
        "缩进多一格",
        "没有缩进",
        "引号没有收口",
        "括号没有收口",
        "话里有冒号",
        "星号开头",
        "at号开头",
    ),
    *(
        "文件是GBK编码",
        "文件是UTF-16",
        "方括号没有收口",
        "多一个方括号",
        "文字里有半个引号",
        "单引号没有收口",
    ),
    *("反斜杠", "键后面没有冒号", "先看的地方少了横杠"),
)
"""Kinds that leave a file unreadable: it is left to a person, with what the check says."""


@pytest.fixture
def kinds(world_copy: Path) -> Kinds:
    """Of the facts of the invented world."""
    return kinds_of((world_copy / "facts.yaml").read_bytes())


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.kind for mistake in MISTAKES])
def test_what_has_one_meaning_is_mended(mistake: Mistake, world_copy: Path, kinds: Kinds) -> None:
    """And nothing else; a second time there is nothing to do."""
    file = make(mistake, world_copy)
    spoiled = file.read_bytes()
    after, changes, problem = mended(file.as_posix(), spoiled, kinds)
    if mistake.kind in FIXED:
        text = spoiled.decode("utf-8-sig").replace(mistake.wrong, FIXED[mistake.kind], 1)
        assert (after.decode(), len(changes), problem) == (text, 1, None)
        assert mended(file.as_posix(), after, kinds) == (after, [], None)
    else:
        assert (after, changes) == (spoiled, [])
        assert (problem is not None) == (mistake.kind in NOT_READ)
        if problem:
            assert str(problem).removeprefix("regions/") in mistake.told


def test_every_kind_is_one_of_the_table() -> None:
    """So that no kind is tried under a name that nobody has."""
    assert {*FIXED, *NOT_READ} <= {mistake.kind for mistake in MISTAKES}


def test_nothing_unseen_is_left(kinds: Kinds) -> None:
    """What the check refuses: a space where it takes room, else gone; but a lost character is a person's."""
    unseen = [sign for sign in map(chr, range(0x10000)) if re.match(UNSEEN, sign) and sign != "\r"]
    assert len(unseen) > 100
    for sign in unseen:
        after, changes, problem = mended("x.yaml", f"a: 甲{sign}乙\n".encode(), kinds)
        kept = sign if sign == "\ufffd" else " " if sign.isspace() else ""
        assert (after.decode(), problem) == (f"a: 甲{kept}乙\n", None), ascii(sign)
        assert len(changes) == (kept != sign)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\ufeffa: 1\n", "a: 1\n"),
        ("a: 1\r\nb: 2\r\n", "a: 1\nb: 2\n"),
        ("a: 1  \nb: 2\t\n", "a: 1\nb: 2\n"),
        ("a: 1", "a: 1\n"),
        ("facts：\n  late_fee_daily_rate：\n", "facts:\n  late_fee_daily_rate:\n"),
        ("value ： 1 # 说明：照原文\n", "value: 1 # 说明：照原文\n"),
        ("- ｛low：0，high：5｝\n", "- {low: 0, high: 5}\n"),
        ("value: ［moves，stays］\n", "value: [moves, stays]\n"),
        ("since: ２０２３－０１－０１\n", "since: 2023-01-01\n"),
        ("until: 2023年7月\n", "until: 2023-07\n"),
        ("since: 2023年\n", "since: 2023\n"),
        ("uniform: True\n", "uniform: true\n"),
        ("value:\n\t- a\n", "value:\n  - a\n"),
        (
            "facts:\n\ta:\n\t\t- since: 2023\n\t\t\tvalue: 1\n",
            "facts:\n  a:\n    - since: 2023\n      value: 1\n",
        ),
    ],
    ids=ascii,
)
def test_slips_of_every_kind(before: str, after: str, kinds: Kinds) -> None:
    text, changes, problem = mended("x.yaml", before.encode(), kinds)
    assert (text.decode(), problem) == (after, None)
    assert changes
    assert mended("x.yaml", text, kinds) == (text, [], None)


@pytest.mark.parametrize(
    "text",
    [
        "note: 两种：按月、按年，各有不同（见“附件”）\n",
        "value: [断保过的人，即使在集中期内缴费也要等3个月, 按1,234元交]\n",
        "value: [一次补齐：按5.6%交，全部进统筹基金]\n",
        'quote: "他说：“好”"\n',
        "quote: “免申转”是系统自动完成的，2023年1月1日起\n",
        "a: 1\n# 全角：，也不动\n",
        "a:   1   # 对齐的注释\n",
        "- https://www.example.org/a：b\n",
        "- APP:首页\n",
        "document_number: 2023/7\n",
        "value: 2%\n",
    ],
    ids=ascii,
)
def test_what_may_be_meant_stays(text: str, kinds: Kinds) -> None:
    """Full-width punctuation in words, commas in a list of words, what no key gives a meaning."""
    assert mended("x.yaml", text.encode(), kinds) == (text.encode(), [], None)


def test_a_tab_that_may_stand_for_several_depths(kinds: Kinds) -> None:
    """Both can be read, and say different things."""
    text = b"a:\n  b:\n    - c: 1\n\td: 2\n"
    after, changes, problem = mended("x.yaml", text, kinds)
    assert (after, changes) == (text, [])
    assert str(problem).startswith("x.yaml:4:1: 读到制表符（Tab）")


def test_command(world_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tells each change; a file that cannot be read is left with the reason, the others are mended."""
    slip = next(each for each in MISTAKES if each.kind == "零宽空格")
    make(slip, world_copy)
    broken = world_copy / "wudao/_province.yaml"
    broken.write_text(broken.read_text("utf-8").replace("tile: [2, 3]", "tile：[2, 3"), "utf-8")
    before = broken.read_bytes()
    assert main(["fix"]) == 1
    first, second, last = capsys.readouterr().out.splitlines()
    assert first == "regions/huxin/baifan.yaml:25: value: ⟨U+200B⟩0.0007 → value: 0.0007"
    assert second.startswith(
        "regions/wudao/_province.yaml:7:7: 读到“tile: [2, 3”，应为配对的括号，改法：补上缺的"
    )
    assert second.endswith("。这个文件没有动，请由人先改这里")
    assert last == "改了 1 个文件。再运行 make check，看还有没有别的。"
    assert broken.read_bytes() == before
    broken.write_bytes(before.replace("tile：[2, 3".encode(), b"tile:   [2, 3]"))
    assert told(world_copy) == []
    assert main(["fix"]) == 0
    assert capsys.readouterr().out == "没有改动。\n"
    load(world_copy)


def test_real_files_stay_as_they_are() -> None:
    """Nothing in them is taken for a mistake."""
    regions = ROOT / "regions"
    kinds = kinds_of((regions / "facts.yaml").read_bytes())
    for file in regions.rglob("*.yaml"):
        data = file.read_bytes()
        assert mended(str(file), data, kinds) == (data, [], None), file
