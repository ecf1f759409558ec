"""写法: figures as people read them, the same words on the page, the phone and paper."""

from typing import TYPE_CHECKING

import pytest

import calculators
from calculators.engine.answer import Answer
from calculators.engine.questions import Result, questions
from calculators.engine.writing import in_words, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from calculators.engine.answer import Figure
    from scripts.regions.model import Country, Shape

OPTIONS = {"in_time": "没有超期", "overdue": "超期"}


@pytest.mark.parametrize(
    ("kind", "unit", "value", "words"),
    [
        ("money", None, "1234567.00", "1,234,567 元"),
        ("money", "元/月", "999.50", "999.50 元/月"),
        ("money", None, {"low": "1000.00", "high": "2000.10"}, "1,000 至 2,000.10 元"),
        ("share", None, "0.02", "2%"),
        ("share", None, {"low": "0.7", "high": "0.925"}, "70% 至 92.5%"),
        ("date", None, "2026-03-05", "2026年3月5日"),
        ("month", None, "2026-11", "2026年11月"),
        ("month", None, {"low": "2026-01", "high": "2026-07"}, "2026年1月 至 2026年7月"),
        ("integer", "个月", 0, "0 个月"),
        ("integer", "个月", {"low": 0, "high": 6}, "0 至 6 个月"),
        ("integer", "个月", {"low": 3, "high": 3}, "3 个月"),
        ("integer", None, None, "还不知道"),
        ("boolean", None, True, "是"),
        ("boolean", None, False, "否"),
        ("choice", None, "overdue", "超期"),
        ("choice", None, ["in_time", "overdue"], "没有超期、超期"),
        ("text", None, ["身份证", "户口簿"], "身份证、户口簿"),
        ("text", None, [], "无"),
    ],
)
def test_written(kind: str, unit: str | None, value: "Figure", words: str) -> None:
    """Units, ranges, lists, truth and what nobody knows."""
    assert written(value, Result(kind, "数", unit, OPTIONS)) == words  # type: ignore[arg-type]


def test_what_an_absent_figure_means() -> None:
    """Not always that nobody knows."""
    assert written(None, Result("integer", "数", absent="不用等")) == "不用等"


def test_two_places_are_written_apart() -> None:
    """Each with its own value, or none."""
    answer = Answer(
        "一句话。", {"one": {"origin": {"low": 0, "high": 6}, "destination": None}}, (), (), "exact"
    )
    words = in_words(answer, {"one": Result("integer", "数", "个月")})
    assert words == {"one": {"origin": "0 至 6 个月", "destination": "还不知道"}}


def options(shape: "Shape") -> "Iterator[Mapping[str, str]]":
    """Every list of choices within a shape."""
    if shape.options:
        yield shape.options
    for part in (*([shape.of] if shape.of else []), *(field.shape for field in shape.fields.values())):
        yield from options(part)


def test_a_choice_is_called_the_same_in_a_form_and_on_a_page(country: "Country") -> None:
    """The same code, the same word or a shorter form of it, in lists of which most codes are shared."""
    stated = [each for fact in country.dictionary.values() for each in options(fact.shape)]
    differ = {
        (slug, code, own[code], page[code])
        for slug in calculators.SLUGS
        for own in [
            *(question.options for question in questions(calculators.calculator(slug).Inputs).values()),
            *(result.options for result in calculators.calculator(slug).FIGURES.values()),
        ]
        for page in stated
        if len(shared := own.keys() & page.keys()) * 2 > min(len(own), len(page)) > 1
        for code in shared
        if own[code] not in page[code] and page[code] not in own[code]
    }
    assert differ == set()
