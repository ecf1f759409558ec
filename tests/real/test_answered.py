"""有答案的问题: the calculators say what an authority or a public page said, from the real facts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import calculators
from tests.real.answered import Answered, answered

if TYPE_CHECKING:
    from scripts.regions.model import Country

ROWS = answered()


@pytest.mark.parametrize("row", ROWS, ids=[row.asked for row in ROWS])
def test_the_answer_is_the_public_one(row: Answered, country: Country) -> None:
    reply = json.loads(calculators.run(row.calculator, row.payload(country)))
    assert reply["ok"], reply
    answer = reply["answer"]
    assert {name: answer["figures"][name] for name in row.expect} == row.expect
    assert answer["certainty"] in row.certainty
    for words in row.cautions:
        assert any(words in caution for caution in answer["cautions"]), answer["cautions"]


def test_what_the_data_lack_is_never_certain() -> None:
    """A row with a gap says what is missing, and promises nothing."""
    assert {certainty for row in ROWS if row.missing for certainty in row.certainty} <= {
        "estimate",
        "unknown",
    }
