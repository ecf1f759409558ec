"""算例与表格：a calculator as a page shows it, with the page's facts; written once for each set of facts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from calculators import describe, run, worked
from scripts.facts_json import facts_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from scripts.model import Region, Value
    from scripts.templates import Templates


described = cache(describe)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """表格和算例, ready to stand on a page."""

    slug: str
    title: str
    summary: str
    form: Markup
    worked: Markup


class Reckonings:
    """全部计算器 of one build; `runtime` is the folder of the browser's Python within the site."""

    def __init__(self, templates: Templates, runtime: str) -> None:
        self._templates = templates
        self._runtime = runtime
        self._made: dict[tuple[object, ...], Reckoning] = {}

    def on_page(self, slug: str, region: Region, held: Mapping[str, Value], root: str) -> Reckoning:
        """The calculator with those of the region's facts that it asks for."""
        made_of = (slug, root, *(held.get(key) for key in described(slug)["facts"]))
        if made_of not in self._made:
            self._made[made_of] = self._make(slug, region, root)
        return self._made[made_of]

    def _make(self, slug: str, region: Region, root: str) -> Reckoning:
        on = self._templates.on
        calculator = described(slug)
        inputs = worked(slug, on)
        facts = facts_json(region, on, calculator["facts"])
        by_place = dict.fromkeys(calculator["places"], facts) if calculator["places"] else facts
        payload = {"inputs": inputs, "facts": by_place, "on": on.isoformat()}
        reply = json.loads(run(slug, json.dumps(payload)))
        if not reply["ok"]:
            raise ValueError(f"计算器 {slug} 的算例被拒绝：{reply['errors']}")
        return Reckoning(
            slug=slug,
            title=calculator["title"],
            summary=calculator["summary"],
            form=self._templates.macro("form", "form")(calculator, inputs, by_place, root + self._runtime),
            worked=self._templates.macro("worked", "worked")(calculator, inputs, reply),
        )
