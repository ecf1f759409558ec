"""收建议：what the rows of a batch make of regions/, proven on the result before a byte is written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from scripts.regions.editing import DASH, Block, CannotEdit, File, put_documents, without_mark
from scripts.regions.load import load
from scripts.regions.model import Source
from scripts.regions.notation import document_lines, statement_lines
from scripts.regions.problems import BadData
from scripts.regions.statements import of_role
from scripts.regions.strict_yaml import Entries
from scripts.tools.check import looked_in_future

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from scripts.regions.model import Country, Datum, Value
    from scripts.regions.problems import Problem
    from scripts.regions.proposals import Proposal

type Kind = Literal["applied", "replaced", "confirmed", "already", "reported", "refused"]
PROOFS = {None: 0, "web": 1, "quoted": 2, "official": 3}
_MANY = 3
"""So many of the problems that a row makes are told."""


class Refused(Exception):  # noqa: N818 - told to a person
    """不能收的原因."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """一条建议的结果; `old` is the statement that it takes the place of, or that stands already."""

    kind: Kind
    old: Value | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """整批的结果: each row's outcome by its id, and the files that change."""

    outcomes: Mapping[str, Outcome]
    changed: Mapping[str, bytes]
    country: Country
    """As it will be."""


@dataclass(slots=True)
class _Draft:
    """One attempt: what the rows make of the files, not yet checked."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)

    @property
    def changed(self) -> dict[str, bytes]:
        return {path: file.data() for path, file in self.files.items()}


@dataclass(frozen=True, slots=True)
class Desk:
    """办公桌: the country and its files as they are, and the day on which the batch is looked at."""

    country: Country
    files: Mapping[str, bytes]
    regions: Path
    on: date
    replaces: bool = False

    def plan(self, rows: Sequence[Proposal]) -> Plan:
        """What can be taken of the rows; a row that breaks a check is refused with what the check says."""
        unread = [row for row in rows if row.value is None]
        settled = {row.id: self._unread(row) for row in unread}
        while True:
            left = [row for row in rows if row.id not in settled]
            draft = self._draft(left)
            problems, country = self._check(draft)
            if country:
                changed = {path: data for path, data in draft.changed.items() if data != self.files[path]}
                outcomes = {row.id: {**draft.outcomes, **settled}[row.id] for row in rows}
                return Plan(outcomes, changed, country)
            for row, caused in (_blamed(draft, problems) or self._found_out(left, problems[0])).items():
                reason = f"收了以后检查通不过：{'；'.join(caused[:_MANY])}"
                settled[row] = Outcome("refused", draft.outcomes[row].old, reason)

    def _unread(self, row: Proposal) -> Outcome:
        """A row that states nothing: a report is for a person to look into, all else is a mistake."""
        if row.about is None:
            return Outcome("refused", reason="；".join(map(str, row.problems)))
        region, key = row.about
        return Outcome("reported", region.facts(self.on).get(key))

    def _check(self, draft: _Draft) -> tuple[tuple[Problem, ...], Country | None]:
        try:
            country = load(self.regions, files={**self.files, **draft.changed})
        except BadData as bad:
            return bad.problems, None
        problems = looked_in_future(country, self.on)
        return problems, None if problems else country

    def _found_out(self, rows: Sequence[Proposal], problem: Problem) -> dict[str, list[str]]:
        """The row without which a problem elsewhere is not there: the last of the fewest that make it."""
        fine, bad = 0, len(rows)
        while bad - fine > 1:
            half = (fine + bad) // 2
            problems, _ = self._check(self._draft(rows[:half]))
            if any((one.path, one.mend) == (problem.path, problem.mend) for one in problems):
                bad = half
            else:
                fine = half
        return {rows[bad - 1].id: [f"{problem.path} 里，{_told(problem)}"]}

    def _draft(self, rows: Sequence[Proposal]) -> _Draft:
        draft = _Draft()
        by_place: dict[tuple[str, str], list[tuple[Proposal, Value]]] = defaultdict(list)
        for row in rows:
            if row.value:
                by_place[row.value.region.slug, row.value.key].append((row, row.value))
        taken: list[tuple[Proposal, Value]] = []
        dropped: list[Value] = []
        order = {key: number for number, key in enumerate(self.country.dictionary)}
        for slug, key in sorted(by_place, key=lambda place: order[place[1]]):
            region = self.country.by_slug[slug]
            held = region.stated.get(key, ())
            file = draft.files.get(region.path) or File(self.files[region.path])
            before = [values for other, values in region.stated.items() if order[other] < order[key]]
            blocks = self._placed(by_place[slug, key], file, held, draft)
            if not any(block.row for block in blocks):
                continue
            draft.files[region.path] = file
            if held:
                file.put_key(held, blocks)
            else:
                file.add_key(key, before[-1][-1] if before else None, blocks)
            here = {block.row for block in blocks}
            taken += [(row, value) for row, value in by_place[slug, key] if row.id in here]
            left = {block.value.place for block in blocks}
            dropped += [value for value in held if value.place not in left]
        self._put_documents(draft, taken, dropped)
        if stated := {value.key for _, value in taken if value.fact.awaited}:
            path = f"{self.regions.as_posix()}/facts.yaml"
            draft.files[path] = without_mark(path, self.files[path], stated, "awaited")
        return draft

    def _placed(
        self, rows: Sequence[tuple[Proposal, Value]], file: File, held: Sequence[Value], draft: _Draft
    ) -> list[Block]:
        """The statements of one key with the rows among them."""
        blocks: list[Block] = []
        try:
            blocks = file.blocks(held)
            indent = file.indent(held[0]) if held else DASH
        except CannotEdit as reason:
            draft.outcomes |= {row.id: Outcome("refused", reason=str(reason)) for row, _ in rows}
            return []
        for row, value in rows:
            try:
                draft.outcomes[row.id] = self._place(row, value, blocks, indent)
            except Refused as reason:
                draft.outcomes[row.id] = Outcome("refused", reason=str(reason))
        return blocks

    def _place(self, row: Proposal, new: Value, blocks: list[Block], indent: int) -> Outcome:
        """Puts the row among the statements of its key, or says why not."""
        fresh = Block(new, statement_lines(row.stated, new.fact.shape, indent), row.id)
        newer = next((block.value for block in reversed(blocks) if block.value.starts > new.starts), None)
        if newer and new.is_known and new.until is None:
            fresh.end(newer.starts - timedelta(1))
        for block in blocks:
            old = block.value
            if not block.row and is_seen_again(new, old):
                block.see_again(new)
                block.row = row.id
                return Outcome("confirmed", old)
            if brings_nothing(fresh.value, block.value):
                return Outcome("already", block.value)
        if new.status == "conflicting":
            _insert(fresh, blocks)
            return Outcome("applied")
        taken = self._taken(fresh.value, blocks)
        if newer and new.since is None and not taken:
            raise Refused(f"已有一条写明从 {newer.since} 起，这一条没有写从哪天起，分不清先后")
        rest = [block for block in blocks if block not in taken]
        ended = self._end_older(fresh.value, rest)
        fresh.tail = [line for block in taken for line in block.tail]
        _insert(fresh, rest)
        blocks[:] = rest
        return Outcome("replaced", taken[0].value) if taken else Outcome("applied", ended)

    def _taken(self, new: Value, blocks: Sequence[Block]) -> list[Block]:
        """Those whose place a new one takes: of the same day, 查无结果, or both sides of 说法不一."""
        if new.status == "unknown" and any(block.value.status != "unknown" for block in blocks):
            raise Refused("已有查到的值，这一条说没有找到：要撤掉它，请由人手改")
        at_once = [block for block in blocks if block.value.overlaps(new)]
        if rivals := [block for block in at_once if block.value.status == "conflicting"]:
            self._need_leave("已有两种说法（conflicting），要由人先裁决")
            return rivals
        if unknown := [block for block in at_once if block.value.status == "unknown"]:
            return unknown
        twins = [block for block in blocks if block.value.starts == new.starts]
        for twin in twins:
            if twin.row:
                raise Refused(f"这一批里的 {twin.row} 写着同一个 since")
            if is_confirmed(twin.value) and not (says_the_same(new, twin.value) and is_confirmed(new)):
                self._need_leave(f"已有的值对过官方原文（{_day(twin.value)}）")
        return twins

    def _end_older(self, new: Value, others: Sequence[Block]) -> Value | None:
        """The older statement that holds still ends on the day before; what it was."""
        older = next((block for block in others if block.value.starts < new.starts), None)
        if older is None or older.value.ends < new.starts:
            return None
        if is_confirmed(older.value) and not is_confirmed(new):
            self._need_leave(f"现行的值对过官方原文（{_day(older.value)}），这一条没有对过")
        ended = older.value
        older.end(new.starts - timedelta(1))
        return ended

    def _need_leave(self, why: str) -> None:
        if not self.replaces:
            raise Refused(f"{why}；确实要换，加 --replace（make apply … REPLACE=1）")

    def _put_documents(
        self, draft: _Draft, taken: Sequence[tuple[Proposal, Value]], dropped: Sequence[Value]
    ) -> None:
        """New documents come into sources.yaml, those that nobody cites any more go."""
        new: dict[str, tuple[list[str], str]] = {}
        for row, value in taken:
            written = row.row.nodes.get("source")
            if value.source and value.source.id not in {*self.country.sources, *new}:
                parts = written.nodes if isinstance(written, Entries) else {}
                new[value.source.id] = document_lines(value.source.id, parts), row.id
        left = [value for value in self.country.values if value not in dropped]
        left += [value for _, value in taken]
        gone = {source.id for value in dropped for source in cited(value)}
        gone -= {source.id for value in left for source in cited(value)}
        if new or gone:
            path = f"{self.regions.as_posix()}/sources.yaml"
            draft.files[path] = put_documents(path, self.files[path], new, gone)


def brings_nothing(new: Value, old: Value) -> bool:
    """已经有了: the same is stated, as well proven and as lately looked up."""
    if not says_the_same(new, old):
        return False
    better = PROOFS[new.proof] - PROOFS[old.proof]
    return better < 0 or (better == 0 and new.looked <= old.looked)


def is_seen_again(new: Value, old: Value) -> bool:
    """再次核对: to the letter the same statement, looked up or read in the original on a later day."""
    statuses = (old.status, new.status)
    is_same = statuses in ((old.status, old.status), ("secondary", "official"))
    days = [(value.looked, value.confirmed or date.min) for value in (old, new)]
    is_later = new.looked >= old.looked and days[1] > days[0]
    return is_same and is_later and _agree(new, old, of_role("said", "paper"))


def says_the_same(new: Value, old: Value) -> bool:
    """The same value for the same time, with the same limits."""
    is_as_sure = new.is_known == old.is_known and (new.status == "conflicting") == (
        old.status == "conflicting"
    )
    return is_as_sure and _agree(new, old, of_role("said"))


def _agree(new: Value, old: Value, parts: Iterable[str]) -> bool:
    return all(getattr(new, part) == getattr(old, part) for part in parts)


def is_confirmed(value: Value) -> bool:
    """一个人对过原文."""
    return value.status == "official" or value.confirmed is not None


def _day(value: Value) -> date:
    """The last on which a person read the original."""
    return value.confirmed or value.looked


def cited(value: Value) -> Iterator[Source]:
    """Every document that a statement names, also within its value."""
    if value.source:
        yield value.source
    yield from value.also
    yield from _within(value.value)


def _within(datum: Datum | None) -> Iterator[Source]:
    match datum:
        case Source():
            yield datum
        case tuple():
            for item in datum:
                yield from _within(item)
        case dict():
            for item in datum.values():
                yield from _within(item)


def _insert(fresh: Block, blocks: list[Block]) -> None:
    """Newest first."""
    at = sum(block.value.starts >= fresh.value.starts for block in blocks)
    blocks.insert(at, fresh)


def _blamed(draft: _Draft, problems: Sequence[Problem]) -> dict[str, list[str]]:
    """The rows in whose own lines there is a problem."""
    blamed: dict[str, list[str]] = defaultdict(list)
    brought = {path: file.brought for path, file in draft.files.items()}
    for problem in problems:
        if row := brought.get(problem.path, {}).get(problem.line):
            blamed[row].append(_told(problem))
    return blamed


def _told(problem: Problem) -> str:
    """Without the line: it would be of a file that nobody wrote."""
    return f"读到{problem.read}，应为{problem.expected}，改法：{problem.mend}"
