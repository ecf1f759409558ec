"""网址：where everything on the site is; a region's short name may be none of its first parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from scripts.regions.model import Region

ACROSS = "across/"
API = "api/v1"
ASSETS = "assets/"
PYTHON = f"{ASSETS}python/"
CALCULATORS = "calculators/"
CHANGES = "changes/"
CLAIMS = "claims/"
COVERAGE = "coverage/"
GLOSSARY = "glossary/"
SITUATIONS = "situation/"
RESERVED = frozenset(
    each.partition("/")[0]
    for each in (ACROSS, API, ASSETS, CALCULATORS, CHANGES, CLAIMS, COVERAGE, GLOSSARY, SITUATIONS)
)
"""Taken beside the regions, the topics and the pages written by hand."""


class Topic(Protocol):
    """What an address needs to know of a topic."""

    @property
    def slug(self) -> str:
        """Its folder in content/."""


def address(region: Region, topic: Topic | None = None) -> str:
    """网址: /transfer/, /jiangsu/, /jiangsu/transfer/."""
    return region.folder + (f"{topic.slug}/" if topic else "")


def api_address(region: Region) -> str:
    """/api/v1/nation.json, /api/v1/provinces/jiangsu.json, /api/v1/cities/changzhou.json."""
    folder = "" if region.is_nation else "cities/" if region.is_pooling_area else "provinces/"
    return f"{API}/{folder}{region.slug}.json"


def calendar_address(region: Region) -> str:
    """/api/v1/cities/changzhou.ics."""
    return api_address(region).replace(".json", ".ics")


def across_csv_address(slug: str) -> str:
    """/api/v1/across/required-years.csv."""
    return f"{API}/{ACROSS}{slug}.csv"


def schema_address(slug: str) -> str:
    """/api/v1/calculators/late-fee.schema.json."""
    return f"{API}/calculators/{slug}.schema.json"
