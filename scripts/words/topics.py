"""专题：content/<topic>/topic.yaml, what a topic asks; which facts it shows, its page says."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from scripts.regions.model import Fact
from scripts.regions.problems import BadData, Place, Problems
from scripts.regions.reading import Reader
from scripts.regions.strict_yaml import Node, read, shown
from scripts.words.icons import read_icon

OPTIONAL = ("also", "settled_by")
NAMING = ("f", "fact", "said", "reference", "is_disputed")
"""What a page calls with the name of a fact, of its own or of its sheet."""
PAIRS = "看看这一行和它前面的括号、引号、{% end… %} 配不配对"
_GRAMMAR = Environment(extensions=["jinja2.ext.do"], autoescape=True)


@dataclass(frozen=True, eq=False)
class Topic:
    """专题: `keys` are all that its pages show, in reading order; `ask` asks for missing ones.

    `settled_by` names for a key others, any of which tells readers what they would ask about it.
    """

    slug: str
    title: str
    heading: str
    question: str
    icon: str
    order: int
    keys: tuple[str, ...]
    calculators: tuple[str, ...]
    synonyms: tuple[str, ...]
    ask: Mapping[str, str]
    settled_by: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def load_topics(
    content: Path, dictionary: Mapping[str, Fact], calculators: Mapping[str, Collection[str]]
) -> tuple[Topic, ...]:
    """Every folder of `content` that has a topic.yaml; `calculators` maps a slug to the facts it asks for."""
    reader = _Topics(dictionary, calculators)
    topics = []
    for file in sorted(content.glob("*/topic.yaml")):
        slug = file.parent.name
        node = read(f"{content.name}/{slug}/{file.name}", file.read_bytes(), reader.problems)
        named = tuple(reader.named_by(file.with_name("page.html.j2"), f"{content.name}/{slug}"))
        topics.append(reader.topic(slug, node, named) if node else None)
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
            "icon": partial(read_icon, self),
            "order": self.integer,
            "calculators": lambda node: self.each(node, self._calculator, least=0),
            "synonyms": lambda node: self.each(node, self.text, least=0),
            "ask": lambda node: dict(self._by_key(node, self.text)),
            "also": self._keys,
            "settled_by": lambda node: dict(self._by_key(node, self._keys)),
        }

    def topic(self, slug: str, node: Node, named: tuple[str, ...]) -> Topic | None:
        """The keys that the page names, those filed under the topic, and what its calculators ask."""
        before = len(self.problems)
        required = [name for name in self._fields if name not in OPTIONAL]
        parts = self.entries(node, required, OPTIONAL)
        said = {name: self._fields[name](part) for name, part in parts.items()}
        if len(self.problems) > before:
            return None
        filed = (fact.key for fact in self._dictionary.values() if fact.topic == slug and fact.is_listed)
        asked = (key for each in said["calculators"] for key in self._calculators[each])
        keys = dict.fromkeys((*named, *said.pop("also", ()), *filed, *asked))
        return Topic(slug=slug, keys=tuple(key for key in keys if key in self._dictionary), **said)

    def named_by(self, template: Path, folder: str) -> Iterator[str]:
        """The keys in the calls of a page; one that does not exist is reported where it stands."""
        place = f"{folder}/{template.name}"
        if not template.is_file():
            mend = "照别的专题写一个"
            self.problems.add(Place(place), read="没有这个文件", expected="专题的网页", mend=mend)
            return
        text = template.read_text("utf-8")
        try:
            calls = list(_GRAMMAR.parse(text).find_all(nodes.Call))
        except TemplateSyntaxError as wrong:
            at = Place(place, wrong.lineno)
            self.problems.add(at, read=f"读不懂的模板（{wrong.message}）", expected="Jinja 模板", mend=PAIRS)
            return
        for call in calls:
            verb = call.node.name if isinstance(call.node, nodes.Name) else getattr(call.node, "attr", "")
            for key in call.args[:1]:
                if verb in NAMING and isinstance(key, nodes.Const):
                    yield key.value
                    if key.value not in self._dictionary:
                        column = text.split("\n")[key.lineno - 1].find(f'"{key.value}"') + 2
                        at = Place(place, key.lineno, column)
                        self.unknown(at, f"事项{shown(key.value)}", key.value, self._dictionary)

    def _keys(self, node: Node) -> tuple[str, ...]:
        return self.each(node, lambda each: self.choice(each, self._dictionary, "事项"), least=0)

    def _calculator(self, node: Node) -> str | None:
        return self.choice(node, self._calculators, "计算器")

    def _by_key[T](self, node: Node, one: Callable[[Node], T]) -> Iterator[tuple[str, T]]:
        entries = self.named(node)
        for key, each in entries.nodes.items():
            if key not in self._dictionary:
                self.unknown(entries.keys[key], f"事项{shown(key)}", key, self._dictionary)
            yield key, one(each)
