"""日历文件：the days ahead of a region, for a reader's own calendar (RFC 5545)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.pages.coming import Coming
    from scripts.regions.changes import Changelog

LONGEST_LINE = 75
"""Octets of a line (3.1)."""


def calendar(events: Iterable[Coming], changelog: Changelog, name: str, host: str) -> str:
    """An event stays the same while its statement is corrected, and says how often it was.

    Its stamp is the day of the last change, so that looking it up again changes no file.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{host}//{name}//ZH", f"X-WR-CALNAME:{_text(name)}"]
    for day, value, what, date_name in events:
        since, corrections, told = changelog.history(value)
        stamp = told or changelog.began or value.looked
        lines += [
            "BEGIN:VEVENT",
            f"UID:{value.region.code}-{value.key}-{since or 'unknown'}-{date_name}@{host}",
            f"SEQUENCE:{corrections}",
            f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(f'{value.region.short}：{value.fact.label}，{what}')}",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


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
