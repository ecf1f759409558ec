"""专题的页面：/transfer/, /jiangsu/transfer/, /changzhou/transfer/."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from scripts.pages.changes import last_of, on_page
from scripts.pages.claims import beside
from scripts.pages.facts import Sheet
from scripts.pages.page import Draft, page
from scripts.pages.reckoning import FORM_SCRIPTS
from scripts.pages.site import by_source
from scripts.regions.addresses import address, api_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.pages.comparison import Spread
    from scripts.pages.page import Page
    from scripts.pages.site import Place, Site
    from scripts.regions.model import Region
    from scripts.words.topics import Topic

AT_A_GLANCE = 46
"""Characters of an answer where topics are listed: two lines of a phone, or its first sentence."""
WITHIN_PROVINCE = "intra_province_"
"""Keys about moving between the cities of a province: a municipality has none to move between."""


def drafts(site: Site) -> Iterator[Draft]:
    """Every topic in every place."""
    for place in site.places.values():
        for topic in site.topics:
            url = address(place.region, topic)
            make = partial(_page, site, place, topic)
            changed = last_of(place, topic.keys)
            yield Draft(url, place.canonical(topic) == url, place.made_of, make, place.part, changed)


def short_answer(site: Site, place: Place, topic: Topic) -> Markup:
    """The first sentences of a topic's page, as many as a glance takes, for where topics are listed."""
    sheet = _sheet(site, place, topic)
    sheet.go_to_paper()
    lead = site.templates.lead(f"{topic.slug}/page.html.j2", **_words(site, place, topic, sheet))
    told, *more = (sentence + Markup("。") for sentence in lead.split("。") if sentence.strip())
    for sentence in more:
        if len((told + sentence).striptags()) > AT_A_GLANCE:
            break
        told += sentence
    return told


def _sheet(site: Site, place: Place, topic: Topic) -> Sheet:
    return Sheet(place.region, place.held, topic.keys, site.templates, place.timelines, topic.settled_by)


def _words(site: Site, place: Place, topic: Topic, sheet: Sheet) -> dict[str, Any]:
    """What a topic's template speaks about."""
    region = place.region
    return {
        "region": region,
        "province": region.province or region,
        "topic": topic,
        "sheet": sheet,
        "f": sheet.known,
        "fact": sheet.fact,
        "said": sheet.said,
        "here": site.call[region],
        "is_nation": region.is_nation,
        "comparison": site.comparisons.of,
        "above": place.above,
    }


def _page(site: Site, place: Place, topic: Topic) -> Page:
    region, held = place.region, place.held
    url = address(region, topic)
    root = "../" * url.count("/")
    sheet = _sheet(site, place, topic)
    sources = by_source(sheet.all)
    body = site.templates.body(
        f"{topic.slug}/page.html.j2",
        **_words(site, place, topic, sheet),
        root=root,
        calculators=[site.reckonings.on_page(slug, region, held, root) for slug in topic.calculators],
        questions=list(_questions(region, topic, sheet)),
        disputed=[value for value in sheet.all if value.status == "conflicting"],
        not_found=[value for value in sheet.all if value.status == "unknown"],
        claims=beside(site.claims, topic.slug, sheet),
        sources=sources,
        read_officially=sum(any(each.status == "official" for each in values) for _, values in sources),
        changes=on_page(site, place, sheet.keys),
        spreads=_spreads(site, topic) if region.is_nation else (),
        address=f"{site.url}{url}",
        parts=place.parts(topic),
        onward=place.elsewhere(topic),
    )
    return page(
        url,
        "nation" if region.is_nation else "topic",
        body._replace(html=site.glossary.linked(body.html, root)),
        title=f"{place.name}{topic.heading}",
        canonical=place.canonical(topic),
        breadcrumbs=place.breadcrumbs,
        local_nav=tuple((each.title, address(region, each)) for each in site.topics if each is not topic),
        scripts=FORM_SCRIPTS if topic.calculators else (),
        data=(api_address(region),),
    )


def _spreads(site: Site, topic: Topic) -> list[tuple[str, Spread]]:
    """各地差多少: by the label of the fact."""
    spreads = ((site.country.dictionary[key].label, site.comparisons.spread(key)) for key in topic.keys)
    return [(label, spread) for label, spread in spreads if spread]


def _questions(region: Region, topic: Topic, sheet: Sheet) -> Iterator[str]:
    """What to ask for the keys that have no usable value here."""
    for key in sheet.open_keys:
        is_pointless = region.is_municipality and key.startswith(WITHIN_PROVINCE)
        if key in topic.ask and not is_pointless:
            yield topic.ask[key]
