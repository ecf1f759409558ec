"""要紧的事：content/coverage/matters.yaml, the matters by which what is known of a place is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.regions.reading import Reader, read_content

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from scripts.regions.strict_yaml import Node

FILE = "coverage/matters.yaml"
LONGEST_NAME = 8


@dataclass(frozen=True, slots=True)
class Matter:
    """一件事: known where one of its keys is."""

    name: str
    keys: tuple[str, ...]


def load_matters(content: Path, known: Collection[str]) -> tuple[Matter, ...]:
    """In the order of the file, of the known keys; or BadData with every problem."""

    def matter(reader: Reader, node: Node) -> Matter | None:
        parts = reader.entries(node, ("name", "keys"), ())
        name = reader.text(parts["name"], LONGEST_NAME) if "name" in parts else None
        named = reader.items(parts["keys"]) if "keys" in parts else []
        keys = tuple(filter(None, (reader.choice(each, sorted(known)) for each in named)))
        return Matter(name, keys) if name and keys else None

    def matters(reader: Reader, node: Node) -> tuple[Matter, ...]:
        return tuple(filter(None, (matter(reader, each) for each in reader.items(node))))

    return read_content(content, FILE, lambda problems, node: matters(Reader(problems), node))
