"""写明的值：the dated statements of one key in one region, newest first, each with its proof."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from calculators.engine.doubts import STATUS_WORDS
from scripts.regions.dictionary import read_datum
from scripts.regions.json_schema import named
from scripts.regions.model import Fact, Region, Source, Value
from scripts.regions.problems import Place
from scripts.regions.reading import Reader
from scripts.regions.sources import Sources
from scripts.regions.strict_yaml import Entries, Node, Scalar

type Form = Literal["since", "date", "day", "datum", "source", "sources", "text", "mark", "status"]
type Role = Literal["said", "paper", "look", "proof"]
type Need = Literal["always", "known", "free"]


class Part(NamedTuple):
    """一项: how it is written, what it is for, when it has to be there, and what editors read of it.

    On what a statement says (`said`) and how sure that is (`proof`) an answer rests; where it was read
    (`paper`) and when somebody looked (`look`) change none. A `known` part is there unless nothing was found.
    """

    form: Form
    role: Role
    title: str
    words: str = ""
    example: str | bool | None = None
    need: Need = "free"
    of_unknown: bool = False
    longest: int | None = None


PARTS: Mapping[str, Part] = {
    "since": Part(
        *("since", "said", "施行日期", "从哪天起施行；不知道写 unknown", "2025-01-01"),
        need="known",
        of_unknown=True,
    ),
    "until": Part("date", "said", "有效期", "到哪天止", "2026-12-31", of_unknown=True),
    "value": Part("datum", "said", "值", need="known"),
    "source": Part("source", "paper", "出处", need="known", of_unknown=True),
    "also": Part("sources", "paper", "其他出处", "说法相同的其他来源", of_unknown=True),
    "clause": Part("text", "paper", "第几条", "第几条", "第九条"),
    "quote": Part(
        "text", "paper", "引文", "原文，一字不改", "转出地经办机构应当在规定时限内办结", longest=60
    ),
    "looked": Part(
        *("day", "look", "查看日期", "最近一次查看的日子", "2026-11-30"), need="always", of_unknown=True
    ),
    "confirmed": Part("day", "look", "对过原文", "最近一次读到官方原文仍是这样的日子", "2026-11-30"),
    "status": Part(
        *(
            "status",
            "proof",
            "凭据",
            named(STATUS_WORDS),
        ),
        example="official",
        need="always",
        of_unknown=True,
    ),
    "uniform": Part("mark", "said", "全省一致", "省里写明全省统一（只用于 local 的事项）", True),
    "depends": Part(
        "mark", "said", "随情形变", "备注写的情形会改变这个值，用它算出的只是估算；要写 note", True
    ),
    "note": Part("text", "paper", "备注", "给读者的一句话", "提醒读者的一句话", of_unknown=True, longest=80),
}
"""写明的值的各项, in the order in which files have them: the one list of what may be written.

What the API tells of a value, more of it reckoned than written, is `facts_json.STATEMENT`.
"""


def of_form(*forms: Form) -> tuple[str, ...]:
    """The names of the parts so written."""
    return tuple(name for name, part in PARTS.items() if part.form in forms)


def of_role(*roles: Role) -> tuple[str, ...]:
    """The names of the parts that are for this."""
    return tuple(name for name, part in PARTS.items() if part.role in roles)


REQUIRED = tuple(name for name, part in PARTS.items() if part.need != "free")
OPTIONAL = tuple(name for name, part in PARTS.items() if part.need == "free")
REQUIRED_UNKNOWN = tuple(name for name, part in PARTS.items() if part.need == "always")
OPTIONAL_UNKNOWN = tuple(
    name for name, part in PARTS.items() if part.of_unknown and name not in REQUIRED_UNKNOWN
)


def read_statements(
    fact: Fact, node: Node, region: Region, reader: Reader, sources: Sources
) -> tuple[Value, ...]:
    """All statements of one key; those refused are left out."""
    read = [read_statement(fact, item, region, reader, sources) for item in reader.items(node)]
    values = tuple(value for value in read if value)
    for newer, older in pairwise(values):
        _check_order(newer, older, reader)
    _check_conflicts(values, reader)
    return values


def read_statement(fact: Fact, node: Node, region: Region, reader: Reader, sources: Sources) -> Value | None:
    """One statement; None when something in it was refused."""
    before = len(reader.problems)
    is_unknown = isinstance(node, Entries) and _word(node.nodes.get("status")) == "unknown"
    required, optional = (REQUIRED_UNKNOWN, OPTIONAL_UNKNOWN) if is_unknown else (REQUIRED, OPTIONAL)
    extra = tuple(name for name in (*REQUIRED, *OPTIONAL) if name not in (*required, *optional))
    parts = reader.entries(node, required, (*optional, *extra))
    for name in extra:
        if name in parts:
            reader.refuse(parts[name], f"status 为 unknown 时没有 {name}", f"删掉 {name}，或改 status")
    read = {
        name: _read(PARTS[name], part, fact, reader, sources)
        for name, part in parts.items()
        if name not in extra
    }
    stated: dict[str, Any] = {name: said for name, said in read.items() if said is not None}
    value = Value(
        fact=fact,
        region=region,
        place=Place(node.path, node.line, node.column),
        places={name: Place(part.path, part.line, part.column) for name, part in parts.items()},
        **{"status": "unknown", "looked": date.min, **stated},
    )
    _check_dates(value, parts, reader)
    _check_proof(value, parts, reader)
    return value if len(reader.problems) == before else None


def _read(part: Part, node: Node, fact: Fact, reader: Reader, sources: Sources) -> object:
    """One part as its form asks for; None when it was refused or is said to be unknown."""
    match part.form:
        case "since":
            return None if _word(node) == "unknown" else reader.partial_date(node)
        case "date":
            return reader.partial_date(node)
        case "day":
            return reader.day(node)
        case "datum":
            return read_datum(fact.shape, node, reader, sources)
        case "source":
            return sources.find(node, reader)
        case "sources":
            return _also(node, reader, sources)
        case "text":
            return reader.text(node, part.longest)
        case "mark":
            return reader.boolean(node)
        case "status":
            return reader.choice(node, (*STATUS_WORDS,))


def _also(node: Node, reader: Reader, sources: Sources) -> tuple[Source, ...]:
    found = (sources.find(item, reader) for item in reader.items(node))
    return tuple(source for source in found if source)


def _check_dates(value: Value, parts: dict[str, Node], reader: Reader) -> None:
    """since ≤ until; nothing is confirmed or published after the day it was looked at."""
    if value.since and value.until and value.until.last < value.since.first:
        reader.refuse(parts["until"], f"不早于 since（{value.since}）的日期", "核对 since 与 until")
    if value.looked == date.min:
        return
    if value.confirmed and value.confirmed > value.looked:
        reader.refuse(
            parts["confirmed"], f"不晚于 looked（{value.looked}）的日期", "核对 confirmed 与 looked"
        )
    if value.source and value.source.date and value.source.date.first > value.looked:
        mend = "核对 looked，或改 sources.yaml 里的 date"
        reader.refuse(parts["looked"], f"不早于来源日期（{value.source.date}）的日期", mend)


def _check_proof(value: Value, parts: dict[str, Node], reader: Reader) -> None:
    """官方原文 only from an original; each further source once; each mark only where it means something."""
    if value.status == "official" and value.source and value.source.tier != "original":
        read = f"official，而来源“{value.source.id}”的 tier 是 {value.source.tier}"
        reader.refuse(
            parts["status"], "tier 为 original 的来源", "改成 secondary，或换成官方原文的来源", read
        )
    if value.status == "secondary" and "confirmed" in parts:
        mend = "没有读到官方原文就删掉 confirmed；读到了就改 status 和 source"
        reader.refuse(parts["confirmed"], "只有读到官方原文才写 confirmed", mend)
    named = [value.source, *value.also] if value.source else [*value.also]
    if "also" in parts and len({source.id for source in named}) < len(named):
        reader.refuse(parts["also"], "与 source 不同、互不重复的来源", "删掉重复的来源编号", "重复的来源")
    if "uniform" in parts:
        if not value.fact.local:
            reader.refuse(parts["uniform"], "只用于 local 的事项", "删掉 uniform：这个事项本来就下推到市")
        elif not value.region.is_province:
            reader.refuse(parts["uniform"], "只写在省的文件里", "删掉 uniform")
        elif _word(parts["uniform"]) == "false":
            reader.refuse(parts["uniform"], "true", "全省一致写 true，否则删掉 uniform")
    if "depends" in parts and "note" not in parts:
        reader.refuse(parts["depends"], "同时写 note", "在 note 里写明随什么情形变，否则删掉 depends")
    elif "depends" in parts and _word(parts["depends"]) == "false":
        reader.refuse(parts["depends"], "true", "随备注的情形变写 true，否则删掉 depends")


def _check_order(newer: Value, older: Value, reader: Reader) -> None:
    """Newest first, one statement a day; only conflicting ones may hold at once."""
    if newer.starts < older.starts:
        _refuse(older, reader, _period(older), "最新的在最前", "按 since 从新到旧排列（unknown 算最早）")
    elif newer.status == older.status == "conflicting":
        return
    elif newer.starts == older.starts:
        mend = "合成一条；说法不一时两条都写 status: conflicting"
        _refuse(older, reader, f"第二个 {_period(older)}", "每个 since 只写一条", mend)
    elif older.until and older.until.last >= newer.starts:
        mend = f"把这条的 until 改到 {newer.since} 之前，或删掉 until"
        _refuse(
            older, reader, f"until {older.until}，与后一条的 {_period(newer)} 重叠", "前后相接的期间", mend
        )


def _check_conflicts(values: tuple[Value, ...], reader: Reader) -> None:
    """说法不一 takes two that differ and hold at once."""
    for number, value in enumerate(values):
        if value.status != "conflicting":
            continue
        beside = [*values[max(0, number - 1) : number], *values[number + 1 : number + 2]]
        rivals = [other for other in beside if other.status == "conflicting" and value.overlaps(other)]
        if not rivals:
            mend = "补上另一种说法，或改成 official、secondary"
            _refuse(value, reader, "单独一条 conflicting", "同时有效的两种说法", mend)
        elif number and values[number - 1] in rivals and values[number - 1].value == value.value:
            mend = "合成一条，另一个来源写进 also"
            _refuse(value, reader, "与上一条相同的 conflicting", "两种不同的说法", mend)


def _period(value: Value) -> str:
    return f"since {value.since or 'unknown'}"


def _word(node: Node | None) -> str | None:
    return node.text if isinstance(node, Scalar) else None


def _refuse(value: Value, reader: Reader, read: str, expected: str, mend: str) -> None:
    reader.problems.add(value.place, read=read, expected=expected, mend=mend)
