"""严格的 YAML: what is read, what is refused, and where."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.regions.problems import Problems
from scripts.regions.strict_yaml import DEEPEST, Entries, Items, Node, Scalar, read


def told(data: str | bytes) -> list[str]:
    """What is refused in a file, as `line:column read`."""
    problems = Problems()
    read("x.yaml", data.encode() if isinstance(data, str) else data, problems)
    return [f"{one.line}:{one.column} {one.read}" for one in problems.in_order()]


def plain(node: Node | None) -> object:
    if isinstance(node, Entries):
        return {name: plain(child) for name, child in node.nodes.items()}
    if isinstance(node, Items):
        return [plain(child) for child in node.nodes]
    return node.value if node else None


def value_of(text: str) -> object:
    problems = Problems()
    node = read("x.yaml", f"a: {text}".encode(), problems)
    assert not problems
    assert isinstance(node, Entries)
    return plain(node.nodes["a"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("0.02", Decimal("0.02")),
        ("-1.50", Decimal("-1.50")),
        ("true", True),
        ("false", False),
        ('"no"', "no"),
        ("'0519'", "0519"),
        ('"10:30"', "10:30"),
        ("常州市", "常州市"),
        ("2023-01-01", "2023-01-01"),
        ("2023-01", "2023-01"),
        ("2%", "2%"),
        ("60岁以下", "60岁以下"),
        ("12个工作日（１２天）", "12个工作日（１２天）"),
        ("[1, 0.5, 甲]", [1, Decimal("0.5"), "甲"]),
        ("{low: 0, high: 6}", {"low": 0, "high": 6}),
        ("北京：上海", "北京：上海"),
        ("no way", "no way"),
    ],
)
def test_reads_exact_values(text: str, value: object) -> None:
    """Integers and Decimals are exact, everything else is the text as written."""
    found = value_of(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("a: no", "1:4 “no”"),
        ("a: On", "1:4 “On”"),
        ("yes: 1", "1:1 “yes”"),
        ("off: 1", "1:1 “off”"),
        ("a: True", "1:4 “True”"),
        ("a: y", "1:4 “y”"),
        ("a: 0519", "1:4 “0519”"),
        ("a: 010", "1:4 “010”"),
        ("a: 10:30", "1:4 “10:30”"),
        ("a: 1_000", "1:4 “1_000”"),
        ("a: 1,000", "1:4 “1,000”"),
        ("a: 1，000.5", "1:4 “1，000.5”"),
        ("a: 1e400", "1:4 “1e400”"),
        ("a: 0x1F", "1:4 “0x1F”"),
        ("a: +5", "1:4 “+5”"),
        ("a: .5", "1:4 “.5”"),
        ("a: 5.", "1:4 “5.”"),
        ("a: 00.5", "1:4 “00.5”"),
        ("a: .nan", "1:4 “.nan”"),
        ("a: -.Inf", "1:4 “-.Inf”"),
        ("a: １２", "1:4 “１２”"),
        ("a: 1２.5", "1:4 “1２.5”"),
        (f"a: {'9' * 19}", f"1:4 “{'9' * 19}”"),
        (f"a: 0.{'9' * 5000}", f"1:4 “0.{'9' * 38}…”"),
        ("a:", "1:3 空值"),
        ("a: ~", "1:4 “~”"),
        ("a: null", "1:4 “null”"),
        ("a: &x 1", "1:4 锚点 &x"),
        ("a: *x", "1:4 引用 *x"),
        ("a: !!str 1", "1:4 标签“tag:yaml.org,2002:str”"),
        ("a: ! [1]", "1:4 标签“!”"),
        ("a: 1\nb: 2\na: 3", "3:1 重复的键“a”"),
        ("a: {b: 1, b: 2}", "1:11 重复的键“b”"),
        ("12: a", "1:1 键“12”"),
        ("? [a]\n: b", "1:3 用一组内容作键"),
        ("a: 1\n---\nb: 2", "2:1 第二份文档（---）"),
        ("", "1:1 空文件"),
        ("# 只有注释", "1:1 空文件"),
        ("a: 1\n\tb: 2", "2:1 制表符（Tab）"),
        ('a: "x\ty"', "1:6 制表符（Tab）"),
        ("a: x\u200b", "1:5 看不见的字符 U+200B"),
        ("a: x\x00", "1:5 看不见的字符 U+0000"),
        ("a: \ufffd1", "1:4 看不见的字符 U+FFFD"),
        ("name：常州市", "1:5 全角冒号“：”"),
        ("a: 1\nname：常州市", "2:5 全角冒号“：”"),
        ("- name：常州市\n- b", "1:7 全角冒号“：”"),
        ("a:\n  name：常州市\n  short: 常州", "2:7 全角冒号“：”"),
        ("a: [1, 2", "1:4 “a: [1, 2”"),
        ('a: "x', '1:4 “a: "x”'),
        ("a: b: c", "1:5 “a: b: c”"),
        ("a: @x", "1:4 “a: @x”"),
        ("a:\n  - 1\n b: 2", "3:2 “b: 2”"),
        ("[" * (DEEPEST + 2), f"1:{DEEPEST + 2} 套得太深的内容"),
        ("[" * 100_000, f"1:{DEEPEST + 2} 套得太深的内容"),
    ],
)
def test_refuses_what_yaml_would_guess(text: str, refused: str) -> None:
    """One precise problem for each trap."""
    first, *_ = told(text)
    assert first == refused


def test_refuses_bytes_that_are_not_utf8() -> None:
    """GBK is named as the usual cause, at the first bad byte; a BOM is refused."""
    assert told("a: 1\nb: 常".encode("gbk")) == ["2:4 不是 UTF-8 的字节 0xb3"]
    assert told("a: 1".encode("utf-16")) == ["1:1 不是 UTF-8 的字节 0xff"]
    assert told(b"\xef\xbb\xbfa: no") == ["1:1 文件开头的 BOM 标记", "1:4 “no”"]


def test_windows_line_ends_are_fine() -> None:
    """CRLF reads as LF and keeps the line numbers."""
    problems = Problems()
    assert plain(read("x.yaml", "a: 1\r\nb:\r\n  - 甲\r\n".encode(), problems)) == {"a": 1, "b": ["甲"]}
    assert not problems
    assert told("a: 1\r\nb: no\r\n") == ["2:4 “no”"]


def test_every_trap_of_a_file_is_told_at_once() -> None:
    """Guessed values do not hide each other."""
    assert told("a: no\nb: 010\nc: ~\nd: １\na: 2") == [
        "1:4 “no”",
        "2:4 “010”",
        "3:4 “~”",
        "4:4 “１”",
        "5:1 重复的键“a”",
    ]


def test_nodes_keep_their_places() -> None:
    """Lines and columns count characters from 1."""
    node = read("x.yaml", "甲:\n  乙: [丙, 丁]".encode(), Problems())
    assert isinstance(node, Entries)
    inner = node.nodes["甲"]
    assert isinstance(inner, Entries)
    listed = inner.nodes["乙"]
    assert isinstance(listed, Items)
    last = listed.nodes[1]
    assert isinstance(last, Scalar)
    assert (last.path, last.line, last.column, last.text) == ("x.yaml", 2, 10, "丁")
    assert (inner.keys["乙"].line, inner.keys["乙"].column) == (2, 3)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Whatever the bytes: a node or a reported problem, never an exception."""
    problems = Problems()
    assert read("x.yaml", data, problems) is not None or problems


@given(st.text(alphabet="ab1:-[]{}&*!|>'\"%@#?,~. \n\t：１—中", max_size=60))
def test_any_syntax_is_read_or_refused(text: str) -> None:
    """The characters YAML cares about, in any order."""
    problems = Problems()
    assert read("x.yaml", text.encode(), problems) is not None or problems
