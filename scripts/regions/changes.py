"""变更：what is stated otherwise than before, as stated and not as inherited: the nation's change is one.

When and where it was looked up, notes, comments and order are no change; neither is the end of a statement
that the next one brings with it. 查无结果 states nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import chain, groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from scripts.regions.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from calculators.engine.dates import PartialDate
    from calculators.engine.doubts import Status
    from scripts.regions.model import Country, Datum, Fact, Region, Value

type Kind = Literal["new", "changed", "corrected", "confirmed", "withdrawn"]
KINDS: Mapping[Kind, str] = {
    "new": "新查到",
    "changed": "新规定",
    "corrected": "更正",
    "confirmed": "对过原文",
    "withdrawn": "撤下",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """当时的说法: what of a statement counts; `source` is the document it was read in, by its id.

    `is_followed` when another begins as it ends: then its end says nothing of its own.
    """

    status: Status
    value: Datum = field(compare=False)
    since: PartialDate | None = None
    until: PartialDate | None = None
    source: str | None = field(default=None, compare=False)
    is_followed: bool = field(default=False, compare=False, repr=False)
    meaning: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "meaning", meaning(self.value))

    @property
    def starts(self) -> date:
        return self.since.first if self.since else date.min

    def is_same(self, other: Stated) -> bool:
        """Whether nothing changed between them."""
        is_free = self.is_followed or other.is_followed
        return (replace(self, until=other.until) if is_free else self) == other

    def is_what_is_said_by(self, value: Value) -> bool:
        """Whether a statement that stands now is the same, whatever its end."""
        return self.since == value.since and self.meaning == meaning(value.value)

    def is_as_good_as(self, other: Stated) -> bool:
        """The same value for the same time, however well proven."""
        return replace(self, status=other.status) == other


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """一条变更: `old` is what stood before, `new` what stands since; `day` is when readers were told."""

    day: date
    region: Region
    fact: Fact
    kind: Kind
    old: Stated | None
    new: Stated | None

    @property
    def key(self) -> str:
        return self.fact.key

    @property
    def words(self) -> str:
        """What happened: what replaces an earlier day's statement corrects nothing."""
        is_newer = self.kind == "corrected" and self.old and self.new and self.old.starts < self.new.starts
        return "更新" if is_newer else KINDS[self.kind]

    @property
    def replaced(self) -> Stated | None:
        """What stands no longer: an older rule stays, as history."""
        return None if self.kind == "changed" else self.old

    @property
    def source(self) -> str | None:
        """The document of what stands since; of what was withdrawn, its own."""
        last = self.new or self.old
        return last.source if last else None

    @property
    def told(self) -> tuple[object, ...]:
        """Equal for equal changes."""
        return self.day, self.region.slug, self.key, self.kind, self.old, self.new


type States = Mapping[tuple[str, str], Sequence[Stated]]
"""What is stated, by region and key."""


class History(NamedTuple):
    """来历: since when a statement was first said to hold, its corrections, the last day told of it."""

    since: PartialDate | None
    corrections: int
    day: date | None


class Changelog:
    """变更记录: every change told so far, the newest first."""

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self.changes = tuple(sorted(changes, key=lambda change: change.day, reverse=True))

    @cached_property
    def by_region(self) -> Mapping[Region, tuple[Change, ...]]:
        found: dict[Region, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.region, []).append(change)
        return {region: tuple(changes) for region, changes in found.items()}

    @property
    def releases(self) -> Iterator[tuple[date, tuple[Change, ...]]]:
        """每次发布, the newest first."""
        for day, changes in groupby(self.changes, key=lambda change: change.day):
            yield day, tuple(changes)

    @property
    def began(self) -> date | None:
        """The first day of which it tells."""
        return self.changes[-1].day if self.changes else None

    def history(self, value: Value) -> History:
        """Of a statement that stands now."""
        since, corrections, day = value.since, 0, None
        for change in self.by_region.get(value.region, ()):
            if change.key == value.key and change.new and change.new.since == since:
                day = day or change.day
                if change.kind == "corrected" and change.old:
                    corrections += not change.new.is_as_good_as(change.old)
                    since = change.old.since
                elif change.kind != "confirmed":
                    break
        return History(since, corrections, day)


def release(before: States, after: Country, changelog: Changelog, day: date) -> tuple[Change, ...]:
    """What the record of a day has to tell: every change since `before` that no earlier day told.

    Whatever `before` is, what readers were told last goes before it.
    """
    was = {about: [*statements] for about, statements in before.items()}
    for change in changelog.changes:
        if change.day == day:
            _swap(was.setdefault((change.region.slug, change.key), []), change.new, change.replaced)
    for change in reversed(changelog.changes):
        if change.day < day:
            _swap(was.setdefault((change.region.slug, change.key), []), change.replaced, change.new)
    now = states(after)
    return tuple(
        Change(day, region, fact, *difference)
        for region in after.regions
        for fact in after.dictionary.values()
        for about in [(region.slug, fact.key)]
        for difference in differences(was.get(about, []), now.get(about, []))
    )


def _swap(among: list[Stated], out: Stated | None, into: Stated | None) -> None:
    """One goes, another comes, which takes the place of what begins the same day."""
    if out:
        among[:] = [each for each in among if not each.is_same(out)]
    if into and not any(each.is_same(into) for each in among):
        among[:] = [each for each in among if each.since != into.since or into.status == "conflicting"]
        among.append(into)


def differences(
    was: Sequence[Stated], now: Sequence[Stated]
) -> Iterator[tuple[Kind, Stated | None, Stated | None]]:
    """Of one key in one region, what is new the newest first, then what was withdrawn."""
    gone = [old for old in _newest_first(was) if not any(old.is_same(new) for new in now)]
    for new in _newest_first(now):
        if any(new.is_same(old) for old in was):
            continue
        if old := _replaced(new, gone):
            gone.remove(old)
            is_proven = new.is_as_good_as(old) and (old.status, new.status) == ("secondary", "official")
            yield "confirmed" if is_proven else "corrected", old, new
        else:
            before = next((each for each in _newest_first(now) if each.starts < new.starts), None)
            yield "changed" if before else "new", before, new
    yield from (("withdrawn", old, None) for old in gone)


def _replaced(new: Stated, gone: Sequence[Stated]) -> Stated | None:
    """The one that stands no longer in whose place it came: of the same day, of the same value, or older."""
    same_day = (old for old in gone if old.since == new.since)
    same_value = (old for old in gone if old.meaning == new.meaning)
    older = (old for old in gone if old.starts < new.starts)
    return next(chain(same_day, same_value, older), None)


def _newest_first(statements: Iterable[Stated]) -> list[Stated]:
    return sorted(statements, key=lambda each: each.starts, reverse=True)


def states(country: Country) -> States:
    """All that is stated, by region and key; 查无结果 states nothing."""
    return {
        (region.slug, key): followed(
            Stated(
                value.status, value.value, value.since, value.until, value.source.id if value.source else None
            )
            for value in values
            if value.value is not None
        )
        for region in country.regions
        for key, values in region.stated.items()
    }


def followed(statements: Iterable[Stated]) -> list[Stated]:
    """Those of one key in one region, each knowing whether another begins as it ends."""
    statements = [*statements]
    begins = {each.starts for each in statements}
    return [
        replace(each, is_followed=each.until is not None and each.until.last + timedelta(1) in begins)
        for each in statements
    ]


def meaning(datum: Datum | None) -> str:
    """Equal whatever the order of a list, and whatever is mended of a document it names."""
    match datum:
        case tuple():
            return f"[{','.join(sorted(map(meaning, datum)))}]"
        case dict():
            return f"{{{','.join(f'{name}:{meaning(datum[name])}' for name in sorted(datum))}}}"
        case Source():
            return repr(datum.id)
        case Decimal():
            return f"{datum.normalize():f}"
        case _:
            return repr(datum)
