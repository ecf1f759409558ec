"""快到的日子：days ahead on which something begins or ends in a region."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scripts.regions.model import Region, Value


class Coming(NamedTuple):
    """一个日子: `what` happens to the value."""

    day: date
    value: Value
    what: str
    name: str
    """Which of its dates: `since`, `until`, or a field of its record."""


def coming_dates(region: Region, held: Mapping[str, Value], on: date) -> tuple[Coming, ...]:
    """What the values that hold now, and those to come, say of the days ahead; soonest first."""
    ahead = [found for value in held.values() if value.is_known for found in _of(value)]
    ahead += [
        Coming(value.starts, value, "新的规定起施行", "since")
        for value in region.coming(on)
        if value.is_known
    ]
    coming = (each for each in ahead if each.day > on)
    return tuple(sorted(coming, key=lambda each: (each.day, each.value.key, each.what)))


@cache
def _of(value: Value) -> tuple[Coming, ...]:
    """The days that a value names: its end, and the dates in a record."""
    ends = [Coming(value.until.last, value, "现在的规定到这天为止", "until")] if value.until else []
    record = value.value if isinstance(value.value, dict) else {}
    named = ((record.get(name), field.label, name) for name, field in value.fact.shape.fields.items())
    return (*ends, *(Coming(day, value, *words) for day, *words in named if isinstance(day, date)))
