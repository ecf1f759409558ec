"""MkDocs 钩子：plain `mkdocs build` and `mkdocs serve` give the whole site too."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import timedelta
from logging import getLogger
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler, get_build_datetime

# While it loads a hook, MkDocs puts the hook's own folder first; `scripts` is found from the folder above.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from scripts import build, door  # noqa: E402  (needs the path above)
from scripts.site import shell  # noqa: E402  (needs the path above)

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_inside = ExitStack()
_site = Path()


def on_config(config: MkDocsConfig) -> None:
    """MkDocs writes the shell in place of the site, which stays until another is ready."""
    global _site
    _inside.enter_context(door.alone(build.LOCK, door.WAITING))
    (build.SHELL / ".digest").unlink(missing_ok=True)
    _site = Path(config.site_dir)
    config.site_dir = str(build.SHELL)


def on_post_build(config: MkDocsConfig) -> None:
    """The site is made around the shell, unless MkDocs is about to refuse it."""
    config.site_dir = str(_site)
    counters = [each for each in getLogger("mkdocs").handlers if isinstance(each, CountHandler)]
    if any(each.get_counts() for each in counters):
        return
    shell.note(build.ROOT, build.SHELL)
    china = get_build_datetime() + timedelta(hours=8)
    build.build(china.date(), build.ROOT / "regions", _site)
    _inside.close()


def on_build_error(error: Exception) -> None:
    """Whatever was refused is told as `make site` tells it."""
    _inside.close()
    if isinstance(error, build.TROUBLES):
        raise Abort(build.told(error)) from error
