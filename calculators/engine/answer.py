"""答案: headline, figures, steps and doubts; the only place where an amount is rounded or a date worded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from typing import Literal

from calculators.engine.months import MONTHS_A_YEAR, Month
from calculators.engine.ranges import between

type Figure = str | int | bool | list[str] | Mapping[str, Figure] | None
type Written = str | Mapping[str, Written]
type Certainty = Literal["exact", "estimate", "unknown"]

PRECISION = 60
FEN = Decimal("0.01")
COUNTED = {"月": "个月", "工作日": "个工作日", "自然月": "个自然月", "小时": "个小时"}
"""Units that take the measure word 个 after a number."""


@dataclass(frozen=True)
class Rule:
    """依据: the document and clause a step rests on; `standing` is since when, how sure, when looked at."""

    document: str
    article: str | None
    url: str | None
    standing: str = ""


@dataclass(frozen=True)
class Step:
    """One sentence of the reckoning, what it yields and on what it rests."""

    text: str
    value: Figure
    rule: Rule | None


@dataclass(frozen=True)
class Line:
    """一行: a figure, or what the reader filled in, as people write it; one text, or one for each place."""

    name: str
    label: str
    text: Written


@dataclass(frozen=True)
class Answer:
    """What a calculator says; the door adds how all of it is written."""

    headline: str
    figures: Mapping[str, Figure]
    steps: tuple[Step, ...]
    cautions: tuple[str, ...]
    certainty: Certainty
    certainty_text: str = ""
    given: tuple[Line, ...] = ()
    written: tuple[Line, ...] = ()


def to_fen(amount: Decimal) -> Decimal:
    """分: the amount as it is shown; sums and multiples are reckoned from this one, so that they fit."""
    with localcontext(prec=PRECISION):
        return amount.quantize(FEN, rounding=ROUND_HALF_UP)


def fen(amount: Decimal) -> str:
    """分: the amount in yuan with two decimals, half a fen rounded up."""
    return str(to_fen(amount))


def money_span(low: Decimal, high: Decimal) -> Figure:
    """One amount, or the range between two."""
    return fen(low) if low == high else {"low": fen(low), "high": fen(high)}


def twelfth(yearly: Decimal) -> tuple[Decimal, Decimal]:
    """每月: a month of a stated year, between two fen where twelve of neither make the year."""
    with localcontext(prec=PRECISION):
        low = (yearly / MONTHS_A_YEAR).quantize(FEN, rounding=ROUND_DOWN)
    return low, low if low * MONTHS_A_YEAR == yearly else low + FEN


def money_text(amount: Decimal) -> str:
    """1,234.50元."""
    return with_unit(amount_text(amount), "元")


def amount_text(amount: Decimal) -> str:
    """1,234.50; whole amounts without decimals."""
    return f"{to_fen(amount):,}".removesuffix(".00")


def money_span_text(low: Decimal, high: Decimal) -> str:
    """100元, or 83.33至83.34元."""
    return with_unit(between(low, high, amount_text), "元")


def percent_text(share: Decimal) -> str:
    """2%."""
    return f"{plain(share * 100)}%"


def with_unit(number: str, unit: str | None) -> str:
    """3个月: nothing stands between a number and its unit, lest a line break there."""
    return f"{number}{COUNTED.get(unit, unit)}" if unit else number


def plain(number: Decimal, *, grouped: bool = False) -> str:
    """A decimal without trailing zeros or exponent."""
    text = f"{number:,f}" if grouped else f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def date_text(day: date) -> str:
    """2026年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_text(month: Month) -> str:
    """2026年3月."""
    return f"{month.year}年{month.month}月"


def months_text(months: int, year_unit: str = "年") -> str:
    """25个月 in years: 2年1个月, or as an age 2岁1个月."""
    years, rest = divmod(months, MONTHS_A_YEAR)
    return (f"{years}{year_unit}" if years else "") + (f"{rest}个月" if rest or not years else "")
