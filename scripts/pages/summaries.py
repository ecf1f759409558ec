"""一句话：what a list of records says in short on a day, and by which one number it compares.

The records are read as the calculators read them; which row holds for whom is asked of their own types.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - read when records are
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from calculators.contribution_years import RequiredYears
from calculators.engine.answer import money_span_text, money_text, month_text, percent_text
from calculators.engine.months import Month
from calculators.engine.ranges import between
from calculators.flexible_cost import Option
from calculators.monthly_credit import Tier
from scripts.regions.facts_json import read_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from scripts.regions.model import Value

SEXES = {"male": "男的", "female": "女的", "any": ""}
FEW = 2
"""So many groups are named one by one, more of them from the least to the most."""
EVERYBODY = "居民"


@dataclass(frozen=True)
class Premium:
    """居民医保缴费的一档: for whom, and what a person pays a year or a month."""

    group: str
    personal: Decimal | None = None
    personal_monthly: Decimal | None = None

    @property
    def words(self) -> Markup:
        """一年缴400元; nothing where it is not stated."""
        if self.personal is not None:
            return Markup("一年缴{}").format(_figure(money_text(self.personal)))
        if self.personal_monthly is not None:
            return Markup("每月缴{}").format(_figure(money_text(self.personal_monthly)))
        return Markup()


@dataclass(frozen=True)
class Compared:
    """跟别处比的那个数: which one it is, and the field in whose unit it is written."""

    number: Callable[[Any, date], Decimal | int | None]
    field: str
    basis: str


@dataclass(frozen=True)
class Summary:
    """一个事项的一句话."""

    kind: Any
    in_short: Callable[[Any, date], Markup]
    compared: Compared | None = None

    def rows(self, value: Value) -> tuple[Any, ...]:
        """The records of a value."""
        rows: tuple[Any, ...] = read_as(value, self.kind)
        return rows


def in_short(value: Value, on: date) -> Markup:
    """现在退休的，男的累计缴满30年，女的25年: what a value says in one sentence."""
    summary = SUMMARIES[value.key]
    return summary.in_short(summary.rows(value), on)


def required_years(rows: Sequence[RequiredYears], on: date) -> Markup:
    """What holds for those who retire now; where nothing does, for the next who will."""
    month = Month.of(on)
    if now := [row for row in rows if row.holds(month)]:
        return Markup("{}{}").format("现在退休的，" if now[0].span else "", _years(now))
    later = [row for row in rows if row.retiring_from and not row.has_begun(month)]
    first = min((row.retiring_from for row in later if row.retiring_from), default=None)
    if first is None:
        return Markup("{}，{}").format(rows[-1].span, _years(rows[-1:]))
    next_ones = _years([row for row in later if row.retiring_from == first])
    return Markup("{}起退休的，{}（这以前退休的，没有查到）").format(month_text(first), next_ones)


def _years(rows: Sequence[RequiredYears]) -> Markup:
    first, *others = [
        Markup("{}{}{}").format(SEXES[row.sex], "" if number else "累计缴满", _figure(f"{row.years}年"))
        for number, row in enumerate(rows)
    ]
    return Markup("，").join([first, *others])


def years_of_men(rows: Iterable[RequiredYears], on: date) -> int | None:
    """The years of a man who retires now, where there is one number."""
    years = {row.years for row in rows if row.applies("male", Month.of(on))}
    return years.pop() if len(years) == 1 else None


def retiree_credit(tiers: Sequence[Tier], _: date) -> Markup:
    """每月进100至200元，按年龄分档: from the lowest tier to the highest, as they are stated."""
    ways: tuple[tuple[str, Callable[[Decimal, Decimal], str], list[Decimal | None]], ...] = (
        ("每月进{}", money_span_text, [tier.monthly for tier in tiers]),
        ("每年进{}", money_span_text, [tier.yearly for tier in tiers]),
        ("每月进本人养老金的{}", _share_span, [tier.own_pension_share for tier in tiers]),
        ("每月进当地平均养老金的{}", _share_span, [tier.average_pension_share for tier in tiers]),
    )
    return _stated(ways) + ("，按年龄分档" if len(tiers) > 1 else "")


def lowest_credit(tiers: Iterable[Tier], _: date) -> Decimal | None:
    """每月最低一档, where all of them are stated in yuan."""
    months = [tier.per_month for tier in tiers]
    known = [low for low, _ in filter(None, months)]
    return min(known) if len(known) == len(months) else None


def flexible_options(options: Sequence[Option], _: date) -> Markup:
    """每月缴300至500元，分几档: fixed amounts first, then rates."""
    ways: tuple[tuple[str, Callable[[Decimal, Decimal], str], list[Decimal | None]], ...] = (
        ("每月缴{}", money_span_text, [option.monthly for option in options]),
        ("每年缴{}", money_span_text, [option.yearly for option in options]),
        ("按缴费基数的{}缴", _share_span, [option.rate for option in options]),
    )
    said = _stated(ways)
    if len(options) > 1:
        return said + "，分几档"
    (option,) = options
    if option.extra_monthly:
        said += Markup("，每月另加{}").format(_figure(money_text(option.extra_monthly)))
    return said + (f"（{option.condition}）" if option.condition else "")


def resident_premium(rows: Sequence[Premium], _: date) -> Markup:
    """每人一年缴400元; a few groups one by one, more of them from the least to the most."""
    priced = [row for row in rows if row.words]
    yearly = [row.personal for row in priced if row.personal is not None]
    if len(priced) <= FEW:
        is_one = len(priced) == 1
        groups = (("每人" if is_one and row.group == EVERYBODY else row.group, row.words) for row in priced)
        return Markup("，").join(Markup("{}{}").format(*each) for each in groups)
    if len(yearly) < len(priced):
        return Markup("各种人缴的不一样")
    return Markup("每人一年缴{}，看您是哪种人").format(_figure(money_span_text(min(yearly), max(yearly))))


def _stated(
    ways: Iterable[tuple[str, Callable[[Decimal, Decimal], str], list[Decimal | None]]],
) -> Markup:
    """The first way in which anything is stated, from the least to the most."""
    for words, write, amounts in ways:
        if known := [amount for amount in amounts if amount is not None]:
            return Markup(words).format(_figure(write(min(known), max(known))))  # noqa: S704 - our own words
    return Markup("多少没有写明")


def _share_span(low: Decimal, high: Decimal) -> str:
    return between(low, high, percent_text)


def _figure(text: str) -> Markup:
    return Markup('<b class="figure">{}</b>').format(text)


SUMMARIES = {
    "required_years": Summary(
        tuple[RequiredYears, ...], required_years, Compared(years_of_men, "years", "按现在退休的男职工比，")
    ),
    "retiree_credit": Summary(
        tuple[Tier, ...], retiree_credit, Compared(lowest_credit, "monthly", "按每月最低一档比，")
    ),
    "flexible_options": Summary(tuple[Option, ...], flexible_options),
    "resident_premium": Summary(tuple[Premium, ...], resident_premium),
}
"""By their keys the values that are said in one sentence."""
