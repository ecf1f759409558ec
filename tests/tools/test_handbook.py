"""手册: every command that a hand-written page names is run as it stands; its pictures, the workflows."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import textwrap
from datetime import timedelta
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING, NamedTuple
from urllib.request import urlopen

import pytest
import yaml

from tests.conftest import copy_of_project

if TYPE_CHECKING:
    from scripts.regions.model import Country

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
HANDBOOK = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
CITY = "regions/jiangsu/changzhou.yaml"
PICTURES = ROOT / "docs/pictures"
ALL_PICTURES = 400_000
INSTALLED = (".venv/ready", "node_modules/pyodide-pruned/sums", "site")
"""What make takes for done: it is, in the copy too; the site there is one page."""

TOLD = re.compile(r"```text\n(.*?)```", re.DOTALL)
ANNOUNCED = 'echo "::add-matcher::.github/problems.json"'


class Run(NamedTuple):
    """一次运行: how it ends (None: as the data are), and what it says or leaves behind."""

    status: int | None
    said: str
    left: str = ""


RUNS = {
    "make help": Run(0, "build the whole site"),
    "python -m scripts --help": Run(0, "造整个网站"),
    "python -m calculators": Run(0, "late-fee"),
    "make due": Run(0, "条该复核。"),
    "make coverage": Run(0, "全部 "),
    "make release-check": Run(None, "最大的 "),
    "make similarity": Run(0, "写在 build/similarity.json", "build/similarity.json"),
    "make compress": Run(0, "", "site/index.html.br"),
    "make propose": Run(2, "改法：make propose FILE=建议.yaml"),
    "make propose FILE=建议.yaml": Run(0, "再次核对 1"),
    "make apply FILE=建议.yaml": Run(0, "再次核对 1"),
    "make worksheet CITY=常州": Run(
        0, "已写出 build/worksheet/changzhou.html", "build/worksheet/changzhou.html"
    ),
    "make worksheet CITY=changzhou": Run(0, "已写出 build/worksheet/changzhou.html"),
    "make new-city": Run(2, '例：make new-city CITY="'),
    "make new-city CITY=…": Run(0, "已新建 regions/jiangsu/ceshi.yaml", "regions/jiangsu/ceshi.yaml"),
    'make new-topic TOPIC="newborn 新生儿参保 孩子刚出生，医保怎么办？"': Run(
        0, "已新建", "content/newborn/topic.yaml"
    ),
    'make new-calculator CALCULATOR="birth-allowance 生育津贴 resident"': Run(
        0, "已新建", "calculators/birth_allowance.py"
    ),
    "make changes": Run(2, "改法：make changes FROM=HEAD~1"),
    "make changes FROM=上次发布的提交": Run(0, "变更"),
    "make fix": Run(0, "没有改动。"),
    "make check": Run(0, "Success: no issues found", "build/schema.json"),
    "make clean": Run(0, ""),
}
"""In this order, in one copy: the last look is at all that those before have left."""
ELSEWHERE = {
    "make site": "make test runs it before the tests",
    "make test": "runs this test",
    "make serve": "test_serve, below; tests/browser/test_live.py",
    "make pictures": "takes the pictures of tests/browser/test_handbook.py, which runs without it too",
    "make fuzz": "takes minutes; tests/calculators/test_fuzz.py and tests/regions/test_mistakes.py ask less",
    "make bench": "takes minutes and the network; tests/tools/test_benchmarks.py",
    "make bench-browser": "takes minutes and the network; tests/tools/test_benchmarks.py",
    "make lock": "takes the network",
    "make bare": "takes root, the network and a quarter of an hour",
    "mkdocs build": "tests/site/test_door.py",
    "pip wheel . --no-deps": "tests/calculators/test_wheel.py",
    "pip install --no-deps": "tests/calculators/test_wheel.py",
}
FILLED = {
    "CITY=…": "CITY=\"320999 测试市 地级市 'ce shi' 0519\"",
    "FROM=上次发布的提交": f"FROM={ROOT}",
}
"""What stands where a page leaves it to the reader; the rest is given in full by some page."""


def commands(text: str) -> set[str]:
    """Those in blocks for the shell and those in a sentence, without what is said about them."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    lines = {re.sub(r"\s+#.*", "", line) for block in blocks for line in block.splitlines()}
    return lines | set(re.findall(r"`((?:make|mkdocs|python|pip) [^`\n]+)`", prose))


def named() -> set[str]:
    """What all pages name; one with an ellipsis only where none of them gives the values."""
    found = {command for page in PAGES for command in commands(page.read_text("utf-8"))}
    begun = {command: command.partition("…")[0] for command in found if "…" in command}
    given = {command for command in found if "…" not in command}
    return {each for each in found if each in given or not any(one.startswith(begun[each]) for one in given)}


def test_every_command_is_run_or_has_its_reason() -> None:
    """Whatever make can do, too; nothing is listed that is named nowhere."""
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    listed, helped = {*RUNS, *ELSEWHERE}, {f"make {target}" for target in targets}
    assert named() - listed == set()
    assert helped - {" ".join(each.split()[:2]) for each in listed} == set()
    assert listed - named() - helped == set()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, country: Country) -> Path:
    """A copy to work in, with a batch of one row: somebody has looked a day later, and it is still so."""
    folder = copy_of_project(
        tmp_path_factory.mktemp("handbook"),
        *("regions", "changes", "content", "calculators", "scripts", "tests", "benchmarks", "Makefile"),
        *("mkdocs.yml", "pyproject.toml", "package-lock.json", "requirements.lock"),
    )
    for name in ("build/cache", ".mypy_cache"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
    for name in (".venv", "node_modules"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "site").mkdir()
    shutil.copy(ROOT / "site/index.html", folder / "site")
    held = country.by_slug["changzhou"].facts(country.data_date).values()
    value = next(value for value in held if isinstance(value.value, str) and value.source)
    row = {"id": "A1", "region": value.region.slug, "key": value.key, "value": value.value}
    row |= {"since": str(value.since or "unknown"), "source": value.source.id, "status": value.status}
    row |= {name: said for name in ("clause", "quote", "note") if (said := getattr(value, name))}
    row["looked"] = str(country.data_date + timedelta(1))
    (folder / "建议.yaml").write_text(yaml.safe_dump([row], allow_unicode=True), "utf-8")
    return folder


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    """As a terminal has it, where `make test` has set nothing."""
    ours = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "PICTURES"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "PATH": f"{Path(sys.executable).parent}:{kept['PATH']}"}


@pytest.fixture(scope="module")
def day(country: Country) -> str:
    """The day after the last look at a document."""
    return f"DATE={country.data_date + timedelta(1)}"


def arguments(command: str, day: str) -> list[str]:
    for gap, value in FILLED.items():
        command = command.replace(gap, value)
    words = shlex.split(command)
    done = [word for name in INSTALLED for word in ("-o", name)]
    return [*words, day, *done] if words[0] == "make" else words


def test_serve(project: Path, environment: dict[str, str], day: str) -> None:
    """Started, asked and stopped."""
    with socket() as asked:
        asked.bind(("", 0))
        port = asked.getsockname()[1]
    command = [*arguments("make serve", day), f"PORT={port}"]
    serving = subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert serving.stdout
    assert serving.stdout.readline().startswith(f"http://localhost:{port}/ ")
    with urlopen(f"http://localhost:{port}/") as answer:
        assert "医保城市指南" in answer.read().decode()
    os.killpg(serving.pid, signal.SIGINT)
    serving.communicate(timeout=30)
    with socket() as asked:
        assert asked.connect_ex(("localhost", port))


def test_the_message_that_the_handbook_shows(project: Path, environment: dict[str, str], day: str) -> None:
    """What `make check` says of the mistake it names; the line is another whenever the file grows."""
    (told,) = (textwrap.dedent(each) for each in TOLD.findall(HANDBOOK))
    (mistake,) = re.findall(r"比如把比例写成了 `([^`]+)`", HANDBOOK)
    file = project / CITY
    before = file.read_text("utf-8")
    key = before.index("flexible_options:")
    file.write_text(
        before[:key] + re.sub(r"rate: [\d.]+", f"rate: {mistake}", before[key:], count=1), "utf-8"
    )
    check = arguments("make check", day)
    done = subprocess.run(check, cwd=project, env=environment, capture_output=True, text=True, check=False)
    file.write_text(before, "utf-8")
    place = re.compile(r":\d+:\d+:")
    said = done.stderr.partition("make: ")[0]
    assert place.sub(":", said) == place.sub(":", told.strip(" "))
    (pattern,) = json.loads((ROOT / ".github/problems.json").read_text("utf-8"))["problemMatcher"][0][
        "pattern"
    ]
    parts = re.fullmatch(pattern["regexp"], said.splitlines()[0])
    assert parts
    assert parts[pattern["file"]] == CITY
    line, column = (int(parts[pattern[part]]) for part in ("line", "column"))
    assert before.splitlines()[line - 1][:column].count("rate:") == 1
    assert parts[pattern["message"]].startswith(f"读到“{mistake}”")


@pytest.mark.parametrize("command", RUNS)
def test_command(command: str, project: Path, environment: dict[str, str], day: str) -> None:
    expected = RUNS[command]
    done = subprocess.run(
        arguments(command, day), cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    assert expected.status in (done.returncode, None), said
    assert expected.said in said
    assert (project / expected.left).exists()
    assert "Traceback" not in said


def test_every_picture_is_shown_and_said() -> None:
    """Small, with words for those who do not see it, and none that no page shows."""
    shown: dict[str, str] = {}
    for page in PAGES:
        text = page.read_text("utf-8")
        shown |= dict(re.findall(r'<img src="([^"]+)"[^>]* alt="([^"]*)"', text))
        shown |= dict.fromkeys(re.findall(r'srcset="([^"]+)"', text), "as in the light")
    kept = {path.relative_to(ROOT).as_posix(): path.stat().st_size for path in PICTURES.iterdir()}
    assert kept.keys() == shown.keys()
    assert [path for path, alt in shown.items() if len(alt) < 10] == []
    assert sum(kept.values()) <= ALL_PICTURES


def steps(path: str) -> set[str]:
    """Every line that a workflow hands to a shell."""
    found: list[str] = []

    def look(node: object) -> None:
        for key, inner in node.items() if isinstance(node, dict) else ():
            if key in ("run", "script", "before_script", "after_script"):
                found.extend([inner] if isinstance(inner, str) else inner)
            look(inner)
        for inner in node if isinstance(node, list) else ():
            look(inner)

    look(yaml.safe_load((ROOT / path).read_text("utf-8")))
    return {line.strip() for command in found for line in command.splitlines()}


@pytest.mark.parametrize(
    ("path", "schema", "besides"),
    [
        (".github/workflows/check.yml", "vendor.github-workflows", {ANNOUNCED}),
        (".gitlab-ci.yml", "vendor.gitlab-ci", set[str]()),
    ],
)
def test_workflow(path: str, schema: str, besides: set[str]) -> None:
    """As its host wants it written, and it runs what is run here: `make bare` proves how it begins."""
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(ROOT / path)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert steps(path) == {".ci/prepare", "make check", "make site", "make test", *besides}
    assert steps(path) - besides - {".ci/prepare"} <= {*RUNS, *ELSEWHERE}
    assert "&& .ci/prepare" in (ROOT / "tests/bare.sh").read_text("utf-8")
    assert os.access(ROOT / ".ci/prepare", os.X_OK)
