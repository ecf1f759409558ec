"""名词的链接：from where running text first uses a word to where /glossary/ explains it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from scripts.regions.addresses import GLOSSARY

if TYPE_CHECKING:
    from scripts.words.glossary import Group

_NOT_RUNNING = "a|h[1-6]|summary|button|label|legend|th|dt|script|svg|blockquote|details|form"
"""Elements in which no word becomes a link; what one folds away is not a reader's first meeting with it."""
_AFTERWARDS = ("sources", "paper", "onward")
"""Documents, the sheet of paper and other pages follow: no running text any more."""
_LINE = re.compile(r"\n(?![^<>]*>)")
"""Where a line ends, but not within a tag."""


class Found(NamedTuple):
    """一行里的一个名词."""

    start: int
    end: int
    id: str


class Line(NamedTuple):
    """读过的一行: its terms, and which of the elements above it leaves open."""

    terms: tuple[Found, ...]
    inside: tuple[str, ...]


class Glossary:
    """全部名词; a line of HTML is searched once, on however many pages it stands."""

    def __init__(self, groups: tuple[Group, ...] = ()) -> None:
        self.groups = groups
        self.terms = {term.id: term for group in groups for term in group.terms}
        self._ids = {word: term.id for term in self.terms.values() for word in (term.term, *term.also)}
        words = sorted(self._ids, key=len, reverse=True)
        self._pattern = re.compile(
            rf"<(/?)({_NOT_RUNNING})\b[^>]*>|<[^>]*>|({'|'.join(map(re.escape, words)) or '(?!)'})"
        )
        self._lines: dict[tuple[str, tuple[str, ...]], Line] = {}

    def linked(self, html: str, root: str) -> str:
        """The HTML with every term linked where running text uses it first."""
        ends = (html.find(f' id="{each}"') for each in _AFTERWARDS)
        end = min((each for each in ends if each >= 0), default=len(html))
        met: set[str] = set()
        inside: tuple[str, ...] = ()
        lines = _LINE.split(html[:end])
        for number, line in enumerate(lines):
            if inside and inside[-1] not in line:
                continue
            known = self._lines.get((line, inside)) or self._read(line, inside)
            if known.terms:
                lines[number] = _with_links(line, known.terms, met, root)
            inside = known.inside
        return "\n".join(lines) + html[end:]

    def _read(self, line: str, inside: tuple[str, ...]) -> Line:
        terms, still = [], inside
        for match in self._pattern.finditer(line):
            closes, element, word = match.groups()
            if word and not still:
                terms.append(Found(*match.span(3), self._ids[word]))
            elif element and closes:
                still = still[:-1] if element in still else still
            elif element and (not still or element in still):
                still = (*still, element)
        self._lines[line, inside] = Line(tuple(terms), still)
        return self._lines[line, inside]


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
