"""乱填: payloads made at random from the hand-written cases, each answered or refused, never an exception.

`python -m tests.calculators.fuzz 200000 [seed]` tries so many; the same seed makes the same payloads.
"""

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import calculators
from scripts.words.examples import examples_of

SECONDS = 0.5
"""No payload may take longer than this, in processor time."""
LONGEST_REPLY = 1_000_000
ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, "", " ", "是", "否", "true", [], {}, [[]], {"": None}, [None], {"value": {}}),
    *(0, -1, 1, 3, 12, 10**30, -(10**30), 0.1, 1e308, float("nan"), float("inf"), float("-inf")),
    *("0", "-0", "00", "1", "12", "1e400", "1e-400", "NaN", "９９", "1,234.5", "1,23", "0.005", "8%", "101%"),
    *(
        "2026-03-05",
        "2026-02-30",
        "2026-13",
        "0000-00-00",
        "1900-01-01",
        "2100-12-31",
        "9999-12-31",
        "2026年3月",
    ),
    *("\x00", "\u202e", "\ud800", "😀" * 40, "长" * 5000, "'; --", "<b>", "${x}", "\\", "\n\t"),
    *("official", "secondary", "conflicting", "unknown", "any", "resident", "visit", "000000", "1" * 400),
)


def payloads(seed: int) -> Iterator[tuple[str, str]]:
    """Slug and text without end: cases with odd values put in, members moved about, or characters broken."""
    dice = random.Random(seed)  # noqa: S311 - repeatable on purpose
    cases = {slug: [each.payload for each in examples_of(slug)] for slug in calculators.SLUGS}
    while True:
        for slug, texts in cases.items():
            other = dice.choice(texts if dice.random() < 0.9 else dice.choice([*cases.values()]))
            yield slug, dice.choices(CHANGES, WEIGHTS)[0](dice, dice.choice(texts), other)


def with_odd_values(dice: random.Random, text: str, other: str) -> str:
    """Some members replaced by another case's, and a few by odd values, by nothing or by many."""
    try:
        payload, donor = json.loads(text), json.loads(other)
    except ValueError:
        return broken(dice, text, other)
    spare = {key: holder[key] for holder, key in members(donor)}
    for holder, key in list(members(payload)):
        if key in spare and dice.random() < 0.3:
            holder[key] = deepcopy(spare[key])
    for _ in range(dice.choice((0, 0, 0, 1, 1, 2, 4))):
        places = list(members(payload))
        if not places:
            break
        holder, key = dice.choice(places)
        change = dice.random()
        if change < 0.2 and isinstance(holder, dict):
            del holder[key]
        elif change < 0.4 and isinstance(holder, list):
            holder.extend(holder[: dice.randint(1, 20)])
        else:
            holder[key] = deepcopy(dice.choice(ODD_VALUES))
    return json.dumps(payload, ensure_ascii=dice.random() < 0.5)


def members(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a piece of JSON that holds something."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from members(value[key])


def from_another(_: random.Random, __: str, other: str) -> str:
    """Another calculator's case."""
    return other


def broken(dice: random.Random, text: str, _: str) -> str:
    """Characters changed, cut off, doubled or nested."""
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(text) + 1)
        end = at + dice.choice((0, 0, 1, 1, 7, 200))
        text = (
            text[:at]
            + dice.choice(('"', "{", "[", "]", ",", ":", "1", "e", "\x00", "", "[" * 30))
            + text[end:]
        )
    return text


CHANGES: tuple[Callable[[random.Random, str, str], str], ...] = (with_odd_values, broken, from_another)
WEIGHTS = (17, 2, 1)


def check(slug: str, text: str) -> bool:
    """Answer one payload within the time and the contract; whether it was accepted."""
    start = time.process_time()
    said = calculators.run(slug, text)
    taken = time.process_time() - start
    assert taken < SECONDS, f"{slug}: {taken:.3f}s {text[:2000]}"
    assert len(said) < LONGEST_REPLY
    said.encode()
    reply = json.loads(said)
    if reply["ok"]:
        answer = reply["answer"]
        assert answer["headline"]
        assert answer["certainty"] in ("exact", "estimate", "unknown")
        assert list(answer["figures"]) == list(calculators.calculator(slug).FIGURES)
    else:
        assert reply["errors"]
        assert all(reply["errors"].values())
    return bool(reply["ok"])


def fuzz(count: int, seed: int = 0) -> Counter[str]:
    """Try so many payloads; how many were accepted and how many refused."""
    told: Counter[str] = Counter()
    for _, (slug, text) in zip(range(count), payloads(seed), strict=False):
        try:
            told["accepted" if check(slug, text) else "refused"] += 1
        except Exception:
            print(f"seed {seed}: {slug} {text}", file=sys.stderr)
            raise
    return told


if __name__ == "__main__":
    begun = time.monotonic()
    result = fuzz(*map(int, sys.argv[1:]))
    taken = time.monotonic() - begun
    print(f"{result.total()} 份：算出 {result['accepted']}，拒绝 {result['refused']}，{taken:.0f} 秒")
