"""变更：`python -m scripts changes FROM` tells what is stated otherwise than there, and records it."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.api.facts_csv import read_facts
from scripts.pages.wording import changed
from scripts.regions.addresses import API
from scripts.regions.changes import KINDS, release, states
from scripts.regions.load import CACHE, load
from scripts.regions.problems import BadData, Place, Problems
from scripts.regions.records import FOLDER, read_changes, written
from scripts.tools.transaction import replaced

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence

    from scripts.regions.changes import Change, States
    from scripts.regions.model import Country

_WHERE = "一个提交，如 HEAD~1，或里面有 regions/ 的文件夹，或造好的网站"


def declare(parser: ArgumentParser) -> None:
    """What it takes besides."""
    parser.add_argument("before", nargs="?", metavar="FROM", help=f"与哪里比：{_WHERE}")


def run(options: Namespace) -> int:
    """`python -m scripts changes`."""
    after = load(options.regions, CACHE)
    changelog = read_changes(options.regions.parent / FOLDER, after)
    before = stated_in(options.before, options.regions, after)
    found = release(before, after, changelog, options.on)
    file = options.regions.parent / FOLDER / f"{options.on}.yaml"
    told_already = [change.told for change in changelog.changes if change.day == options.on]
    for line in told(found):
        print(line)
    if [change.told for change in found] == told_already:
        print(f"{_counted(found)}已经记着。" if found else "没有变更。")
        return 0
    try:
        with replaced({file: written(options.on, found) if found else None}):
            pass
    except OSError as error:
        print(f"没有写成（{error.strerror}：{error.filename}）。", file=sys.stderr)
        return 1
    print(f"{_counted(found)}记在 {file}。" if found else f"改的都改回去了，{file} 不再需要，删掉了。")
    return 0


def stated_in(before: str | None, regions: Path, after: Country) -> States:
    """What a commit, a folder or a site states; BadData if there is none or it cannot be read."""
    if before is None:
        raise _not_found("没有写与哪里比", "make changes FROM=HEAD~1")
    folder = Path(before)
    if (table := folder / API / "facts.csv").is_file():
        return read_facts(table, after)
    if folder.is_dir():
        return states(load(folder / regions.name if (folder / regions.name).is_dir() else folder))
    return states(load(regions, files=_committed(before, regions)))


def _committed(commit: str, regions: Path) -> dict[str, bytes]:
    """The files as git keeps them, by the names that they have here."""
    try:
        sha = _git(regions.parent, "rev-parse", "--verify", "--end-of-options", f"{commit}^{{commit}}")
        archive = _git(regions.parent, "archive", "--format=tar", sha.decode().strip(), regions.name)
    except (OSError, subprocess.CalledProcessError):
        raise _not_found(f"没有这个提交，也没有这个文件夹：{commit}", "用 git log 查提交的编号") from None
    files: dict[str, bytes] = {}
    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        for member in tar:
            content = tar.extractfile(member)
            if content and "/." not in member.name:
                files[(regions.parent / member.name).as_posix()] = content.read()
    return files


def _git(folder: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True).stdout


def _not_found(read: str, mend: str) -> BadData:
    problems = Problems()
    problems.add(Place("FROM"), read=read, expected=_WHERE, mend=mend)
    return BadData(problems.in_order())


def told(changes: Sequence[Change]) -> Iterator[str]:
    """Each place, below it what changed there, with the document."""
    for region, those in groupby(changes, key=lambda change: change.region):
        yield region.name
        for change in those:
            yield f"  {change.words} {change.fact.label}（{change.key}）：{changed(change)}"
            yield f"    出处：{change.source or '没有写'}"


def _counted(changes: Sequence[Change]) -> str:
    """How many there are of each kind."""
    kinds = [change.kind for change in changes]
    parts = "、".join(f"{words} {kinds.count(kind)}" for kind, words in KINDS.items() if kind in kinds)
    return f"共 {len(kinds)} 条变更：{parts}。"
