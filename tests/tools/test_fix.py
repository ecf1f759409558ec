"""改机械的错: what has one meaning is mended, everything else stays to the byte."""

from pathlib import Path

import pytest

from scripts.__main__ import main
from scripts.regions.load import load
from scripts.tools.fix import fixed, share_keys
from tests.regions.test_mistakes import MISTAKES, TABLE, stated

ROOT = Path(__file__).parents[2]
FIXABLE = {
    "千分号": "value: 1234",
    "下划线分千位": "value: 1000",
    "带百分号": "value: 0.02",
    "全角百分号": "value: 0.02",
    "日子用斜杠": "looked: 2026-07-01",
    "日子用点": "looked: 2026-07-01",
    "日子用中文": "looked: 2026-07-01",
    "月日没补零": "looked: 2026-07-01",
    "冒号是全角": "value: 0.0007",
    "冒号后面没有空格": "value: 0.0007",
    "数字是全角": "value: 0.0007",
    "零宽空格": "value: 0.0007",
    "不换行空格": "value: 0.0007",
    "键里有零宽字符": "value: 0.0007",
    "制表符在中间": "value: 0.0007",
}


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.kind for mistake in MISTAKES])
def test_what_has_one_meaning_is_mended(mistake: object, world_copy: Path) -> None:
    """Of all kinds of mistakes; the others are for people, and stay as they are."""
    base: str = TABLE["base"]
    found = next(each for each in MISTAKES if each is mistake)
    spoiled = base.replace(found.right, found.wrong)
    after, changes = fixed(spoiled, share_keys(world_copy))
    if found.kind in FIXABLE:
        assert after == base.replace(found.right, FIXABLE[found.kind])
        assert changes
    elif after != spoiled:
        assert found.kind == "制表符缩进"  # how deep, only a person knows
    assert fixed(after, share_keys(world_copy)) == (after, [])


def test_bytes_of_other_machines(world_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mark at the head, line ends of Windows, spaces at the end, no end of the last line."""
    file = world_copy / "huxin/baifan.yaml"
    right = file.read_bytes()
    file.write_bytes(b"\xef\xbb\xbf" + right.replace(b"\n", b"  \r\n").rstrip(b"\r\n"))
    assert main(["fix"]) == 0
    assert file.read_bytes() == right
    assert "改了 1 个文件" in capsys.readouterr().out
    file.write_bytes(right.decode().encode("gbk"))
    assert main(["fix"]) == 0
    assert "huxin/baifan.yaml: 不是 UTF-8 文字，没有动它" in capsys.readouterr().out


def test_command(world_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tells each line, old and new; then the check is content, and a second run has nothing to do."""
    stated(world_copy, TABLE["base"].replace("value: 0.0007", "value：０.０００７"))
    assert main(["fix"]) == 0
    assert (
        "regions/huxin/baifan.yaml:25: '      value：０.０００７' → '      value: 0.0007'"
        in capsys.readouterr().out
    )
    load(world_copy)
    assert main(["fix"]) == 0
    assert capsys.readouterr().out == "没有要改的。\n"


def test_real_files_stay_as_they_are() -> None:
    """Nothing in them is taken for a mistake."""
    shares = share_keys(ROOT / "regions")
    for file in (ROOT / "regions").rglob("*.yaml"):
        text = file.read_text("utf-8")
        assert fixed(text, shares) == (text, [])
