"""待印的网页：a page before it is made, and how a body becomes a page."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from scripts.site.shell import Page

if TYPE_CHECKING:
    from collections.abc import Callable

HOME = ("首页", "")

_LEAD = re.compile(r'<p class="lead">(.*?)</p>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CITE = re.compile(r'\s*<a class="cite".*?</a>')
_SECTION = re.compile(r'<(?:section|nav) class="guide[^"]*" id="([^"]+)"[^>]*><h2>(.*?)</h2>', re.DOTALL)


class Draft(NamedTuple):
    """待印的一页: `made_of` is the fingerprint of the data it shows; the words and the code are not in it."""

    url: str
    indexable: bool
    made_of: str
    make: Callable[[], Page]


def page(
    url: str,
    kind: str,
    body: str,
    *,
    title: str,
    breadcrumbs: tuple[tuple[str, str], ...] = (HOME,),
    canonical: str | None = None,
    local_nav: tuple[tuple[str, str], ...] = (),
    scripts: tuple[str, ...] = (),
) -> Page:
    """The page around a body: its description is the lead, its table of contents the sections."""
    lead = _LEAD.search(body)
    return Page(
        url=url,
        kind=kind,
        title=title,
        description=f"{title}：{_text(lead[1]) if lead else ''}",
        canonical=url if canonical is None else canonical,
        indexable=canonical is None or canonical == url,
        breadcrumbs=breadcrumbs,
        local_nav=local_nav,
        toc=tuple((_text(heading), f"#{anchor}") for anchor, heading in _SECTION.findall(body)),
        body=body,
        scripts=scripts,
    )


def _text(html: str) -> str:
    """The words of a piece of HTML."""
    return " ".join(unescape(_TAG.sub("", _CITE.sub("", html))).split())
