"""命令行: the same door as `run`; no argument lists, a slug and a payload answer, --help explains."""

import json
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping

from calculators import SLUGS, calculator, describe, run
from calculators.engine.facts import LONGEST_TEXT, MOST_ROWS
from calculators.engine.payload import LONGEST
from calculators.engine.questions import Question, Result

ANSWERED, REFUSED = 0, 2
USAGE = "用法：python -m calculators <名称> '<JSON>'，用 - 从标准输入读，用 --help 看要填什么。"

WRITTEN = {
    "money": '两位小数的文字，如 "120.00"',
    "integer": "整数",
    "share": '文字，如 "0.02"',
    "date": '文字，如 "2026-03-05"',
    "month": '文字，如 "2026-03"',
    "boolean": "true 或 false",
    "choice": "以下之一",
    "text": "文字的列表",
}
REPLY = (
    '算出来的：{"ok": true, "answer": {…}}，退出码 0；answer 里是下面各项。',
    '不收的：{"ok": false, "errors": {"项的名称": "错在哪里"}}，一次说完，退出码 2。',
    "headline 是一句话的回答；cautions 是提醒。",
    'figures 里不知道的是 null，范围是 {"low", "high"}；两个城市比较时，每一边一个数。',
    "steps 每一步有 text（一句话）、value（得到的数）、rule（依据，或 null）。",
    "rule 有 document（文件）、article（条款）、url（网址）；后两项没有就是 null。",
    "rule 的 standing 写着从哪天起、有多可靠、何时查看。",
    "certainty：exact 按规定算出，estimate 估算，unknown 算不出；certainty_text 把这写成一句话。",
    "given 是填了的各项，written 是 figures 里与这位读者有关的各项，都照人看的样子写好。",
    "它们每项有 name（名称）、label（叫法）、text（写好的字；两个城市比较时，每一边一个）。",
)


def main(arguments: list[str]) -> int:
    """Answer on standard output; exit status 0 for an answer, 2 for refused input."""
    match arguments:
        case []:
            print(catalogue())
        case ["--help" | "-h"]:
            print(USAGE, catalogue(), sep="\n\n")
        case [slug, "--help" | "-h"] if slug in SLUGS:
            print(help_text(slug))
        case [slug, payload]:
            answer = run(slug, standard_input() if payload == "-" else payload)
            print(answer)
            return ANSWERED if json.loads(answer)["ok"] else REFUSED
        case _:
            print(USAGE, file=sys.stderr)
            return REFUSED
    return ANSWERED


def standard_input() -> str:
    """What is piped in, read only so far that too much is seen to be too much."""
    return sys.stdin.buffer.read(4 * LONGEST + 1).decode(errors="replace")


def catalogue() -> str:
    """One line for each calculator."""
    return "\n".join(f"{slug:<24}{calculator(slug).TITLE}" for slug in SLUGS)


def help_text(slug: str) -> str:
    """The payload, the questions with units and limits, the facts read, the figures given and the reply."""
    described = describe(slug)
    asked, figures = described.inputs, described.figures
    blocks = [
        [f"{described.title} {slug}", described.summary],
        ["怎么算：", *(f"  {sentence}" for sentence in described.rule)],
        ["送进去的（JSON）：", *(f"  {line}" for line in payload_lines(described.places))],
        ["要填的（inputs）：", *(line for name in asked for line in input_lines(name, asked))],
        ["用到的当地规定（facts）：", *(f"  {key}" for key in described.facts)],
        ["算出的（figures）：", *(line for name in figures for line in figure_lines(name, figures[name]))],
        ["得到的（JSON）：", *(f"  {line}" for line in REPLY)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks)


def payload_lines(places: Collection[str]) -> list[str]:
    """The members of a payload."""
    sides = "、".join(places)
    held = (
        f"facts 里是 {sides}，各放公开数据里一个城市的文件（api/v1/cities/ 里的，整个放进去）；"
        "或者只放它的 facts，再加上文件里的 region（code 和 name）。"
        if places
        else "facts 放公开数据里一个城市的 facts（api/v1/cities/ 里的，原样），整个文件也可以。"
    )
    around = f"{{{', '.join(f'"{side}": {{…}}' for side in places)}}}" if places else "{…}"
    return [
        f'{{"inputs": {{…}}, "facts": {around}, "on": "2026-03-05"}}',
        "inputs 是要填的各项；数写成文字或 JSON 的数都可以，日期和年月写成文字。",
        f"{held}没有的规定就是没有查到，不用默认的数；没有用到的不看。",
        "on 是读者的日期，可以不写；写了才看规定是不是过期、该不该复核，填的年月是不是在将来。",
        f"一份规定里的一个列表不超过{MOST_ROWS}项，一段文字不超过{LONGEST_TEXT}个字符。",
    ]


def input_lines(name: str, asked: Mapping[str, Question]) -> Iterator[str]:
    """One question: what it accepts, when it has to be answered, and what else limits it."""
    question = asked[name]
    when = "，".join(f"{other} 是 {values_text(wanted)}" for other, wanted in question.shown_when.items())
    needed = "要填" if question.required else "可以不填"
    yield f"  {name}  {question.label}：{question.expected}；{f'{when} 时' if when else ''}{needed}"
    limits = [
        f"{words} {other}（{asked[other].label}）"
        for words, other in (
            ("要晚于", question.after),
            ("不早于", question.not_before),
            ("不超过", question.not_above),
        )
        if other
    ]
    if question.not_in_future:
        limits.append("不晚于 on 的那个月")
    if limits:
        yield f"      {'；'.join(limits)}"
    if question.help:
        yield f"      {question.help}"


def values_text(values: Iterable[str | bool]) -> str:
    """Values as a payload writes them."""
    return " 或 ".join(str(value).lower() if isinstance(value, bool) else value for value in values)


def figure_lines(name: str, figure: Result) -> Iterator[str]:
    """One figure: its name, how it is written, and the values of a choice."""
    unit = f"（{figure.unit}）" if figure.unit else ""
    when = "".join(
        f"；{other} 不是 {values_text(wanted)} 时不适用，是 null"
        for other, wanted in figure.applies_when.items()
    )
    yield f"  {name}  {figure.label}{unit}：{WRITTEN[figure.kind]}{when}"
    for value, label in figure.options.items():
        yield f"      {value}  {label}"


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
