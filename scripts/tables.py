"""成套的公开数据：the API's files about all regions at once: tables, feed, calendars, their description."""

from __future__ import annotations

import csv
import shutil
from html import escape
from io import StringIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scripts.coming import calendar, coming_dates
from scripts.facts_json import datum_json, source_json
from scripts.fingerprint import fingerprint
from scripts.publish import API, calendar_address, encode, latest_look, write
from scripts.schema import schema

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from scripts.coverage import Coverage
    from scripts.facts_json import Json
    from scripts.model import Country, Source, Value

OPENAPI = "_shared/openapi.json"
NEWEST = 100
"""Entries of the feed."""


def write_tables(
    country: Country, coverage: Coverage, content: Path, on: date, site_url: str, folder: Path
) -> None:
    """Everything of the API that is not about one region's facts, and the regions' calendars."""
    api = folder / API
    data_date = latest_look(country).isoformat()
    write(api / "facts.csv", facts_csv(country, on))
    write(api / "sources.json", encode({each.id: _source(each) for each in country.sources.values()}))
    write(api / "schema.json", encode(schema(country)))
    write(api / "coverage.json", encode({"data_date": data_date, **coverage.json()}))
    write(api / "changes.atom", changes(country, site_url))
    shutil.copyfile(content / OPENAPI, api / "openapi.json")
    host = urlsplit(site_url).netloc
    for region in country.regions:
        if events := coming_dates(region, region.facts(on), on):
            text = calendar(events, f"{region.name}：快到的日子", host)
            write(folder / calendar_address(region), text)


def facts_csv(country: Country, on: date) -> str:
    """全部规定: a row for each statement, also past and coming ones; lists and records as JSON."""
    rows = [_row(value, on) for value in country.values]
    out = StringIO()
    table = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()


def changes(country: Country, site_url: str) -> str:
    """最近查看的规定 as an Atom feed: the latest look first, then the latest to come into force."""
    newest = sorted(country.values, key=lambda value: (value.looked, value.starts), reverse=True)[:NEWEST]
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>最近查看的医保规定</title><id>{site_url}{API}/changes.atom</id>"
        f'<link rel="self" href="{site_url}{API}/changes.atom"/><link href="{site_url}"/>'
        f"<updated>{latest_look(country)}T00:00:00Z</updated>"
        f"<author><name>{urlsplit(site_url).netloc}</name></author>\n"
    )
    return head + "".join(_entry(value, site_url) for value in newest) + "</feed>"


def _entry(value: Value, site_url: str) -> str:
    region = value.region
    place = "" if region.level == "nation" else f"{region.slug}/"
    since = f"，{value.since} 起施行" if value.since else ""
    title = value.source.title if value.source else None
    summary = "；".join(filter(None, (title, value.clause, value.note)))
    return (
        f"<entry><title>{escape(f'{region.name}：{value.fact.label}{since}')}</title>"
        f"<id>{site_url}{place}#{value.key}-{fingerprint(value)}</id>"
        f'<link href="{site_url}{place}{value.fact.topic}/"/>'
        f"<updated>{value.looked}T00:00:00Z</updated><summary>{escape(summary)}</summary></entry>\n"
    )


def _row(value: Value, on: date) -> Mapping[str, Json]:
    stated = datum_json(value.value)
    source = value.source
    return {
        "region_code": value.region.code,
        "region": value.region.name,
        "key": value.key,
        "label": value.fact.label,
        "value": encode(stated) if isinstance(stated, list | dict | bool) else stated,
        "unit": value.fact.unit,
        "since": datum_json(value.since),
        "until": datum_json(value.until),
        "status": value.status,
        "proof": value.proof,
        "doubts": " ".join(doubt.kind for doubt in value.doubts(on)),
        "seen_in": "、".join(value.seen_in),
        "source": source.id if source else None,
        "document_number": source.document_number if source else None,
        "clause": value.clause,
        "quote": value.quote,
        "looked": datum_json(value.looked),
        "confirmed": datum_json(value.confirmed),
        "review_by": datum_json(value.review_by),
        "note": value.note,
    }


def _source(source: Source) -> dict[str, Json]:
    return {**source_json(source), "date": datum_json(source.date), "locator": source.locator}
