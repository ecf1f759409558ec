"""房间: data flows one way; the folders show it, and no module looks back."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ORDER = ("calculators", "regions", "words", "pages", "api", "site")
OUTSIDE = {
    "browser": {"browser", "words", "calculators", "door"},
    "tools": {*ORDER, "tools", "build", "door"},
}
"""Rooms beside the flow, and what they may know."""


def modules() -> dict[str, set[str]]:
    """Every module of the program and the calculators, with those of them it imports, for types too."""
    paths = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for folder in ("calculators", "scripts")
        for path in (ROOT / folder).rglob("*.py")
    }
    return {name: {each for each in imported(path) if each in paths} for name, path in paths.items()}


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return found


def room(name: str) -> str:
    """The folder of a module; a module of scripts/ itself is a room of its own."""
    top, _, rest = name.partition(".")
    return top if top == "calculators" else rest.partition(".")[0]


MODULES = modules()


@pytest.mark.parametrize("name", [name for name in MODULES if room(name) in (*ORDER, *OUTSIDE)])
def test_a_module_knows_only_rooms_before_its_own(name: str) -> None:
    own = room(name)
    known = OUTSIDE[own] if own in OUTSIDE else {*ORDER[: ORDER.index(own) + 1]}
    packages = {"scripts", "calculators"}
    assert {room(each) for each in MODULES[name] - packages} <= known


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("calculators.engine")])
def test_the_engine_knows_no_rule(name: str) -> None:
    """What all rules share; only the reading of examples asks for a rule by its name."""
    rules = {each for each in MODULES[name] if each.startswith("calculators.") and ".engine" not in each}
    assert rules == set()


def test_every_module_is_linted() -> None:
    """No room is left out by a name that means another folder."""
    linted = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--show-files", "."],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    modules = [
        path
        for room in ("calculators", "scripts", "tests", "benchmarks")
        for path in (ROOT / room).rglob("*.py")
    ]
    assert [path for path in modules if str(path) not in linted] == []


def test_no_function_is_long() -> None:
    """Forty lines at most, so that each can be seen whole."""
    modules = [path for room in ("calculators", "scripts") for path in (ROOT / room).rglob("*.py")]
    functions = (
        (path, node)
        for path in modules
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    )
    long = [f"{path}:{node.lineno}" for path, node in functions if (node.end_lineno or 0) - node.lineno >= 40]
    assert long == []


def test_there_is_no_circle() -> None:
    packages = {"scripts", "calculators"}
    graph = {name: imports - packages for name, imports in MODULES.items() if name not in packages}
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        pytest.fail(f"in a circle: {' → '.join(circle.args[1])}")


def test_a_look_back_would_be_seen(tmp_path: Path) -> None:
    module = tmp_path / "looking_back.py"
    module.write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from scripts.site import press\n"
    )
    assert "scripts.site.press" in imported(module)
    assert room("scripts.site.press") == "site"


def test_the_map_names_every_room() -> None:
    """`scripts/__init__.py` is where a newcomer looks first."""
    text = (ROOT / "scripts/__init__.py").read_text("utf-8")
    folders = {path.name for path in (ROOT / "scripts").iterdir() if (path / "__init__.py").is_file()}
    assert folders == {*ORDER[1:], *OUTSIDE}
    assert all(f"\n{name} " in text for name in folders)


def test_only_reading_regions_knows_the_levels() -> None:
    """A level more, say of counties, is read there; everybody else asks a region what it is."""
    reading = {f"scripts/regions/{name}.py" for name in ("model", "load", "files", "consistency")}
    written = {"scripts/api/region_files.py"}  # the API tells the level as it is
    files = [*ROOT.glob("scripts/**/*.py"), *ROOT.glob("content/**/*.j2")]
    asking = {path.relative_to(ROOT).as_posix() for path in files if ".level" in path.read_text("utf-8")}
    assert asking - reading == written
