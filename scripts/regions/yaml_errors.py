"""YAML 语法错误的中文说法: libyaml's messages for people who edit data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """一种语法错误: what belongs there and how to mend."""

    expected: str
    mend: str


UNCLOSED = Explanation("配对的引号", "补上缺的引号；引号里的引号要换成“”")
_INDENT = Explanation("同一层的内容左边对齐", "看这一行和上一行：缩进对齐，每层两个空格，冒号后留一个空格")

_EXPLANATIONS = (
    ("unexpected end of stream", UNCLOSED),
    ("unexpected document indicator", UNCLOSED),
    (
        "mapping values are not allowed",
        Explanation("每行一个“键: 值”", "值里含冒号要加引号；也看上一行是不是漏了冒号或缩进不对"),
    ),
    ("could not find expected ':'", Explanation("“键: 值”", "在键后面加半角冒号和一个空格")),
    ("did not find expected key", _INDENT),
    (
        "did not find expected '-'",
        Explanation("同一列的内容都以“- ”开头", "这一行也以“- ”开头，或把缩进改对"),
    ),
    ("',' or ']'", Explanation("配对的 [ ]", "补上 ]，各项之间用半角逗号")),
    ("',' or '}'", Explanation("配对的 { }", "补上 }，各项之间用半角逗号")),
    ("block sequence entries", Explanation("“- ”另起一行", "把“- ”写到下一行并缩进，或给这段文字加引号")),
    ("block mapping entries", _INDENT),
    ("cannot start any token", Explanation("文字", "以 @ ` % 等符号开头的值要加引号")),
    ("escape character", Explanation("没有反斜杠的文字", "改用单引号，或去掉反斜杠")),
    ("node content", Explanation("一个值", "写上值；没有就删掉这一行")),
    ("violates indentation", _INDENT),
    ("invalid indentation", _INDENT),
    ("wrongly indented", _INDENT),
)
_OTHER = Explanation("正确的 YAML", "对照同类文件的写法改这一行；值里有特殊符号就加引号")


def explain(problem: str) -> Explanation:
    """The Chinese explanation of what libyaml says."""
    return next((told for words, told in _EXPLANATIONS if words in problem), _OTHER)
