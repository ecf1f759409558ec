"""全有或全无：files written together, and as they were when one cannot be or what follows goes wrong."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@contextmanager
def replaced(files: Mapping[Path, bytes | None]) -> Iterator[None]:
    """The files as given (None: gone) if all goes well inside; written beside first, then renamed."""
    before = {path: content(path) for path in files}
    fresh = {path: path.with_name(f".{path.name}.{os.getpid()}") for path in files}
    folders = {folder for path in files for folder in path.parents if not folder.exists()}
    try:
        for path, data in files.items():
            if data is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                fresh[path].write_bytes(data)
        for path, data in files.items():
            if data is None:
                path.unlink(missing_ok=True)
            else:
                fresh[path].replace(path)
        yield
    except BaseException:
        _put_back(before)
        raise
    finally:
        for path in fresh.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)
        for folder in sorted(folders, reverse=True):
            with suppress(OSError):
                folder.rmdir()  # if nothing was left in it


def _put_back(before: Mapping[Path, bytes | None]) -> None:
    for path, old in before.items():
        if old is None:
            path.unlink(missing_ok=True)
        elif content(path) != old:
            path.write_bytes(old)


def content(path: Path) -> bytes | None:
    """What stands in it; None where there is no file."""
    return path.read_bytes() if path.is_file() else None
