"""地区的文件：index.json, and for each region all that holds there, ready to be a calculator's `facts`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args

from calculators.engine.doubts import Status
from scripts.regions.addresses import api_address
from scripts.regions.facts_json import encode, facts_json
from scripts.regions.json_schema import (
    DATA_DATE,
    NUMBER,
    TEXT,
    by_name,
    many,
    one_of,
    or_null,
    record,
    ref,
    said,
)
from scripts.regions.model import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from scripts.regions.facts_json import Json
    from scripts.regions.json_schema import Schema
    from scripts.regions.model import Country, Region, Value
    from scripts.words.topics import Topic


def region_files(country: Country, on: date) -> Iterator[tuple[str, str]]:
    """Address and text of each; a fact is put into words once, wherever it holds."""
    encoded: dict[tuple[Value, bool], str] = {}
    for region in country.regions:
        told = {key: (value, True) for key, value in region.facts(on).items()}
        told |= {key: (value, False) for key, value in region.references(on).items()}
        for key, how in told.items():
            if how not in encoded:
                encoded[how] = f"{encode(key)}:{encode(facts_json(region, on, [key])[key])}"
        facts = ",".join(encoded[told[key]] for key in sorted(told))
        about = encode(_about(region))
        yield (
            api_address(region),
            f'{{"region":{about},"facts":{{{facts}}},"data_date":"{country.data_date}"}}',
        )


def index(country: Country, topics: Sequence[Topic], on: date) -> dict[str, Json]:
    """All topics and regions, and how much holds there."""
    return {
        "data_date": f"{country.data_date}",
        "topics": [
            {"slug": topic.slug, "title": topic.title, "question": topic.question} for topic in topics
        ],
        "regions": [
            {**_about(region), "file": api_address(region), "counts": _counts(region, region.facts(on))}
            for region in country.regions
        ],
    }


def _about(region: Region) -> dict[str, Json]:
    return {
        "code": region.code,
        "name": region.name,
        "short": region.short,
        "slug": region.slug,
        "level": region.level,
        "province": region.province.slug if region.province else None,
    }


def _counts(region: Region, held: Mapping[str, Value]) -> dict[str, Json]:
    """How many facts hold here, how many the region states itself, and how many there are of each status."""
    own = sum(value.region is region for value in held.values())
    return {"facts": len(held), "own": own, **Counter(value.status for value in held.values())}


_ABOUT = {
    "code": said(TEXT, "行政区划代码"),
    "name": said(TEXT, "全名"),
    "short": said(TEXT, "短名"),
    "slug": said(TEXT, "网址里的名字"),
    "level": said(
        one_of(get_args(Level.__value__)), "nation 全国，province 省，municipality 直辖市，city 统筹城市"
    ),
    "province": said(or_null(TEXT), "所在省的 slug，省和直辖市是自己的；全国是 null"),
}
_BY_STATUS = dict.fromkeys(get_args(Status), NUMBER)
SCHEMAS: Mapping[str, Schema] = {
    "Index": record(
        {
            "data_date": DATA_DATE,
            "topics": said(many(record({"slug": TEXT, "title": TEXT, "question": TEXT})), "专题"),
            "regions": many(
                record(
                    {
                        **_ABOUT,
                        "file": said(TEXT, "相对网站根的地址"),
                        "counts": said(
                            record({"facts": NUMBER, "own": NUMBER, **_BY_STATUS}, optional=_BY_STATUS),
                            "这里有多少项规定、其中自己写明的有多少，各种 status 的各有多少；没有的不写",
                        ),
                    }
                )
            ),
        }
    ),
    "RegionFacts": record(
        {
            "region": ref("Region"),
            "facts": said(
                by_name({"if": {"required": ["reference"]}, "then": ref("Unstated"), "else": ref("Fact")}),
                "以事项的英文名为键",
            ),
            "data_date": DATA_DATE,
        }
    ),
    "Region": record(_ABOUT),
}
