"""来件: JSON text read with every guard, numbers kept as they were written."""

import json
import re

type Json = str | bool | list[Json] | dict[str, Json] | None

LONGEST = 512 * 1024  # two cities with all their facts, written in ASCII, need some 300,000
DEEPEST = 20
ECHO = 24
LONGEST_NAME = 100
BESIDE_BRACKETS = re.compile(r'(?:"(?:[^"\\]++|\\.)*+"?|[^"\[\]{}]++)++', re.DOTALL)
ONE_KIND = str.maketrans("{}", "[]")


class Number(str):
    """A JSON number exactly as written, so that no digit is lost and 1e400 can be refused by name."""

    __slots__ = ()


class RefusedError(Exception):
    """What is wrong with a payload, by field."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(errors)
        self.errors = errors


def decode(text: str) -> dict[str, Json]:
    """The payload as an object, or RefusedError."""
    if len(text) > LONGEST:
        raise whole(f"内容太长：读到{len(text)}个字符，应不超过{LONGEST}个字符")
    refuse_depth(text)
    try:
        read: Json = json.loads(
            text, parse_float=Number, parse_int=Number, parse_constant=Number, object_pairs_hook=members
        )
    except json.JSONDecodeError as error:
        near = shown(text[error.pos : error.pos + ECHO])
        place = f"第{error.lineno}行第{error.colno}列"
        raise whole(f"不是有效的 JSON：{place}读到{near}，应为一个 JSON 对象") from None
    if not isinstance(read, dict):
        raise whole(f"内容不对：读到{shown(read)}，应为一个 JSON 对象")
    return read


def whole(message: str) -> RefusedError:
    """A refusal of the payload as a whole."""
    return RefusedError({"payload": f"{message}。"})


def refuse_depth(text: str) -> None:
    """Refuse nesting no payload needs before the parser, which recurses, meets it."""
    brackets = BESIDE_BRACKETS.sub("", text).translate(ONE_KIND)
    for _ in range(DEEPEST):
        brackets = brackets.replace("[]", "")  # the innermost pairs: one level less
    if "[]" in brackets or brackets.count("[") > DEEPEST:
        raise whole(f"括号套得太深：读到超过{DEEPEST}层，应不超过{DEEPEST}层")


def members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    """An object in which no name comes twice."""
    read: dict[str, Json] = {}
    for name, value in pairs:
        if name in read:
            raise whole(f"有重复的名称：读到两个{shown(name)}，应各只写一次")
        read[name] = value
    return read


def shown(value: Json) -> str:
    """What was read, short and safe to print."""
    if value is None or value == "":
        return "空白"
    if isinstance(value, bool):
        return "“true”" if value else "“false”"
    if isinstance(value, list):
        return "一个列表"
    if isinstance(value, dict):
        return "一个对象"
    return f"“{printable(value)}”"


def printable(text: str, longest: int = ECHO) -> str:
    """Text cut short, invisible characters replaced."""
    clean = "".join(mark if mark.isprintable() else "�" for mark in text[:longest])
    return clean + "…" if len(text) > longest else clean
