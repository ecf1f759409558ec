"""编辑器的提示：`python -m scripts schema` writes build/schema.json, and beside it that of proposals."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import cast

from calculators.engine.doubts import STATUS_WORDS
from calculators.engine.payload_schema import DIALECT
from scripts.regions import statements
from scripts.regions.facts_json import Json, datum_json
from scripts.regions.files import KINDS, MAP_COLUMNS, MAP_ROWS
from scripts.regions.json_schema import named
from scripts.regions.load import CACHE, load
from scripts.regions.model import Country, Datum, Fact, Shape
from scripts.regions.proposals import ASIDE, REPORTED, WHERE
from scripts.regions.sources import OPTIONAL as OPTIONAL_OF_SOURCE
from scripts.regions.sources import REQUIRED as REQUIRED_OF_SOURCE
from scripts.regions.sources import TIERS

TARGET = Path("build/schema.json")

_PARTIAL_DATE: dict[str, Json] = {
    "type": ["string", "integer"],
    "pattern": r"^(unknown|\d{4}(-\d{2}(-\d{2})?)?)$",
    "description": "日期，精确到年、月或日",
}
_DAY: dict[str, Json] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "到日的日期"}
_PLACE: dict[str, Json] = {"type": "integer", "minimum": 1}
_SOURCE: dict[str, Json] = {"$ref": "#/$defs/source"}
_SINGLE: dict[str, dict[str, Json]] = {
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "money": {"type": "number", "minimum": 0},
    "share": {"type": "number", "minimum": 0, "maximum": 1},
    "boolean": {"type": "boolean"},
    "text": {"type": "string"},
    "url": {"type": "string", "pattern": "^https?://"},
    "phone": {"type": "string"},
    "date": _DAY,
    "month": {"type": "string", "pattern": r"^\d{4}-\d{2}$", "description": "年月"},
    "month_day": {"type": "string", "pattern": r"^\d{2}-\d{2}$", "description": "每年的月日"},
    "source": _SOURCE,
}

_SOURCE_WORDS = {
    "title": "题名，照原样",
    "issuer": "谁发的；转载的写明转载的网站",
    "document_number": "文号",
    "url": "网址；来路不明的网站不写，写 locator",
    "locator": "没有网址时，在哪里看到的",
    "area": "只讲一个市、县、区的，写它的全称",
}


def declare(parser: ArgumentParser) -> None:
    """What it takes besides."""
    parser.add_argument("--to", type=Path, default=TARGET, metavar="FILE", help="写到哪个文件")


def run(options: Namespace) -> int:
    """`python -m scripts schema`."""
    country = load(options.regions, CACHE)
    options.to.parent.mkdir(parents=True, exist_ok=True)
    batches = options.to.with_name(f"proposals-{options.to.name}")
    for target, made in ((options.to, schema(country)), (batches, batch_schema(country))):
        target.write_text(json.dumps(made, ensure_ascii=False, indent=1), "utf-8")
    print(f"已写出 {options.to}、{batches}。")
    return 0


def schema(country: Country) -> dict[str, Json]:
    """The JSON Schema of a region file."""
    text: dict[str, Json] = {"type": "string"}
    kinds = dict.fromkeys(kind for kinds in KINDS.values() for kind in kinds)
    places = [{**_PLACE, "maximum": MAP_ROWS}, {**_PLACE, "maximum": MAP_COLUMNS}]
    facts = _object({key: _statements(fact, shown) for key, fact, shown in _exemplified(country)}, [])
    forms: dict[str, tuple[str, dict[str, Json], str]] = {
        "code": ("行政区划代码", {"type": "string", "pattern": r"^\d{6}$"}, "6 位，加引号"),
        "name": ("全名", text, "写全，如带“市”“自治州”"),
        "short": ("短名", text, "平常怎么叫"),
        "kind": ("级别", {"enum": [*kinds]}, "省、地级市、自治州……"),
        "pinyin": ("拼音", text, "短名的拼音，不带声调，用空格隔开，ü 写 v"),
        "area_code": ("区号", {"type": "string", "pattern": r"^0\d{2,3}$"}, "加引号"),
        "aliases": ("别名", {"type": "array", "items": text, "minItems": 1}, "只指这一个地方的叫法"),
        "tile": (
            "地图上的格子",
            {"type": "array", "prefixItems": [*places], "minItems": 2, "maxItems": 2},
            "首页省份地图上的 [行, 列]，只有省级地区写",
        ),
        "facts": ("事项", facts, "每一项在 regions/facts.yaml 里有说明"),
    }
    shown = _shown(country)
    properties: dict[str, Json] = {
        name: {"title": title, **form, "description": words, **shown.get(name, {})}
        for name, (title, form, words) in forms.items()
    }
    return {
        "$schema": DIALECT,
        "title": "地区文件",
        "$defs": {"source": {"enum": [*country.sources], "description": "regions/sources.yaml 里的来源编号"}},
        **_object(properties, ["code", "name", "short", "kind", "pinyin"]),
    }


def batch_schema(country: Country) -> dict[str, Json]:
    """The JSON Schema of a batch of proposals: the value takes the form of its key."""
    text: dict[str, Json] = {"type": "string"}
    own = {name: dict(text, description=words) for name, words in _SOURCE_WORDS.items()}
    own |= {"date": {**_PARTIAL_DATE, "description": "发布的日子"}, "tier": {"enum": [*TIERS]}}
    names = (*REQUIRED_OF_SOURCE, *OPTIONAL_OF_SOURCE)
    source = _object({name: own[name] for name in names}, [*REQUIRED_OF_SOURCE])
    properties: dict[str, Json] = {
        "id": {**text, "description": "这一批里的编号，不重复"},
        "region": {"enum": [*country.by_slug], "description": "地区文件名；省写文件夹名，全国写 nation"},
        "key": {"enum": [*country.dictionary], "description": "regions/facts.yaml 里的事项"},
        **_parts({}),
        "source": {
            "anyOf": [source, _SOURCE],
            "description": "依据文件：写全，或写已有的来源编号",
        },
        REPORTED: {**text, "description": "只说哪里不对，什么都不改：不写 value、source 这些"},
        **{name: {**text, "description": "给核对的人看的，不进 regions/"} for name in ASIDE},
    }
    forms: list[Json] = [
        {
            "if": {"properties": {"key": {"const": key}}},
            "then": {"properties": {"value": {**_shape(fact.shape), "title": fact.label}}},
        }
        for key, fact in country.dictionary.items()
    ]
    whole: list[Json] = [{"required": [REPORTED]}, {"required": [*statements.REQUIRED_UNKNOWN]}]
    row = {**_object(properties, [*WHERE]), "allOf": forms, "oneOf": whole}
    return {
        "$schema": DIALECT,
        "title": "一批建议",
        "$defs": {"source": {"enum": [*country.sources]}},
        "type": "array",
        "items": row,
    }


def _shown(country: Country) -> dict[str, dict[str, Json]]:
    """What a region's file says of the region itself, with somebody's as an example."""
    found: dict[str, dict[str, Json]] = {}
    for region in (*country.cities, *country.provinces):
        for name in ("code", "name", "short", "kind", "pinyin", "area_code", "aliases", "tile"):
            if said := getattr(region, name):
                found.setdefault(name, {"examples": [[*said] if isinstance(said, tuple) else said]})
    return found


def _exemplified(country: Country) -> Iterator[tuple[str, Fact, list[Json]]]:
    """Each key with a value that somebody states."""
    stated: dict[str, Json] = {}
    for value in country.values:
        if value.value is not None and value.key not in stated:
            stated[value.key] = _written(value.value)
    for key, fact in country.dictionary.items():
        yield key, fact, [stated[key]] if key in stated else []


def _written(value: Datum) -> Json:
    """As a file writes it; an inexact number will do where it is only shown."""
    match value:
        case tuple():
            return [_written(item) for item in value]
        case dict():
            return {name: _written(item) for name, item in value.items()}
        case Decimal():
            return cast("Json", float(value))
    return datum_json(value)


def _statements(fact: Fact, shown: list[Json]) -> dict[str, Json]:
    """One key: its statements, newest first."""
    title = _title(fact.label, fact.unit)
    example: dict[str, Json] = {"examples": [*shown]} if shown else {}
    value = {**_shape(fact.shape), "title": title, **example}
    return {
        "title": title,
        "description": fact.meaning,
        "type": "array",
        "minItems": 1,
        "items": _object(_parts(value), [*statements.REQUIRED_UNKNOWN]),
    }


def _title(label: str, unit: str | None) -> str:
    return f"{label}（{unit}）" if unit else label


def _parts(value: dict[str, Json]) -> dict[str, Json]:
    """What a statement may say of itself."""
    return {name: _part(part, value) for name, part in statements.PARTS.items()}


def _part(part: statements.Part, value: dict[str, Json]) -> dict[str, Json]:
    forms: dict[statements.Form, dict[str, Json]] = {
        "since": _PARTIAL_DATE,
        "date": _PARTIAL_DATE,
        "day": _DAY,
        "datum": value,
        "source": _SOURCE,
        "sources": {"type": "array", "items": _SOURCE, "minItems": 1},
        "text": {"type": "string", "maxLength": part.longest} if part.longest else {"type": "string"},
        "mark": {"const": True},
        "status": {"enum": [*STATUS_WORDS]},
    }
    examples: dict[str, Json] = {"examples": [part.example]} if part.example else {}
    words: dict[str, Json] = {"description": part.words} if part.words else {}
    return {"title": part.title, **examples, **forms[part.form], **words}


def _shape(shape: Shape) -> dict[str, Json]:
    if shape.kind == "choice":
        return {"enum": [*shape.options], "description": named(shape.options)}
    if shape.kind == "list" and shape.of:
        return {"type": "array", "items": _shape(shape.of), "minItems": 1}
    if shape.kind == "record":
        properties: dict[str, Json] = {
            name: {**_shape(field.shape), "title": _title(field.label, field.shape.unit)}
            for name, field in shape.fields.items()
        }
        return _object(properties, [name for name, field in shape.fields.items() if not field.optional])
    return _SINGLE[shape.kind]


def _object(properties: dict[str, Json], required: list[str]) -> dict[str, Json]:
    return {
        "type": "object",
        "properties": properties,
        "required": [*required],
        "additionalProperties": False,
    }
