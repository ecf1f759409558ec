"""边改边看: what is saved shows in the open page; a mistake lies over it, and the page stays."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from socket import socket
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.pictures import picture
from tests.conftest import copy_to_edit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SOON = 60_000  # ms; what it takes is measured by benchmarks, this only ends a test that hangs


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_to_edit(tmp_path_factory.mktemp("live"))


@pytest.fixture(scope="module")
def free_port() -> int:
    with socket() as asked:
        asked.bind(("", 0))
        port: int = asked.getsockname()[1]
    return port


@pytest.fixture(scope="module")
def address(project: Path, free_port: int) -> Iterator[str]:
    """The command at work."""
    command = [sys.executable, "-m", "scripts", "serve", str(free_port), "--on", "2026-11-22"]
    serving = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True)
    assert serving.stdout
    line = serving.stdout.readline()
    assert line.startswith(f"http://localhost:{free_port}/ ")
    yield f"http://localhost:{free_port}/"
    serving.send_signal(signal.SIGINT)
    said = serving.communicate(timeout=20)[0]
    assert serving.returncode == 0, said


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """常州's page about transfers, open."""
    page = browser.new_page()
    page.goto(f"{address}changzhou/flexible/")
    yield page
    page.close()


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert len(re.findall(old, text)) >= 1, file
    file.write_text(re.sub(old, new, text, count=1), "utf-8")


def test_value(page: Page, project: Path) -> None:
    """A figure of one city."""
    change(project / "regions/jiangsu/changzhou.yaml", r"short: 常州", "short: 常洲")
    page.get_by_role("heading", name=re.compile("常洲")).first.wait_for(timeout=SOON)


def test_template_calculator_and_style(page: Page, project: Path) -> None:
    """Words, code and looks of the open page."""
    change(project / "content/_shared/topic.html.j2", "没查到的，这样问", "没查到的，这样打听")
    page.get_by_role("heading", name="没查到的，这样打听").wait_for(timeout=SOON)
    change(project / "calculators/flexible_cost.py", r'TITLE = "', 'TITLE = "新·')
    page.get_by_role("heading", name=re.compile("新·")).first.wait_for(timeout=SOON)
    change(project / "content/_theme/assets/css/base.css", r"\Z", "\nh1 { letter-spacing: 7px; }\n")
    expect(page.locator("h1")).to_have_css("letter-spacing", "7px", timeout=SOON)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "regions/jiangsu/changzhou.yaml",
            r"since: ",
            "sinse: ",
            r"regions/jiangsu/changzhou.yaml:\d+:\d+: 读到.*改法：",
        ),
        (
            "content/flexible/page.html.j2",
            r"\{% endblock %\}",
            "",
            r"flexible/page.html.j2:\d+:\d+: 读到读不懂的模板",
        ),
        ("calculators/flexible_cost.py", r"\ndef calculate\(", "\ndef calculate(:", "程序没有起来"),
    ],
    ids=["data", "template", "code"],
)
def test_mistake(page: Page, project: Path, name: str, old: str, new: str, told: str) -> None:
    """Named over the page that was; gone when mended."""
    file = project / name
    before = file.read_text("utf-8")
    change(file, old, new)
    alert = page.get_by_role("alert")
    try:
        alert.get_by_text(re.compile(told)).first.wait_for(timeout=SOON)
        assert page.locator("h1").is_visible()
    finally:
        file.write_text(before, "utf-8")
    alert.wait_for(state="detached", timeout=SOON)


def test_picture_of_a_mistake(page: Page, project: Path) -> None:
    """As the handbook shows it."""
    page.set_viewport_size({"width": 600, "height": 470})
    file = project / "regions/jiangsu/changzhou.yaml"
    before = file.read_text("utf-8")
    change(file, r"\bsince: ", "sinse: ")
    alert = page.get_by_role("alert")
    alert.get_by_text("改法：").first.wait_for(timeout=SOON)
    picture(page, "mistake", alert, page.locator("h1"))
    file.write_text(before, "utf-8")
    alert.wait_for(state="detached", timeout=SOON)


@pytest.mark.usefixtures("address")
def test_port_in_use(project: Path, free_port: int) -> None:
    """One sentence."""
    command = [sys.executable, "-m", "scripts", "serve", str(free_port), "--on", "2026-11-22"]
    refused = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    told = f"端口 {free_port} 已经有程序在用，请换一个端口，如 make serve PORT={free_port + 1}。\n"
    assert (refused.stdout, refused.stderr) == ("", told)


def test_nothing_to_serve(project: Path, tmp_path: Path) -> None:
    """Without a site, and with data of which none can be made, what is wrong is said."""
    regions = tmp_path / "regions"
    shutil.copytree(project / "regions", regions)
    (regions / "nation.yaml").write_bytes(b"")
    told = ("--on", "2026-11-22", "--regions", str(regions), "--site", str(tmp_path / "site"))
    with socket() as asked:
        asked.bind(("", 0))
        port = str(asked.getsockname()[1])
    command = [sys.executable, "-m", "scripts", "serve", port, *told]
    refused = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "nation.yaml:1:1: 读到空文件" in refused.stderr
