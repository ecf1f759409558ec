"""专题：content/<topic>/topic.yaml, what a topic asks, which facts it needs."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from scripts.regions.model import Fact
from scripts.regions.problems import BadData, Problems
from scripts.regions.reading import Reader
from scripts.regions.strict_yaml import Node, read, shown
from scripts.words.icons import is_icon, like

OPTIONAL = ("settled_by",)


@dataclass(frozen=True, eq=False)
class Topic:
    """专题: `needs` are the keys of the first screen, `uses` the others; `ask` asks for missing ones.

    `settled_by` names for a key others, any of which tells readers what they would ask about it.
    """

    slug: str
    title: str
    heading: str
    question: str
    icon: str
    order: int
    needs: tuple[str, ...]
    uses: tuple[str, ...]
    calculators: tuple[str, ...]
    synonyms: tuple[str, ...]
    ask: Mapping[str, str]
    settled_by: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Every key a page of this topic shows, in reading order."""
        return tuple(dict.fromkeys((*self.needs, *self.uses)))


def load_topics(
    content: Path, dictionary: Mapping[str, Fact], calculators: Mapping[str, Collection[str]]
) -> tuple[Topic, ...]:
    """Every folder of `content` that has a topic.yaml; `calculators` maps a slug to the facts it asks for."""
    reader = _Topics(dictionary, calculators)
    topics = []
    for file in sorted(content.glob("*/topic.yaml")):
        slug = file.parent.name
        node = read(f"{content.name}/{slug}/{file.name}", file.read_bytes(), reader.problems)
        topics.append(reader.topic(slug, node) if node else None)
    if reader.problems:
        raise BadData(reader.problems.in_order())
    return tuple(sorted(filter(None, topics), key=lambda topic: (topic.order, topic.slug)))


class _Topics(Reader):
    """topic.yaml made into a Topic; what cannot be accepted is reported."""

    def __init__(self, dictionary: Mapping[str, Fact], calculators: Mapping[str, Collection[str]]) -> None:
        super().__init__(Problems())
        self._dictionary = dictionary
        self._calculators = calculators
        self._fields: Mapping[str, Callable[[Node], Any]] = {
            "title": self.text,
            "heading": self.text,
            "question": self.text,
            "icon": self._icon,
            "order": self.integer,
            "needs": self._keys,
            "uses": self._keys,
            "calculators": lambda node: self._all(node, self._calculator),
            "synonyms": lambda node: self._all(node, self.text),
            "ask": lambda node: dict(self._by_key(node, self.text)),
            "settled_by": lambda node: dict(self._by_key(node, self._keys)),
        }

    def topic(self, slug: str, node: Node) -> Topic | None:
        before = len(self.problems)
        required = [name for name in self._fields if name not in OPTIONAL]
        parts = self.entries(node, required, OPTIONAL)
        said = {name: self._fields[name](part) for name, part in parts.items()}
        if len(self.problems) > before:
            return None
        asked = (key for each in said["calculators"] for key in self._calculators[each])
        uses = dict.fromkeys((*said["uses"], *(key for key in asked if key in self._dictionary)))
        return Topic(slug=slug, **{**said, "uses": tuple(uses)})

    def _all(self, node: Node, one: Callable[[Node], str | None]) -> tuple[str, ...]:
        return tuple(filter(None, map(one, self.items(node, least=0))))

    def _keys(self, node: Node) -> tuple[str, ...]:
        return self._all(node, lambda each: self.choice(each, self._dictionary, "事项"))

    def _calculator(self, node: Node) -> str | None:
        return self.choice(node, self._calculators, "计算器")

    def _icon(self, node: Node) -> str | None:
        name = self.text(node)
        if name is None or is_icon(name):
            return name
        near = "、".join(like(name))
        mend = f"相近的有：{near}" if near else "写已有的名字，如 phone、home-account"
        self.refuse(node, "Material 图标的英文名", mend)
        return None

    def _by_key[T](self, node: Node, one: Callable[[Node], T]) -> Iterator[tuple[str, T]]:
        entries = self.named(node)
        for key, each in entries.nodes.items():
            if key not in self._dictionary:
                self.unknown(entries.keys[key], f"事项{shown(key)}", key, self._dictionary)
            yield key, one(each)
