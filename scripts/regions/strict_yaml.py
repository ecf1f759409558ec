"""严格的 YAML：from the bytes of one file to nodes with their places, refusing everything YAML would guess.

YAML 1.1 reads `no` as false, `021` as 17, `10:30` as 630, `1_000` as 1000, the last of two equal keys,
and decimals as binary floats. Here a plain scalar is `true` or `false`, an integer, an exact Decimal or text;
whatever looks like something else is refused and explained. Only libyaml's event parser is used.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

import yaml

from scripts.regions.problems import Located, Place, Problems
from scripts.regions.yaml_errors import INDENT, explain, suspect

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 20

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_PLAIN = "写成 1000 或 0.5 这样；若是文字请加引号"
_ODD_NUMBERS = tuple(
    (re.compile(pattern), expected, mend)
    for pattern, expected, mend in (
        (
            r"[-+]?[0-9.,，．：:_０-９]*[０-９][0-9.,，．：:_０-９]*[%％]?",
            "半角数字",
            "把全角数字改成半角，如 12",
        ),
        (r"0[0-9]+", "不以 0 开头的数", '区号、代码、电话要加引号，如 "0123"；数值去掉开头的 0'),
        (r"[0-9]+(:[0-9]+)+", "一个数或加引号的文字", '时刻、比例要加引号，如 "10:30"'),
        (r"[-+]?[0-9]+([_,，][0-9]+)+(\.[0-9]+)?", "不带分隔符的数", "去掉数字里的逗号或下划线，如 1000"),
        (
            r"[-+]?[0-9.]+[eE][-+]?[0-9]+",
            "平常写法的数",
            "不用科学记数法，写成 0.0005 这样；若是文字请加引号",
        ),
        (r"0[xobXOB][0-9A-Fa-f]+", "十进制数", _PLAIN),
        (r"\+[0-9.]+|[-+]?\.[0-9]+|[-+]?[0-9]+\.|[-+]?0[0-9]+(\.[0-9]*)?", "平常写法的数", _PLAIN),
        (r"[-+]?\.([iI][nN][fF]|[nN][aA][nN])", "一个数", "写出具体的数"),
        (r"-?[0-9]{19,}(\.[0-9]*)?|-?[0-9]+\.[0-9]{19,}", "至多 18 位的数", "核对数字；若是编号请加引号"),
    )
)
_GUESSED = re.compile(r"yes|no|on|off|y|n|true|false", re.IGNORECASE)
_BOOLEANS = {"true": True, "false": False}
_EMPTY = frozenset(("", "~", "null", "Null", "NULL"))
_STARTS_LIKE_NUMBER = frozenset("-+.0123456789０１２３４５６７８９")
_FULL_WIDTH_COLON = re.compile(r"[ -]*([A-Za-z_][A-Za-z0-9_]*) *：")
_GLUED = re.compile(r"([a-z_]+)[:：](.+)")
UNSEEN = (
    r"[\u0000-\u0009\u000b-\u001f\u007f-\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    r"\ufeff\ufff0-\uffff]"
)
"""看不见的字符, but for the end of a line: a pattern that Python and browsers understand alike."""
_UNSEEN = re.compile(UNSEEN)
_NAMED = {"\t": "制表符（Tab）", "\u3000": "全角空格", "\xa0": "不换行空格（网页里抄来的）"}


@dataclass(slots=True)
class Scalar:
    """一个值: `value` is None when it was refused (and reported)."""

    path: str
    line: int
    column: int
    text: str
    quoted: bool
    value: bool | int | Decimal | str | None


@dataclass(slots=True)
class Items:
    """一列."""

    path: str
    line: int
    column: int
    nodes: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Entries:
    """一组“键: 值”; the keys keep their places."""

    path: str
    line: int
    column: int
    nodes: dict[str, "Node"] = field(default_factory=dict)
    keys: dict[str, Scalar] = field(default_factory=dict)


type Node = Scalar | Items | Entries


class _Unreadable(Exception):  # noqa: N818 - a mistake in a file, not in the program
    """The rest of the file cannot be read; the reason is already reported."""


def read(path: str, data: bytes, problems: Problems, *, is_example: bool = False) -> Node | None:
    """The document in `data`; None when it cannot be read, which is then reported.

    Examples repeat what is written above (`&a`, `*a`), and say `null` for nothing: a Scalar without value.
    """
    text = _decoded(path, data, problems)
    if text is None:
        return None
    reader = _Reader(path, text, problems, is_example=is_example)
    try:
        return reader.document()
    except _Unreadable:
        return None
    except yaml.YAMLError as error:
        reader.report(error)
        return None


def shown(text: str) -> str:
    """What was read, quoted and short enough for one line."""
    flat = " ".join(text.split())
    return f"“{flat[:40]}…”" if len(flat) > 40 else f"“{flat}”"


def _decoded(path: str, data: bytes, problems: Problems) -> str | None:
    """UTF-8 text with `\\n` line ends; what is invisible is reported, a row once, and read as spaces."""
    if data.startswith(b"\xef\xbb\xbf"):
        mend = "另存为“UTF-8（无 BOM）”"
        problems.add(Place(path), read="文件开头的 BOM 标记", expected="不带 BOM 的 UTF-8", mend=mend)
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        what = f"不是 UTF-8 的字节 0x{data[error.start]:02x}"
        mend = "用编辑器另存为 UTF-8（常见原因：文件是 GBK 编码）"
        problems.add(_place(path, before, len(before)), read=what, expected="UTF-8 编码的文字", mend=mend)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for found in _UNSEEN.finditer(text):
        if text[found.start() - 1 : found.start()] == found[0]:
            continue
        what = _NAMED.get(found[0], f"看不见的字符 U+{ord(found[0]):04X}")
        mend = "删掉它，缩进和间隔都用空格"
        problems.add(_place(path, text, found.start()), read=what, expected="空格或普通文字", mend=mend)
    return text


def _place(path: str, text: str, offset: int) -> Place:
    return Place(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


class _Mark(Protocol):
    """libyaml's mark; its lines and columns count from 0."""

    line: int
    column: int


def _glued(key: Node, following: yaml.Event) -> re.Match[str] | None:
    """A key whose colon is full-width or without a space, so that its value was read as part of it."""
    is_empty = isinstance(following, yaml.ScalarEvent) and not (following.value or following.style)
    return _GLUED.fullmatch(key.text) if is_empty and isinstance(key, Scalar) and not key.quoted else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _position(mark: _Mark | None) -> tuple[int, int]:
    return (mark.line, mark.column) if mark else (0, 0)


class _Reader:
    """One file's events made into nodes."""

    def __init__(self, path: str, text: str, problems: Problems, *, is_example: bool) -> None:
        self._path = path
        self._is_example = is_example
        self._anchored: dict[str, Node] = {}
        self._problems = problems
        visible = _UNSEEN.sub(" ", text)
        self._had_invisible = visible != text
        self._lines = [*visible.split("\n"), ""]
        self._colons = self._full_width_colons() if "：" in visible else {}
        self._events: Iterator[yaml.Event] = yaml.parse(visible, Loader=yaml.CLoader)

    def document(self) -> Node | None:
        """The one document of the file."""
        next(self._events)
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            self._refuse(Place(self._path), "空文件", "“键: 值”", "写上内容，或删掉这个文件")
            return None
        node = self._node(next(self._events), 0)
        next(self._events)
        following = next(self._events)
        if not isinstance(following, yaml.StreamEndEvent):
            self._refuse(self._at(following), "第二份文档（---）", "一个文件一份内容", "删掉 --- 这一行")
        return node

    def report(self, error: yaml.YAMLError) -> None:
        """A syntax error; not the echo of full-width colons or of invisible characters read as spaces."""
        for line, found in self._colons.items():
            self._refuse_colon(line, found)
        if self._colons or self._had_invisible:
            return
        line, column = _position(getattr(error, "problem_mark", None))
        explanation = explain(str(getattr(error, "problem", error)))
        mend = explanation.mend
        if blamed := suspect(self._lines[: line + 1]):
            line, column, explanation = blamed
            mend = explanation.mend
        elif explanation is INDENT and (above := self._less_indented(line)):
            mend = f"{mend}；也看第 {above} 行的缩进"
        text = self._lines[min(line, len(self._lines) - 1)].strip()
        what = shown(text) if text else "文件到这里突然结束" if line >= len(self._lines) - 2 else "空行"
        place = Place(self._path, line + 1, column + 1)
        self._refuse(place, what, explanation.expected, mend)

    def _less_indented(self, line: int) -> int | None:
        """The nearest line above, counted from 1, that stands further left and may be to blame."""
        own = _indent(self._lines[line])
        above = (number for number in range(line, 0, -1) if self._lines[number - 1].strip())
        return next((number for number in above if _indent(self._lines[number - 1]) < own), None)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        anchor: str | None = getattr(event, "anchor", None)
        if isinstance(event, yaml.AliasEvent) and anchor in self._anchored:
            return self._anchored[anchor]
        node = self._scalar(event) if isinstance(event, yaml.ScalarEvent) else self._group(event, depth)
        if self._is_example and anchor is not None:
            self._anchored[anchor] = node
        return node

    def _group(self, event: yaml.Event, depth: int) -> Node:
        self._check_properties(event)
        at = self._at(event)
        if depth > DEEPEST:
            self._refuse(at, "套得太深的内容", f"至多 {DEEPEST} 层", "删掉多余的括号或缩进")
            raise _Unreadable
        if isinstance(event, yaml.SequenceStartEvent):
            items = Items(at.path, at.line, at.column)
            while not isinstance(following := next(self._events), yaml.SequenceEndEvent):
                items.nodes.append(self._node(following, depth + 1))
            return items
        if isinstance(event, yaml.MappingStartEvent):
            entries = Entries(at.path, at.line, at.column)
            while not isinstance(following := next(self._events), yaml.MappingEndEvent):
                self._entry(entries, following, depth + 1)
            return entries
        return Scalar(at.path, at.line, at.column, "", quoted=False, value=None)  # an alias, reported above

    def _entry(self, entries: Entries, event: yaml.Event, depth: int) -> None:
        key, following = self._node(event, depth), next(self._events)
        if glued := _glued(key, following):
            at = Place(key.path, key.line, key.column + glued.end(1))
            self._refuse(at, shown(glued[0]), "“键: 值”", "冒号用半角，后面加一个空格")
            name = Scalar(key.path, key.line, key.column, glued[1], quoted=False, value=glued[1])
            entries.keys.setdefault(name.text, name)
            entries.nodes.setdefault(
                name.text, Scalar(at.path, at.line, at.column, "", quoted=False, value=None)
            )
            return
        node = self._node(following, depth)
        if self._is_example and isinstance(key, Scalar) and key.text == "<<":
            self._refuse(key, "合并 <<", "直接写出内容", "把内容抄在这里")
        elif not isinstance(key, Scalar):
            self._refuse(key, "用一组内容作键", "一个词作键", "含 [ ] { } 的文字要加引号")
        elif isinstance(key.value, str):
            if (first := entries.keys.get(key.value)) is not None:
                mend = f"第 {first.line} 行已写过，两处合成一处"
                self._refuse(key, f"重复的键{shown(key.value)}", "同一层里每个键只写一次", mend)
                return
            entries.keys[key.value] = key
            entries.nodes[key.value] = node
        elif key.value is not None:
            self._refuse(key, f"键{shown(key.text)}", "文字作键", "给这个键加引号，或改成规定的键名")

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        self._check_properties(event)
        line, column = _position(event.start_mark)
        text, quoted = event.value, bool(event.style)
        scalar = Scalar(self._path, line + 1, column + 1, text, quoted, text)
        if quoted:
            return scalar
        if (self._colons and self._crosses_colon(event)) or (text == "null" and self._is_example):
            scalar.value = None
        elif text in _EMPTY:
            self._refuse_value(scalar, "一个值", "写上值；没有就删掉这一行")
        elif text[0] in _STARTS_LIKE_NUMBER:
            self._resolve_number(scalar)
        elif text in _BOOLEANS:
            scalar.value = _BOOLEANS[text]
        elif _GUESSED.fullmatch(text):
            mend = f'是非写 true 或 false；若是文字或选项，加引号写成 "{text}"'
            self._refuse_value(scalar, "true、false 或加引号的文字", mend)
        return scalar

    def _resolve_number(self, scalar: Scalar) -> None:
        """An integer, an exact Decimal, refused, or text that only starts like a number."""
        if _INTEGER.fullmatch(scalar.text):
            scalar.value = int(scalar.text)
        elif _DECIMAL.fullmatch(scalar.text):
            scalar.value = Decimal(scalar.text)
        else:
            for pattern, expected, mend in _ODD_NUMBERS:
                if pattern.fullmatch(scalar.text):
                    return self._refuse_value(scalar, expected, mend)
        return None

    def _check_properties(self, event: yaml.Event) -> None:
        """No anchors, aliases or tags, or in examples no unknown ones: what is written is what is meant."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            expected = "上面写过的 &名字" if self._is_example else "直接写出内容"
            self._refuse(self._at(event), f"引用 *{anchor}", expected, "把内容抄在这里；若是文字请加引号")
        elif anchor in self._anchored:
            self._refuse(self._at(event), f"锚点 &{anchor}", "没有用过的名字", "换一个名字")
        elif anchor is not None and not self._is_example:
            self._refuse(self._at(event), f"锚点 &{anchor}", "直接写出内容", "删掉锚点；若是文字请加引号")
        if tag is not None:
            self._refuse(
                self._at(event), f"标签{shown(tag)}", "不带标签的值", "删掉 ! 开头的标签；若是文字请加引号"
            )

    def _full_width_colons(self) -> dict[int, re.Match[str]]:
        found = ((line, _FULL_WIDTH_COLON.match(text)) for line, text in enumerate(self._lines))
        return {line: match for line, match in found if match}

    def _crosses_colon(self, event: yaml.ScalarEvent) -> bool:
        """A plain scalar that holds a line like `name：…`: a key whose colon was typed full-width."""
        first, column = _position(event.start_mark)
        crossed = False
        for line in range(first, _position(event.end_mark)[0] + 1):
            match = self._colons.get(line)
            if match and (line > first or column == match.start(1)):
                self._refuse_colon(line, match)
                crossed = True
        return crossed

    def _refuse_colon(self, line: int, match: re.Match[str]) -> None:
        mend = f"写成“{match[1]}: …”；若这真是一段文字，加引号"
        self._refuse(Place(self._path, line + 1, match.end()), "全角冒号“：”", "半角冒号加空格", mend)

    def _at(self, event: yaml.Event) -> Place:
        line, column = _position(event.start_mark)
        return Place(self._path, line + 1, column + 1)

    def _refuse(self, at: Located, what: str, expected: str, mend: str) -> None:
        self._problems.add(at, read=what, expected=expected, mend=mend)

    def _refuse_value(self, scalar: Scalar, expected: str, mend: str) -> None:
        self._refuse(scalar, shown(scalar.text) if scalar.text else "空值", expected, mend)
        scalar.value = None
