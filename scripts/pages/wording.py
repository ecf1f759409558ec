"""措辞：values, dates and speakers as a reader says them; used as filters by the templates."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup

from calculators.engine.dates import PartialDate
from calculators.engine.doubts import PROOF_WORDS, Status
from scripts.regions.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scripts.regions.model import Datum, Region, Shape, Value

UNSURE_WORDS: dict[Status, str] = {"conflicting": "说法不一", "unknown": "没有找到"}
COUNTED = {"月": "个月", "工作日": "个工作日", "自然月": "个自然月", "小时": "个小时"}
"""Units that take the measure word 个 after a number."""
TEN_THOUSAND = 10_000
SHORT_TEXT = 16
"""Texts up to this long fit into a cell of a table."""
_BEFORE_A_STOP = re.compile(r"\s+(?=[。，；：、？！）])")
PLACE_ENDINGS = ("自治区", "地区", "林区", "省", "州", "盟", "县")


def day(when: date | PartialDate | None) -> str:
    """2026年3月5日, as precise as it is known; nobody knows the day: 没查到."""
    if when is None:
        return "没查到"
    if isinstance(when, date):
        return f"{when.year}年{when.month}月{when.day}日"
    month = f"{when.month}月" if when.month else ""
    return f"{when.year}年{month}" + (f"{when.day}日" if when.day else "")


def month_day(value: str) -> str:
    """10月1日, of every year."""
    month, _, day_of_month = value.partition("-")
    return f"{int(month)}月{int(day_of_month)}日"


def number(value: int | Decimal) -> str:
    """12,345.6 and 2026: separators from five digits on, no idle zeros."""
    whole, _, rest = (f"{value:,f}" if value >= TEN_THOUSAND else f"{value:f}").partition(".")
    rest = rest.rstrip("0")
    return f"{whole}.{rest}" if rest else whole


def money(value: int | Decimal) -> str:
    """1,234 or 1,234.50: fen are written whole or not at all."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def share(value: int | Decimal) -> str:
    """0.02 is 2%."""
    return number(Decimal(value) * 100) + "%"


def with_unit(text: str, unit: str | None) -> str:
    if not unit:
        return text
    return f"{text}%" if unit == "%" else f"{text} {COUNTED.get(unit, unit)}"


def plain(value: Datum, shape: Shape) -> str:
    """A single value in words; lists and records are the templates' business."""
    match value:
        case bool():
            return "是" if value else "否"
        case int() | Decimal():
            return _figure(value, shape)
        case date() | PartialDate():
            return day(value)
        case Source():
            return value.title
        case str() if shape.kind == "month_day":
            return month_day(value)
        case str():
            return shape.options.get(value, value)
    raise TypeError(f"“{shape.kind}”不是单个的值")


def _figure(value: int | Decimal, shape: Shape) -> str:
    if shape.kind == "share":
        return share(value)
    if shape.kind == "money":
        return with_unit(money(value), shape.unit or "元")
    return with_unit(number(value), shape.unit)


def span(low: int, high: int, unit: str) -> str:
    """A range of counts: 3 个月, 最多 3 个月, 1 至 3 个月."""
    if low == high:
        return with_unit(number(low), unit)
    upper = with_unit(number(high), unit)
    return f"最多 {upper}" if low == 0 else f"{number(low)} 至 {upper}"


def own_word(region: Region) -> str:
    """本省, 本市, 本州…: what a page of that region calls it."""
    if region.is_nation:
        return "全国"
    return "本" + next((ending for ending in PLACE_ENDINGS if region.name.endswith(ending)), "市")


def speaker(value: Value, who: str = "") -> str:
    """谁规定的: 全国规定, 本省规定, 本市规定; known from a part of it only: 本省做法，见于某市."""
    who = who or own_word(value.region)
    return f"{who}做法，见于{'、'.join(value.seen_in)}" if value.seen_in else f"{who}规定"


def standing(value: Value) -> str:
    """有多可靠: the best that was read, or that nothing sure was found."""
    return PROOF_WORDS[value.proof] if value.is_known and value.proof else UNSURE_WORDS[value.status]


def words(value: Value) -> str:
    """A single value as a sentence needs it."""
    if value.value is None:
        raise ValueError(f"“{value.fact.label}”没有值")
    return plain(value.value, value.fact.shape)


def period(value: Value) -> str:
    """从哪天到哪天: as far as it is known."""
    since = f"{day(value.since)}起" if value.since else ""
    until = f"到{day(value.until)}为止" if value.until else ""
    return "，".join(filter(None, (since, until)))


@cache
def dates_line(value: Value) -> str:
    """The three dates in one line."""
    since = f"{day(value.since)}起施行" if value.since else "施行日期没查到"
    until = f"，到{day(value.until)}为止" if value.until else ""
    if value.confirmed == value.looked:
        return f"{since}{until}；{day(value.looked)}查看，对过原文"
    confirmed = f"；{day(value.confirmed)}对过原文" if value.confirmed else "，没有对过原文"
    return f"{since}{until}；{day(value.looked)}查看{confirmed}"


def dialled(number_text: str, area_code: str | None) -> str:
    """A number for a tel: link: with the area code, so that it works from anywhere."""
    has_code = "-" in number_text or not area_code
    return (number_text if has_code else f"{area_code}{number_text}").replace("-", "")


def host(url: str) -> str:
    """The part of an address that a reader recognises."""
    return urlsplit(url).netloc


def as_typed(text: str, question: Mapping[str, Any]) -> str:
    """A form value as a reader reads it."""
    match question["kind"]:
        case "date":
            return day(date.fromisoformat(text))
        case "month":
            year, month = text.split("-")
            return day(PartialDate(int(year), int(month)))
        case "boolean":
            return "是" if text == "true" else "否"
        case "choice":
            return next(str(option["label"]) for option in question["options"] if option["value"] == text)
        case "money":
            return with_unit(text, question["unit"] or "元")
        case _:
            return with_unit(text, question["unit"])


def tidy(words: Markup) -> Markup:
    """Words without the space that a proof left where it stood no longer."""
    return Markup(_BEFORE_A_STOP.sub("", words).strip())  # noqa: S704 - takes spaces away only


def is_wordy(rows: Iterable[Mapping[str, Datum]]) -> bool:
    """Rows with long text or lists in them are read one by one; rows of figures make a table."""
    cells = [cell for row in rows for cell in row.values()]
    return any(
        isinstance(cell, tuple | dict) or (isinstance(cell, str) and len(cell) > SHORT_TEXT) for cell in cells
    )


def columns(shape: Shape, rows: Iterable[Mapping[str, Datum]]) -> list[str]:
    """The fields that any of the rows has, in their order."""
    used = {name for row in rows for name in row}
    return [name for name in shape.fields if name in used]
