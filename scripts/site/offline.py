"""离线：tells the service worker which files it keeps, and gives it a new version when they change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from scripts.regions.fingerprint import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

KINDS = (".css", ".js", ".svg", ".json")
WORKER = "sw.js"


def write_worker(folder: Path) -> None:
    """Put the list of the shell's files and its fingerprint above the service worker's own lines."""
    worker = folder / WORKER
    names = sorted(f"assets/{path.name}" for path in (folder / "assets").iterdir() if path.suffix in KINDS)
    version = fingerprint(*((name, (folder / name).read_bytes()) for name in [WORKER, *names]))
    settings = f'const VERSION = "{version}";\nconst SHELL = {json.dumps(names)};\n'
    worker.write_text(settings + worker.read_text("utf-8"), "utf-8")
