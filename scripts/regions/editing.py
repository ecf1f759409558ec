"""改文件：statements and documents put into the text of a file, which else stays as it is to the byte.

Where something stands is known from the strict reader; nothing is written anew but what changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from calculators.engine.dates import PartialDate
from scripts.regions.problems import Problems
from scripts.regions.statements import of_role
from scripts.regions.strict_yaml import Entries, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from scripts.regions.model import Value

DASH = 4
"""Where the dash of a statement stands in a region's file."""


class CannotEdit(Exception):  # noqa: N818 - told to a person
    """写法特别: not laid out as this module can edit it."""


@dataclass(slots=True)
class Block:
    """一条: a statement with its lines; `row` is the id of the proposal that brought it, if one did."""

    value: Value
    lines: list[str]
    row: str | None = None
    tail: list[str] = field(default_factory=list)
    """Comments and empty lines behind it, before the next statement of its key."""

    def end(self, last: date) -> None:
        """The statement holds no longer than to that day."""
        until = PartialDate(last.year, last.month, last.day)
        self.value = replace(self.value, until=until)
        self._write("until", str(until), after="since")

    def see_again(self, new: Value) -> None:
        """The same statement, looked up on a later day; read in the original if the new one was."""
        old = self.value
        later: dict[str, Any] = {name: getattr(new, name) for name in of_role("look", "proof")}
        later = {name: part for name, part in later.items() if part and part != getattr(old, name)}
        self.value = replace(old, **later)
        for name, part in later.items():
            self._write(name, str(part), after="looked")

    def _write(self, name: str, text: str, after: str) -> None:
        """The line of that name says this; one that is not there comes behind another."""
        pad = " " * (self.lines[0].index("-") + 2)
        lines = {found: number for number, line in enumerate(self.lines) if (found := _name(line, len(pad)))}
        if name in lines:
            line = self.lines[lines[name]]
            comment = re.search(r"\s+#.*", line)
            rest = comment[0] if comment else _cr(line)
            self.lines[lines[name]] = f"{line[: len(pad)]}{name}: {text}{rest}"
        else:
            at = lines[after]
            self.lines.insert(at + 1, f"{pad}{name}: {text}{_cr(self.lines[at])}")


class File:
    """一个文件的文字, and what shall stand in it besides or instead."""

    def __init__(self, data: bytes) -> None:
        self.lines = data.decode("utf-8").split("\n")
        self._is_ended = self.lines[-1] == ""
        if self._is_ended:
            self.lines.pop()
        self._passages: list[tuple[int, int, list[tuple[str, str | None]]]] = []
        self._first: int | None = None

    def put(self, first: int, last: int, lines: Iterable[str], row: str | None = None) -> None:
        """Lines of a row in the place of those from `first` up to `last`, counted from 0."""
        self._passages.append((first, last, [(line, row) for line in lines]))

    def blocks(self, values: Sequence[Value]) -> list[Block]:
        """The statements of one key, as they stand."""
        starts = [value.line - 1 for value in values]
        stops = [self._stop(value) for value in values]
        nexts = [*starts[1:], *stops[-1:]]
        return [
            Block(value, self.lines[start:stop], tail=self.lines[stop:following])
            for value, start, stop, following in zip(values, starts, stops, nexts, strict=True)
        ]

    def put_key(self, values: Sequence[Value], blocks: Iterable[Block]) -> None:
        """These in the place of the statements of one key."""
        lines: list[tuple[str, str | None]] = []
        for block in blocks:
            lines += [(self._ended(line), block.row) for line in block.lines]
            lines += [(line, None) for line in block.tail]
        self._passages.append((values[0].line - 1, self._stop(values[-1]), lines))

    def add_key(self, key: str, before: Value | None, blocks: Sequence[Block]) -> None:
        """A key of its own behind another's last statement, or the first of all."""
        at = self._stop(before) if before else self._facts()
        self.put(at, at, [self._ended(f"  {key}:")], blocks[0].row)
        for block in blocks:
            self.put(at, at, map(self._ended, block.lines), block.row)

    def data(self) -> bytes:
        """The new text."""
        text = "\n".join(line for line, _ in self._text())
        return (text + ("\n" if self._is_ended or self._passages else "")).encode()

    @property
    def brought(self) -> dict[int, str]:
        """Which lines of the new text, counted from 1, came from which row."""
        return {number: row for number, (_, row) in enumerate(self._text(), 1) if row}

    def indent(self, value: Value) -> int:
        """Where the dash of a statement stands."""
        dash = value.place.column - 3
        line = self.lines[value.line - 1]
        if dash < 0 or line[:dash].strip() or line[dash : dash + 2] != "- ":
            raise CannotEdit(
                f"{value.place.path} 第 {value.line} 行的写法特别（“- ”和第一项要在同一行），请由人手改"
            )
        return dash

    def _text(self) -> Iterator[tuple[str, str | None]]:
        at = 0
        for first, last, lines in sorted(self._passages, key=lambda passage: passage[:2]):
            yield from ((line, None) for line in self.lines[at:first])
            yield from lines
            at = max(at, last)
        yield from ((line, None) for line in self.lines[at:])

    def _ended(self, line: str) -> str:
        """With the line ends of the file."""
        return line.rstrip("\r") + _cr(self.lines[0])

    def _stop(self, value: Value) -> int:
        return stop(self.lines, value.line - 1, self.indent(value))

    def _facts(self) -> int:
        """The line after `facts:`, which is opened or added, once, where there is nothing yet."""
        if self._first is None:
            self._first = self._opened()
        return self._first

    def _opened(self) -> int:
        for number, line in enumerate(self.lines):
            if found := re.fullmatch(r"(facts:)\s*(?:\{\s*\})?(\s*(?:#.*)?)", line):
                if "{" in line:
                    self.put(number, number + 1, [found[1] + found[2]])
                return number + 1
        self.put(len(self.lines), len(self.lines), [self._ended("facts:")])
        return len(self.lines)


def put_documents(path: str, data: bytes, new: Mapping[str, tuple[list[str], str]], gone: set[str]) -> File:
    """sources.yaml with new documents (their lines and rows) where their names belong, without those gone."""
    file = File(data)
    node = read(path, data, Problems())
    starts = {name: key.line - 1 for name, key in node.keys.items()} if isinstance(node, Entries) else {}
    names = [*starts]
    stops = [stop(file.lines, start, 0) for start in starts.values()]
    has_gaps = len(names) > 1 and not file.lines[starts[names[1]] - 1].strip()
    gap = [_cr(file.lines[0])] if has_gaps else []
    for name in sorted(new, key=_order):
        lines, row = new[name]
        lines = [line + _cr(file.lines[0]) for line in lines]
        place = _place(name, names)
        if place:
            file.put(stops[place - 1], stops[place - 1], [*gap, *lines], row)
        else:
            first = starts[names[0]] if names else len(file.lines)
            file.put(first, first, [*lines, *gap], row)
    for number, name in enumerate(names):
        if name in gone:
            first, last = starts[name], stops[number]
            if number and not file.lines[first - 1].strip():
                first -= 1
            elif not number and last < len(file.lines) and not file.lines[last].strip():
                last += 1
            file.put(first, last, [])
    return file


def without_mark(path: str, data: bytes, keys: Iterable[str], mark: str) -> File:
    """facts.yaml with a mark taken from these facts."""
    file = File(data)
    node = read(path, data, Problems())
    for key in keys:
        fact = node.nodes.get(key) if isinstance(node, Entries) else None
        if isinstance(fact, Entries) and mark in fact.keys:
            line = fact.keys[mark].line
            file.put(line - 1, line, [])
    return file


def stop(lines: Sequence[str], start: int, indent: int) -> int:
    """The line after the last that belongs to what starts there, whatever is indented deeper."""
    last = start
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.strip():
            if len(line) - len(line.lstrip()) <= indent:
                break
            last = number
    return last + 1


def _name(line: str, indent: int) -> str | None:
    """The key that a line of a statement begins with."""
    found = re.match(r"([a-z_]+):", line[indent:])
    return found[1] if found and not line[:indent].replace("-", " ", 1).strip() else None


def _cr(line: str) -> str:
    return "\r" if line.endswith("\r") else ""


def _place(name: str, names: Sequence[str]) -> int:
    """Where a name disturbs the order of the others least."""
    own = _order(name)
    disturbed = accumulate((1 if _order(other) > own else -1 for other in names), initial=0)
    return min(enumerate(disturbed), key=lambda found: found[1])[0]


def _order(name: str) -> bytes:
    """Of names in Chinese: by their pinyin, as far as this old encoding has it."""
    return name.casefold().encode("gb18030")
