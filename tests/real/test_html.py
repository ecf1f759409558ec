"""合格的 HTML：html-validate finds nothing to mend on pages that together have every structure there is."""

from __future__ import annotations

import json
import re
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from calculators import SLUGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
VALIDATOR = ROOT / "node_modules/.bin/html-validate"
CONFIG = ROOT / ".htmlvalidate.mjs"
ALIKE = {"home", "missing", "hub", "coverage", "calculators", "claims", "glossary"}
"""Kinds whose pages share their words; of the others every name has words of its own."""

_KIND = re.compile(rb'<body class="kind-(\w+)"')
_OPENING = re.compile(rb'<(\w+)(?: class="([^"]*)")?')

type Structure = frozenset[tuple[bytes, ...]]
type Group = tuple[str, str]


@pytest.fixture(scope="module")
def pages() -> Mapping[Group, Mapping[Path, Structure]]:
    """Every page of the built site with the elements and classes that it has, by kind and name."""
    groups: dict[Group, dict[Path, Structure]] = defaultdict(dict)
    for path in sorted(SITE.rglob("*.html")):
        html = path.read_bytes()
        found = _KIND.search(html)
        assert found, path
        kind = found[1].decode()
        name = "" if kind in ALIKE else path.parent.name
        groups[kind, name][path] = frozenset(_OPENING.findall(html))
    return groups


def chosen(group: Mapping[Path, Structure]) -> set[Path]:
    """The fewest pages that have all structures of their group, the richest first, and the barest."""
    left = set().union(*group.values())
    found = {min(group, key=lambda path: len(group[path]))}
    while left:
        richest = max(group, key=lambda path: len(group[path] & left))
        found.add(richest)
        left -= group[richest]
    return found


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
    files = {path for group in pages.values() for path in chosen(group)}
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
