"""运行时的制作: reproducible, complete and small."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import calculators
from scripts.browser import runtime
from tests.browser.conftest import KEPT, until

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Tab

ROOT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of nothing but what the runtime is made from."""
    copied(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runtime, made once from nothing."""
    root = tmp_path_factory.mktemp("made")
    copied(root)
    return root / "site" / runtime.build(root, root / "site")


def copied(root: Path) -> None:
    shutil.copytree(ROOT / "calculators", root / "calculators")
    (root / "node_modules").symlink_to(ROOT / "node_modules")


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_equal_sources_give_equal_bytes(made: Path) -> None:
    """Those of the site were made in another folder, at another time."""
    assert content(made) == content(ROOT / "site/assets/python" / made.name)


@pytest.mark.parametrize(
    "name",
    [
        "calculators/late_fee.py",
        "calculators/engine/months.py",
        "calculators/late_fee.examples.yaml",
        "node_modules/pyodide/package.json",
    ],
)
def test_a_changed_input_changes_the_fingerprint(root: Path, name: str) -> None:
    before = runtime.fingerprint(root)
    assert runtime.fingerprint(root) == before
    if name.startswith("node_modules"):
        (root / "node_modules").unlink()
        (root / name).parent.mkdir(parents=True)
        shutil.copyfile(ROOT / name, root / name)
        assert runtime.fingerprint(root) == before
    with (root / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert runtime.fingerprint(root) != before


@pytest.mark.parametrize("name", ["READER", "PRUNE", "TRACE", "TEST", "INTERPRET", "SHARED"])
def test_so_does_a_changed_script(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = runtime.fingerprint(root)
    script: Path = getattr(runtime, name)
    other = tmp_path / "other" / script.name
    other.parent.mkdir()
    other.write_text(script.read_text("utf-8") + "\n", "utf-8")
    monkeypatch.setattr(runtime, name, other)
    assert runtime.fingerprint(root) != before


@pytest.mark.parametrize("package", runtime.COMPILER)
def test_so_does_another_compiler(root: Path, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    before = runtime.fingerprint(root)
    others = {each: f"{runtime.version(each)}{'.1' * (each == package)}" for each in runtime.COMPILER}
    monkeypatch.setattr(runtime, "version", others.__getitem__)
    assert runtime.fingerprint(root) != before


def test_the_folder_holds_what_the_worker_asks_for_and_the_licences(made: Path) -> None:
    assert {path.name for path in made.iterdir()} == {
        "pyodide.asm.js",
        "pyodide.asm.wasm",
        "python.zip",
        "LICENSE-python.txt",
        "LICENSE-pyodide.txt",
    }
    with zipfile.ZipFile(made / "python.zip") as library:
        names = library.namelist()
    assert all(name.endswith(".pyc") for name in names)
    assert "calculators/__init__.pyc" in names
    assert "calculators/__main__.pyc" not in names  # no answer needs it
    assert (made / "python.zip").stat().st_size < 2_000_000


def test_what_is_missing_is_said_in_chinese(root: Path) -> None:
    (root / "node_modules").unlink()
    with pytest.raises(runtime.RuntimeMissing, match="make site"):
        runtime.build(root, root / "site")


@pytest.mark.parametrize("number", range(7))
def test_a_damaged_file_is_named(root: Path, number: int) -> None:
    (root / "node_modules").unlink()
    sums = root / runtime.PRUNED / runtime.SUMS
    names = [
        line.split("  ")[1] for line in (ROOT / runtime.PRUNED / runtime.SUMS).read_text("utf-8").splitlines()
    ]
    for name in (*names, sums.relative_to(root)):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(ROOT / name)
    damaged = root / names[number]
    half = damaged.read_bytes()[: damaged.stat().st_size // 2]
    damaged.unlink()
    damaged.write_bytes(half)
    with pytest.raises(runtime.RuntimeMissing, match=f"{names[number]} 不见了或坏了"):
        runtime.build(root, root / "site")


def test_a_runtime_damaged_after_it_was_made_is_made_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime, "_fill", lambda _, draft: (draft / "library").write_bytes(b"whole"))
    library = runtime.make(root) / "library"
    library.write_bytes(b"who")
    (library.parents[1] / "an earlier version").mkdir()
    assert runtime.make(root) == library.parent
    assert library.read_bytes() == b"whole"
    assert len(list(library.parents[1].iterdir())) == 2  # the runtime and its sums


def test_a_runtime_that_answers_otherwise_is_not_published(
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
    expect(page.locator(".calculator-result")).to_contain_text("15元", timeout=30_000)


DAMAGE = """async (url) => {
    const [name] = await caches.keys();
    const cache = await caches.open(name);
    const memory = new Uint8Array(await (await cache.match(url)).arrayBuffer());
    memory[memory.length >> 1] ^= 1;
    await cache.put(url, new Response(memory));
}"""
ALL = {"worker.js", "pyodide.asm.js", "pyodide.asm.wasm", "python.zip"}


def visit_again(bench: Tab) -> Page:
    """A page whose first visit has left Python's memory on the device."""
    page = bench.open("late-fee/")
    page.locator("#late-fee-arrears").focus()
    until(page, KEPT)
    bench.requested.clear()
    return bench.open("late-fee/")


def asked_for(bench: Tab) -> set[str]:
    return {url.rpartition("/")[2] for url in bench.runtime_requests}


def test_a_first_start_takes_these_files_and_no_other(bench: Tab) -> None:
    reckon(bench.open("late-fee/"))
    assert asked_for(bench) == ALL


def test_a_later_start_needs_no_library(bench: Tab) -> None:
    reckon(visit_again(bench))
    assert asked_for(bench) == {"worker.js", "pyodide.asm.js", "pyodide.asm.wasm"}


def test_only_the_newest_memory_is_kept(bench: Tab) -> None:
    page = bench.open("late-fee/")
    page.evaluate("async () => (await caches.open('/ python 1')).put('/old/memory.bin', new Response('1'))")
    page.locator("#late-fee-arrears").focus()
    until(page, f"async () => (await ({KEPT})() || '').includes('/assets/python/')")


def test_no_memory_is_kept_that_has_seen_an_answer(bench: Tab) -> None:
    page = bench.open("late-fee/")
    reckon(page)
    page.wait_for_timeout(1000)
    assert not page.evaluate(KEPT)


def test_a_damaged_memory_is_not_used(bench: Tab) -> None:
    page = visit_again(bench)
    page.evaluate(DAMAGE, page.evaluate(KEPT))
    reckon(page)
    assert asked_for(bench) == ALL


def test_a_memory_that_fails_while_it_reckons_is_replaced(bench: Tab) -> None:
    page = visit_again(bench)
    script = (ROOT / "content" / "_theme" / "assets" / "python.js").read_text("utf-8")
    resumed = "restore(machine, snapshot);\n    return new Python(machine);"
    broken = script.replace(resumed, "return { ask() { throw new Error('no'); } };")
    assert broken != script
    page.context.route(
        "**/python.js", lambda route: route.fulfill(body=broken, content_type="text/javascript")
    )
    reckon(page)
    assert asked_for(bench) == ALL
