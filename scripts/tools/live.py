"""现在的网页：pages made from the files as they are now, in a process that a change of code replaces."""

from __future__ import annotations

import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

from scripts import build, door
from scripts.pages import guide
from scripts.pages import site as pages
from scripts.regions.addresses import PYTHON
from scripts.regions.load import CACHE, load
from scripts.regions.problems import BadData
from scripts.regions.records import FOLDER, read_changes
from scripts.site import press, shell
from scripts.site.shell import Shells

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from multiprocessing.connection import Connection
    from pathlib import Path

    from scripts.pages.page import Draft
    from scripts.regions.load import Read

IDLE = 0.5
"""Seconds without a question, after which files are read for the next change."""


def answer(questions: Connection, on: date, regions: Path, site: Path) -> None:
    """Until nobody asks any more: None reads all files anew, an address asks for its page."""
    pages = Pages(on, regions, site)
    while True:
        try:
            if not questions.poll(IDLE):
                pages.read_ahead()
            asked = questions.recv()
        except (EOFError, KeyboardInterrupt):
            return
        questions.send(_safely(pages, asked))


def _safely(pages: Pages, asked: str | None) -> tuple[str | None, str]:
    """What was asked for and what is wrong: of a problem in the files its sentences, else the last words."""
    try:
        if asked is not None:
            return pages.html(asked), ""
        pages.read()
    except build.TROUBLES as trouble:
        return None, build.told(trouble)
    except Exception as error:  # whatever a programmer has just broken
        at = traceback.extract_tb(error.__traceback__)[-1]
        traceback.print_exception(error)
        return None, f"{at.filename}:{at.lineno}: {type(error).__name__}：{error}（全文在终端里）"
    return None, ""


class Pages:
    """现在的网页: made when asked for, the last good ones until all files can be read again."""

    def __init__(self, on: date, regions: Path, site: Path) -> None:
        self._on = on
        self._regions = regions
        self._site = site
        self._shells: Shells
        self._made: dict[str, Draft] = {}
        self._coming: Iterator[Draft] = iter(())
        self._read_before: Read = {}

    def read_ahead(self) -> None:
        """Every file once, so that after a change only the changed one is read."""
        if not self._read_before:
            with suppress(BadData):
                load(self._regions, read_before=self._read_before)

    def read(self) -> None:
        """All files anew; one of the TROUBLES leaves everything as it was."""
        if self._read_before:
            country = load(self._regions, read_before=self._read_before)
        else:
            country = load(self._regions, build.ROOT / CACHE)
        if not shell.is_current(build.ROOT, build.SHELL):
            with door.alone(build.LOCK):
                shell.render(build.ROOT, build.SHELL)
        site = pages.read(
            build.CONTENT,
            country,
            self._on,
            changelog=read_changes(self._regions.parent / FOLDER, country),
            runtime=self._python(),
            url=build.site_url(),
            cache=build.ROOT / CACHE / "templates",
        )
        self._shells = Shells(build.SHELL, build.on_every_page(country, self._on))
        self._coming = guide.drafts(site)
        self._made = {}

    def html(self, url: str) -> str | None:
        """The page at an address; None where none is made from facts."""
        while url not in self._made:
            draft = next(self._coming, None)
            if draft is None:
                return None
            self._made[draft.url] = draft
        return press.fill(self._shells.at(url.count("/")), self._made[url].make())

    def _python(self) -> str:
        """The folder of the browser's Python in the site that is served."""
        return next((f"{PYTHON}{each.name}/" for each in self._site.glob(f"{PYTHON}*/")), PYTHON)
