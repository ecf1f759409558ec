"""能比的事：content/across/across.yaml, the facts that have a page across the country."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.regions.reading import Reader, read_content

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from scripts.regions.model import Fact
    from scripts.regions.problems import Problems
    from scripts.regions.strict_yaml import Node

FILE = "across/across.yaml"
LONGEST_TITLE, LONGEST_CAUTION = 16, 60
_SLUG = re.compile(r"[a-z]+(-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Comparable:
    """一件能比的事: what is compared, where one reads more, and what the figures do not say."""

    fact: Fact
    slug: str
    title: str
    topic: str
    caution: str


def load_across(content: Path, facts: Mapping[str, Fact], topics: Collection[str]) -> tuple[Comparable, ...]:
    """In the order of the file, or BadData with every problem."""
    return read_content(content, FILE, lambda problems, node: _Across(problems, facts, topics).of(node))


class _Across(Reader):
    """across.yaml made into what can be compared."""

    def __init__(self, problems: Problems, facts: Mapping[str, Fact], topics: Collection[str]) -> None:
        super().__init__(problems)
        self._facts = facts
        self._topics = sorted(topics)

    def of(self, node: Node) -> tuple[Comparable, ...]:
        return self.each(node, self._comparable)

    def _comparable(self, node: Node) -> Comparable | None:
        before = len(self.problems)
        parts = self.entries(node, ("key", "slug", "title", "topic", "caution"), ())
        if len(self.problems) > before:
            return None
        key = self.choice(parts["key"], sorted(self._facts), "事项")
        slug = self.matching(parts["slug"], _SLUG, "英文名", "写小写字母，词之间用 -，如 required-years")
        title = self.text(parts["title"], LONGEST_TITLE)
        topic = self.choice(parts["topic"], self._topics, "专题")
        caution = self.text(parts["caution"], LONGEST_CAUTION)
        if not (key and slug and title and topic and caution):
            return None
        return Comparable(self._facts[key], slug, title, topic, caution)
