"""核对单: marked in a browser without a network, saved, proposed, applied; only the intended lines change."""

from __future__ import annotations

import difflib
import re
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from scripts.regions.load import load, read_files
from scripts.regions.proposals import read_proposals
from scripts.tools.proposing import Desk
from scripts.tools.worksheet import worksheet
from tests.browser.test_accessibility import violations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

    from scripts.regions.model import Country, Region, Value
    from scripts.regions.proposals import Proposal
    from scripts.tools.proposing import Plan

ROOT = Path(__file__).parents[2]
WORLD, REGIONS = ROOT / "tests/world", ROOT / "regions"
STATEMENTS = 50
DAY = date(2026, 12, 24)
BLOCKED = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("blocked", "SecurityError"); },
})"""
DOCUMENT = {
    "title": "关于医保办事的答复",
    "issuer": "当地医疗保障局",
    "url": "https://www.example.org/answer-1.html",
}
LOOKED = re.compile(r"[-+] {6}(looked|confirmed|status): [\w-]+")
ASKED: list[str] = []


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A phone without any network."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 360, "height": 640}, offline=True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("request", lambda request: ASKED.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text))
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    context.close()
    assert complaints == []


def opened(page: Page, country: Country, region: Region, folder: Path) -> Page:
    path = folder / f"{region.slug}.html"
    path.write_text(worksheet(country, region, {}, DAY), "utf-8")
    page.goto(path.as_uri())
    page.evaluate("localStorage.clear()")
    page.reload()
    page.locator("#day").fill(str(DAY))
    return page


def entry(page: Page, key: str) -> Locator:
    return page.locator(f'.entry[data-key="{key}"]')


def mark(page: Page, key: str, mark: str) -> Locator:
    """The entry, marked; one that nobody knew is unfolded first."""
    found = entry(page, key)
    page.evaluate(
        "key => (document.querySelector(`[data-key=${key}]`).closest('details') || {}).open = true", key
    )
    found.locator(f".mark input[value={mark}]").check()
    return found


def fill_document(entry: Locator, tier: str = "original") -> None:
    form = entry.get_by_role("group", name="哪份文件说的")
    for label, text in (
        ("文件名", DOCUMENT["title"]),
        ("谁发的", DOCUMENT["issuer"]),
        ("网址", DOCUMENT["url"]),
    ):
        form.get_by_label(label).fill(text)
    form.get_by_label("您读的是").select_option(tier)


def saved(page: Page) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name="保存").click()
    return Path(download.value.path()).read_bytes()


def planned(
    country: Country, regions: Path, data: bytes
) -> tuple[tuple[Proposal, ...], Plan, dict[str, bytes]]:
    files = read_files(regions)
    rows = read_proposals("sheet.yaml", data, country)
    return rows, Desk(country, files, regions, DAY).plan(rows), files


def changed_lines(old: bytes, new: bytes) -> list[str]:
    lines = difflib.unified_diff(old.decode().splitlines(), new.decode().splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:2] != "@@" and line[:3] not in ("---", "+++")]


def test_every_form_of_value_comes_back_the_same(page: Page, world: Country, tmp_path: Path) -> None:
    """All that holds in the invented city is 相符: read in the original if there is one, else looked up."""
    region = world.by_slug["heling"]
    opened(page, world, region, tmp_path)
    held = {key: value for key, value in region.facts(DAY).items() if value.is_known}
    for key, value in held.items():
        form = mark(page, key, "agrees")
        if value.source and value.source.tier == "original":
            form.get_by_label("这次读了文件吗？").select_option("same")
    expect(page.locator("#progress")).to_contain_text(f"相符 {len(held)} 不符 0")
    rows, plan, files = planned(world, WORLD, saved(page))
    assert {row.value.key for row in rows if row.value} == held.keys()
    assert {outcome.kind for outcome in plan.outcomes.values()} == {"confirmed"}
    assert {value.fact.shape.kind for value in held.values()} >= {
        "list",
        "record",
        "choice",
        "share",
        "url",
        "phone",
    }
    for row in rows:
        assert row.value
        old, new = held[row.value.key], plan.country.by_slug[row.value.region.slug].fact(row.value.key, DAY)
        assert new
        assert (new.value, new.since, new.looked) == (old.value, old.since, DAY)
        was_read = old.source and old.source.tier == "original"
        assert (new.status, new.confirmed) == (("official", DAY) if was_read else (old.status, old.confirmed))
    for path, data in plan.changed.items():
        assert [line for line in changed_lines(files[path], data) if not LOOKED.fullmatch(line)] == []


def test_every_form_of_value_can_be_corrected(page: Page, world: Country, tmp_path: Path) -> None:
    """不符 with a document states the value of the form, as it stood in it; unknown ones are typed in."""
    region = world.by_slug["heling"]
    opened(page, world, region, tmp_path)
    held = {key: value for key, value in region.facts(DAY).items() if value.is_known}
    for key in held:
        fill_document(mark(page, key, "differs"))
    rows = read_proposals("sheet.yaml", saved(page), world)
    assert [str(problem) for row in rows for problem in row.problems] == []
    stated = {row.value.key: row.value for row in rows if row.value}
    assert {key: value.value for key, value in stated.items()} == {
        key: each.value for key, each in held.items()
    }
    assert {value.region.slug for value in stated.values()} == {"heling"}
    assert {(value.status, value.confirmed, value.looked) for value in stated.values()} == {
        ("official", DAY, DAY)
    }


def test_what_people_type_is_understood(page: Page, world: Country, tmp_path: Path) -> None:
    """Figures with separators and units, spoken dates, full-width digits; what is no figure is a lead."""
    opened(page, world, world.by_slug["heling"], tmp_path)
    for key, typed in (("contribution_base_max", "２１,７００.50"), ("late_fee_daily_rate", "0.05％")):
        form = mark(page, key, "differs")
        form.get_by_label("应该是").fill(typed)
        form.get_by_label("从哪天起").fill("2026年7月1日")
        fill_document(form, "news")
    form = mark(page, "back_payment_limit_months", "differs")
    form.get_by_label("应该是").fill("半年")
    expect(form.get_by_label("应该是")).to_have_attribute("aria-invalid", "true")
    fill_document(form)
    expect(form.locator(".entry-state")).to_contain_text("还缺：对的写法")
    rows = {row.id: row for row in read_proposals("sheet.yaml", saved(page), world)}
    told = [
        (str(row.value.value), str(row.value.since), row.value.status) for row in rows.values() if row.value
    ]
    assert told == [("0.0005", "2026-07-01", "secondary"), ("21700.5", "2026-07-01", "secondary")]
    lead = rows["heling/back_payment_limit_months"]
    assert lead.about
    assert "半年" in str(lead.row.nodes["remark"])


def test_lists_and_records_grow_and_shrink(page: Page, world: Country, tmp_path: Path) -> None:
    opened(page, world, world.by_slug["heling"], tmp_path)
    form = mark(page, "transfer_documents", "differs")
    form.get_by_role("button", name="加一项").click()
    form.get_by_label("应该是：转移要带的材料，第 3 项").fill('社保卡: "正反面" # 复印')
    form.get_by_role("button", name="删掉第 1 项").click()
    fill_document(form)
    form = mark(page, "lapse_short_gap_months", "unsure")
    form.get_by_label("为什么拿不准").fill("听说要改\n<b>")
    rows = read_proposals("sheet.yaml", saved(page), world)
    assert [row.value.value for row in rows if row.value] == [("参保凭证", '社保卡: "正反面" # 复印')]
    assert [row.about[1] for row in rows if row.about] == ["lapse_short_gap_months"]


def test_it_is_kept_taken_back_and_cleared(page: Page, world: Country, tmp_path: Path) -> None:
    """Closing the page loses nothing; without storage it says so."""
    opened(page, world, world.by_slug["heling"], tmp_path)
    mark(page, "bureau_site", "differs").get_by_label("应该是").fill("https://new.example.org/")
    mark(page, "transfer_documents", "agrees")
    page.reload()
    expect(entry(page, "bureau_site").get_by_label("应该是")).to_have_value("https://new.example.org/")
    entry(page, "transfer_documents").get_by_role("button", name="撤回这一条").click()
    expect(entry(page, "transfer_documents").locator(".mark input:checked")).to_have_count(0)
    expect(page.locator("#progress")).to_contain_text("相符 0 不符 1")
    page.get_by_role("button", name="清空这张单子").click()
    page.reload()
    expect(page.locator("#progress")).to_contain_text("相符 0 不符 0 不确定 0")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#saved-words")).to_contain_text("还没有")


def test_storage_refused_is_said(browser: Browser, world: Country, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    other = context.new_page()
    other.add_init_script(BLOCKED)
    (tmp_path / "sheet.html").write_text(worksheet(world, world.by_slug["heling"], {}, DAY), "utf-8")
    other.goto((tmp_path / "sheet.html").as_uri())
    mark(other, "bureau_site", "agrees")
    expect(other.locator("#kept")).to_contain_text("记不住")
    assert b"bureau_site" in saved(other)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_real_city(page: Page, country: Country, tmp_path: Path, scheme: str) -> None:
    """One of each mark; nothing is asked for, nothing overflows on a phone, axe has nothing to say."""
    region = country.largest[0]
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    ASKED.clear()
    opened(page, country, region, tmp_path)
    known = [value for value in region.facts(DAY).values() if value.is_known]
    integers = [value for value in known if value.fact.shape.kind == "integer"]
    agreed, differing, unsure = known[0], integers[-1], known[1]
    mark(page, agreed.key, "agrees")
    mark(page, unsure.key, "unsure")
    form = mark(page, differing.key, "differs")
    form.get_by_label("应该是").fill(str(int(str(differing.value)) + 1))
    fill_document(form)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert violations(page) == []
    rows, plan, _ = planned(country, REGIONS, saved(page))
    assert len(rows) == 3
    kinds = {
        row.value.key if row.value else row.about and row.about[1]: plan.outcomes[row.id].kind for row in rows
    }
    assert kinds[agreed.key] == "confirmed"
    assert kinds[unsure.key] == "reported"
    assert kinds[differing.key] in ("applied", "replaced")
    assert {url.partition(":")[0] for url in ASKED} <= {"file", "blob"}
    assert len({url for url in ASKED if url.startswith("file:")}) == 1


def test_the_round_trip_touches_only_the_intended_lines(page: Page, country: Country, tmp_path: Path) -> None:
    """Fifty statements of as many places: looked at, read again, or found in another original."""
    chance = Random(20261201)  # noqa: S311 - a sample, no secret
    known = [value for value in country.values if value.is_known and holds(value)]
    sample = chance.sample(known, STATEMENTS)
    batch, how = [], {}
    for number, value in enumerate(sample):
        opened(page, country, value.region, tmp_path)
        form = mark(page, value.key, "agrees")
        is_original = value.source is not None and value.source.tier == "original"
        read = chance.choice(["none", "none", "other", *["same"] * (2 * is_original)])
        form.get_by_label("这次读了文件吗？").select_option(read)
        if read == "other":
            fill_document(form)
            form.get_by_role("group", name="哪份文件说的").get_by_label("网址").fill(
                f"https://www.example.org/{number}.html"
            )
            form.get_by_label("文件名").fill(f"答复第{number}号")
        batch.append(saved(page))
        how[f"{value.region.slug}/{value.key}"] = read
    rows, plan, files = planned(country, REGIONS, b"".join(batch))
    expected = {name: "replaced" if read == "other" else "confirmed" for name, read in how.items()}
    assert {name: outcome.kind for name, outcome in plan.outcomes.items()} == expected
    assert {*expected.values()} == {"replaced", "confirmed"}
    for path, data in plan.changed.items():
        if path.endswith("/sources.yaml"):
            continue
        old, new = files[path].decode().split("\n"), data.decode().split("\n")
        here = [
            (value, how[f"{value.region.slug}/{value.key}"]) for value in sample if value.region.path == path
        ]
        after = [(plan.country.by_slug[value.region.slug].fact(value.key, DAY), read) for value, read in here]
        assert rest(old, here) == rest(new, after)
    sources = (REGIONS / "sources.yaml").as_posix()
    new_sources = changed_lines(files[sources], plan.changed[sources])
    titles = [line for line in new_sources if line.startswith("+  title:")]
    assert len(titles) == [*how.values()].count("other")
    for row in rows:
        assert row.value
        new_value = plan.country.by_slug[row.value.region.slug].fact(row.value.key, DAY)
        assert new_value
        assert new_value.looked == DAY
    assert load(REGIONS, files={**files, **plan.changed}).data_date == DAY


def holds(value: Value) -> bool:
    """Whether it is what its own region's sheet shows on that day."""
    return value.region.facts(DAY).get(value.key) is value


def rest(lines: list[str], statements: list[tuple[Value | None, str]]) -> list[str]:
    """The lines of a file without those that a sheet may change: the days, or a statement newly founded."""
    gone: set[int] = set()
    for value, read in statements:
        assert value
        first = value.line - 1
        last = first + 1
        while lines[last].startswith("      "):
            last += 1
        days = [n for n in range(first, last) if re.match(r" {4}[- ] (looked|confirmed|status):", lines[n])]
        gone |= {*range(first, last)} if read == "other" else {*days}
    return [line for number, line in enumerate(lines) if number not in gone]


def test_the_day_of_a_sheet_is_never_ahead(country: Country) -> None:
    """The day of these tests lies ahead of the data, and is looked at from that day."""
    assert country.data_date < DAY < country.data_date + timedelta(365)
