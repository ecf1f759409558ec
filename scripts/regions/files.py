"""地区文件：one YAML file to one Region with what it states."""

import re
from dataclasses import dataclass

from scripts.regions.dictionary import Dictionary
from scripts.regions.model import Level, Region
from scripts.regions.problems import Place
from scripts.regions.reading import Reader
from scripts.regions.sources import Sources
from scripts.regions.statements import read_statements
from scripts.regions.strict_yaml import Entries, Node, Scalar, shown

KINDS: dict[Level, tuple[str, ...]] = {
    "nation": ("全国",),
    "province": ("省", "自治区", "直辖市"),
    "municipality": ("直辖市",),
    "city": (
        "地级市",
        "地区",
        "自治州",
        "盟",
        "省直辖县级市",
        "省直辖县",
        "省直辖自治县",
        "省直辖林区",
        "自治区直辖县级市（兵团）",
    ),
}
SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
_CODE = re.compile(r"[0-9]{6}")
_AREA_CODE = re.compile(r"0[0-9]{2,3}")
_PINYIN = re.compile(r"[a-z]+( [a-z]+)*")
MAP_ROWS, MAP_COLUMNS = 8, 7
"""省份地图: page.css has a class for each row and column."""
_ALIAS = re.compile(r"[^\s，。、；：,;:]{1,20}")


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A region as read, with the places of what it says, for the checks across files."""

    region: Region
    place: Place
    parts: dict[str, Node]

    @property
    def stated_keys(self) -> set[str]:
        """The keys under `facts`, well stated or not."""
        facts = self.parts.get("facts")
        return set(facts.nodes) if isinstance(facts, Entries) else set()

    def at(self, name: str) -> Place:
        """The place of one of its parts, or of the file."""
        node = self.parts.get(name)
        return Place(node.path, node.line, node.column) if node else self.place


def read_region(
    node: Node | None,
    place: Place,
    slug: str,
    level: Level,
    parent: Region | None,
    reader: Reader,
) -> Draft:
    """What a file says about the region itself; `node` is None when the file could not be read."""
    optional = ("area_code", "aliases", "facts") if level != "nation" else ("facts",)
    required = ("code", "name", "short", "kind", "pinyin", *(("tile",) if level == "province" else ()))
    parts = reader.entries(node, required, optional) if node else {}
    kind = (reader.choice(parts["kind"], KINDS[level]) if "kind" in parts else None) or ""
    if level == "province" and kind in KINDS["municipality"]:
        level = "municipality"
    region = Region(
        code=_quoted(parts.get("code"), _CODE, '加引号的 6 位代码，如 "123400"', reader),
        name=_text(parts.get("name"), reader),
        short=_text(parts.get("short"), reader),
        kind=kind,
        slug=slug,
        pinyin=_pinyin(parts.get("pinyin"), None if level == "nation" else slug, reader),
        level=level,
        path=place.path,
        parent=parent,
        area_code=_quoted(parts.get("area_code"), _AREA_CODE, '加引号的区号，如 "0123"', reader) or None,
        aliases=_aliases(parts.get("aliases"), reader),
        tile=_tile(parts["tile"], reader) if "tile" in parts else None,
    )
    if level == "province" and "area_code" in parts:
        reader.refuse(parts["area_code"], "省和自治区没有区号", "删掉 area_code")
    if parent:
        parent.children.append(region)
    return Draft(region, place, parts)


def read_facts(draft: Draft, dictionary: Dictionary, sources: Sources, reader: Reader) -> None:
    """Fills `stated`; a key the dictionary does not know is reported."""
    node = draft.parts.get("facts")
    if node is None:
        return
    if not isinstance(node, Entries):
        reader.refuse(node, "一组“事项: 值”", "下一行起缩进写各事项；没有就写 facts: {}")
        return
    for key, listed in node.nodes.items():
        fact = dictionary.find(node.keys[key], reader)
        if fact is None:
            sources.note_use(listed)
        elif values := read_statements(fact, listed, draft.region, reader, sources):
            draft.region.stated[key] = values


def _text(node: Node | None, reader: Reader) -> str:
    return (reader.text(node, 20) or "") if node else ""


def _quoted(node: Node | None, pattern: re.Pattern[str], expected: str, reader: Reader) -> str:
    if node is None:
        return ""
    if isinstance(node, Scalar) and node.value is not None and not node.quoted:
        reader.refuse(node, expected, f'加半角引号，写成 "{node.text.strip("“”＂")}"')
        return ""
    return reader.matching(node, pattern, expected, "核对数字，加半角引号") or ""


def _pinyin(node: Node | None, slug: str | None, reader: Reader) -> str:
    if node is None:
        return ""
    expected = "不带声调、用空格隔开的拼音，如 xin cheng"
    pinyin = reader.matching(node, _PINYIN, expected, "全部小写，ü 写 v") or ""
    joined = pinyin.replace(" ", "")
    if joined and slug and joined != slug and not slug.startswith(f"{joined}-"):
        reader.refuse(node, f"连起来等于文件名{shown(slug)}的拼音", "改 pinyin，或改文件（夹）名")
    return pinyin


def _tile(node: Node, reader: Reader) -> tuple[int, int] | None:
    numbers = [reader.integer(item) for item in reader.items(node)]
    match numbers:
        case [int(row), int(column)] if 1 <= row <= MAP_ROWS and 1 <= column <= MAP_COLUMNS:
            return row, column
    if numbers and None not in numbers:
        expected = f"[行, 列]，行从 1 到 {MAP_ROWS}，列从 1 到 {MAP_COLUMNS}"
        mend = "写这个省在首页省份地图上的格子，如 [3, 5]"
        reader.refuse(node, expected, mend, shown(str(numbers)))
    return None


def _aliases(node: Node | None, reader: Reader) -> tuple[str, ...]:
    if node is None:
        return ()
    mend = "每个别名一项，用半角逗号隔开"
    found = [reader.matching(item, _ALIAS, "不含标点和空格的别名", mend) for item in reader.items(node)]
    return tuple(alias for alias in found if alias)
