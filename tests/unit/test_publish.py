"""公开数据: the API says what the pages say, and the sitemap lists what is for search engines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from calculators import run, worked
from scripts.facts_json import facts_json
from scripts.publish import api_address, write_api, write_robots, write_sitemap

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from scripts.model import Country

SITE = "https://example.org/guide/"


@pytest.fixture(scope="module")
def api(world: Country, on: date, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_api(world, (), on, folder)
    return folder


def test_every_region_has_its_file(api: Path, world: Country, on: date) -> None:
    for region in world.regions:
        said = json.loads((api / api_address(region)).read_text("utf-8"))
        assert said["region"]["code"] == region.code
        assert said["facts"] == facts_json(region, on)
        assert list(said["facts"]) == sorted(said["facts"])


def test_addresses_by_level(world: Country) -> None:
    assert api_address(world.nation) == "api/v1/nation.json"
    assert api_address(world.by_slug["songshan"]) == "api/v1/provinces/songshan.json"
    assert api_address(world.by_slug["wudao"]) == "api/v1/cities/wudao.json"
    assert api_address(world.by_slug["heling"]) == "api/v1/cities/heling.json"


def test_the_index_lists_every_region_with_its_counts(api: Path, world: Country, on: date) -> None:
    index = json.loads((api / "api/v1/index.json").read_text("utf-8"))
    assert [each["code"] for each in index["regions"]] == [region.code for region in world.regions]
    for each in index["regions"]:
        region = world.by_slug[each["slug"]]
        held = region.facts(on)
        assert (api / each["file"]).is_file()
        assert each["counts"]["facts"] == len(held)
        assert each["counts"]["own"] == sum(value.region is region for value in held.values())
        statuses = ("official", "secondary", "conflicting", "unknown")
        assert sum(each["counts"].get(status, 0) for status in statuses) == len(held)
    assert index["regions"][0]["province"] is None


def test_the_data_date_is_the_last_look_not_the_day_of_the_build(
    world: Country, on: date, api: Path, tmp_path: Path
) -> None:
    write_api(world, (), on.replace(year=on.year + 1), tmp_path)
    dates = [
        json.loads((folder / "api/v1/index.json").read_text("utf-8"))["data_date"]
        for folder in (api, tmp_path)
    ]
    assert dates == [max(value.looked for value in world.values).isoformat()] * 2


def test_a_file_of_the_api_is_ready_for_a_calculator(api: Path, world: Country, on: date) -> None:
    facts = json.loads((api / api_address(world.by_slug["heling"])).read_text("utf-8"))["facts"]
    inputs = worked("transfer-deadline", on)
    answer = json.loads(
        run("transfer-deadline", json.dumps({"inputs": inputs, "facts": facts, "on": on.isoformat()}))
    )
    assert answer["ok"]


def test_the_sitemap_lists_what_is_for_search_engines(tmp_path: Path) -> None:
    write_sitemap(["b/", "", "a&b/"], SITE, tmp_path)
    tree = ElementTree.parse(tmp_path / "sitemap.xml")  # noqa: S314 - our own file
    listed = [each.text for each in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert listed == [SITE, f"{SITE}a&b/", f"{SITE}b/"]


def test_robots_points_to_the_sitemap(tmp_path: Path) -> None:
    write_robots(SITE, tmp_path)
    assert f"Sitemap: {SITE}sitemap.xml" in (tmp_path / "robots.txt").read_text("utf-8")
