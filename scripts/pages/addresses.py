"""网址：where the pages and the API's files of regions and calculators are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.regions.model import Region
    from scripts.words.topics import Topic

API = "api/v1"
CALCULATORS = "calculators/"


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


def schema_address(slug: str) -> str:
    """/api/v1/calculators/late-fee.schema.json."""
    return f"{API}/calculators/{slug}.schema.json"
