"""造网站要多久: our build beside other site generators, in one run, round after round.

`make bench` writes build.md and build.svg beside this file. The others get the running text of our pages
about a region's topic, as plain Markdown; ours does more for each: figures with their proofs, forms, checks.
MkDocs Material is asked twice: as most people set it up, with tabs and search (its time grows with the square
of the pages, so on few of them), and lean. Zensical reads the lean settings; its time grows too. Our build
leaves the removal of the old site to a process aside, which is in no figure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from lxml import html

from benchmarks.chart import bars, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

HERE = Path(__file__).parent
ROOT = HERE.parent
WORK = ROOT / "build" / "bench-build"
ZENSICAL = ROOT / "build" / "bench-venv" / "bin" / "zensical"
OURS = ("calculators", "content", "regions", "scripts", "mkdocs.yml", "pyproject.toml", "node_modules")
CITY = ("jiangsu/changzhou.yaml", "amount: 600,", "amount: 610,")
NATION = ("nation.yaml", "value: 0.0005\n", "value: 0.0006\n")
"""A file, a value that stands in it, and another."""
AGAIN = ("ours, nothing changed", "ours, a city's value", "ours, a national value")
LEAN_PAGES = 1600
NAIVE_PAGES = (200, 400)

SIGNS = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- ", "p": "", "dt": "**", "dd": ""}
PLACES = " or ".join(f"self::{name}" for name in SIGNS)
INNER = " or ".join(f"ancestor::{name}" for name in ("li", "p", "dd"))
NAIVE = """site_name: 量一量
theme: {name: material, language: zh, font: false, features: [navigation.tabs, navigation.sections]}
plugins: [search]
"""
LEAN = """site_name: 量一量
theme: {name: material, language: zh, font: false, features: [navigation.prune]}
plugins: []
"""
HUGO = """languageCode = "zh-CN"
title = "量一量"
disableKinds = ["RSS", "sitemap", "taxonomy", "term"]
"""
HUGO_PAGE = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><nav>{{ range .CurrentSection.Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
{{ .TableOfContents }}<main>{{ .Content }}</main></body></html>
"""


@dataclass(frozen=True, slots=True)
class Run:
    """一次: what one command took."""

    pages: int
    wall: float
    processor: float
    megabytes: float


def timed(pages: int, command: Sequence[str | Path], folder: Path) -> Run:
    """Seconds and the largest process of a command; it must succeed."""
    start = time.perf_counter()
    with (folder / "errors.txt").open("w+") as errors:
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - start
        if process.returncode:
            errors.seek(0)
            raise SystemExit(f"{' '.join(map(str, command))} 没有成功：\n{errors.read()}")
    return Run(pages, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def markdown(page: Path) -> str:
    """The page's running text in the plainest Markdown."""
    (main,) = html.fromstring(page.read_text("utf-8")).xpath("//main")
    lines = []
    for element in main.xpath(f".//*[{PLACES}][not({INNER})]"):
        if text := " ".join(element.text_content().split()):
            sign = SIGNS[element.tag]
            lines.append(f"{sign}{text}{sign if sign == '**' else ''}")
    return "\n\n".join(lines) + "\n"


def write_pages(site: Path, folder: Path) -> list[Path]:
    """The pages of our site about a region's topic as Markdown; their paths within `folder`."""
    written = []
    for page in sorted(site.glob("*/*/index.html")):
        place, topic = page.parts[-3:-1]
        if place not in ("calculators", "coverage"):
            (folder / place).mkdir(parents=True, exist_ok=True)
            (folder / place / f"{topic}.md").write_text(markdown(page), "utf-8")
            written.append(Path(place, f"{topic}.md"))
    (folder / "index.md").write_text("# 量一量\n", "utf-8")
    return written


def lay_out_ours() -> Path:
    """A copy of this project, whose data may be changed."""
    project = WORK / "ours"
    project.mkdir()
    for name in OURS:
        source = ROOT / name
        if source.is_file():
            shutil.copyfile(source, project / name)
        elif name == "node_modules":
            (project / name).symlink_to(source)
        else:
            shutil.copytree(source, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    return project


def measure_ours(project: Path, on: str) -> dict[str, Run]:
    """From nothing; with the browser's Python made before; again, unchanged or with one value changed."""

    def build() -> Run:
        run = timed(0, [sys.executable, "-m", "scripts", "site", "--on", on], project)
        return replace(run, pages=sum(1 for _ in (project / "site").rglob("*.html")))

    for name in ("build", "site"):
        shutil.rmtree(project / name, ignore_errors=True)
    whole = build()
    for name in ("build/cache", "build/shell", "site"):
        shutil.rmtree(project / name)
    (project / "build" / "ledger.pickle").unlink()
    runs = {"ours": build(), "ours, with its Python": whole, AGAIN[0]: build()}
    with changed(project / "regions" / CITY[0], *CITY[1:]):
        runs[AGAIN[1]] = build()
    build()
    with changed(project / "regions" / NATION[0], *NATION[1:]):
        runs[AGAIN[2]] = build()
    return runs


@contextmanager
def changed(file: Path, before: str, after: str) -> Iterator[None]:
    """A file with one value changed, and as it was again."""
    text = file.read_text("utf-8")
    if before not in text:
        raise SystemExit(f"{file} 里没有 {before}")
    file.write_text(text.replace(before, after, 1), "utf-8")
    yield
    file.write_text(text, "utf-8")


def emptied(name: str) -> Path:
    """An empty folder for one of the others."""
    shutil.rmtree(WORK / name, ignore_errors=True)
    (WORK / name).mkdir()
    return WORK / name


def measure_mkdocs(program: Path, settings: str, documents: Path, pages: Sequence[Path]) -> Run:
    """MkDocs, or Zensical, which reads the same settings."""
    project = emptied("mkdocs")
    (project / "mkdocs.yml").write_text(settings, "utf-8")
    for page in (Path("index.md"), *pages):
        target = project / "docs" / page
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(documents / page, target)
    return timed(len(pages), [program, "build"], project)


def measure_hugo(program: str, documents: Path, pages: Sequence[Path]) -> Run:
    """Hugo with one small template, and the region's pages as navigation."""
    project = emptied("hugo")
    (project / "layouts" / "_default").mkdir(parents=True)
    (project / "config.toml").write_text(HUGO, "utf-8")
    for name in ("single.html", "list.html"):
        (project / "layouts" / "_default" / name).write_text(HUGO_PAGE, "utf-8")
    (project / "layouts" / "index.html").write_text("{{ .Content }}", "utf-8")
    for page in pages:
        target = project / "content" / page
        target.parent.mkdir(parents=True, exist_ok=True)
        title, _, rest = (documents / page).read_text("utf-8").partition("\n")
        target.write_text(f'+++\ntitle = "{title.strip("# ")}"\n+++\n{rest}', "utf-8")
    return timed(len(pages), [program, "--quiet"], project)


def others(documents: Path, pages: Sequence[Path]) -> dict[str, Callable[[], Run] | None]:
    """The peers by name; None for one that is not installed."""
    mkdocs, hugo = Path(sys.executable).with_name("mkdocs"), shutil.which("hugo")
    peers: dict[str, Callable[[], Run] | None] = {
        f"Material, {few} pages": partial(measure_mkdocs, mkdocs, NAIVE, documents, pages[:few])
        for few in NAIVE_PAGES
    }
    lean = (LEAN, documents, pages[:LEAN_PAGES])
    peers["Material, lean"] = partial(measure_mkdocs, mkdocs, *lean)
    has_zensical = ZENSICAL.is_file()
    peers["Zensical"] = partial(measure_mkdocs, ZENSICAL, *lean) if has_zensical else None
    peers["Hugo"] = partial(measure_hugo, hugo, documents, pages) if hugo else None
    return peers


def middle(runs: Sequence[Run]) -> Run:
    """The median of each figure."""
    figures = ((run.wall, run.processor, run.megabytes) for run in runs)
    return Run(runs[0].pages, *map(median, zip(*figures, strict=True)))


def report(results: Mapping[str, Run | None], rounds: int) -> None:
    """Write the table and the chart, and print the table."""
    base = per_page(results["ours"])
    rows: list[tuple[object, ...]] = []
    for name, run in results.items():
        if run:
            times = (f"{run.wall:.2f}", f"{run.processor:.2f}", f"{per_page(run):.2f}")
            rows.append(
                (name, f"{run.pages:,}", *times, f"{per_page(run) / base:.2f}", f"{run.megabytes:,.0f}")
            )
        else:
            rows.append((name, "not installed", *["—"] * 5))
    head = ("build", "pages", "seconds", "processor seconds", "processor ms a page", "ratio", "MB")
    told = (
        f"Medians of {rounds} rounds, {len(os.sched_getaffinity(0))} processors; MB of the largest process.\n"
        "The ratio is of processor time a page, to `ours`: from nothing, but with the browser's Python there."
    )
    text = f"# {__doc__}\n{told}\n\n{table(head, rows)}\n![chart](build.svg)\n"
    (HERE / "build.md").write_text(text, "utf-8")
    whole = {name: run for name, run in results.items() if run and name not in AGAIN}
    figures = {name: {"processor time": per_page(run) * 1000} for name, run in whole.items()}
    (HERE / "build.svg").write_text(bars("One page of a build from nothing", figures, "µs"), "utf-8")
    print(text)


def per_page(run: Run | None) -> float:
    """Milliseconds of processor time."""
    return run.processor / run.pages * 1000 if run else 0


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.build", description="量造网站要多久。")
    parser.add_argument("--on", type=date.fromisoformat, required=True, metavar="DATE", help="造网站的日子")
    parser.add_argument("--rounds", type=int, default=3, help="每种量几次")
    options = parser.parse_args()
    shutil.rmtree(WORK, ignore_errors=True)
    documents = WORK / "documents"
    pages = write_pages(ROOT / "site", documents)
    project, peers = lay_out_ours(), others(documents, pages)
    runs: dict[str, list[Run]] = defaultdict(list)
    for _ in range(options.rounds):
        for name, run in measure_ours(project, options.on.isoformat()).items():
            runs[name].append(run)
        for name, measure in peers.items():
            if measure:
                runs[name].append(measure())
    names = dict.fromkeys((*runs, *peers))
    report({name: middle(runs[name]) if runs[name] else None for name in names}, options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
