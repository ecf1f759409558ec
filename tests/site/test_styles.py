"""样式: no rule for what nobody writes, no colour or size outside the tokens, no place."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from scripts.regions.files import MAP_COLUMNS, MAP_ROWS

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"
ASSETS = CONTENT / "_theme" / "assets"
CODE = ("scripts", "calculators")
STYLES = ("tokens", "base", "page", "calculator", "situation", "paper")
LATER_STYLE = re.compile(
    r":(is|where|has)\(|\binset:|\b(min|max|clamp)\([^)]*,|aspect-ratio|@layer|@container|&|\bd?vh\b.*dvh"
)
NAME = re.compile(r"[.#][a-zA-Z][\w-]*|\[[a-z-]+")
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(")
SIZE = re.compile(r"(calc\([.\d]+ \* )?var\(--(small|text|large|title)\)\)?|inherit|[.\d]+(em|pt)")
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[\w.]+\}|\$\{[^}]*\}")
WORN = re.compile(r'\bclass="([^"]*)"|\bid="([^"]*)"')
SECTION = re.compile(r'\bsection\("([\w-]+)"(.*?)\) \}\}')
QUOTED = re.compile(r'"([^"\n]*)"|`([^`]*)`')


def style(name: str) -> str:
    """A style sheet without its comments and without what it quotes."""
    text = (ASSETS / "css" / f"{name}.css").read_text("utf-8")
    return re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", text, flags=re.DOTALL)


def selectors(css: str) -> list[str]:
    return [each.strip() for each in re.findall(r"([^{};]+)\{", css) if "@" not in each]


def named(css: str) -> set[str]:
    """The .classes, #ids and [attributes that its selectors name."""
    return {name for selector in selectors(css) for name in NAME.findall(selector)}


@cache
def files(folder: Path, *suffixes: str) -> str:
    """All their text; what templates fill in is a *."""
    paths = sorted(path for path in folder.rglob("*.*") if path.suffix in suffixes)
    return JINJA.sub("*", "\n".join(path.read_text("utf-8") for path in paths))


@cache
def written() -> frozenset[str]:
    """The .classes and #ids that templates, words and code give to elements; * is filled in."""
    found = WORN.findall(files(CONTENT, ".html", ".j2", ".md") + files(ROOT / "scripts", ".py"))
    templates = "".join(path.read_text("utf-8") for path in CONTENT.rglob("*.j2"))
    for anchor, rest in SECTION.findall(templates):
        kinds = re.findall(r'\bkind="([^"]*)"', rest) + re.findall(r"\bfold(?==)", rest)
        found.append((" ".join(kinds), anchor))
    worn = {f".{each}" for classes, _ in found for each in classes.split()}
    quoted = QUOTED.findall(files(CONTENT, ".js"))
    by_script = {each for one, other in quoted for each in (one or other).split()}
    return frozenset(worn | {f"#{each}" for _, each in found} | {f".{each}" for each in by_script})


def is_worn(name: str, worn: frozenset[str], text: str) -> bool:
    """Whether an element can have it, if need be put together from a beginning and a word of the text."""
    if name in worn or (name[0] == "[" and name[1:] in text):
        return True
    starts = (each.removesuffix("*") for each in worn if each.endswith("*") and len(each) > 2)
    ends = [name.removeprefix(start) for start in starts if name.startswith(start)]
    return any(re.search(rf"\b{end}\b", text) for end in ends if end)


def unworn(css: str) -> set[str]:
    text = files(CONTENT, ".html", ".j2", ".md", ".js") + "".join(files(ROOT / each, ".py") for each in CODE)
    worn = written()
    return {name for name in named(css) if not is_worn(name, worn, text)}


def test_the_six_style_sheets_are_all_there_are() -> None:
    assert {path.stem for path in (ASSETS / "css").iterdir()} == set(STYLES)


@pytest.mark.parametrize("name", STYLES)
def test_every_rule_is_for_something_that_pages_have(name: str) -> None:
    assert unworn(style(name)) == set()


def test_rules_for_nothing_are_found() -> None:
    dead = ".first, .freshness > p, .step-value { margin: 0 } #papers { top: 0 } a[data-place] { top: 0 }"
    assert unworn(f"{dead} .status-officious {{ top: 0 }} .status-official {{ top: 0 }}") == {
        ".freshness",
        ".step-value",
        "#papers",
        "[data-place",
        ".status-officious",
    }


@pytest.mark.parametrize("name", STYLES[1:])
def test_colours_stand_among_the_tokens(name: str) -> None:
    assert COLOUR.findall(re.sub(r"[^{}]*\{", "{", style(name))) == []


@pytest.mark.parametrize("name", STYLES[1:])
def test_letters_have_three_sizes_besides_the_title(name: str) -> None:
    """Points are for paper; an em is a part of what stands around, as in a chip."""
    wild = [size for size in re.findall(r"font-size: ([^;}]+)", style(name)) if not SIZE.fullmatch(size)]
    assert wild == []
    assert not re.search(r"font: (?!inherit)", style(name))


def test_tokens_are_used_and_what_is_used_is_one() -> None:
    css = "".join(map(style, STYLES))
    assert set(re.findall(r"(--[\w-]+):", css)) == set(re.findall(r"var\((--[\w-]+)", css))


def test_the_map_has_a_class_for_each_row_and_column() -> None:
    lines = re.findall(r"\.([rc]\d+) \{ grid-(row|column): (\d+); \}", style("page"))
    rows = [(f"r{number}", "row", str(number)) for number in range(1, MAP_ROWS + 1)]
    columns = [(f"c{number}", "column", str(number)) for number in range(1, MAP_COLUMNS + 1)]
    assert lines == [*rows, *columns]
    assert f".provinces .tiles {{ grid-template-columns: repeat({MAP_COLUMNS}," in style("page")


def test_no_place_is_named_in_styles_and_scripts() -> None:
    """A new province or city is one file of data."""
    slugs = {path.parent.name for path in ROOT.glob("regions/*/*.yaml")}
    slugs |= {path.stem for path in ROOT.glob("regions/*/*.yaml")} - {"_province"}
    assert len(slugs) > len(STYLES)
    code = re.sub(r"//.*", "", files(CONTENT / "_theme", ".css", ".js"))  # a comment may quote what is asked
    words = set(re.findall(r"[a-z]+(?:-[a-z]+)*", code))
    assert words & slugs == set()


@pytest.mark.parametrize("name", STYLES)
def test_the_layout_needs_no_newer_style(name: str) -> None:
    css = style(name)
    assert not LATER_STYLE.search(re.sub(r"minmax\([^)]*\)", "", css))
    for rule in re.findall(r"{([^{}]*)}", css):
        gaps = re.findall(r"(?<![-\w])((?:column-|row-)?gap):", rule)
        assert not gaps or "grid-" in rule, rule
