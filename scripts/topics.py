"""专题：content/<topic>/topic.yaml, what a topic asks, which facts it needs."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from scripts.icons import is_icon, like
from scripts.model import Fact
from scripts.problems import BadRegions, Located, Place, Problems
from scripts.strict_yaml import Entries, Items, Node, Scalar, read

REQUIRED = (
    "title",
    "heading",
    "question",
    "icon",
    "order",
    "needs",
    "uses",
    "calculators",
    "synonyms",
    "ask",
)
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
    problems = Problems()
    topics = []
    for file in sorted(content.glob("*/topic.yaml")):
        path = f"{content.name}/{file.parent.name}/{file.name}"
        node = read(path, file.read_bytes(), problems)
        if isinstance(node, Entries):
            topics.append(_Reader(node, problems, dictionary, calculators).topic(file.parent.name))
        elif node is not None:
            problems.add(
                Place(path),
                read="不是“键: 值”",
                expected=f"{'、'.join(REQUIRED)} 各一项",
                mend="照别的专题写",
            )
    if problems:
        raise BadRegions(problems.in_order())
    return tuple(sorted(topics, key=lambda topic: (topic.order, topic.slug)))


class _Reader:
    """One topic.yaml made into a Topic; what cannot be accepted is reported and left out."""

    def __init__(
        self,
        entries: Entries,
        problems: Problems,
        dictionary: Mapping[str, Fact],
        calculators: Mapping[str, Collection[str]],
    ) -> None:
        self._entries = entries
        self._problems = problems
        self._dictionary = dictionary
        self._calculators = calculators

    def topic(self, slug: str) -> Topic:
        self._expect_names(self._entries, REQUIRED, OPTIONAL)
        calculators = tuple(self._words("calculators", self._is_calculator))
        uses = (
            *self._words("uses", self._is_key),
            *(key for c in calculators for key in self._calculators[c]),
        )
        return Topic(
            slug=slug,
            title=self._text(self._entries, "title"),
            heading=self._text(self._entries, "heading"),
            question=self._text(self._entries, "question"),
            icon=self._icon(),
            order=self._order(),
            needs=tuple(self._words("needs", self._is_key)),
            uses=tuple(key for key in dict.fromkeys(uses) if key in self._dictionary),
            calculators=calculators,
            synonyms=tuple(self._words("synonyms")),
            ask=dict(self._questions()),
            settled_by=dict(self._settled()),
        )

    def _expect_names(self, entries: Entries, required: Collection[str], optional: Collection[str]) -> None:
        names = (*required, *optional)
        for name in required:
            if name not in entries.nodes:
                self._problems.add(
                    entries, read=f"没有 {name}", expected=f"写明 {name}", mend=f"补上 {name}: …"
                )
        for name, key in entries.keys.items():
            if name not in names:
                self._problems.add(key, read=f"“{name}”", expected="、".join(names), mend="改名或删掉这一项")

    def _text(self, entries: Entries, name: str) -> str:
        node = entries.nodes.get(name)
        if isinstance(node, Scalar) and isinstance(node.value, str) and node.value.strip():
            return node.value.strip()
        if node:
            self._problems.add(node, read=_shown(node), expected="一句话", mend=f"{name}: 后面写一句话")
        return ""

    def _icon(self) -> str:
        name = self._text(self._entries, "icon")
        if name and not is_icon(name):
            near = "、".join(like(name))
            self._problems.add(
                self._entries.nodes["icon"],
                read=f"“{name}”",
                expected="Material 图标的英文名",
                mend=f"相近的有：{near}" if near else "写已有的名字，如 phone、home-account",
            )
        return name

    def _order(self) -> int:
        node = self._entries.nodes.get("order")
        if isinstance(node, Scalar) and type(node.value) is int:
            return node.value
        if node:
            self._problems.add(node, read=_shown(node), expected="整数", mend="order: 后面写排第几")
        return 0

    def _items(self, name: str, entries: Entries | None = None) -> Iterator[Node]:
        node = (entries or self._entries).nodes.get(name)
        if isinstance(node, Items):
            yield from node.nodes
        elif node:
            self._problems.add(
                node, read=_shown(node), expected="一列", mend=f"写成 {name}: [ … ]，没有就写 []"
            )

    def _words(
        self,
        name: str,
        is_good: Callable[[str, Located], bool] | None = None,
        entries: Entries | None = None,
    ) -> Iterator[str]:
        for node in self._items(name, entries):
            if not isinstance(node, Scalar) or not isinstance(node.value, str):
                self._problems.add(node, read=_shown(node), expected="一个词", mend="每行写一个词")
            elif is_good is None or is_good(node.value, node):
                yield node.value

    def _is_key(self, key: str, at: Located) -> bool:
        if key not in self._dictionary:
            self._problems.add(
                at,
                read=f"“{key}”",
                expected="regions/facts.yaml 里有的事项",
                mend="核对拼写，或先在事项词典里加上它",
            )
        return key in self._dictionary

    def _is_calculator(self, slug: str, at: Located) -> bool:
        if slug not in self._calculators:
            known = "、".join(self._calculators)
            self._problems.add(at, read=f"“{slug}”", expected=f"已有的计算器（{known}）", mend="核对拼写")
        return slug in self._calculators

    def _questions(self) -> Iterator[tuple[str, str]]:
        entries = self._entries.nodes.get("ask")
        if isinstance(entries, Entries):
            for key, at in entries.keys.items():
                if self._is_key(key, at):
                    yield key, self._text(entries, key)
        elif entries:
            self._problems.add(
                entries, read=_shown(entries), expected="事项: 问法", mend="写成 ask: {事项: 问法}"
            )

    def _settled(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        entries = self._entries.nodes.get("settled_by")
        if isinstance(entries, Entries):
            for key, at in entries.keys.items():
                if self._is_key(key, at):
                    yield key, tuple(self._words(key, self._is_key, entries))
        elif entries:
            mend = "写成 settled_by: {事项: [别的事项]}"
            self._problems.add(entries, read=_shown(entries), expected="事项: 一列事项", mend=mend)


def _shown(node: Node) -> str:
    return (
        f"“{node.text}”"
        if isinstance(node, Scalar)
        else "一列"
        if isinstance(node, Items)
        else "一组“键: 值”"
    )
