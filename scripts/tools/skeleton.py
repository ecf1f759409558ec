"""新建：files that the next check accepts; when it does not, everything is as before."""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


class CannotMake(Exception):  # noqa: N818 - told to a person
    """The reason, in Chinese."""


def asked_for(wanted: Namespace, names: Mapping[str, str], example: str) -> None:
    """Nothing is missing; CannotMake tells what is."""
    if missing := [words for name, words in names.items() if not getattr(wanted, name)]:
        raise CannotMake(f"还缺：{'、'.join(missing)}。{example}")


@contextmanager
def written(texts: Mapping[Path, str]) -> Iterator[None]:
    """The files as given, while what is checked inside goes well; as they were when it does not."""
    before = {path: path.read_bytes() if path.exists() else None for path in texts}
    folders = {path.parent for path in texts if not path.parent.exists()}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        yield
    except BaseException:
        for path, old in before.items():
            if old is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(old)
        for folder in folders:
            folder.rmdir()
        raise
