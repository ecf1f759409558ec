"""“这里不对？”：what a reader sent by mail, read into rows that state nothing.

What stands between two lines of ``` is what the page filled in; the words before it are the reader's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scripts.regions.problems import Place, Problems
from scripts.regions.strict_yaml import Entries, Items, Scalar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scripts.regions.model import Region

FENCE = "```"
PARTS = ("page", "key", "value", "source", "data")
"""What the page fills in: its address, the key, the value as shown, its source, the day of the data."""
_PART = re.compile(rf"({'|'.join(PARTS)})\s*[:：]\s*(.*)")
_QUOTED = re.compile(r"^[>\s]+")
_TEXTS = (".txt", ".md", ".eml")


def is_report(path: str) -> bool:
    """Whether a file is a mail and not a batch."""
    return path.casefold().endswith(_TEXTS)


def read_reports(path: str, data: bytes, regions: Mapping[str, Region], problems: Problems) -> Items | None:
    """A row for each block; None when there is none or the text is not in UTF-8, which is then reported."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        mend = "把邮件的文字贴进记事本，另存为 UTF-8 的 .txt"
        problems.add(Place(path), read="不是 UTF-8 的字节", expected="UTF-8 编码的文字", mend=mend)
        return None
    lines = [_QUOTED.sub("", line).rstrip() for line in text.splitlines()]
    fences = [number for number, line in enumerate(lines) if line.startswith(FENCE)]
    rows = Items(path, 1, 1)
    words = 0
    for first, last in zip(fences[::2], fences[1::2], strict=False):
        row = _row(path, first + 1, lines[first + 1 : last], regions)
        row.nodes["id"] = _said(row, f"报告 {len(rows.nodes) + 1}")
        row.nodes["reported"] = _said(row, "这里不对")
        if said := _plain(" ".join(filter(None, lines[words:first]))):
            row.nodes["remark"] = _said(row, said)
        rows.nodes.append(row)
        words = last + 1
    if not rows.nodes:
        mend = f"把邮件的文字整个贴进来，连同末尾两行 {FENCE} 之间的"
        problems.add(Place(path), read="没有报告的文字", expected=f"{FENCE} 之间的一段", mend=mend)
        return None
    return rows


def _row(path: str, line: int, block: Sequence[str], regions: Mapping[str, Region]) -> Entries:
    """The region of the page, the key, the rest as evidence; a line that a mail program broke is mended."""
    parts: dict[str, str] = {}
    name = ""
    for each in block:
        if found := _PART.fullmatch(each):
            name = found[1]
            parts[name] = found[2]
        elif name:
            parts[name] += each
    row = Entries(path, line, 1)
    if page := parts.get("page"):
        slug = page.partition("/")[0]
        row.nodes["region"] = _said(row, slug if slug in regions else "nation")
    if key := parts.get("key"):
        row.nodes["key"] = _said(row, key)
    seen = "；".join(f"{part} {parts[part]}" for part in PARTS if parts.get(part) and part != "key")
    if plain := _plain(seen):
        row.nodes["evidence"] = _said(row, plain)
    return row


def _plain(text: str) -> str:
    """Anybody may write: no markup."""
    return re.sub(r"[<>]", " ", text).strip()


def _said(row: Entries, text: str) -> Scalar:
    return Scalar(row.path, row.line, 1, text, quoted=True, value=text)
