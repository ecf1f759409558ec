"""命令：`python -m scripts <command>`; one parser for all, each command in a module of its own."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from scripts.regions.problems import BadData, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence


class Command(NamedTuple):
    """一个命令: the module whose `run` does it, and which of the common options it takes."""

    module: str
    help: str
    options: tuple[str, ...] = ()


COMMANDS = {
    "site": Command("scripts.build", "造整个网站", ("on", "regions", "site")),
    "serve": Command("scripts.tools.serve", "在本机边改边看", ("on", "regions", "site")),
    "check": Command("scripts.tools.check", "检查所有地区数据，一次列出全部问题", ("on", "regions")),
    "fix": Command("scripts.tools.fix", "改掉只有一种意思的机械错误（全角、空格、日期写法……）", ("regions",)),
    "due": Command("scripts.tools.due", "列出过了复核期的事实，最早到期的在前", ("on", "regions")),
    "coverage": Command("scripts.tools.coverage", "列出每个地方、每件要紧的事查到了没有", ("on", "regions")),
    "propose": Command("scripts.tools.propose", "看一批建议会改什么、哪些不能收", ("on", "regions")),
    "apply": Command("scripts.tools.apply", "把一批建议写进数据，不能收的另放一处", ("on", "regions")),
    "changes": Command("scripts.tools.changes", "与以前比，写明的值有什么变更，并记下来", ("on", "regions")),
    "worksheet": Command("scripts.tools.worksheet", "一个城市的核对单，给懂行的人填", ("on", "regions")),
    "new-city": Command("scripts.tools.new_city", "新建一个城市文件", ("regions",)),
    "new-topic": Command("scripts.tools.new_topic", "新建一个专题", ("regions",)),
    "new-calculator": Command("scripts.tools.new_calculator", "新建一个计算器", ("regions",)),
    "schema": Command("scripts.api.editor_schema", "写出供编辑器提示和补全的 JSON Schema", ("regions",)),
    "similarity": Command("scripts.tools.similarity", "比较让收录的网页有多像", ("site",)),
}
OPTIONS: dict[str, dict[str, Any]] = {
    "on": {
        "type": date.fromisoformat,
        "required": True,
        "metavar": "DATE",
        "help": "算作哪一天，如 2026-11-22",
    },
    "regions": {"type": Path, "default": Path("regions"), "metavar": "DIR", "help": "数据所在的文件夹"},
    "site": {"type": Path, "default": Path("site"), "metavar": "DIR", "help": "网站所在的文件夹"},
}


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status of the command asked for; what it refuses is told here. Only its module is loaded."""
    given = sys.argv[1:] if arguments is None else [*arguments]
    parser = ArgumentParser(prog="python -m scripts", description="医保城市指南的命令。")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        own = commands.add_parser(name, help=command.help, description=f"{command.help}。")
        for option in command.options:
            own.add_argument(f"--{option}", **OPTIONS[option])
        if given[:1] == [name] and (declare := getattr(import_module(command.module), "declare", None)):
            declare(own)
    options = parser.parse_args(given)
    try:
        status: int = import_module(COMMANDS[options.command].module).run(options)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        if isinstance(refusal, BadData):
            print(f"共 {len(refusal.problems)} 个问题。", file=sys.stderr)
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
