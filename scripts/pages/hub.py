"""地方的页面：/jiangsu/, /changzhou/; what the region itself states, and whom to ask."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from scripts.pages import situation
from scripts.pages.changes import on_page
from scripts.pages.facts import HOTLINES, Sheet
from scripts.pages.page import Draft, page
from scripts.pages.reckoning import COMPARING, FORM_SCRIPTS
from scripts.pages.site import Links
from scripts.pages.topic import short_answer
from scripts.regions.addresses import ACROSS, COVERAGE, GLOSSARY, address, api_address, calendar_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scripts.pages.page import Page
    from scripts.pages.site import Place, Site
    from scripts.regions.model import Value

CONTACTS = (*HOTLINES, "online_channel", "bureau_site")
"""Whom to ask."""


def drafts(site: Site) -> Iterator[Draft]:
    """Every place but the nation, whose hub is the home page."""
    for place in site.places.values():
        if not place.region.is_nation:
            url = address(place.region)
            changed = max((each.day for each in place.own_changes), default=None)
            make = partial(_page, site, place)
            yield Draft(url, place.canonical() == url, place.made_of, make, place.part, changed)


def _page(site: Site, place: Place) -> Page:
    region, held = place.region, place.held
    own = [key for key in site.country.dictionary if key in held and held[key].region is region]
    sheet = Sheet(region, held, (*own, *CONTACTS), site.templates, place.timelines)
    body = site.templates.body(
        "_shared/hub.html.j2",
        region=region,
        situations=situation.links_here(site, place),
        topics=[(topic, short_answer(site, place, topic)) for topic in site.topics],
        sheet=sheet,
        online=sheet.known("online_channel"),
        site=sheet.known("bureau_site"),
        own=_by_topic(site, [held[key] for key in own if key not in CONTACTS]),
        changes=on_page(site, place, {*sheet.keys, *(change.key for change in place.own_changes)}),
        coming=place.coming,
        calendar=calendar_address(region),
        calculators=[site.reckonings.on_page(slug, region, held, "../") for slug in COMPARING],
        root="../",
        parts=place.parts(),
        onward=(*place.elsewhere(), *_onward(place)),
    )
    return page(
        address(region),
        "hub",
        body,
        title=f"{region.name}医保指南",
        canonical=place.canonical(),
        breadcrumbs=place.breadcrumbs[:-1],
        scripts=FORM_SCRIPTS,
        data=(api_address(region),),
    )


def _by_topic(site: Site, values: Iterable[Value]) -> dict[str, list[Value]]:
    """What the region itself states and anybody knows, by the titles of the topics."""
    titles = {topic.slug: topic.title for topic in site.topics}
    grouped: dict[str, list[Value]] = {title: [] for title in (*titles.values(), "别的")}
    for value in values:
        if value.status != "unknown":
            grouped[titles.get(value.fact.topic, "别的")].append(value)
    return {title: found for title, found in grouped.items() if found}


def _onward(place: Place) -> Iterator[Links]:
    if province := place.region.province:
        known = f"{province.short}查到了多少", f"{COVERAGE}{province.slug}/"
        yield Links("数据", (("跟全国比", ACROSS), known, ("名词表", GLOSSARY)))
