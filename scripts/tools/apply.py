"""收建议：`python -m scripts apply FILE` writes what can be taken of a batch, all of it or nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.regions.notation import row_lines, said
from scripts.regions.problems import Problems
from scripts.regions.proposals import ASIDE, WHERE
from scripts.regions.strict_yaml import Entries, Items, Scalar, read
from scripts.tools import propose
from scripts.tools.propose import CHANGING, KINDS, opened, summary
from scripts.tools.transaction import content, replaced

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence

    from scripts.regions.proposals import Proposal
    from scripts.tools.proposing import Outcome, Plan

LEFT = ("reported", "refused")
"""Kinds of rows of which nothing comes into regions/."""
EVIDENCE, REFUSED = Path("docs/evidence"), Path("build/refused.yaml")
_HEAD = """\
# 一批建议的依据：每条收了没有（applied 新增，replaced 替换，confirmed 再次核对，already 早已写着，
# refused 没有收和原因），当初凭什么这样写。值和来源在 regions/ 里；没有收的，整条留在这里。
"""


def declare(parser: ArgumentParser) -> None:
    """What it takes besides."""
    propose.declare(parser)
    parser.add_argument("--evidence", type=Path, default=EVIDENCE, metavar="DIR", help="依据放在哪个文件夹")
    parser.add_argument("--refused", type=Path, default=REFUSED, metavar="FILE", help="不收的写到哪个文件")


def run(options: Namespace) -> int:
    """`python -m scripts apply`."""
    desk, rows = opened(options)
    plan = desk.plan(rows)
    kept = options.evidence / f"{options.file.stem}.yaml"
    files: dict[Path, bytes] = {Path(path): data for path, data in plan.changed.items()}
    files |= {kept: evidence(rows, plan, kept), options.refused: refused(rows, plan)}
    try:
        with replaced({path: data for path, data in files.items() if data != content(path)}):
            pass
    except OSError as error:
        print(f"没有写成（{error.strerror}：{error.filename}），什么都没有改。", file=sys.stderr)
        return 1
    for row in rows:
        outcome = plan.outcomes[row.id]
        if outcome.kind in LEFT:
            print(f"{row.id} {KINDS[outcome.kind]}：{outcome.reason or '要由人去查，什么都没有改'}")
    print(f"{summary(plan)}依据在 {kept}，不收的和待查的在 {options.refused}。")
    return 0


def evidence(rows: Sequence[Proposal], plan: Plan, kept: Path) -> bytes:
    """What stands behind each row that is settled; one that an earlier run took stays taken."""
    earlier = dict(_outcomes(content(kept) or b"[]"))
    lines = []
    for row in rows:
        outcome = plan.outcomes[row.id]
        if outcome.kind == "reported":
            continue
        lines += ["", *row_lines(_told(row, outcome, earlier.get(row.id, "")))]
    return (_HEAD + "\n".join(lines or ["[]"]) + "\n").encode()


def refused(rows: Sequence[Proposal], plan: Plan) -> bytes:
    """The rows that were not taken, each with its reason, and those to look into: propose this file again."""
    lines = ["# 没有收的建议和原因（reason），还有待查的（reported）。改好、查清以后，用这个文件再提一次。"]
    for row in rows:
        outcome = plan.outcomes[row.id]
        if outcome.kind in LEFT:
            whole = Entries(row.place.path, row.place.line, row.place.column)
            reason = {"reason": said(outcome.reason)} if outcome.reason else {}
            whole.nodes = {**row.row.nodes, **reason}
            lines += ["", *row_lines(whole)]
    return ("\n".join(lines if len(lines) > 1 else [*lines, "[]"]) + "\n").encode()


def _told(row: Proposal, outcome: Outcome, earlier: str) -> Entries:
    """A row as the evidence keeps it."""
    told = Entries(row.place.path, row.place.line, row.place.column)
    kind = earlier if outcome.kind == "already" and earlier in CHANGING else outcome.kind
    nodes = row.row.nodes
    told.nodes = {name: nodes[name] for name in WHERE if name in nodes} | {"outcome": said(kind)}
    if outcome.kind == "refused":
        told.nodes["reason"] = said(outcome.reason)
        told.nodes |= {name: node for name, node in nodes.items() if name != "reason"}
        return told
    if "since" in nodes:
        told.nodes["since"] = nodes["since"]
    if row.value and row.value.source:
        told.nodes["source"] = said(row.value.source.id)
    told.nodes |= {name: nodes[name] for name in ASIDE if name in nodes and name != "reason"}
    return told


def _outcomes(data: bytes) -> Iterator[tuple[str, str]]:
    """By id, what an earlier run wrote."""
    node = read("", data, Problems())
    for each in node.nodes if isinstance(node, Items) else ():
        parts = each.nodes if isinstance(each, Entries) else {}
        match parts.get("id"), parts.get("outcome"):
            case Scalar() as name, Scalar() as kind:
                yield name.text, kind.text
