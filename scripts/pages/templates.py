"""模板：the words of content/ compiled once, and the blocks that repeat on many pages written once."""

from __future__ import annotations

import functools
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from calculators.engine import writing
from scripts.pages import wording
from scripts.pages.outline import LeadOnly, LeadToldError, Outline
from scripts.pages.summaries import in_short
from scripts.words import icons
from scripts.words.claims import VERDICT_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from jinja2 import Template
    from markupsafe import Markup

    from scripts.pages.outline import Body
    from scripts.pages.timeline import Timeline
    from scripts.regions.model import Source, Value


class Templates:
    """全部模板, for a build on one day."""

    def __init__(self, content: Path, on: date, cache: Path | None = None) -> None:
        self.on = on
        self._environment = _environment(content, cache)
        self.icon = functools.cache(self._icon)
        self._environment.globals.update(on=on, icon=self.icon)
        self._environment.filters["in_short"] = functools.partial(in_short, on=on)
        self._macros: dict[str, Callable[..., Markup]] = {}
        self._written: dict[tuple[object, ...], Markup] = {}

    def page(self, name: str) -> Template:
        return self._environment.get_template(name)

    def body(self, name: str, **about: object) -> Body:
        """A page's body, written by its template with what it is about."""
        outline = Outline(self.icon)
        html = self.page(name).render(**about, lead=outline.lead, section=outline.section)
        return outline.around(html)

    def lead(self, name: str, **about: object) -> Markup:
        """The first words of a page, written by its template; the rest is not."""
        outline = LeadOnly(self.icon)
        with suppress(LeadToldError):
            self.page(name).render(**about, root="", lead=outline.lead, section=outline.section)
        return outline.told

    def macro(self, file: str, name: str) -> Callable[..., Markup]:
        """A macro of `_shared/<file>.html.j2`."""
        if name not in self._macros:
            self._macros[name] = getattr(self.page(f"_shared/{file}.html.j2").module, name)
        return self._macros[name]

    def _icon(self, name: str) -> Markup:
        """图标: as the theme draws it on MkDocs' pages too."""
        return self.page("_theme/icon.html").module.icon(name)  # type: ignore[attr-defined, no-any-return]

    def value(self, value: Value) -> Markup:
        """值: figure, list, record or table."""
        return self._once("stated", value)

    def proof(self, value: Value, timeline: Timeline, *, has_value: bool) -> Markup:
        """依据: who says so, in which document, since when; with the value if it stands nowhere else."""
        return self._once("proof", value, timeline, has_value)

    def heading(self, source: Source) -> Markup:
        """一份文件: its name as the list of sources has it."""
        return self._once("heading", source)

    def _once(self, name: str, *about: object) -> Markup:
        """What a macro of fact.html.j2 writes about something, written the first time it is asked for."""
        made_of = (name, *about)
        if made_of not in self._written:
            self._written[made_of] = self.macro("fact", name)(*about)
        return self._written[made_of]


def _environment(content: Path, cache: Path | None) -> Environment:
    if cache:
        cache.mkdir(parents=True, exist_ok=True)
    environment = Environment(
        loader=FileSystemLoader([content, icons.TEMPLATES]),
        bytecode_cache=FileSystemBytecodeCache(str(cache)) if cache else None,
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.do"],
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    environment.filters.update(
        day=wording.day,
        count=writing.count,
        speaker=wording.speaker,
        standing=wording.standing,
        words=wording.words,
        dialled=wording.dialled,
        host=wording.host,
        is_wordy=wording.is_wordy,
        is_only_words=wording.is_only_words,
        columns=wording.columns,
        dates_line=wording.dates_line,
        period=wording.period,
        tidy=wording.tidy,
    )
    phrases: dict[str, Any] = {
        "plain": wording.plain,
        "span": writing.span,
        "place_words": writing.PLACES,
        "verdict_words": VERDICT_WORDS,
    }
    environment.globals.update(phrases)
    return environment
