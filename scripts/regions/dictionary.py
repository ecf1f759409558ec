"""事项词典：regions/facts.yaml to Facts, and any value read by the shape its fact declares."""

import re
from collections.abc import Callable, Iterator
from typing import cast, get_args

from scripts.regions.model import Datum, Fact, Field, Kind, Shape, Value
from scripts.regions.reading import Reader, described
from scripts.regions.sources import Sources
from scripts.regions.strict_yaml import Entries, Node, Scalar, shown

KINDS: tuple[Kind, ...] = get_args(Kind.__value__)
MEASURED = ("integer", "decimal", "money", "share")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_TOPIC = re.compile(r"[a-z]+(-[a-z]+)*")
_SINGLE: dict[Kind, Callable[[Reader, Node], Datum | None]] = {
    "integer": Reader.integer,
    "decimal": Reader.decimal,
    "money": Reader.money,
    "share": Reader.share,
    "boolean": Reader.boolean,
    "text": Reader.text,
    "url": Reader.url,
    "phone": Reader.phone,
    "date": Reader.day,
    "month": Reader.month,
    "month_day": Reader.month_day,
}
_MARKS = ("local", "awaited", "yearly", "principle", "shown")
_LONGEST_LABEL, _LONGEST_MEANING, _LONGEST_REVIEW = 20, 120, 60


class Dictionary:
    """The facts by key."""

    def __init__(self, node: Node | None, reader: Reader) -> None:
        self.known: dict[str, Fact] = {}
        self._keys: dict[str, Scalar] = node.keys if isinstance(node, Entries) else {}
        self._is_read = isinstance(node, Entries)
        if node and not isinstance(node, Entries):
            reader.entries(node, ["事项名"], [])
        if isinstance(node, Entries):
            for key, entry in node.nodes.items():
                if _is_name(node.keys[key], reader) and (fact := _fact(key, entry, reader)):
                    self.known[key] = fact

    @property
    def topics(self) -> frozenset[str]:
        return frozenset(fact.topic for fact in self.known.values())

    def find(self, key: Scalar, reader: Reader) -> Fact | None:
        """The fact of a key; a key that is badly defined is no second problem."""
        if self._is_read and key.text not in self._keys:
            reader.unknown(key, f"事项{shown(key.text)}", key.text, self._keys)
        return self.known.get(key.text)

    def refuse_unstated(self, stated: set[str], reader: Reader) -> None:
        """Every fact is stated somewhere, unless it says that it is still awaited."""
        for key, fact in self.known.items():
            if fact.awaited and key in stated:
                mend = f"删掉 {key} 的 awaited"
                reader.refuse(
                    self._keys[key],
                    "没有地方写明的事项",
                    mend,
                    f"已有地方写明、却标着 awaited 的{shown(key)}",
                )
            elif not fact.awaited and key not in stated:
                mend = "在地区文件里写它，或删掉它；计算器要用而还没查到的，加 awaited: true"
                reader.refuse(self._keys[key], "至少有一处写明", mend, f"没有地方写明的事项{shown(key)}")


def _fact(key: str, node: Node, reader: Reader) -> Fact | None:
    """The fact as far as it can be read: a bad label must not hide the mistakes in the values."""
    required = ("label", "type", "meaning", "topic", "review_every")
    parts = reader.entries(node, required, ("unit", "options", "of", "fields", *_MARKS))
    label = reader.text(parts["label"], _LONGEST_LABEL) if "label" in parts else None
    meaning = reader.text(parts["meaning"], _LONGEST_MEANING) if "meaning" in parts else None
    topic = _topic(parts["topic"], reader) if "topic" in parts else None
    months = reader.integer(parts["review_every"]) if "review_every" in parts else None
    if months is not None and not 1 <= months <= _LONGEST_REVIEW:
        reader.refuse(parts["review_every"], f"1 到 {_LONGEST_REVIEW} 个月", "写几个月要核对一次")
        months = None
    shape = _shape(parts, node, reader)
    read = {mark: reader.boolean(parts[mark]) for mark in _MARKS if mark in parts}
    marks = {mark: value for mark, value in read.items() if value is not None}
    if shape is None or len(marks) < len(read):
        return None
    return Fact(key, label or key, meaning or "", topic or "", months or 1, shape, **marks)


def _topic(node: Node, reader: Reader) -> str | None:
    return reader.matching(node, _TOPIC, "专题的英文短名，如 monthly-credit", "照 content/ 下的文件夹名写")


def _shape(parts: dict[str, Node], whole: Node, reader: Reader) -> Shape | None:
    """The shape a `type` and its companions describe."""
    kind = cast("Kind | None", reader.choice(parts["type"], KINDS)) if "type" in parts else None
    if kind is None:
        return None
    companion = {"choice": "options", "list": "of", "record": "fields"}.get(kind)
    for name in ("options", "of", "fields", "unit"):
        if name in parts and name != companion and not (name == "unit" and kind in MEASURED):
            reader.refuse(parts[name], f"type 为 {kind} 时没有 {name}", f"删掉 {name}，或改 type")
    if companion and companion not in parts:
        reader.refuse(whole, f"type 为 {kind} 时写明 {companion}", f"补上 {companion}", "缺内容的一组")
        return None
    unit = reader.text(parts["unit"], 10) if "unit" in parts else None
    if kind == "choice":
        options = _options(parts["options"], reader)
        return Shape(kind, options=options) if options else None
    if kind == "list":
        of = parts["of"]
        inner = _shape(reader.entries(of, ("type",), ("unit", "options", "of", "fields")), of, reader)
        return Shape(kind, of=inner) if inner else None
    if kind == "record":
        fields = _fields(parts["fields"], reader)
        return Shape(kind, fields=fields) if fields else None
    return Shape(kind, unit)


def _options(node: Node, reader: Reader) -> dict[str, str] | None:
    names = node.nodes if isinstance(node, Entries) else reader.entries(node, ["选项"], [])
    labels = {name: reader.text(label, _LONGEST_LABEL) for name, label in names.items()}
    sound = {name: label for name, label in labels.items() if label is not None}
    return sound if len(sound) == len(labels) else None


def _fields(node: Node, reader: Reader) -> dict[str, Field] | None:
    if not isinstance(node, Entries):
        reader.entries(node, ["字段名"], [])
        return None
    fields: dict[str, Field] = {}
    for name, entry in node.nodes.items():
        parts = reader.entries(entry, ("label", "type"), ("unit", "options", "of", "fields", "optional"))
        label = reader.text(parts["label"], _LONGEST_LABEL) if "label" in parts else None
        optional = reader.boolean(parts["optional"]) if "optional" in parts else False
        shape = _shape(parts, entry, reader)
        if _is_name(node.keys[name], reader) and label is not None and optional is not None and shape:
            fields[name] = Field(label, shape, optional)
    return fields if len(fields) == len(node.nodes) else None


def _is_name(key: Scalar, reader: Reader) -> bool:
    if _NAME.fullmatch(key.text):
        return True
    reader.refuse(
        key, "小写英文词，用下划线相连，如 late_fee_daily_rate", "改成这样的名字", f"名字{shown(key.text)}"
    )
    return False


def read_datum(shape: Shape, node: Node, reader: Reader, sources: Sources) -> Datum | None:
    """The value in `node`, of the declared shape; None when something in it was refused."""
    if shape.kind == "list" and shape.of:
        return _list(shape.of, node, reader, sources)
    if shape.kind == "record":
        return _record(shape, node, reader, sources)
    if shape.kind == "choice":
        return reader.choice(node, shape.options)
    if shape.kind == "source":
        return sources.find(node, reader)
    return _SINGLE[shape.kind](reader, node)


def _list(of: Shape, node: Node, reader: Reader, sources: Sources) -> tuple[Datum, ...] | None:
    items = reader.items(node)
    values = [read_datum(of, item, reader, sources) for item in items]
    for number, (item, value) in enumerate(zip(items, values, strict=True)):
        if value is not None and value in values[:number]:
            reader.refuse(item, "各不相同的各项", "删掉重复的一项", f"重复的{described(item)}")
            return None
    sound = tuple(value for value in values if value is not None)
    return sound if sound and len(sound) == len(items) else None


def _record(shape: Shape, node: Node, reader: Reader, sources: Sources) -> dict[str, Datum] | None:
    required = [name for name, field in shape.fields.items() if not field.optional]
    optional = [name for name, field in shape.fields.items() if field.optional]
    before = len(reader.problems)
    parts = reader.entries(node, required, optional)
    if isinstance(node, Entries) and not node.nodes and not required:
        reader.refuse(node, "至少写一项", f"可写的有：{'、'.join(optional)}", "没有内容的一组")
    values = {
        name: read_datum(shape.fields[name].shape, part, reader, sources) for name, part in parts.items()
    }
    record = {name: value for name, value in values.items() if value is not None}
    low, high = record.get("low"), record.get("high")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        reader.refuse(parts["low"], "low 不大于 high", "对调两个数，或核对原文")
    is_whole = len(reader.problems) == before and len(record) == len(parts) and isinstance(node, Entries)
    return record if is_whole else None


def leaves(value: Value) -> list[tuple[Kind, Datum]]:
    """Everything single in a value, however deep, with its kind."""
    return [] if value.value is None else [*_within(value.fact.shape, value.value)]


def _within(shape: Shape, datum: Datum) -> Iterator[tuple[Kind, Datum]]:
    if isinstance(datum, tuple) and shape.of:
        for item in datum:
            yield from _within(shape.of, item)
    elif isinstance(datum, dict):
        for name, item in datum.items():
            yield from _within(shape.fields[name].shape, item)
    else:
        yield shape.kind, datum


def words_in(value: Value) -> str:
    """All text in a value."""
    return "；".join(datum for _, datum in leaves(value) if isinstance(datum, str))
