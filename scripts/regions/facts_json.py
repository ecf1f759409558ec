"""事实的 JSON：what the API gives of a region, part by part, ready for a calculator."""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from calculators.engine.dates import PartialDate
from calculators.engine.doubts import DOUBT_WORDS, PROOF_SHORT, STATUS_WORDS
from calculators.engine.facts import typed
from calculators.engine.payload import decode
from scripts.regions.json_schema import (
    DAY,
    PARTIAL_DATE,
    TEXT,
    TRUTH,
    Schema,
    many,
    named,
    one_of,
    or_null,
    record,
    ref,
    said,
)
from scripts.regions.model import Datum, Region, Source, Value
from scripts.regions.sources import TIERS

type Json = bool | int | str | list[Json] | dict[str, Json] | None


class Item(NamedTuple):
    """一项: how it is told of a value on a day, and in what form; unless `always`, only if there is any."""

    tell: Callable[[Value, date], Json]
    schema: Schema
    always: bool = True


def facts_json(region: Region, on: date, keys: Collection[str] | None = None) -> dict[str, Json]:
    """All facts that hold in a region on a day (or those of `keys`), in the order of their names.

    查无结果 and 说法不一 have no value; both sides of the latter are listed. What each place settles for
    itself and only a larger one states is unknown here, with that as `reference`. Others are absent.
    """
    held, above = region.facts(on), region.references(on)
    found = {key: _fact(value, on) for key, value in held.items() if keys is None or key in keys}
    found |= {key: _unstated(value, on) for key, value in above.items() if keys is None or key in keys}
    return dict(sorted(found.items()))


def _fact(value: Value, on: date) -> dict[str, Json]:
    told = statement(value, on)
    if value.status == "conflicting":
        told["statements"] = [statement(one, on) for one in value.statements]
        told["value"] = None
    return told


def _unstated(above: Value, on: date) -> dict[str, Json]:
    """省里的说法: nobody states it for this place."""
    told: dict[str, Json] = {"label": above.fact.label, "value": None, "unit": above.fact.unit}
    return told | {"status": "unknown", "proof": None, "doubts": [], "reference": statement(above, on)}


def statement(value: Value, on: date) -> dict[str, Json]:
    """What is told of one stated value on a day."""
    told = ((name, item, item.tell(value, on)) for name, item in STATEMENT.items())
    return {name: part for name, item, part in told if part or item.always}


def source_json(source: Source) -> dict[str, Json]:
    """The document as a fact carries it."""
    return {
        "id": source.id,
        "title": source.title,
        "issuer": source.issuer,
        "document_number": source.document_number,
        "url": source.url,
        "tier": source.tier,
    }


def document_json(source: Source) -> dict[str, Json]:
    """The document with all that is known of it."""
    return {**source_json(source), "date": datum_json(source.date), "locator": source.locator}


def datum_json(value: Datum | None) -> Json:
    """Exact numbers and dates as strings; a document as its id."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return f"{value:f}"
        case tuple():
            return [datum_json(item) for item in value]
        case dict():
            return {name: datum_json(item) for name, item in value.items()}
        case Source():
            return value.id
        case date() | PartialDate():
            return str(value)


def read_as(value: Value, kind: Any) -> Any:
    """The value as a type of the calculators, read just as they read it."""
    told = decode(encode({"value": datum_json(value.value)}))
    return typed(kind, told["value"], value.key)


def encode(data: object) -> str:
    """JSON without a needless space."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


SOURCE = record(
    {
        "id": said(TEXT, "编号，sources.json 里的键"),
        "title": said(TEXT, "标题"),
        "issuer": said(TEXT, "谁发的"),
        "document_number": said(or_null(TEXT), "文号"),
        "url": said(or_null(TEXT), "网址；来路不明的不给"),
        "tier": said(
            one_of(TIERS),
            named(TIERS),
        ),
    }
)
DOCUMENT = record(
    {
        **SOURCE["properties"],
        "date": said(or_null(PARTIAL_DATE), "发布的日子，精确到年、月或日"),
        "locator": said(or_null(TEXT), "没有网址时，在哪里看到的"),
    }
)
DATUM: Schema = {
    "type": ["boolean", "integer", "string", "array", "object", "null"],
    "items": ref("Datum"),
    "additionalProperties": ref("Datum"),
}
STATEMENT: Mapping[str, Item] = {
    "label": Item(lambda value, _: value.fact.label, said(TEXT, "事项的名称")),
    "value": Item(
        lambda value, _: datum_json(value.value),
        said(ref("Datum"), "形状见 schema.json；金额和比例是精确的小数文字，没查到或说法不一是 null"),
    ),
    "unit": Item(lambda value, _: value.fact.unit, said(or_null(TEXT), "单位")),
    "since": Item(
        lambda value, _: datum_json(value.since),
        said(or_null(PARTIAL_DATE), "从哪天起施行，精确到年、月或日；不知道是 null"),
    ),
    "until": Item(
        lambda value, _: datum_json(value.until),
        said(or_null(PARTIAL_DATE), "到哪天止，精确到年、月或日；没有写明是 null"),
    ),
    "status": Item(
        lambda value, _: value.status,
        said(one_of(STATUS_WORDS), named(STATUS_WORDS)),
    ),
    "proof": Item(
        lambda value, _: value.proof,
        said(
            one_of((*PROOF_SHORT, None)),
            f"凭据：{named(PROOF_SHORT)}；{STATUS_WORDS['unknown']}是 null",
        ),
    ),
    "doubts": Item(
        lambda value, on: [doubt.kind for doubt in value.doubts(on)],
        said(
            many(one_of(DOUBT_WORDS)),
            f"做成文件那天的疑问：{named(DOUBT_WORDS)}",
        ),
    ),
    "region": Item(
        lambda value, _: {"code": value.region.code, "name": value.region.name},
        said(record({"code": said(TEXT, "行政区划代码"), "name": TEXT}), "写明它的地区；继承来的是上级"),
    ),
    "source": Item(
        lambda value, _: source_json(value.source) if value.source else None,
        said(or_null(SOURCE), "出自哪份资料"),
    ),
    "also": Item(
        lambda value, _: [source.id for source in value.also], said(many(TEXT), "说法相同的其他资料的编号")
    ),
    "clause": Item(lambda value, _: value.clause, said(or_null(TEXT), "第几条")),
    "quote": Item(lambda value, _: value.quote, said(or_null(TEXT), "原文，一字不改")),
    "looked": Item(lambda value, _: datum_json(value.looked), said(DAY, "最近一次查看的日子")),
    "confirmed": Item(
        lambda value, _: datum_json(value.confirmed),
        said(or_null(DAY), "最近一次读到官方原文仍是这样的日子"),
    ),
    "review_by": Item(lambda value, _: datum_json(value.review_by), said(DAY, "过了这天就该复核")),
    "note": Item(lambda value, _: value.note, said(or_null(TEXT), "给读者的一句话")),
    "seen_in": Item(
        lambda value, _: [*value.seen_in], said(many(TEXT), "只见于这些地方的资料；没有时不写"), always=False
    ),
    "depends": Item(
        lambda value, _: value.depends,
        said(TRUTH, "备注写的情形会改变这个值，用它算出的只是估算；不会时不写"),
        always=False,
    ),
    "principle": Item(
        lambda value, _: value.is_principle,
        said(TRUTH, "全国定的原则，各地可以另定；不是时不写"),
        always=False,
    ),
    "expired": Item(
        lambda value, on: value.is_expired(on),
        said(TRUTH, "写明的有效期已过；没有过时不写"),
        always=False,
    ),
}
"""写明的值的各项: the one list of them, for the API and its description, facts.csv and the fingerprints."""

_PARTS = {name: item.schema for name, item in STATEMENT.items()}
_AT_TIMES = [name for name, item in STATEMENT.items() if not item.always]
SCHEMAS: Mapping[str, Schema] = {
    "Fact": record(
        {**_PARTS, "statements": said(many(ref("Statement")), "每种说法；只在 status 是 conflicting 时有")},
        [*_AT_TIMES, "statements"],
    ),
    "Statement": record(_PARTS, _AT_TIMES),
    "Unstated": record(
        {
            **{name: _PARTS[name] for name in ("label", "value", "unit", "status", "proof", "doubts")},
            "reference": said(ref("Statement"), "上一级的说法：这里自己的没有查到，在这里不一定一样"),
        }
    ),
    "Source": DOCUMENT,
    "Datum": DATUM,
}
"""By the names under which the API's description knows them."""
