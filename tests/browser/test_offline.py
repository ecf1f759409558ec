"""离线: a visited city without a network, how a new version takes over, how all of it is switched off."""

from __future__ import annotations

import os
import shutil
import threading
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from scripts.site import offline
from tests.browser.conftest import ROOT, Handler, Server, Tab, opened, until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

START = 30_000  # ms that a first start may take on a busy machine
SITE = ROOT / "site"
WORKER = ROOT / "content" / "_theme" / "sw.js"
CITY, PATH, NEIGHBOUR = "changzhou/", "changzhou/transfer/", "changzhou/lapse/"
KEPT = "async (end) => !!(await caches.match(location.origin + '/' + end))"
RUNTIME_KEPT = """async () => {
    const names = (await caches.keys()).filter((name) => name.includes("python"));
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().some(({ url }) => url.endsWith("python.zip"));
}"""
SHELLS = "async () => (await caches.keys()).filter((name) => name.includes('shell'))"


class Weather:
    """网络: as the test wants it, for one server."""

    def __init__(self) -> None:
        self.is_down = False
        self.is_open = threading.Event()  # while it is not, answers wait
        self.is_open.set()
        self.breaks: list[str] = []  # names of files that next come only half


FORBIDDEN = "new DOMException('', 'SecurityError')"


class Moody(Handler):
    """A server that can go away in the middle of the day."""

    def __init__(self, *args: Any, weather: Weather, **kwargs: Any) -> None:
        self.weather = weather
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:  # noqa: N802 - the name that http.server calls
        if self.weather.is_down:
            self.close_connection = True
            return
        self.weather.is_open.wait(START)
        name = self.path.rpartition("/")[2]
        if name not in self.weather.breaks:
            super().do_GET()
            return
        self.weather.breaks.remove(name)
        file = self.send_head()
        assert file
        with file:
            content = file.read()
            self.wfile.write(content[: len(content) // 2])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One city of the site and everything a page needs."""
    assert (SITE / "sw.js").is_file(), f"没有 {SITE}：请先运行 make site。"
    shutil.copytree(SITE / CITY, tmp_path / CITY)
    shutil.copytree(SITE / "assets", tmp_path / "assets", ignore=shutil.ignore_patterns("python"))
    (tmp_path / "assets" / "python").symlink_to(SITE / "assets" / "python")
    facts = Path("api", "v1", "cities", "changzhou.json")
    (tmp_path / facts).parent.mkdir(parents=True)
    for name in (facts, "sw.js", "sw-off.js", "manifest.webmanifest", "index.html"):
        shutil.copyfile(SITE / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def weather() -> Weather:
    return Weather()


@pytest.fixture
def tab(browser: Browser, folder: Path, weather: Weather) -> Iterator[Tab]:
    with Server(("127.0.0.1", 0), partial(Moody, directory=str(folder), weather=weather)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield from opened(browser, f"http://127.0.0.1:{server.server_port}/")
        weather.is_open.set()
        server.shutdown()
        thread.join()


def visit(tab: Tab, path: str = PATH) -> Page:
    """Open a page and touch it, so that the service worker starts and keeps the city."""
    page = tab.open(path)
    page.keyboard.press("Shift")
    until(page, KEPT, "api/v1/cities/changzhou.json")
    until(page, "async () => navigator.serviceWorker.controller")
    return page


def reckon(page: Page) -> None:
    form = page.locator("#calculator-transfer-deadline")
    form.locator("#transfer-deadline-accepted_on").fill("2026-04-01")
    form.locator("#transfer-deadline-as_of").fill("2026-04-17")
    form.get_by_role("button", name="算一算").click()
    expect(form.locator(".calculator-result")).to_contain_text("2026年4月16日", timeout=START)


def day_in_china() -> str:
    """The day on the reader's device, whose clock `opened` sets to China's."""
    now = datetime.now(UTC) + timedelta(hours=8)
    return f"{now.year}年{now.month}月{now.day}日"


def replace_worker(folder: Path) -> None:
    shutil.copyfile(WORKER, folder / "sw.js")
    offline.write_worker(folder)
    touch(folder / "sw.js")


def touch(path: Path) -> None:
    """Make it a minute younger: servers tell files apart by whole seconds."""
    os.utime(path, (path.stat().st_mtime + 60,) * 2)


def test_a_visited_city_and_its_calculators_work_without_a_network(tab: Tab, weather: Weather) -> None:
    earliest = day_in_china()
    page = visit(tab)
    reckon(page)
    until(page, RUNTIME_KEPT)
    days = {earliest, day_in_china()}  # two at midnight

    weather.is_down = True
    page.goto(tab.address + NEIGHBOUR)  # never opened before
    assert any(f" {day} " in page.locator("main .stale").first.inner_text() for day in days)
    assert page.locator("h1").evaluate("each => getComputedStyle(each).fontFamily")
    page.goto(tab.address + PATH)
    reckon(page)


def test_the_finder_works_without_a_network(tab: Tab, weather: Weather) -> None:
    """Though it was never touched before."""
    page = visit(tab)
    until(page, KEPT, "assets/search.js")
    weather.is_down = True
    page.goto(tab.address + NEIGHBOUR)
    page.get_by_role("combobox", name="找城市、找问题").fill("断缴")
    expect(page.get_by_role("option").first).to_contain_text("常州 · 断缴与补缴")


def test_what_was_never_visited_says_so_and_leads_to_what_is_kept(tab: Tab, weather: Weather) -> None:
    page = visit(tab)
    weather.is_down = True
    page.goto(tab.address + "beijing/")
    expect(page.get_by_role("heading", name="现在没有网络")).to_be_visible()
    page.locator(f"a[href$='{NEIGHBOUR}']").click()
    expect(page.locator("main .stale").first).to_be_visible()


def test_with_a_network_the_newest_page_is_shown(tab: Tab, folder: Path) -> None:
    page = visit(tab)
    text = (folder / PATH / "index.html").read_text("utf-8")
    (folder / PATH / "index.html").write_text(text.replace("<h1>", "<h1>新的："), "utf-8")
    touch(folder / PATH / "index.html")
    page.reload()
    expect(page.locator("h1")).to_contain_text("新的：")
    expect(page.get_by_text("网络不通")).to_have_count(0)


def test_a_network_that_dawdles_is_not_waited_for(tab: Tab, weather: Weather) -> None:
    page = visit(tab)
    weather.is_open.clear()
    page.goto(tab.address + NEIGHBOUR, timeout=START)
    expect(page.locator("main .stale").first).to_contain_text("网络不通")


def test_a_new_version_takes_over_and_keeps_what_was_visited(
    tab: Tab, folder: Path, weather: Weather
) -> None:
    page = visit(tab)
    old = page.evaluate(SHELLS)
    assert len(old) == 1

    style = folder / "assets" / "site.css"
    style.write_text(style.read_text("utf-8") + "\nh1 { letter-spacing: 7px !important; }\n", "utf-8")
    touch(style)
    replace_worker(folder)
    page.reload()
    until(page, f"async (old) => !(await ({SHELLS})()).includes(old)", old[0])
    until(page, f"async () => (await ({SHELLS})()).length === 1")

    weather.is_down = True
    page.goto(tab.address + NEIGHBOUR)
    expect(page.locator("main .stale").first).to_contain_text("网络不通")
    assert page.locator("h1").evaluate("each => getComputedStyle(each).letterSpacing") == "7px"


def test_a_kept_page_of_an_earlier_version_reckons_with_the_runtime_that_is_kept(
    tab: Tab, folder: Path, weather: Weather
) -> None:
    page = visit(tab)
    reckon(page)
    until(page, RUNTIME_KEPT)
    earlier = folder / NEIGHBOUR / "index.html"
    (current,) = (each.name for each in (folder / "assets" / "python").iterdir())
    shutil.copyfile(folder / PATH / "index.html", earlier)
    earlier.write_text(earlier.read_text("utf-8").replace(current, "0123456789ab"), "utf-8")
    touch(earlier)
    page.goto(tab.address + NEIGHBOUR)
    reckon(page)
    weather.is_down = True
    page.reload()
    reckon(page)


def test_the_switch_removes_the_worker_and_every_copy(tab: Tab, folder: Path) -> None:
    page = visit(tab)
    shutil.copyfile(folder / "sw-off.js", folder / "sw.js")
    touch(folder / "sw.js")
    page.reload()
    until(page, "async () => !(await navigator.serviceWorker.getRegistration())")
    page.reload()
    page.keyboard.press("Shift")
    until(page, "async () => !(await caches.keys()).length")
    reckon(page)
    until(page, "async () => !(await navigator.serviceWorker.getRegistration())")


def test_a_first_look_costs_nothing(tab: Tab) -> None:
    page = tab.open(PATH)
    page.wait_for_load_state("networkidle")
    assert not [url for url in tab.requested if url.endswith("sw.js") or "/api/" in url]
    assert page.evaluate("async () => !(await navigator.serviceWorker.getRegistration())")


@pytest.mark.parametrize(
    "trouble",
    [
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })",
        f"ServiceWorkerContainer.prototype.register = () => Promise.reject({FORBIDDEN})",
        f"Object.defineProperty(window, 'localStorage', {{ get() {{ throw {FORBIDDEN}; }} }})",
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }",
        f"Object.defineProperty(window, 'caches', {{ get() {{ throw {FORBIDDEN}; }} }})",
    ],
)
def test_without_workers_or_storage_the_site_works_the_same(tab: Tab, trouble: str) -> None:
    tab.page.add_init_script(trouble)
    page = tab.open(PATH)
    page.keyboard.press("Shift")
    reckon(page)


@pytest.mark.parametrize("name", ["pyodide.asm.wasm", "python.zip", "pyodide.asm.js"])
def test_a_download_that_breaks_off_is_tried_once_more(tab: Tab, weather: Weather, name: str) -> None:
    weather.breaks.append(name)
    page = tab.open(PATH)
    reckon(page)
    assert weather.breaks == []
    assert sum(url.endswith("worker.js") for url in tab.requested) == 2


def test_a_full_device_keeps_nothing_and_works(tab: Tab) -> None:
    page = tab.page
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": tab.address.rstrip("/"), "quotaSize": 1000})
    tab.open(PATH)
    page.keyboard.press("Shift")
    reckon(page)
    until(page, "async () => !(await navigator.serviceWorker.getRegistration())")


def test_the_site_can_be_installed(tab: Tab) -> None:
    page = tab.open("")
    devtools = page.context.new_cdp_session(page)
    manifest = devtools.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"] == tab.address + "manifest.webmanifest"
    problems = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [each["errorId"] for each in problems if each["errorId"] != "in-incognito"] == []


def test_back_and_forward_bring_back_what_was_asked(tab: Tab) -> None:
    page = tab.open(PATH)
    reckon(page)
    tab.open(NEIGHBOUR)
    page.go_back()
    expect(page.locator("#transfer-deadline-accepted_on")).to_have_value("2026-04-01")
    expect(page.locator("#calculator-transfer-deadline .calculator-result")).to_contain_text(
        "2026年4月16日", timeout=START
    )
    page.go_forward()
    expect(page).to_have_url(tab.address + NEIGHBOUR)
