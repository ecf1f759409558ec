"""一处写、处处同: every hand-written case, and every question with a public answer, gets the same answer in
CPython and in the reader's browser.

There it is asked on a first visit and on a later one, which resumes from the memory kept on the device.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

import calculators
from calculators.examples import examples
from scripts.load import load
from tests.browser.conftest import until
from tests.browser.test_runtime import KEPT
from tests.data.answered import answered
from tests.data.prose import CONTENT

if TYPE_CHECKING:
    from tests.browser.conftest import Tab

FOLDER = Path(calculators.__file__).parent
START = """async () => {
    const { Runtime } = await import("/assets/runtime.js");
    const folder = document.querySelector("form.calculator").dataset.runtime;
    globalThis.runtime = new Runtime(new URL(folder, document.baseURI).href);
    runtime.start();
}"""
ASK_ALL = """async (questions) => {
    const answers = [];
    for (const [slug, payload] of questions) answers.push(await runtime.ask(slug, payload));
    return answers;
}"""


def questions() -> list[tuple[str, str]]:
    """Slug and payload of every case beside a calculator, and of the questions answered in public."""
    found: list[tuple[str, str]] = []
    for slug in calculators.SLUGS:
        path = FOLDER / f"{calculators.MODULES[slug]}.examples.yaml"
        document = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
        found.extend((slug, example.payload) for example in examples(slug, document))
    country = load(CONTENT.parent / "regions")
    found.extend((row.calculator, row.payload(country)) for row in answered())
    return found


def test_every_example_has_the_same_answer_in_the_browser(bench: Tab) -> None:
    asked = questions()
    assert {slug for slug, _ in asked} == set(calculators.SLUGS)
    expected = [json.loads(calculators.run(slug, payload)) for slug, payload in asked]
    page = bench.open("late-fee/")
    page.evaluate(START)
    until(page, KEPT)
    assert page.evaluate(ASK_ALL, asked) == expected
    bench.requested.clear()
    page.evaluate(START)
    assert page.evaluate(ASK_ALL, asked) == expected
    assert not [url for url in bench.runtime_requests if url.endswith(".zip")]
