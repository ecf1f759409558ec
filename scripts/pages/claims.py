"""常见说法的页面：/claims/, and the claims that stand on a topic's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.words.claims import CERTAINTY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scripts.pages.facts import Sheet
    from scripts.pages.templates import Templates
    from scripts.regions.model import Value
    from scripts.words.claims import Claim
    from scripts.words.topics import Topic


def beside(claims: Iterable[Claim], topic: str, sheet: Sheet) -> list[tuple[Claim, Value | None]]:
    """Settled claims of a topic's page, each with the first of its facts that this page's region holds."""
    settled = (claim for claim in claims if topic in claim.topics and claim.verdict != "open")
    return [(claim, _held(claim, sheet)) for claim in settled]


def body(
    claims: tuple[Claim, ...], topics: Iterable[Topic], templates: Templates, hotline: Value | None, root: str
) -> str:
    """The page /claims/: by verdict, then by topic, every claim with all its proofs."""
    return templates.page("claims/page.html.j2").render(
        root=root,
        hotline=hotline,
        count=len(claims),
        certainty_words=CERTAINTY_WORDS,
        by_verdict=_grouped((claim.verdict, claim) for claim in claims),
        by_topic=_grouped((claim.topics[0], claim) for claim in claims),
        titles={topic.slug: topic.title for topic in topics},
    )


def _held(claim: Claim, sheet: Sheet) -> Value | None:
    declared = (rule.key for rule in claim.rules if rule.key in sheet.keys)
    return next((value for key in declared if (value := sheet.known(key))), None)


def _grouped(pairs: Iterable[tuple[str, Claim]]) -> Mapping[str, list[Claim]]:
    groups: dict[str, list[Claim]] = {}
    for name, claim in pairs:
        groups.setdefault(name, []).append(claim)
    return groups
