"""造网站：the table of contents of the build; read it first. `python -m scripts site --on 2026-11-22`.

Data flows one way: facts and words are read, pages are pressed into the shell that MkDocs rendered, all
is checked in build/site, and only a site without a problem takes the place of the old one. Whatever a
person or the machine has spoiled is told in sentences, and the old site stays.
"""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
from pathlib import Path
from signal import SIG_DFL, SIGINT, signal
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import yaml
from jinja2 import TemplateSyntaxError

from calculators import SLUGS, describe
from scripts.api import publish
from scripts.browser import runtime
from scripts.door import WAITING, alone, refused
from scripts.pages import guide
from scripts.pages import site as pages
from scripts.regions.addresses import CALCULATORS, PYTHON, address
from scripts.regions.fingerprint import fingerprint, of_files
from scripts.regions.load import CACHE, load
from scripts.regions.problems import BadData
from scripts.regions.records import FOLDER, read_changes
from scripts.site import offline, press, shell
from scripts.site.audit import audit, read_all
from scripts.site.ledger import Ledger
from scripts.site.shell import Shells
from scripts.site.sitemap import Listed, robots, sitemaps
from scripts.words import finder
from scripts.words.topics import PAIRS

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping, Sequence
    from datetime import date

    from calculators import Declaration
    from scripts.pages.site import Site
    from scripts.regions.changes import Changelog
    from scripts.regions.model import Country, Value
    from scripts.site.shell import Links

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
BUILD = ROOT / "build"
SHELL = BUILD / "shell"
STAGE = BUILD / "site"
LOCK = BUILD / "lock"  # held by whoever builds
PRESSED = ("content", "calculators", *(f"scripts/{room}" for room in ("regions", "words", "pages", "site")))
"""Folders of the words and the code that a page is made by."""
HOTLINES = {"hotline": "service_hotline", "labour_hotline": "labour_hotline"}
"""The slots of the shell, and the facts that fill them."""


class BadSite(Exception):  # noqa: N818 - names what is bad, as the messages do
    """造好的网页有问题: nothing was published."""


TROUBLES = (BadData, BadSite, TemplateSyntaxError, shell.BadShell, runtime.RuntimeMissing, OSError)


def build(on: date, regions: Path, site: Path) -> None:
    """The whole site for one day; one of the TROUBLES leaves the old site as it is."""
    _settle(site)
    country = load(regions, ROOT / CACHE)
    changelog = read_changes(regions.parent / FOLDER, country)
    with runtime.begun(ROOT):  # takes as long as all the rest
        if not shell.is_current(ROOT, SHELL):
            shell.render(ROOT, SHELL)
        shutil.rmtree(STAGE, ignore_errors=True)
        _fill(STAGE, on, country, changelog, site)
    _replace(site, STAGE)


def told(trouble: Exception) -> str:
    """What a person reads who has to mend it."""
    if isinstance(trouble, BadData):
        return f"{trouble}\n共 {len(trouble.problems)} 个问题，网站没有更新。"
    if isinstance(trouble, TemplateSyntaxError):
        place = f"content/{trouble.name}:{trouble.lineno}"
        return f"{place}: 模板读不懂（{trouble.message}），改法：{PAIRS}。网站没有更新。"
    return refused(trouble) if isinstance(trouble, OSError) else str(trouble)


def _fill(folder: Path, on: date, country: Country, changelog: Changelog, last: Path) -> None:
    """Everything that readers get: the shell is there, unchanged pages come from `last`."""
    calculators = [describe(slug) for slug in SLUGS]
    python = f"{PYTHON}{runtime.fingerprint(ROOT)}/"
    url = site_url()
    cache = ROOT / CACHE / "templates"
    site = pages.read(CONTENT, country, on, changelog=changelog, runtime=python, url=url, cache=cache)
    words = finder.load_words(CONTENT, site.topics, calculators, site.claims, site.situations)
    base = urlsplit(url).path or "/"
    hotlines = on_every_page(country, on)
    shells = Shells(SHELL, hotlines)

    ledger = Ledger(BUILD / "ledger.pickle", last, common(on, python, hotlines, country))
    drafts = [*guide.drafts(site)]
    changed = [each for each in drafts if not ledger.take_over(f"{each.url}index.html", each.made_of, folder)]
    pressing = press.begin(changed, shells, folder, base)
    filled = {**hotlines, "data_date": str(country.data_date)}
    press.write_hand_written(shells, folder, filled, _links(site, calculators))
    publish.write_api(site, folder)
    listed = [*map(Listed, shell.hand_written(SHELL))]
    listed += [Listed(draft.url, draft.part, draft.changed) for draft in drafts if draft.indexable]
    for name, text in sitemaps(listed, url):
        publish.write(folder / name, text)
    publish.write(folder / "robots.txt", robots(url))
    found = finder.table(country, site.topics, calculators, site.claims, words, hotlines["hotline"])
    (folder / "assets/finder.json").write_text(found, "utf-8")
    runtime.build(ROOT, folder / PYTHON)
    offline.write_worker(folder)

    readings = read_all(folder, base, {**ledger.readings, **pressing()})
    if problems := audit(readings, folder, url):
        raise BadSite("\n".join([*problems, f"共 {len(problems)} 个问题，网站没有更新。"]))
    ledger.close(folder, readings)


def site_url() -> str:
    """The address of the home page, as readers have it."""
    # read as MkDocs reads it: its file may hold what our own strict reader refuses
    return str(yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["site_url"])


def on_every_page(country: Country, on: date) -> dict[str, str]:
    """What fills the same slots of all pages."""
    return {name: _number(country.nation.fact(key, on)) for name, key in HOTLINES.items()}


def _links(site: Site, calculators: Sequence[Declaration]) -> Mapping[str, Links]:
    """What hand-written pages list: topics, provinces with their place on the map, calculators."""
    topics = ((site.templates.icon(topic.icon) + topic.title, topic) for topic in site.topics)
    return {
        "topics": [(title, address(site.country.nation, topic)) for title, topic in topics],
        "provinces": [
            (region.short, address(region), *map(str, region.tile or ())) for region in site.country.provinces
        ],
        "situations": [
            (site.templates.icon(each.icon) + each.title, each.address) for each in site.situations
        ],
        "calculators": [(each.title, f"{CALCULATORS}{each.slug}/") for each in calculators],
    }


def _number(hotline: Value | None) -> str:
    """A telephone number, or nothing where nobody states it."""
    return str(hotline.value) if hotline and hotline.is_known else ""


def common(on: date, python: str, hotlines: dict[str, str], country: Country) -> str:
    """The fingerprint of what all pages are made of: words, templates, shell, code, facts' names, the day."""
    code = [path for folder in PRESSED for path in (ROOT / folder).rglob("*.*")]
    files = [path for path in code if path.is_file() and path.suffix != ".pyc"]
    return fingerprint(on, python, hotlines, shell.digest(ROOT), country.dictionary, of_files(files))


def _replace(site: Path, stage: Path) -> None:
    """The new site takes the old one's place by renaming; a reader never sees half of it."""
    try:
        if site.exists():
            shutil.move(site, BUILD / "old")
        shutil.move(stage, site)
    finally:
        _settle(site)


def _settle(site: Path) -> None:
    """The old site goes if a new one has come, and comes back if none has: a build may end anywhere."""
    old = BUILD / "old"
    if old.exists() and not site.exists():
        shutil.move(old, site)
    if old.exists():
        old.rename(BUILD / f"gone.{old.stat().st_ino}")
    if gone := [*map(str, BUILD.glob("gone.*"))]:
        subprocess.run(["sh", "-c", 'rm -rf "$@" >&- 2>&- &', "rm", *gone], check=True)  # nobody waits for it


def run(options: Namespace) -> int:
    """`python -m scripts site`."""
    gc.disable()  # what a build makes lives as long as the build
    signal(SIGINT, SIG_DFL)  # Ctrl-C ends it without a word; the next one settles what was left
    try:
        with alone(LOCK, WAITING):
            build(options.on, options.regions, options.site)
    except TROUBLES as trouble:
        print(told(trouble), file=sys.stderr)
        return 1
    return 0
