"""账本: what may be taken over from the last site, and what must be pressed again."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from scripts.site.audit import Reading
from scripts.site.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path

PATH = "jia/index.html"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one page, written down in the ledger."""
    folder = tmp_path / "site"
    (folder / "jia").mkdir(parents=True)
    (folder / PATH).write_text("甲", "utf-8")
    ledger = Ledger(tmp_path / "ledger", folder, "words")
    assert not ledger.take_over(PATH, "facts", tmp_path / "nowhere")
    ledger.close(folder, {PATH: Reading(PATH, canonical="here")})
    return folder


def taken_over(site: Path, words: str = "words", made_of: str = "facts") -> bool:
    return Ledger(site.parent / "ledger", site, words).take_over(PATH, made_of, site.parent / "next")


def test_an_unchanged_page_is_taken_over_with_its_reading(site: Path) -> None:
    ledger = Ledger(site.parent / "ledger", site, "words")
    folder = site.parent / "next"
    assert ledger.take_over(PATH, "facts", folder)
    assert (folder / PATH).read_text("utf-8") == "甲"
    assert ledger.readings[PATH].canonical == "here"


def test_other_facts_or_other_words_are_pressed(site: Path) -> None:
    assert not taken_over(site, made_of="other facts")
    assert not taken_over(site, words="other words")


def test_a_page_that_somebody_touched_is_pressed(site: Path) -> None:
    os.utime(site / PATH, ns=(0, 0))
    assert not taken_over(site)


def test_a_page_that_is_gone_is_pressed(site: Path) -> None:
    (site / PATH).unlink()
    assert not taken_over(site)


def test_another_site_has_its_own_pages(site: Path) -> None:
    elsewhere = site.parent / "elsewhere"
    assert not Ledger(site.parent / "ledger", elsewhere, "words").take_over(PATH, "facts", site.parent / "x")


def test_an_unchanged_site_leaves_the_ledger_as_it_is(site: Path) -> None:
    file = site.parent / "ledger"
    before = file.stat().st_mtime_ns
    ledger = Ledger(file, site, "words")
    assert ledger.take_over(PATH, "facts", site.parent / "next")
    ledger.close(site.parent / "next", ledger.readings)
    assert file.stat().st_mtime_ns == before


def test_a_page_that_is_no_more_is_not_in_the_next_ledger(site: Path) -> None:
    file = site.parent / "ledger"
    Ledger(file, site, "words").close(site, {})
    assert not taken_over(site)


def test_a_damaged_ledger_is_no_ledger(site: Path) -> None:
    file = site.parent / "ledger"
    file.write_bytes(file.read_bytes()[:-1])
    assert not taken_over(site)


def test_where_links_are_refused_pages_are_pressed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(os, "link", refuse)
    assert not taken_over(site)
