"""可信的检查：statements that are well written and still tell a reader other than their sources do."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations, product
from statistics import median

from calculators.engine.dates import months_after
from scripts.regions.dictionary import MEASURED
from scripts.regions.model import Datum, Kind, NotYetInForce, Region, Shape, Source, Value
from scripts.regions.numerals import numbers_in
from scripts.regions.problems import Problems
from scripts.regions.sources import Sources

IS_COMPLETE = "本地只有这些"
"""What the note of a list says that is shorter than the province's and yet all there is."""
IS_LASTING = "长期有效"
"""What the note of a rule says that outlives the paper it stands in."""
IS_CHECKED = "数目核对过"
"""What the note of an amount says that is far from everybody else's and yet right."""

_TOP_UP = "contribution_years_topup"
_SOCIAL_BASE, _MEDICAL_BASE = "social_insurance_base_", "contribution_base_"
_LOWER, _UPPER = "_base_min", "_base_max"
_LONGEST_YEAR = 24
"""Months from a yearly value's first day, or the day it was looked up, to the last of its `until`."""
_FAR, _CLOSE, _ENOUGH = 8, 3, 3
"""Out of scale: so many times the median of the others, who, in so many places, keep so close to it."""
_YEAR_OR_PRICE = re.compile(r"20\d\d年|\d元")
_TELLS_YEAR = re.compile(r"20\d\d年|没有写[^，。；]{0,4}哪一年")
_MONTHLY = re.compile(r"按月补[交缴足]")
_EACH_MONTH = re.compile("按月|每月[^，。；]*[补缴交]")
_ALL_AT_ONCE = re.compile(r"一次(?:性)?(?:补|足额|趸|缴|交)|月补足标准")
_NAMES_MEDICAL = re.compile("医保|医疗")
_OTHER_INSURANCES = re.compile("养老|失业|工伤")

_PLACE = (
    r"[一-鿿]{1,5}?(?:(?<![统地社辖市城全各我本治])区|(?<![全各我本该])县|旗|(?<![全各我本该某城地])市)"
    r"(?![级内外场民间域本直辖统及各和])"
)
_STANDS_ALONE = re.compile(rf"(?<![一-鿿\d]){_PLACE}")
_SPEAKS_FOR_ALL = re.compile("全省|我省|全区统一|全自治区|各市|各地市|各统筹地区")


def check_plausibility(regions: Sequence[Region], sources: Sources, problems: Problems) -> None:
    """Every statement against its own source, quotation, dates and the list it hides."""
    narrow: dict[str, tuple[str, Value]] = {}
    for region in regions:
        for values in region.stated.values():
            for value in values:
                _check_year(value, problems)
                _check_quote(value, problems)
                _check_wording(value, problems)
                _check_base(value, problems)
                _check_uniform(value, problems)
                narrow |= {source: found for source, found in _narrow(value) if source not in narrow}
            _check_one_source(values, problems)
            _check_length(values[0], problems)
        _check_term(region, problems)
        _check_limits(region, problems)
        _check_original(region, problems)
    _check_scale(regions, problems)
    for source, (place, value) in narrow.items():
        read = f"来源“{source}”只讲{place}，{value.region.path} 第 {value.line} 行只凭它说{value.region.name}"
        mend = f"在这份来源下写 area: {place}；材料讲的其实是更大的地方，就把题目写全"
        problems.add(sources.keys[source], read=read, expected="写明 area 的来源", mend=mend)


def _check_year(value: Value, problems: Problems) -> None:
    """每年一定的数: a year's figure ends with its year; a rate at least says which year's it is."""
    if not value.fact.yearly:
        return
    if value.until:
        _check_end(value, problems)
        return
    kinds = {kind for kind, _ in _leaves(value)}
    words = _words(value)
    if kinds & {"money", "date"} or _YEAR_OR_PRICE.search(words):
        problems.add(
            value.place,
            read=f"“{value.fact.label}”，没有 until",
            expected="到哪天为止（这一项每年重新定）",
            mend="写 until：文件讲的那个年度的最后一天；没有写到哪天的，从 since 起满一年，并在 note 里说明",
        )
    elif ("share" in kinds or "%" in words) and not _TELLS_YEAR.search(value.note or ""):
        problems.add(
            value.place,
            read=f"“{value.fact.label}”的比例，没有 until，note 也没有写年份",
            expected="说明是哪一年的比例",
            mend="在 note 里写明哪一年起、之后有没有再调没有查到，如“2023年起的比例”；"
            "资料没写的写“没有写是哪一年的”；知道到哪天为止的写 until",
        )


def _check_end(value: Value, problems: Problems) -> None:
    """一年的数不管好几年: what is settled every year does not hold for many."""
    begins = value.since.first if value.since else value.looked
    told = f" {value.since} " if value.since else f"查看的那天（{value.looked}）"
    if value.ends > months_after(begins, _LONGEST_YEAR):
        problems.add(
            value.place,
            read=f"“{value.fact.label}”，从{told}到 {value.until}",
            expected=f"最多 {_LONGEST_YEAR} 个月（这一项每年重新定）",
            mend="until 写文件讲的那个年度的最后一天；几个年度的数分成几条写",
        )


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


def _check_term(region: Region, problems: Problems) -> None:
    """文件的有效期: the day on which a paper ends holds for all that it says from one day on."""
    newest = [values[0] for values in region.stated.values() if values[0].source and values[0].since]
    lasting = [value for value in newest if not value.fact.yearly]
    ends = {(value.source, value.since): value for value in lasting if value.until}
    for value in lasting:
        other = ends.get((value.source, value.since))
        if other and value.until is None and IS_LASTING not in (value.note or ""):
            problems.add(
                value.place,
                read=f"“{value.fact.label}”，没有 until；"
                f"第 {other.line} 行同一份来源的“{other.fact.label}”写着 {other.until}",
                expected="同一份文件同一个有效期",
                mend=f"写 until: {other.until}；这一项不随文件到期的，在 note 里写“{IS_LASTING}”",
            )


def _check_original(region: Region, problems: Problems) -> None:
    """读了原文就是原文: what is quoted from an original that was read for something else is official too."""
    values = [value for stated in region.stated.values() for value in stated]
    read = {value.source: value for value in values if value.status == "official"}
    for value in values:
        other = read.get(value.source) if value.source and value.source.tier == "original" else None
        is_borrowed = ("boolean", True) in _leaves(value)
        if other and value.status == "secondary" and value.quote and not is_borrowed:
            problems.add(
                value.at("status"),
                read=f"“{value.fact.label}”，secondary；第 {other.line} 行凭同一份原文写着 official",
                expected="同一份原文同一种凭据",
                mend="引文在原文里核对过，写 confirmed 和 status: official；引文不出自它，就换成真正的来源",
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
            if _is_far(number, usual) and IS_CHECKED not in (value.note or ""):
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
            f"原文真是这个数，就在 note 里写“{IS_CHECKED}”",
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


def _check_length(own: Value, problems: Problems) -> None:
    """不藏住全省的: a city's list replaces the province's whole, so a shorter one takes rows away."""
    region = own.region
    if not region.is_within_province or own.fact.shape.kind != "list" or not own.is_known:
        return
    try:
        above = region.inherited(own.key, date.max)
    except NotYetInForce:
        return
    if above is None or above.region.is_nation or not above.is_known:
        return
    here, there = (len(value.value) for value in (own, above) if isinstance(value.value, tuple))
    if here < there and IS_COMPLETE not in (own.note or ""):
        read = f"“{own.fact.label}”的 {here} 项，盖住了{above.region.name}的 {there} 项"
        mend = f"删掉这一条，或把全省的也列上；本地真的只有这几项，就在 note 里写“{IS_COMPLETE}”"
        problems.add(own.place, read=read, expected="不比全省短的一列", mend=mend)


def _check_one_source(values: tuple[Value, ...], problems: Problems) -> None:
    """一份来源一个说法: two values of one source, the older without any date, contradict each other."""
    for newer, older in combinations(values, 2):
        shared = [source.id for source in _sources(older) if source in _sources(newer)]
        is_admitted = newer.status == older.status == "conflicting"
        if shared and not (older.since or older.until or is_admitted) and _differ(newer, older):
            read = f"“{older.fact.label}”，来源“{shared[0]}”在第 {newer.line} 行另有一个说法"
            mend = "先后不同的，写上 since、until；同一份来源自相矛盾的，两条都写 status: conflicting"
            problems.add(older.place, read=read, expected="一份来源同时只有一个说法", mend=mend)


def _check_quote(value: Value, problems: Problems) -> None:
    """引文要有这个数: where one number is stated and the quotation has numbers, it is among them."""
    numbers = [(kind, number) for kind, number in _leaves(value) if kind in MEASURED]
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


def _check_wording(value: Value, problems: Problems) -> None:
    """按月补: the price of each missing month, paid at once, is not paying month by month."""
    if value.key != _TOP_UP:
        return
    said = _words(value)
    is_told = _EACH_MONTH.search(said) and "一次" not in said and _ALL_AT_ONCE.search(value.quote or "")
    if _MONTHLY.search(said) or is_told:
        problems.add(
            value.place,
            read=f"“{said[:40]}”",
            expected="分得清是一次补足还是继续按月交",
            mend="一次补足的写“一次补足；每差一个月，按……”；以后逐月交的写“可以继续按月交”",
        )


def _check_base(value: Value, problems: Problems) -> None:
    """医保基数: a base that the notice sets for medical insurance too is not one of other insurances only."""
    if not value.key.startswith(_SOCIAL_BASE) or not value.is_known or value.source is None:
        return
    note = value.note or ""
    names_medical = _NAMES_MEDICAL.search(f"{value.source.title}{value.source.issuer}{value.quote or ''}")
    if not _OTHER_INSURANCES.search(note) and (names_medical or "没有查到" not in note):
        medical = value.key.replace(_SOCIAL_BASE, _MEDICAL_BASE)
        what = "来源写到医保" if names_medical else "note 没有说明文件讲的是哪几种保险"
        problems.add(
            value.at("note"),
            read=f"“{value.fact.label}”，{what}",
            expected=f"{medical}，或写明是哪几种保险的基数",
            mend=f"文件包括医保的，改成 {medical}；不包括的，在 note 里写明，如“养老、失业、工伤的基数”",
        )


def _check_uniform(value: Value, problems: Problems) -> None:
    """一个市的话不是全省的: papers of smaller places alone make a rule uniform only if they say so."""
    said = f"{value.quote or ''}；{value.note or ''}；{_words(value)}"
    _, whole, _ = _names(value.region)
    if value.uniform and value.seen_in and not (_SPEAKS_FOR_ALL.search(said) or whole.search(said)):
        problems.add(
            value.at("uniform"),
            read=f"“{value.fact.label}”，uniform；只见于{'、'.join(value.seen_in)}的资料",
            expected="资料写明全省一致的一条",
            mend="资料没写全省一致的，删掉 uniform；写了的，把那句话写进 quote 或 note",
        )


def _narrow(value: Value) -> Iterator[tuple[str, tuple[str, Value]]]:
    """The sources without `area` that name a smaller place, if no source speaks for the whole region."""
    region = value.region
    if region.is_nation or region.name in [source.area for source in _sources(value)]:
        return
    places = [(source, source.area or _smaller(source, value)) for source in _sources(value)]
    if all(place for _, place in places):
        yield from ((source.id, (place, value)) for source, place in places if place and not source.area)


def _smaller(source: Source, value: Value) -> str | None:
    """The county, district or city that a paper names and not the region that it is cited for."""
    text = " ".join(part for part in (source.title, source.issuer, source.locator) if part)
    within, whole, cities = _names(value.region)
    rest = within.sub(" ", text)
    said = f"{rest} {value.quote or ''}"
    if whole.search(said) or _SPEAKS_FOR_ALL.search(said):
        return None
    found = within.search(text) or _STANDS_ALONE.search(rest) or cities.search(rest)
    return found[0] if found else None


@cache
def _names(region: Region) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A place within the region called after it; the region or its province; its cities."""
    wider = {name for wide in (region, *region.ancestors) if wide.parent for name in (wide.name, wide.short)}
    whole = _any_of(wider)
    cities = _any_of({name for city in region.children for name in (city.name, city.short)} - wider)
    return re.compile(f"(?:{whole})(?!{whole}){_PLACE}"), re.compile(whole), re.compile(cities or "(?!)")


def _any_of(names: set[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


def _sources(value: Value) -> tuple[Source, ...]:
    return (value.source, *value.also) if value.source else value.also


def _differ(one: Value, other: Value) -> bool:
    return None not in (one.value, other.value) and one.value != other.value


def _leaves(value: Value) -> list[tuple[Kind, Datum]]:
    """Everything single in a value, however deep, with its kind."""
    return [] if value.value is None else [*_within(value.fact.shape, value.value)]


def _within(shape: Shape, datum: Datum) -> Iterator[tuple[Kind, Datum]]:
    if isinstance(datum, tuple) and shape.of:
        for item in datum:
            yield from _within(shape.of, item)
    elif isinstance(datum, dict):
        for name, item in datum.items():
            yield from _within(shape.fields[name].shape, item)
    else:
        yield shape.kind, datum


def _words(value: Value) -> str:
    return "；".join(datum for _, datum in _leaves(value) if isinstance(datum, str))
