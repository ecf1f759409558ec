"""全部真实数据: what must be true of every file in regions/."""

import json
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from scripts.regions.facts_json import Json, facts_json
from scripts.regions.model import Country, Region

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 22)


def test_every_place_is_there(country: Country) -> None:
    """Every folder is a province; a municipality is a place with a scheme of its own, too."""
    municipalities = {region for region in country.cities if region.is_municipality}
    assert municipalities == {*country.cities} & {*country.provinces}
    folders = {path.name for path in (ROOT / "regions").iterdir() if path.is_dir()}
    assert {province.slug for province in country.provinces} == folders
    assert all(province.children for province in country.provinces if province not in municipalities)


def test_every_file_is_used(country: Country) -> None:
    """What is in the folder is in the Country."""
    files = {path.as_posix() for path in (ROOT / "regions").rglob("*.yaml")}
    known = {region.path for region in country.regions}
    assert files - known == {f"{ROOT}/regions/{name}.yaml" for name in ("facts", "sources", "largest")}
    assert known <= files


def test_official_means_the_original_was_read(country: Country) -> None:
    """A repost never stands as 官方原文; every known value names its document and the day of the look."""
    for value in country.values:
        if value.status != "unknown":
            assert value.source, (value.region.path, value.line)
            assert value.value is not None
        if value.status == "official":
            assert value.source
            assert value.source.tier == "original"


def test_every_region_has_exact_json(country: Country) -> None:
    """Nothing binary, nothing empty, on days long past and to come as well."""
    for region in country.regions:
        for day in (date(2015, 1, 1), date(2024, 7, 1), ON, date(2030, 1, 1)):
            facts = facts_json(region, day)
            json.dumps(facts, allow_nan=False)
            for key, fact in facts.items():
                assert isinstance(fact, dict)
                assert fact["value"] not in ("", [], {}), (region.slug, key)
                assert "None" not in _text(fact["value"]), (region.slug, key)


def test_every_city_has_the_national_rules(country: Country) -> None:
    """What the nation states and nobody replaces is known everywhere."""
    national = {key for key, value in country.nation.facts(ON).items() if not value.fact.local}
    for region in country.regions:
        assert national <= set(region.facts(ON)), region.slug


def test_nothing_is_due(country: Country) -> None:
    """On the day of the collection no value is past its review."""
    assert [value.place for value in country.values if value.is_stale(ON)] == []


def _calendar(nation: Region) -> dict[int, dict[str, Json]]:
    facts = facts_json(nation, ON, ("working_day_calendar",))
    fact = facts["working_day_calendar"]
    assert isinstance(fact, dict)
    years = fact["value"]
    assert isinstance(years, list)
    return {year["year"]: year for year in years if isinstance(year, dict) and isinstance(year["year"], int)}


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_working_days_agree_with_an_independent_calendar(country: Country, year: int) -> None:
    """Weekdays off and weekend days worked, day by day against the `chinesecalendar` package."""
    stated = _calendar(country.nation)[year]
    off, worked = stated["days_off"], stated.get("days_worked", [])
    assert isinstance(off, list)
    assert isinstance(worked, list)
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    for day in (day for day in days if day.year == year):
        is_workday = str(day) in worked if day.weekday() >= 5 else str(day) not in off
        assert is_workday == chinese_calendar.is_workday(day), day


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)
