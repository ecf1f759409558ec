"""命令行: the same door as `run`; no argument lists, a slug and a payload answer, --help explains."""

import json
import sys

from calculators import SLUGS, calculator, describe, run, schema
from calculators.payload import LONGEST

ANSWERED, REFUSED = 0, 2
USAGE = "用法：python -m calculators <名称> '<JSON>'，用 - 从标准输入读，用 --help 看要填什么。"


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
    """The questions with units and limits, the facts read and the figures given."""
    described = describe(slug)
    lines = [f"{described['title']} {slug}", described["summary"], ""]
    lines += ["怎么算：", *(f"  {sentence}" for sentence in described["rule"]), "", "要填的（inputs）："]
    for name, question in schema.questions(calculator(slug).Inputs).items():
        lines.append(f"  {name}  {question.label}：{question.expected}{schema.condition_text(question)}")
        if question.help:
            lines.append(f"      {question.help}")
    lines += ["", "用到的当地规定（facts）："]
    lines += [f"  {key}" for key in described["facts"]]
    lines += ["", "算出的（figures）："]
    for figure in described["figures"]:
        unit = f"（{figure['unit']}）" if figure["unit"] else ""
        lines.append(f"  {figure['name']}  {figure['label']}{unit}")
    return "\n".join(lines)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
