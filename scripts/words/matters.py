"""要紧的事：content/coverage/matters.yaml, the matters by which what is known of a place is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.regions.reading import Reader, read_content

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from scripts.regions.problems import Problems
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
    return read_content(content, FILE, lambda problems, node: _Matters(problems, known).of(node))


class _Matters(Reader):
    """matters.yaml made into matters; a name or a key that stands twice is refused."""

    def __init__(self, problems: Problems, known: Collection[str]) -> None:
        super().__init__(problems)
        self._known = sorted(known)
        self._seen: set[str] = set()

    def of(self, node: Node) -> tuple[Matter, ...]:
        return self.each(node, self._matter)

    def _matter(self, node: Node) -> Matter | None:
        parts = self.entries(node, ("name", "keys"), ())
        name = self._once(parts["name"], self.text(parts["name"], LONGEST_NAME)) if "name" in parts else None
        named = self.items(parts["keys"]) if "keys" in parts else []
        keys = tuple(
            filter(None, (self._once(each, self.choice(each, self._known, "事项")) for each in named))
        )
        return Matter(name, keys) if name and keys else None

    def _once(self, node: Node, word: str | None) -> str | None:
        if word in self._seen:
            self.refuse(node, "每件事、每个事项一次", "删掉重复的这一处")
            return None
        if word:
            self._seen.add(word)
        return word
