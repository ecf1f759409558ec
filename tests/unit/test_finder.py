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
import yaml

from calculators import SLUGS, describe
from scripts.claims import load_claims
from scripts.finder import table
from scripts.load import load
from scripts.model import Country, Region
from scripts.topics import Topic, load_topics

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "content" / "_theme" / "assets" / "finder.js"
QUESTIONS = ROOT / "tests" / "data" / "questions.yaml"
CALCULATORS = [
    {"slug": "late-fee", "title": "滞纳金", "summary": "晚缴了几天，加收多少。"},
    {"slug": "retirement-age", "title": "退休年龄", "summary": "写上出生年月，看哪个月退休。"},
]
LARGEST = 25_000  # bytes, gzipped


def region(
    slug: str, name: str, short: str, pinyin: str, *children: Region, aliases: tuple[str, ...] = ()
) -> Region:
    return Region(
        code="0", name=name, short=short, kind="", slug=slug, pinyin=pinyin, level="city", path="",
        parent=None, aliases=aliases, children=list(children),
    )  # fmt: skip


def topic(slug: str, title: str, *synonyms: str) -> Any:
    """As much of a topic as the finder reads."""
    return SimpleNamespace(slug=slug, title=title, question=f"{title}怎么办？", synonyms=synonyms)


def claim(name: str, said: str, why: str, *topics: str) -> Any:
    """As much of a claim as the finder reads."""
    return SimpleNamespace(id=name, claim=said, why=why, topics=topics)


@cache
def world() -> str:
    """An invented country: two cities share their initials, one its name with its province."""
    provinces = (
        region(
            "yunshan-province", "云山省", "云山", "yun shan",
            region("yunshan", "云山市", "云山", "yun shan"),
            region("qingzhou", "青舟市", "青舟", "qing zhou", aliases=("舟城", "舟")),
            region("qiezang", "切藏彝族自治州", "切藏", "qie zang"),
            region("hongyanling", "红岩岭市", "红岩岭", "hong yan ling"),
        ),
        region("baihai", "白海市", "白海", "bai hai", aliases=("海",)),
        region(
            "heishui", "黑水自治区", "黑水", "hei shui",
            region("lanmeng", "岚盟", "岚盟", "lan meng"),
            region("lanzhou", "岚洲市", "岚洲", "lan zhou"),
        ),
    )  # fmt: skip
    topics = (
        topic("transfer", "余额转移", "转走", "换城市"),
        topic("lapse", "断缴与补缴", "断缴", "补交", "没交上"),
    )
    claims = (
        claim("years-lost", "断了就白缴了，年数清零", "缴过的一直算。", "lapse"),
        claim("cash-machine", "拿卡到取款机能取钱", "取不出来。", "transfer"),
    )
    return table(country(provinces), topics, CALCULATORS, claims)


def country(provinces: tuple[Region, ...]) -> Country:
    return Country(provinces[0], provinces, (), {}, {}, {})


@cache
def found(query: str, here: str = "") -> list[str]:
    return ask(world(), [query], here)[0]


def ask(index: str, queries: list[str], here: str = "") -> list[list[str]]:
    """The addresses that finder.js proposes for each query to a reader on a page of `here`."""
    program = """
      const [source, index, queries, here] = JSON.parse(require("fs").readFileSync(0, "utf8"));
      const page = {};
      new Function("window", "document", source)(page, {});
      const {unfold, find} = page.finder;
      const table = unfold(JSON.parse(index));
      const addresses = (query) => find(table, query, here).map((result) => result.url);
      console.log(JSON.stringify(queries.map(addresses)));
    """
    given = json.dumps([SCRIPT.read_text("utf-8"), index, queries, here])
    done = subprocess.run(
        ["node", "-e", program], input=given, capture_output=True, text=True, check=True, timeout=60
    )
    answers: list[list[str]] = json.loads(done.stdout)
    return answers


@cache
def real() -> tuple[Country, tuple[Topic, ...], str]:
    """The real places, topics and the table made of them."""
    country = load(ROOT / "regions")
    calculators = [describe(slug) for slug in SLUGS]
    facts = {each["slug"]: each["facts"] for each in calculators}
    topics = load_topics(ROOT / "content", country.dictionary, facts)
    claims = load_claims(ROOT / "content", country, [each.slug for each in topics])
    return country, topics, table(country, topics, calculators, claims)


def test_the_table_holds_every_place_topic_calculator_and_claim_once() -> None:
    held = json.loads(world())
    assert [row[0] for row in held["provinces"]] == ["yunshan-province", "baihai", "heishui"]
    assert [row[0] for row in held["provinces"][0][5]] == ["yunshan", "qingzhou", "qiezang", "hongyanling"]
    assert held["topics"][0] == ["transfer", "余额转移", "余额转移怎么办？", ["转走", "换城市"]]
    assert held["calculators"][0] == ["late-fee", "滞纳金", "晚缴了几天，加收多少。"]
    assert held["claims"][0] == ["years-lost", "断了就白缴了，年数清零", "缴过的一直算。", ["lapse"]]


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


@pytest.mark.parametrize(
    "query",
    [
        "qinzhou",
        "qingzho",
        "qingzzhou",
        "qnigzhou",
        "qing zou",
        "青洲",
        "青州",
        "清舟",
        "青洲断缴",
        "qingzhouduanjiao",
    ],
)
def test_one_slip_in_pinyin_or_a_character_of_the_same_sound_is_forgiven(query: str) -> None:
    assert found(query)[0].startswith("qingzhou/")


@pytest.mark.parametrize("query", ["红岩", "红岭", "岩岭", "红岸岭", "红岩林断缴", "hongyanlin", "hyl"])
def test_a_wrong_or_missing_character_of_a_long_name_is_forgiven(query: str) -> None:
    assert found(query)[0].startswith("hongyanling/")


def test_a_wrong_character_without_a_sound_offers_the_likely_places() -> None:
    assert {"qingzhou/"} <= set(found("青丹")[:3])
    assert found("断敫")[0] == "lapse/"


def test_words_that_merely_look_like_a_place_do_not_hide_the_national_page() -> None:
    assert found("青洲断缴")[:3] == ["qingzhou/lapse/", "lapse/", "qingzhou/"]


def test_shared_initials_offer_both_places() -> None:
    assert {"qingzhou/lapse/", "qiezang/lapse/"} <= set(found("qz断缴"))


def test_a_province_and_a_city_of_one_name_are_both_offered() -> None:
    assert {"yunshan/", "yunshan-province/"} <= set(found("云山"))
    assert found("云山市")[0] == "yunshan/"
    assert found("云山省")[0] == "yunshan-province/"


def test_a_place_alone_offers_its_topics() -> None:
    assert found("青舟") == ["qingzhou/", "qingzhou/transfer/", "qingzhou/lapse/"]


def test_a_matter_alone_leads_to_the_national_page() -> None:
    assert found("断缴")[0] == "lapse/"
    assert found("补缴")[0] == "lapse/"  # the topic's words write 补交


def test_a_matter_alone_stays_in_the_place_whose_page_is_open() -> None:
    assert found("断缴", here="qingzhou")[:2] == ["qingzhou/lapse/", "lapse/"]
    assert found("岚盟断缴", here="qingzhou")[0] == "lanmeng/lapse/"
    assert found("断缴", here="about")[0] == "lapse/"


def test_calculators_and_claims_are_found_too() -> None:
    assert found("滞纳金") == ["calculators/late-fee/"]
    assert found("哪个月能退休")[0] == "calculators/retirement-age/"
    assert "claims/#years-lost" in found("断缴会清零吗")[:3]
    assert found("取款机")[0] == "claims/#cash-machine"


@pytest.mark.parametrize("query", ["", "  ", "?", "蠿", "zzzz", "123", "<script>"])
def test_nonsense_finds_nothing(query: str) -> None:
    assert found(query) == []


def test_the_real_table_stays_small() -> None:
    assert len(gzip.compress(real()[2].encode())) <= LARGEST


def test_every_real_city_and_topic_is_found() -> None:
    """However the place is written, with the topic's title: the page is among the first three."""
    country, topics, index = real()
    wanted = {
        query: f"{city.slug}/{topic.slug}/"
        for city in country.cities
        for topic in topics
        for query in (
            city.short + topic.title,
            f"{topic.title} {city.name}",
            f"{city.pinyin} {topic.title}",
            f"{city.slug}{topic.title}",
            *(f"{alias}{topic.title}" for alias in city.aliases if len(alias) > 1),
        )
    }
    assert missed(index, wanted) == []


def test_a_real_topic_is_found_by_each_of_its_words() -> None:
    """Two topics may share a word; then both are among the first three."""
    _, topics, index = real()
    wanted = {word: topic for topic in topics for word in topic.synonyms}
    assert missed(index, {word: f"{topic.slug}/" for word, topic in wanted.items()}) == []
    assert missed(index, {f"常州{word}": f"changzhou/{topic.slug}/" for word, topic in wanted.items()}) == []


def test_a_misspelt_real_city_is_found() -> None:
    """One letter of its pinyin missing: the city, or one whose name it then is, comes first."""
    country, _, index = real()
    spelt = {city.pinyin.replace(" ", ""): f"{city.slug}/" for city in country.cities}
    wanted = {letters[:4] + letters[5:]: url for letters, url in spelt.items() if len(letters) > 7}
    answers = ask(index, list(wanted))
    hits = sum(url in urls[:3] for url, urls in zip(wanted.values(), answers, strict=True))
    assert hits >= 0.98 * len(wanted)


def test_colloquial_questions_lead_to_their_page() -> None:
    """95 of 100 among the first three; a question without a place is answered by the nation's page too."""
    index = real()[2]
    questions = yaml.safe_load(QUESTIONS.read_text("utf-8"))["short"]
    unanswered = []
    for question, urls in zip(questions, ask(index, [each["asked"] for each in questions]), strict=True):
        page = question["page"]
        right = {f"claims/#{question['anchor']}" if page == "claims/" else page}
        if not any(url.startswith(f"{page.split('/')[0]}/") for url in urls):
            right.add(f"{page.split('/')[-2]}/")
        if not right & set(urls[:3]):
            unanswered.append((question["asked"], sorted(right), urls[:3]))
    assert len(questions) >= 60
    assert len(unanswered) <= 0.05 * len(questions), unanswered


def missed(index: str, wanted: dict[str, str]) -> list[tuple[str, list[str]]]:
    """The queries whose page is not among the first three, and what is."""
    answers = zip(wanted.items(), ask(index, list(wanted)), strict=True)
    return [(query, urls[:3]) for (query, url), urls in answers if url not in urls[:3]]
