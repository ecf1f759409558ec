"""运行时的制作: reproducible, complete and small."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from scripts import runtime

ROOT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of nothing but what the runtime is made from."""
    shutil.copytree(ROOT / "calculators", tmp_path / "calculators")
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_equal_sources_give_equal_bytes(root: Path) -> None:
    first = content(root / "first" / runtime.build(root, root / "first"))
    shutil.rmtree(root / "build")
    second = content(root / "second" / runtime.build(root, root / "second"))
    assert first == second


def test_a_changed_calculator_changes_the_fingerprint(root: Path) -> None:
    before = runtime.fingerprint(root)
    module = root / "calculators" / "late_fee.py"
    module.write_text(module.read_text("utf-8") + "\n", "utf-8")
    assert runtime.fingerprint(root) != before


def test_the_wheel_holds_the_sources_and_nothing_else(root: Path) -> None:
    (root / "calculators" / "late_fee.examples.yaml").touch()
    with zipfile.ZipFile(runtime.wheel(root, root)) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
        record = wheel.read(next(name for name in wheel.namelist() if name.endswith("/RECORD"))).decode()
        assert all(name in record for name in wheel.namelist())
    assert names == {f"calculators/{path.name}" for path in (root / "calculators").glob("*.py")}


def test_the_folder_holds_what_the_worker_asks_for_and_the_licences(root: Path) -> None:
    folder = root / "site" / runtime.build(root, root / "site")
    assert {path.name for path in folder.iterdir()} == {
        "pyodide.asm.js",
        "pyodide.asm.wasm",
        "calculators.zip",
        "snapshot.bin",
        "python_stdlib.zip",
        "LICENSE-python.txt",
        "LICENSE-pyodide.txt",
    }
    with zipfile.ZipFile(folder / "calculators.zip") as wheel:
        assert not [name for name in wheel.namelist() if name.endswith(".py")]
    assert (folder / "python_stdlib.zip").stat().st_size < 2_000_000


def test_what_is_missing_is_said_in_chinese(root: Path) -> None:
    (root / "node_modules").unlink()
    with pytest.raises(runtime.RuntimeMissing, match="make site"):
        runtime.build(root, root / "site")
