"""浏览器测试: the site as built, and a bench with one page per calculator, both served over HTTP."""

from __future__ import annotations

import shutil
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from scripts.browser import runtime
from tests.browser import chromium
from tests.browser.bench import write_bench

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request

ROOT = Path(__file__).parents[2]
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; "
    "img-src 'self' data:"
)


class Handler(SimpleHTTPRequestHandler):
    """Files of one folder under a strict policy: no inline script or style, nothing from elsewhere."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name it has in the standard library
        """Silent."""


class Server(ThreadingHTTPServer):
    """Readers who go away in the middle of a file are no error."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    with Server(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@dataclass
class Tab:
    """A page in the browser and everything it asked for or complained of."""

    page: Page
    address: str
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        response = self.page.goto(self.address + path)
        assert response is None or response.ok, f"{path}: {response.status}"
        return self.page

    @property
    def runtime_requests(self) -> list[str]:
        return [url for url in self.requested if "/assets/python/" in url or url.endswith("/worker.js")]

    def hear_request(self, request: Request) -> None:
        self.requested.append(request.url)

    def hear_error(self, error: Error) -> None:
        self.complaints.append(str(error))

    def hear_console(self, line: ConsoleMessage) -> None:
        if "Content Security" in line.text:
            self.complaints.append(line.text)


KEPT = """async () => {
    const caught = (await caches.keys()).map(async (name) => (await caches.open(name)).keys());
    const kept = (await Promise.all(caught)).flat().find(({ url }) => url.endsWith("memory.bin"));
    return kept && kept.url;
}"""
"""Where Python's memory is kept on the device for later visits."""
UNTIL = """async (arg) => {
    const isSo = %s;
    const end = performance.now() + 30000;
    while (!(await isSo(arg))) {
        if (performance.now() > end) throw new Error("waited in vain: %s");
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}"""


def until(page: Page, is_so: str, arg: str | None = None) -> None:
    """Wait for what an asynchronous question to the page says."""
    page.evaluate(UNTIL.replace("%s", is_so, 1).replace("%s", is_so.split("\n")[0].replace('"', "'")), arg)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = chromium.find(playwright.chromium)
        browser = playwright.chromium.launch(executable_path=path, args=[*chromium.ARGUMENTS])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def bench_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("bench")
    shutil.copytree(ROOT / "content" / "_theme" / "assets", folder / "assets")
    fingerprint = runtime.build(ROOT, folder / "assets" / "python")
    write_bench(ROOT / "content", folder, f"assets/python/{fingerprint}/")
    with served(folder) as address:
        yield address


@pytest.fixture(scope="session")
def site_address() -> Iterator[str]:
    """The site that `make site` left; `make test` builds it first."""
    site = ROOT / "site"
    assert (site / "index.html").is_file(), f"没有 {site}：请先运行 make site。"
    with served(site) as address:
        yield address


def device(browser: Browser, *, scripts: bool = True) -> BrowserContext:
    """A small phone in China, on which nothing is kept."""
    return browser.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        java_script_enabled=scripts,
        viewport={"width": 360, "height": 640},
    )


@contextmanager
def tab_on(device: BrowserContext, address: str) -> Iterator[Tab]:
    tab = Tab(device.new_page(), address)
    tab.page.on("request", tab.hear_request)
    tab.page.on("pageerror", tab.hear_error)
    tab.page.on("console", tab.hear_console)
    yield tab
    tab.page.close()
    assert tab.complaints == []


def opened(browser: Browser, address: str, *, scripts: bool = True) -> Iterator[Tab]:
    phone = device(browser, scripts=scripts)
    with tab_on(phone, address) as tab:
        yield tab
    phone.close()


def used_before(browser: Browser, address: str, path: str) -> Iterator[BrowserContext]:
    """A phone on which a calculator was touched: later visits start from the memory that is kept."""
    phone = device(browser)
    with tab_on(phone, address) as tab:
        tab.open(path).locator(".calculator .field-input").first.focus()
        until(tab.page, KEPT)
    yield phone
    phone.close()


@pytest.fixture
def bench(browser: Browser, bench_address: str) -> Iterator[Tab]:
    yield from opened(browser, bench_address)


@pytest.fixture
def site(browser: Browser, site_address: str) -> Iterator[Tab]:
    yield from opened(browser, site_address)


@pytest.fixture(scope="session")
def bench_phone(browser: Browser, bench_address: str) -> Iterator[BrowserContext]:
    yield from used_before(browser, bench_address, "late-fee/")


@pytest.fixture(scope="session")
def site_phone(browser: Browser, site_address: str) -> Iterator[BrowserContext]:
    yield from used_before(browser, site_address, "calculators/late-fee/")


@pytest.fixture
def bench_again(bench_phone: BrowserContext, bench_address: str) -> Iterator[Tab]:
    """On a phone shared with other tests, for those about what is reckoned and not about how it starts."""
    with tab_on(bench_phone, bench_address) as tab:
        yield tab


@pytest.fixture
def site_again(site_phone: BrowserContext, site_address: str) -> Iterator[Tab]:
    """The same for the site."""
    with tab_on(site_phone, site_address) as tab:
        yield tab


@pytest.fixture
def plain_site(browser: Browser, site_address: str) -> Iterator[Tab]:
    """With JavaScript switched off."""
    yield from opened(browser, site_address, scripts=False)
