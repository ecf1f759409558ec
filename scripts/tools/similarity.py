"""页面有多像：`python -m scripts similarity` compares every two indexable pages of a topic.

A text is cut into runs of five characters, of whose hashes the smallest are kept (MinHash with one function);
among the smallest of two pages together, the part that both have tells how alike the pages are.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Iterator, Sequence

    from scripts.regions.facts_json import Json

TARGET = Path("build/similarity.json")
RUN, KEPT = 5, 200
MOST, BINS = 20, 10

_LEFT_OUT = re.compile(
    r"<(form|script|svg|summary)\b.*?</\1>|<(?:nav|section) class=\"guide (?:onward|paper)\".*", re.DOTALL
)
_TAG = re.compile(r"<[^>]*>")
_NOT_FOR_SEARCH = '<meta name="robots" content="noindex'


@dataclass(frozen=True, slots=True)
class Pair:
    """两页, and how alike they are: 1 is the same text."""

    likeness: float
    one: str
    other: str


def declare(parser: ArgumentParser) -> None:
    """What it takes besides."""
    parser.add_argument("--to", type=Path, default=TARGET, metavar="FILE", help="结果写到哪个文件")


def run(options: Namespace) -> int:
    """`python -m scripts similarity`."""
    by_topic = {topic: list(_pairs(pages)) for topic, pages in sketches(options.site).items()}
    report = {topic: _summary(pairs) for topic, pairs in by_topic.items()}
    options.to.parent.mkdir(parents=True, exist_ok=True)
    options.to.write_text(json.dumps(report, ensure_ascii=False, indent=1), "utf-8")
    for topic, pairs in by_topic.items():
        print(f"{topic}：{len(pairs)} 对，{_told(pairs)}")
    every = sorted((pair for pairs in by_topic.values() for pair in pairs), key=lambda pair: -pair.likeness)
    for pair in every[:MOST]:
        print(f"{pair.likeness:.3f}  {pair.one}  {pair.other}")
    print(f"共 {len(every)} 对，{_told(every)}；写在 {options.to}。")
    return 0


def main_text(html: str) -> str:
    """正文: the words of <main> without forms, the sheet of paper, other pages and tags."""
    body = html[html.index("<main") : html.index("</main>")]
    return "".join(_TAG.sub("", _LEFT_OUT.sub("", body)).split())


def indexable(site: Path) -> Iterator[tuple[str, str, str]]:
    """Topic, place and HTML of every page about a region that is for search engines."""
    for file in sorted(site.glob("*/*/index.html")):
        place, topic = file.relative_to(site).parts[:2]
        html = file.read_text("utf-8")
        if 'class="kind-topic"' in html and _NOT_FOR_SEARCH not in html:
            yield topic, place, html


def sketches(site: Path) -> dict[str, list[tuple[str, frozenset[int]]]]:
    """By topic, the address and the smallest hashes of each page."""
    found = defaultdict(list)
    for topic, place, html in indexable(site):
        found[topic].append((f"{place}/{topic}/", sketch(main_text(html))))
    return found


def sketch(text: str) -> frozenset[int]:
    data = text.encode("utf-16-le")
    return frozenset(nsmallest(KEPT, {crc32(data[at : at + 2 * RUN]) for at in range(0, len(data), 2)}))


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Of the smallest hashes of both texts together, the part that stands in both."""
    smallest = nsmallest(KEPT, one | other)
    return sum(each in one and each in other for each in smallest) / len(smallest)


def _pairs(pages: Sequence[tuple[str, frozenset[int]]]) -> Iterator[Pair]:
    for (one, first), (other, second) in combinations(pages, 2):
        yield Pair(likeness(first, second), one, other)


def _summary(pairs: Sequence[Pair]) -> dict[str, Json]:
    alike = sorted(pairs, key=lambda pair: -pair.likeness)[:MOST]
    return {
        "pairs": len(pairs),
        "histogram": [*_histogram(pairs)],
        "most_alike": [[f"{pair.likeness:.3f}", pair.one, pair.other] for pair in alike],
    }


def _histogram(pairs: Iterable[Pair]) -> list[int]:
    """How many pairs have a likeness below 0.1, 0.2, … 1."""
    bins = [0] * BINS
    for pair in pairs:
        bins[min(BINS - 1, int(pair.likeness * BINS))] += 1
    return bins


def _told(pairs: Sequence[Pair]) -> str:
    if not pairs:
        return "没有可比的"
    values = sorted(pair.likeness for pair in pairs)
    half, most = values[len(values) // 2], values[len(values) * 9 // 10]
    return f"一半不超过 {half:.2f}，九成不超过 {most:.2f}，最像 {values[-1]:.3f}"
