"""印页：fills the shell's slots. No template runs here; thousands of pages are joins of ready text."""

from __future__ import annotations

import shutil
from html import escape
from typing import TYPE_CHECKING

from scripts.shell import files_for_readers, read_shell

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scripts.shell import Links, Page, Shell, Shells


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
    }
    return shell.fill(texts, lists)


def write(page: Page, shells: Shells, folder: Path) -> None:
    """One page as <address>/index.html."""
    target = folder / page.url / "index.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(fill(shells.by_depth[page.url.count("/")], page).encode())


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
