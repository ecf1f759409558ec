"""计算器自己的包: the wheel installs alone, without a network and without anything else, and answers."""

import json
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

import calculators
from scripts.words.examples import examples_of

ROOT = Path(__file__).parents[2]
ANSWER_ALL = """
import json, sys, calculators
asked = json.load(sys.stdin)
json.dump([calculators.__file__, [calculators.run(slug, payload) for slug, payload in asked]], sys.stdout)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that `pip wheel . --no-deps` makes, as the README says."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for name in ("calculators", "scripts", "regions"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet"]
    subprocess.run([*pip, "-w", str(folder), str(source)], check=True, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def python(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that holds the wheel and nothing else, not even pip."""
    folder = tmp_path_factory.mktemp("empty") / "environment"
    venv.create(folder)
    interpreter = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(interpreter), "install", "--no-index", "--quiet"]
    subprocess.run([*pip, "--disable-pip-version-check", str(made)], check=True, cwd=folder)
    return interpreter


def alone(python: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run far from the project, so that nothing of it can help."""
    command = [str(python), "-I", *arguments]
    return subprocess.run(
        command,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        cwd=python.parents[2],
        encoding="utf-8",
    )


def test_it_holds_the_code_and_nothing_else(made: Path) -> None:
    """Every module, no examples, no data, nothing else of the project."""
    names = {name for name in zipfile.ZipFile(made).namelist() if ".dist-info/" not in name}
    assert names == {path.relative_to(ROOT).as_posix() for path in (ROOT / "calculators").rglob("*.py")}


def test_every_example_is_answered_the_same(python: Path) -> None:
    """By the installed package, as by the sources."""
    asked = [(slug, example.payload) for slug in calculators.SLUGS for example in examples_of(slug)]
    done = alone(python, "-c", ANSWER_ALL, given=json.dumps(asked))
    assert done.stderr == ""
    where, answers = json.loads(done.stdout)
    assert not Path(where).is_relative_to(ROOT / "calculators")
    assert answers == [calculators.run(slug, payload) for slug, payload in asked]


def test_its_command_works(python: Path) -> None:
    """Listing, help, answer, refusal."""
    assert len(alone(python, "-m", "calculators").stdout.splitlines()) == len(calculators.SLUGS)
    assert alone(python, "-m", "calculators", "late-fee", "--help").returncode == 0
    good = next(each.payload for each in examples_of("late-fee") if each.expect.get("ok", True))
    done = alone(python, "-m", "calculators", "late-fee", "-", given=good)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, calculators.run("late-fee", good), "")
    assert alone(python, "-m", "calculators", "late-fee", "{}").returncode == 2
