"""找城市：the table behind the search box; places and matters are joined in the reader's browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scripts.claims import Claim
    from scripts.model import Country, Region
    from scripts.topics import Topic

type Row = list[str | list[str]]


def table(
    country: Country,
    topics: Iterable[Topic],
    calculators: Iterable[Mapping[str, Any]],
    claims: Iterable[Claim],
) -> str:
    """The table as JSON; its rows are read by content/_theme/assets/finder.js.

    `calculators` describe themselves (calculators.describe); a claim leads to its place on /claims/.
    """
    return json.dumps(
        {
            "provinces": [[*_place(p), [_place(city) for city in p.children]] for p in country.provinces],
            "topics": [[t.slug, t.title, t.question, list(t.synonyms)] for t in topics],
            "calculators": [[each["slug"], each["title"], each["summary"]] for each in calculators],
            "claims": [[c.id, c.claim, c.why, list(c.topics)] for c in claims],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _place(region: Region) -> Row:
    """地名: initials and joined pinyin follow from the syllables."""
    return [region.slug, region.name, region.short, region.pinyin, list(region.aliases)]
