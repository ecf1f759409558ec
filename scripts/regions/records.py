"""变更的记录：changes/2026-12-01.yaml, a file a release: written by `make changes`, read by every build."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, cast, get_args

from calculators.engine.doubts import Status
from scripts.regions.changes import KINDS, Change, Changelog, Stated
from scripts.regions.dictionary import read_datum
from scripts.regions.model import Country, Source
from scripts.regions.notation import entries_of, node_of, row_lines, said
from scripts.regions.problems import BadData, Place, Problems
from scripts.regions.reading import Reader
from scripts.regions.sources import Sources
from scripts.regions.strict_yaml import Entries, Node, read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from scripts.regions.changes import Kind
    from scripts.regions.model import Fact

FOLDER = "changes"
"""Beside regions/."""
STATUSES = tuple(status for status in get_args(Status) if status != "unknown")
_NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.yaml")
_REQUIRED, _OPTIONAL = ("region", "key", "kind"), ("old", "new")
_STATED, _MORE = ("value", "status"), ("since", "until", "source")
_SIDES: dict[Kind, tuple[str, ...]] = {
    "new": ("new",),
    "changed": ("old", "new"),
    "corrected": ("old", "new"),
    "confirmed": ("old", "new"),
    "withdrawn": ("old",),
}
_HEAD = """\
# {} 告诉读者的变更，由 make changes 写下：哪里、哪一项，原来（old）和现在（new）怎么写。网页的变更记录、
# changes.atom 和日历从这里来。以前的日子不要改；写错的值改在 regions/ 里，再运行一次 make changes。
"""


def read_changes(folder: Path, country: Country) -> Changelog:
    """All that was told so far; BadData tells what cannot be accepted. Without the folder, nothing was."""
    problems = Problems()
    changes: list[Change] = []
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        name = f"{folder.name}/{file.name}"
        if not file.name.startswith("."):
            changes += _Record(name, country, Reader(problems)).changes(file.read_bytes())
    if problems:
        raise BadData(problems.in_order())
    return Changelog(changes)


class _Record:
    """One file."""

    def __init__(self, path: str, country: Country, reader: Reader) -> None:
        self._path = path
        self._country = country
        self._reader = reader
        self._documents = _Former(country)
        self._seen: set[tuple[object, ...]] = set()

    def changes(self, data: bytes) -> Iterable[Change]:
        day = _day(self._path.rpartition("/")[2])
        if day is None:
            mend = "改名，或移走；记录由 make changes 写"
            self._reader.problems.add(
                Place(self._path), read="不认识的文件", expected="以日子为名，如 2026-12-01.yaml", mend=mend
            )
            return ()
        node = read(self._path, data, self._reader.problems)
        found = (self._change(item, day) for item in (self._reader.items(node) if node else ()))
        return [change for change in found if change]

    def _change(self, node: Node, day: date) -> Change | None:
        reader, before = self._reader, len(self._reader.problems)
        parts = reader.entries(node, _REQUIRED, _OPTIONAL)
        regions, dictionary = self._country.by_slug, self._country.dictionary
        slug = reader.choice(parts["region"], regions, "地区") if "region" in parts else None
        key = reader.choice(parts["key"], dictionary, "事项") if "key" in parts else None
        kind = cast("Kind | None", reader.choice(parts["kind"], KINDS)) if "kind" in parts else None
        if kind:
            self._check_sides(kind, node, parts)
        if slug is None or key is None or kind is None or len(reader.problems) > before:
            return None
        old, new = (
            self._stated(dictionary[key], parts[side]) if side in parts else None for side in _OPTIONAL
        )
        change = Change(day, regions[slug], dictionary[key], kind, old, new)
        if len(reader.problems) > before:
            return None
        if change.told in self._seen:
            reader.refuse(node, "每条变更一次", "删掉重复的这一条", "重复的变更")
        self._seen.add(change.told)
        return change

    def _check_sides(self, kind: Kind, node: Node, parts: dict[str, Node]) -> None:
        """What stood before and what stands since, as far as the kind has them."""
        sides = "、".join(_SIDES[kind])
        for side in _OPTIONAL:
            if side in parts and side not in _SIDES[kind]:
                self._reader.refuse(
                    parts[side], f"kind 为 {kind} 时只有 {sides}", f"删掉 {side}，或改 kind", side
                )
            elif side not in parts and side in _SIDES[kind]:
                expected = f"kind 为 {kind} 时写有 {sides}"
                self._reader.refuse(node, expected, f"补上 {side}，或改 kind", f"缺 {side} 的一条")

    def _stated(self, fact: Fact, node: Node) -> Stated | None:
        reader = self._reader
        parts = reader.entries(node, _STATED, _MORE)
        value = read_datum(fact.shape, parts["value"], reader, self._documents) if "value" in parts else None
        status = reader.choice(parts["status"], STATUSES) if "status" in parts else None
        since, until = (
            reader.partial_date(parts[name]) if name in parts else None for name in ("since", "until")
        )
        source = reader.text(parts["source"]) if "source" in parts else None
        if value is None or status is None:
            return None
        return Stated(cast("Status", status), value, since, until, source)


class _Former(Sources):
    """Documents that may have gone since: the one who cites them is not to blame."""

    def __init__(self, country: Country) -> None:
        super().__init__(None, Reader(Problems()))
        self.known = dict(country.sources)

    def find(self, node: Node, reader: Reader) -> Source | None:
        name = reader.text(node)
        return self.known.get(name, Source(name, name, "", "original")) if name else None


def written(day: date, changes: Iterable[Change]) -> bytes:
    """The file of a day."""
    lines: list[str] = []
    for change in changes:
        row = entries_of(
            {"region": said(change.region.slug), "key": said(change.key), "kind": said(change.kind)}
        )
        row.nodes |= {name: _node(side) for name, side in (("old", change.old), ("new", change.new)) if side}
        lines += ["", *row_lines(row, change.fact.shape)]
    return (_HEAD.format(day) + "\n".join(lines) + "\n").encode()


def _node(side: Stated) -> Entries:
    parts = (("since", side.since), ("until", side.until), ("value", side.value), ("status", side.status))
    return entries_of(
        {name: node_of(part) for name, part in (*parts, ("source", side.source)) if part is not None}
    )


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name.removesuffix(".yaml")) if _NAME.fullmatch(name) else None
    except ValueError:
        return None
