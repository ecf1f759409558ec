"""我的情况：/situation/ and a page for each; the questions of several calculators, asked once."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from calculators.engine.plan import asked_in
from scripts.pages.page import HOME, Draft, page
from scripts.pages.reckoning import FORM_SCRIPTS, described, hotline
from scripts.pages.site import Links
from scripts.regions.addresses import CALCULATORS, SITUATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from calculators.engine.questions import Question
    from scripts.pages.page import Page
    from scripts.pages.site import Place, Site
    from scripts.words.situations import Situation

TITLE = "我的情况"
SCRIPTS = (*FORM_SCRIPTS, "situation")


class Asked(NamedTuple):
    """What a form asks, as a calculator's declaration names it."""

    slug: str
    inputs: Mapping[str, Question]


def drafts(site: Site) -> Iterator[Draft]:
    """The list, then a page a situation."""
    if site.situations:
        yield Draft(SITUATIONS, True, "", partial(_list, site))
    for each in site.situations:
        made_of = site.places[site.country.nation].stated  # the hotline
        yield Draft(each.address, True, made_of, partial(_page, site, each))


def links_here(site: Site, place: Place) -> list[tuple[str, str]]:
    """Every situation, with this city filled in; nothing where there is no one rule."""
    if not place.region.is_pooling_area:
        return []
    return [
        (each.title, f"{each.address}#{each.slug}?{next(iter(each.places))}={place.region.slug}")
        for each in site.situations
    ]


def _list(site: Site) -> Page:
    body = site.templates.body("situation/index.html.j2", root="../", situations=site.situations)
    return page(SITUATIONS, "calculators", body, title=TITLE)


def _page(site: Site, situation: Situation) -> Page:
    root = "../../"
    plan = situation.plan
    asked = Asked(situation.slug, asked_in(plan))
    applying = [name for name, question in asked.inputs.items() if not question.shown_when]
    keys = {key for part in plan.parts for key in described(part.calculator).facts}
    topics = {topic.slug: topic for topic in site.topics}
    used = dict.fromkeys(part.calculator for part in plan.parts)
    body = site.templates.body(
        "situation/page.html.j2",
        root=root,
        situation=situation,
        fields=site.templates.macro("form", "fields")(asked, {}, applying),
        data={
            "plan": asdict(plan),
            "keys": sorted({*keys, *(each.key for each in plan.facts)}),
            "steps": [asdict(step) | {"title": topics[step.topic].title} for step in situation.steps],
        },
        topics=topics,
        runtime=root + site.runtime,
        hotline=hotline(site.places[site.country.nation].held),
        onward=(
            Links("别的情况", tuple((e.title, e.address) for e in site.situations if e is not situation)),
            Links("单独算一样", tuple((described(slug).title, f"{CALCULATORS}{slug}/") for slug in used)),
        ),
    )
    return page(
        situation.address,
        "situation",
        body,
        title=f"{situation.title}：{TITLE}",
        breadcrumbs=(HOME, (TITLE, SITUATIONS)),
        scripts=SCRIPTS,
    )
