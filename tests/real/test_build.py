"""造网站: the real site built once more, and what happens when somebody makes mistakes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts import build
from scripts.regions.addresses import RESERVED
from scripts.regions.problems import BadData

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.regions.model import Country

MISTAKES = (
    ("nation.yaml", "value: 10\n", "value: ten\n"),
    ("nation.yaml", "value: 5\n", "value: 5.5\n"),
    ("nation.yaml", "value: 0.0005\n", "value: 5%\n"),
    ("nation.yaml", "account_transfer:\n", "acount_transfer:\n"),
    ("nation.yaml", 'code: "000000"\n', "code: 000000\n"),
    ("jiangsu/_province.yaml", "transfer_certificate:\n", "transfer_certificates:\n"),
    ("jiangsu/_province.yaml", "status: secondary\n", "status: maybe\n"),
    ("jiangsu/_province.yaml", "- since: 2022-04-27\n", "- since: 2022-04-31\n"),
    ("jiangsu/changzhou.yaml", 'area_code: "0519"\n', "area_code: 0519\n"),
    ("jiangsu/wuxi.yaml", "kind: 地级市\n", "kind： 地级市\n"),
    ("jiangsu/nanjing.yaml", "short: 南京\n", "short: 南京\nshort: 金陵\n"),
    ("jiangsu/nanjing.yaml", "pinyin: nan jing\n", "pinyin: nan jin\n"),
    ("jiangsu/suzhou-jiangsu.yaml", "looked: 2026-11-22\n", "looked: 2026-13-22\n"),
    ("guangdong/shenzhen.yaml", "source: ", "source: 没有的来源 # "),
    ("guangdong/foshan.yaml", "name: 佛山市\n", "\tname: 佛山市\n"),
    ("guangdong/dongguan.yaml", 'code: "441900"\n', 'code: "321900"\n'),
    ("guangdong/yangjiang.yaml", "name: 阳江市\n", "name: yes\n"),
    ("shanghai/_province.yaml", "yearly: ", "yearly: -"),
    ("sources.yaml", "tier: mirror\n", "tier: mirrors\n"),
    ("facts.yaml", "review_every: 12\n", "review_every: twelve\n"),
)


CHINA = timezone(timedelta(hours=8))


@pytest.fixture(scope="module")
def on() -> date:
    """The day of `make site`: pages built for another one would all be made anew, which only takes longer."""
    return datetime.now(CHINA).date()


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with what `make site` has left, and a copy of the data that may be spoiled."""
    folder = tmp_path_factory.mktemp("build")
    for name in ("regions", "changes"):
        shutil.copytree(build.ROOT / name, folder / name)
    (folder / "content").symlink_to(build.CONTENT)
    shutil.copytree(build.SHELL, folder / "build" / build.SHELL.name)
    shutil.copy2(build.BUILD / "ledger.pickle", folder / "build")
    shutil.copytree(build.ROOT / "site", folder / "site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "BUILD", folder / "build")
        for name in ("SHELL", "STAGE", "CACHE"):
            patch.setattr(build, name, folder / "build" / getattr(build, name).name)
        patch.chdir(folder)
        yield folder


@pytest.fixture(scope="module")
def site(bench: Path, on: date) -> Path:
    """The same once more."""
    assert bench.samefile(Path())
    build.build(on, Path("regions"), Path("site"))
    return Path("site")


def files(site: Path) -> dict[str, tuple[int, int]]:
    """Which file each name is: its number on the disk and the time of its last change."""
    found = {}
    for path in site.rglob("*"):
        if path.is_file():
            status = path.stat()
            found[path.relative_to(site).as_posix()] = (status.st_ino, status.st_mtime_ns)
    return found


def test_every_region_and_topic_has_its_page(site: Path, country: Country) -> None:
    topics = [path.parent.name for path in build.CONTENT.glob("*/topic.yaml")]
    for region in country.regions:
        for address in (region.folder, *(f"{region.folder}{topic}/" for topic in topics)):
            assert (site / address / "index.html").is_file(), address


def test_every_address_is_taken_once(site: Path, country: Country) -> None:
    """What no region may be called: exactly the folders that are not regions'."""
    folders = {path.name for path in site.iterdir() if path.is_dir()}
    regions = {region.slug for region in country.regions}
    written = {path.parent.name for path in build.CONTENT.glob("*/topic.yaml")}
    written |= {each.partition("/")[0] for each in build.shell.hand_written(build.SHELL)} - {""}
    assert folders - regions - written == RESERVED


def test_one_changed_value_presses_only_the_pages_that_show_it(site: Path, bench: Path, on: date) -> None:
    before = files(site)
    file = bench / "regions/jiangsu/changzhou.yaml"
    text = file.read_text("utf-8")
    assert 'area_code: "0519"' in text
    file.write_text(text.replace('area_code: "0519"', 'area_code: "0520"'), "utf-8")
    build.build(on, Path("regions"), site)
    after = files(site)
    pages = {name for name in after if name.endswith("index.html") and before.get(name) != after[name]}
    hand_written = {f"{address}index.html" for address in build.shell.hand_written(build.SHELL)}
    assert "changzhou/transfer/index.html" in pages
    assert "0520" in (site / "changzhou/transfer/index.html").read_text("utf-8")
    strangers = [name for name in pages - hand_written if "changzhou" not in (site / name).read_text("utf-8")]
    assert strangers == []
    assert "shanghai/transfer/index.html" not in pages
    file.write_text(text, "utf-8")


def test_twenty_mistakes_are_told_at_once_and_the_site_stays(site: Path, bench: Path, on: date) -> None:
    spoiled = bench / "spoiled/regions"
    shutil.copytree(build.ROOT / "regions", spoiled)
    (bench / "spoiled/content").symlink_to(build.CONTENT)
    for name, right, wrong in MISTAKES:
        text = (spoiled / name).read_text("utf-8")
        assert right in text, (name, right)
        (spoiled / name).write_text(text.replace(right, wrong, 1), "utf-8")
    before = files(site)
    with pytest.raises(BadData) as refused:
        build.build(on, spoiled, site)
    told = [str(problem) for problem in refused.value.problems]
    for name, _, wrong in MISTAKES:
        line = 1 + (spoiled / name).read_text("utf-8").partition(wrong.rstrip("\n"))[0].count("\n")
        line += wrong.startswith("short: 南京\n")  # the second of the two is one too many
        assert any(f"{name}:{line}:" in each for each in told), (name, line, wrong, told)
    assert files(site) == before


def test_the_command_line_tells_mistakes_without_a_traceback(bench: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "scripts",
        "check",
        "--on",
        "9999-12-31",
        "--regions",
        str(bench / "spoiled/regions"),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=build.ROOT)
    assert run.returncode == 1
    assert len(run.stderr.splitlines()) >= len(MISTAKES)
    assert "Traceback" not in run.stdout + run.stderr
