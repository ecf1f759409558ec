"""可信的检查：statements that are well written and still tell a reader other than their sources do."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import combinations

from scripts.regions.amounts import check_amounts
from scripts.regions.dictionary import leaves, words_in
from scripts.regions.model import NotYetInForce, Region, Source, Value
from scripts.regions.notes import COMPLETE, FOR_ALL, NOT_FOUND, OTHER_INSURANCES
from scripts.regions.problems import Problems
from scripts.regions.sources import Sources
from scripts.regions.validity import check_validity

_TOP_UP = "contribution_years_topup"
_SOCIAL_BASE, _MEDICAL_BASE = "social_insurance_base_", "contribution_base_"
_MONTHLY = re.compile(r"按月补[交缴足]")
_EACH_MONTH = re.compile("按月|每月[^，。；]*[补缴交]")
_ALL_AT_ONCE = re.compile(r"一次(?:性)?(?:补|足额|趸|缴|交)|月补足标准")
_NAMES_MEDICAL = re.compile("医保|医疗")

_PLACE = (
    r"[一-鿿]{1,5}?(?:(?<![统地社辖市城全各我本治])区|(?<![全各我本该])县|旗|(?<![全各我本该某城地])市)"
    r"(?![级内外场民间域本直辖统及各和])"
)
_STANDS_ALONE = re.compile(rf"(?<![一-鿿\d]){_PLACE}")


def check_plausibility(regions: Sequence[Region], sources: Sources, problems: Problems) -> None:
    """Every statement against its own dates, numbers, source and quotation, and the list it hides."""
    check_validity(regions, problems)
    check_amounts(regions, problems)
    narrow: dict[str, tuple[str, Value]] = {}
    for region in regions:
        for values in region.stated.values():
            for value in values:
                _check_wording(value, problems)
                _check_base(value, problems)
                _check_uniform(value, problems)
                narrow |= {source: found for source, found in _narrow(value) if source not in narrow}
            _check_one_source(values, problems)
            _check_length(values[0], problems)
        _check_original(region, problems)
    for source, (place, value) in narrow.items():
        read = f"来源“{source}”只讲{place}，{value.region.path} 第 {value.line} 行只凭它说{value.region.name}"
        mend = f"在这份来源下写 area: {place}；材料讲的其实是更大的地方，就把题目写全"
        problems.add(sources.keys[source], read=read, expected="写明 area 的来源", mend=mend)


def _check_original(region: Region, problems: Problems) -> None:
    """读了原文就是原文: what is quoted from an original that was read for something else is official too."""
    values = [value for stated in region.stated.values() for value in stated]
    read = {value.source: value for value in values if value.status == "official"}
    for value in values:
        other = read.get(value.source) if value.source and value.source.tier == "original" else None
        is_borrowed = ("boolean", True) in leaves(value)
        if other and value.status == "secondary" and value.quote and not is_borrowed:
            problems.add(
                value.at("status"),
                read=f"“{value.fact.label}”，secondary；第 {other.line} 行凭同一份原文写着 official",
                expected="同一份原文同一种凭据",
                mend="引文在原文里核对过，写 confirmed 和 status: official；引文不出自它，就换成真正的来源",
            )


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
    if here < there and not COMPLETE.is_given(own):
        read = f"“{own.fact.label}”的 {here} 项，盖住了{above.region.name}的 {there} 项"
        mend = f"删掉这一条，或把全省的也列上；本地真的只有这几项，就在 note 里写“{COMPLETE.words}”"
        problems.add(own.at("value"), read=read, expected="不比全省短的一列", mend=mend)


def _check_one_source(values: tuple[Value, ...], problems: Problems) -> None:
    """一份来源一个说法: two values of one source, the older without any date, contradict each other."""
    for newer, older in combinations(values, 2):
        shared = [source.id for source in _sources(older) if source in _sources(newer)]
        is_admitted = newer.status == older.status == "conflicting"
        if shared and not (older.since or older.until or is_admitted) and _differ(newer, older):
            read = f"“{older.fact.label}”，来源“{shared[0]}”在第 {newer.line} 行另有一个说法"
            mend = "先后不同的，写上 since、until；同一份来源自相矛盾的，两条都写 status: conflicting"
            problems.add(older.place, read=read, expected="一份来源同时只有一个说法", mend=mend)


def _check_wording(value: Value, problems: Problems) -> None:
    """按月补: the price of each missing month, paid at once, is not paying month by month."""
    if value.key != _TOP_UP:
        return
    said = words_in(value)
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
    names_medical = _NAMES_MEDICAL.search(f"{value.source.title}{value.source.issuer}{value.quote or ''}")
    if not OTHER_INSURANCES.is_given(value) and (names_medical or not NOT_FOUND.is_given(value)):
        medical = value.key.replace(_SOCIAL_BASE, _MEDICAL_BASE)
        what = "来源写到医保" if names_medical else "note 没有说明文件讲的是哪几种保险"
        problems.add(
            value.at("note"),
            read=f"“{value.fact.label}”，{what}",
            expected=f"{medical}，或写明是哪几种保险的基数",
            mend=f"文件包括医保的，改成 {medical}；不包括的，在 note 里写明，如“{OTHER_INSURANCES.words}”",
        )


def _check_uniform(value: Value, problems: Problems) -> None:
    """一个市的话不是全省的: papers of smaller places alone make a rule uniform only if they say so."""
    said = f"{value.quote or ''}；{value.note or ''}；{words_in(value)}"
    _, whole, _ = _names(value.region)
    if value.uniform and value.seen_in and not (FOR_ALL.is_in(said) or whole.search(said)):
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
    if whole.search(said) or FOR_ALL.is_in(said):
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
