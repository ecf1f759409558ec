"""测试机: what the browser tests need; `python -m tests.browser.chromium` installs what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import BrowserType

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome")
"""The one without a window of its own first: the same engine, and the tests take two thirds of the time."""
DRIVER = (sys.executable, "-m", "playwright", "--version")
CHINESE_FONT = ("fc-list", ":lang=zh-cn", "file")
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


class ChromiumMissing(Exception):  # noqa: N818 - names what is missing, as the message does
    """没有浏览器."""


def find(playwright: BrowserType) -> str:
    """The path of a Chromium that starts: the system's, else Playwright's own."""
    paths = [*filter(None, map(shutil.which, NAMES)), playwright.executable_path]
    for path in paths:
        if _says((path, "--version")):
            return path
    raise ChromiumMissing("没有找到能用的 Chromium：请运行 make test，它会装好。")


def missing() -> list[str]:
    """Debian's packages for what is not there: looked for on this machine, no registry is asked."""
    needs = []
    if not _says(DRIVER):
        needs.append("libatomic1")
    if needs or not _has_chromium():  # without its driver Playwright cannot have fetched one
        needs.append(SHELL)
    if not _says(CHINESE_FONT):
        needs += ["fontconfig", "fonts-noto-cjk"]
    return needs


def install(packages: Sequence[str]) -> None:
    """With apt-get, as root or by a sudo that does not ask; whatever it says is told only if it fails."""
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*rights, "apt-get", "-q", "-o", "DPkg::Lock::Timeout=600"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run([*apt, *command], check=False, stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode:
            sys.stderr.buffer.write(done.stderr)
            return


def main() -> int:
    packages = missing()
    if packages and shutil.which("apt-get"):
        print(f"测试还需要 {'、'.join(packages)}，现在用 apt-get 安装（下载约 200 MB）。", flush=True)
        install(packages)
        packages = missing()
    if packages:
        names = " ".join(packages)
        print(
            f"测试还缺 {names}，这里装不上：请以管理员身份运行 apt-get install {names}，再运行一次。\n"
            f"The tests need {names}: run `apt-get install {names}` as root, then run this again.",
            file=sys.stderr,
        )
    return 1 if packages else 0


def _has_chromium() -> bool:
    with sync_playwright() as playwright:
        try:
            return bool(find(playwright.chromium))
        except ChromiumMissing:
            return False


def _says(command: Sequence[str]) -> bool:
    """Whether a program is there, starts and prints something."""
    try:
        done = subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL)
    except OSError:
        return False
    return done.returncode == 0 and bool(done.stdout.strip())


if __name__ == "__main__":
    sys.exit(main())
