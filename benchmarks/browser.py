"""浏览器里的第一个答案: from asking for Python to the first answer, ours beside others, in one run.

`python -m benchmarks.browser --rounds 10` writes browser.md and browser.svg beside this file. Networks are
throttled by Chromium. It refuses to slow a worker's processor ("only supported for pages, not workers"), so
the whole renderer process is stopped and continued: at rate 4 it runs a quarter of the time. Warm is a later
visit with the browser's cache, after one in which the form was touched and nothing asked at once.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from argparse import ArgumentParser
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from benchmarks.chart import bars, table
from scripts.browser import runtime
from tests.browser import chromium
from tests.browser.conftest import Server, until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

HERE = Path(__file__).parent
ROOT = HERE.parent
PYSCRIPT = ROOT / "build" / "bench-node" / "node_modules" / "@pyscript" / "core" / "dist"
QUESTION = {
    "slug": "late-fee",
    "payload": json.dumps(
        {
            "inputs": {"arrears": "1000", "due_on": "2026-01-01", "paid_on": "2026-01-31"},
            "facts": {"late_fee_daily_rate": {"label": "比例", "value": "0.0005", "status": "official"}},
            "on": "2026-03-16",
        }
    ),
}
IN_WORKER = """([script, folder, question]) => new Promise((resolve, reject) => {
    const start = performance.now();
    const worker = new Worker(script, { type: "module" });
    let first;
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage({ folder });
    worker.postMessage({ id: 1, ...question });
    worker.onmessage = ({ data }) => {
        if (data.error) reject(new Error(data.error));
        if (data.id === 1) {
            first = performance.now() - start;
            worker.postMessage({ id: 2, ...question });
        }
        if (data.id === 2) resolve([first, performance.now() - start - first]);
    };
})"""
IN_PAGE = """([, folder, question]) => new Promise((resolve, reject) => {
    const start = performance.now();
    globalThis.question = JSON.stringify(question);
    globalThis.answered = (first, second) => resolve([first - start, second - first]);
    const core = Object.assign(document.createElement("script"), { type: "module", src: folder + "core.js" });
    const python = Object.assign(document.createElement("script"), { type: "py", src: folder + "main.py" });
    python.setAttribute("config", folder + "pyscript.json");
    document.body.append(python);
    document.head.append(core);
    setTimeout(() => reject(new Error("PyScript")), 60000);
})"""
IN_PYSCRIPT = """import json
import js
from calculators import run
question = json.loads(js.question)
run(question["slug"], question["payload"])
first = js.performance.now()
run(question["slug"], question["payload"])
js.answered(first, js.performance.now())
"""


TOUCH = """([script, folder]) => {
    globalThis.worker = new Worker(script, { type: "module" });
    worker.postMessage({ folder });
}"""
KEPT = """async (name) => {
    const caught = (await caches.keys()).map(async (each) => (await caches.open(each)).keys());
    return (await Promise.all(caught)).flat().some(({ url }) => url.endsWith(name));
}"""


@dataclass(frozen=True)
class Way:
    """办法: how a page gets its first answer."""

    name: str
    script: str
    folder: str = ""
    code: str = IN_WORKER
    keeps: str = ""  # what it leaves on the device when the form is touched


@dataclass(frozen=True)
class Conditions:
    """条件: network and processor of the reader's phone."""

    name: str
    megabits: float | None
    latency: int
    slowness: int


WAYS = (
    Way("loadPyodide", "documented/worker.js"),
    Way("PyScript", "pyscript/core.js", "pyscript/", IN_PAGE),
    Way("ours, nothing kept", "plain/worker.js", "ours/"),
    Way("ours", "ours/worker.js", "ours/", keeps="memory.bin"),
    Way("JavaScript", "floor/worker.js"),
)
ALL_CONDITIONS = (
    Conditions("loopback", None, 0, 1),
    Conditions("10 Mbit/s", 10, 40, 1),
    Conditions("4G", 20, 50, 1),
    Conditions("4G, CPU ÷ 4", 20, 50, 4),
)


class Handler(SimpleHTTPRequestHandler):
    """Compressed copies, for good in the browser's cache; counts what goes over the wire."""

    protocol_version = "HTTP/1.1"
    sent = 0

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        packed = path.with_name(path.name + ".br")
        body = packed if packed.is_file() else path
        if not body.is_file():
            self.send_error(404)
            return
        content = body.read_bytes()
        Handler.sent += len(content)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        if body is packed:
            self.send_header("Content-Encoding", "br")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name it has in the standard library
        """Silent."""


def lay_out(folder: Path) -> None:
    """What the server serves: one folder for each way, compressed."""
    assets, pyodide = ROOT / "content" / "_theme" / "assets", ROOT / runtime.PYODIDE
    (folder / runtime.build(ROOT, folder)).rename(folder / "ours")
    (folder / "plain").mkdir()
    for name in ("ours", "plain"):
        for script in ("worker.js", "python.js"):
            shutil.copyfile(assets / script, folder / name / script)
    plain = folder / "plain" / "worker.js"
    plain.write_text(plain.read_text("utf-8").replace("data.isPlain", "true"), "utf-8")
    documented = folder / "documented"
    documented.mkdir()
    for name in (
        "pyodide.mjs",
        "pyodide.asm.js",
        "pyodide.asm.wasm",
        "python_stdlib.zip",
        "pyodide-lock.json",
    ):
        shutil.copyfile(pyodide / name, documented / name)
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet"]
    subprocess.run([*pip, "-w", str(documented), str(ROOT)], check=True)
    next(documented.glob("*.whl")).rename(documented / "calculators.whl")
    shutil.copyfile(HERE / "documented.js", documented / "worker.js")
    (folder / "floor").mkdir()
    shutil.copyfile(HERE / "floor.js", folder / "floor" / "worker.js")
    if PYSCRIPT.is_dir():
        lay_out_pyscript(folder / "pyscript", documented)
    (folder / "page.html").write_text("<!doctype html><meta charset=utf-8><title>量一量</title><body>")
    pack(folder)


def lay_out_pyscript(folder: Path, documented: Path) -> None:
    """PyScript from our own server, with the same Pyodide and the calculators as a zip that it unpacks."""
    shutil.copytree(PYSCRIPT, folder, ignore=shutil.ignore_patterns("*.map"))
    shutil.copyfile(documented / "calculators.whl", folder / "calculators.zip")
    (folder / "main.py").write_text(IN_PYSCRIPT)
    config = {"interpreter": "/documented/pyodide.mjs", "files": {"./calculators.zip": "./*"}}
    (folder / "pyscript.json").write_text(json.dumps(config))


def pack(folder: Path) -> None:
    """Brotli 11 beside every file, as the site's own copies are made."""
    assets = folder / "assets"
    assets.mkdir()
    for each in [each for each in folder.iterdir() if each != assets]:
        each.rename(assets / each.name)
    subprocess.run(["node", str(ROOT / "scripts" / "site" / "compress.mjs"), str(folder)], check=True)
    for each in assets.iterdir():
        each.rename(folder / each.name)
    assets.rmdir()


@contextmanager
def slowed(processes: list[int], slowness: int) -> Iterator[None]:
    """Stop these processes for all but one part in `slowness` of the time."""
    done = threading.Event()

    def run() -> None:
        while not done.is_set():
            for process in processes:
                os.kill(process, signal.SIGSTOP)
            time.sleep(0.004 * (slowness - 1))
            for process in processes:
                os.kill(process, signal.SIGCONT)
            time.sleep(0.004)

    thread = threading.Thread(target=run)
    if slowness > 1:
        thread.start()
    try:
        yield
    finally:
        done.set()
        if slowness > 1:
            thread.join()


def measure(browser: Browser, address: str, way: Way, conditions: Conditions) -> dict[str, float]:
    """Cold, warm (a new page, files in the browser's cache), the next question, and what was sent, once."""
    page = browser.new_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    rate = conditions.megabits * 1e6 / 8 if conditions.megabits else -1
    network = {"offline": False, "latency": conditions.latency}
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    renderers = [each["id"] for each in found if each["type"] == "renderer"]

    def answer() -> list[float]:
        page.goto(address + "page.html")
        devtools.send(
            "Network.emulateNetworkConditions",
            {**network, "downloadThroughput": rate, "uploadThroughput": rate},
        )
        with slowed(renderers, conditions.slowness):
            times: list[float] = page.evaluate(
                way.code, [address + way.script, address + way.folder, QUESTION]
            )
        return times

    page.goto(address + "page.html")
    Handler.sent = 0
    cold, again = answer()
    sent = Handler.sent
    if way.keeps:
        page.goto(address + "page.html")
        page.evaluate(TOUCH, [address + way.script, address + way.folder])
        until(page, KEPT, way.keeps)
    warm, _ = answer()
    return {"cold": cold, "warm": warm, "again": again, "KB": sent / 1000}


def report(results: dict[tuple[Conditions, Way], list[dict[str, float]]], rounds: int) -> None:
    """Write the table and the chart, and print the table."""
    middle = {
        key: {name: median(each[name] for each in runs) for name in runs[0]} for key, runs in results.items()
    }
    rows = []
    for (conditions, way), each in middle.items():
        base = middle[conditions, WAYS[0]]
        ratios = (f"{each['cold'] / base['cold']:.2f}", f"{each['warm'] / base['warm']:.2f}")
        times = (f"{each[name]:,.0f}" for name in ("cold", "warm", "again", "KB"))
        cold, warm, again, size = times
        rows.append((f"{conditions.name}: {way.name}", cold, ratios[0], warm, ratios[1], again, size))
    head = ("way", "cold ms", "ratio", "warm ms", "ratio", "next question ms", "KB sent")
    text = (
        f"{__doc__}\n\nMedians of {rounds}; ratios are to `loadPyodide` as documented, "
        f"under the same conditions.\n\n"
        f"{table(head, rows)}\n![chart](browser.svg)\n"
    )
    (HERE / "browser.md").write_text(f"# {text}", "utf-8")
    figures: dict[str, dict[str, float]] = defaultdict(dict)
    for (conditions, way), each in middle.items():
        for name in ("cold", "warm"):
            figures[way.name][f"{conditions.name}, {name}"] = each[name]
    (HERE / "browser.svg").write_text(bars("First answer in the browser", figures, "ms"), "utf-8")
    print(text)


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.browser", description="量浏览器里的第一个答案。")
    parser.add_argument("--rounds", type=int, default=10, help="每种情形量几次")
    options = parser.parse_args()
    folder = ROOT / "build" / "bench-browser"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lay_out(folder)
    ways = [way for way in WAYS if (folder / way.script).exists()]
    results: dict[tuple[Conditions, Way], list[dict[str, float]]] = defaultdict(list)
    with serving(folder) as address, sync_playwright() as playwright:
        path = chromium.find(playwright.chromium)
        for _ in range(options.rounds):
            for conditions in ALL_CONDITIONS:
                for way in ways:
                    browser = playwright.chromium.launch(executable_path=path, args=[*chromium.ARGUMENTS])
                    results[conditions, way].append(measure(browser, address, way, conditions))
                    browser.close()
    report(results, options.rounds)
    return 0


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The folder over HTTP on a free port."""

    def handler(*arguments: Any) -> Handler:
        return Handler(*arguments, directory=str(folder))

    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


if __name__ == "__main__":
    sys.exit(main())
