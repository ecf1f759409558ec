"""措辞：values, dates and speakers as a reader says them; used as filters by the templates."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from calculators.engine.answer import date_text
from calculators.engine.dates import PartialDate
from calculators.engine.doubts import PROOF_WORDS, STATUS_WORDS
from calculators.engine.writing import single, span
from scripts.regions.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scripts.regions.changes import Change, Stated
    from scripts.regions.model import Datum, Region, Shape, Value

SHORT_TEXT = 16
"""Texts up to this long fit into a cell of a table."""
_BEFORE_A_STOP = re.compile(r"\s+(?=[。，；：、？！）])")
PLACE_ENDINGS = ("自治区", "地区", "林区", "省", "州", "盟", "县")


def day(when: date | PartialDate | None) -> str:
    """2026年3月5日, as precise as it is known; nobody knows the day: 没查到."""
    match when:
        case None:
            return "没查到"
        case PartialDate():
            return when.words
        case date():
            return date_text(when)


def month_day(value: str) -> str:
    """10月1日, of every year."""
    month, _, day_of_month = value.partition("-")
    return f"{int(month)}月{int(day_of_month)}日"


def plain(value: Datum, shape: Shape) -> str:
    """A single value in words; lists and records are the templates' business."""
    match value:
        case Source():
            return value.title
        case str() if shape.kind == "month_day":
            return month_day(value)
        case tuple() | dict():
            raise TypeError(f"“{shape.kind}”不是单个的值")
    return single(value, shape)


def in_words(datum: Datum, shape: Shape) -> str:
    """A value in words, with the names of its parts."""
    match datum:
        case tuple() if shape.of:
            return "；".join(in_words(item, shape.of) for item in datum)
        case {"low": int() | Decimal() as low, "high": int() | Decimal() as high, **rest} if not rest:
            return span(low, high, shape.fields["low"].shape)
        case dict():
            parts = ((shape.fields[name], item) for name, item in datum.items())
            return "，".join(f"{field.label} {in_words(item, field.shape)}" for field, item in parts)
        case _:
            return plain(datum, shape)


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
    return PROOF_WORDS[value.proof] if value.is_known and value.proof else STATUS_WORDS[value.status]


def words(value: Value) -> str:
    """A single value as a sentence needs it."""
    if value.value is None:
        raise ValueError(f"“{value.fact.label}”没有值")
    return plain(value.value, value.fact.shape)


def period(value: Value | Stated) -> str:
    """从哪天到哪天: as far as it is known."""
    since = f"{day(value.since)}起" if value.since else ""
    until = f"到{day(value.until)}为止" if value.until else ""
    return "，".join(filter(None, (since, until)))


def changed(change: Change) -> str:
    """一条变更: old → new, as far as there are both."""
    return " → ".join(filter(None, before_and_after(change)))


@cache
def before_and_after(change: Change) -> tuple[str, str]:
    """原来和现在: only what the other has not; of a list, what came and what went."""
    old, new, shape = change.old, change.new, change.fact.shape
    if old is None or new is None or change.kind == "confirmed":
        return "", stated(new or old, shape)
    if new.is_as_good_as(old):
        return f"{stated(new, shape)}，{STATUS_WORDS[old.status]}", STATUS_WORDS[new.status]
    if (old.since, old.until) != (new.since, new.until):
        return stated(old, shape), stated(new, shape)
    came, went = _more(new.value, old.value), _more(old.value, new.value)
    if came == new.value or went == old.value:
        return in_words(old.value, shape), stated(new, shape)
    parts = (f"{word}“{in_words(items, shape)}”" for word, items in (("加上", came), ("去掉", went)) if items)
    return "", "，".join(parts)


def stated(said: Stated | None, shape: Shape) -> str:
    """The value and its time, and whether it is disputed."""
    if said is None:
        return ""
    doubt = STATUS_WORDS["conflicting"] if said.status == "conflicting" else ""
    return "，".join(filter(None, (in_words(said.value, shape), period(said), doubt)))


def _more(datum: Datum, than: Datum) -> Datum:
    """The items of a list that the other has not; anything else whole."""
    if isinstance(datum, tuple) and isinstance(than, tuple):
        return tuple(item for item in datum if item not in than)
    return datum


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


def tidy(words: Markup) -> Markup:
    """Words without the space that a proof left where it stood no longer."""
    return Markup(_BEFORE_A_STOP.sub("", words).strip())  # noqa: S704 - takes spaces away only


def is_wordy(rows: Iterable[Mapping[str, Datum]]) -> bool:
    """Rows with long text or lists in them are read one by one; rows of figures make a table."""
    cells = [cell for row in rows for cell in row.values()]
    return any(
        isinstance(cell, tuple | dict) or (isinstance(cell, str) and len(cell) > SHORT_TEXT) for cell in cells
    )


def is_only_words(shape: Shape, rows: Iterable[Mapping[str, Datum]]) -> bool:
    """Names and kinds, without a figure to compare, need no columns."""
    return all(shape.fields[name].shape.kind in ("text", "choice") for name in columns(shape, rows))


def columns(shape: Shape, rows: Iterable[Mapping[str, Datum]]) -> list[str]:
    """The fields that any of the rows has, in their order."""
    used = {name for row in rows for name in row}
    return [name for name in shape.fields if name in used]
