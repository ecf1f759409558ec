"""算例的文件：calculators/<name>.examples.yaml, read for the build, the reference pages and the tests."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import calculators
from calculators.engine.examples import Example, examples
from scripts.regions.problems import BadData, Problems
from scripts.regions.reading import Reader
from scripts.regions.strict_yaml import Entries, Items, Node, Scalar, read

FOLDER = Path(calculators.__file__).parent
_CASE = ("name", "expect"), ("inputs", "facts", "on", "payload")


@cache
def document(slug: str) -> dict[str, Any]:
    """A calculator's file: the `facts` its cases start from, and its `cases`; BadData when it is not so."""
    problems = Problems()
    document = _document(slug, problems)
    if problems:
        raise BadData(problems.in_order())
    return document


@cache
def examples_of(slug: str) -> tuple[Example, ...]:
    """Its cases."""
    return tuple(examples(slug, document(slug)))


def check_examples() -> None:
    """All files can be read, or BadData with every problem."""
    problems = Problems()
    for slug in calculators.SLUGS:
        _document(slug, problems)
    if problems:
        raise BadData(problems.in_order())


def _document(slug: str, problems: Problems) -> dict[str, Any]:
    file = FOLDER / f"{calculators.MODULES[slug]}.examples.yaml"
    node = read(f"{FOLDER.name}/{file.name}", file.read_bytes(), problems, is_example=True)
    if node is None:
        return {}
    reader = Reader(problems)
    parts = reader.entries(node, ("facts", "cases"), ())
    if "facts" in parts:
        reader.named(parts["facts"])
    for case in reader.items(parts["cases"]) if "cases" in parts else ():
        _check_case(case, reader)
    return {name: _plain(part) for name, part in parts.items()}


def _check_case(case: Node, reader: Reader) -> None:
    """Its answers and what has to come of them; or the whole payload as text, to show what is refused."""
    parts = reader.entries(case, *_CASE)
    if "name" in parts:
        reader.text(parts["name"])
    for name in ("expect", "inputs", "facts"):
        if name in parts:
            reader.named(parts[name])
    if parts and ("inputs" in parts) == ("payload" in parts):
        reader.refuse(case, "inputs 或 payload 中的一样", "写 inputs；要试整个内容被拒绝的，写 payload")


def _plain(node: Node) -> Any:
    """As JSON has it, a decimal as a number too."""
    match node:
        case Entries():
            return {name: _plain(part) for name, part in node.nodes.items()}
        case Items():
            return [_plain(item) for item in node.nodes]
        case Scalar(value=Decimal() as number):
            return float(number)
        case Scalar():
            return node.value
