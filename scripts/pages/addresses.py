"""接口的网址：where the API's files of regions and calculators are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.regions.model import Region

API = "api/v1"
FOLDERS = {"nation": "", "province": "provinces/", "municipality": "cities/", "city": "cities/"}


def api_address(region: Region) -> str:
    """/api/v1/nation.json, /api/v1/provinces/jiangsu.json, /api/v1/cities/changzhou.json."""
    return f"{API}/{FOLDERS[region.level]}{region.slug}.json"


def calendar_address(region: Region) -> str:
    """/api/v1/cities/changzhou.ics."""
    return api_address(region).replace(".json", ".ics")


def schema_address(slug: str) -> str:
    """/api/v1/calculators/late-fee.schema.json."""
    return f"{API}/calculators/{slug}.schema.json"
