"""公开数据: the API says what the pages say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from calculators import SLUGS, run, worked
from calculators.engine.payload_schema import json_schema
from scripts.api.publish import write_api
from scripts.pages.coming import coming_dates
from scripts.pages.site import Site
from scripts.pages.templates import Templates
from scripts.regions.addresses import api_address, calendar_address, schema_address
from scripts.regions.facts_json import facts_json
from tests.real.prose import CONTENT

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from scripts.regions.model import Country

SITE = "https://example.org/guide/"


@pytest.fixture(scope="module")
def api(world: Country, on: date, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(world, on, tmp_path_factory.mktemp("site"))


def published(world: Country, on: date, folder: Path) -> Path:
    write_api(Site(world, (), (), Templates(CONTENT, on), url=SITE), folder)
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
    later = published(world, on.replace(year=on.year + 1), tmp_path)
    dates = [
        json.loads((folder / "api/v1/index.json").read_text("utf-8"))["data_date"] for folder in (api, later)
    ]
    assert dates == [max(value.looked for value in world.values).isoformat()] * 2


def test_a_file_of_the_api_is_ready_for_a_calculator(api: Path, world: Country, on: date) -> None:
    facts = json.loads((api / api_address(world.by_slug["heling"])).read_text("utf-8"))["facts"]
    inputs = worked("transfer-deadline", on)
    answer = json.loads(
        run("transfer-deadline", json.dumps({"inputs": inputs, "facts": facts, "on": on.isoformat()}))
    )
    assert answer["ok"]


def test_sources_and_schema(api: Path, world: Country) -> None:
    sources = json.loads((api / "api/v1/sources.json").read_text("utf-8"))
    assert sources.keys() == world.sources.keys()
    schema = json.loads((api / "api/v1/schema.json").read_text("utf-8"))
    assert schema["properties"]["facts"]["properties"].keys() == world.dictionary.keys()


def test_what_a_calculator_takes(api: Path) -> None:
    for slug in SLUGS:
        assert json.loads((api / schema_address(slug)).read_text("utf-8")) == json_schema(slug)


def test_only_regions_with_dates_have_a_calendar(api: Path, world: Country, on: date) -> None:
    for region in world.regions:
        exists = (api / calendar_address(region)).is_file()
        assert exists == bool(coming_dates(region, region.facts(on), on))
