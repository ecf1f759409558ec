"""公开数据：the API's JSON files, sitemap.xml and robots.txt; nothing here decides, it only writes down."""

from __future__ import annotations

import json
from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from calculators import SLUGS, json_schema
from scripts.facts_json import facts_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from scripts.model import Country, Region, Value
    from scripts.topics import Topic

API = "api/v1"
FOLDERS = {"nation": "", "province": "provinces/", "municipality": "cities/", "city": "cities/"}


def write_api(country: Country, topics: Sequence[Topic], on: date, folder: Path) -> None:
    """接口: index.json and one file for each region, ready to be a calculator's `facts`."""
    data_date = latest_look(country).isoformat()
    encoded: dict[tuple[Value, bool], str] = {}
    listed = []
    for region in country.regions:
        held = region.facts(on)
        shown = {key: (value, True) for key, value in held.items()}
        shown |= {key: (value, False) for key, value in region.references(on).items()}
        for key, how in shown.items():
            if how not in encoded:
                encoded[how] = f"{encode(key)}:{encode(facts_json(region, on, [key])[key])}"
        facts = ",".join(encoded[shown[key]] for key in sorted(shown))
        about = _about(region)
        text = f'{{"region":{encode(about)},"facts":{{{facts}}},"data_date":"{data_date}"}}'
        write(folder / api_address(region), text)
        listed.append({**about, "file": api_address(region), "counts": _counts(region, held)})
    index = {
        "data_date": data_date,
        "topics": [
            {"slug": topic.slug, "title": topic.title, "question": topic.question} for topic in topics
        ],
        "regions": listed,
    }
    write(folder / API / "index.json", encode(index))


def api_address(region: Region) -> str:
    """/api/v1/nation.json, /api/v1/provinces/jiangsu.json, /api/v1/cities/changzhou.json."""
    return f"{API}/{FOLDERS[region.level]}{region.slug}.json"


def schema_address(slug: str) -> str:
    """/api/v1/calculators/late-fee.schema.json."""
    return f"{API}/calculators/{slug}.schema.json"


def write_schemas(folder: Path) -> None:
    """计算器的格式: the JSON Schema of what each calculator takes."""
    for slug in SLUGS:
        write(folder / schema_address(slug), encode(json_schema(slug)))


def calendar_address(region: Region) -> str:
    """/api/v1/cities/changzhou.ics."""
    return api_address(region).replace(".json", ".ics")


def latest_look(country: Country) -> date:
    """数据日期: the last day on which anyone looked at any value; the day of the build plays no part."""
    return max(value.looked for value in country.values)


def write_sitemap(addresses: Iterable[str], site_url: str, folder: Path) -> None:
    """站点地图: the pages for search engines."""
    base = site_url.rstrip("/")
    lines = "".join(f"<url><loc>{escape(f'{base}/{address}')}</loc></url>\n" for address in sorted(addresses))
    write(
        folder / "sitemap.xml",
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>',
    )


def write_robots(site_url: str, folder: Path) -> None:
    """爬虫规则: everything may be read; what is not for search engines says so itself."""
    write(folder / "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {site_url.rstrip('/')}/sitemap.xml")


def _about(region: Region) -> dict[str, str | None]:
    return {
        "code": region.code,
        "name": region.name,
        "short": region.short,
        "slug": region.slug,
        "level": region.level,
        "province": region.province.slug if region.province else None,
    }


def _counts(region: Region, held: Mapping[str, Value]) -> dict[str, int]:
    """How many facts hold here, how many the region states itself, and how many there are of each status."""
    own = sum(value.region is region for value in held.values())
    return {"facts": len(held), "own": own, **Counter(value.status for value in held.values())}


def encode(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def write(file: Path, text: str) -> None:
    """Text ends with a line break; those within are left as they are."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8", newline="")
