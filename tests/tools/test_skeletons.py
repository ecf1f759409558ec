"""新建: what the commands leave behind runs, and passes the checks and tests as it is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ("regions", "content", "calculators", "scripts", "tests", "pyproject.toml", "mkdocs.yml")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources."""
    folder = tmp_path_factory.mktemp("project")
    for name in SOURCES:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


def ran(project: Path, *command: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=project, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_a_city_a_topic_and_a_calculator(project: Path) -> None:
    """One after the other, as a newcomer would; nothing else has to be touched."""
    city = ("320999", "测试市", "地级市", "ce shi", "0519")
    assert ran(project, "scripts", "new-city", *city) == (
        0,
        "已新建 regions/jiangsu/ceshi.yaml。查到的事实写在 facts 下面，写完运行 make check。\n",
    )
    topic = ("trial-topic", "新生儿参保", "孩子刚出生，医保怎么办？")
    assert ran(project, "scripts", "new-topic", *topic)[0] == 0
    assert ran(project, "scripts", "new-calculator", "trial-sum", "参保多久", "trial-topic")[0] == 0
    status, said = ran(project, "scripts", "check", "--on", "9999-12-31")
    assert (status, "没有问题" in said) == (0, True), said
    for lint in (("ruff", "check", "calculators"), ("ruff", "format", "--check", "calculators")):
        assert ran(project, *lint)[0] == 0
    tests = ("tests/calculators/test_contract.py", "tests/calculators/test_examples.py")
    status, said = ran(project, "pytest", "-q", "-p", "no:cacheprovider", "-k", "trial or listed", *tests)
    assert status == 0, said


@pytest.mark.parametrize(
    ("command", "arguments", "told"),
    [
        ("new-topic", (), "还缺：网址里的英文名、标题、读者怎么问。"),
        ("new-topic", ("Newborn", "新生儿", "怎么办？"), "要用小写字母"),
        ("new-topic", ("lapse", "断缴", "怎么办？"), "“lapse”已经有了"),
        ("new-topic", ("fresh", "蠿", "怎么办？"), "没有读音的字“蠿”"),
        ("new-calculator", ("late-fee", "滞纳金", "lapse"), "“late-fee”已经有了"),
        ("new-calculator", ("fresh-sum", "缴费", "nowhere"), "没有专题“nowhere”"),
        ("new-calculator", ("fresh-sum", "蠿", "lapse"), "没有读音的字“蠿”"),
    ],
)
def test_what_cannot_be_made_leaves_nothing_behind(
    project: Path, command: str, arguments: tuple[str, ...], told: str
) -> None:
    before = files(project)
    status, said = ran(project, "scripts", command, *arguments)
    assert (status, told in said) == (1, True), said
    assert files(project) == before


def files(project: Path) -> dict[Path, bytes | None]:
    """Folders and files with what is in them, but for what Python and the loader keep."""
    kept = {"__pycache__", "build"}
    return {
        path: path.read_bytes() if path.is_file() else None
        for path in project.rglob("*")
        if not kept & {*path.parts}
    }
