"""运行时的制作: reproducible, complete and small."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import calculators
from scripts import runtime

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.browser.conftest import Tab

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


def test_a_snapshot_that_answers_otherwise_is_not_published(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calculators, "run", lambda *_: "{}")
    with pytest.raises(runtime.RuntimeMissing, match="网站没有更新"):
        runtime.build(root, root / "site")
    assert not (root / "site").exists()


def reckon(page: Page) -> None:
    for name, value in {"arrears": "1000", "due_on": "2026-01-01", "paid_on": "2026-01-31"}.items():
        page.locator(f"#late-fee-{name}").fill(value)
    page.get_by_role("button", name="算一算").click()
    expect(page.locator(".calculator-result")).to_contain_text("15 元", timeout=30_000)


def test_a_start_takes_the_snapshot_and_no_other_file(bench: Tab) -> None:
    reckon(bench.open("late-fee/"))
    names = {url.rpartition("/")[2] for url in bench.runtime_requests}
    assert names == {"worker.js", "pyodide.asm.js", "pyodide.asm.wasm", "snapshot.bin"}


def damage(route: Route) -> None:
    response = route.fetch()
    body = bytearray(response.body())
    body[len(body) // 2] ^= 1
    route.fulfill(response=response, body=bytes(body))


def test_a_damaged_snapshot_is_not_used(bench: Tab) -> None:
    bench.page.context.route("**/snapshot.bin", damage)
    reckon(bench.open("late-fee/"))
    assert any(url.endswith("python_stdlib.zip") for url in bench.runtime_requests)


def test_a_snapshot_that_fails_while_it_reckons_is_replaced(bench: Tab) -> None:
    page = bench.open("late-fee/")
    script = (ROOT / "content" / "_theme" / "assets" / "python.js").read_text("utf-8")
    broken = script.replace("return new Python(machine);", "return { ask() { throw new Error('no'); } };")
    assert broken != script
    page.context.route(
        "**/python.js", lambda route: route.fulfill(body=broken, content_type="text/javascript")
    )
    reckon(page)
    assert any(url.endswith("python_stdlib.zip") for url in bench.runtime_requests)
