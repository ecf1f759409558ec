"""MkDocs 钩子：plain `mkdocs build` and `mkdocs serve` give the whole site too."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.utils import get_build_date

# While it loads a hook, MkDocs puts the hook's own folder first; `scripts` is found from the folder above.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from scripts import build, load, problems, shell  # noqa: E402  (needs the path above)

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def on_post_build(config: MkDocsConfig) -> None:
    """What MkDocs wrote becomes the shell; the site is made around it."""
    site = Path(config.site_dir)
    shell.adopt(build.ROOT, site, build.SHELL)
    try:
        country = load.load(build.ROOT / "regions", build.ROOT / load.CACHE)
        build.complete(site, date.fromisoformat(get_build_date()), country)
    except (problems.BadData, build.BadSite) as bad:
        raise PluginError(str(bad)) from bad
