"""名词的链接：from where running text first uses a word to where /glossary/ explains it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from scripts.regions.addresses import GLOSSARY

if TYPE_CHECKING:
    from scripts.words.glossary import Group

_NOT_RUNNING = "a|h[1-6]|summary|button|label|legend|th|dt|script|svg|blockquote"
"""Elements in which no word becomes a link; each stands on one line."""
_END = '<section class="guide" id="sources">'
"""Documents, the sheet of paper and other pages follow: no running text any more."""


class Found(NamedTuple):
    """一行里的一个名词."""

    start: int
    end: int
    id: str


class Line(NamedTuple):
    """读过的一行: its terms; what it folds away is not a reader's first meeting with a word."""

    terms: tuple[Found, ...]
    opens_fold: bool


class Glossary:
    """全部名词; a line of HTML is searched once, on however many pages it stands."""

    def __init__(self, groups: tuple[Group, ...] = ()) -> None:
        self.groups = groups
        self.terms = {term.id: term for group in groups for term in group.terms}
        self._ids = {word: term.id for term in self.terms.values() for word in (term.term, *term.also)}
        words = sorted(self._ids, key=len, reverse=True)
        self._pattern = re.compile(
            rf"<({_NOT_RUNNING})\b.*?</\1>|<[^>]*>|({'|'.join(map(re.escape, words)) or '(?!)'})"
        )
        self._lines: dict[str, Line] = {}

    def linked(self, html: str, root: str) -> str:
        """The HTML with every term linked where running text uses it first; forms are left alone."""
        met: set[str] = set()
        running, mark, rest = html.partition(_END)
        pieces = (piece.partition("<form") for piece in running.split("</form>"))
        linked = "</form>".join([self._linked(text, met, root) + tag + form for text, tag, form in pieces])
        return linked + mark + rest

    def _linked(self, html: str, met: set[str], root: str) -> str:
        lines = html.split("\n")
        is_folded = False
        for number, line in enumerate(lines):
            if is_folded:
                is_folded = "</details>" not in line
                continue
            known = self._lines.get(line) or self._read(line)
            if known.terms:
                lines[number] = _with_links(line, known.terms, met, root)
            is_folded = known.opens_fold
        return "\n".join(lines)

    def _read(self, line: str) -> Line:
        opens_fold = line.rfind("<details") > line.rfind("</details>")
        matches = self._pattern.finditer(line.rpartition("<details")[0] if opens_fold else line)
        terms = tuple(Found(*match.span(2), self._ids[match[2]]) for match in matches if match[2])
        self._lines[line] = Line(terms, opens_fold)
        return self._lines[line]


def _with_links(line: str, found: tuple[Found, ...], met: set[str], root: str) -> str:
    """The line with links on the terms that the page has not met before."""
    parts, done = [], 0
    for start, end, name in found:
        if name not in met:
            met.add(name)
            link = f'<a class="term" href="{root}{GLOSSARY}#{name}">{line[start:end]}</a>'
            parts += [line[done:start], link]
            done = end
    return "".join((*parts, line[done:]))
