"""人会写错的样子: each told at its line with what was read, what was expected and how to mend it."""

from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from scripts.regions.load import load
from scripts.regions.problems import BadData
from tests.regions.corruption import Bench

FILE = "regions/huxin/baifan.yaml"
TABLE = yaml.safe_load(Path(__file__).with_name("mistakes.yaml").read_text("utf-8"))


class Mistake(NamedTuple):
    """One kind: a piece of a file as it should be, as somebody wrote it, and what the check says."""

    kind: str
    right: str
    wrong: str
    told: list[str]


MISTAKES = [Mistake(**row) for row in TABLE["mistakes"]]


def test_what_is_right_is_accepted(world_copy: Path) -> None:
    """So that each message comes from the mistake alone."""
    stated(world_copy, TABLE["base"])
    assert load(world_copy).by_slug["baifan"].stated["late_fee_daily_rate"]
    assert len({mistake.kind for mistake in MISTAKES}) == len(MISTAKES) >= 60


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.kind for mistake in MISTAKES])
def test_a_mistake_is_told_with_its_mend(mistake: Mistake, world_copy: Path) -> None:
    assert TABLE["base"].count(mistake.right) == 1
    stated(world_copy, TABLE["base"].replace(mistake.right, mistake.wrong))
    with pytest.raises(BadData) as bad:
        load(world_copy)
    assert str(bad.value).split("\n") == [f"{FILE}:{line}" for line in mistake.told]
    assert all("，应为" in line and "，改法：" in line for line in mistake.told)


def test_random_damage_is_told_where_it_is(tmp_path: Path) -> None:
    """A sample; `make fuzz` tries a thousand."""
    assert [*Bench(tmp_path).faults(50, seed=1)] == []


def stated(regions: Path, words: str) -> None:
    """Another statement at the end of the city's file."""
    file = regions / "huxin/baifan.yaml"
    file.write_text(file.read_text("utf-8") + words, "utf-8")
