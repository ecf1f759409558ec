"""缓存：results kept on the disk; whatever happens to them costs time and nothing else."""

from __future__ import annotations

import os
import pickle
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 32


def digest(*parts: bytes) -> bytes:
    """The key under which a result made of these parts is kept."""
    made_of = blake2b(digest_size=SIZE)
    for part in parts:
        made_of.update(b"%d\0" % len(part) + part)
    return made_of.digest()


def recall(file: Path, key: bytes) -> object | None:
    """What an earlier run kept for this key; a damaged or older file is no answer."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    payload = data[2 * SIZE :]
    if data[: 2 * SIZE] != key + digest(payload):
        return None
    kept: object = pickle.loads(payload)  # noqa: S301 - our own file, its digest just verified
    return kept


def remember(file: Path, key: bytes, result: object) -> None:
    """Keep it, whole or not at all."""
    payload = pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL)
    fresh = file.with_suffix(f".{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(key + digest(payload) + payload)
        fresh.replace(file)
    except OSError:  # no place for it
        with suppress(OSError):
            fresh.unlink()
