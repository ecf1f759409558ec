"""A few thousand payloads at random; `make fuzz` tries two hundred thousand."""

from itertools import islice

from tests.calculators.fuzz import fuzz, payloads


def test_no_payload_brings_an_exception() -> None:
    """Answers and refusals both come up, within the time and the contract."""
    told = fuzz(3_000, seed=7)
    assert told.total() == 3_000
    assert min(told["accepted"], told["refused"]) > 300


def test_the_same_seed_makes_the_same_payloads() -> None:
    """So that what is found can be found again."""
    assert list(islice(payloads(3), 50)) == list(islice(payloads(3), 50)) != list(islice(payloads(4), 50))
