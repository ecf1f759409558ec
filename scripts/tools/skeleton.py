"""新建：files that the next check accepts; when it does not, everything is as before."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from scripts.regions.files import SLUG


class CannotMake(Exception):  # noqa: N818 - told to a person
    """The reason, in Chinese."""


def ask(parser: ArgumentParser, names: Mapping[str, str], example: str) -> None:
    """What a command takes, each named; one that is left out is asked for by `asked_for`."""
    parser.epilog = example
    for name, words in names.items():
        parser.add_argument(name, nargs="?", help=words)


def slug_of(wanted: Namespace, example: str) -> str:
    """The English name for addresses; CannotMake when it is none."""
    slug: str = wanted.slug
    if not SLUG.fullmatch(slug):
        raise CannotMake(f"英文名“{slug}”要用小写字母，几个词用短横连起来。{example}")
    return slug


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
