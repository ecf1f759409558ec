"""改机械的错：`python -m scripts fix` mends in regions/ what has one meaning only."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.regions.dictionary import MEASURED, Dictionary
from scripts.regions.load import read_files
from scripts.regions.notation import DAYS
from scripts.regions.problems import Problems
from scripts.regions.reading import Reader
from scripts.regions.statements import REQUIRED, REQUIRED_UNKNOWN, of_form
from scripts.regions.strict_yaml import UNSEEN, Entries, Items, Node, Scalar, read
from scripts.tools.transaction import replaced

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Mapping

    from scripts.regions.model import Kind
    from scripts.regions.problems import Problem

type Kinds = Mapping[str, Kind]
"""Of each fact the kind of its value."""
type Change = tuple[int, str, str]
"""A line's number, what stood there and what stands there now."""

_BOM = "\ufeff"
_BLANK = re.compile(rf"(?=\s){UNSEEN}")
"""What cannot be seen and takes room becomes a space; what takes none goes."""
_LOST = "\ufffd"
"""Stands where a character was lost, by a program that could not read it: only a person knows which."""
_GONE = re.compile(rf"(?![\s{_LOST}]){UNSEEN}")
_WIDE = ("\t", "\u3000")
_WIDTHS = (2, 4, 8, None)
"""How many spaces a tab before a line may stand for; None: whatever brings it below the line above."""
_KEY = re.compile(
    rf"(?P<key> *(?:[a-z_]+|- +(?:{'|'.join((REQUIRED[0], *REQUIRED_UNKNOWN))})))"
    r"(?: ?：| ?:(?![:/]))(?P<gap> *)(?P<value>.*)"
)
"""Nothing else begins so: no text goes on over the end of a line, and items of text begin with a dash."""
_NAME = re.compile(r"([^\s#-].*)：$")
_DASH = re.compile(r"^( *)-(?=[a-z_]+:)")
_COMMENT = re.compile(r"\s+#.*$")
_MARKS = of_form("mark")
_DAY = re.compile(r"([0-9]{4})(?:[-/.年](?:([0-9]{1,2})(?:[-/.月](?:([0-9]{1,2})日?)?)?)?)?")
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,_]*%?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[,_][0-9]{3})+(?:\.[0-9]+)?")
_CURLY = re.compile('["“”＂]([^"“”＂]*)["“”＂]')
_HALF = re.compile('"([^"“”]*)”')
_TRUTH = {"是": "true", "yes": "true", "true": "true", "否": "false", "no": "false", "false": "false"}
_FLOW = re.compile(r"[\[{［｛].*[\]}］｝]")
_BRACKETS = str.maketrans("［］｛｝", "[]{}")
_WORDS = re.compile(r"\[ *[\w.-]+(?: *[,，、] *[\w.-]+)* *\]", re.ASCII)
_NEXT = re.compile(r" *[,，] *(?=[a-z_]+ ?[:：])")
_FIELD = re.compile(r"(?<=[{ ])([a-z_]+) ?(?:：|:(?=[^\s/])) *")


def run(options: Namespace) -> int:
    """`python -m scripts fix`: tells every line it changed; 1 when a file is left for a person."""
    files = read_files(options.regions)
    kinds = kinds_of(files.get(f"{options.regions.as_posix()}/facts.yaml", b""))
    changed: dict[Path, bytes] = {}
    left = 0
    for path, before in files.items():
        if not path.endswith(".yaml"):
            continue
        after, changes, problem = mended(path, before, kinds)
        for line, old, new in changes:
            print(f"{path}:{line}: {_visible(old)} → {_visible(new)}")
        if problem:
            print(f"{problem}。这个文件没有动，请由人先改这里")
            left += 1
        elif after != before:
            changed[Path(path)] = after
    with replaced(changed):
        pass
    print(f"改了 {len(changed)} 个文件。再运行 make check，看还有没有别的。" if changed else "没有改动。")
    return 1 if left else 0


def kinds_of(facts: bytes) -> Kinds:
    """What kind of value each fact has: 2% can mean only 0.02 where that is a share."""
    node = read("facts.yaml", facts, Problems())
    known = Dictionary(node, Reader(Problems())).known if node else {}
    return {key: fact.shape.kind for key, fact in known.items()}


def mended(path: str, data: bytes, kinds: Kinds) -> tuple[bytes, list[Change], Problem | None]:
    """The file as it should be and each change; or as it was and the mistake for which a person is needed."""
    try:
        before = data.decode()
    except UnicodeDecodeError:
        return data, [], _first(path, data)
    tried = dict(_mended(before, kinds, width) for width in _WIDTHS)
    read_as: dict[str, tuple[int, object]] = {}
    for text in tried:
        problems = Problems()
        if node := read(path, text.encode(), problems):
            read_as[text] = len(problems), _said(node)
    least = min((count for count, _ in read_as.values()), default=0)
    best = [text for text, (count, _) in read_as.items() if count == least]
    if best and all(read_as[text] == read_as[best[0]] for text in best):
        return best[0].encode(), tried[best[0]], None
    return data, [], _first(path, data if best else [*tried][-1].encode())


def _said(node: Node) -> object:
    """What a file says, wherever it stands."""
    match node:
        case Items():
            return [_said(item) for item in node.nodes]
        case Entries():
            return {name: _said(inner) for name, inner in node.nodes.items()}
        case Scalar():
            return node.text


def _first(path: str, data: bytes) -> Problem:
    """The first mistake in a file that has one."""
    problems = Problems()
    read(path, data, problems)
    return problems.in_order()[0]


def _mended(text: str, kinds: Kinds, width: int | None) -> tuple[str, list[Change]]:
    """The text with every slip mended, and each changed line with its number, before and after."""
    changes: list[Change] = []
    if text.startswith(_BOM):
        changes.append((1, "文件开头的 BOM 标记", "没有 BOM"))
        text = text.removeprefix(_BOM)
    if "\r" in text:
        changes.append((1, "Windows 的换行", "普通换行（整个文件）"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text and not text.endswith("\n"):
        changes.append((text.count("\n") + 1, "最后一行没有换行", "有换行"))
        text += "\n"
    lines = text.split("\n")
    new = [*_lines(lines, kinds, width)]
    changes += [
        (number, old, line)
        for number, (old, line) in enumerate(zip(lines, new, strict=True), 1)
        if old != line
    ]
    return "\n".join(new), changes


def _lines(lines: list[str], kinds: Kinds, width: int | None) -> Iterator[str]:
    fact, above = "", ""
    for each in lines:
        line = _spaced(each, above, width)
        if line and not line.lstrip().startswith("#"):
            comment = found[0] if (found := _COMMENT.search(line)) else ""
            line = _entry(line.removesuffix(comment), kinds.get(fact))
            fact = named[1] if (named := re.fullmatch(r"  ([a-z_]+):", line)) else fact
            above = line
            line += comment
        yield line


def _spaced(line: str, above: str, width: int | None) -> str:
    """Invisible characters go, odd spaces and tabs become plain ones, none is left at the end."""
    line = _GONE.sub("", line).rstrip()
    rest = line.lstrip()
    indent = line.removesuffix(rest)
    if any(sign in indent for sign in _WIDE):
        below = len(above) - len(above.lstrip(" -"))
        wide = 1 if width is None else width
        indent = " " * (below if width is None else sum(wide if sign in _WIDE else 1 for sign in indent))
    return _BLANK.sub(" ", indent + rest)


def _entry(line: str, kind: Kind | None) -> str:
    """One line without its comment: a key and its value, or an item of a list."""
    line = _DASH.sub(r"\1- ", line)
    if named := _NAME.fullmatch(line):
        return f"{named[1]}:"
    if found := _KEY.fullmatch(line):
        key, gap, value = found.groups()
        return f"{key}:{gap or ' '}{_value(value, key.strip(' -'), kind)}" if value else f"{key}:"
    item = re.match(r" *- +", line)
    return f"{item[0]}{_flow(line[item.end() :])}" if item else line


def _value(text: str, name: str, kind: Kind | None) -> str:
    """What stands behind a key, in the form that its key asks for."""
    is_value = name == "value"
    if _FLOW.fullmatch(text):
        return _flow(text)
    if half := _HALF.fullmatch(text):
        return f'"{half[1]}"'
    if name in DAYS or (is_value and kind in ("date", "month")):
        return _day(text)
    if name in ("code", "area_code") or (is_value and kind in ("phone", "month_day")):
        return _quoted(text)
    if (is_value and kind == "boolean") or name in _MARKS:
        return _TRUTH.get(text.lower(), text)
    return _number(text, kind) if is_value and kind in MEASURED else text


def _flow(text: str) -> str:
    """A list or record on one line: half-width brackets, colons behind its fields, commas between them."""
    if not _FLOW.fullmatch(text) or '"' in text:
        return text
    text = text[0].translate(_BRACKETS) + text[1:-1] + text[-1].translate(_BRACKETS)
    if _WORDS.fullmatch(text):
        return re.sub(" *[，、] *", ", ", text)
    return _FIELD.sub(r"\1: ", _NEXT.sub(", ", text)) if text.startswith("{") else text


def _day(text: str) -> str:
    """2026年7月1日, 2026/7/1, 2026-7-1 and the same in wide digits are 2026-07-01."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).replace("–", "-"))
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else text


def _quoted(text: str) -> str:
    """Codes and telephone numbers stand in straight quotation marks."""
    digits = unicodedata.normalize("NFKC", bare[1] if (bare := _CURLY.fullmatch(text)) else text)
    return f'"{digits}"' if re.fullmatch("[0-9-]+", digits) else text


def _number(text: str, kind: Kind | None) -> str:
    """Digits of half width, no separators; a percentage is divided by 100 where a share is meant."""
    bare = _CURLY.fullmatch(text)
    number = unicodedata.normalize("NFKC", bare[1] if bare else text)
    if not _NUMBER.fullmatch(number):
        return text
    if _GROUPED.fullmatch(number):
        number = number.replace(",", "").replace("_", "")
    if kind == "share" and re.fullmatch(r"[0-9]+(?:\.[0-9]+)?%", number):
        number = f"{(Decimal(number[:-1]) / 100).normalize():f}"
    return number


def _visible(text: str) -> str:
    """A line for the eye: what cannot be seen is named."""
    end = "⟨行尾空格⟩" if text.endswith(" ") else ""
    unseen = (f"⟨U+{ord(sign):04X}⟩" if re.match(UNSEEN, sign) else sign for sign in text.strip(" "))
    return f"{''.join(unseen)}{end}"
