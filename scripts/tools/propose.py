"""看建议：`python -m scripts propose FILE` tells what each row would change; 1 if one is refused."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from calculators.engine.doubts import DOUBT_WORDS, PROOF_SHORT, STATUS_WORDS
from calculators.engine.writing import CERTAINTY_SHORT
from scripts.pages.wording import in_words, period
from scripts.regions.load import load, read_files
from scripts.regions.model import NotYetInForce
from scripts.regions.problems import BadData, Place, Problems
from scripts.regions.proposals import read_proposals
from scripts.regions.strict_yaml import Scalar
from scripts.tools.check import looked_in_future
from scripts.tools.effects import effects
from scripts.tools.proposing import Desk

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from scripts.regions.model import Source, Value
    from scripts.regions.proposals import Proposal
    from scripts.tools.effects import Changes
    from scripts.tools.proposing import Kind, Outcome, Plan

KINDS: Mapping[Kind, str] = {
    "applied": "新增",
    "replaced": "替换",
    "confirmed": "再次核对",
    "already": "已有",
    "reported": "待查",
    "refused": "不收",
}
CHANGING = ("applied", "replaced", "confirmed")
_MANY_CITIES, _MANY_CHANGES = 3, 4


def declare(parser: ArgumentParser) -> None:
    """What it takes besides."""
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="建议的文件：.yaml、.csv，或读者来信 .txt"
    )
    parser.add_argument("--replace", action="store_true", help="对过官方原文的值也可以换")


def run(options: Namespace) -> int:
    """`python -m scripts propose`."""
    desk, rows = opened(options)
    plan = desk.plan(rows)
    print("\n".join(told(desk, rows, plan)))
    return 1 if any(outcome.kind == "refused" for outcome in plan.outcomes.values()) else 0


def opened(options: Namespace) -> tuple[Desk, tuple[Proposal, ...]]:
    """The country as it is, free of problems, and the rows; else BadData."""
    if options.file is None:
        raise _missing("没有写文件", f"make {options.command} FILE=建议.yaml")
    if not options.file.is_file():
        raise _missing(f"没有这个文件：{options.file}", "核对文件名和文件夹")
    files = read_files(options.regions)
    country = load(options.regions, files=files)
    if problems := looked_in_future(country, options.on):
        raise BadData(problems)
    desk = Desk(country, files, options.regions, options.on, options.replace)
    return desk, read_proposals(options.file.as_posix(), options.file.read_bytes(), country)


def _missing(read: str, mend: str) -> BadData:
    problems = Problems()
    problems.add(Place("FILE"), read=read, expected="建议的文件：.yaml、.csv，或读者来信 .txt", mend=mend)
    return BadData(problems.in_order())


def told(desk: Desk, rows: Sequence[Proposal], plan: Plan) -> Iterator[str]:
    """Every row in readable words, then the count."""
    new = [row.value for row in rows if row.value and plan.outcomes[row.id].kind in CHANGING]
    changes = effects(desk.country, plan.country, new, desk.on)
    for row in rows:
        outcome = plan.outcomes[row.id]
        yield f"{row.id} {_named(row, desk)}——{KINDS[outcome.kind]}"
        yield from (f"  {line}" for line in _row(row, outcome, plan, desk, changes))
    yield summary(plan)


def summary(plan: Plan) -> str:
    """How many rows came to what, as far as there are any."""
    counts = Counter(outcome.kind for outcome in plan.outcomes.values())
    parts = "、".join(f"{words} {counts[kind]}" for kind, words in KINDS.items() if counts[kind])
    return f"共 {len(plan.outcomes)} 条：{parts}。"


def _named(row: Proposal, desk: Desk) -> str:
    if row.about:
        region, key = row.about
        return f"{region.name}：{desk.country.dictionary[key].label}（{key}）"
    if row.value is None:
        return f"（{row.place.path} 第 {row.place.line} 行）"
    return f"{row.value.region.name}：{row.value.fact.label}（{row.value.key}）"


def _row(
    row: Proposal, outcome: Outcome, plan: Plan, desk: Desk, changes: Mapping[Value, Changes]
) -> Iterator[str]:
    value, old = row.value, outcome.old
    if outcome.reason:
        yield f"原因：{outcome.reason}"
    if row.about:
        yield from _report(row, old)
    if value is None:
        return
    if outcome.kind == "already" and old:
        yield f"已经写着：{said(old)}；{old.place.path}:{old.line}"
        return
    if outcome.kind == "confirmed" and old:
        yield f"还是：{said(old)}；{old.place.path}:{old.line}"
        read = f"{value.confirmed} 对过原文" if value.confirmed else "没有读原文"
        yield f"查看：{old.looked} → {value.looked}，{read}"
    elif old:
        yield f"原来：{said(old)}；{old.place.path}:{old.line}"
    elif above := _inherited(value, desk.on):
        yield f"原来：没有写，用{above.region.name}的：{said(above)}"
    else:
        yield "原来：没有写"
    if outcome.kind != "confirmed":
        yield f"改成：{said(value)}"
    if value.source:
        yield f"出处：{_source(value.source)}"
    if outcome.kind == "refused":
        return
    yield f"把握：{_sureness(value, desk, plan)}"
    yield from _changes(changes.get(value, {}))


def _report(row: Proposal, now: Value | None) -> Iterator[str]:
    """What somebody doubts, and what is stated there."""
    yield f"现在：{said(now)}；{now.place.path}:{now.line}" if now else "现在：没有写"
    for name, words in (("reported", "报告"), ("remark", "说明"), ("evidence", "所见")):
        if isinstance(node := row.row.nodes.get(name), Scalar):
            yield f"{words}：{node.text}"


def said(value: Value) -> str:
    """The value and its time in one line."""
    what = in_words(value.value, value.fact.shape) if value.value is not None else "没有找到"
    return "，".join(filter(None, (what, period(value) or "没有写从哪天起")))


def _source(source: Source) -> str:
    date = str(source.date) if source.date else None
    where = source.url or source.locator
    area = f"只讲{source.area}" if source.area else None
    about = "，".join(filter(None, (source.issuer, source.document_number, date, area, where)))
    return f"{source.title}（{about}）"


def _inherited(value: Value, on: date) -> Value | None:
    try:
        return value.region.inherited(value.key, on)
    except NotYetInForce:
        return None


def _sureness(value: Value, desk: Desk, plan: Plan) -> str:
    """What proves it and what is doubtful, before and after."""
    before = desk.country.by_slug[value.region.slug].facts(desk.on).get(value.key)
    after = plan.country.by_slug[value.region.slug].facts(desk.on).get(value.key)
    was, now = _proof(before, desk.on), _proof(after, desk.on)
    if was == now:
        return f"不变，{now}"
    weight = _weight(after, desk.on) - _weight(before, desk.on)
    return f"{was} → {now}（{'更可靠' if weight > 0 else '更不可靠' if weight < 0 else '一样可靠'}）"


def _proof(value: Value | None, on: date) -> str:
    if value is None:
        return "没有写"
    proof = PROOF_SHORT[value.proof] if value.proof else STATUS_WORDS[value.status]
    doubts = (DOUBT_WORDS[doubt.kind] for doubt in value.doubts(on))
    return "，".join(dict.fromkeys((proof, *doubts)))


def _weight(value: Value | None, on: date) -> int:
    """Fewer doubts weigh more; saying nothing weighs least."""
    if value is None or value.status == "unknown":
        return -100
    return -sum(1 + doubt.makes_estimate for doubt in value.doubts(on))


def _changes(changes: Changes) -> Iterator[str]:
    ordered = sorted(changes.items(), key=lambda one: -len(one[1]))
    for change, cities in ordered[:_MANY_CHANGES]:
        names = "、".join(city.name for city in cities[:_MANY_CITIES])
        where = names if len(cities) <= _MANY_CITIES else f"{names}等 {len(cities)} 处"
        was, now = (CERTAINTY_SHORT[answer.certainty] for answer in (change.before, change.after))
        if change.before.headline == change.after.headline:
            yield f"算例“{change.title}”在{where}：{was} → {now}，仍是“{change.after.headline}”"
        else:
            yield f"算例“{change.title}”在{where}："
            yield f"  “{change.before.headline}”（{was}）→“{change.after.headline}”（{now}）"
    if rest := ordered[_MANY_CHANGES:]:
        yield f"另有 {len(rest)} 种变化，在 {sum(len(cities) for _, cities in rest)} 处"
