"""纲要：what a template tells of the page that it writes: what comes first, and its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from scripts.pages.wording import tidy

if TYPE_CHECKING:
    from collections.abc import Callable


class Body(NamedTuple):
    """正文: the HTML, its first words without links, its sections with their "#anchors"."""

    html: str
    lead: str
    toc: tuple[tuple[str, str], ...]


class Outline:
    """一页的纲要, filled while the template runs."""

    def __init__(self, icon: Callable[[str], Markup]) -> None:
        self._icon = icon
        self._lead: Callable[[], Markup] = Markup
        self._toc: list[tuple[str, str]] = []

    def lead(self, caller: Callable[[], Markup]) -> Markup:
        """第一句话: `{% call lead() %}…{% endcall %}`; it also stands for the page where others list it."""
        self._lead = caller
        return Markup('<p class="lead">{}</p>').format(caller())

    def section(
        self, anchor: str, title: str, *, icon: str = "", kind: str = "", tag: str = "section", fold: str = ""
    ) -> Markup:
        """一节: its opening tag and its heading, which the table of contents lists.

        With `fold`, a sentence about what is in it, it is a `details` that the reader unfolds.
        """
        self._toc.append((Markup.escape(title).striptags(), f"#{anchor}"))
        shown = Markup("<h2>{}{}</h2>").format(self._icon(icon) if icon else "", title)
        if fold:
            tag, kind = "details", f"fold {kind}"
            shown = Markup('<summary>{}<span class="small">{}</span></summary>').format(shown, fold)
        named = Markup(' aria-label="{}"').format(title) if tag == "nav" else ""
        kinds = f"guide {kind}".strip()
        return Markup('<{} class="{}" id="{}"{}>{}').format(tag, kinds, anchor, named, shown)

    def around(self, html: str) -> Body:
        """The body; after go_to_paper the first words have no links any more."""
        return Body(html, tidy(self._lead()).striptags(), tuple(self._toc))


class LeadToldError(Exception):
    """Nothing further is to be written."""


class LeadOnly(Outline):
    """第一句话: ends the writing of a page as soon as its first words are there."""

    told = Markup()

    def lead(self, caller: Callable[[], Markup]) -> Markup:
        self.told = tidy(caller())
        raise LeadToldError
