"""结构: the elements and classes of the built pages, and the fewest pages that have them all."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SITE = Path(__file__).parents[2] / "site"
ALIKE = {"home", "missing", "hub", "coverage", "calculators", "claims", "glossary"}
"""Kinds whose pages share their words; of the others every name has words of its own."""

_KIND = re.compile(rb'<body class="kind-(\w+)"')
_OPENING = re.compile(rb'<(\w+)(?: class="([^"]*)")?')

type Structure = frozenset[tuple[bytes, ...]]
type Group = tuple[str, str]


def groups() -> Mapping[Group, Mapping[Path, Structure]]:
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


def fewest(group: Mapping[Path, Structure]) -> set[Path]:
    """The fewest pages that have all structures of their group, the richest first, and the barest."""
    left = set().union(*group.values())
    found = {min(group, key=lambda path: len(group[path]))}
    while left:
        richest = max(group, key=lambda path: len(group[path] & left))
        found.add(richest)
        left -= group[richest]
    return found
