"""疑问: what is doubtful about a stated value. One list, for pages, API, calculators and comparison."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple, Protocol

from calculators.engine.answer import date_text
from calculators.engine.dates import PartialDate

Status = Literal["official", "secondary", "conflicting", "unknown"]
Proof = Literal["official", "quoted", "web"]
"""凭据: the best that was read: the official text, a quotation of an official document, web pages only."""

Kind = Literal["disputed", "web", "quoted", "ended", "due", "smaller_place", "may_change", "principle"]

STATUS_WORDS: dict[Status, str] = {
    "official": "对过官方原文",
    "secondary": "没有对过原文",
    "conflicting": "说法不一",
    "unknown": "没有找到",
}
PROOF_SHORT: dict[Proof, str] = {"official": "官方原文", "quoted": "转引", "web": "网上的说法"}
PROOF_WORDS: dict[Proof, str] = {
    "official": "官方原文",
    "quoted": "转引自官方文件，没有对过原文",
    "web": "网上的说法，没有找到官方依据",
}
DOUBT_WORDS: dict[Kind, str] = {
    "disputed": STATUS_WORDS["conflicting"],
    "web": PROOF_SHORT["web"],
    "quoted": PROOF_SHORT["quoted"],
    "ended": "有效期已过",
    "due": "该复核",
    "smaller_place": "只见于一处",
    "may_change": "看情形会变",
    "principle": "全国的原则",
}
"""A kind of doubt where no value is named."""


class Doubt(NamedTuple):
    """一种疑问: a mark beside a value, in short behind a figure, a sentence about one or several values."""

    kind: Kind
    mark: str
    short: str
    sentence: str
    """With {} for the names of the values."""
    makes_estimate: bool = True

    @property
    def is_of_proof(self) -> bool:
        """Whether the words of proof or status say it already."""
        return self.kind in ("disputed", *PROOF_SHORT)


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
    name = DOUBT_WORDS
    if told.status == "conflicting":
        yield Doubt("disputed", "不一", name["disputed"], "{}有不同的说法，不知道以哪个为准。")
    elif told.proof == "web":
        yield Doubt("web", "网上", f"{name['web']}，没有官方依据", f"{{}}是{PROOF_WORDS['web']}。")
    elif told.proof == "quoted":
        sentence = f"{{}}{PROOF_WORDS['quoted']}。"
        yield Doubt("quoted", "转引", f"{name['quoted']}，待核", sentence, makes_estimate=False)
    if has_ended:
        until = f"（到{told.until.words}）" if told.until else ""
        sentence = f"{{}}所依据的文件已过有效期{until}，是否延续还没有查到。"
        yield Doubt("ended", "已过期", f"{name['ended']}，新的没有查到", sentence)
    if is_due:
        yield Doubt("due", "待复核", f"{name['due']}了", "{}到了该复核的日子，还没有再核对，可能已有变化。")
    if told.seen_in:
        places = "、".join(told.seen_in)
        yield Doubt(
            "smaller_place", "只见一处", f"只见于{places}", f"{{}}只见于{places}的资料，别处不一定一样。"
        )
    if told.depends:
        yield Doubt("may_change", "看情形", name["may_change"], "{}会随说明里写的情形变。")
    if told.is_principle:
        yield Doubt(
            "principle", "全国原则", name["principle"], "{}是全国定的原则，各地可以另定，要问清当地的规定。"
        )
