"""事实的 JSON：what the API gives of a region, ready to be a calculator's `facts`."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from calculators.dates import PartialDate
from scripts.model import Datum, Region, Source, Value

type Json = bool | int | str | list[Json] | dict[str, Json] | None


def facts_json(region: Region, on: date, keys: Collection[str] | None = None) -> dict[str, Json]:
    """All facts that hold in a region on a day (or those of `keys`), in the order of their names.

    查无结果 and 说法不一 have no value; both sides of the latter are listed. What each place settles for
    itself and only a larger one states is unknown here, with that as `reference`. Others are absent.
    """
    held, above = region.facts(on), region.references(on)
    found = {key: _fact(value, on) for key, value in held.items() if keys is None or key in keys}
    found |= {key: _unknown(value, on) for key, value in above.items() if keys is None or key in keys}
    return dict(sorted(found.items()))


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


def _fact(value: Value, on: date) -> dict[str, Json]:
    statement = _statement(value, on)
    if value.status == "conflicting":
        statement["statements"] = [_statement(one, on) for one in value.statements]
        statement["value"] = None
    return statement


def _unknown(above: Value, on: date) -> dict[str, Json]:
    """省里的说法: nobody states it for this place."""
    unknown: dict[str, Json] = {"label": above.fact.label, "value": None, "unit": above.fact.unit}
    return unknown | {"status": "unknown", "proof": None, "doubts": [], "reference": _statement(above, on)}


def _statement(value: Value, on: date) -> dict[str, Json]:
    statement: dict[str, Json] = {
        "label": value.fact.label,
        "value": datum_json(value.value),
        "unit": value.fact.unit,
        "since": datum_json(value.since),
        "until": datum_json(value.until),
        "status": value.status,
        "proof": value.proof,
        "doubts": [doubt.kind for doubt in value.doubts(on)],
        "region": {"code": value.region.code, "name": value.region.name},
        "source": source_json(value.source) if value.source else None,
        "also": [source.id for source in value.also],
        "clause": value.clause,
        "quote": value.quote,
        "looked": datum_json(value.looked),
        "confirmed": datum_json(value.confirmed),
        "review_by": datum_json(value.review_by),
        "note": value.note,
    }
    if value.seen_in:
        statement["seen_in"] = [*value.seen_in]
    if value.depends:
        statement["depends"] = True
    if value.is_principle:
        statement["principle"] = True
    if value.is_expired(on):
        statement["expired"] = True
    return statement
