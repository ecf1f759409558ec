"""接口: every published file is as openapi.json says, of the invented country and of the real one."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from calculators.engine.payload_schema import DIALECT
from scripts.api.publish import write_api
from scripts.pages.reckoning import PAGE_FACTS
from scripts.pages.site import Site
from scripts.pages.templates import Templates
from scripts.regions.changes import Changelog
from scripts.regions.records import FOLDER, read_changes
from scripts.words.across import load_across
from scripts.words.topics import load_topics
from tests.real.prose import CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scripts.regions.json_schema import Schema
    from scripts.regions.model import Country

type Place = tuple[str | int, ...]

PERHAPS = "没有的话没有这个文件"
"""Said of a kind of file that need not be there."""
UNHEARD_OF, WRONG = "unheard_of", 0.5
"""What no file has, under a name that no schema knows: there are no inexact numbers."""
OPENAPI = json.loads((CONTENT.parent / "tests/real/openapi-3.1.schema.json").read_text("utf-8"))
"""As the OpenAPI Initiative publishes it (Apache-2.0)."""


@pytest.fixture(scope="module", params=["world", "country"], ids=["云国", "全国"])
def place(request: pytest.FixtureRequest) -> Country:
    place: Country = request.getfixturevalue(request.param)
    return place


@pytest.fixture(scope="module")
def api(place: Country, country: Country, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All files, on the day of the data."""
    folder = tmp_path_factory.mktemp("site")
    on = place.data_date
    topics = load_topics(CONTENT, country.dictionary, PAGE_FACTS)
    across = load_across(CONTENT, country.dictionary, [topic.slug for topic in topics])
    changelog = read_changes(CONTENT.parent / FOLDER, place) if place is country else Changelog()
    templates, url = Templates(CONTENT, on), "https://example.org/"
    write_api(Site(place, topics, (), templates, across=across, changelog=changelog, url=url), folder)
    return folder / "api/v1"


@pytest.fixture(scope="module")
def described(api: Path) -> Schema:
    document: Schema = json.loads((api / "openapi.json").read_text("utf-8"))
    return document


@pytest.fixture(scope="module")
def files(api: Path, described: Schema) -> dict[str, list[Path]]:
    """The files of each path; one that no path or more than one fits is an error."""
    found: dict[str, list[Path]] = {path: [] for path in described["paths"]}
    patterns = {path: re.escape(path).replace(r"\{slug\}", "[a-z-]+") for path in found}
    for file in sorted(api.rglob("*.*")):
        address = f"/{file.relative_to(api).as_posix()}"
        (path,) = [path for path, pattern in patterns.items() if re.fullmatch(pattern, address)]
        found[path].append(file)
    return found


def answer(described: Schema, path: str) -> tuple[str, Schema]:
    """Media type and schema of the files of a path."""
    ((media, content),) = described["paths"][path]["get"]["responses"]["200"]["content"].items()
    return media, content["schema"]


def validator(described: Schema, schema: Schema) -> Draft202012Validator:
    """One that refuses whatever is not described."""
    whole = {**closed(schema), "components": closed(described["components"])}
    return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)


def closed(schema: Any) -> Any:
    """The same, with no properties but those it names."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(each) for name, each in schema.items()}
    is_record = isinstance(inner.get("properties"), dict) and "type" in inner
    return {"additionalProperties": False, **inner} if is_record else inner


def test_every_path_has_its_files(files: dict[str, list[Path]], described: Schema) -> None:
    """And every file its path, which the fixture has found."""
    missing = [path for path, found in files.items() if not found]
    assert all(PERHAPS in described["paths"][path]["get"]["summary"] for path in missing)


def test_every_file_is_as_described(files: dict[str, list[Path]], described: Schema) -> None:
    """JSON to the last property; a fact that holds in many regions is looked at once."""
    facts_of = described["components"]["schemas"]["RegionFacts"]["properties"]["facts"]
    fact = validator(described, facts_of["additionalProperties"])
    seen: set[str] = set()
    for path, found in files.items():
        media, schema = answer(described, path)
        check = validator(described, schema)
        for file in found:
            if media != "application/json":
                assert file.suffix in (".csv", ".atom", ".ics")
                continue
            said = json.loads(file.read_text("utf-8"))
            if schema == {"$ref": "#/components/schemas/RegionFacts"}:
                facts = {json.dumps(each): each for each in said["facts"].values()}
                for text in facts.keys() - seen:
                    fact.validate(facts[text])
                seen |= facts.keys()
                said["facts"] = dict(list(said["facts"].items())[:1])
            check.validate(said)
            if said.get("$schema") == DIALECT:
                Draft202012Validator.check_schema(said)
    assert seen


def test_nothing_that_is_not_described_passes(files: dict[str, list[Path]], described: Schema) -> None:
    """A property more is refused wherever it stands, in every kind of file that we make."""
    for path, found in files.items():
        media, schema = answer(described, path)
        if media != "application/json" or schema.get("additionalProperties") is True:
            continue
        said = json.loads(found[0].read_text("utf-8"))
        assert validator(described, schema).is_valid(said)
        places = set(spoiled(said))
        refused = {tuple(error.absolute_path) for error in validator(described, schema).iter_errors(said)}
        assert {place[:-1] if place[-1:] == (UNHEARD_OF,) else place for place in refused} == places, path


def spoiled(said: Any, place: Place = ()) -> Iterator[Place]:
    """Every object within gets a property that it must not have; where they are."""
    for name, each in enumerate(said) if isinstance(said, list) else [*said.items()]:
        if isinstance(each, dict | list):
            yield from spoiled(each, (*place, name))
    if isinstance(said, dict):
        said[UNHEARD_OF] = WRONG
        yield place


def test_tables_feeds_and_calendars_are_what_they_are_called(
    files: dict[str, list[Path]], described: Schema
) -> None:
    """As their media types say; the table has the columns that its description lists."""
    for path, found in files.items():
        media, schema = answer(described, path)
        for text in (file.read_text("utf-8") for file in found if media != "application/json"):
            if media == "text/csv":
                header, *rows = csv.reader(text.splitlines())
                assert schema["description"].endswith("、".join(header))
                assert all(len(row) == len(header) for row in rows)
            elif media == "text/calendar":
                assert text.startswith("BEGIN:VCALENDAR\n")
                assert text.endswith("END:VCALENDAR\n")
            else:
                assert media == "application/atom+xml"
                assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2005/Atom}feed"  # noqa: S314


def test_the_description_is_openapi(described: Schema) -> None:
    """By the published schema; what it says of files are valid schemas, all named ones are used."""
    Draft202012Validator(OPENAPI).validate(described)
    for path in described["paths"]:
        Draft202012Validator.check_schema(answer(described, path)[1])
    named = described["components"]["schemas"]
    for schema in named.values():
        Draft202012Validator.check_schema(schema)
    used = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(described)))
    assert used == named.keys()
