"""事实单：what one page can say about one region; the only view of the data a template has."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from scripts.pages.templates import Templates
    from scripts.pages.timeline import Timeline
    from scripts.regions.model import Region, Source, Value

HOTLINES = ("service_hotline", "local_hotline")
"""Whom to call: on every page."""
FEW = 90
"""Characters that a value takes on a page without being folded: three lines of a phone."""
LONG = ("list", "record", "text")
"""Kinds of values that a page writes out only once."""


class Sheet:
    """一页的事实: remembers which proofs the page has already shown, so that each stands in it once."""

    def __init__(
        self,
        region: Region,
        held: Mapping[str, Value],
        keys: Iterable[str],
        templates: Templates,
        timelines: Mapping[str, Timeline] = MappingProxyType({}),
        settled_by: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ) -> None:
        self.region = region
        self.keys = tuple(dict.fromkeys((*keys, *HOTLINES)))
        self._keys = frozenset(self.keys)
        self._held = held
        self._templates = templates
        self._timelines = timelines
        self._settled_by = settled_by
        self._shown: set[str] = set()
        self._proven: set[str] = set()
        self._noted: set[str] = set()
        self._is_on_paper = False

    def known(self, key: str) -> Value | None:
        """The one usable value, or None; a key that the template nowhere names in full is a mistake of it."""
        if key not in self._keys:
            raise KeyError(f"页面用到了“{key}”，却没有写出它的名字")
        value = self._held.get(key)
        return value if value and value.is_known else None

    def is_disputed(self, key: str) -> bool:
        """说法不一: several statements contradict each other."""
        return key in self._held and self._held[key].status == "conflicting"

    def reference(self, key: str) -> Value | None:
        """省里的说法: a local key that this region neither states nor inherits, as its province states it."""
        if key in self._held:
            return None
        found = self.region.reference(key, self._templates.on)
        return found if found and found.is_known else None

    def show(self, value: Value) -> Markup:
        """The value with its proof; what is long stands on the page once, then a link leads to it."""
        return self._show(value, self._templates.value(value))

    def folded(self, value: Value) -> Markup:
        """The same, unfolded by the reader where it is more than a few lines."""
        shown = self._templates.value(value)
        if value.fact.shape.kind in LONG and len(shown.striptags()) > FEW:
            items = len(value.value) if isinstance(value.value, tuple) else 1
            told = f"共{items}条，点开看" if items > 1 else "点开看"
            shown = Markup('<details class="long"><summary>{}</summary>{}</details>').format(told, shown)
        return self._show(value, shown)

    def _show(self, value: Value, shown: Markup) -> Markup:
        if value.key in self._shown and value.fact.shape.kind in LONG and not self._is_on_paper:
            return Markup('<a class="cite" href="#proof-{}">前面写了</a>').format(value.key)
        self._shown.add(value.key)
        return shown + Markup(" ") + self.cite(value)

    def note(self, value: Value) -> Markup:
        """提醒: the limit or doubt that goes with a value, once on a page."""
        if not value.note or value.key in self._noted:
            return Markup()
        self._noted.add(value.key)
        return Markup('<p class="note">{}</p>').format(value.note)

    def fact(self, key: str, words: str = "", heading: str = "") -> Markup:
        """一行: the words, the value with its proof and its note; nothing where it is not known."""
        value = self.known(key)
        if value is None:
            return Markup()
        title = Markup("<h3>{}</h3>").format(heading) if heading else Markup()
        return Markup('<div class="fact">{}{}{}{}</div>').format(
            title, words, self.folded(value), self.note(value)
        )

    def said(self, key: str) -> Markup:
        """句子里的一个数: its words, its doubts and a link to its proof; nothing where it is not known."""
        value = self.known(key)
        return self._templates.macro("fact", "said")(value) + self.link(value) if value else Markup()

    def sides(self, value: Value) -> Markup:
        """Statements that contradict each other, side by side."""
        self._shown.add(value.key)
        self._proven.add(value.key)
        return self._templates.macro("fact", "sides")(value)

    def link(self, value: Value) -> Markup:
        """依据: a link to the proof, which stands further down at the latest among the sources."""
        if self._is_on_paper:
            return Markup()
        return _link(value.key)

    def cite(self, value: Value) -> Markup:
        """依据: the proof the first time, with the value unless the page shows it; then a link to it."""
        if value.key in self._proven or self._is_on_paper:
            return self.link(value)
        self._proven.add(value.key)
        timeline = self._timelines.get(value.key, ())
        return self._templates.proof(value, timeline, has_value=value.key not in self._shown)

    def heading(self, source: Source) -> Markup:
        """A document among the sources."""
        return self._templates.heading(source)

    def go_to_paper(self) -> None:
        """From here on the words are for paper: whole values, and no links to proofs."""
        self._is_on_paper = True

    @property
    def looked(self) -> date | None:
        """数据日期: the last day on which anyone looked at a value of this page."""
        return max((value.looked for value in self.all), default=None)

    @property
    def all(self) -> Iterator[Value]:
        """Everything stated for the keys of this page, in their order."""
        return (self._held[key] for key in self.keys if key in self._held)

    @property
    def own(self) -> tuple[Value, ...]:
        """本地规定: what is stated below the nation and says something, the region's own first."""
        below = (v for v in self.all if not v.region.is_nation and v.status != "unknown")
        return tuple(sorted(below, key=lambda value: value.region is not self.region))

    @property
    def references(self) -> tuple[Value, ...]:
        """上级的说法: what the region's own page may show of local keys nobody states for it."""
        open_here = (key for key in self.keys if not self._is_settled(key))
        return tuple(found for key in open_here if (found := self.reference(key)))

    @property
    def open_keys(self) -> tuple[str, ...]:
        """没查到的: keys without one usable value here."""
        return tuple(key for key in self.keys if not self.known(key) and not self._is_settled(key))

    def _is_settled(self, key: str) -> bool:
        """Whether another key of the page already tells what a reader would ask about this one."""
        return any(self.known(other) for other in self._settled_by.get(key, ()))

    @property
    def shown(self) -> tuple[str, ...]:
        """The keys whose values the page shows so far."""
        return tuple(self._shown)

    def has_shown(self, key: str) -> bool:
        return key in self._shown


@cache
def _link(key: str) -> Markup:
    return Markup('<a class="cite" href="#proof-{}">依据</a>').format(key)
