"""写法: every kind of figure as people write it, the unit close behind the number."""

from typing import Any

import pytest

from calculators.engine.dates import PartialDate
from calculators.engine.months import MonthRange
from calculators.engine.questions import Result
from calculators.engine.writing import figure_text, single, span

OPTIONS = {"in_time": "没有超期", "overdue": "超期了"}


@pytest.mark.parametrize(
    ("kind", "unit", "figure", "text"),
    [
        ("money", None, "1234567.00", "1,234,567元"),
        ("money", "元/月", "999.50", "999.50元/月"),
        ("money", None, {"low": "1000.00", "high": "2000.10"}, "1,000至2,000.10元"),
        ("share", None, "0.02", "2%"),
        ("share", None, "0.0005", "0.05%"),
        ("share", None, {"low": "0.7", "high": "0.925"}, "70%至92.5%"),
        ("share", None, {"low": "0", "high": "0.05"}, "最多5%"),
        ("money", None, {"low": "0.00", "high": "12.50"}, "最多12.50元"),
        ("date", None, "2026-03-05", "2026年3月5日"),
        ("month", None, "2026-11", "2026年11月"),
        ("month", None, {"low": "2026-01", "high": "2026-07"}, "2026年1月至2026年7月"),
        ("month", None, {"low": "2026-01", "high": "2026-01"}, "2026年1月"),
        ("integer", "个月", 0, "0个月"),
        ("integer", "个月", {"low": 0, "high": 6}, "最多6个月"),
        ("integer", "个月", {"low": 1, "high": 3}, "1至3个月"),
        ("integer", "个月", {"low": 3, "high": 3}, "3个月"),
        ("integer", "工作日", 12345, "12,345个工作日"),
        ("integer", None, None, "还不知道"),
        ("boolean", None, True, "是"),
        ("boolean", None, False, "否"),
        ("choice", None, "overdue", "超期了"),
        ("choice", None, ["in_time", "overdue"], "没有超期、超期了"),
        ("text", None, ["身份证", "户口簿"], "身份证、户口簿"),
        ("text", None, [], "无"),
        (
            "money",
            None,
            {"origin": "1234.50", "destination": None},
            {"origin": "1,234.50元", "destination": "还不知道"},
        ),
    ],
)
def test_a_figure_is_written_as_people_write_it(kind: Any, unit: str | None, figure: Any, text: Any) -> None:
    assert figure_text(figure, Result(kind, "一项", unit, OPTIONS)) == text


def test_what_else_nothing_means_is_told() -> None:
    assert figure_text(None, Result("money", "封顶线"), "不封顶") == "不封顶"


def test_months_and_days_are_written_alike_wherever_they_come_from() -> None:
    months = Result("integer", "等待期", "个月")
    for low, high in ((0, 6), (3, 3), (3, 6), (0, 0)):
        assert MonthRange(low, high).words == span(low, high, months)
    assert single(PartialDate(2026, 3), months) == "2026年3月"
