"""改机械的错：`python -m scripts fix` mends in regions/ what has one meaning only."""

import re
import unicodedata
from argparse import Namespace
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from scripts.regions.dictionary import Dictionary
from scripts.regions.problems import Problems
from scripts.regions.reading import Reader
from scripts.regions.strict_yaml import read

KEY = r"(?P<key>^ *(?:- )?[a-z_]+)"
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_SPACES = str.maketrans("\u00a0\u3000", "  ")
_DAYS = re.compile(
    rf"{KEY}: (?P<year>[0-9]{{4}})[-/.年](?P<month>[0-9]{{1,2}})[-/.月](?P<day>[0-9]{{1,2}})日?$"
)
_NUMBER = re.compile(rf"{KEY}: (?P<number>[-+0-9０-９.．,，_%％]+)$")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[,_][0-9]{3})+(?:\.[0-9]+)?")


def run(options: Namespace) -> int:
    """`python -m scripts fix`: tells every line it changed."""
    shares = share_keys(options.regions)
    count = 0
    for file in sorted(options.regions.rglob("*.yaml")):
        before = file.read_bytes()
        try:
            after, changes = fixed(before.decode(), shares)
        except UnicodeDecodeError:
            print(f"{file}: 不是 UTF-8 文字，没有动它；请在编辑器里另存为 UTF-8。")
            continue
        for line, old, new in changes:
            print(f"{file}:{line}: {old!r} → {new!r}")
        if after.encode() != before:
            file.write_bytes(after.encode())
            count += 1
    print(f"改了 {count} 个文件。再运行 make check，看还有没有别的。" if count else "没有要改的。")
    return 0


def share_keys(regions: Path) -> frozenset[str]:
    """The facts whose value is a share of one, so that 2% can mean only 0.02."""
    file = regions / "facts.yaml"
    node = read(file.name, file.read_bytes(), Problems()) if file.exists() else None
    known = Dictionary(node, Reader(Problems())).known if node else {}
    return frozenset(key for key, fact in known.items() if fact.shape.kind == "share")


def fixed(text: str, shares: frozenset[str]) -> tuple[str, list[tuple[int, str, str]]]:
    """The text as it should be, and each changed line with its number: (3, "a：1", "a: 1")."""
    lines = (
        text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    )
    mended = [*_mended(lines, shares)]
    pairs = enumerate(zip(lines, mended, strict=True), 1)
    changes = [(number, old, new) for number, (old, new) in pairs if old != new]
    return "\n".join(mended) + "\n", changes


def _mended(lines: list[str], shares: frozenset[str]) -> Iterator[str]:
    fact = ""
    for line in lines:
        if line.lstrip().startswith("#"):
            yield line.rstrip()
            continue
        for mend in MENDS:
            line = mend(line)
        fact = line.strip(" :") if re.match(r"  [a-z_]+:$", line) else fact
        yield _number(line, is_share=fact in shares)


def _spaces(line: str) -> str:
    """Invisible characters go, odd spaces and tabs become plain ones, none is left at the end."""
    line = line.translate(_INVISIBLE).translate(_SPACES).rstrip()
    indent = line[: len(line) - len(line.lstrip())]
    return indent.replace("\t", "  ") + line.lstrip().replace("\t", " ")


def _colon(line: str) -> str:
    """A key is followed by a colon and one space."""
    return re.sub(rf"{KEY}(?:： *|:(?=[^\s:/])|: {{2,}})", r"\g<key>: ", line)


def _day(line: str) -> str:
    """2026年7月1日, 2026/7/1 and 2026-7-1 are 2026-07-01."""
    found = _DAYS.match(line)
    return f"{found['key']}: {found['year']}-{found['month']:0>2}-{found['day']:0>2}" if found else line


def _number(line: str, *, is_share: bool) -> str:
    """Digits of half width, no separators; a percentage is divided by 100 where a share is meant."""
    found = _NUMBER.match(line)
    if not found:
        return line
    number = unicodedata.normalize("NFKC", found["number"])
    if _GROUPED.fullmatch(number):
        number = number.replace(",", "").replace("_", "")
    if is_share and re.fullmatch(r"[0-9]+(?:\.[0-9]+)?%", number):
        number = f"{(Decimal(number[:-1]) / 100).normalize():f}"
    return f"{found['key']}: {number}"


MENDS: tuple[Callable[[str], str], ...] = (_spaces, _colon, _day)
