"""新建计算器：`python -m scripts new-calculator SLUG TITLE TOPIC`, one that runs and knows nothing yet."""

import re
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

import calculators
from scripts.tools.skeleton import CannotMake, ask, asked_for, slug_of
from scripts.tools.transaction import replaced

EXAMPLE = '例：make new-calculator CALCULATOR="birth-allowance 生育津贴 resident"'
_CALCULATORS = re.compile(r"^calculators: \[(.*)\]$", re.MULTILINE)
WANTED = {"slug": "网址里的英文名", "title": "标题", "topic": "放在哪个专题（content/ 里的文件夹名）"}
MODULE = '''\
"""{title}: 算什么、凭哪部文件第几条，写在这里。"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from calculators.engine.answer import Answer
from calculators.engine.facts import Fact
from calculators.engine.questions import Question, Result
from calculators.engine.reasoning import Reasoning

TITLE = "{title}"
SUMMARY = "{title}怎么算，这里还没有写好。"
RULE = ("怎么算，还没有写好；先打电话问。",)
FIGURES = {{"months": Result("integer", "几个月", "个月")}}


@dataclass(frozen=True)
class Inputs:
    """What only the reader knows."""

    months: Annotated[int, Question(kind="integer", label="几个月", unit="个月", maximum=900)]


@dataclass(frozen=True)
class Facts:
    """What the region states."""

    service_hotline: Fact[str]


def calculate(inputs: Inputs, facts: Facts) -> Answer:
    """Not known yet: whom to ask."""
    say = Reasoning(FIGURES, facts.service_hotline)
    say.step(f"您填的是{{inputs.months}}个月。", inputs.months)
    return say.unknown("算法", question="{title}怎么算？", months=inputs.months)


def worked_inputs(_: date) -> dict[str, str]:
    """A year."""
    return {{"months": "12"}}
'''
EXAMPLES = """\
# 照着文件手算的例子写在这里，每个分界点两边都要有。
facts:
  service_hotline: "12393"
cases:
  - name: 还不会算就照实说
    inputs: {{months: "12"}}
    expect: {{certainty: unknown, figures: {{months: 12}}, headline_contains: "{title}怎么算？"}}
  - name: 零个月
    inputs: {{months: "0"}}
    expect: {{figures: {{months: 0}}}}
  - name: 一个月
    inputs: {{months: "1"}}
    expect: {{figures: {{months: 1}}}}
  - name: 半年
    inputs: {{months: "6"}}
    expect: {{figures: {{months: 6}}}}
  - name: 两年
    inputs: {{months: "24"}}
    expect: {{figures: {{months: 24}}}}
  - name: 最多这么多
    inputs: {{months: "900"}}
    expect: {{figures: {{months: 900}}}}
  - name: 全角数字也认得
    inputs: {{months: "１２"}}
    expect: {{figures: {{months: 12}}}}
  - name: 多一个月不收
    inputs: {{months: "901"}}
    expect: {{ok: false, errors: [months]}}
  - name: 负数不收
    inputs: {{months: "-1"}}
    expect: {{ok: false, errors: [months]}}
  - name: 小数不收
    inputs: {{months: "1.5"}}
    expect: {{ok: false, errors: [months]}}
  - name: 不是数的不收
    inputs: {{months: 很久}}
    expect: {{ok: false, errors: [months]}}
  - name: 没有填的要问
    inputs: {{}}
    expect: {{ok: false, errors: [months]}}
"""


def declare(parser: ArgumentParser) -> None:
    """What it takes besides."""
    ask(parser, WANTED, EXAMPLE)


def run(options: Namespace) -> int:
    """`python -m scripts new-calculator`."""
    module = make(options)
    print(f"已新建 {module} 和算例，也登记了；写完运行 make check 和 make test。")
    return 0


def make(wanted: Namespace) -> Path:
    """The module, with examples, listed and on its topic's pages; CannotMake when a check refuses it."""
    asked_for(wanted, WANTED, EXAMPLE)
    slug = slug_of(wanted, EXAMPLE)
    registry = Path(calculators.__file__)
    module = registry.with_name(f"{slug.replace('-', '_')}.py")
    topic = wanted.regions.parent / "content" / wanted.topic / "topic.yaml"
    if module.exists():
        raise CannotMake(f"“{slug}”已经有了，换一个名字。")
    if not topic.is_file():
        raise CannotMake(f"没有专题“{wanted.topic}”：写 content/ 里的一个文件夹名，如 resident。")
    last = "\n}\nSLUGS"
    listed = registry.read_text("utf-8").replace(last, f'\n    "{slug}": "{module.stem}",{last}', 1)
    joined = _CALCULATORS.sub(lambda old: f"calculators: [{_and(old[1], slug)}]", topic.read_text("utf-8"))
    texts = {
        module: MODULE.format(title=wanted.title),
        module.with_name(f"{module.stem}.examples.yaml"): EXAMPLES.format(title=wanted.title),
        registry: listed,
        topic: joined,
    }
    with replaced({path: text.encode() for path, text in texts.items()}):
        # checked in a process that reads the new code
        command = [sys.executable, "-m", "scripts", "check", "--on", date.max.isoformat()]
        checked = subprocess.run(command, capture_output=True, text=True, check=False)
        if checked.returncode:
            raise CannotMake(checked.stdout + checked.stderr)
    return module


def _and(listed: str, slug: str) -> str:
    return f"{listed}, {slug}" if listed else slug
