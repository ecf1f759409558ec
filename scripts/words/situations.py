"""我的情况：content/situation/situations.yaml, what people are in, and what is asked and told then."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from calculators import SLUGS, describe
from scripts.regions.addresses import SITUATIONS
from scripts.regions.reading import Reader, read_content
from scripts.words.icons import read_icon
from scripts.words.plans import LONGEST_TITLE, Known, Plans

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from calculators.engine.plan import Plan
    from scripts.regions.model import Fact
    from scripts.regions.problems import Problems
    from scripts.regions.strict_yaml import Node
    from scripts.words.topics import Topic

FILE = "situation/situations.yaml"
LONGEST_LEAD, LONGEST_STEP, LONGEST_WORD = 60, 120, 12


@dataclass(frozen=True, slots=True)
class Step:
    """一步: what to do, and the topic that tells more of it, of one of the cities."""

    text: str
    topic: str
    place: str


@dataclass(frozen=True, slots=True)
class Situation:
    """一种情况: its words, the cities it asks for, what is to be done, and the plan that answers it."""

    slug: str
    title: str
    icon: str
    lead: str
    words: tuple[str, ...]
    places: Mapping[str, str]
    steps: tuple[Step, ...]
    plan: Plan

    @property
    def address(self) -> str:
        """/situation/lapse/."""
        return f"{SITUATIONS}{self.slug}/"


def load_situations(
    content: Path, facts: Mapping[str, Fact], topics: Collection[Topic]
) -> tuple[Situation, ...]:
    """In the order of the file, or BadData with every problem."""
    return read_content(content, FILE, lambda problems, node: _Situations(problems, facts, topics).of(node))


class _Situations(Reader):
    """situations.yaml made into situations."""

    def __init__(self, problems: Problems, facts: Mapping[str, Fact], topics: Collection[Topic]) -> None:
        super().__init__(problems)
        self._topics = [each.slug for each in topics]
        asks = {key: text for topic in topics for key, text in topic.ask.items()}
        self._known = Known({slug: describe(slug) for slug in SLUGS}, facts, asks)

    def of(self, node: Node) -> tuple[Situation, ...]:
        return tuple(
            made for slug, each in self.named(node).nodes.items() if (made := self._situation(slug, each))
        )

    def _situation(self, slug: str, node: Node) -> Situation | None:
        before = len(self.problems)
        required = ("title", "icon", "lead", "words", "places", "questions", "steps")
        parts = self.entries(node, required, ("parts", "facts", "ways"))
        if len(self.problems) > before:
            return None
        title = self.text(parts["title"], LONGEST_TITLE)
        icon = read_icon(self, parts["icon"])
        lead = self.text(parts["lead"], LONGEST_LEAD)
        words = self.each(parts["words"], lambda each: self.text(each, LONGEST_WORD))
        places = {
            name: said
            for name, each in self.named(parts["places"]).nodes.items()
            if (said := self.text(each))
        }
        plans = Plans(self.problems, self._known, places)
        plan = plans.of(parts)
        steps = self.each(parts["steps"], lambda each: self._step(each, plans))
        if len(self.problems) > before or not (title and icon and lead):
            return None
        return Situation(slug, title, icon, lead, words, places, steps, plan)

    def _step(self, node: Node, plans: Plans) -> Step | None:
        parts = self.entries(node, ("text", "topic"), ("place",))
        if len({"text", "topic"} & parts.keys()) < 2:
            return None
        text = self.text(parts["text"], LONGEST_STEP)
        topic = self.choice(parts["topic"], self._topics, "专题")
        place = plans.place(parts, node)
        return Step(text, topic, place) if text and topic and place else None
