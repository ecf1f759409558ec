"""跨文件的检查：names, codes and addresses that must not collide, values that repeat what is inherited."""

from collections.abc import Callable, Iterable
from datetime import date

from scripts.regions.addresses import RESERVED
from scripts.regions.dictionary import Dictionary
from scripts.regions.files import Draft
from scripts.regions.model import NotYetInForce, Value
from scripts.regions.problems import Problems
from scripts.regions.reading import Reader
from scripts.regions.sources import Sources


def check_collisions(
    drafts: tuple[Draft, ...], dictionary: Dictionary, written: frozenset[str], reader: Reader
) -> None:
    """Regions against each other, against the site's other addresses, and against what they inherit."""
    problems = reader.problems
    _check_unique(drafts, "code", "代码", lambda draft: draft.region.code, problems)
    _check_unique(drafts, "name", "名称", lambda draft: draft.region.name, problems)
    _check_unique(drafts, "slug", "网址短名", lambda draft: draft.region.slug, problems)
    _check_unique(drafts, "tile", "地图上的格子", _tile, problems)
    _check_aliases(drafts, problems)
    taken = {*RESERVED, *written, *dictionary.topics}
    for draft in drafts:
        _check_slug(draft, taken, problems)
        _check_code(draft, problems)
        _check_repetition(draft, problems)


def check_use(drafts: tuple[Draft, ...], dictionary: Dictionary, sources: Sources, reader: Reader) -> None:
    """Every fact is stated and every document used somewhere; only sensible once all files can be read."""
    dictionary.refuse_unstated({key for draft in drafts for key in draft.stated_keys}, reader)
    sources.refuse_unused(reader)


def _check_unique(
    drafts: Iterable[Draft], part: str, what: str, of: Callable[[Draft], str], problems: Problems
) -> None:
    first: dict[str, Draft] = {}
    for draft in drafts:
        name = of(draft)
        if name and (other := first.setdefault(name, draft)) is not draft:
            read = f"{what}“{name}”，{other.region.path} 已经用了"
            problems.add(draft.at(part), read=read, expected=f"不重复的{what}", mend="改其中一个")


def _tile(draft: Draft) -> str:
    """As the file writes it; nothing where there is none."""
    return str([*draft.region.tile]) if draft.region.tile else ""


def _check_aliases(drafts: Iterable[Draft], problems: Problems) -> None:
    """An alias means one place: nobody else has it as a name, a short name or an alias."""
    first: dict[str, Draft] = {}
    for draft in drafts:
        first.setdefault(draft.region.name, draft)
        first.setdefault(draft.region.short, draft)
    for draft in drafts:
        for alias in draft.region.aliases:
            if (other := first.setdefault(alias, draft)) is not draft:
                read = f"别名“{alias}”，{other.region.path} 也叫这个名字"
                mend = "删掉这个别名：说的是哪里，读者分不清"
                problems.add(draft.at("aliases"), read=read, expected="只指一个地方的别名", mend=mend)


def _check_slug(draft: Draft, taken: set[str], problems: Problems) -> None:
    """/<slug>/ is the address of a region, a topic or a fixed page, never of two."""
    region = draft.region
    if region.level != "nation" and region.slug in taken:
        read = f"网址短名“{region.slug}”，与专题或固定网页相同"
        problems.add(
            draft.place,
            read=read,
            expected="没有被占用的短名",
            mend="给文件（夹）名加上省名，写成“<市>-<省>”",
        )


def _check_code(draft: Draft, problems: Problems) -> None:
    """Two digits for the province, two more for the city (GB/T 2260)."""
    region = draft.region
    if not region.code:
        return
    if region.level == "nation":
        is_right, expected = region.code == "000000", "000000"
    elif region.level == "city":
        prefix = region.parent.code[:2] if region.parent else ""
        is_right, expected = (
            region.code.startswith(prefix) and region.code[2:] != "0000",
            f"以 {prefix} 开头的市码",
        )
    else:
        is_right = region.code.endswith("0000") and region.code != "000000"
        expected = "以 0000 结尾的省码"
    if not is_right:
        read = f"代码“{region.code}”"
        problems.add(draft.at("code"), read=read, expected=expected, mend="核对代码，或把文件移到对应的省")


def _check_repetition(draft: Draft, problems: Problems) -> None:
    """A region states only what differs from what it would inherit, or proves what was only reported."""
    for values in draft.region.stated.values():
        if ancestor := _repeated(values[0]):
            own = values[0]
            read = f"“{own.fact.label}”的值，与{ancestor.region.name}的规定相同"
            mend = "删掉这一条，会自动采用上级的规定"
            problems.add(own.place, read=read, expected="与上级不同的值", mend=mend)


def _repeated(own: Value) -> Value | None:
    """The ancestor's statement that already says the same, then and for good."""
    if not own.is_known or own.until:
        return None
    try:
        then = own.region.inherited(own.key, own.since.first if own.since else date.max)
    except NotYetInForce:
        return None
    if then is None or not then.is_known or then.until or then.value != own.value:
        return None
    if own.status == "official" and then.status != "official":
        return None
    return then if then is own.region.inherited(own.key, date.max) else None
