"""找城市：the table, and what the reader's browser finds with it (the script runs in Node)."""

from __future__ import annotations

import gzip
import json
import subprocess
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from calculators import SLUGS, describe
from scripts.finder import table
from scripts.load import load
from scripts.model import Country, Region
from scripts.topics import load_topics

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "content" / "_theme" / "assets" / "finder.js"
CALCULATORS = [("滞纳金", "calculators/late-fee/"), ("退休年龄", "calculators/retirement-age/")]


def region(
    slug: str, name: str, short: str, pinyin: str, *children: Region, aliases: tuple[str, ...] = ()
) -> Region:
    return Region(
        code="0", name=name, short=short, kind="", slug=slug, pinyin=pinyin, level="city", path="",
        parent=None, aliases=aliases, children=list(children),
    )  # fmt: skip


def topic(slug: str, title: str, *synonyms: str) -> Any:
    """As much of a topic as the finder reads."""
    return SimpleNamespace(slug=slug, title=title, synonyms=synonyms)


@cache
def world() -> str:
    """An invented country: two cities share their initials, one its name with its province."""
    provinces = (
        region(
            "yunshan-province", "云山省", "云山", "yun shan",
            region("yunshan", "云山市", "云山", "yun shan"),
            region("qingzhou", "青舟市", "青舟", "qing zhou", aliases=("舟城", "舟")),
            region("qiezang", "切藏彝族自治州", "切藏", "qie zang"),
        ),
        region("baihai", "白海市", "白海", "bai hai", aliases=("海",)),
        region("heishui", "黑水自治区", "黑水", "hei shui", region("lanmeng", "岚盟", "岚盟", "lan meng")),
    )  # fmt: skip
    topics = (
        topic("transfer", "余额转移", "转走", "换城市"),
        topic("lapse", "断缴与补缴", "断缴", "补交", "没交上"),
    )
    return table(country(provinces), topics, CALCULATORS)


def country(provinces: tuple[Region, ...]) -> Country:
    return Country(provinces[0], provinces, (), {}, {}, {})


@cache
def found(query: str) -> list[str]:
    return ask(world(), [query])[0]


def ask(index: str, queries: list[str]) -> list[list[str]]:
    """The addresses that finder.js proposes for each query."""
    program = """
      const [source, index, queries] = JSON.parse(require("fs").readFileSync(0, "utf8"));
      import("data:text/javascript," + encodeURIComponent(source)).then(({unfold, find}) => {
        const table = unfold(JSON.parse(index));
        console.log(JSON.stringify(queries.map((query) => find(table, query).map((result) => result.url))));
      });
    """
    given = json.dumps([SCRIPT.read_text("utf-8"), index, queries])
    done = subprocess.run(
        ["node", "-e", program], input=given, capture_output=True, text=True, check=True, timeout=60
    )
    answers: list[list[str]] = json.loads(done.stdout)
    return answers


def test_the_table_holds_every_place_topic_and_calculator_once() -> None:
    held = json.loads(world())
    assert [row[0] for row in held["provinces"]] == ["yunshan-province", "baihai", "heishui"]
    assert [row[0] for row in held["provinces"][0][5]] == ["yunshan", "qingzhou", "qiezang"]
    assert held["topics"][0] == ["transfer", "余额转移", ["转走", "换城市"]]
    assert held["calculators"][0] == ["calculators/late-fee/", "滞纳金"]


@pytest.mark.parametrize(
    "query",
    [
        "青舟",
        "青舟市",
        "青舟地区",
        "青",
        "舟城",
        "舟",
        "qingzhou",
        "QingZhou",
        "qing zhou",
        "qz",
        "qingz",
        "ｑｉｎｇｚｈｏｕ",
        "云山省青舟市",
    ],
)
def test_a_place_is_found_by_name_ending_alias_pinyin_and_initials(query: str) -> None:
    assert "qingzhou/" in found(query)[:2]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("青舟转走", "qingzhou/transfer/"),
        ("青舟市断缴了怎么办", "qingzhou/lapse/"),
        ("断缴 青舟", "qingzhou/lapse/"),
        ("qingzhou余额", "qingzhou/transfer/"),
        ("切藏州 补交", "qiezang/lapse/"),
        ("岚盟换城市", "lanmeng/transfer/"),
        ("黑水岚盟没交上", "lanmeng/lapse/"),
        ("云山省青舟转移", "qingzhou/transfer/"),
    ],
)
def test_place_and_matter_lead_to_the_page(query: str, first: str) -> None:
    assert found(query)[0] == first


def test_shared_initials_offer_both_places() -> None:
    assert {"qingzhou/lapse/", "qiezang/lapse/"} <= set(found("qz断缴"))


def test_a_province_and_a_city_of_one_name_are_both_offered() -> None:
    assert {"yunshan/", "yunshan-province/"} <= set(found("云山"))
    assert found("云山市")[0] == "yunshan/"
    assert found("云山省")[0] == "yunshan-province/"


def test_a_place_alone_offers_its_topics() -> None:
    assert found("青舟") == ["qingzhou/", "qingzhou/transfer/", "qingzhou/lapse/"]


def test_a_matter_alone_leads_to_the_national_page_and_calculators() -> None:
    assert found("断缴")[0] == "lapse/"
    assert found("滞纳金") == ["calculators/late-fee/"]


@pytest.mark.parametrize("query", ["", "  ", "?", "蠿", "zzzz", "123", "<script>"])
def test_nonsense_finds_nothing(query: str) -> None:
    assert found(query) == []


def test_every_real_city_and_topic_is_found_and_the_table_stays_small() -> None:
    """Short name with title, full name with each synonym: the page is among the first three."""
    country = load(ROOT / "regions")
    topics = load_topics(
        ROOT / "content", country.dictionary, {slug: describe(slug)["facts"] for slug in SLUGS}
    )
    index = table(country, topics, [(describe(slug)["title"], f"calculators/{slug}/") for slug in SLUGS])
    assert len(gzip.compress(index.encode())) <= 10_000
    wanted = {
        query: f"{city.slug}/{topic.slug}/"
        for city in country.cities
        for topic in topics
        for query in (city.short + topic.title, *(f"{city.name} {word}" for word in topic.synonyms))
    }
    answers = zip(wanted.items(), ask(index, list(wanted)), strict=True)
    missed = [(query, urls[:3]) for (query, url), urls in answers if url not in urls[:3]]
    assert not missed
