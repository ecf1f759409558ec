"""表格：a batch of proposals as CSV, read into the same nodes as YAML; a column `source.title` is nested."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from scripts.regions.problems import Place, Problems
from scripts.regions.statements import of_form
from scripts.regions.strict_yaml import Entries, Items, Node, Scalar, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scripts.regions.model import Fact

BOM = b"\xef\xbb\xbf"
_WRITTEN_AS_YAML = of_form("datum", "sources", "mark")
_WORDY = ("text", "choice", "url", "phone", "month_day")
"""Kinds of values whose cell is the text itself; others are written as in YAML: 12, [甲, 乙], {low: 0}."""


def read_table(path: str, data: bytes, facts: Mapping[str, Fact], problems: Problems) -> Items | None:
    """Its rows; an empty cell is not written. None when it is no table in UTF-8, which is then reported."""
    try:
        text = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError:
        mend = "另存为“CSV UTF-8”"
        problems.add(Place(path), read="不是 UTF-8 的字节", expected="UTF-8 编码的表格", mend=mend)
        return None
    lines = csv.reader(StringIO(text, newline=""))
    heads = [name.strip() for name in next(lines, [])]
    rows = Items(path, 1, 1)
    line = lines.line_num + 1
    for cells in lines:
        at = Place(path, line)
        line = lines.line_num + 1
        if len(cells) > len(heads):
            mend = "值里有逗号的，整格加半角双引号"
            problems.add(at, read=f"{len(cells)} 格", expected=f"{len(heads)} 格，与第一行一样多", mend=mend)
        if any(cell.strip() for cell in cells):
            rows.nodes.append(_row(at, dict(zip(heads, cells, strict=False)), facts, problems))
    return rows


def _row(at: Place, cells: Mapping[str, str], facts: Mapping[str, Fact], problems: Problems) -> Entries:
    row = Entries(at.path, at.line, 1)
    fact = facts.get(cells.get("key", "").strip())
    is_wordy = fact is not None and fact.shape.kind in _WORDY
    for column, (head, cell) in enumerate(cells.items(), 1):
        text = cell.strip()
        if not text:
            continue
        place = Place(at.path, at.line, column)
        outer, _, name = head.rpartition(".")
        into = row
        if outer:
            _put(row, outer, row.nodes.get(outer) or Entries(place.path, place.line, column))
            nested = row.nodes[outer]
            into = nested if isinstance(nested, Entries) else row
        is_yaml = head in _WRITTEN_AS_YAML and not (head == "value" and is_wordy)
        _put(into, name, _parsed(place, text, problems) if is_yaml else _said(place, text))
    return row


def _put(entries: Entries, name: str, node: Node) -> None:
    entries.nodes[name] = node
    entries.keys[name] = Scalar(node.path, node.line, node.column, name, quoted=False, value=name)


def _said(place: Place, text: str) -> Scalar:
    return Scalar(place.path, place.line, place.column, text, quoted=True, value=text)


def _parsed(place: Place, text: str, problems: Problems) -> Node:
    """A cell written as in YAML; its problems stand at the cell. Spreadsheets write TRUE for true."""
    own = Problems()
    written = text.lower() if text in ("TRUE", "FALSE") else text
    node = read(place.path, written.encode(), own)
    for problem in own.in_order():
        problems.add(place, read=problem.read, expected=problem.expected, mend=problem.mend)
    if node is None:
        return Scalar(place.path, place.line, place.column, text, quoted=False, value=None)
    _move(node, place)
    return node


def _move(node: Node, place: Place) -> None:
    node.line, node.column = place.line, place.column
    match node:
        case Items():
            for item in node.nodes:
                _move(item, place)
        case Entries():
            for inner in (*node.nodes.values(), *node.keys.values()):
                _move(inner, place)
        case Scalar():
            pass
