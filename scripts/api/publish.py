"""公开数据：all files of the API, and the regions' calendars; nothing here decides, it only writes down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from calculators import SLUGS
from calculators.engine.payload_schema import json_schema
from scripts.api.across_csv import across_csv
from scripts.api.calendar import calendar
from scripts.api.editor_schema import schema
from scripts.api.facts_csv import facts_csv
from scripts.api.feed import feed
from scripts.api.openapi import openapi
from scripts.api.region_files import index, region_files
from scripts.pages.coming import coming_dates
from scripts.regions.addresses import API, across_csv_address, calendar_address, schema_address
from scripts.regions.facts_json import document_json, encode

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from scripts.pages.site import Site
    from scripts.regions.changes import Changelog
    from scripts.regions.model import Country


def write_api(site: Site, folder: Path) -> None:
    """接口: every file that scripts/api/openapi.py describes."""
    country, on = site.country, site.on
    api = folder / API
    for address, text in region_files(country, on):
        write(folder / address, text)
    write(api / "index.json", encode(index(country, site.topics, on)))
    write(api / "sources.json", encode({each.id: document_json(each) for each in country.sources.values()}))
    write(api / "coverage.json", encode(site.coverage.json()))
    write(api / "facts.csv", facts_csv(country, on))
    for comparable in site.across:
        write(folder / across_csv_address(comparable.slug), across_csv(site, comparable))
    write(api / "changes.atom", feed(site.changelog, country.sources, site.url))
    write(api / "schema.json", encode(schema(country)))
    for slug in SLUGS:
        write(folder / schema_address(slug), encode(json_schema(slug)))
    write(api / "openapi.json", json.dumps(openapi(), ensure_ascii=False, indent=1))
    _write_calendars(country, site.changelog, on, site.url, folder)


def _write_calendars(country: Country, changelog: Changelog, on: date, site_url: str, folder: Path) -> None:
    """日历: only for regions of which a date ahead is known."""
    host = urlsplit(site_url).netloc
    for region in country.regions:
        if events := coming_dates(region, region.facts(on), on):
            text = calendar(events, changelog, f"{region.name}：快到的日子", host)
            write(folder / calendar_address(region), text)


def write(file: Path, text: str) -> None:
    """Text ends with a line break; those within are left as they are."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8", newline="")
