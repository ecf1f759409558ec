"""破坏: `python -m tests.regions.corruption 1000` spoils real files; each is accepted or told where it is."""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scripts.regions.load import load
from scripts.regions.problems import BadData

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.regions.problems import Problem

ROOT = Path(__file__).parents[2]
SHARED = ("facts.yaml", "sources.yaml", "nation.yaml")
NEAR = 3
"""Lines from the spoiled one within which somebody looks."""
JUNK = (
    "\t",
    "：",
    "“",
    "\u200b",
    "- ",
    "  ",
    "#",
    ":",
    "{",
    "]",
    "'",
    '"',
    "\x00",
    "é",
    "0",
    "一",
    "\n",
    "&",
    "*",
    "%",
)
VALUES = (
    "yes",
    "1,000",
    "2%",
    "007",
    "12:30",
    "2026-02-30",
    "~",
    "[]",
    "{}",
    "很多",
    "-1",
    "1e9",
    '"',
    "unknown",
)


class Spoiled(NamedTuple):
    """A file after it was spoiled, what was done, and on which line."""

    text: bytes
    what: str
    line: int


def spoil(data: bytes, chance: random.Random) -> Spoiled:
    """One of ten ways in which an editor, a hand or a cat damages a file."""
    lines = data.decode().split("\n")
    at = chance.randrange(len(lines) - 1)
    line = lines[at]
    place = chance.randrange(len(line) + 1)
    what = chance.choice(
        ("byte", "drop", "add", "line", "twice", "swap", "value", "indent", "outdent", "cut")
    )
    if what == "byte":
        raw = bytearray(data)
        place = chance.randrange(len(raw))
        raw[place] = chance.randrange(256)
        return Spoiled(bytes(raw), what, data[:place].count(b"\n") + 1)
    if what == "drop":
        lines[at] = line[:place] + line[place + 1 :]
    elif what == "add":
        lines[at] = line[:place] + chance.choice(JUNK) + line[place:]
    elif what == "line":
        del lines[at]
    elif what == "twice":
        lines.insert(at, line)
    elif what == "swap":
        lines[at : at + 2] = reversed(lines[at : at + 2])
    elif what == "value":
        lines[at] = f"{line.partition(': ')[0]}: {chance.choice(VALUES)}"
    elif what == "indent":
        lines[at] = f" {line}"
    elif what == "outdent":
        lines[at] = line.removeprefix(" ")
    else:
        lines[at:] = [line[:place]]
    return Spoiled("\n".join(lines).encode(), what, at + 1)


class Bench:
    """A folder with one place's file and those above it; what is wrong there without any damage is known."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "regions"
        self._cities = sorted((ROOT / "regions").glob("*/[a-z]*.yaml"))

    def faults(self, number: int, seed: int) -> Iterator[str]:
        """What is not told where it is, after that many random corruptions."""
        chance = random.Random(seed)  # noqa: S311 - to be the same every time
        for _ in range(number):
            file = chance.choice(self._cities)
            data = file.read_bytes()
            self._lay_out(file)
            usual = {*self._problems()}
            spoiled = spoil(data, chance)
            target = self._folder / file.relative_to(ROOT / "regions")
            target.write_bytes(spoiled.text)
            told = [each for each in self._problems() if each not in usual]
            if told and not self._is_near(told, f"{target}", spoiled, data):
                yield f"{file.name}:{spoiled.line} {spoiled.what}: {told[0]}"

    def _lay_out(self, file: Path) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        (self._folder / file.parent.name).mkdir(parents=True)
        for name in (*SHARED, f"{file.parent.name}/_province.yaml", f"{file.parent.name}/{file.name}"):
            shutil.copyfile(ROOT / "regions" / name, self._folder / name)
        (self._folder / "largest.yaml").write_text(f"- {file.stem}\n", "utf-8")

    def _problems(self) -> tuple[Problem, ...]:
        try:
            load(self._folder)
        except BadData as bad:
            return bad.problems
        return ()

    @staticmethod
    def _is_near(told: list[Problem], path: str, spoiled: Spoiled, data: bytes) -> bool:
        """Near the damage, or at the head of what it is in; else in the shared file that it is about."""
        here = [each.line for each in told if each.path == path]
        if not here:
            return {Path(each.path).name for each in told} <= {"sources.yaml", "facts.yaml", "largest.yaml"}
        lines = data.decode().split("\n")[: spoiled.line]
        heads = [number for number, line in enumerate(lines, 1) if line[:6].strip() and line.rstrip()]
        head = [number for number, line in enumerate(lines, 1) if not line.startswith(("#", " "))][:1]
        return any(abs(line - spoiled.line) <= NEAR or line in (*heads[-2:], *head) for line in here)


def main(number: int) -> int:
    """1 when anything is told in the wrong place."""
    with tempfile.TemporaryDirectory() as folder:
        faults = [*Bench(Path(folder)).faults(number, seed=20261201)]
    print("\n".join([*faults, f"{number} 次破坏，{len(faults)} 次没有说在该说的地方。"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
