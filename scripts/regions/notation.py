"""写法：nodes as lines of YAML, in the manner of the files in regions/, so that they read back the same."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from scripts.regions import sources
from scripts.regions.model import Source
from scripts.regions.problems import Problems
from scripts.regions.statements import PARTS, of_form
from scripts.regions.strict_yaml import Entries, Items, Node, Scalar, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from calculators.engine.dates import PartialDate
    from scripts.regions.model import Datum, Shape

WIDTH = 110
"""A list or record up to here stands on one line; a Chinese character is two wide."""
_SPREAD = ("source", "old", "new")
DAYS = (*of_form("since", "date", "day"), "date")
"""Names behind which a day stands, in a statement and in a document: without quotation marks."""


def statement_lines(stated: Entries, shape: Shape, indent: int) -> list[str]:
    """One statement as an item of its key's list; `indent` is where its dash stands."""
    lines = []
    for name in PARTS:
        if name in stated.nodes:
            lines += _part(name, stated.nodes[name], shape if name == "value" else None, indent + 2)
    return [f"{' ' * indent}- {lines[0].lstrip()}", *lines[1:]]


def document_lines(name: str, parts: Mapping[str, Node]) -> list[str]:
    """A document, as sources.yaml lists them."""
    lines = [f"{scalar(name)}:"]
    for part in sources.PARTS:
        if part in parts:
            lines += _part(part, parts[part], None, 2)
    return lines


def row_lines(row: Entries, shape: Shape | None = None) -> list[str]:
    """A row of a batch or of a record of changes, a document or a statement within it spread out."""
    lines: list[str] = []
    for name, node in row.nodes.items():
        if isinstance(node, Entries) and name in _SPREAD:
            lines.append(f"  {name}:")
            for part, inner in node.nodes.items():
                lines += _part(part, inner, shape if part == "value" else None, 4)
        else:
            lines += _part(name, node, None, 2)
    return [f"- {lines[0].lstrip()}", *lines[1:]]


def said(text: str) -> Scalar:
    """Text as a node."""
    return Scalar("", 1, 1, text, quoted=False, value=text)


def node_of(datum: Datum | PartialDate) -> Node:
    """What was read, as it would be written."""
    match datum:
        case bool():
            return Scalar("", 1, 1, str(datum).lower(), quoted=False, value=datum)
        case int():
            return Scalar("", 1, 1, str(datum), quoted=False, value=datum)
        case Decimal():
            return Scalar("", 1, 1, f"{datum:f}", quoted=False, value=datum)
        case tuple():
            return Items("", 1, 1, [node_of(item) for item in datum])
        case dict():
            return entries_of({name: node_of(item) for name, item in datum.items()})
        case Source():
            return said(datum.id)
        case _:
            return said(str(datum))


def entries_of(nodes: dict[str, Node]) -> Entries:
    """A group that no file holds yet."""
    entries = Entries("", 1, 1)
    entries.nodes = nodes
    return entries


def scalar(text: str, *, is_in_flow: bool = False) -> str:
    """Text without quotes where it reads back the same."""
    text = " ".join(text.split())
    problems = Problems()
    match read("", f"[{text}]".encode() if is_in_flow else f"- {text}".encode(), problems):
        case Items(nodes=[Scalar(text=same, quoted=False, value=str())]) if same == text and not problems:
            return text
    return json.dumps(text, ensure_ascii=False)


def _part(name: str, node: Node, shape: Shape | None, indent: int) -> list[str]:
    """`name: value`, on one line if it is short and no list of records."""
    pad, head = " " * indent, scalar(name)
    if isinstance(node, Scalar):
        return [f"{pad}{head}: {node.text if name in DAYS and node.value else _single(node, shape)}"]
    line = f"{pad}{head}: {_flow(node, shape)}"
    inner = node.nodes if isinstance(node, Items) else [*node.nodes.values()]
    has_parts = any(not isinstance(each, Scalar) for each in inner)
    if _width(line) <= WIDTH and not has_parts:
        return [line]
    lines = [f"{pad}{head}:"]
    if isinstance(node, Items):
        of = shape.of if shape else None
        return [
            *lines,
            *(
                f"{pad}  - {_single(each, of) if isinstance(each, Scalar) else _flow(each, of)}"
                for each in node.nodes
            ),
        ]
    for field, each in node.nodes.items():
        lines += _part(field, each, _field(shape, field), indent + 2)
    return lines


def _flow(node: Node, shape: Shape | None) -> str:
    match node:
        case Scalar():
            return _single(node, shape, is_in_flow=True)
        case Items():
            return f"[{', '.join(_flow(each, shape.of if shape else None) for each in node.nodes)}]"
        case Entries():
            parts = (
                f"{scalar(name)}: {_flow(each, _field(shape, name))}" for name, each in node.nodes.items()
            )
            return f"{{{', '.join(parts)}}}"


def _width(line: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line)


def _field(shape: Shape | None, name: str) -> Shape | None:
    field = shape.fields.get(name) if shape else None
    return field.shape if field else None


def _single(node: Scalar, shape: Shape | None, *, is_in_flow: bool = False) -> str:
    """As it was written, but for quotes that are not needed; a telephone number keeps them."""
    if node.value is None:  # refused when it was read
        return json.dumps(node.text, ensure_ascii=False)
    if not isinstance(node.value, str):
        return node.text
    return (
        json.dumps(node.text) if shape and shape.kind == "phone" else scalar(node.text, is_in_flow=is_in_flow)
    )
