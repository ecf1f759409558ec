"""名词表：content/glossary/glossary.yaml, the field's words in plain words, and their links on other pages.

A meaning types no figure: figures are facts, and stand on the pages with their proof.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from scripts.pages.page import Draft, page
from scripts.regions.reading import Reader, read_content
from scripts.regions.strict_yaml import shown

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.pages.templates import Templates
    from scripts.regions.problems import Problems
    from scripts.regions.strict_yaml import Node
    from scripts.site.shell import Page

FILE = "glossary/glossary.yaml"
URL = "glossary/"
REQUIRED = ("id", "term", "meaning")
OPTIONAL = ("also", "confused_with")
LONGEST_TERM, LONGEST_MEANING, MOST_SENTENCES = 12, 90, 2

_ID = re.compile(r"[a-z]+(_[a-z]+)*")
_FIGURE = re.compile(r"[0-9０-９]")
_NOT_RUNNING = "a|h[1-6]|summary|button|label|legend|th|dt|script|svg|blockquote"
"""Elements in which no word becomes a link; each stands on one line."""
_END = '<section class="guide" id="sources">'
"""Documents, the sheet of paper and other pages follow: no running text any more."""


@dataclass(frozen=True, slots=True)
class Term:
    """一个名词: `id` is its English identifier, `also` are other ways to write it."""

    id: str
    term: str
    meaning: str
    also: tuple[str, ...] = ()
    confused_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """一组名词."""

    title: str
    terms: tuple[Term, ...]


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

    def draft(self, templates: Templates) -> Draft:
        """The page /glossary/: made of words alone."""
        return Draft(URL, True, "", lambda: self._page(templates))

    def _page(self, templates: Templates) -> Page:
        body = templates.page("glossary/page.html.j2").render(
            root="../", groups=self.groups, terms=self.terms, count=len(self.terms)
        )
        return page(URL, "glossary", body, title="医保名词表")


def load_glossary(content: Path) -> Glossary:
    """Every term in the order of the file, or BadData with every problem."""
    return Glossary(read_content(content, FILE, lambda problems, node: _Terms(problems).of(node)))


def _with_links(line: str, found: tuple[Found, ...], met: set[str], root: str) -> str:
    """The line with links on the terms that the page has not met before."""
    parts, done = [], 0
    for start, end, name in found:
        if name not in met:
            met.add(name)
            link = f'<a class="term" href="{root}{URL}#{name}">{line[start:end]}</a>'
            parts += [line[done:start], link]
            done = end
    return "".join((*parts, line[done:]))


class _Terms(Reader):
    """glossary.yaml made into terms; what cannot be accepted is reported and left out."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems)
        self._words: set[str] = set()
        self._ids: set[str] = set()
        self._named: list[Node] = []

    def of(self, node: Node) -> tuple[Group, ...]:
        groups = tuple(filter(None, map(self._group, self.items(node))))
        for each in self._named:
            self.choice(each, sorted(self._ids))
        return groups

    def _group(self, node: Node) -> Group | None:
        parts = self.entries(node, ("title", "terms"), ())
        if len(parts) < 2:
            return None
        title = self.text(parts["title"], LONGEST_TERM)
        terms = tuple(filter(None, map(self._term, self.items(parts["terms"]))))
        return Group(title, terms) if title else None

    def _term(self, node: Node) -> Term | None:
        parts = self.entries(node, REQUIRED, OPTIONAL)
        if any(name not in parts for name in REQUIRED):
            return None
        name = self.matching(parts["id"], _ID, "小写英文词，用下划线连接", "写成 pooled_fund 这样")
        term = self._word(parts["term"])
        meaning = self._meaning(parts["meaning"])
        also = tuple(filter(None, map(self._word, self.items(parts["also"])))) if "also" in parts else ()
        mixed = self.items(parts["confused_with"]) if "confused_with" in parts else []
        self._named += mixed
        others = tuple(filter(None, map(self.text, mixed)))
        if name in self._ids:
            self.refuse(parts["id"], "每个名词一个 id", "换一个 id", f"重复的 id {shown(name)}")
        if not (name and term and meaning):
            return None
        self._ids.add(name)
        return Term(name, term, meaning, also, others)

    def _word(self, node: Node) -> str | None:
        word = self.text(node, LONGEST_TERM)
        if word in self._words:
            self.refuse(node, "每个词只解释一次", "删掉一处", f"重复的“{word}”")
        self._words |= {word} if word else set()
        return word

    def _meaning(self, node: Node) -> str | None:
        meaning = self.text(node, LONGEST_MEANING)
        if meaning and _FIGURE.search(meaning):
            self.refuse(node, "没有数字的解释", "数字写在事项里，这里只讲意思")
        if meaning and (not meaning.endswith("。") or meaning.count("。") > MOST_SENTENCES):
            self.refuse(node, f"至多 {MOST_SENTENCES} 句，以句号结尾", "删短，或补上句号")
        return meaning
