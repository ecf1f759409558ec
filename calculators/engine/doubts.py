"""疑问: what is doubtful about a stated value. One list, for pages, API, calculators and comparison."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple, Protocol

from calculators.engine.answer import date_text
from calculators.engine.dates import PartialDate

Status = Literal["official", "secondary", "conflicting", "unknown"]
Proof = Literal["official", "quoted", "web"]
"""凭据: the best that was read: the official text, a quotation of an official document, web pages only."""

PROOF_WORDS: dict[Proof, str] = {
    "official": "官方原文",
    "quoted": "转引自官方文件，没有对过原文",
    "web": "网上的说法，没有找到官方依据",
}


class Doubt(NamedTuple):
    """一种疑问: a mark beside a value, in short behind a figure, a sentence about one or several values."""

    kind: str
    mark: str
    short: str
    sentence: str
    """With {} for the names of the values."""
    makes_estimate: bool = True


class Told(Protocol):
    """What a value tells of itself, as stated in a region or as carried to a calculator."""

    @property
    def status(self) -> Status: ...
    @property
    def proof(self) -> Proof | None: ...
    @property
    def until(self) -> PartialDate | None: ...
    @property
    def seen_in(self) -> tuple[str, ...]: ...
    @property
    def depends(self) -> bool: ...
    @property
    def is_principle(self) -> bool: ...


def standing(since: PartialDate | None, proof: Proof | None, looked: date | None) -> str:
    """Since when something holds, how sure that is and when it was last looked at, in words."""
    told = (
        f"{since.words}起" if since else "没查到从哪天起",
        PROOF_WORDS[proof] if proof else "",
        f"{date_text(looked)}查看" if looked else "",
    )
    return "；".join(filter(None, told))


def doubts(told: Told, *, has_ended: bool, is_due: bool) -> tuple[Doubt, ...]:
    """All that is doubtful about a value on a day, the gravest first."""
    return tuple(_doubts(told, has_ended=has_ended, is_due=is_due))


def _doubts(told: Told, *, has_ended: bool, is_due: bool) -> Iterator[Doubt]:
    if told.status == "conflicting":
        yield Doubt("disputed", "不一", "说法不一", "{}有不同的说法，不知道以哪个为准。")
    elif told.proof == "web":
        yield Doubt("web", "网上", "网上的说法，没有官方依据", "{}是网上的说法，没有找到官方依据。")
    elif told.proof == "quoted":
        yield Doubt("quoted", "转引", "转引，待核", "{}转引自官方文件，没有对过原文。", makes_estimate=False)
    if has_ended:
        until = f"（到{told.until.words}）" if told.until else ""
        sentence = f"{{}}所依据的文件已过有效期{until}，是否延续还没有查到。"
        yield Doubt("ended", "已过期", "有效期已过，新的没有查到", sentence)
    if is_due:
        yield Doubt("due", "待复核", "该复核了", "{}到了该复核的日子，还没有再核对，可能已有变化。")
    if told.seen_in:
        places = "、".join(told.seen_in)
        yield Doubt(
            "smaller_place", "只见一处", f"只见于{places}", f"{{}}只见于{places}的资料，别处不一定一样。"
        )
    if told.depends:
        yield Doubt("may_change", "看情形", "看情形会变", "{}会随说明里写的情形变。")
    if told.is_principle:
        yield Doubt(
            "principle", "全国原则", "全国的原则", "{}是全国定的原则，各地可以另定，要问清当地的规定。"
        )
