"""YAML 语法错误的中文说法: libyaml's messages for people who edit data, and the line that is to blame."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """一种语法错误: what belongs there and how to mend."""

    expected: str
    mend: str


_UNCLOSED = Explanation("配对的引号", "补上缺的半角引号；引号里的引号要换成“”")
INDENT = Explanation("同一层的内容左边对齐", "看这一行和上一行：缩进对齐，每层两个空格，冒号后留一个空格")

_EXPLANATIONS = (
    ("unexpected end of stream", _UNCLOSED),
    ("unexpected document indicator", _UNCLOSED),
    (
        "mapping values are not allowed",
        Explanation("每行一个“键: 值”", "值里含冒号要加引号；也看上一行是不是漏了冒号或缩进不对"),
    ),
    ("could not find expected ':'", Explanation("“键: 值”", "在键后面加半角冒号和一个空格")),
    ("did not find expected key", INDENT),
    (
        "did not find expected '-'",
        Explanation("同一列的内容都以“- ”开头", "这一行也以“- ”开头，或把缩进改对"),
    ),
    ("',' or ']'", Explanation("配对的 [ ]", "补上 ]，各项之间用半角逗号")),
    ("',' or '}'", Explanation("配对的 { }", "补上 }，各项之间用半角逗号")),
    ("block sequence entries", Explanation("“- ”另起一行", "把“- ”写到下一行并缩进，或给这段文字加引号")),
    ("block mapping entries", INDENT),
    ("cannot start any token", Explanation("文字", "以 @ ` % 等符号开头的值要加引号")),
    ("escape character", Explanation("没有反斜杠的文字", "改用单引号，或去掉反斜杠")),
    ("alphabetic or numeric character", Explanation("文字", "以 * & 开头的值要加引号")),
    ("node content", Explanation("一个值", "写上值；没有就删掉这一行")),
    ("violates indentation", INDENT),
    ("invalid indentation", INDENT),
    ("wrongly indented", INDENT),
)
_OTHER = Explanation("正确的 YAML", "对照同类文件的写法改这一行；值里有特殊符号就加引号")


def explain(problem: str) -> Explanation:
    """The Chinese explanation of what libyaml says."""
    return next((told for words, told in _EXPLANATIONS if words in problem), _OTHER)


_SUSPICIOUS = tuple(
    (re.compile(pattern), Explanation(expected, mend))
    for pattern, expected, mend in (
        (r"(?=(?:  )* \S) *()", "缩进为双数个空格", "与同一层的行对齐，每层两个空格"),
        (r" *-()[^\s-]", "“- ”后面跟内容", "横杠后面加一个空格"),
        (r" *(?:- )*[A-Za-z_]+:()[^\s/:]", "“键: 值”", "冒号后面加一个空格"),
        (
            r"(?! *(?:- |[\]}]|.*:(?: |$))) *()\S",
            "“键: 值”",
            "写成“键: 值”；一列里的一项以“- ”开头；一句话写在一行里",
        ),
    )
)
_BRACKETS = Explanation("配对的括号", "补上缺的或删掉多的 [ ]、{ }，各项之间用半角逗号")
_FIRST = Explanation("从最左边写起的第一行", "补上这一行上面的键，或删掉行首的空格")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|(?<![^\[{, ])\'[^\']*\'')
_OPENED = re.compile(r"(?:^ *|: |- |[\[{,] ?)([\"'])")


def suspect(lines: Sequence[str]) -> tuple[int, int, Explanation] | None:
    """The first line that is not laid out as ours are: libyaml stops later, where that does harm."""
    is_first = True
    for number, line in enumerate(lines):
        text = line.partition(" #")[0]
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        if is_first and text.startswith(" "):
            return number, 0, _FIRST
        is_first = False
        rest = _QUOTED.sub(lambda found: "x" * len(found[0]), text)
        if opened := _OPENED.search(rest):
            return number, opened.start(1), _UNCLOSED
        for pattern, explanation in _SUSPICIOUS:
            if found := pattern.match(rest):
                return number, found.start(1), explanation
        if (column := _unpaired(rest)) is not None:
            return number, column, _BRACKETS
    return None


def _unpaired(text: str) -> int | None:
    """The column of a bracket without its other half, in a value that begins with one."""
    open_at: list[int] = []
    if not re.search(r"(?:: |- )[\[{]", text):
        return None
    for column, sign in enumerate(text):
        if sign in "[{":
            open_at.append(column)
        elif sign in "]}" and (not open_at or text[open_at.pop()] + sign not in ("[]", "{}")):
            return column
    return open_at[0] if open_at else None
