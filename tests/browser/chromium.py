"""浏览器: where the tests find Chromium, and how it gets there when it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserType

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-US",  # settles in which order a date field takes month, day and year
)
MISSING = (
    "没有找到 Chromium，也装不上。请自己安装：以管理员身份运行 apt-get install chromium，"
    "或运行 .venv/bin/playwright install chromium。\n"
    "Chromium is missing and could not be installed: run `apt-get install chromium` as root, "
    "or `.venv/bin/playwright install chromium`."
)


class ChromiumMissing(Exception):  # noqa: N818 - names what is missing, as the message does
    """没有浏览器."""


def find(playwright: BrowserType) -> str:
    """The path of a Chromium: the system's, else Playwright's own, else one installed now."""
    found = _installed()
    if found:
        return found
    if Path(playwright.executable_path).is_file():
        return playwright.executable_path
    _install()
    found = _installed()
    if found:
        return found
    raise ChromiumMissing(MISSING)


def _installed() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def _install() -> None:
    if not shutil.which("apt-get"):
        raise ChromiumMissing(MISSING)
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        done = subprocess.run([*rights, "apt-get", "-q", *command], check=False, stdin=subprocess.DEVNULL)
        if done.returncode:
            raise ChromiumMissing(MISSING)
