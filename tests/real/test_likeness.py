"""雷同: our words resemble none of the widely copied pages on the same questions.

known_pages.sha holds fingerprints of pages we must not resemble: of every eight Chinese characters in a row
within one clause, the first twelve hex digits of their SHA-256. None of their text can be read from it.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from tests.real.prose import Line, lines

KNOWN = Path(__file__).with_name("known_pages.sha")
WINDOW = 8
DIGITS = 12
NAMES = ("国家医保服务平台", "《中华人民共和国社会保险法》")
"""Proper names have no other words."""

_CLAUSE_END = re.compile(r"[，。、；：？！,.;:?!|/（）()\[\]\n]")
_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]")


def windows(text: str) -> set[str]:
    """Every eight Chinese characters in a row of a clause; digits and quotation marks do not part them."""
    clauses = (_NOT_HAN.sub("", clause) for clause in _CLAUSE_END.split(text))
    return {clause[at : at + WINDOW] for clause in clauses for at in range(len(clause) - WINDOW + 1)}


def fingerprint(window: str) -> str:
    return hashlib.sha256(window.encode()).hexdigest()[:DIGITS]


def own_words(line: Line) -> str:
    """The line without proper names."""
    text = line.text
    for name in NAMES:
        text = text.replace(name, "|")
    return text


@pytest.fixture(scope="module")
def known() -> frozenset[str]:
    return frozenset(KNOWN.read_text("ascii").split())


def test_fingerprints_are_whole(known: frozenset[str]) -> None:
    """Sorted, of one length, thousands of them; long enough that chance makes no words alike."""
    assert KNOWN.read_text("ascii").split() == sorted(known)
    assert {len(each) for each in known} == {DIGITS}
    assert len(known) > 4_000


def test_nothing_is_shared(known: frozenset[str]) -> None:
    """No eight characters in a row of content/ stand in those pages."""
    shared = [
        f"{line.place} “{window}”"
        for line in lines()
        for window in sorted(windows(own_words(line)))
        if fingerprint(window) in known
    ]
    assert shared == []
