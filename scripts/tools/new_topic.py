"""新建专题：`python -m scripts new-topic SLUG TITLE QUESTION`, pages that run and know nothing yet."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from scripts.pages.reckoning import PAGE_FACTS
from scripts.regions.load import CACHE, load
from scripts.tools.check import read_content
from scripts.tools.skeleton import CannotMake, ask, asked_for, slug_of
from scripts.tools.transaction import replaced
from scripts.words.topics import load_topics

EXAMPLE = '例：make new-topic TOPIC="newborn 新生儿参保 孩子刚出生，医保怎么办？"'
WANTED = {"slug": "网址里的英文名", "title": "标题", "question": "读者怎么问"}
QUESTIONS = Path("tests/real/questions.yaml")
TOPIC = """\
# {title}。
title: {title}
heading: {title}怎么办
question: {question}
icon: help-circle-outline
order: {order}
calculators: []
synonyms: [{title}]
ask: {{}}
"""
PAGE = """\
{% extends "_shared/topic.html.j2" %}

{% block lead %}{{ here }}这件事怎么办，没有查到可靠的说法，先打电话问。{% endblock %}

{% block where %}参保地医保窗口{% endblock %}

{% block bring %}没有查到，先打电话问{% endblock %}

{% block days %}没有查到，当面问{% endblock %}

{% block steps %}
<ol class="steps">
<li><b>先打电话问。</b>说清您在哪里参保、想办什么，再问去哪个窗口、带什么、几天办好。</li>
</ol>
{% endblock %}
"""
ASKED = "  - {{asked: {question}, page: {slug}/, anchor: answer, words: [先打电话问]}}\n"


def declare(parser: ArgumentParser) -> None:
    """What it takes besides."""
    ask(parser, WANTED, EXAMPLE)


def run(options: Namespace) -> int:
    """`python -m scripts new-topic`."""
    folder = make(options)
    print(f"已新建 {folder}/：话写在 page.html.j2，标题、别的叫法写在 topic.yaml；写完运行 make check。")
    return 0


def make(wanted: Namespace) -> Path:
    """The folder of the new topic, and a question that its page answers; both as the checks want them."""
    asked_for(wanted, WANTED, EXAMPLE)
    slug = slug_of(wanted, EXAMPLE)
    content = wanted.regions.parent / "content"
    country = load(wanted.regions, CACHE)
    folder: Path = content / slug
    if folder.exists() or slug in country.by_slug:
        raise CannotMake(f"“{slug}”已经有了，换一个名字。")
    last = max(topic.order for topic in load_topics(content, country.dictionary, PAGE_FACTS))
    said = {"slug": slug, "title": wanted.title, "question": wanted.question, "order": last + 1}
    texts = {
        folder / "topic.yaml": TOPIC.format(**said),
        folder / "page.html.j2": PAGE,
        QUESTIONS: QUESTIONS.read_text("utf-8") + ASKED.format(**said),
    }
    with replaced({path: text.encode() for path, text in texts.items()}):
        read_content(content, country, country.data_date)
    return folder
