"""造网站：the table of contents of the build; read this first. `python -m scripts.build --on 2026-11-22`.

Data flows one way: facts and words are read, pages are pressed into the shell that MkDocs rendered, everything is
checked in build/site, and only a site without a problem takes the place of the old one.
"""

from __future__ import annotations

import shutil
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

import yaml

from calculators import SLUGS, describe
from scripts import finder, pages, press, publish, runtime, shell
from scripts.audit import audit
from scripts.load import load
from scripts.problems import BadRegions
from scripts.shell import Shells
from scripts.templates import Templates
from scripts.topics import load_topics

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
BUILD = ROOT / "build"
SHELL = BUILD / "shell"
STAGE = BUILD / "site"
CACHE = BUILD / "cache"


class BadSite(Exception):  # noqa: N818 - names what is bad, as the messages do
    """造好的网页有问题: nothing was published."""


def build(on: date, regions: Path, site: Path) -> None:
    """The whole site for one day; raises BadRegions, BadSite or RuntimeMissing and leaves the old site as it is."""
    load(regions, CACHE)
    if not shell.is_current(ROOT, SHELL):
        shell.render(ROOT, SHELL)
    shutil.rmtree(STAGE, ignore_errors=True)
    complete(STAGE, on, regions)
    _replace(site, STAGE)


def complete(folder: Path, on: date, regions: Path = ROOT / "regions") -> None:
    """Everything that readers get, in `folder`; the shell is there already."""
    country = load(regions, CACHE)
    topics = load_topics(CONTENT, country.dictionary, {slug: describe(slug)["facts"] for slug in SLUGS})
    calculators = [(describe(slug)["title"], f"{pages.CALCULATORS[1]}{slug}/") for slug in SLUGS]

    python = f"assets/python/{runtime.build(ROOT, folder / 'assets/python')}/"
    templates = Templates(CONTENT, on, CACHE / "templates")
    pressed = list(pages.pages(country, topics, on, templates=templates, runtime=python))

    hotline = country.nation.fact("service_hotline", on)
    same_everywhere = {"hotline": str(hotline.value) if hotline else ""}
    shells = Shells.read(SHELL, same_everywhere)
    press.write_hand_written(
        shells,
        folder,
        same_everywhere,
        {
            "topics": [(topic.title, pages.address(country.nation, topic)) for topic in topics],
            "provinces": [(region.short, pages.address(region)) for region in country.provinces],
            "calculators": calculators,
        },
    )
    press.write(pressed, shells, folder)

    publish.write_api(country, topics, on, folder)
    site_url = str(yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["site_url"])
    publish.write_sitemap(pressed, shell.hand_written(SHELL), site_url, folder)
    publish.write_robots(site_url, folder)
    summaries = [(url, title, describe(slug)["summary"]) for slug, (title, url) in zip(SLUGS, calculators, strict=True)]
    (folder / "assets/finder.json").write_text(finder.table(country, topics, summaries, ()), "utf-8")

    if problems := audit(folder, site_url):
        raise BadSite("\n".join([*problems, f"共 {len(problems)} 个问题，网站没有更新。"]))


def _replace(site: Path, stage: Path) -> None:
    """The new site takes the old one's place by renaming; a reader never sees half of it."""
    old = BUILD / "old"
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    stage.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def main() -> int:
    parser = ArgumentParser(prog="python -m scripts.build", description="造整个网站。")
    parser.add_argument("--on", type=date.fromisoformat, required=True, metavar="DATE", help="造网站的日子")
    parser.add_argument("--regions", type=Path, default=ROOT / "regions", metavar="DIR", help="数据所在的文件夹")
    parser.add_argument("--site", type=Path, default=ROOT / "site", metavar="DIR", help="网站放在哪里")
    options = parser.parse_args()
    try:
        build(options.on, options.regions, options.site)
    except BadRegions as bad:
        print(*bad.problems, f"共 {len(bad.problems)} 个问题，网站没有更新。", sep="\n", file=sys.stderr)
    except (BadSite, runtime.RuntimeMissing) as bad:
        print(bad, file=sys.stderr)
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
