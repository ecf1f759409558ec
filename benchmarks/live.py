"""边改边看要多久: from saving a file to seeing it in the open page, in Chromium, with `make serve` at work.

`python -m benchmarks.live --on DATE` writes live.md beside this file. A copy of the project is edited; each
save is one line changed; between two saves all comes to rest, so that no whole build runs beside.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import sync_playwright

from benchmarks.chart import table
from tests.browser import chromium
from tests.conftest import copy_to_edit

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).parent
PORT = 8319
REST = 7
"""Seconds after which nothing is at work any more."""


class Edit(NamedTuple):
    """一次改动: what stands in a file behind `before` becomes `shown` with a number, in a heading."""

    name: str
    file: str
    before: str
    shown: str


EDITS = (
    Edit("a city's value", "regions/jiangsu/changzhou.yaml", "short: ", "常{}"),
    Edit("a template", "content/_shared/topic.html.j2", 'section("unknown", "', "没查到的，这样问{}"),
    Edit("a calculator", "calculators/flexible_cost.py", 'TITLE = "', "算{}"),
)


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.live", description="量边改边看要多久。")
    parser.add_argument("--on", type=date.fromisoformat, required=True, metavar="DATE", help="造网站的日子")
    parser.add_argument("--rounds", type=int, default=10, help="每种改几次")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        taken = measured(copy_to_edit(Path(folder)), options.on, options.rounds)
    rows = [
        (name, f"{median(each):.2f}", f"{min(each):.2f}", f"{max(each):.2f}", len(each))
        for name, each in taken.items()
    ]
    head = ("what is saved", "seconds (median)", "least", "most", "times")
    (HERE / "live.md").write_text(f"# {(__doc__ or '').strip()}\n\n{table(head, rows)}", "utf-8")
    return 0


def measured(project: Path, on: date, rounds: int) -> dict[str, list[float]]:
    """Of each kind of edit, the seconds until it was seen."""
    command = [sys.executable, "-m", "scripts", "serve", str(PORT), "--on", on.isoformat()]
    serving = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True)
    address = serving.stdout.readline().split()[0] if serving.stdout else ""
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium.find(playwright.chromium), args=[*chromium.ARGUMENTS]
            )
            page = browser.new_page()
            page.set_default_timeout(60_000)
            page.goto(f"{address}changzhou/flexible/")
            return {edit.name: [_seconds(page, project, edit, at) for at in range(rounds)] for edit in EDITS}
    finally:
        serving.send_signal(signal.SIGINT)
        serving.wait()


def _seconds(page: Page, project: Path, edit: Edit, at: int) -> float:
    time.sleep(REST)
    file = project / edit.file
    shown = edit.shown.format(at)
    before = file.read_text("utf-8")
    after = re.sub(rf'({re.escape(edit.before)})[^"\s]+', rf"\g<1>{shown}", before, count=1)
    if after == before:
        raise SystemExit(f"{edit.file} has no “{edit.before}…” to change")
    start = time.perf_counter()
    file.write_text(after, "utf-8")
    page.get_by_role("heading", name=re.compile(f"{shown}(?![0-9])")).first.wait_for()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
