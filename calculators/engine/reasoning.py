"""推算: an answer as it is reasoned step by step; every fact named brings its doubts along."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from calculators.engine.answer import Answer, Certainty, Figure, Step
from calculators.engine.doubts import Kind
from calculators.engine.facts import Fact

SAID_BY_REMARKS: tuple[Kind, ...] = ("disputed", "may_change")
"""Doubts that the fact's own remarks put into words."""
ASKED = re.compile("请打[^：“]+问：“([^”]+)”")
"""What `to_ask` says; the question in it."""


class Reasoning:
    """The steps, cautions and certainty of one answer in the making.

    It knows the names of the figures, nothing until found, and whom to ask. A conflicting or unknown fact has
    no value; of any other its doubts are said, each kind in one sentence, and most make it an estimate.
    """

    def __init__(self, figures: Iterable[str] = (), service_hotline: Fact[str] | None = None) -> None:
        number = service_hotline and service_hotline.value
        self.hotline = f"{number}（医保服务热线）" if number else "当地医保热线"
        self.figures: dict[str, Figure] = dict.fromkeys(figures)
        self.steps: list[Step] = []
        self.cautions: list[str] = []
        self.doubted: dict[str, list[str]] = {}
        self.is_estimate = False

    def aside(self) -> "Reasoning":
        """A reasoning of its own about the same question, to be quoted or dropped."""
        other = Reasoning(self.figures)
        other.hotline = self.hotline
        return other

    def to_ask(self, question: str) -> str:
        """请打某某号（医保服务热线）问：“…？”: whom to ask, and the question in the reader's words."""
        return f"请打{self.hotline}问：“{question}”"

    def step(self, text: str, value: Figure = None, *facts: Fact[Any], when: date | None = None) -> None:
        """Say a sentence resting on facts, the first of them cited; `when` is the day it is applied to."""
        for fact in facts:
            self.doubt(fact, when)
        self.steps.append(Step(text, value, facts[0].rule if facts else None))

    def doubt(self, fact: Fact[Any], when: date | None = None) -> None:
        """Carry over what is doubtful about a fact."""
        for text in fact.remarks:
            self.caution(text)
        for doubt in fact.doubts:
            self.is_estimate |= doubt.makes_estimate
            if doubt.kind not in SAID_BY_REMARKS:
                self._note(doubt.sentence, fact.dated_name)
        if when is None:
            return
        if fact.since is not None and when < fact.since.first:
            since = f"“{fact.label}”自{fact.since.words}起施行"
            self.estimate(f"{since}，您的情况在这之前，当时的规定可能不同。")
        if fact.since is None and fact.value is not None and fact.proof != "official":
            self.estimate(f"“{fact.label}”没有查到从哪一年起，当时是不是这样规定要问清。")

    def _note(self, sentence: str, name: str) -> None:
        names = self.doubted.setdefault(sentence, [])
        if name not in names:
            names.append(name)

    def cite(self, lead: str, fact: Fact[str] | Fact[tuple[str, ...]], *, estimate: str = "") -> None:
        """Say what is written in words and cannot be reckoned with; `estimate` is what that leaves open."""
        self.doubt(fact)
        if fact.value is None:
            return
        written = fact.value if isinstance(fact.value, str) else "；".join(fact.value)
        self.step(f"{lead}：{written}。", None, fact)
        if estimate:
            self.estimate(estimate)

    def nearest[T](self, fact: Fact[T]) -> Fact[T]:
        """The fact, or what a larger place says of it: then an estimate that says so."""
        above = fact.reference
        if fact.value is not None or above is None or above.value is None:
            return fact
        where = above.place or "上一级"
        self.estimate(f"“{above.label}”是{where}的说法，这里自己的没有查到，可能不一样；这里先照它算。")
        return above

    def caution(self, text: str) -> None:
        """Warn once."""
        if text not in self.cautions:
            self.cautions.append(text)

    def estimate(self, text: str) -> None:
        """Warn, and call the answer an estimate."""
        self.caution(text)
        self.is_estimate = True

    def include(self, answer: Answer) -> None:
        """Take over what another calculator found."""
        self.steps.extend(answer.steps)
        for text in answer.cautions:
            self.caution(text)
        self.is_estimate |= answer.certainty == "estimate"

    def quote(self, whose: str, other: "Reasoning") -> None:
        """Take over the reasoning about one of several places."""
        self.steps.extend(replace(step, text=f"{whose}：{step.text}") for step in other.steps)
        for text in other.cautions:
            self.caution(f"{whose}：{text}")
        for sentence, names in other.doubted.items():
            for name in names:
                self._note(sentence, f"{whose}的{name}")
        self.is_estimate |= other.is_estimate

    def found(self, **figures: Figure) -> None:
        """Note figures of the answer."""
        self.figures |= figures

    def answer(self, headline: str, **figures: Figure) -> Answer:
        """Close the reasoning."""
        return self._closed(headline, "estimate" if self.is_estimate else "exact", figures)

    def undecided(self, headline: str, **figures: Figure) -> Answer:
        """Close with what is known, where that does not decide."""
        return self._closed(headline, "unknown", figures)

    def unknown(self, missing: str, *facts: Fact[Any], question: str = "", **figures: Figure) -> Answer:
        """Close with what is not known, whom to ask, and the one question to ask in the reader's words."""
        for fact in facts:
            self.doubt(fact)
        self.step(f"没有查到{missing}，所以没有往下算。")
        asked = question or f"{missing.replace('“', '‘').replace('”', '’')}是怎样的？"
        return self.undecided(f"没有查到{missing}，现在算不出来，{self.to_ask(asked)}", **figures)

    def _closed(self, headline: str, certainty: Certainty, figures: dict[str, Figure]) -> Answer:
        self.found(**figures)
        doubted = (sentence.replace("{}", "、".join(names)) for sentence, names in self.doubted.items())
        return Answer(headline, self.figures, tuple(self.steps), (*doubted, *self.cautions), certainty)
