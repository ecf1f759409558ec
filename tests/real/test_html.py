"""合格的 HTML：html-validate finds nothing to mend on pages that together have every structure there is."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from calculators import SLUGS
from tests.real.structures import ALIKE, SITE, fewest, groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.real.structures import Group, Structure

ROOT = Path(__file__).parents[2]
VALIDATOR = ROOT / "node_modules/.bin/html-validate"
CONFIG = ROOT / ".htmlvalidate.mjs"


@pytest.fixture(scope="module")
def pages() -> Mapping[Group, Mapping[Path, Structure]]:
    return groups()


def faults(files: Iterable[Path], told: Path) -> list[str]:
    """What the validator writes into a file (of a pipe it leaves the rest unsaid), one line a fault."""
    command = [VALIDATOR, "--config", CONFIG, "--formatter", f"json={told}", *sorted(files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, cwd=ROOT)
    assert not done.stderr
    return [
        f"{file['filePath'].removeprefix(f'{SITE}/')}:{each['line']}:{each['column']}: {each['message']}"
        for file in json.loads(told.read_text("utf-8"))
        for each in file["messages"]
    ]


def test_every_kind_of_page_is_there(pages: Mapping[Group, Mapping[Path, Structure]]) -> None:
    topics = {path.parent.name for path in ROOT.glob("content/*/topic.yaml")}
    assert pages.keys() >= {
        *((kind, "") for kind in ALIKE),
        *((kind, topic) for kind in ("nation", "topic") for topic in topics),
        *(("calculator", slug) for slug in SLUGS),
        *(("written", name) for name in ("phone", "about")),
    }


def test_no_page_has_anything_to_mend(
    pages: Mapping[Group, Mapping[Path, Structure]], tmp_path: Path
) -> None:
    files = {path for group in pages.values() for path in fewest(group)}
    assert faults(files, tmp_path / "told.json") == []


def test_the_validator_sees_what_browsers_silently_mend(tmp_path: Path) -> None:
    wrong = (
        "<p>甲<details><summary>乙</summary>丙</details></p>",
        '<input type="date" placeholder="丁" aria-label="戊">',
        '<p id="a">己</p><p id="a">庚</p>',
        "<ul><p>辛</p></ul>",
        "<p>壬</b></p>",
    )
    files = [tmp_path / f"{number}.html" for number in range(len(wrong))]
    for file, body in zip(files, wrong, strict=True):
        head = '<!doctype html>\n<html lang="zh"><head><title>题</title></head>'
        file.write_text(f"{head}<body>{body}</body></html>\n", "utf-8")
    told = faults(files, tmp_path / "told.json")
    assert {line.partition(":")[0] for line in told} == {str(file) for file in files}, told
