"""人会写错的样子: each told at its line with what was read, what was expected and how to mend it."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from scripts.regions.load import load
from scripts.regions.problems import BadData
from scripts.regions.yaml_errors import suspect
from scripts.tools.check import looked_in_future
from tests.regions.corruption import Bench

ROOT = Path(__file__).parents[2]
FILE = "huxin/baifan.yaml"
TODAY = date(2026, 11, 30)
TABLE = yaml.safe_load(Path(__file__).with_name("mistakes.yaml").read_text("utf-8"))


class Mistake(NamedTuple):
    """One kind: a piece of a file as it should be, as somebody wrote it, and what the check says.

    Without a `file` it is a piece of the `base`, which is added to a city's file; no piece is the end.
    """

    kind: str
    told: list[str]
    right: str = ""
    wrong: str = ""
    file: str = ""
    encoding: str = "utf-8"
    renamed: str = ""


MISTAKES = [Mistake(**row) for row in TABLE["mistakes"]]


def make(mistake: Mistake, regions: Path) -> Path:
    """The mistake in the invented world; the file in which it is."""
    file = regions / (mistake.file or FILE)
    before, text = file.read_text("utf-8"), TABLE["base"]
    if mistake.file:
        before, text = "", before
    assert mistake.right in text, mistake.kind
    text = text.replace(mistake.right, mistake.wrong, 1) if mistake.right else text + mistake.wrong
    file.write_bytes((before + text).encode(mistake.encoding))
    return file.rename(regions / mistake.renamed) if mistake.renamed else file


def told(regions: Path) -> list[str]:
    """What `make check` says of the data."""
    try:
        problems = looked_in_future(load(regions), TODAY)
    except BadData as bad:
        problems = bad.problems
    return [str(each).removeprefix(f"{regions.as_posix()}/") for each in problems]


def test_what_is_right_is_accepted(world_copy: Path) -> None:
    """So that each message comes from the mistake alone."""
    make(Mistake("none", [], "按日收", "按日收"), world_copy)
    assert told(world_copy) == []
    assert len({mistake.kind for mistake in MISTAKES}) == len(MISTAKES) >= 60


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.kind for mistake in MISTAKES])
def test_a_mistake_is_told_with_its_mend(mistake: Mistake, world_copy: Path) -> None:
    make(mistake, world_copy)
    assert told(world_copy) == mistake.told
    assert all("，应为" in line and "，改法：" in line for line in mistake.told)


def test_only_what_is_odd_is_suspected() -> None:
    """Every real file is laid out as the search for the line to blame expects."""
    files = [*(ROOT / "regions").rglob("*.yaml"), *(ROOT / "tests/world").rglob("*.yaml")]
    assert [file for file in files if suspect(file.read_text("utf-8").split("\n"))] == []


def test_random_damage_is_told_where_it_is() -> None:
    """A sample; `make fuzz` tries a thousand."""
    assert [*Bench().faults(100, seed=1)] == []
