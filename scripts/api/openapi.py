"""接口说明：openapi.json, made of the schemas that stand beside what writes each file."""

from __future__ import annotations

from typing import NamedTuple

from calculators import SLUGS
from calculators.engine.payload_schema import DIALECT
from scripts.api import region_files
from scripts.api.across_csv import COLUMNS as ACROSS_COLUMNS
from scripts.api.facts_csv import COLUMNS
from scripts.pages import counts
from scripts.regions import facts_json
from scripts.regions.json_schema import TEXT, Schema, by_name, record, ref, said

VERSION = "1"
DESCRIPTION = (
    "静态文件，不用登记，可以跨站读取。每个值带着来源、日期和可靠程度；没查到的写 null，不猜。"
    "第 1 版（/api/v1）是稳定的：以后可能增加文件和项，读的时候请跳过不认识的；"
    "已有的不会删掉，也不会改变意思；要那样改，就另开 /api/v2。"
)
MEDIA = {
    "json": "application/json",
    "csv": "text/csv",
    "atom": "application/atom+xml",
    "ics": "text/calendar",
}


class File(NamedTuple):
    """一种文件; `slug` says what stands in its address."""

    summary: str
    schema: Schema
    slug: str = ""


A_SCHEMA: Schema = {**record({"$schema": {"const": DIALECT}}), "additionalProperties": True}
CALENDAR = said(TEXT, "iCalendar（RFC 5545）")
REGION = "index.json 里的 slug"

FILES = {
    "/index.json": File("全部地区和专题", ref("Index")),
    "/nation.json": File("全国的规定", ref("RegionFacts")),
    "/provinces/{slug}.json": File("一个省的规定，含从全国继承的", ref("RegionFacts"), REGION),
    "/cities/{slug}.json": File(
        "一个城市或直辖市的规定，含继承的；facts 可以直接交给计算器", ref("RegionFacts"), REGION
    ),
    "/nation.ics": File("全国快到的日子；没有的话没有这个文件", CALENDAR),
    "/provinces/{slug}.ics": File("一个省快到的日子；没有的话没有这个文件", CALENDAR, REGION),
    "/cities/{slug}.ics": File("一个城市快到的日子；没有的话没有这个文件", CALENDAR, REGION),
    "/facts.csv": File(
        "写明的每一条规定一行，以前的、以后的都在内",
        said(
            TEXT,
            "UTF-8，第一行是列名；各列的意思见 Statement，列表、记录和真假写成 JSON，没有的空着。"
            f"列名：{'、'.join(COLUMNS)}",
        ),
    ),
    "/across/{slug}.csv": File(
        "能比的一件事，查到的每个地方一行",
        said(
            TEXT,
            f"UTF-8，第一行是列名；value 是 JSON，number 是拿来比的数。列名：{'、'.join(ACROSS_COLUMNS)}",
        ),
        "一件事的英文名，如 required-years",
    ),
    "/sources.json": File("全部资料，以编号为键", by_name(ref("Source"))),
    "/schema.json": File("地区文件的 JSON Schema：每个事项的名称、单位、含义和形状", A_SCHEMA),
    "/coverage.json": File("每个地区、每个专题查到多少项", ref("Coverage")),
    "/changes.atom": File("变更记录：每次发布、每个有变更的地方一条", said(TEXT, "Atom（RFC 4287）")),
    "/calculators/{slug}.schema.json": File(
        "一个计算器的 JSON Schema：它收什么", A_SCHEMA, f"计算器的英文名：{'、'.join(SLUGS)}"
    ),
    "/openapi.json": File("这份说明", {**record({"openapi": TEXT}), "additionalProperties": True}),
}


def openapi() -> Schema:
    """The description of the whole API, as OpenAPI has it."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "医保城市指南的公开数据",
            "version": VERSION,
            "description": DESCRIPTION,
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": "."}],
        "paths": {path: _described(path, file) for path, file in FILES.items()},
        "components": {"schemas": {**region_files.SCHEMAS, **facts_json.SCHEMAS, **counts.SCHEMAS}},
    }


def _described(path: str, file: File) -> Schema:
    content = {MEDIA[path.rpartition(".")[2]]: {"schema": file.schema}}
    get = {
        "summary": file.summary,
        "responses": {"200": {"description": file.summary, "content": content}},
    }
    slug = {"name": "slug", "in": "path", "required": True, "description": file.slug, "schema": TEXT}
    return {"get": get, "parameters": [slug]} if file.slug else {"get": get}
