"""找城市、找问题：the table behind the search box; places and matters are joined in the reader's browser.

Topics bring their own words (synonyms); what else the box understands is in content/_shared/finder.yaml.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.regions.reading import Reader, read_content
from scripts.regions.strict_yaml import shown
from scripts.words.claims import VERDICT_WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from calculators import Declaration
    from scripts.regions.model import Country, Region
    from scripts.regions.problems import Problems
    from scripts.regions.strict_yaml import Node
    from scripts.words.claims import Claim
    from scripts.words.situations import Situation
    from scripts.words.topics import Topic

type Named = tuple[str, str, tuple[str, ...]]
type Row = list[str | list[str]]

FILE = "_shared/finder.yaml"
PARTS = ("pages", "calculators", "claims", "moving", "beside", "uncovered", "sounds", "misread", "alike")
_TITLE = re.compile(r"^title: (.+)$", re.MULTILINE)
_SYLLABLE = re.compile(r"[a-z]{1,6}")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Moving:
    """换城市: what two places in one query lead to, and the words that tell that somebody moves."""

    topic: str
    calculator: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """找得到的话: `pages` are address, title and words; `sounds` a syllable and the characters read so."""

    pages: tuple[Named, ...]
    calculators: Mapping[str, tuple[str, ...]]
    claims: Mapping[str, tuple[str, ...]]
    moving: Moving
    beside: tuple[str, ...]
    uncovered: tuple[str, ...]
    sounds: Mapping[str, str]
    misread: Mapping[str, str]
    alike: Mapping[str, str]
    """A character of a place's name, and those often written in its stead."""


def table(
    country: Country,
    topics: Iterable[Topic],
    calculators: Iterable[Declaration],
    claims: Iterable[Claim],
    words: Words,
    hotline: str,
) -> str:
    """The table as JSON; its rows are read by content/_theme/assets/search.js.

    `calculators` describe themselves (calculators.describe); a claim leads to its place on /claims/, its
    verdict before it. `hotline` may be empty.
    """
    moving = words.moving
    topics = list(topics)
    calculators = list(calculators)
    return json.dumps(
        {
            "provinces": [[*_place(p), [_place(city) for city in p.children]] for p in country.provinces],
            "topics": [[t.slug, t.title, t.question, list(t.synonyms)] for t in topics],
            "pages": [[url, title, list(said)] for url, title, said in words.pages],
            "calculators": [_calculator(each, words) for each in calculators],
            "claims": [_claim(each, words) for each in claims],
            "moving": {"topic": moving.topic, "calculator": moving.calculator, "words": list(moving.words)},
            "hosts": {
                slug: [t.slug for t in topics if slug in t.calculators]
                for slug in (each.slug for each in calculators)
            },
            "beside": list(words.beside),
            "uncovered": list(words.uncovered),
            "sounds": dict(words.sounds),
            "misread": dict(words.misread),
            "alike": dict(words.alike),
            "hotline": hotline,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _calculator(declared: Declaration, words: Words) -> Row:
    return [declared.slug, declared.title, declared.summary, list(words.calculators.get(declared.slug, ()))]


def _claim(claim: Claim, words: Words) -> Row:
    said = list(words.claims.get(claim.id, ()))
    return [claim.id, claim.claim, claim.why, list(claim.topics), VERDICT_WORDS[claim.verdict], said]


def _place(region: Region) -> Row:
    """地名: initials and joined pinyin follow from the syllables."""
    return [region.slug, region.name, region.short, region.pinyin, list(region.aliases)]


def load_words(
    content: Path,
    topics: Iterable[Topic],
    calculators: Iterable[Declaration],
    claims: Iterable[Claim],
    situations: Iterable[Situation] = (),
) -> Words:
    """What finder.yaml and the situations say, or BadData: unknown names, characters without a sound."""
    titles = {each.slug: each.title for each in calculators}
    ids = [each.id for each in claims]
    own = tuple(topics)
    pages = [(each.address, each.title, each.words) for each in situations]
    return read_content(
        content, FILE, lambda problems, node: _Words(problems, content, own, titles, ids, pages).of(node)
    )


class _Words(Reader):
    """finder.yaml made into Words; what cannot be accepted is reported."""

    def __init__(
        self,
        problems: Problems,
        content: Path,
        topics: tuple[Topic, ...],
        titles: Mapping[str, str],
        claims: Collection[str],
        pages: Iterable[Named],
    ) -> None:
        super().__init__(problems)
        self._content = content
        self._topics = topics
        self._titles = titles
        self._claims = claims
        self._made = pages

    def of(self, node: Node) -> Words | None:
        parts = self.entries(node, PARTS, ())
        if any(name not in parts for name in PARTS):
            return None
        moving = self._moving(parts["moving"])
        if moving is None:
            return None
        words = Words(
            pages=(*self._pages(parts["pages"]), *self._made),
            calculators=dict(self._known(parts["calculators"], "计算器", self._titles)),
            claims=dict(self._known(parts["claims"], "说法", self._claims)),
            moving=moving,
            beside=self._texts(parts["beside"]),
            uncovered=self._texts(parts["uncovered"]),
            sounds=dict(self._sounds(parts["sounds"])),
            misread=dict(self._sounds(parts["misread"])),
            alike=dict(self._alike(parts["alike"])),
        )
        self._check_sounds(words, parts["sounds"])
        return words

    def _pages(self, node: Node) -> Iterator[Named]:
        """Hand-written pages; their titles stand at their own heads."""
        for name, said in self.named(node).nodes.items():
            file = self._content / f"{name}.md"
            title = _TITLE.search(file.read_text("utf-8")) if file.is_file() else None
            if title:
                yield f"{name}/", title[1], self._texts(said)
            else:
                self.refuse(said, f"content/{name}.md，开头有 title", "核对文件名", f"网页{shown(name)}")

    def _known(self, node: Node, what: str, names: Collection[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for name, said in self.named(node).nodes.items():
            if name in names:
                yield name, self._texts(said)
            else:
                self.unknown(said, f"{what}{shown(name)}", name, names)

    def _moving(self, node: Node) -> Moving | None:
        parts = self.entries(node, ("topic", "calculator", "words"), ())
        if len(parts) < 3:
            return None
        topic = self.choice(parts["topic"], [each.slug for each in self._topics])
        calculator = self.choice(parts["calculator"], list(self._titles))
        words = self._texts(parts["words"])
        return Moving(topic, calculator, words) if topic and calculator else None

    def _sounds(self, node: Node) -> Iterator[tuple[str, str]]:
        for syllable, letters in self.named(node).nodes.items():
            if not _SYLLABLE.fullmatch(syllable):
                self.refuse(letters, "不带声调的小写拼音", "ü 写 v", f"读音{shown(syllable)}")
            elif text := self.text(letters):
                yield syllable, text

    def _alike(self, node: Node) -> Iterator[tuple[str, str]]:
        for letter, others in self.named(node).nodes.items():
            if not _HAN.fullmatch(letter):
                self.refuse(others, "地名里的一个字", "冒号前只写一个字", f"字{shown(letter)}")
            elif text := self.text(others):
                yield letter, text

    def _check_sounds(self, words: Words, at: Node) -> None:
        """Every character of a word has exactly one sound, or pinyin would not find it."""
        known = "".join(words.sounds.values())
        said = [
            *words.uncovered,
            *(word for _, title, own in words.pages for word in (title, *own)),
            *(word for own in (*words.calculators.values(), *words.claims.values()) for word in own),
            *self._titles.values(),
            *(word for topic in self._topics for word in (topic.title, *topic.synonyms)),
        ]
        used = set(_HAN.findall("".join(said)))
        if silent := "".join(sorted(used - set(known))):
            self.refuse(at, "每个字的读音", "在 sounds 里给这些字写上拼音", f"没有读音的字“{silent}”")
        if twice := "".join(sorted({letter for letter in known if known.count(letter) > 1})):
            self.refuse(at, "一个字一个读音", "只留这些话里的读音", f"写了两次的字“{twice}”")

    def _texts(self, node: Node) -> tuple[str, ...]:
        return self.each(node, lambda each: self.text(each, 12))
