"""常见说法的页面：/claims/, and the claims that stand on a topic's page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from scripts.pages.page import Draft, page
from scripts.regions.addresses import CLAIMS
from scripts.regions.fingerprint import fingerprint
from scripts.words.claims import CERTAINTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from scripts.pages.facts import Sheet
    from scripts.pages.page import Page
    from scripts.pages.site import Site
    from scripts.regions.model import Value
    from scripts.words.claims import Claim


def beside(claims: Iterable[Claim], topic: str, sheet: Sheet) -> list[tuple[Claim, Value | None]]:
    """Settled claims of a topic's page, each with the first of its facts that this page's region holds."""
    settled = (claim for claim in claims if topic in claim.topics and claim.verdict != "open")
    return [(claim, _held(claim, sheet)) for claim in settled]


def drafts(site: Site) -> Iterator[Draft]:
    """/claims/: made of the nation's facts, and of every proof with the place that states it."""
    proofs = [value for claim in site.claims for value in claim.proofs(site.on)]
    named = [(value.region.slug, value.region.name, value.region.short) for value in proofs]
    made_of = fingerprint(site.places[site.country.nation].stated, named, *proofs)
    yield Draft(CLAIMS, True, made_of, partial(_page, site))


def _page(site: Site) -> Page:
    """By verdict, then by topic, every claim with all its proofs."""
    body = site.templates.body(
        "claims/page.html.j2",
        root="../",
        hotline=site.places[site.country.nation].held.get("service_hotline"),
        count=len(site.claims),
        certainty_words=CERTAINTY,
        by_verdict=_grouped((claim.verdict, claim) for claim in site.claims),
        by_topic=_grouped((claim.topics[0], claim) for claim in site.claims),
        titles={topic.slug: topic.title for topic in site.topics},
    )
    return page(CLAIMS, "claims", body, title="医保常见说法核对")


def _held(claim: Claim, sheet: Sheet) -> Value | None:
    declared = (rule.key for rule in claim.rules if rule.key in sheet.keys)
    return next((value for key in declared if (value := sheet.known(key))), None)


def _grouped(pairs: Iterable[tuple[str, Claim]]) -> Mapping[str, list[Claim]]:
    groups: dict[str, list[Claim]] = {}
    for name, claim in pairs:
        groups.setdefault(name, []).append(claim)
    return groups
