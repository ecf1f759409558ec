"""破坏: `python -m tests.regions.corruption 1000` spoils real files; each is accepted or told where it is."""

from __future__ import annotations

import random
import re
import sys
import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

from scripts.regions.load import PROVINCE_FILE, load, read_files
from scripts.regions.problems import BadData, Problem, Problems
from scripts.regions.strict_yaml import Node, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
NEAR = 3
"""Lines from the spoiled one within which somebody looks."""
JUNK = (
    *(
        "\t",
        "：",
        "，",
        "“",
        "”",
        "％",
        "１",
        "\u200b",
        "\u00a0",
        "\u3000",
        "\x00",
        "é",
        "一",
        "0",
        "9",
        "\n",
    ),
    *("- ", "  ", "#", " #", ":", ": ", "{", "]", "'", '"', "&", "*", "%", "!", "|", ",", "-"),
)
VALUES = (
    *("yes", "1,000", "2%", "007", "12:30", "2026-02-30", "2026-13", "2099-01-01", "~", "[]", "{}", "[a, b]"),
    *(
        "很多",
        "约5000",
        "-1",
        "1e9",
        '"',
        "unknown",
        "true",
        "99999999",
        "https://",
        "0.5",
        "{low: 1, high: 0}",
    ),
)


class Spoiled(NamedTuple):
    """A file after it was spoiled, how, and the lines, counted from 1, that are not as they were."""

    data: bytes
    how: str
    first: int
    last: int


def spoil(data: bytes, chance: random.Random) -> Spoiled:
    """One of the ways in which an editor, a hand or a cat damages a file."""
    how = chance.choice((*BYTES, *LINES))
    if how in BYTES:
        place = chance.randrange(len(data))
        part = {"byte": 1, "lost byte": 1, "new byte": 0, "hole": chance.randrange(1, 40)}[how]
        new = bytes([chance.randrange(256)]) if how in ("byte", "new byte") else b""
        after = data[:place] + new + data[place + part :]
        line = data.count(b"\n", 0, place) + 1
        return Spoiled(after, how, line, line + 1)
    lines = data.decode().split("\n")
    at = chance.randrange(len(lines) - 1)
    if how == "gbk":
        first = next(number for number, line in enumerate(lines, 1) if not line.isascii())
        return Spoiled(data.decode().encode("gbk", "replace"), how, first, first)
    after, last = _spoiled(lines, at, how, chance)
    return Spoiled("\n".join(after).encode(), how, at + 1, last + 1)


def _spoiled(lines: list[str], at: int, how: str, chance: random.Random) -> tuple[list[str], int]:
    """The lines with one of them damaged, and the last that is not as it was, both counted from 0."""
    line, other = lines[at], chance.choice(lines)
    if how in ONE_LINE:
        return [*lines[:at], ONE_LINE[how](chance, line, other), *lines[at + 1 :]], at
    new, taken = {
        "line": ([], 1),
        "twice": ([line, line], 1),
        "swap": ([lines[at + 1], line], 2),
        "moved": ([other, line], 1),
        "joined": ([f"{line} {lines[at + 1].strip()}"], 2),
        "cut": ([line[: chance.randrange(len(line) + 1)]], len(lines)),
    }[how]
    return [*lines[:at], *new, *lines[at + taken :]], min(at + taken, len(lines))


def _dropped(chance: random.Random, line: str, _: str) -> str:
    place = chance.randrange(len(line) + 1)
    return line[:place] + line[place + 1 :]


def _added(chance: random.Random, line: str, _: str) -> str:
    place = chance.randrange(len(line) + 1)
    return line[:place] + chance.choice(JUNK) + line[place:]


def _another(_: random.Random, line: str, other: str) -> str:
    head, colon, _old = line.partition(": ")
    return f"{head}{colon}{other.partition(': ')[2] or other.strip()}"


ONE_LINE: dict[str, Callable[[random.Random, str, str], str]] = {
    "drop": _dropped,
    "add": _added,
    "letter": lambda chance, line, _: line.replace(
        chance.choice(line or " "), chance.choice("abcxyz医保市"), 1
    ),
    "digit": lambda chance, line, _: re.sub("[0-9]", lambda _: chance.choice("0123456789"), line),
    "value": lambda chance, line, _: f"{line.partition(': ')[0]}: {chance.choice(VALUES)}",
    "another": _another,
    "empty": lambda _, line, __: line.partition(": ")[0] + ":",
    "indent": lambda chance, line, _: chance.choice((" ", "  ", "\t", "\u3000")) + line,
    "outdent": lambda chance, line, _: line.removeprefix(chance.choice((" ", "  "))),
}
BYTES = ("byte", "lost byte", "new byte", "hole")
LINES = (*ONE_LINE, "line", "twice", "swap", "moved", "joined", "cut", "gbk")


class Bench:
    """The real files, each parsed once; a place is read with those that it builds on, not with all others."""

    def __init__(self) -> None:
        self._files = read_files(ROOT / "regions")
        self._root = f"{ROOT}/regions/"
        self._whole = cache(self._parsed)

    def faults(self, number: int, seed: int) -> Iterator[str]:
        """What is not told where it is, after that many random corruptions."""
        chance = random.Random(seed)  # noqa: S311 - to be the same every time
        paths = [path for path in self._files if path.endswith(".yaml")]
        sizes = [len(self._files[path]) for path in paths]
        for path in chance.choices(paths, sizes, k=number):
            spoiled = spoil(self._files[path], chance)
            place = path if "/" in self._short(path) else chance.choice(paths)
            needed = self._needed(path, place)
            try:
                problems = self._problems(needed | {path: spoiled.data})
                told = [each for each in problems if replace(each, line=0) not in self._usual(path, place)]
            except Exception as error:
                yield f"{self._short(path)}:{spoiled.first} {spoiled.how}: {error!r}"
                continue
            if told and not any(self._is_right(each, path, spoiled) for each in told):
                told_first = str(min(told)).replace(self._root, "")
                yield f"{self._short(path)}:{spoiled.first} {spoiled.how}: {told_first}"

    def _short(self, path: str) -> str:
        return path.removeprefix(self._root)

    def _needed(self, path: str, place: str) -> dict[str, bytes]:
        """A place's file, its province's, and those that all share."""
        folder = place.rpartition("/")[0]
        own = {place, f"{folder}/{PROVINCE_FILE}"} if folder + "/" != self._root else set()
        files = {
            each: data for each, data in self._files.items() if "/" not in self._short(each) or each in own
        }
        slug = Path(place).stem if Path(place).name != PROVINCE_FILE else Path(folder).name
        largest = f"{self._root}largest.yaml"
        return files if path == largest else files | {largest: f"- {slug}\n".encode()}

    @cache  # noqa: B019 - one bench a run
    def _usual(self, path: str, place: str) -> frozenset[Problem]:
        """What is told of these few files because the others are not there."""
        return frozenset(replace(each, line=0) for each in self._problems(self._needed(path, place)))

    def _problems(self, files: dict[str, bytes]) -> tuple[Problem, ...]:
        with patch("scripts.regions.load.read", self._read):
            try:
                load(Path(self._root), files=files)
            except BadData as bad:
                return bad.problems
        return ()

    def _read(self, path: str, data: bytes, problems: Problems) -> Node | None:
        return self._whole(path) if self._files[path] is data else read(path, data, problems)

    def _parsed(self, path: str) -> Node | None:
        return read(path, self._files[path], Problems())

    def _is_right(self, told: Problem, path: str, spoiled: Spoiled) -> bool:
        """Near the damage, or naming its line or what stands there."""
        near = range(spoiled.first - NEAR, spoiled.last + NEAR + 1)
        words = f"{told.read}，{told.expected}，{told.mend}"
        if told.path == path:
            return told.line in near or any(int(line) in near for line in re.findall(r"第 (\d+) 行", words))
        before = self._files[path].decode().split("\n")[max(0, near.start - 1) : near.stop - 1]
        after = spoiled.data.decode("utf-8", "replace").split("\n")[max(0, near.start - 1) : near.stop - 1]
        named = re.findall("“([^”]+)”", words)
        return path in words or any(name in line for name in named for line in (*before, *after))


def main(number: int, seed: int = 0) -> int:
    """1 when anything is told in the wrong place."""
    begun = time.process_time()
    faults = [*Bench().faults(number, seed)]
    taken = time.process_time() - begun
    print("\n".join([*faults, f"{number} 次破坏，{len(faults)} 次没有说在该说的地方，{taken:.0f} 秒。"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
