"""数目的检查：numbers that do not fit their quotation, each other, or what is said elsewhere."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from statistics import median

from scripts.regions.dictionary import MEASURED, leaves
from scripts.regions.model import Datum, Region, Shape, Value
from scripts.regions.notes import CHECKED
from scripts.regions.numerals import numbers_in
from scripts.regions.problems import Problems

_LOWER, _UPPER = "_base_min", "_base_max"
_FAR, _CLOSE, _ENOUGH = 8, 3, 3
"""Out of scale: so many times the median of the others, who, in so many places, keep so close to it."""


def check_amounts(regions: Sequence[Region], problems: Problems) -> None:
    """Every number against its quotation, its limit, and what other places say."""
    for region in regions:
        for values in region.stated.values():
            for value in values:
                _check_quote(value, problems)
        _check_limits(region, problems)
    _check_scale(regions, problems)


def _check_limits(region: Region, problems: Problems) -> None:
    """下限不高于上限: of two limits of one base at one time the lower is not above the upper."""
    for key, values in region.stated.items():
        uppers = region.stated.get(key.replace(_LOWER, _UPPER), ()) if key.endswith(_LOWER) else ()
        for lower, upper in product(values, uppers):
            least, most = lower.value, upper.value
            if not isinstance(least, Decimal) or not isinstance(most, Decimal):
                continue
            if least > most and lower.overlaps(upper):
                problems.add(
                    lower.place,
                    read=f"“{lower.fact.label}” {least}，高过第 {upper.line} 行“{upper.fact.label}”的 {most}",
                    expected="不高于同一时期上限的下限",
                    mend="对着来源核对两个数；不是同一年度的，写上各自的 since、until",
                )


def _check_scale(regions: Sequence[Region], problems: Problems) -> None:
    """一年的写成一个月的: where places say about the same, an amount many times theirs is in another unit."""
    figures: dict[tuple[str, str], list[tuple[Decimal, Value]]] = defaultdict(list)
    for region in regions:
        for value in (each for values in region.stated.values() for each in values if each.value is not None):
            for name, number in _figures(value.fact.shape, value.value):
                figures[value.key, name].append((number, value))
    for found in figures.values():
        usual = median(number for number, _ in found)
        for number, value in found:
            if _is_far(number, usual) and not CHECKED.is_given(value):
                others = [(one, other.region) for one, other in found if other.region is not value.region]
                _refuse_scale(number, value, others, problems)


def _refuse_scale(
    number: Decimal, value: Value, others: list[tuple[Decimal, Region]], problems: Problems
) -> None:
    """Told if the others agree among themselves."""
    if len({region.code for _, region in others}) < _ENOUGH:
        return
    usual = median(one for one, _ in others)
    if _is_far(number, usual) and all(usual <= one * _CLOSE and one <= usual * _CLOSE for one, _ in others):
        problems.add(
            value.at("value"),
            read=f"“{value.fact.label}”的 {number}，别的地方大多在 {usual} 上下",
            expected="差不多大的数",
            mend="核对单位和小数点：是不是把一年的写成了一个月的、弄混了元和万元；"
            f"原文真是这个数，就在 note 里写“{CHECKED.words}”",
        )


def _is_far(number: Decimal, usual: Decimal) -> bool:
    return number > usual * _FAR or number * _FAR < usual


def _figures(shape: Shape, datum: Datum | None, name: str = "") -> Iterator[tuple[str, Decimal]]:
    """Each number in a value, zero apart, with the name of its field."""
    if isinstance(datum, tuple) and shape.of:
        for item in datum:
            yield from _figures(shape.of, item, name)
    elif isinstance(datum, dict):
        for field, item in datum.items():
            yield from _figures(shape.fields[field].shape, item, f"{name}.{field}")
    elif shape.kind in MEASURED and isinstance(datum, int | Decimal) and datum:
        yield name, Decimal(datum)


def _check_quote(value: Value, problems: Problems) -> None:
    """引文要有这个数: where one number is stated and the quotation has numbers, it is among them."""
    numbers = [(kind, number) for kind, number in leaves(value) if kind in MEASURED]
    if value.quote is None or len(numbers) != 1:
        return
    ((kind, number),) = numbers
    said = numbers_in(value.quote)
    is_figure = value.fact.shape.kind in MEASURED or kind in ("money", "share")
    if is_figure and number and said and number not in said:
        problems.add(
            value.at("quote"),
            read=f"“{value.fact.label}”的值 {number}，引文里没有这个数：“{value.quote}”",
            expected="写着这个数的引文",
            mend="核对值；值没错就换成写着它的那句原文，没有这样的一句就删掉 quote",
        )
