"""页面外壳：MkDocs renders one page of marks; for each path depth it is cut into segments and slots.

A slot is a mark ⟦name⟧ that stands in the front matter of content/_shell/index.md and of some hand-written
pages, and comes out of MkDocs wherever the theme put it. A mark ⟦name.part⟧ belongs to a list: its item is
the <li> around the mark, the whole list the <nav> around it, which vanishes when the list is empty. Scripts
have no <nav>: item and whole are the line around the mark, a script with the style sheet of its name. ⟦root⟧
is the way home, the only thing that the depth changes.
"""

from __future__ import annotations

import hashlib
import logging
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from io import StringIO
from pathlib import Path

from markupsafe import escape

type Links = Sequence[tuple[str, ...]]
PARTS = ("label", "url", "row", "column")
"""What a link may tell of itself; a province also where it lies."""

SENTINEL = "_shell/index.html"
NOT_FOR_READERS = (
    "_shell/",
    "assets/css/",
    "assets/javascripts/",
    "assets/images/",
    "assets/stylesheets/",
    "sitemap.xml",
    ".digest",
)
PACKAGES = ("mkdocs", "mkdocs-material", "Jinja2", "Markdown")

MARK = re.compile(r"⟦(\w+)⟧")
LIST_MARK = re.compile(r"⟦(\w+)\.\w+⟧")


def relative(from_url: str, to_url: str) -> str:
    """相对地址：the link from one address of the site to another, so that the site works in any folder."""
    return "../" * from_url.count("/") + to_url or "./"


IN_HEAD = ("scripts", "data")
"""Lists of which each is a line, and not an element with items."""


@dataclass(frozen=True, slots=True)
class Series:
    """一列链接：what stands before, around and after the links of one list."""

    before: str
    item: tuple[str, ...]
    after: str

    @classmethod
    def cut(cls, html: str, name: str) -> tuple[Series, str]:
        """The list called `name`, and the HTML with a plain mark in its place."""
        at = html.index(f"⟦{name}.")
        if name in IN_HEAD:
            start, end = first, last = html.rindex("\n", 0, at), html.index("\n", at)
        else:
            (start, end), (first, last) = _around(html, "li", at), _around(html, "nav", at)
        parts = re.split(r"⟦\w+\.(\w+)⟧", html[start:end])
        return cls(html[first:start], tuple(parts), html[end:last]), f"{html[:first]}⟦{name}⟧{html[last:]}"

    def fill(self, links: Links) -> str:
        """The HTML of the list; nothing at all when there are no links."""
        if not links:
            return ""
        return (
            self.before
            + "".join(_join(self.item, dict(zip(PARTS, map(escape, link), strict=False))) for link in links)
            + self.after
        )


@dataclass(frozen=True, slots=True)
class Shell:
    """外壳：one page of MkDocs as static text (even places) and names of slots (odd places)."""

    parts: tuple[str, ...]
    series: Mapping[str, Series]

    @classmethod
    def cut(cls, html: str) -> Shell:
        """Find the marks; the lists first, so that only plain marks are left."""
        series: dict[str, Series] = {}
        while found := LIST_MARK.search(html):
            series[found[1]], html = Series.cut(html, found[1])
        return cls(tuple(MARK.split(html)), series)

    def fill(self, texts: Mapping[str, str], lists: Mapping[str, Links]) -> str:
        """The finished page; `texts` are HTML already, lists are labels (plain or Markup) and addresses."""
        return _join(
            self.parts, {**texts, **{name: series.fill(lists[name]) for name, series in self.series.items()}}
        )


class Shells:
    """全部外壳：one for each path depth; `site` fills what is the same on every page, like the hotline."""

    def __init__(self, folder: Path, site: Mapping[str, str]) -> None:
        self.folder = folder
        self._site = site
        self.at = cache(self._at)

    def _at(self, depth: int) -> Shell:
        """The shell of the pages that many folders below home."""
        return read_shell(self.folder / SENTINEL, {**self._site, "root": "../" * depth or "./"})


def read_shell(path: Path, site: Mapping[str, str]) -> Shell:
    """One page of MkDocs, its site-wide slots filled, the others cut."""
    html = path.read_text("utf-8")
    for name, text in site.items():
        html = html.replace(f"⟦{name}⟧", str(escape(text)))
    return Shell.cut(html)


class BadShell(Exception):  # noqa: N818 - names what is bad, as the messages do
    """MkDocs 做不成外壳: nothing was published."""


def render(root: Path, folder: Path) -> None:
    """Run MkDocs into `folder`, without our hook; raises BadShell."""
    from mkdocs.commands.build import build  # half a second that most builds don't need
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    shutil.rmtree(folder, ignore_errors=True)
    told = StringIO()
    listener = logging.StreamHandler(told)
    listener.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(listener)
    try:
        build(load_config(str(root / "mkdocs.yml"), site_dir=str(folder), hooks=[]))
    except MkDocsException as refused:
        told.write(
            f"{refused.format_message()}\n手写的网页（content/ 和 mkdocs.yml）要照上面说的改，网站没有更新。"
        )
        raise BadShell(told.getvalue()) from refused
    finally:
        logging.getLogger("mkdocs").removeHandler(listener)
    note(root, folder)


def note(root: Path, folder: Path) -> None:
    """Write down what MkDocs, which has just filled the folder, has read."""
    (folder / ".digest").write_text(digest(root), "utf-8")


def is_current(root: Path, folder: Path) -> bool:
    """Whether MkDocs would make the same again: no file it reads and no package of it has changed."""
    noted = folder / ".digest"
    return noted.exists() and noted.read_text("utf-8") == digest(root)


def digest(root: Path) -> str:
    """The fingerprint of everything MkDocs reads."""
    content = root / "content"
    read = [
        root / "mkdocs.yml",
        *content.glob("**/*.md"),
        *(p for p in content.glob("_theme/**/*") if p.is_file()),
    ]
    seen = hashlib.sha256(" ".join(version(package) for package in PACKAGES).encode())
    for path in sorted(read):
        seen.update(f"\n{path.relative_to(root)}\n".encode() + path.read_bytes())
    return seen.hexdigest()


def files_for_readers(folder: Path) -> Iterator[Path]:
    """The files of MkDocs' output that belong in the site, relative to `folder`."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(NOT_FOR_READERS) and not name.endswith(".map"):
            yield Path(name)


def hand_written(folder: Path) -> list[str]:
    """The addresses of the pages that MkDocs made for readers."""
    names = [name.as_posix() for name in files_for_readers(folder)]
    return [name.removesuffix("index.html") for name in names if name.endswith("index.html")]


def _around(html: str, element: str, at: int) -> tuple[int, int]:
    """Where the element around a place begins and ends; it holds no other of its name."""
    return html.rindex(f"<{element}", 0, at), html.index(f"</{element}>", at) + len(f"</{element}>")


def _join(parts: Sequence[str], texts: Mapping[str, str]) -> str:
    """Static text and slots in turn."""
    filled = list(parts)
    filled[1::2] = [texts[name] for name in parts[1::2]]
    return "".join(filled)
