"""常见说法核对：content/claims/claims.yaml, what people say, whether it is so, and what settles it.

A claim types no figure: its rules name facts, and document, clause and quotation come from there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.regions.reading import Reader, read_content
from scripts.regions.strict_yaml import Scalar, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from pathlib import Path

    from scripts.regions.model import Country, Region, Value
    from scripts.regions.problems import Problems
    from scripts.regions.strict_yaml import Node

FILE = "claims/claims.yaml"
VERDICT_WORDS = {
    "wrong": "不对",
    "unfounded": "没有依据",
    "varies": "看地方",
    "right": "对",
    "open": "还没查清",
}
"""In the order of the page: what to unlearn first, what nobody knows last."""
CERTAINTY = {"high": "高", "medium": "中", "low": "低"}
REQUIRED = ("id", "claim", "verdict", "certainty", "why", "topics", "rules")
OPTIONAL = ("missing", "unquoted")
LONGEST_CLAIM, LONGEST_WHY = 40, 120

_ID = re.compile(r"[a-z]+(-[a-z]+)+")
_RULE = re.compile(r"([a-z-]+)/([a-z_]+)")


@dataclass(frozen=True, slots=True)
class Rule:
    """定对错的事项: one fact as one region states it."""

    region: Region
    key: str

    def value(self, on: date) -> Value | None:
        """What the region itself says on that day, if it can be used."""
        value = self.region.facts(on).get(self.key)
        return value if value and value.is_known and value.region is self.region else None

    @property
    def is_quoted(self) -> bool:
        return any(value.quote for value in self.region.stated[self.key])

    @property
    def is_official(self) -> bool:
        """读到官方原文: not only among the further sources of something reported."""
        return any(value.status == "official" for value in self.region.stated[self.key])


@dataclass(frozen=True, slots=True)
class Claim:
    """一个常见说法: `missing` is what we could not find out, `unquoted` why no rule has a quotation."""

    id: str
    claim: str
    verdict: str
    certainty: str
    why: str
    topics: tuple[str, ...]
    rules: tuple[Rule, ...]
    missing: str | None = None
    unquoted: str | None = None

    def proofs(self, on: date) -> tuple[Value, ...]:
        """Official ones first: what the certainty rests on is what readers see first."""
        found = (value for rule in self.rules if (value := rule.value(on)))
        return tuple(sorted(found, key=lambda value: value.status != "official"))


def load_claims(content: Path, country: Country, topics: Collection[str]) -> tuple[Claim, ...]:
    """Every claim in the order of the file, or BadData with every problem; `topics` are all slugs."""
    return read_content(
        content, FILE, lambda problems, node: tuple(_Claims(problems, country, topics).of(node))
    )


class _Claims(Reader):
    """claims.yaml made into claims; what cannot be accepted is reported and left out."""

    def __init__(self, problems: Problems, country: Country, topics: Collection[str]) -> None:
        super().__init__(problems)
        self._country = country
        self._topics = topics

    def of(self, node: Node) -> Iterator[Claim]:
        seen: set[str] = set()
        for each in self.items(node):
            claim = self._claim(each)
            if not claim:
                continue
            if claim.id in seen:
                self.refuse(each, "每条说法一个 id", "换一个 id", f"重复的 id {shown(claim.id)}")
            seen.add(claim.id)
            yield claim

    def _claim(self, node: Node) -> Claim | None:
        parts = self.entries(node, REQUIRED, OPTIONAL)
        if any(name not in parts for name in REQUIRED):
            return None
        name = self.matching(parts["id"], _ID, "小写英文词，用连字符连接", "写成 old-card-dies 这样")
        said = self.text(parts["claim"], LONGEST_CLAIM)
        why = self.text(parts["why"], LONGEST_WHY)
        verdict = self.choice(parts["verdict"], VERDICT_WORDS)
        certainty = self.choice(parts["certainty"], CERTAINTY)
        missing, unquoted = (self.text(parts[key]) if key in parts else None for key in OPTIONAL)
        topics = self.each(parts["topics"], lambda each: self.choice(each, self._topics))
        rules = self.each(parts["rules"], self._rule, least=0)
        if not (name and said and why and verdict and certainty and topics):
            return None
        claim = Claim(name, said, verdict, certainty, why, topics, rules, missing, unquoted)
        self._check(claim, parts["verdict"])
        return claim

    def _rule(self, node: Node) -> Rule | None:
        found = _RULE.fullmatch(node.text) if isinstance(node, Scalar) else None
        if not found:
            self.refuse(node, "地区/事项，如 nation/account_transfer", "写地区的英文名、斜线、事项的英文名")
            return None
        slug, key = found.groups()
        if key not in self._country.dictionary:
            self.unknown(node, f"事项{shown(key)}", key, self._country.dictionary)
        elif slug not in self._country.by_slug:
            self.unknown(node, f"地区{shown(slug)}", slug, self._country.by_slug)
        elif not any(value.is_known for value in self._country.by_slug[slug].stated.get(key, ())):
            name = self._country.by_slug[slug].name
            self.refuse(node, f"{name}自己写明、能用的事项", "换一处写明它的地区，或先把它查清")
        else:
            return Rule(self._country.by_slug[slug], key)
        return None

    def _check(self, claim: Claim, at: Node) -> None:
        """No verdict without evidence: 对错要有依据, and every proof has a quotation or a reason why not."""
        if (claim.verdict == "open") != (claim.certainty == "low"):
            self.refuse(at, "open 配 low，别的判断配 high 或 medium", "没有可靠的原文就写 open 和 low")
        if claim.verdict == "open" and not claim.missing:
            self.refuse(at, "写明还缺什么", "补上 missing: …")
        if claim.verdict != "open" and not claim.rules:
            self.refuse(at, "至少一条依据", "在 rules 里写上事项；没有依据就改成 open")
        if claim.certainty == "high" and not any(rule.is_official for rule in claim.rules):
            self.refuse(at, "high 要有一份官方原文", "换一条读过原文的依据，或改成 medium")
        is_quoted = any(rule.is_quoted for rule in claim.rules)
        if claim.rules and not is_quoted and not claim.unquoted:
            self.refuse(at, "有原话的依据，或说明为什么没有", "补上 unquoted: …")
        if is_quoted and claim.unquoted:
            self.refuse(at, "依据里已有原话", "删掉 unquoted")
