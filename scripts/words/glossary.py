"""名词表：content/glossary/glossary.yaml, the field's words in plain words.

A meaning types no figure: figures are facts, and stand on the pages with their proof.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.regions.reading import Reader, read_content
from scripts.regions.strict_yaml import shown

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.regions.problems import Problems
    from scripts.regions.strict_yaml import Node

FILE = "glossary/glossary.yaml"
REQUIRED = ("id", "term", "meaning")
OPTIONAL = ("also", "confused_with")
LONGEST_TERM, LONGEST_MEANING, MOST_SENTENCES = 12, 90, 2

_ID = re.compile(r"[a-z]+(_[a-z]+)*")
_FIGURE = re.compile(r"[0-9０-９]")


@dataclass(frozen=True, slots=True)
class Term:
    """一个名词: `id` is its English identifier, `also` are other ways to write it."""

    id: str
    term: str
    meaning: str
    also: tuple[str, ...] = ()
    confused_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """一组名词."""

    title: str
    terms: tuple[Term, ...]


def load_glossary(content: Path) -> tuple[Group, ...]:
    """Every term in the order of the file, or BadData with every problem."""
    return read_content(content, FILE, lambda problems, node: _Terms(problems).of(node))


class _Terms(Reader):
    """glossary.yaml made into terms; what cannot be accepted is reported and left out."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems)
        self._words: set[str] = set()
        self._ids: set[str] = set()
        self._named: list[Node] = []

    def of(self, node: Node) -> tuple[Group, ...]:
        groups = self.each(node, self._group)
        for each in self._named:
            self.choice(each, sorted(self._ids))
        return groups

    def _group(self, node: Node) -> Group | None:
        parts = self.entries(node, ("title", "terms"), ())
        if len(parts) < 2:
            return None
        title = self.text(parts["title"], LONGEST_TERM)
        terms = self.each(parts["terms"], self._term)
        return Group(title, terms) if title else None

    def _term(self, node: Node) -> Term | None:
        parts = self.entries(node, REQUIRED, OPTIONAL)
        if any(name not in parts for name in REQUIRED):
            return None
        name = self.matching(parts["id"], _ID, "小写英文词，用下划线连接", "写成 pooled_fund 这样")
        term = self._word(parts["term"])
        meaning = self._meaning(parts["meaning"])
        also = self.each(parts["also"], self._word) if "also" in parts else ()
        mixed = self.items(parts["confused_with"]) if "confused_with" in parts else []
        self._named += mixed
        others = tuple(filter(None, map(self.text, mixed)))
        if name in self._ids:
            self.refuse(parts["id"], "每个名词一个 id", "换一个 id", f"重复的 id {shown(name)}")
        if not (name and term and meaning):
            return None
        self._ids.add(name)
        return Term(name, term, meaning, also, others)

    def _word(self, node: Node) -> str | None:
        word = self.text(node, LONGEST_TERM)
        if word in self._words:
            self.refuse(node, "每个词只解释一次", "删掉一处", f"重复的“{word}”")
        self._words |= {word} if word else set()
        return word

    def _meaning(self, node: Node) -> str | None:
        meaning = self.text(node, LONGEST_MEANING)
        if meaning and _FIGURE.search(meaning):
            self.refuse(node, "没有数字的解释", "数字写在事项里，这里只讲意思")
        if meaning and (not meaning.endswith("。") or meaning.count("。") > MOST_SENTENCES):
            self.refuse(node, f"至多 {MOST_SENTENCES} 句，以句号结尾", "删短，或补上句号")
        return meaning
