"""计算器说明：what a reference page says beyond the form: limits, worked examples and the contract in JSON.

All of it comes from the calculator's declaration and from the examples file beside it, which is its test too.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import calculators
from calculators.engine.doubts import PROOF_WORDS, STATUS_WORDS
from calculators.engine.questions import Question, Result, questions
from calculators.engine.writing import CERTAINTY_SHORT, PLACES, figure_text, span
from scripts.pages.wording import plain
from scripts.regions.dictionary import MEASURED
from scripts.words.examples import document, examples_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from calculators.engine.answer import Certainty
    from scripts.regions.model import Fact, Field, Shape

NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
LONGEST = 400
"""Of what somebody typed, and of a long rule, an example shows no more characters."""
SHORTEST = 5
"""Fewer characters than these, out of a sentence, tell nothing alone."""
VALUELESS = ("unknown", "conflicting")
"""Statuses of facts that have no value."""
DATES = {"since": "自{}起", "until": "有效期到{}", "review_by": "应在{}前复核"}
"""Which dates of a value an example tells, and how."""


@dataclass(frozen=True)
class Entry:
    """一项: its name and what is said of it; `is_typed` marks what stands exactly as it was typed."""

    label: str
    words: str
    is_typed: bool = False


@dataclass(frozen=True)
class Limits:
    """一个问题: what it accepts, and when it has to be answered."""

    name: str
    label: str
    accepts: str
    needed: str
    help: str


@dataclass(frozen=True)
class Case:
    """一个算例: what is entered under which rules, and what has to come out."""

    name: str
    entered: tuple[Entry, ...]
    rules: tuple[Entry, ...]
    figures: tuple[Entry, ...]
    words: str
    certainty: str
    refused: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """一个计算器的说明."""

    limits: tuple[Limits, ...]
    rules: tuple[Entry, ...]
    cases: tuple[Case, ...]
    payload: str
    reply: str


def reference(slug: str, dictionary: Mapping[str, Fact]) -> Reference:
    """Everything the page of a calculator says of it."""
    written, calculator = document(slug), calculators.calculator(slug)
    asked = questions(calculator.Inputs)
    payloads = [each.payload for each in examples_of(slug)]
    return Reference(
        limits=tuple(_limits(name, question, asked) for name, question in asked.items()),
        rules=tuple(_rules(written["facts"], dictionary)),
        cases=tuple(_case(case, asked, calculator.FIGURES, dictionary) for case in written["cases"]),
        payload=_pretty(payloads[0]),
        reply=_pretty(calculators.run(slug, payloads[0])),
    )


def _pretty(text: str) -> str:
    return json.dumps(json.loads(text), ensure_ascii=False, indent=1)


def _limits(name: str, question: Question, asked: Mapping[str, Question]) -> Limits:
    accepts = {
        "choice": f"从这几项里选一项：{'、'.join(question.options.values())}",
        "boolean": "是或否",
    }.get(question.kind, question.expected)
    needed = "要填" if question.required else "可以不填"
    for other, wanted in question.shown_when.items():
        named = asked[other].options
        labels = "或".join(
            f"“{'是' if isinstance(value, bool) else named.get(value, value)}”" for value in wanted
        )
        needed = f"“{asked[other].label}”是{labels}时{needed}"
    return Limits(name, question.label, "；".join([accepts, *_order(question, asked)]), needed, question.help)


def _order(question: Question, asked: Mapping[str, Question]) -> Iterator[str]:
    """Limits set by other answers and by the day."""
    if question.after:
        yield f"要晚于“{asked[question.after].label}”"
    if question.not_before:
        yield f"不早于“{asked[question.not_before].label}”"
    if question.not_above:
        yield f"不超过“{asked[question.not_above].label}”"
    if question.not_in_future:
        yield "不晚于今天"


def _case(
    case: Mapping[str, Any],
    asked: Mapping[str, Question],
    results: Mapping[str, Result],
    dictionary: Mapping[str, Fact],
) -> Case:
    expect = case["expect"]
    return Case(
        name=case["name"],
        entered=tuple(_entered(case, asked)),
        rules=tuple(_rules(case.get("facts", {}), dictionary)),
        figures=tuple(_figures(expect.get("figures", {}), results)),
        words=_told(expect),
        certainty=_certainty(expect.get("certainty", "exact")),
        refused=tuple(_refused(expect.get("errors", ()), asked, dictionary)),
    )


def _certainty(certainty: Certainty) -> str:
    """How sure the answer is, where it is not."""
    return "" if certainty == "exact" else CERTAINTY_SHORT[certainty]


def _figures(expected: Mapping[str, Any], results: Mapping[str, Result]) -> Iterator[Entry]:
    """What has to come out, in the order in which answers give it."""
    for name, result in results.items():
        if name in expected:
            text = figure_text(expected[name], result, result.absent)
            both = text if isinstance(text, str) else "，".join(f"{PLACES[at]} {text[at]}" for at in text)
            yield Entry(result.label, both)


def _told(expect: Mapping[str, Any]) -> str:
    """What has to be said, where no figure is expected."""
    said = (
        expect.get("headline_contains", ""),
        *expect.get("steps_contain", ()),
        *expect.get("cautions_contain", ()),
    )
    return "；".join(words for words in said if len(words) > SHORTEST)


def _refused(
    names: Iterable[str], asked: Mapping[str, Question], dictionary: Mapping[str, Fact]
) -> Iterator[str]:
    """What is refused, by the names readers know."""
    for name in names:
        key = name.rpartition(".")[2]
        if name in asked:
            yield asked[name].label
        elif key in dictionary:
            yield dictionary[key].label
        else:
            yield "整个内容" if name == "payload" else "多出来的一项"


def _entered(case: Mapping[str, Any], asked: Mapping[str, Question]) -> Iterator[Entry]:
    """The answers by their labels; what is typed freely stands as it was typed."""
    if "on" in case:
        yield Entry("今天", str(case["on"]), is_typed=True)
    if "payload" in case:
        yield Entry("整个内容", _short(case["payload"]), is_typed=True)
    for name, value in case.get("inputs", {}).items():
        question = asked.get(name, Question(kind="choice", label="多出来的一项"))
        options = {"true": "是", "false": "否"} if question.kind == "boolean" else question.options
        if value is None or value == "":
            yield Entry(question.label, "空白")
        elif (text := str(value)) in options or text.lower() in options:
            yield Entry(question.label, options.get(text) or options[text.lower()])
        else:
            yield Entry(question.label, _short(text), is_typed=True)


def _rules(facts: Mapping[str, Any], dictionary: Mapping[str, Fact]) -> Iterator[Entry]:
    """The rules an example is reckoned by, as far as they have names; those of two places in turn."""
    for key, compact in facts.items():
        if key in PLACES:
            yield from (
                Entry(f"{PLACES[key]}：{each.label}", each.words) for each in _rules(compact, dictionary)
            )
        elif key == "region":
            yield Entry("地区", _place(compact))
        elif key in dictionary:
            yield Entry(dictionary[key].label, _short(_stated(compact, dictionary[key].shape)))


def _stated(compact: Any, shape: Shape) -> str:
    """A bare value, or a value with its status."""
    if not isinstance(compact, dict) or "status" not in compact:
        return _words(compact, shape)
    status = compact["status"]
    words = STATUS_WORDS[status] if status in VALUELESS else _words(compact.get("value"), shape)
    told = "，".join(_particulars(compact))
    if "reference" in compact:
        told += f"上一级写的是：{_stated(compact['reference'], shape)}"
    return f"{words}（{told}）" if told else words


def _particulars(compact: Mapping[str, Any]) -> Iterator[str]:
    """What else is written of a value and may decide: who says so, its dates, its note."""
    if compact["status"] == "secondary":
        yield PROOF_WORDS[compact.get("proof", "web")]
    if "region" in compact and not compact["region"]["code"].strip("0"):
        yield "全国写的"
    for name, words in DATES.items():
        if name in compact:
            yield words.format(compact[name])
    if compact.get("expired"):
        yield "已过有效期"
    if "note" in compact:
        yield f"备注：{compact['note']}" + ("；这会改变它" if compact.get("depends") else "")
    yield from (f"一说“{side['quote']}”" for side in compact.get("statements", ()) if "quote" in side)


def _place(region: Mapping[str, Any] | None) -> str:
    """A place with the division code, whose first digits tell the province."""
    if not region:
        return "没有说明"
    code = region["code"]
    return f"{region['name']}（区划代码{code if isinstance(code, str) else f'写成了数 {code}'}）"


def _words(value: Any, shape: Shape) -> str:
    """A value in one line; what does not fit its shape, as some examples want, stands as it is."""
    match value:
        case None:
            return "没有查到"
        case bool():
            return "是" if value else "否"
        case list() if shape.of:
            return "；".join(_words(item, shape.of) for item in value)
        case {"low": int(low), "high": int(high)} if shape.fields:
            return span(low, high, shape.fields["low"].shape)
        case dict() if shape.fields:
            known = [(shape.fields[name], part) for name, part in value.items() if name in shape.fields]
            return "，".join(_field(field, part) for field, part in known)
        case str() | int() if shape.kind in MEASURED and NUMBER.fullmatch(str(value)):
            return plain(Decimal(value), shape)
        case str() if shape.kind == "month_day":
            return plain(value, shape)
        case str() if shape.kind == "choice" and value not in shape.options:
            return f"写成“{value}”"
        case str():
            return shape.options.get(value, value)
    return str(value)


def _field(field: Field, part: Any) -> str:
    """金额 800 元; what is long stands in brackets."""
    words = _words(part, field.shape)
    return f"{field.label}（{words}）" if field.shape.of or field.shape.fields else f"{field.label} {words}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
