"""指纹：what a page is made of, in a few letters; it is pressed again only when that changes."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from scripts.regions.facts_json import statement
from scripts.regions.model import Value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def fingerprint(*parts: object) -> str:
    """Equal for equal parts; a Value counts with all that a reader can see of it, whatever the day."""
    told = [_told(part) if isinstance(part, Value) else part for part in parts]
    return hashlib.blake2b(repr(told).encode(), digest_size=12).hexdigest()


@cache
def _told(value: Value) -> str:
    """What is told of it, and the documents whole, of which a page tells more."""
    sides = [(statement(side, side.looked), side.value, side.source, side.also) for side in value.statements]
    return hashlib.blake2b(repr((value.fact, sides)).encode(), digest_size=12).hexdigest()


def of_files(paths: Iterable[Path]) -> str:
    """The fingerprint of some files, names and contents."""
    digest = hashlib.blake2b(digest_size=12)
    for path in sorted(paths):
        content = path.read_bytes()
        digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
