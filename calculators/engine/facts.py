"""事实: the region's facts a calculator reads, typed, with their source and their doubts."""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import Any, Literal, cast, get_args, get_origin, get_type_hints

from calculators.engine.answer import Rule
from calculators.engine.dates import PartialDate
from calculators.engine.doubts import Doubt, Proof, Status, doubts, standing
from calculators.engine.months import Month
from calculators.engine.payload import Json, Number, RefusedError, shown
from calculators.engine.workdays import MonthDay

UNNAMED = "这项规定"
MOST_ROWS = 200  # the longest list any region states has some thirty
LONGEST_TEXT = 500  # the longest text, an address, has some 120 characters
COUNT = re.compile(r"[0-9]{1,4}")
DECIMAL = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?([eE]-?[0-9])?")
TEXT = re.compile(rf"[^\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]{{0,{LONGEST_TEXT}}}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
PARTIAL_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


@dataclass(frozen=True)
class Fact[T]:
    """One fact as resolved for the reader's place; nothing known is a value of None."""

    label: str
    value: T | None
    status: Status
    proof: Proof | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    is_expired: bool = False
    depends: bool = False
    is_principle: bool = False
    is_national: bool = False
    is_local: bool = False
    seen_in: tuple[str, ...] = ()
    review_by: date | None = None
    note: str | None = None
    rule: Rule | None = None
    rivals: tuple[str, ...] = ()
    today: date | None = None
    place: str | None = None
    reference: "Fact[T] | None" = None
    """What a larger place says of it where nobody states it for this one: it need not hold here."""

    def part[U](self, value: U) -> "Fact[U]":
        """One part of what is stated, on the same authority."""
        return replace(cast("Fact[U]", self), value=value)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What a reader must know before relying on it."""
        is_due = self.today is not None and self.review_by is not None and self.today > self.review_by
        return doubts(self, has_ended=self.is_expired, is_due=is_due)

    @property
    def dated_name(self) -> str:
        """Its name with the year since which it holds."""
        return f"“{self.label}”" + (f"（{self.since.first.year}年）" if self.since else "（年份不详）")

    @property
    def remarks(self) -> tuple[str, ...]:
        """What else is to be said of it: who contradicts whom, and the note that goes with it."""
        said: list[str] = []
        if self.status == "conflicting":
            rivals = "；".join(self.rivals) or "没有列出"
            said.append(f"“{self.label}”有不同的说法：{rivals}。不知道以哪个为准，没有用来计算。")
        if self.note:
            said.append(f"“{self.label}”：{self.note.removesuffix('。')}。")
        return tuple(said)


def fact_types(facts: type) -> dict[str, Any]:
    """The type of the value of each fact that a Facts class, or the places in it, reads."""
    found: dict[str, Any] = {}
    for name, hint in get_type_hints(facts).items():
        if get_origin(hint) is Fact:
            found[name] = get_args(hint)[0]
        elif is_dataclass(hint):
            found |= fact_types(cast("type", hint))
    return found


def places(facts: type) -> tuple[str, ...]:
    """The places whose facts are compared; none for a calculator of one place."""
    return tuple(name for name, hint in get_type_hints(facts).items() if is_dataclass(hint))


def read_facts[T](facts: type[T], raw: Mapping[str, Json], today: date | None, path: str = "facts") -> T:
    """The facts a calculator reads, or every malformed one refused; others are left alone."""
    read: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, hint in get_type_hints(facts).items():
        given = raw.get(name)
        try:
            if get_origin(hint) is Fact:
                read[name] = read_fact(get_args(hint)[0], given, today)
            elif is_dataclass(hint):
                place = place_facts(an_object({} if given is None else given, name))
                read[name] = read_facts(cast("type", hint), place, today, f"{path}.{name}")
            else:
                read[name] = typed(hint, given, name)
        except ValueError as error:
            errors[f"{path}.{name}"] = f"事实的格式不对：{error}。"
        except RefusedError as refused:
            errors |= refused.errors
    if errors:
        raise RefusedError(errors)
    return facts(**read)


def place_facts(given: Mapping[str, Json]) -> Mapping[str, Json]:
    """The facts of one place: as they are, or out of a whole document of the API, its region among them."""
    if "facts" not in given:
        return given
    inner = an_object(given["facts"], "facts")
    return {"region": given.get("region"), **inner}


def read_fact(hint: Any, raw: Json, today: date | None) -> Fact[Any]:
    """One fact as the API carries it; a missing one is unknown, never a default."""
    if raw is None:
        return Fact(UNNAMED, None, "unknown")
    entry = an_object(raw)
    status: Status = typed(Status, entry.get("status"), "status")
    known = status in ("official", "secondary")
    if known and entry.get("value") is None:
        raise ValueError(f"value 读到空白，应为{status}状态下的值")
    since, until = (stated_period(entry, name) for name in ("since", "until"))
    sure = proof(entry, status)
    how_sure = standing(since, sure, typed(date | None, entry.get("looked"), "looked"))
    return Fact(
        label=optional_text(entry, "label") or UNNAMED,
        value=typed(hint, entry["value"], "value") if known else None,
        status=status,
        proof=sure,
        since=since,
        until=until,
        is_national=is_national(entry),
        is_local=entry.get("region") is not None and not is_national(entry),
        is_expired=entry.get("expired") is True or bool(today and until and until.last < today),
        depends=entry.get("depends") is True,
        is_principle=entry.get("principle") is True,
        seen_in=typed(tuple[str, ...], entry.get("seen_in") or [], "seen_in"),
        review_by=typed(date | None, entry.get("review_by"), "review_by"),
        note=optional_text(entry, "note"),
        rule=rule(entry, how_sure),
        rivals=tuple(rival(an_object(each)) for each in a_list(entry.get("statements") or [], "statements")),
        today=today,
        place=place_name(entry),
        reference=read_fact(hint, entry.get("reference"), today) if entry.get("reference") else None,
    )


def proof(entry: Mapping[str, Json], status: Status) -> Proof | None:
    """凭据: as stated; who leaves it out cannot claim more than a web page, the official text apart."""
    if status == "unknown":
        return None
    stated: Proof | None = typed(Proof | None, entry.get("proof"), "proof")
    return stated or ("official" if status == "official" else "web")


def is_national(entry: Mapping[str, Json]) -> bool:
    """Whether the nation states it: its division code is all zeros."""
    if entry.get("region") is None:
        return False
    code = optional_text(an_object(entry["region"], "region"), "code")
    return code is not None and not code.strip("0")


def place_name(entry: Mapping[str, Json]) -> str | None:
    """Who states it."""
    region = entry.get("region")
    return None if region is None else optional_text(an_object(region, "region"), "name")


def rule(entry: Mapping[str, Json], how_sure: str = "") -> Rule | None:
    """依据: the document, clause and address of a stated value."""
    if entry.get("source") is None:
        return None
    source = an_object(entry["source"])
    title = optional_text(source, "title")
    number = optional_text(source, "document_number")
    if title is None:
        raise ValueError("source.title 读到空白，应为文件名称")
    name = title if "《" in title else f"《{title}》"
    document = name if number is None or number in title else f"{name}（{number}）"
    return Rule(document, optional_text(entry, "clause"), optional_text(source, "url"), how_sure)


def rival(entry: Mapping[str, Json]) -> str:
    """One of several conflicting statements in words: who says what."""
    said_by = rule(entry)
    value = entry.get("value")
    written = typed(str, str(value), "statements.value") if isinstance(value, str) else ""
    is_code = written.isascii() and written.isidentifier()  # a choice, which no reader knows by that name
    said = optional_text(entry, "quote") or ("" if is_code else written)
    unit = optional_text(entry, "unit") or ""
    who = said_by.document if said_by else "另一说"
    return f"{who}写的是“{said}{'' if entry.get('quote') else unit}”" if said else f"{who}另有写法"


def typed(hint: Any, raw: Json, path: str) -> Any:
    """A JSON value as the declared type, or a ValueError that names the place."""
    inner = get_args(hint)
    if NoneType in inner:
        return None if raw is None else typed(inner[0], raw, path)
    if get_origin(hint) is tuple:
        items = enumerate(a_list(raw, path))
        return tuple(typed(inner[0], each, f"{path}[{index}]") for index, each in items)
    if get_origin(hint) is Literal:
        if raw in inner:
            return raw
        raise ValueError(f"{path} 读到{shown(raw)}，应为{'、'.join(inner)}之一")
    if hint in SIMPLE:
        expected, convert = SIMPLE[hint]
        try:
            return convert(raw)
        except ValueError:
            raise ValueError(f"{path} 读到{shown(raw)}，应为{expected}") from None
    return record(hint, raw, path)


def record(kind: Any, raw: Json, path: str) -> Any:
    """An object with the fields of a dataclass; members it does not declare are left alone."""
    entry = an_object(raw, path)
    hints = get_type_hints(kind)
    values = {}
    for each in fields(kind):
        member = each.name.removesuffix("_")  # `from` is a word of Python's own
        if entry.get(member) is not None:
            values[each.name] = typed(hints[each.name], entry[member], f"{path}.{member}")
        elif each.default is MISSING:
            raise ValueError(f"{path}.{member} 读到空白，应有这一项")
    return kind(**values)


def an_object(raw: Json, path: str = "内容") -> dict[str, Json]:
    """A JSON object."""
    if isinstance(raw, dict):
        return raw
    raise ValueError(f"{path} 读到{shown(raw)}，应为一个对象")


def a_list(raw: Json, path: str) -> list[Json]:
    """A JSON list of bounded length."""
    if isinstance(raw, list) and len(raw) <= MOST_ROWS:
        return raw
    read = f"{len(raw)}项" if isinstance(raw, list) else shown(raw)
    raise ValueError(f"{path} 读到{read}，应为一个列表，不超过{MOST_ROWS}项")


def stated_period(entry: Mapping[str, Json], name: str) -> PartialDate | None:
    """A day, month or year, or nothing when it is not known."""
    raw = None if entry.get(name) == "unknown" else entry.get(name)
    stated: PartialDate | None = typed(PartialDate | None, raw, name)
    return stated


def optional_text(entry: Mapping[str, Json], name: str) -> str | None:
    """A text member, or nothing."""
    text: str | None = typed(str | None, entry.get(name), name)
    return text


def matched(raw: Json, pattern: re.Pattern[str], *kinds: type) -> str:
    """Text of the given form; with Number among the kinds, a JSON number too, or only that."""
    if isinstance(raw, str) and type(raw) in (kinds or (str,)) and pattern.fullmatch(raw):
        return raw
    raise ValueError


def to_boolean(raw: Json) -> bool:
    """True or false."""
    if isinstance(raw, bool):
        return raw
    raise ValueError


def to_month(raw: Json) -> Month:
    """A month such as 2025-01."""
    return Month.of(date.fromisoformat(matched(raw, MONTH) + "-01"))


def to_partial_date(raw: Json) -> PartialDate:
    """A day, month or year, as precisely as it is stated."""
    parts = [int(part) for part in matched(raw, PARTIAL_DAY).split("-")]
    date(*(*parts, 1, 1)[:3])  # refuses a thirtieth of February
    return PartialDate(*parts)


def to_month_day(raw: Json) -> MonthDay:
    """A day of every year such as 10-01."""
    day = date.fromisoformat(f"2000-{matched(raw, MONTH_DAY)}")
    return MonthDay(day.month, day.day)


SIMPLE: Mapping[Any, tuple[str, Callable[[Json], object]]] = {
    int: ("0至9999的整数", lambda raw: int(matched(raw, COUNT, Number))),
    Decimal: ('写成文字的数，如 "0.02"', lambda raw: Decimal(matched(raw, DECIMAL, str, Number))),
    str: (f"不超过{LONGEST_TEXT}个字符的文字", lambda raw: matched(raw, TEXT)),
    bool: ("true 或 false", to_boolean),
    date: ("日期，如 2026-03-05", lambda raw: date.fromisoformat(matched(raw, DAY))),
    PartialDate: ("日期，如 2025-06-30、2025-06 或 2025", to_partial_date),
    MonthDay: ("月日，如 10-01", to_month_day),
    Month: ("年月，如 2025-01", to_month),
}
