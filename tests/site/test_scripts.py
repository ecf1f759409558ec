"""旧手机：what every page loads is understood by browsers of 2018; only the calculators may ask for more."""

from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "content" / "_theme"
ASSETS = THEME / "assets"
LOADED = re.findall(
    r"<script(?! type=\"module\")[^>]*assets/([\w-]+\.js)", (THEME / "base.html").read_text("utf-8")
)
LATER_LOADED = re.findall(r"assets/([\w-]+\.js)\"", (ASSETS / "finder.js").read_text("utf-8"))
PARSE = """
  const {parse} = require("acorn");
  parse(require("fs").readFileSync(0, "utf8"), {ecmaVersion: 2017, sourceType: "script"});
"""
LATER = re.compile(
    r"\.(flat|flatMap|at|matchAll|replaceAll|replaceChildren|allSettled|finally|fromEntries|trimStart|trimEnd)\("
    r"|\b(globalThis|structuredClone|queueMicrotask|ResizeObserver|AbortSignal|PointerEvent)\b|pointer(down|up)"
)


def syntax_error(source: str) -> str:
    done = subprocess.run(
        ["node", "-e", PARSE], input=source, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60
    )
    return done.stderr


def test_every_page_loads_only_classic_scripts() -> None:
    assert LOADED == ["display.js", "finder.js", "site.js", "speech.js", "offline.js"]
    assert LATER_LOADED == ["search.js"]


@pytest.mark.parametrize("name", [*LOADED, *LATER_LOADED])
def test_scripts_of_every_page_are_written_in_es2017(name: str) -> None:
    source = (ASSETS / name).read_text("utf-8")
    assert syntax_error(source) == ""
    assert not LATER.search(source)


def test_what_every_page_loads_stays_small() -> None:
    """The search itself comes with its table, when the box is first touched."""
    assert len(gzip.compress((ASSETS / "finder.js").read_bytes())) <= 4_000
    assert len(gzip.compress((ASSETS / "search.js").read_bytes())) <= 11_000


@pytest.mark.parametrize("newer", ["a?.b", "a ?? b", "try {} catch {}", "({...a})", "import.meta.url"])
def test_the_parser_refuses_what_is_newer(newer: str) -> None:
    assert "SyntaxError" in syntax_error(newer)
