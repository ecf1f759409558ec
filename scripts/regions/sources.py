"""依据文件：regions/sources.yaml to Sources, found by their ids."""

import re
from typing import cast

from scripts.regions.model import Source, Tier
from scripts.regions.reading import Reader
from scripts.regions.strict_yaml import Entries, Items, Node, Scalar, shown

TIERS: dict[Tier, str] = {
    "original": "政府部门自己公布的原文",
    "relay": "政府网站转引的",
    "news": "新闻报道",
    "mirror": "别的网站转载的",
    "dataset": "数据表",
    "aggregator": "汇编的网页",
    "ai_aggregator": "机器汇编的网页",
}
PARTS = ("title", "issuer", "document_number", "date", "url", "locator", "tier", "area")
"""写明一份文件的各项, in the order in which sources.yaml has them."""
REQUIRED = ("title", "issuer", "tier")
OPTIONAL = tuple(name for name in PARTS if name not in REQUIRED)
_AREA = re.compile(r"[^某\s]+[市县区州盟旗]")


class Sources:
    """The documents by id; remembers which were used."""

    def __init__(self, node: Node | None, reader: Reader) -> None:
        self.known: dict[str, Source] = {}
        self.keys: dict[str, Scalar] = node.keys if isinstance(node, Entries) else {}
        self._is_read = isinstance(node, Entries)
        self._used: set[str] = set()
        if node and not isinstance(node, Entries):
            reader.entries(node, ["来源编号"], [])
        if isinstance(node, Entries):
            for name, entry in node.nodes.items():
                if source := read_source(name, entry, reader):
                    self.known[name] = source

    def find(self, node: Node, reader: Reader) -> Source | None:
        """The document a value names; a name that is badly defined is no second problem."""
        name = reader.text(node)
        if name is None:
            return None
        self._used.add(name)
        if self._is_read and name not in self.keys:
            reader.unknown(node, f"来源{shown(name)}", name, self.keys)
        return self.known.get(name)

    def note_use(self, node: Node) -> None:
        """Counts the documents of statements that cannot be read for another reason."""
        if isinstance(node, Scalar):
            self._used.add(node.text)
        elif isinstance(node, Items):
            for item in node.nodes:
                self.note_use(item)
        else:
            for child in node.nodes.values():
                self.note_use(child)

    def refuse_unused(self, reader: Reader) -> None:
        """Every document is the proof of something."""
        for name, key in self.keys.items():
            if name not in self._used:
                mend = "在某个事实的 source 里写它，或删掉这个来源"
                reader.refuse(key, "至少有一处引用", mend, f"没有人引用的来源{shown(name)}")


def read_source(name: str, node: Node, reader: Reader) -> Source | None:
    """One document; None when something in it was refused."""
    parts = reader.entries(node, REQUIRED, OPTIONAL)
    wordy = ("title", "issuer", "document_number", "locator")
    texts = {part: reader.text(parts[part]) for part in wordy if part in parts}
    area = _area(parts["area"], reader) if "area" in parts else None
    tier = cast("Tier | None", reader.choice(parts["tier"], TIERS)) if "tier" in parts else None
    day = reader.partial_date(parts["date"]) if "date" in parts else None
    url = reader.url(parts["url"]) if "url" in parts else None
    title, issuer = texts.get("title"), texts.get("issuer")
    if title is None or issuer is None or tier is None:
        return None
    number, locator = texts.get("document_number"), texts.get("locator")
    return Source(name, title, issuer, tier, number, day, url, locator, area)


def _area(node: Node, reader: Reader) -> str | None:
    mend = "写全称；资料没写是哪个市的，写“某某省内一个没写名字的市”（省名写全）；讲全省、全国的不写 area"
    return reader.matching(node, _AREA, "市、县、区的名称，读者看得懂“只见于”哪里", mend)
