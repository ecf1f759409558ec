"""文字: the words of content/ as their writers typed them, with what the templates fill in left out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTENT = Path(__file__).parents[2] / "content"
KINDS = (".j2", ".html", ".yaml", ".md")

_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|<[^<>]*>", re.DOTALL)
_LITERAL = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_HAN = re.compile(r"[\u4e00-\u9fff]")


class Line(NamedTuple):
    """一行文字, and where it stands."""

    place: str
    text: str


def lines() -> Iterator[Line]:
    """Every line of content/ that has words in it."""
    for path in sorted(CONTENT.rglob("*")):
        if path.suffix in KINDS:
            for number, text in enumerate(words(path).split("\n"), 1):
                if _HAN.search(text):
                    yield Line(f"{path.relative_to(CONTENT)}:{number}", text.strip())


def words(path: Path) -> str:
    """A file without code, on the same lines; of tags only what stands in quotation marks is kept."""
    text = path.read_text("utf-8")
    if path.suffix == ".yaml":
        return "\n".join("" if line.lstrip().startswith("#") else line for line in text.split("\n"))
    return _CODE.sub(_quoted, _COMMENT.sub(_gone, text))


def _gone(code: re.Match[str]) -> str:
    return "\n" * code[0].count("\n")


def _quoted(code: re.Match[str]) -> str:
    literals = [a or b for a, b in _LITERAL.findall(code[0]) if _HAN.search(a or b)]
    return "|" + "|".join([*literals, ""]) + _gone(code) if literals else "|" + _gone(code)
