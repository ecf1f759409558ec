"""跟全国比的表：one CSV a matter, a row for each place of which something is known."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from scripts.pages.across import rows
from scripts.regions.facts_json import encode, statement

if TYPE_CHECKING:
    from scripts.pages.site import Site
    from scripts.words.across import Comparable

COLUMNS = ("slug", "name", "province", "stated_by", "words", "number", "value", "since", "proof", "source")


def across_csv(site: Site, comparable: Comparable) -> str:
    """The table; `number` is what places are compared by, `value` is JSON as in the region's file."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for province, own in rows(site, comparable).items():
        for row in own:
            told = statement(row.value, site.on)
            number = row.figure.number if row.figure else None
            said = (
                row.region.slug,
                row.region.name,
                province.name,
                row.value.region.slug,
                row.text.striptags(),
            )
            source = row.value.source.title if row.value.source else None
            table.writerow([*said, number, encode(told["value"]), row.value.since, row.value.proof, source])
    return out.getvalue()
