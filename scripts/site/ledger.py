"""账本：what the last site was made of; a page that would say the same is taken over, not pressed anew."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple, cast

from scripts.regions.cache import digest, recall, remember

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.site.audit import Reading


class Entry(NamedTuple):
    """一页: what it was made of, the file as it was written, what the audit read in it."""

    made_of: str
    size: int
    changed: int
    reading: Reading


class Ledger:
    """全站的账: `words` is the fingerprint of all that every page is made of besides its own data."""

    def __init__(self, file: Path, site: Path, words: str) -> None:
        self._file = file
        self._site = site
        self._key = digest(words.encode(), str(site).encode())
        self._made_of: dict[str, str] = {}
        self._taken: dict[str, Entry] = {}
        self._last = cast("dict[str, Entry]", recall(file, self._key) or {})

    def take_over(self, path: str, made_of: str, folder: Path) -> bool:
        """Link the last site's page into `folder`; False where it has to be pressed."""
        self._made_of[path] = made_of
        old = self._last.get(path)
        page = self._site / path
        if not old or old.made_of != made_of or _state(page) != (old.size, old.changed):
            return False
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(page, target)
        except OSError:  # another disk, or one that knows no links
            return False
        self._taken[path] = old
        return True

    @property
    def readings(self) -> dict[str, Reading]:
        """The audit's readings of the pages that were taken over."""
        return {path: old.reading for path, old in self._taken.items()}

    def close(self, folder: Path, readings: dict[str, Reading]) -> None:
        """Write down what `folder` holds, for the next time."""
        entries = {
            path: self._taken.get(path) or Entry(made_of, *_state(folder / path), readings[path])
            for path, made_of in self._made_of.items()
        }
        if entries != self._last:
            remember(self._file, self._key, entries)


def _state(path: Path) -> tuple[int, int]:
    """Size and time of the last change: another file, or a file that somebody touched, differs."""
    try:
        status = path.stat()
    except OSError:
        return -1, -1
    return status.st_size, status.st_mtime_ns
