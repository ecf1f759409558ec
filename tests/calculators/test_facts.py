"""事实: on which day a fact is stale, expired or not yet in force, and how source and doubts are worded."""

from datetime import date
from typing import Any

import pytest

from calculators.engine.dates import PartialDate
from calculators.engine.facts import LONGEST_TEXT, MOST_ROWS, Fact, fact_types, read_fact, to_partial_date
from calculators.engine.months import Month, MonthRange
from calculators.engine.payload import Number
from calculators.engine.reasoning import Reasoning
from calculators.engine.workdays import MonthDay

TODAY = date(2026, 3, 5)
BASE = {"status": "official", "value": "0.02", "label": "划入比例"}


def kinds(fact: Fact[Any]) -> list[str]:
    """The kinds of its doubts."""
    return [doubt.kind for doubt in fact.doubts]


def read(**more: Any) -> Any:
    """A fact as a payload carries it, read on the day."""
    return read_fact(str, BASE | more, TODAY)


@pytest.mark.parametrize(
    ("stated", "first", "last", "words"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "2025年"),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28), "2025年2月"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31), "2025年12月"),
        ("2025-06-30", date(2025, 6, 30), date(2025, 6, 30), "2025年6月30日"),
    ],
)
def test_a_period_is_as_long_as_it_is_stated(stated: str, first: date, last: date, words: str) -> None:
    """A day, a month or a year, from its first day to its last."""
    period = to_partial_date(stated)
    assert (period.first, period.last, period.words, str(period)) == (first, last, words, stated)
    assert isinstance(period, PartialDate)


@pytest.mark.parametrize(
    ("until", "is_over"),
    [
        ("2026-03-04", True),
        ("2026-03-05", False),
        ("2026-02", True),
        ("2026-03", False),
        ("2025", True),
        ("2026", False),
    ],
)
def test_a_fact_expires_after_its_last_day(until: str, is_over: bool) -> None:
    """On the day after, and never without a day to compare with."""
    fact = read(until=until)
    assert fact.is_expired is is_over
    assert kinds(fact) == (["ended"] if is_over else [])
    assert not read_fact(str, BASE | {"until": until}, None).is_expired
    assert read_fact(str, BASE | {"expired": True}, None).is_expired
    assert not read(expired="true").is_expired


@pytest.mark.parametrize(
    ("review_by", "is_stale"), [("2026-03-04", True), ("2026-03-05", False), (None, False)]
)
def test_a_fact_is_stale_after_its_review(review_by: str | None, is_stale: bool) -> None:
    """On the day after it should have been looked at again."""
    fact = read(review_by=review_by)
    assert kinds(fact) == (["due"] if is_stale else [])
    assert kinds(read_fact(str, BASE | {"review_by": review_by}, None)) == []


@pytest.mark.parametrize(
    ("stated", "kind", "is_estimate", "words"),
    [
        ({"status": "secondary", "proof": "quoted"}, "quoted", False, "转引自官方文件"),
        ({"status": "secondary", "proof": "web"}, "web", True, "没有找到官方依据"),
        ({"status": "secondary"}, "web", True, "没有找到官方依据"),
        ({"status": "conflicting"}, "disputed", True, "有不同的说法"),
        ({"expired": True, "until": "2025"}, "ended", True, "已过有效期（到2025年）"),
        ({"review_by": "2026-03-04"}, "due", True, "该复核"),
        ({"seen_in": ["竹湾县"]}, "smaller_place", True, "只见于竹湾县"),
        ({"depends": True, "note": "高温岗位另算"}, "may_change", True, "高温岗位另算"),
        ({"principle": True}, "principle", True, "全国定的原则"),
    ],
)
def test_every_doubt_is_said_and_most_make_an_estimate(
    stated: dict[str, Any], kind: str, is_estimate: bool, words: str
) -> None:
    """Only a quotation of an official document leaves an answer as sure as it was."""
    say = Reasoning()
    fact = read(**stated)
    say.step("照这样算。", None, fact)
    answer = say.answer("算好了。")
    assert kinds(fact) == [kind]
    assert answer.certainty == ("estimate" if is_estimate else "exact")
    assert any(words in caution for caution in answer.cautions)


def test_doubts_of_one_kind_share_a_sentence() -> None:
    """Each name once, with the year since which it holds."""
    say = Reasoning()
    for label in ("甲", "乙", "甲"):
        say.doubt(read(status="secondary", proof="quoted", label=label, since="2024"))
    (caution,) = say.answer("好。").cautions
    assert caution == "“甲”（2024年）、“乙”（2024年）转引自官方文件，没有对过原文。"


@pytest.mark.parametrize(("day", "is_early"), [(date(2025, 12, 31), True), (date(2026, 1, 1), False)])
def test_a_fact_holds_from_its_first_day(day: date, is_early: bool) -> None:
    """A case from before is an estimate."""
    say = Reasoning()
    say.doubt(read(since="2026"), day)
    assert say.is_estimate is is_early
    assert any("自2026年起施行" in text for text in say.cautions) is is_early


@pytest.mark.parametrize(
    ("source", "document"),
    [
        ({"title": "社会保险法"}, "《社会保险法》"),
        ({"title": "关于《办法》的通知"}, "关于《办法》的通知"),
        ({"title": "办法", "document_number": "甲〔2021〕43号"}, "《办法》（甲〔2021〕43号）"),
        ({"title": "甲〔2021〕43号办法", "document_number": "甲〔2021〕43号"}, "《甲〔2021〕43号办法》"),
    ],
)
def test_a_document_is_named_once(source: dict[str, str], document: str) -> None:
    """With its number, unless the title has it, and in one pair of title marks."""
    rule = read(source=source, clause="第二条").rule
    assert (rule.document, rule.article, rule.url) == (document, "第二条", None)
    assert read(source=None).rule is None


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ({"value": "4879", "unit": "元/月", "source": {"title": "甲"}}, "《甲》写的是“4879元/月”"),
        ({"value": Number("15"), "unit": "工作日"}, "另一说写的是“15工作日”"),
        ({"value": "十天", "quote": "十个工作日", "unit": "天"}, "另一说写的是“十个工作日”"),
        ({"value": "十天"}, "另一说写的是“十天”"),
        ({"value": "paid_out", "source": {"title": "乙"}}, "《乙》另有写法"),
        ({"value": {"low": "1"}}, "另一说另有写法"),
    ],
)
def test_both_sides_of_a_dispute_are_worded(statement: dict[str, Any], words: str) -> None:
    """Who says what, in the document's own words where they are known, and no codes."""
    fact = read_fact(str, {"status": "conflicting", "label": "某事", "statements": [statement]}, TODAY)
    assert fact.value is None
    assert fact.remarks == (f"“某事”有不同的说法：{words}。不知道以哪个为准，没有用来计算。",)
    unlisted = read_fact(str, {"status": "conflicting"}, TODAY)
    assert unlisted.remarks == ("“这项规定”有不同的说法：没有列出。不知道以哪个为准，没有用来计算。",)


def test_a_note_is_said_once() -> None:
    """With one full stop, whoever wrote it."""
    for note in ("只限本市", "只限本市。"):
        assert read(note=note).remarks == ("“划入比例”：只限本市。",)
    assert read().remarks == ()


@pytest.mark.parametrize(
    ("region", "is_national"),
    [
        ({"code": "000000", "name": "全国"}, True),
        ({"code": "320000", "name": "江苏省"}, False),
        ({"name": "全国"}, False),
        (None, False),
    ],
)
def test_the_nation_is_known_by_its_code(region: dict[str, str] | None, is_national: bool) -> None:
    """All zeros; whoever is not named is not the nation."""
    assert read(region=region).is_national is is_national


@pytest.mark.parametrize(
    ("hint", "raw", "value"),
    [
        (bool, True, True),
        (Month, "2025-01", Month(2025, 1)),
        (MonthDay, "02-29", MonthDay(2, 29)),
        (MonthRange, {"low": Number("0"), "high": Number("6")}, MonthRange(0, 6)),
        (tuple[str, ...], ["甲", "乙"], ("甲", "乙")),
        (int, Number("9999"), 9999),
    ],
)
def test_values_are_read_as_their_type(hint: Any, raw: Any, value: Any) -> None:
    """Each in its own form."""
    assert read_fact(hint, BASE | {"value": raw}, TODAY).value == value


@pytest.mark.parametrize(
    ("hint", "raw"),
    [
        (bool, "true"),
        (Month, "2025-13"),
        (MonthDay, "02-30"),
        (int, "5"),
        (int, Number("10000")),
        (str, Number("7")),
    ],
)
def test_no_other_form_is_taken(hint: Any, raw: Any) -> None:
    """A number is not text, text not a number, and there is no thirteenth month."""
    with pytest.raises(ValueError, match="value"):
        read_fact(hint, BASE | {"value": raw}, TODAY)


def test_facts_are_listed_by_key() -> None:
    """Those of both places once."""
    from calculators import move_compare, transfer_deadline

    assert fact_types(transfer_deadline.Facts)["transfer_out_workdays"] is int
    assert set(fact_types(move_compare.Facts)) == set(fact_types(move_compare.Place))


@pytest.mark.parametrize("depends", [True, False])
def test_what_its_note_may_change_is_an_estimate(*, depends: bool) -> None:
    """The note is said, and what follows is no longer exact."""
    fact = read(note="灵活就业退休的另算", depends=depends)
    say = Reasoning()
    say.step("每月划入83元。", "83.00", fact)
    answer = say.answer("每月划入83元。")
    assert answer.certainty == ("estimate" if depends else "exact")
    assert answer.cautions == ("“划入比例”：灵活就业退休的另算。",)


def test_rows_and_texts_are_bounded() -> None:
    """Two hundred rows and five hundred characters are read; one more is refused by name."""
    for count, is_refused in ((MOST_ROWS, False), (MOST_ROWS + 1, True)):
        told = refusal(tuple[str, ...], {"status": "official", "value": ["一"] * count})
        assert ("value 读到201项，应为一个列表，不超过200项" in told) is is_refused
    for length, is_refused in ((LONGEST_TEXT, False), (LONGEST_TEXT + 1, True)):
        told = refusal(str, BASE | {"note": "长" * length})
        assert ("应为不超过500个字符的文字" in told) is is_refused
        told = refusal(str, BASE | {"source": {"title": "长" * length}})
        assert ("应为不超过500个字符的文字" in told) is is_refused


def refusal(hint: Any, entry: Any) -> str:
    """What is said against a fact; nothing when it is read."""
    try:
        read_fact(hint, entry, TODAY)
    except ValueError as error:
        return str(error)
    return ""


def test_an_estimate_stays_one_whatever_is_taken_over() -> None:
    certain = Reasoning().answer("算出来了。")
    for take_over in (lambda say: say.include(certain), lambda say: say.quote("上海市", Reasoning())):
        say = Reasoning()
        say.estimate("当地怎么定的没有查到。")
        take_over(say)
        assert say.answer("算出来了。").certainty == "estimate"
