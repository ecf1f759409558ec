"""网页：what differs from page to page; a page before it is made; how a body becomes a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from scripts.pages.outline import Body

HOME = ("首页", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """网页：what differs from page to page. Addresses are within the site, without a leading slash.

    `breadcrumbs` are the ancestors from home ("") down, `local_nav` the region's other topics; neither names
    the page itself. `toc` holds "#anchor" links. `body` has the page's only h1; its links are relative.
    `scripts` are names in assets/: a module and a style sheet each; `data` are files with what it is made of.
    """

    url: str
    kind: str
    title: str
    description: str
    canonical: str
    indexable: bool
    breadcrumbs: tuple[tuple[str, str], ...]
    local_nav: tuple[tuple[str, str], ...]
    toc: tuple[tuple[str, str], ...]
    body: str
    scripts: tuple[str, ...] = ()
    data: tuple[str, ...] = ()


class Draft(NamedTuple):
    """待印的一页: `made_of` is the fingerprint of the data it shows; the words and the code are not in it.

    `part` is the province it belongs to, `changed` the last day on which a value that it shows was changed.
    """

    url: str
    indexable: bool
    made_of: str
    make: Callable[[], Page]
    part: str = ""
    changed: date | None = None


def page(
    url: str,
    kind: str,
    body: Body,
    *,
    title: str,
    breadcrumbs: tuple[tuple[str, str], ...] = (HOME,),
    canonical: str | None = None,
    local_nav: tuple[tuple[str, str], ...] = (),
    scripts: tuple[str, ...] = (),
    data: tuple[str, ...] = (),
) -> Page:
    """The page around a body: its description is the lead, its table of contents the sections."""
    return Page(
        url=url,
        kind=kind,
        title=title,
        description=f"{title}：{body.lead}",
        canonical=url if canonical is None else canonical,
        indexable=canonical is None or canonical == url,
        breadcrumbs=breadcrumbs,
        local_nav=local_nav,
        toc=body.toc,
        body=body.html,
        scripts=scripts,
        data=data,
    )
