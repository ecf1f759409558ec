"""备注里的话：what a note says that answers a question of the checks, all of it in one place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scripts.regions.model import Value


class Answer(NamedTuple):
    """一种回答: the words an editor writes, and what the check asks; `pattern` where others will do too."""

    words: str
    asked: str
    pattern: str = ""

    def is_in(self, text: str) -> bool:
        return re.search(self.pattern or self.words, text) is not None

    def is_given(self, value: Value) -> bool:
        """Whether the note says so."""
        return self.is_in(value.note or "")


CHECKED = Answer("数目核对过", "一个数比别的地方大八倍、小八倍以上")
LASTING = Answer("长期有效", "同一份文件的别的项写着 until，这一项没有")
COMPLETE = Answer("本地只有这些", "本市的一列比全省的短")
YEAR_TOLD = Answer("2023年起的比例", "每年重新定的比例，没有 until", r"20\d\d年|没有写[^，。；]{0,4}哪一年")
OTHER_INSURANCES = Answer("养老、失业、工伤的基数", "社保的基数，没有说是哪几种保险", "养老|失业|工伤")
NOT_FOUND = Answer("没有查到是哪几种保险", "同上，来源里也没有写", "没有查到")
FOR_ALL = Answer(
    "全省一致",
    "uniform 只见于一个市的资料，引文里也没有写全省",
    "全省|我省|全区统一|全自治区|各市|各地市|各统筹地区",
)
ANSWERS = (CHECKED, LASTING, COMPLETE, YEAR_TOLD, OTHER_INSURANCES, NOT_FOUND, FOR_ALL)
