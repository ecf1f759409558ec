"""印页：fills the shell's slots. No template runs here; thousands of pages are joins of ready text."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from html import escape
from multiprocessing import get_context
from typing import TYPE_CHECKING

from scripts.site.audit import read_page
from scripts.site.shell import files_for_readers, read_shell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from scripts.pages.page import Draft, Page
    from scripts.site.audit import Reading
    from scripts.site.shell import Links, Shell, Shells


WORTH_A_WORKER = 200
"""Fewer pages than this are pressed sooner than another process has started."""
_inherited: list[Callable[[], dict[str, Reading]]] = []
"""The shares of the forked workers: templates and facts cannot be sent, but a fork has them."""


def fill(shell: Shell, page: Page) -> str:
    """One page's HTML."""
    texts = {
        "title": escape(page.title),
        "description": escape(page.description),
        "canonical": escape(page.canonical),
        "robots": "index, follow" if page.indexable else "noindex, follow",
        "kind": page.kind,
        "body": page.body,
    }
    lists: dict[str, Links] = {
        "breadcrumbs": page.breadcrumbs,
        "local_nav": page.local_nav,
        "toc": page.toc,
        "scripts": [("", script) for script in page.scripts],
        "data": [("", file) for file in page.data],
    }
    return shell.fill(texts, lists)


def begin(
    drafts: Sequence[Draft], shells: Shells, folder: Path, base: str
) -> Callable[[], dict[str, Reading]]:
    """开印: make and write every page, on all processors.

    What is returned waits for them, and tells what the audit needs to know of each, by path.
    """
    workers = len(os.sched_getaffinity(0)) if len(drafts) >= WORTH_A_WORKER else 1
    size = -(-len(drafts) // workers) or 1
    shares = [drafts[start : start + size] for start in range(0, len(drafts), size)]
    if len(shares) < 2:
        return partial(_write_share, drafts, shells, folder, base)
    _inherited[:] = [partial(_write_share, share, shells, folder, base) for share in shares]
    pool = ProcessPoolExecutor(len(shares), get_context("fork"))
    read = pool.map(_work, range(len(shares)))
    pool.shutdown(wait=False)
    return lambda: {path: reading for some in read for path, reading in some.items()}


def _work(number: int) -> dict[str, Reading]:
    processors = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(
        0, {processors[number % len(processors)]}
    )  # some kernels leave forked workers on one
    return _inherited[number]()


def _write_share(drafts: Sequence[Draft], shells: Shells, folder: Path, base: str) -> dict[str, Reading]:
    readings = {}
    for draft in drafts:
        path = f"{draft.url}index.html"
        html = fill(shells.at(draft.url.count("/")), draft.make())
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(html.encode())
        readings[path] = read_page(path, html, base)
    return readings


def write_hand_written(
    shells: Shells, folder: Path, site: Mapping[str, str], lists: Mapping[str, Links]
) -> None:
    """The pages MkDocs made, their few slots filled (the home page's lists), and the theme's files."""
    for name in files_for_readers(shells.folder):
        source, target = shells.folder / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if name.suffix == ".html":
            target.write_bytes(read_shell(source, site).fill({}, lists).encode())
        else:
            shutil.copyfile(source, target)
