"""快到的日子：days ahead on which something begins or ends in a region, and their calendar."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scripts.model import Region, Value

LONGEST_LINE = 75
"""Octets of a line of a calendar (RFC 5545, 3.1)."""


class Coming(NamedTuple):
    """一个日子: `what` happens to the value."""

    day: date
    value: Value
    what: str


def coming_dates(region: Region, held: Mapping[str, Value], on: date) -> tuple[Coming, ...]:
    """What the values that hold now, and those to come, say of the days ahead; soonest first."""
    ahead = [found for value in held.values() if value.is_known for found in _of(value)]
    ahead += [Coming(value.starts, value, "新的规定起施行") for value in region.coming(on) if value.is_known]
    coming = (each for each in ahead if each.day > on)
    return tuple(sorted(coming, key=lambda each: (each.day, each.value.key, each.what)))


def calendar(events: Iterable[Coming], name: str, host: str) -> str:
    """日历文件 (RFC 5545); its stamps are the days of the last look, so that equal data give equal files."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{host}//{name}//ZH", f"X-WR-CALNAME:{_text(name)}"]
    for day, value, what in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{value.region.code}-{value.key}-{day:%Y%m%d}@{host}",
            f"DTSTAMP:{value.looked:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(f'{value.region.short}：{value.fact.label}，{what}')}",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


@cache
def _of(value: Value) -> tuple[Coming, ...]:
    """The days that a value names: its end, and the dates in a record."""
    ends = [Coming(value.until.last, value, "现在的规定到这天为止")] if value.until else []
    record = value.value if isinstance(value.value, dict) else {}
    named = ((record.get(name), field.label) for name, field in value.fact.shape.fields.items())
    return (*ends, *(Coming(day, value, label) for day, label in named if isinstance(day, date)))


def _text(text: str) -> str:
    for mark in "\\;,":
        text = text.replace(mark, f"\\{mark}")
    return text


def _folded(line: str) -> str:
    """A long line goes on after a line break and a space, never inside a character."""
    if len(line.encode()) < LONGEST_LINE:
        return line
    parts, size = [""], 0
    for letter in line:
        size += len(letter.encode())
        if size > LONGEST_LINE - 1:
            parts.append("")
            size = len(letter.encode())
        parts[-1] += letter
    return "\r\n ".join(parts)
