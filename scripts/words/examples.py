"""算例的文件：calculators/<name>.examples.yaml, read for the build, the reference pages and the tests."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

import calculators
from calculators.engine.examples import Example, examples

FOLDER = Path(calculators.__file__).parent


@cache
def document(slug: str) -> dict[str, Any]:
    """A calculator's file: the `facts` its cases start from, and its `cases`."""
    text = (FOLDER / f"{calculators.MODULES[slug]}.examples.yaml").read_bytes()
    read: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return read


@cache
def examples_of(slug: str) -> tuple[Example, ...]:
    """Its cases."""
    return tuple(examples(slug, document(slug)))
