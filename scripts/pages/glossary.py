"""名词表：the page /glossary/."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from scripts.pages.page import Draft, page
from scripts.regions.addresses import GLOSSARY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.pages.page import Page
    from scripts.pages.site import Site


def drafts(site: Site) -> Iterator[Draft]:
    """One page, made of words alone."""
    yield Draft(GLOSSARY, True, "", partial(_page, site))


def _page(site: Site) -> Page:
    glossary = site.glossary
    body = site.templates.body(
        "glossary/page.html.j2",
        root="../",
        groups=glossary.groups,
        terms=glossary.terms,
        count=len(glossary.terms),
    )
    return page(GLOSSARY, "glossary", body, title="医保名词表")
