"""云国: the invented country in tests/world, as loaded and as a copy to break; and the real one."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from scripts.regions.load import CACHE, load
from scripts.regions.model import Country

ROOT = Path(__file__).parents[1]
WORLD = ROOT / "tests/world"


def copy_of_project(folder: Path, *names: str) -> Path:
    """Some files and folders of the project, to be edited there."""
    for name in names:
        source = WORLD.parents[1] / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


def copy_to_edit(folder: Path) -> Path:
    """What `make serve` needs: the sources, what `make site` made of them, and what was installed."""
    sources = (
        "regions",
        "content",
        "calculators",
        "scripts",
        "mkdocs.yml",
        "pyproject.toml",
        "package-lock.json",
    )
    copy_of_project(folder, *sources, "site")
    for name in ("shell", "python", "cache"):
        shutil.copytree(WORLD.parents[1] / "build" / name, folder / "build" / name)
    (folder / "node_modules").symlink_to(WORLD.parents[1] / "node_modules")
    return folder


@pytest.fixture(scope="session")
def world() -> Country:
    """The invented country."""
    return load(WORLD)


@pytest.fixture(scope="session")
def country() -> Country:
    """The real country, free of problems: read in full once after each change."""
    return real_country()


def real_country() -> Country:
    """One of its own, which a test may change."""
    return load(ROOT / "regions", ROOT / CACHE / "tests")


@pytest.fixture
def world_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of its files in `regions/` of an empty working directory."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(WORLD, "regions")
    return Path("regions")


@pytest.fixture(scope="session")
def on() -> date:
    """The day on which tests look things up in the invented country."""
    return date(2026, 11, 22)
