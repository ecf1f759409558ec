"""计算器的页面：/calculators/ and one page each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from calculators import SLUGS
from scripts.pages.facts import Sheet
from scripts.pages.manual import reference
from scripts.pages.page import HOME, Draft, page
from scripts.pages.reckoning import FORM_SCRIPTS, described
from scripts.pages.site import Links, by_source
from scripts.regions.addresses import CALCULATORS, schema_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.pages.page import Page
    from scripts.pages.site import Site

LIST = ("算一算", CALCULATORS)


def drafts(site: Site) -> Iterator[Draft]:
    """The list, and each calculator with the nation's facts."""
    made_of = site.places[site.country.nation].stated
    yield Draft(CALCULATORS, True, "", partial(_list, site))
    for slug in SLUGS:
        yield Draft(f"{CALCULATORS}{slug}/", True, made_of, partial(_page, site, slug))


def _list(site: Site) -> Page:
    body = site.templates.body(
        "_shared/calculators.html.j2", root="../", calculators=[described(slug) for slug in SLUGS]
    )
    return page(CALCULATORS, "calculators", body, title="医保计算器：全部")


def _page(site: Site, slug: str) -> Page:
    root = "../../"
    nation, dictionary = site.places[site.country.nation], site.country.dictionary
    calculator = described(slug)
    made = site.reckonings.on_page(slug, nation.region, nation.held, root)
    sheet = Sheet(nation.region, nation.held, calculator.facts, site.templates)
    others = ((described(each).title, f"{CALCULATORS}{each}/") for each in SLUGS if each != slug)
    body = site.templates.body(
        "_shared/calculator.html.j2",
        calculator=calculator,
        made=made,
        sheet=sheet,
        reference=reference(slug, dictionary),
        schema=schema_address(slug),
        sources=by_source(sheet.all),
        local_labels=[dictionary[key].label for key in sheet.open_keys if key in dictionary],
        root=root,
        onward=(
            Links("专题", tuple((t.title, f"{t.slug}/") for t in site.topics if slug in t.calculators)),
            Links("别的计算", tuple(others)),
        ),
    )
    title = f"{calculator.title}计算器"
    url = f"{CALCULATORS}{slug}/"
    return page(url, "calculator", body, title=title, breadcrumbs=(HOME, LIST), scripts=FORM_SCRIPTS)
