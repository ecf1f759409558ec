"""期限的检查：what is settled every year ends with its year, and what a paper says ends with the paper."""

import re
from collections.abc import Sequence

from calculators.engine.dates import months_after
from scripts.regions.dictionary import leaves, words_in
from scripts.regions.model import Region, Value
from scripts.regions.notes import LASTING, YEAR_TOLD
from scripts.regions.problems import Problems

_LONGEST_YEAR = 24
"""Months from a yearly value's first day, or the day it was looked up, to the last of its `until`."""
_YEAR_OR_PRICE = re.compile(r"20\d\d年|\d元")


def check_validity(regions: Sequence[Region], problems: Problems) -> None:
    """Every statement, and what one paper says together."""
    for region in regions:
        for values in region.stated.values():
            for value in values:
                _check_year(value, problems)
        _check_term(region, problems)


def _check_year(value: Value, problems: Problems) -> None:
    """每年一定的数: a year's figure ends with its year; a rate at least says which year's it is."""
    if not value.fact.yearly:
        return
    if value.until:
        _check_end(value, problems)
        return
    kinds = {kind for kind, _ in leaves(value)}
    words = words_in(value)
    if kinds & {"money", "date"} or _YEAR_OR_PRICE.search(words):
        problems.add(
            value.place,
            read=f"“{value.fact.label}”，没有 until",
            expected="到哪天为止（这一项每年重新定）",
            mend="写 until：文件讲的那个年度的最后一天；没有写到哪天的，从 since 起满一年，并在 note 里说明",
        )
    elif ("share" in kinds or "%" in words) and not YEAR_TOLD.is_given(value):
        problems.add(
            value.place,
            read=f"“{value.fact.label}”的比例，没有 until，note 也没有写年份",
            expected="说明是哪一年的比例",
            mend=f"在 note 里写明哪一年起、之后有没有再调没有查到，如“{YEAR_TOLD.words}”；"
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


def _check_term(region: Region, problems: Problems) -> None:
    """文件的有效期: the day on which a paper ends holds for all that it says from one day on."""
    newest = [values[0] for values in region.stated.values() if values[0].source and values[0].since]
    lasting = [value for value in newest if not value.fact.yearly]
    ends = {(value.source, value.since): value for value in lasting if value.until}
    for value in lasting:
        other = ends.get((value.source, value.since))
        if other and value.until is None and not LASTING.is_given(value):
            problems.add(
                value.place,
                read=f"“{value.fact.label}”，没有 until；"
                f"第 {other.line} 行同一份来源的“{other.fact.label}”写着 {other.until}",
                expected="同一份文件同一个有效期",
                mend=f"写 until: {other.until}；这一项不随文件到期的，在 note 里写“{LASTING.words}”",
            )
