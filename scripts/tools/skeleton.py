"""新建：what the commands that start something ask for, and why they cannot."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping

from scripts.regions.files import SLUG
from scripts.regions.problems import Refusal


class CannotMake(Refusal):
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
