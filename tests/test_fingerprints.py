"""指纹: whatever is changed in the invented country, a page taken over is the page that would be made."""

from __future__ import annotations

import shutil
from copy import deepcopy
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from calculators.engine.dates import PartialDate
from scripts import build
from scripts.pages import guide
from scripts.pages.site import Place, read
from scripts.regions import model
from scripts.regions.changes import Change, Changelog, Stated
from scripts.regions.load import load
from scripts.regions.model import Country, Fact, Field, Region, Shape, Source, Value
from scripts.regions.problems import BadData

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scripts.pages.page import Draft, Page

ROOT = Path(__file__).parents[1]
FROM_THE_SITE = ("_shared", "_theme", "across", "changes", "coverage", "glossary", "situation")
TOPIC = """
title: 全部
heading: 全部怎么办
question: 全部的事，怎么办？
icon: truck
order: 1
also: [{}]
calculators: [transfer-deadline]
synonyms: []
ask: {{lapse_waiting_months: 要等几个月？}}
"""
PAGE = """{% extends "_shared/topic.html.j2" %}
{% block lead %}
{{ here }}，{{ province.name }}：
{%- for key in topic.keys if f(key) and f(key).fact.shape.kind not in ("list", "record") %}{{ said(key) }}
{%- endfor %}。
{% endblock %}
{% block where %}窗口{% endblock %}
{% block bring %}身份证{% endblock %}
{% block days %}{% for key in topic.keys %}{{ fact(key) }}{% endfor %}{% endblock %}
{% block steps %}<p>照办。</p>{% endblock %}
"""
SAID = """
- {id: moving-costs, claim: 搬家要交钱, verdict: wrong, certainty: medium, why: 不用交钱。,
   topics: [everything], rules: [nation/transfer_out_workdays, heling/required_local_years]}
"""
MATTERS = """
- {name: 断缴等待, keys: [lapse_waiting_months]}
"""
ACROSS = """
- {key: retiree_credit, slug: credit, title: 每月进多少, topic: everything, caution: 比不得的先说。}
- {key: transfer_out_workdays, slug: days, title: 要几天, topic: everything, caution: 比不得的先说。}
"""
SITUATIONS = """
moving:
  title: 搬家
  icon: truck
  lead: 要等几个月？
  words: [搬家]
  places: {city: 城市}
  questions: {}
  facts: {lapse_waiting_months: {}}
  steps: [{text: 照办。, topic: everything}]
"""


@dataclass(frozen=True)
class Built:
    """What a build starts from, and ends with: what all pages are made of, and each page."""

    common: str
    drafts: Mapping[str, Draft]
    pages: Mapping[str, Page]


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with one topic, which shows every fact of the invented country."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("calculators", "scripts", *(f"content/{each}" for each in FROM_THE_SITE)):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for name in ("everything", "claims"):
        (folder / "content" / name).mkdir()
    keys = load(ROOT / "tests/world").dictionary
    content = folder / "content"
    (content / "everything/topic.yaml").write_text(TOPIC.format(", ".join(keys)), "utf-8")
    (content / "everything/page.html.j2").write_text(PAGE, "utf-8")
    (content / "claims/claims.yaml").write_text(SAID, "utf-8")
    (content / "coverage/matters.yaml").write_text(MATTERS, "utf-8")
    (content / "across/across.yaml").write_text(ACROSS, "utf-8")
    (content / "situation/situations.yaml").write_text(SITUATIONS, "utf-8")
    shutil.copy(ROOT / "content/claims/page.html.j2", content / "claims")
    return folder


RECORD: tuple[tuple[str, str, Stated | None, Stated | None], ...] = (
    (
        "nation",
        "transfer_out_workdays",
        None,
        Stated("official", 9, PartialDate(2021), source="云医保〔2022〕1号"),
    ),
    ("songshan", "retiree_credit", Stated("secondary", ({"monthly": Decimal(80)},)), None),
    ("zhuwan", "average_wage", Stated("secondary", Decimal(7000)), Stated("secondary", Decimal(7200))),
)
"""What was told of places: where, of which key, what stood before and since."""


def recorded(country: Country) -> Changelog:
    dictionary, regions = country.dictionary, country.by_slug
    return Changelog(
        Change(
            date(2026, 12, 1), regions[slug], dictionary[key], "new" if old is None else "corrected", old, new
        )
        for slug, key, old, new in RECORD
        if slug in regions
    )


def drafted(
    root: Path, country: Country, on: date, changelog: Changelog | None = None
) -> tuple[str, dict[str, Draft]]:
    """What all pages are made of, and the pages not yet made."""
    told = changelog or recorded(country)
    site = read(root / "content", country, on, changelog=told, cache=root / "build/templates")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "ROOT", root)
        common = build.common(on, site.runtime, build.on_every_page(country, on), country)
    return common, {draft.url: draft for draft in guide.drafts(site)}


@pytest.fixture(scope="session")
def clean(root: Path, world: Country, on: date) -> Built:
    common, drafts = drafted(root, world, on)
    return Built(common, drafts, {url: draft.make() for url, draft in drafts.items()})


def stale(
    last: Built, root: Path, country: Country, on: date, changelog: Changelog | None = None
) -> set[str]:
    """The addresses whose pages would be taken over from the last build although a clean one differs."""
    try:
        common, drafts = drafted(root, country, on, changelog)
    except BadData:  # refused: nothing is taken over
        return set()
    if common != last.common:
        return set()
    kept = (url for url, old in last.drafts.items() if url in drafts and drafts[url].made_of == old.made_of)
    return {url for url in kept if drafts[url].make() != last.pages[url]}


SPEAKING = ("nation", "songshan", "wudao", "heling", "zhuwan")
"""The nation, a province, a municipality, the city that states most, and one that no claim cites."""
NOT_STATED = {
    Value: {"fact", "region", "place", "places", "rivals"},
    Region: {"level", "path", "parent", "children", "stated"},
    Source: {"id"},
    Fact: {"key", "topic", "shape"},
    Shape: {"kind", "of", "fields"},
    Field: {"shape"},
}
"""What binds things together, or would make them another kind of thing."""
INSTEAD = {"official": "secondary", "secondary": "official", "original": "news", "news": "mirror"}
ADDED: Mapping[str, object] = {
    "since": PartialDate(2020),
    "until": PartialDate(2031),
    "clause": "第九条",
    "quote": "引来的话",
    "confirmed": date(2026, 9, 9),
    "note": "提醒一句",
    "area_code": "0990",
    "aliases": ("别名",),
    "tile": (3, 3),
    "document_number": "云〔2020〕9号",
    "date": PartialDate(2020),
    "url": "https://other.example.org/",
    "locator": "公报",
    "source": "另一份文件",
    "area": "某县",
    "unit": "个",
    "options": {"new": "新的"},
}


def another(old: Any, name: str) -> Any:
    """Something else in its place."""
    match old:
        case None | () if name in ADDED:
            return ADDED[name]
        case bool():
            return not old
        case int():
            return old + 1
        case Decimal():
            return old + Decimal("0.01")
        case PartialDate():
            return PartialDate(old.year + 1)
        case date():
            return old + timedelta(days=1)
        case str():
            return INSTEAD.get(old, f"{old}改")
        case tuple():
            return (*old[:-1], another(old[-1], name))
        case dict() if old:
            return {**old, (last := [*old][-1]): another(old[last], name)}
        case _:
            return ADDED[name]


def spoken(country: Country, kind: type, slug: str) -> Iterator[Any]:
    """The things of a kind that a region states, brings or is."""
    region = country.by_slug[slug]
    values = [value for stated in region.stated.values() for value in stated]
    match kind:
        case model.Region:
            yield region
        case model.Value:
            yield from (value for value in values if value.is_known)
        case model.Source:
            yield from (value.source for value in values if value.source)
        case model.Fact:
            yield from (value.fact for value in values)
        case model.Shape:
            yield from (value.fact.shape for value in values)
        case model.Field:
            yield from (each for value in values for each in value.fact.shape.fields.values())


def changed(country: Country, kind: type, name: str, slug: str) -> Country | None:
    """A copy in which one field of one thing is another; one that has something there, if any has."""
    copy = deepcopy(country)
    things = [*spoken(copy, kind, slug)]
    if not things:
        return None
    thing = next((each for each in things if getattr(each, name) not in (None, ())), things[0])
    old = getattr(thing, name)
    sources = [each for each in copy.sources.values() if each is not old]
    new = sources[0] if name == "source" else (*old, sources[0]) if name == "also" else another(old, name)
    object.__setattr__(thing, name, new)
    if name == "slug":
        copy = replace(copy, by_slug={region.slug: region for region in copy.regions})
    return copy


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        pytest.param(kind, field.name, id=f"{kind.__name__}.{field.name}")
        for kind, kept in NOT_STATED.items()
        for field in fields(kind)
        if field.name not in kept
    ],
)
def test_nothing_taken_over_is_stale(
    kind: type, name: str, clean: Built, root: Path, world: Country, on: date
) -> None:
    """Whichever field of whatever is changed, at whichever level."""
    for slug in SPEAKING:
        if country := changed(world, kind, name, slug):
            assert stale(clean, root, country, on) == set(), slug


def told_otherwise(changelog: Changelog) -> Iterator[tuple[str, Changelog]]:
    """Records in which one thing is another, or one change is not there, by what was done."""
    changes = changelog.changes
    for number, change in enumerate(changes):
        others = (*changes[:number], *changes[number + 1 :])
        where = change.region.slug
        yield f"{where} forgotten", Changelog(others)
        yield f"{where} another day", Changelog([*others, replace(change, day=date(2026, 11, 30))])
        yield f"{where} another kind", Changelog([*others, replace(change, kind="withdrawn")])
        for side in ("old", "new"):
            if said := getattr(change, side):
                for name in ("value", "since", "until", "status", "source"):
                    other = replace(said, **{name: another(getattr(said, name), name)})
                    yield f"{where} {side} {name}", Changelog([*others, replace(change, **{side: other})])


def test_another_record_leaves_nothing_stale(clean: Built, root: Path, world: Country, on: date) -> None:
    """And what a reader sees of it shows."""
    for what, changelog in told_otherwise(recorded(world)):
        assert stale(clean, root, world, on, changelog) == set(), what
        _, drafts = drafted(root, world, on, changelog)
        if what.endswith(("forgotten", "another day", "value", "since", "until")):
            assert drafts["changes/"].made_of != clean.drafts["changes/"].made_of, what
            assert drafts["changes/"].make() != clean.pages["changes/"], what


def test_other_largest_places_leave_nothing_stale(clean: Built, root: Path, world: Country, on: date) -> None:
    assert world.largest
    assert stale(clean, root, replace(world, largest=world.largest[1:]), on) == set()


@pytest.mark.parametrize("slug", SPEAKING)
def test_a_statement_less_leaves_nothing_stale(
    slug: str, clean: Built, root: Path, world: Country, on: date
) -> None:
    country = deepcopy(world)
    stated = country.by_slug[slug].stated
    del stated[[*stated][-1]]
    assert stale(clean, root, country, on) == set()


@pytest.mark.parametrize(("kind", "name"), [(Value, "note"), (Region, "short"), (Source, "title")])
def test_a_fingerprint_that_forgets_is_found_out(
    kind: type,
    name: str,
    clean: Built,
    root: Path,
    world: Country,
    on: date,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Place, "made_of", "always the same")
    drafts = {url: draft._replace(made_of="always the same") for url, draft in clean.drafts.items()}
    country = changed(world, kind, name, "zhuwan")
    assert country
    assert stale(replace(clean, drafts=drafts), root, country, on)


def test_one_citys_value_presses_the_citys_pages(clean: Built, root: Path, world: Country, on: date) -> None:
    """And the two that count what is known."""
    country = changed(world, Value, "note", "zhuwan")
    assert country
    _, drafts = drafted(root, country, on)
    pressed = {url for url, draft in drafts.items() if draft.made_of != clean.drafts[url].made_of}
    assert pressed == {"zhuwan/", "zhuwan/everything/"}


@pytest.mark.parametrize(
    "file",
    [
        "content/everything/topic.yaml",
        "content/everything/page.html.j2",
        "content/_shared/onward.html.j2",
        "content/claims/claims.yaml",
        "content/glossary/glossary.yaml",
        "content/_theme/base.html",
        "calculators/late_fee.py",
        "calculators/late_fee.examples.yaml",
        "scripts/pages/topic.py",
        "mkdocs.yml",
    ],
)
def test_other_words_or_other_code_press_everything(
    file: str, clean: Built, root: Path, world: Country, on: date
) -> None:
    text = (root / file).read_text("utf-8")
    (root / file).write_text(f"{text}\n", "utf-8")
    common, _ = drafted(root, world, on)
    (root / file).write_text(text, "utf-8")
    assert common != clean.common


def test_another_day_presses_everything(clean: Built, root: Path, world: Country, on: date) -> None:
    common, _ = drafted(root, world, on + timedelta(days=1))
    assert common != clean.common
