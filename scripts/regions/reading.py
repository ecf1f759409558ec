"""读值：nodes of strict YAML to typed values. Each method reports what does not fit and then returns None."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from calculators.engine.dates import PartialDate
from scripts.regions.problems import BadData, Located, Problems
from scripts.regions.strict_yaml import Entries, Items, Node, Scalar, read, shown

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_URL = re.compile(
    r"https?://[a-zA-Z0-9.-]+\.[a-zA-Z0-9-]+(:[0-9]+)?(/[^\s<>\"“”，。；、]*)?(\?[^\s<>\"“”]*)?"
)
_PHONE = re.compile(r"[0-9]{3,4}(-[0-9]{3,8}){1,2}|[0-9]{5,12}")
_MARKUP = re.compile(r"</?[A-Za-z!]")
_MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
EARLIEST, LATEST = 1949, 2199
_IN_SIGHT = 2
"""Lines below its beginning that a group may have without saying where something belongs."""
LEAP_YEAR = 2000


def read_content[T](content: Path, file: str, make: Callable[[Problems, Node], T | None]) -> T:
    """What `make` makes of one YAML file of the content, or BadData with every problem."""
    problems = Problems()
    node = read(f"{content.name}/{file}", (content / file).read_bytes(), problems)
    made = make(problems, node) if node else None
    if made is None or problems:
        raise BadData(problems.in_order())
    return made


class Reader:
    """Reads single values; remembers nothing but the problems."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems

    def refuse(self, node: Node, expected: str, mend: str, read: str | None = None) -> None:
        self.problems.add(node, read=read or described(node), expected=expected, mend=mend)

    def entries(self, node: Node, required: Collection[str], optional: Collection[str]) -> dict[str, Node]:
        """The nodes of known keys; unknown and missing keys are reported."""
        if not isinstance(node, Entries):
            if not _is_refused(node):
                self.refuse(node, "一组“键: 值”", f"下一行起缩进写：{'、'.join(required)}")
            return {}
        known = (*required, *optional)
        meant = {
            self.unknown(key, f"键{shown(name)}", name, known)
            for name, key in node.keys.items()
            if name not in known
        }
        missing = [name for name in required if name not in node.nodes and name not in meant]
        if missing:
            names, mend = "、".join(missing), "、".join(_where(name, node, [*required]) for name in missing)
            self.refuse(node, f"写有 {'、'.join(required)}", f"补上 {mend}", f"缺 {names} 的一组")
        return {name: node.nodes[name] for name in known if name in node.nodes}

    def unknown(self, at: Located, read: str, name: str, known: Iterable[str]) -> str | None:
        """Reports a name nobody defined; returns the nearest that is."""
        names = list(known)
        near = next(iter(get_close_matches(name, names, 1, 0.6)), None)
        choices = f"可用的有：{'、'.join(names)}" if 0 < len(names) <= 20 else "先在对应的文件里写明它"
        mend = f"是不是“{near}”？" if near else f"{choices}，或删掉它"
        if any(sign in name for sign in "，、"):
            mend = "各项之间用半角逗号和空格隔开，如 [甲, 乙]"
        self.problems.add(at, read=f"不认识的{read}", expected="已有的名字", mend=mend)
        return near

    def named(self, node: Node) -> Entries:
        """The nodes of keys that nobody defined beforehand; there may be none."""
        if isinstance(node, Entries):
            return node
        if not _is_refused(node):
            self.refuse(node, "一组“名: 内容”", "下一行起缩进写；没有就写 {}")
        return Entries(node.path, node.line, node.column)

    def items(self, node: Node, least: int = 1) -> list[Node]:
        """The nodes of a list; of an empty one only where `least` is 0."""
        if isinstance(node, Items) and len(node.nodes) >= least:
            return node.nodes
        if not _is_refused(node):
            expected = "一列内容（至少一项）" if least else "一列内容"
            mend = "没有内容就整个删掉" if least else "没有就写 []"
            self.refuse(node, expected, f"写成 [甲, 乙]，或每项一行，以“- ”开头；{mend}")
        return []

    def each[T](self, node: Node, one: Callable[[Node], T | None], least: int = 1) -> tuple[T, ...]:
        """What `one` reads of every item of a list, without those it refuses."""
        return tuple(filter(None, map(one, self.items(node, least))))

    def text(self, node: Node, longest: int | None = None) -> str | None:
        """Words, not a number or a truth value; no markup, no line breaks."""
        value = self._scalar(node, "文字")
        if value is None:
            return None
        if not isinstance(value, str):
            self.refuse(node, "文字", f'数字和 true、false 作文字时要加引号，写成 "{_text(node)}"')
        elif not value.strip():
            self.refuse(node, "文字", "写上内容；没有就删掉这一项", "空文字")
        elif "\n" in value.strip() or _MARKUP.search(value):
            self.refuse(node, "一段普通文字", "写成一行，不用 HTML 标签")
        elif longest and len(value) > longest:
            self.refuse(node, f"至多 {longest} 字", "只留最要紧的一句", f"{len(value)} 字的{shown(value)}")
        else:
            return value.strip()
        return None

    def matching(self, node: Node, pattern: re.Pattern[str], expected: str, mend: str) -> str | None:
        """Quoted or plain text of a given form."""
        value = self._scalar(node, expected)
        if value is None or (isinstance(value, str) and pattern.fullmatch(value)):
            return value
        self.refuse(node, expected, mend)
        return None

    def integer(self, node: Node) -> int | None:
        value = self._number(node, "整数，如 12")
        if isinstance(value, Decimal):
            self.refuse(node, "整数，如 12", "去掉小数部分，或请改事项的类型")
            return None
        return value

    def decimal(self, node: Node) -> Decimal | None:
        value = self._number(node, "数，如 12 或 0.5")
        return None if value is None else Decimal(value)

    def money(self, node: Node) -> Decimal | None:
        value = self._number(node, "金额（元），如 1234.5")
        if value is not None and value < 0:
            self.refuse(node, "不小于 0 的金额（元）", "金额写正数")
            return None
        return None if value is None else Decimal(value)

    def share(self, node: Node) -> Decimal | None:
        value = self._number(node, "0 到 1 之间的数（1 表示 100%）", "只写数，百分之二写 0.02")
        if value is not None and not 0 <= value <= 1:
            self.refuse(node, "0 到 1 之间的数（1 表示 100%）", "百分数除以 100，如百分之二写 0.02")
            return None
        return None if value is None else Decimal(value)

    def boolean(self, node: Node) -> bool | None:
        value = self._scalar(node, "true 或 false")
        if value is None or isinstance(value, bool):
            return value
        self.refuse(node, "true 或 false", "是写 true，否写 false，不加引号")
        return None

    def choice(
        self, node: Node, options: Mapping[str, object] | Collection[str], what: str = "选项"
    ) -> str | None:
        """One of the names; `what` they are names of."""
        value = self._scalar(node, f"一个{what}")
        if value is None:
            return None
        if isinstance(value, str) and value in options:
            return value
        labels = options.items() if isinstance(options, Mapping) else ()
        meant = next((name for name, label in labels if label == value), None)
        if meant:
            self.refuse(node, f"{what}的英文名", f"写 {meant}", f"{what}的中文{shown(_text(node))}")
        else:
            self.unknown(node, f"{what}{shown(_text(node))}", _text(node), options)
        return None

    def url(self, node: Node) -> str | None:
        mend = "写完整网址，以 http:// 或 https:// 开头，不含空格和中文标点"
        return self.matching(node, _URL, "网址，如 https://www.gov.cn/", mend)

    def phone(self, node: Node) -> str | None:
        mend = '加引号，区号后用半角连字符，如 "0123-4567890"'
        value = self.matching(node, _PHONE, '加引号的电话，如 "12393"', mend)
        if value is not None and isinstance(node, Scalar) and not node.quoted:
            self.refuse(node, '加引号的电话，如 "12393"', mend)
            return None
        return value

    def partial_date(self, node: Node) -> PartialDate | None:
        """A date to the year, month or day."""
        expected = "日期，如 2023-01-01、2023-01 或 2023"
        if self._scalar(node, expected) is None:
            return None
        if found := _DATE.fullmatch(_text(node)):
            year, month, day = (int(part) if part else None for part in found.groups())
            if year and _exists(year, month, day):
                return PartialDate(year, month, day)
        self.refuse(node, expected, _mend_day(_text(node)))
        return None

    def day(self, node: Node) -> date | None:
        value = self.partial_date(node)
        if value is None:
            return None
        if value.day:
            return value.first
        self.refuse(node, "到日的日期，如 2023-01-01", "补上月和日")
        return None

    def month(self, node: Node) -> PartialDate | None:
        value = self.partial_date(node)
        if value is None or (value.month and not value.day):
            return value
        self.refuse(node, "年月，如 2023-01", "只写到月")
        return None

    def month_day(self, node: Node) -> str | None:
        """A day of every year, quoted because it is no number."""
        mend = '月、日各写两位数，中间用半角连字符，加引号，如 "10-01"'
        value = self.matching(node, _MONTH_DAY, '每年的月日，如 "10-01"', mend)
        if value is not None and not _exists(LEAP_YEAR, *map(int, value.split("-"))):
            self.refuse(node, '每年的月日，如 "10-01"', mend)
            return None
        return value

    def _number(
        self, node: Node, expected: str, bare: str = "只写数，不带单位、百分号和文字"
    ) -> int | Decimal | None:
        value = self._scalar(node, expected)
        if value is None or (isinstance(value, int | Decimal) and not isinstance(value, bool)):
            return value
        unquoted = value.strip("“”＂") if isinstance(value, str) else ""
        mend = "去掉引号" if unquoted.replace(".", "", 1).isdecimal() else bare
        self.refuse(node, expected, mend)
        return None

    def _scalar(self, node: Node, expected: str) -> bool | int | Decimal | str | None:
        if isinstance(node, Scalar):
            return node.value
        self.refuse(node, expected, "写在冒号后面同一行，不分行、不加方括号")
        return None


def described(node: Node) -> str:
    """A node in a message."""
    if isinstance(node, Scalar):
        return shown(node.text) if node.text else "空值"
    return "一列内容" if isinstance(node, Items) else "一组“键: 值”"


def _where(missing: str, node: Entries, order: list[str]) -> str:
    """A missing key and, in a long group, the lines between which it belongs."""
    end = _last_line(node)
    lines = {name: _last_line(node.nodes[name]) for name in order if name in node.keys and name in node.nodes}
    before = max((lines[name] for name in order[: order.index(missing)] if name in lines), default=node.line)
    after = min(
        (node.keys[name].line for name in order[order.index(missing) :] if name in lines), default=end
    )
    is_clear = end - node.line > _IN_SIGHT and before <= after
    return f"{missing}（在第 {before} 行和第 {after} 行之间）" if is_clear else missing


def _last_line(node: Node) -> int:
    """Where the last thing in it begins."""
    match node:
        case Items(nodes=[*_, last]):
            return _last_line(last)
        case Entries(nodes=nodes) if nodes:
            return max(map(_last_line, nodes.values()))
    return node.line


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _is_refused(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None


def _mend_day(text: str) -> str:
    """What is wrong with a day."""
    if found := re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])-([0-9]{2})", text):
        year, month, _ = map(int, found.groups())
        if EARLIEST <= year <= LATEST:
            return f"{year} 年 {month} 月只有 {PartialDate(year, month).last.day} 天，核对原文"
    return f"核对年月日（{EARLIEST}—{LATEST} 年），月、日写两位数，用半角连字符"


def _exists(year: int, month: int | None, day: int | None) -> bool:
    if not EARLIEST <= year <= LATEST or not (month is None or 1 <= month <= 12):
        return False
    return day is None or 1 <= day <= PartialDate(year, month).last.day
