"""问题表: every question leads to a block of a built page that answers it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml
from lxml import html

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SITE = Path(__file__).parents[2] / "site"
MOST_CHARACTERS = 2_500
"""An answer a reader still finds the sentence in; a whole page is none."""


class Question(NamedTuple):
    """一个问题: as a reader asks it, and where its answer stands."""

    asked: str
    page: str
    anchor: str
    words: list[str]


def table() -> dict[str, list[Question]]:
    text = Path(__file__).with_name("questions.yaml").read_text("utf-8")
    return {group: [Question(**row) for row in rows] for group, rows in yaml.safe_load(text).items()}


TABLE = table()
ALL = [question for questions in TABLE.values() for question in questions]


@cache
def opened(page: str) -> HtmlElement:
    """The page as built; scripts and data blocks are no words."""
    root = html.fromstring((SITE / page / "index.html").read_bytes())
    for element in root.xpath("//script"):
        element.drop_tree()
    return root


@pytest.mark.parametrize("question", ALL, ids=[question.asked for question in ALL])
def test_answer_is_there(question: Question) -> None:
    """The page, the block and in it the words that answer."""
    (block,) = opened(question.page).xpath("//main//*[@id=$anchor]", anchor=question.anchor)
    said = "".join(block.text_content().split())
    assert [word for word in question.words if word not in said] == [], said[:400]
    folded = sum(len("".join(element.text_content().split())) for element in block.xpath(".//details"))
    assert len(said) - folded <= MOST_CHARACTERS


def test_questions_are_distinct() -> None:
    """Asked once each, some sixty of them short."""
    asked = [question.asked for question in ALL]
    assert len(set(asked)) == len(asked)
    assert len(TABLE["short"]) >= 60
    assert all(len(question.asked) <= 16 for question in TABLE["short"])


def test_calculators_stand_where_the_finder_says() -> None:
    """On each place's own page of every topic that has one: the finder leads to its place there."""
    table = json.loads((SITE / "assets" / "finder.json").read_text("utf-8"))
    places = [row[0] for province in table["provinces"] for row in (province, *province[5])]
    pages: dict[str, set[str]] = {}
    for slug, topics in table["hosts"].items():
        for topic in topics:
            pages.setdefault(topic, set()).add(f'id="calculator-{slug}"')
    assert all(table["hosts"].values())
    missing = [
        f"{place}/{topic}"
        for place in places
        for topic, anchors in pages.items()
        if not all(each in (SITE / place / topic / "index.html").read_text("utf-8") for each in anchors)
    ]
    assert missing == []


def test_every_topic_is_asked_about() -> None:
    """No topic of the site goes without a question."""
    topics = {path.parent.name for path in (SITE.parent / "content").glob("*/topic.yaml")}
    assert topics <= {question.page.split("/")[-2] for question in ALL}
