"""门口: real builds in a small world, when the disk is full, something is missing, or another build is on."""

from __future__ import annotations

import errno
import importlib
import os
import shutil
import socket
import subprocess
import sys
from datetime import UTC, date, datetime
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
from pathlib import Path
from types import SimpleNamespace

import pytest

from scripts import build
from scripts.browser.runtime import PRUNED, SUMS
from scripts.door import WAITING, alone, refused
from scripts.site import shell
from tests.conftest import WORLD

ROOT = build.ROOT
OLD = "<h1>旧的</h1>"
DOORS = {
    "make site": ("-m", "scripts", "site", "--on", "2026-11-22"),
    "mkdocs build": ("-m", "mkdocs", "build", "-q"),
}
FULL = "mount -t tmpfs -o size=100k tmpfs build"
READ_ONLY = "mount --bind build build && mount -o remount,bind,ro build"
ALONE = ("unshare", "--mount") if os.geteuid() == 0 else ("unshare", "--mount", "--map-root-user")
CAN_MOUNT = (
    shutil.which("unshare")
    and not subprocess.run(
        [*ALONE, "sh", "-c", "mount -t tmpfs tmpfs /mnt"], capture_output=True, check=False
    ).returncode
)
CRASH = """
import os, shutil
from pathlib import Path
from scripts import build
move, moved = shutil.move, []
def crash(*paths):
    if len(moved) == {after}: os._exit(9)
    moved.append(move(*paths))
shutil.move = crash
build._settle = lambda site: os._exit(9)
build._replace(Path("site"), Path("build/site"))
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project on the invented country, with an old site; builds get as far as its words."""
    for name in ("calculators", "content", "scripts"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "pyproject.toml", "Makefile", "package-lock.json", "requirements.lock"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    shutil.copytree(WORLD, tmp_path / "regions")
    sums = PRUNED / SUMS
    for line in (ROOT / sums).read_text("utf-8").splitlines():
        file = tmp_path / line.split("  ")[1]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.symlink_to(ROOT / line.split("  ")[1])
    shutil.copyfile(ROOT / sums, tmp_path / sums)
    shutil.copytree(ROOT / "build/python", tmp_path / "build/python")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text(OLD, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    return tmp_path


@pytest.fixture(params=DOORS)
def door(request: pytest.FixtureRequest) -> tuple[str, ...]:
    return (sys.executable, *DOORS[request.param])


def told(*command: str, path: str = os.environ["PATH"], code: int = 1) -> str:
    """What a build that fails says: one sentence; the old site is still there."""
    environment = {**os.environ, "PATH": path}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    said = (done.stdout + done.stderr).strip()
    assert done.returncode == code, said
    assert "Traceback" not in said
    assert Path("site/index.html").read_text("utf-8") == OLD
    return said


def spoiled(mount: str, *command: str) -> str:
    return told(*ALONE, "sh", "-c", f'{mount} && exec "$@"', "sh", *command)


def test_the_second_of_two_builds_says_so_and_waits(project: Path, door: tuple[str, ...]) -> None:
    with (project / "build/lock").open("wb") as lock:
        flock(lock, LOCK_EX)
        second = subprocess.Popen(door, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert second.stdout
        assert second.stdout.readline() == f"{WAITING}\n"
        assert second.poll() is None
        flock(lock, LOCK_UN)
        said, _ = second.communicate()
    assert "个问题，网站没有更新。" in said.splitlines()[-1]  # it went on, as far as this world reaches


def test_nobody_gets_in_while_somebody_is_in(tmp_path: Path) -> None:
    lock = tmp_path / "build/lock"
    with alone(lock), lock.open("rb") as other, pytest.raises(BlockingIOError):
        flock(other, LOCK_EX | LOCK_NB)
    with lock.open("rb") as other:
        flock(other, LOCK_EX | LOCK_NB)


@pytest.mark.skipif(not CAN_MOUNT, reason="这里不让挂载文件系统")
def test_a_full_disk(project: Path, door: tuple[str, ...]) -> None:
    assert spoiled(FULL, *door).startswith("磁盘满了")
    assert project.is_dir()


@pytest.mark.skipif(not CAN_MOUNT, reason="这里不让挂载文件系统")
def test_a_folder_that_can_only_be_read(project: Path, door: tuple[str, ...]) -> None:
    lock = project / "build/lock"
    expected = f"这里只能读，不能写（{lock}），网站没有更新：请把整个项目放到能写的磁盘上，再运行一次。"
    assert spoiled(READ_ONLY, *door) == expected


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘满了"),
        (errno.EROFS, "只能读"),
        (errno.EACCES, "没有权限"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_what_the_machine_refuses_is_one_sentence(number: int, words: str) -> None:
    error = OSError(number, os.strerror(number), "build/site")
    assert words in refused(error)
    assert "（build/site），网站没有更新：请" in refused(error)
    assert words in refused(OSError(number, os.strerror(number)))


@pytest.mark.usefixtures("project")
def test_no_node(door: tuple[str, ...], tmp_path: Path) -> None:
    expected = "没有找到 node，网站没有更新：请先安装 Node.js，再运行一次。"
    assert told(*door, path=str(tmp_path / "bin")) == expected


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("target", "words"),
    [("node_modules/ready", "没有找到 npm：请先安装"), (".venv/ready", "没有找到 Python：请安装 3.13")],
)
def test_make_says_what_is_not_installed(target: str, words: str, tmp_path: Path) -> None:
    make = shutil.which("make")
    assert make
    assert words in told(make, target, path=str(tmp_path / "bin"), code=2)


def test_a_damaged_runtime(project: Path, door: tuple[str, ...]) -> None:
    damaged = project / PRUNED / "pyodide.asm.wasm"
    half = damaged.read_bytes()[:100_000]
    damaged.unlink()
    damaged.write_bytes(half)
    said = told(*door)
    assert said.startswith(
        f"浏览器用的 Python 没有装好（{PRUNED / damaged.name} 不见了或坏了），网站没有更新"
    )
    assert "请删掉 node_modules 文件夹，再运行 make site" in said


def test_what_mkdocs_refuses(project: Path) -> None:
    page = project / "content/phone.md"
    page.write_text(page.read_text("utf-8") + "\n[没有](no-such-page.md)\n", "utf-8")
    assert "no-such-page.md" in told(sys.executable, *DOORS["make site"])
    assert "Aborted with 1 warnings" in told(sys.executable, "-m", "mkdocs", "build")


@pytest.mark.parametrize(("after", "kept"), [(1, OLD), (2, "<h1>新的</h1>")])
def test_a_crash_between_the_two_renames_is_healed_at_the_next_start(
    project: Path, after: int, kept: str
) -> None:
    (project / "build/site").mkdir()
    (project / "build/site/index.html").write_text("<h1>新的</h1>", "utf-8")
    crashed = subprocess.run([sys.executable, "-c", CRASH.format(after=after)], check=False)
    assert crashed.returncode == 9
    assert (project / "build/old").is_dir()
    assert (project / "site").exists() == (after == 2)
    (project / "regions/nation.yaml").write_text("坏的", "utf-8")
    subprocess.run([sys.executable, *DOORS["make site"]], check=False, capture_output=True)
    assert (project / "site/index.html").read_text("utf-8") == kept
    assert not (project / "build/old").exists()


def test_a_rename_that_is_refused_brings_the_old_site_back(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "BUILD", project / "build")
    with pytest.raises(FileNotFoundError):
        build._replace(project / "site", project / "build/nowhere")
    assert (project / "site/index.html").read_text("utf-8") == OLD


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 12, 31, 15, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_plain_mkdocs_build_is_for_the_day_in_china(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, moment: datetime, day: date
) -> None:
    monkeypatch.setattr(sys, "path", ["", *sys.path])  # the hook replaces the first
    hook = importlib.import_module("scripts.hook")
    built: list[object] = []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
    monkeypatch.setattr(shell, "note", lambda *_: None)
    monkeypatch.setattr(build, "build", lambda *what: built.extend(what))
    hook.on_post_build(SimpleNamespace(site_dir=tmp_path))
    assert built[0] == day


@pytest.mark.usefixtures("project")
def test_a_port_in_use() -> None:
    with socket.socket() as other:
        other.bind(("", 0))
        other.listen()
        port = other.getsockname()[1]
        said = told(sys.executable, "-m", "scripts", "serve", str(port), "--on", "2026-11-22")
    assert said == f"端口 {port} 已经有程序在用，请换一个端口，如 make serve PORT={port + 1}。"
