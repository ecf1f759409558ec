"""写明的值的各项: whatever may be written is read, and written again by whoever writes a statement."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest

from scripts.regions import sources
from scripts.regions.model import Shape, Source, Value
from scripts.regions.notation import document_lines, statement_lines
from scripts.regions.problems import Problems
from scripts.regions.reading import Reader
from scripts.regions.sources import Sources, read_source
from scripts.regions.statements import PARTS, of_role, read_statement
from scripts.regions.strict_yaml import Entries, Items, Node, Scalar, read
from scripts.regions.table import read_table

if TYPE_CHECKING:
    from scripts.regions.model import Country
    from scripts.regions.statements import Form

WRITTEN: dict[Form, str] = {
    "since": "2024",
    "date": "2026-12-31",
    "day": "2026-11-20",
    "datum": "0.5",
    "source": "甲",
    "sources": "[乙, 丙]",
    "text": "10:30 起，“一句话”: 有冒号",
    "mark": "true",
    "status": "official",
}
DOCUMENT = {
    "title": "关于某事的通知",
    "issuer": "某局",
    "document_number": "某发〔2026〕1号",
    "date": "2026",
    "url": "https://www.example.org/1.html",
    "locator": "10:30 的报道",
    "tier": "original",
    "area": "鹤岭市",
}


def whole() -> Entries:
    """A statement of everything, as read from a file."""
    lines = [
        f"{name}: {WRITTEN[part.form] if part.form != 'text' else repr(WRITTEN[part.form])}"
        for name, part in PARTS.items()
    ]
    return group("\n".join(lines))


def group(text: str) -> Entries:
    problems = Problems()
    node = read("", text.encode(), problems)
    assert not problems
    assert isinstance(node, Entries)
    return node


def said(node: Node) -> object:
    """What stands there, wherever it stands."""
    match node:
        case Scalar():
            return node.text
        case Items():
            return [said(item) for item in node.nodes]
        case Entries():
            return {name: said(inner) for name, inner in node.nodes.items()}


def test_a_statement_of_everything_is_written_again_whole() -> None:
    stated = whole()
    assert [*stated.nodes] == [*PARTS]
    lines = statement_lines(stated, Shape("share"), 0)
    problems = Problems()
    again = read("", "\n".join(lines).encode(), problems)
    assert not problems
    assert isinstance(again, Items)
    assert [said(item) for item in again.nodes] == [said(stated)]


def test_a_part_that_is_there_is_read(world: Country) -> None:
    """Each, and as the attribute of that name."""
    assert {*PARTS} <= {each.name for each in fields(Value)}
    province = world.by_slug["songshan"]
    fact = replace(next(fact for fact in world.dictionary.values() if fact.shape.kind == "share"), local=True)
    documents = Sources(None, Reader(Problems()))
    documents.known = {name: Source(name, name, "某局", "original") for name in "甲乙丙"}
    reader = Reader(Problems())
    value = read_statement(fact, whole(), province, reader, documents)
    refused = {problem.read for problem in reader.problems.in_order()}
    bare = Value(fact, province, "unknown", value.looked, value.place) if value else None
    assert value is not None, refused
    assert [name for name in PARTS if getattr(value, name) == getattr(bare, name)] == ["looked"]


@pytest.mark.parametrize("name", [name for name, part in PARTS.items() if part.form != "source"])
def test_a_cell_reads_as_a_line(name: str) -> None:
    """Of a table as of YAML."""
    cell = WRITTEN[PARTS[name].form].replace('"', '""')
    problems = Problems()
    table = read_table("", f'{name}\n"{cell}"\n'.encode(), {}, problems)
    assert not problems
    assert table is not None
    (row,) = table.nodes
    assert isinstance(row, Entries)
    assert said(row.nodes[name]) == said(whole().nodes[name])


def test_a_document_of_everything_is_written_again_whole() -> None:
    assert [*DOCUMENT] == [*sources.PARTS]
    written = group("\n".join(f"{name}: {text!r}" for name, text in DOCUMENT.items()))
    lines = document_lines("甲", written.nodes)
    node = group("\n".join(lines)).nodes["甲"]
    reader = Reader(Problems())
    source = read_source("甲", node, reader)
    assert not reader.problems
    assert source is not None
    assert {name: str(getattr(source, name)) for name in DOCUMENT} == DOCUMENT
    assert {each.name for each in fields(Source)} == {"id", *sources.PARTS}


def test_what_a_later_look_changes_are_days() -> None:
    """They are written into a line as they are, without quotation marks."""
    assert {PARTS[name].form for name in of_role("look")} == {"day"}
