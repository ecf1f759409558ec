"""核对单：`python -m scripts worksheet CITY --on DATE` writes one HTML file that works without any network.

Whoever knows the place marks each value as 相符, 不符 or 不确定; what is saved there `make propose` reads.
"""

from __future__ import annotations

import json
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from scripts.pages.reckoning import PAGE_FACTS
from scripts.pages.templates import Templates
from scripts.regions.load import CACHE, load
from scripts.regions.model import Source
from scripts.regions.problems import BadData, Place, Problems
from scripts.regions.sources import TIERS
from scripts.regions.statements import PARTS, of_form
from scripts.regions.strict_yaml import UNSEEN
from scripts.words.topics import load_topics

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Mapping
    from datetime import date

    from scripts.regions.facts_json import Json
    from scripts.regions.model import Country, Datum, Fact, Region, Shape, Value

CONTENT = Path(__file__).parents[2] / "content"
TARGET = Path("build/worksheet")
TEXTS, MARKS = of_form("text"), of_form("mark")
LONGEST = {name: part.longest for name, part in PARTS.items() if part.longest}


class Part(NamedTuple):
    """一个专题: its values that hold, and the facts of which none is known."""

    slug: str
    title: str
    held: tuple[Value, ...]
    missing: tuple[Fact, ...]


def declare(parser: ArgumentParser) -> None:
    """What it takes besides."""
    parser.add_argument("city", nargs="?", default="", metavar="CITY", help="城市，如 changzhou 或 常州")
    parser.add_argument("--to", type=Path, default=TARGET, metavar="DIR", help="写到哪个文件夹")


def run(options: Namespace) -> int:
    """`python -m scripts worksheet`."""
    country = load(options.regions, CACHE)
    region = found(country, options.city)
    topics = load_topics(options.regions.parent / "content", country.dictionary, PAGE_FACTS)
    html = worksheet(country, region, {topic.slug: topic.title for topic in topics}, options.on)
    path = options.to / f"{region.slug}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, "utf-8")
    print(f"已写出 {path}：一个文件，不上网也能填。填好存下来的文件，用 make propose FILE=… 看。")
    return 0


def found(country: Country, city: str) -> Region:
    """The region whose file is called so, or the only one of that name; else BadData with those nearest."""
    if city in country.by_slug:
        return country.by_slug[city]
    called = [region for region in country.regions if city in (region.name, region.short)]
    if len(called) == 1:
        return called[0]
    names = [name for region in country.regions for name in (region.slug, region.name, region.short)]
    near = "、".join([region.slug for region in called] or get_close_matches(city, names, 3, 0.5))
    problems = Problems()
    mend = f"是不是：{near}？" if near else "make worksheet CITY=changzhou，或 CITY=常州"
    problems.add(Place("CITY"), read=f"“{city}”", expected="一个地区的文件名或名称", mend=mend)
    raise BadData(problems.in_order())


def worksheet(country: Country, region: Region, titles: Mapping[str, str], on: date) -> str:
    """The whole file."""
    parts = tuple(_parts(country, region, titles, on))
    held = [value for part in parts for value in part.held]
    data: Json = {
        "region": region.slug,
        "name": region.name,
        "data": str(country.data_date),
        "facts": {
            fact.key: {"label": fact.label, "shape": _shape(fact.shape), "local": fact.local}
            for fact in (*(value.fact for value in held), *(fact for part in parts for fact in part.missing))
        },
        "stated": {value.key: stated(value) for value in held},
        "texts": [*TEXTS],
        "marks": [*MARKS],
        "longest": {**LONGEST},
        "unseen": UNSEEN,
        "tiers": dict(TIERS.items()),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    page = Templates(CONTENT, on, CACHE / "templates").page("_worksheet/page.html.j2")
    return page.render(region=region, parts=parts, count=len(held), day=country.data_date, data=Markup(text))  # noqa: S704 - no < in it


def stated(value: Value) -> dict[str, Json]:
    """A statement as a row of proposals has it, every number and date as text."""
    told: dict[str, Json] = {"region": value.region.slug, "where": value.region.name, "status": value.status}
    if value.value is not None:
        told["value"] = typed(value.value, value.fact.shape)
    if value.is_known or value.since:
        told["since"] = str(value.since or "unknown")
    if value.until:
        told["until"] = str(value.until)
    if value.source:
        told["source"] = _document(value.source)
    if value.also:
        told["also"] = [_document(source) for source in value.also]
    told |= {name: getattr(value, name) for name in TEXTS if getattr(value, name)}
    told |= {name: True for name in MARKS if getattr(value, name)}
    return told


def typed(datum: Datum, shape: Shape) -> Json:
    """A value as somebody types it: a share in percent, a document by its id."""
    match datum:
        case tuple() if shape.of:
            return [typed(item, shape.of) for item in datum]
        case dict():
            return {name: typed(item, shape.fields[name].shape) for name, item in datum.items()}
        case bool():
            return "true" if datum else "false"
        case Decimal():
            number = f"{datum * 100 if shape.kind == 'share' else datum:f}"
            return number.rstrip("0").rstrip(".") if "." in number else number
        case Source():
            return datum.id
        case _:
            return str(datum)


def _document(source: Source) -> dict[str, Json]:
    """What tells whether a document is the same as another."""
    parts = ("id", "title", "document_number", "url", "tier")
    return {name: getattr(source, name) for name in parts if getattr(source, name)}


def _shape(shape: Shape) -> dict[str, Json]:
    told: dict[str, Json] = {"kind": shape.kind}
    if shape.unit:
        told["unit"] = shape.unit
    if shape.options:
        told["options"] = dict(shape.options)
    if shape.of:
        told["of"] = _shape(shape.of)
    if shape.fields:
        told["fields"] = {
            name: {"label": field.label, "shape": _shape(field.shape), "optional": field.optional}
            for name, field in shape.fields.items()
        }
    return told


def _parts(country: Country, region: Region, titles: Mapping[str, str], on: date) -> Iterator[Part]:
    """Everything that holds here by topics, in the order of the dictionary."""
    held = region.facts(on)
    facts = country.dictionary.values()
    for slug in dict.fromkeys((*titles, *(fact.topic for fact in facts))):
        filed = [fact for fact in facts if fact.topic == slug]
        values = tuple(held[fact.key] for fact in filed if _is_told(held.get(fact.key)))
        missing = tuple(fact for fact in filed if fact.is_listed and not _is_told(held.get(fact.key)))
        if values or missing:
            yield Part(slug, titles.get(slug, slug), values, missing)


def _is_told(value: Value | None) -> bool:
    return value is not None and value.status != "unknown"
