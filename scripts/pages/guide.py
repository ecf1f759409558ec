"""页面清单：every page the site makes from facts and words, not yet made; a module a kind."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from scripts.pages import (
    across,
    calculator,
    changes,
    claims,
    coverage,
    glossary,
    hub,
    situation,
    topic,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.pages.page import Draft
    from scripts.pages.site import Site

KINDS = (hub, topic, calculator, claims, glossary, coverage, across, changes, situation)


def drafts(site: Site) -> Iterator[Draft]:
    """All pages of all kinds."""
    return chain.from_iterable(kind.drafts(site) for kind in KINDS)
