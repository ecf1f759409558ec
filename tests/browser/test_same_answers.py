"""一处写、处处同: every hand-written case, and every question with a public answer, gets the same answer in
CPython and in the reader's browser.

There it is asked on a first visit and on a later one, which resumes from the memory kept on the device.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import calculators
from scripts.words.examples import examples_of
from tests.browser.conftest import KEPT, until
from tests.real.answered import answered

if TYPE_CHECKING:
    from scripts.regions.model import Country
    from tests.browser.conftest import Tab

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


def questions(country: Country) -> list[tuple[str, str]]:
    """Slug and payload of every case beside a calculator, and of the questions answered in public."""
    found = [(slug, example.payload) for slug in calculators.SLUGS for example in examples_of(slug)]
    return found + [(row.calculator, row.payload(country)) for row in answered()]


def test_every_example_has_the_same_answer_in_the_browser(bench: Tab, country: Country) -> None:
    asked = questions(country)
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
