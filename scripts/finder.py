"""找城市：the table behind the search box; places and matters are joined in the reader's browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.model import Country, Region
    from scripts.shell import Links
    from scripts.topics import Topic

type Row = list[str | list[str]]


def table(
    country: Country, topics: Iterable[Topic], calculators: Iterable[tuple[str, str, str]], claims: Links
) -> str:
    """The table as JSON; its rows are read by content/_theme/assets/finder.js.

    `calculators` are address, title and summary; `claims` what people say and the address of the answer.
    """
    return json.dumps(
        {
            "provinces": [[*_place(p), [_place(city) for city in p.children]] for p in country.provinces],
            "topics": [
                [topic.slug, topic.title, topic.question, list(topic.synonyms)] for topic in topics
            ],
            "calculators": list(calculators),
            "claims": [[url, claim] for claim, url in claims],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _place(region: Region) -> Row:
    """地名: initials and joined pinyin follow from the syllables."""
    return [region.slug, region.name, region.short, region.pinyin, list(region.aliases)]
