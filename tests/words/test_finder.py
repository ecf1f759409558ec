"""找城市：the table, and what the reader's browser finds with it (the script runs in Node)."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from calculators import SLUGS, Declaration, describe
from scripts.regions.model import Country, Region
from scripts.regions.problems import BadData
from scripts.words.claims import load_claims
from scripts.words.finder import Moving, Words, load_words, table
from scripts.words.topics import Topic, load_topics
from tests.conftest import real_country

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "content" / "_theme" / "assets" / "search.js"
DATA = ROOT / "tests" / "real"
QUESTIONS = DATA / "questions.yaml"
CALCULATORS = [
    Declaration("late-fee", "滞纳金", "晚缴了几天，加收多少。", (), {}, (), (), {}),
    Declaration("retirement-age", "退休年龄", "写上出生年月，看哪个月退休。", (), {}, (), (), {}),
]
WORDS = Words(
    pages=(("phone/", "电话", ("99999", "投诉")),),
    calculators={"late-fee": ("加收多少",)},
    claims={"years-lost": ("清零",), "cash-machine": ("取款机",)},
    moving=Moving("transfer", "late-fee", ("搬", "转")),
    beside=("住院", "换城市"),
    uncovered=("药店", "慢病"),
    sounds={
        "duan": "断",
        "jiao": "缴",
        "bu": "补",
        "yu": "余",
        "e": "额",
        "zhuan": "转",
        "yi": "移",
        "zou": "走",
    },
    misread={"bing": "青", "qing": "岚"},
    alike={"白": "自曰"},
)
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
    return SimpleNamespace(
        slug=slug,
        title=title,
        question=f"{title}怎么办？",
        synonyms=synonyms,
        calculators=("late-fee",) if slug == "lapse" else (),
    )


def claim(name: str, said: str, why: str, *topics: str) -> Any:
    """As much of a claim as the finder reads."""
    return SimpleNamespace(id=name, claim=said, why=why, topics=topics, verdict="wrong")


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
    return table(country(provinces), topics, CALCULATORS, claims, WORDS, "99999")


def country(provinces: tuple[Region, ...]) -> Country:
    return Country(provinces[0], provinces, (), {}, {}, {})


@cache
def found(query: str, here: str = "") -> list[str]:
    return ask(world(), [query], here)[0]


@cache
def told(query: str) -> str:
    """What is said of the results of a query."""
    message: str = answers(world(), [query])[0]["message"]
    return message


def ask(index: str, queries: list[str], here: str = "") -> list[list[str]]:
    """The addresses that search.js proposes for each query to a reader on a page of `here`."""
    return [[each["url"] for each in answer["results"]] for answer in answers(index, queries, here)]


def answers(index: str, queries: list[str], here: str = "") -> list[dict[str, Any]]:
    """What search.js finds, {results, message}."""
    return answers_of(SCRIPT.read_text("utf-8"), index, queries, here)


PROGRAM = """
  require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
    const [source, index, queries, here] = JSON.parse(line);
    const page = {};
    new Function("window", source)(page);
    const { unfold, find } = page.finderSearch;
    const table = unfold(JSON.parse(index));
    console.log(JSON.stringify(queries.map((query) => find(table, query, here))));
  });
"""


@cache
def node() -> subprocess.Popen[str]:
    """One process for all questions; each is answered by the script read anew."""
    return subprocess.Popen(["node", "-e", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.fixture(scope="module", autouse=True)
def over() -> Iterator[None]:
    """Another process may be needed: stolen tests of this file come after others."""
    yield
    node().communicate(timeout=60)
    node.cache_clear()


def answers_of(script: str, index: str, queries: list[str], here: str = "") -> list[dict[str, Any]]:
    process = node()
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps([script, index, queries, here]) + "\n")
    process.stdin.flush()
    found: list[dict[str, Any]] = json.loads(process.stdout.readline())
    return found


@cache
def real() -> tuple[Country, tuple[Topic, ...], str]:
    """The real places, topics and the table made of them."""
    country = real_country()
    calculators = [describe(slug) for slug in SLUGS]
    facts = {each.slug: each.facts for each in calculators}
    topics = load_topics(ROOT / "content", country.dictionary, facts)
    claims = load_claims(ROOT / "content", country, [each.slug for each in topics])
    words = load_words(ROOT / "content", topics, calculators, claims)
    return country, topics, table(country, topics, calculators, claims, words, "12393")


def test_the_table_holds_every_place_topic_calculator_and_claim_once() -> None:
    held = json.loads(world())
    assert [row[0] for row in held["provinces"]] == ["yunshan-province", "baihai", "heishui"]
    assert [row[0] for row in held["provinces"][0][5]] == ["yunshan", "qingzhou", "qiezang", "hongyanling"]
    assert held["topics"][0] == ["transfer", "余额转移", "余额转移怎么办？", ["转走", "换城市"]]
    assert held["pages"] == [["phone/", "电话", ["99999", "投诉"]]]
    assert held["calculators"][0] == ["late-fee", "滞纳金", "晚缴了几天，加收多少。", ["加收多少"]]
    assert held["hosts"] == {"late-fee": ["lapse"], "retirement-age": []}
    assert held["claims"][0] == [
        "years-lost", "断了就白缴了，年数清零", "缴过的一直算。", ["lapse"], "不对", ["清零"],
    ]  # fmt: skip


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


def test_a_calculator_of_a_topic_is_found_in_the_place() -> None:
    there = ["qingzhou/lapse/#calculator-late-fee", "qingzhou/lapse/"]
    (answer,) = answers(world(), ["青舟滞纳金"])
    assert [each["url"] for each in answer["results"]] == [*there, "qingzhou/"]
    assert answer["results"][0]["label"] == "青舟 · 滞纳金"
    assert found("滞纳金", here="qingzhou") == [*there, "calculators/late-fee/"]
    assert found("青舟退休")[0] == "calculators/retirement-age/"  # on no topic's page


def test_what_stands_beside_a_matter_does_not_hide_it() -> None:
    assert found("换城市")[0] == "transfer/"
    assert found("换城市住院断缴")[0] == "lapse/"
    assert found("青舟住院换城市，没交上")[0] == "qingzhou/lapse/"


@pytest.mark.parametrize("query", ["bingzhou", "bing zhou", "bingzhouduanjiao", "bingzhou 断缴", "bingzho"])
def test_a_name_read_otherwise_is_found(query: str) -> None:
    assert found(query)[0].startswith("qingzhou/")
    assert (told(query) == "") is (query != "bingzho")


def test_a_name_that_is_read_so_comes_before_one_that_is_misread_so() -> None:
    assert found("qingmeng")[0] == "lanmeng/"
    assert "lanzhou/" not in found("qingzhou")


@pytest.mark.parametrize("query", ["自海", "曰海", "自海断缴"])
def test_a_character_that_looks_alike_is_forgiven(query: str) -> None:
    assert found(query)[0].startswith("baihai/")
    assert told(query).endswith("，您是不是找：")


def test_calculators_and_claims_are_found_too() -> None:
    assert found("滞纳金") == ["calculators/late-fee/"]
    assert found("哪个月能退休")[0] == "calculators/retirement-age/"
    assert "claims/#years-lost" in found("断缴会清零吗")[:3]
    assert found("取款机") == ["transfer/", "claims/#cash-machine"]


@pytest.mark.parametrize("query", ["", "  ", "?", "蠿", "zzzz", "123", "<script>"])
def test_nonsense_finds_nothing(query: str) -> None:
    assert found(query) == []


def test_a_claim_says_its_verdict_and_never_stands_above_its_topic() -> None:
    (answer,) = answers(world(), ["断了年数"])
    assert [each["url"] for each in answer["results"]] == ["lapse/", "claims/#years-lost"]
    assert answer["results"][1]["label"] == "不对：“断了就白缴了，年数清零”"
    assert found("取款机") == ["transfer/", "claims/#cash-machine"]


@pytest.mark.parametrize(
    "query", ["青舟转白海", "从青舟搬到白海钱怎么办", "qingzhou baihai", "去白海，从青舟", "青舟去白海"]
)
def test_two_places_mean_that_the_balance_moves(query: str) -> None:
    assert found(query)[:2] == ["baihai/transfer/", "calculators/late-fee/"]


def test_a_topic_called_by_its_name_is_first_unless_somebody_moves() -> None:
    assert found("青舟去白海断缴")[:2] == ["baihai/lapse/", "qingzhou/lapse/"]
    assert found("青舟搬到白海断缴")[:3] == ["baihai/transfer/", "calculators/late-fee/", "baihai/lapse/"]


def test_a_city_with_its_province_is_one_place() -> None:
    assert found("黑水岚盟转移")[0] == "lanmeng/transfer/"
    assert found("黑水岚盟")[0] == "lanmeng/"


def test_a_name_within_two_others_is_none() -> None:
    """From left to right: 红岩岭 in 红岩岭市, and no 舟城 in 青舟城乡."""
    assert found("青舟城乡断缴")[0] == "qingzhou/lapse/"
    assert "qingzhou/lapse/" not in found("岚洲断缴")


@pytest.mark.parametrize("query", ["青丹", "青洲", "qinzhou", "断敫"])
def test_what_is_only_guessed_is_said_so(query: str) -> None:
    assert told(query) == f"没有找到“{query}”，您是不是找："


@pytest.mark.parametrize("query", ["青舟", "青", "qz", "青舟断缴", "断缴", "qingzhou duanjiao"])
def test_what_is_sure_needs_no_words(query: str) -> None:
    assert told(query) == ""


@pytest.mark.parametrize(
    ("query", "word"), [("东川 断缴", "东川"), ("小东川县断缴", "小东川县"), ("qingzhou wxyzw", "wxyzw")]
)
def test_what_was_not_understood_beside_the_rest_is_said(query: str, word: str) -> None:
    assert told(query).startswith(f"没有找到“{word}”。")
    assert ("县级市请写所在的市" in told(query)) is (word != "wxyzw")


def test_a_guess_about_a_place_offers_the_provinces_and_the_telephone_too() -> None:
    assert found("青丹")[-2:] == ["#provinces", "tel:99999"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("duanjiao", "lapse/"),
        ("duan jiao", "lapse/"),
        ("duanj", "lapse/"),
        ("duanjioa", "lapse/"),
        ("qingzhou zhuanyi", "qingzhou/transfer/"),
        ("qing zhou zhuan yi", "qingzhou/transfer/"),
        ("qingzhouzhuanyi", "qingzhou/transfer/"),
        ("qingzhou yezy", "qingzhou/transfer/"),
        ("青舟duanjiao", "qingzhou/lapse/"),
        ("hyl duanjiao", "hongyanling/lapse/"),
        ("duanjiao qingzhou", "qingzhou/lapse/"),
    ],
)
def test_matters_are_found_by_pinyin(query: str, first: str) -> None:
    assert found(query)[0] == first


@pytest.mark.parametrize("query", ["99999", "投诉", "我要投诉"])
def test_pages_are_found_by_their_words(query: str) -> None:
    assert found(query)[0] == "phone/"
    assert set(found(f"青舟{query}")[:2]) == {"phone/", "qingzhou/"}


def test_what_the_site_does_not_cover_is_said() -> None:
    assert found("药店") == ["#provinces", "tel:99999"]
    assert told("药店") == "“药店”：这里还没有这方面的内容，请打 99999。"
    assert found("青舟慢病怎么报")[0] == "qingzhou/"
    assert found("慢病断缴")[0] == "lapse/"
    assert "慢病" in told("慢病断缴")


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
    asked = ask(index, list(wanted))
    hits = sum(url in urls[:3] for url, urls in zip(wanted.values(), asked, strict=True))
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


REAL = {
    "断了 报销": ["lapse/"],
    "转回老家": ["transfer/"],
    "大病": ["resident/"],
    "办不下来找谁": ["progress/", "phone/"],
    "我从成都搬到杭州钱怎么办": ["hangzhou/transfer/", "calculators/move-compare/"],
    "北京去上海钱怎么办": ["shanghai/transfer/", "calculators/move-compare/"],
    "成都转杭州": ["hangzhou/transfer/", "calculators/move-compare/"],
    "吉林到北京": ["beijing/transfer/", "calculators/move-compare/"],
    "孩子医保": ["resident/", "family-sharing/"],
    "小孩": ["resident/"],
    "上海看病能报多少": ["shanghai/out-of-area-care/#calculator-reimbursement", "shanghai/out-of-area-care/"],
    "帝都": ["beijing/"],
    "魔都": ["shanghai/"],
    "乌市": ["wulumuqi/"],
    "蓉城": ["chengdu/"],
    "中山城乡居民医保": ["zhongshan/resident/"],
    "zhuanyi": ["transfer/"],
    "tuixiu": ["monthly-credit/", "contribution-years/"],
    "duanjiao": ["lapse/"],
    "hangzhou zhuanyi": ["hangzhou/transfer/"],
    "cq duanjiao": ["chongqing/lapse/"],
    "12393": ["phone/"],
    "金华男60岁交了158个月医保还差多少": ["jinhua/contribution-years/"],
    "烟台医保断缴了一年多现在上班了要缴多久才能门诊报销": ["yantai/lapse/"],
    "兰州二级医院门诊2000报多少": [
        "lanzhou/out-of-area-care/#calculator-reimbursement",
        "lanzhou/out-of-area-care/",
    ],
    "shamen": ["xiamen/"],
    "zhongqing": ["chongqing/"],
    "chengdou": ["chengdu/"],
    "liuan": ["luan/"],
    "bangbu": ["bengbu/"],
    "haozhou": ["bozhou/"],
    "维坊": ["weifang/"],
    "维坊断缴": ["weifang/lapse/"],
    "shamenduanjiao": ["xiamen/lapse/"],
    "shamen beijing": ["beijing/transfer/", "calculators/move-compare/"],
    "投诉": ["phone/"],
    "电话": ["phone/"],
}
"""What readers wrote, and what comes first then."""


def listed(name: str) -> list[tuple[str, list[str]]]:
    """What is asked in a table of tests/real, and the pages that should be first."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(asked, pages.split("|")) for pages, asked in rows]


@pytest.mark.parametrize(("name", "first"), [("titles.tsv", 87), ("sentences.tsv", 76)])
def test_whole_sentences_lead_to_their_page(name: str, first: int) -> None:
    """All among the first three, nearly all first."""
    rows = listed(name)
    asked = ask(real()[2], [query for query, _ in rows])
    places = [
        min((urls.index(page) for page in pages if page in urls), default=len(urls))
        for (_, pages), urls in zip(rows, asked, strict=True)
    ]
    assert [query for (query, _), at in zip(rows, places, strict=True) if at > 2] == []
    assert sum(at == 0 for at in places) >= first


def test_no_word_beside_a_real_matter_hides_it() -> None:
    """Each word that one topic only calls its own stays first, whichever words stand beside it."""
    _, topics, index = real()
    beside = sorted(json.loads(index)["beside"], key=len, reverse=True)
    owners: dict[str, set[str]] = {}
    for topic in topics:
        for word in (topic.title, *topic.synonyms):
            owners.setdefault(word, set()).add(f"{topic.slug}/")
    alone = dict(zip(owners, ask(index, list(owners)), strict=True))
    wanted = {
        f"{side}，{word}怎么办": slugs
        for word, slugs in owners.items()
        if len(slugs) == 1 and {alone[word][0]} == slugs and re.sub("|".join(beside), "", word)
        for side in beside
        if side not in word
    }
    asked = ask(index, list(wanted))
    assert len(wanted) > 3000
    assert [
        (q, urls[0]) for (q, slugs), urls in zip(wanted.items(), asked, strict=True) if urls[0] not in slugs
    ] == []


def test_real_places_are_found_as_they_are_misread_and_miswritten() -> None:
    """Unless another place is really called so; and what nobody's name holds is not listed."""
    country, _, index = real()
    held = json.loads(index)
    places = [*country.provinces, *country.cities]
    spelt = {place.pinyin.replace(" ", "") for place in places}
    readings = {letter: said for said, letters in held["misread"].items() for letter in letters}
    wanted: dict[str, str] = {}
    for place in places:
        syllables = place.pinyin.split(" ")
        for at, (letter, syllable) in enumerate(zip(place.short, syllables, strict=False)):
            for said in held["misread"]:
                if letter in held["misread"][said] and said != syllable:
                    wanted["".join([*syllables[:at], said, *syllables[at + 1 :]])] = f"{place.slug}/"
            for other in held["alike"].get(letter, ""):
                wanted[place.short[:at] + other + place.short[at + 1 :]] = f"{place.slug}/"
    wanted = {query: url for query, url in wanted.items() if query not in spelt}
    asked = ask(index, list(wanted))
    assert [
        (query, urls[:2])
        for (query, url), urls in zip(wanted.items(), asked, strict=True)
        if url not in urls[:1]
    ] == []
    used = {letter for place in places for letter in place.short}
    assert {*readings, *held["alike"]} <= used


def test_every_constant_of_the_order_is_needed_for_its_query() -> None:
    """Set otherwise, the query named beside it is answered otherwise; no constant stands without a reason."""
    script, index = SCRIPT.read_text("utf-8"), real()[2]
    (ranks,) = re.findall(r"const RANK = {(.+?)};", script, re.DOTALL)
    constants = re.findall(r"^ +(\w+): ([\d.]+),  // “(.+?)”", ranks, re.MULTILINE)
    assert len(constants) == len(re.findall(r": [\d.]+,", ranks)) > 8
    right = answers(index, [query for _, _, query in constants])

    def changes(name: str, value: str, query: str, answer: dict[str, Any]) -> bool:
        others = (script.replace(f"{name}: {value},", f"{name}: {other},", 1) for other in (0, 1, 1000))
        return any(answers_of(other, index, [query]) != [answer] for other in others)

    idle = [each[0] for each, answer in zip(constants, right, strict=True) if not changes(*each, answer)]
    assert idle == []


def test_what_readers_wrote_leads_where_it_should() -> None:
    asked = ask(real()[2], list(REAL))
    assert {query: urls[: len(REAL[query])] for query, urls in zip(REAL, asked, strict=True)} == REAL
    assert [urls[:3] for urls in asked if any(url.startswith("claims/") for url in urls[:2])] == []


@pytest.mark.parametrize(
    "query", ["断了 报销", "转回老家", "断缴", "转移", "余额", "退休", "zhuanyi", "微信"]
)
def test_a_real_claim_never_comes_among_the_first_topics(query: str) -> None:
    urls = ask(real()[2], [query])[0]
    assert not any(url.startswith("claims/") for url in urls[:2])
    told = [each["label"] for each in answers(real()[2], [query])[0]["results"] if "claims/" in each["url"]]
    assert all(label.startswith(("不对：", "看地方：", "没有依据：", "还没查清：", "对：")) for label in told)


def test_no_colloquial_question_is_taken_for_a_misspelt_place() -> None:
    questions = [
        each["asked"] for group in yaml.safe_load(QUESTIONS.read_text("utf-8")).values() for each in group
    ]
    told = {
        query: each["message"] for query, each in zip(questions, answers(real()[2], questions), strict=True)
    }
    assert {query: message for query, message in told.items() if message} == {}


@pytest.mark.parametrize("query", ["生育津贴", "慢性病", "药店", "上海药店", "门诊慢特病怎么办"])
def test_what_the_real_site_does_not_cover_is_said(query: str) -> None:
    (answer,) = answers(real()[2], [query])
    assert "这里还没有这方面的内容，请打 12393" in answer["message"]
    assert answer["results"][-1]["url"] == "tel:12393"


@pytest.mark.parametrize(
    ("part", "wrong", "words"),
    [
        ("phone: [", "telephone: [", "content/telephone.md"),
        ("  reimbursement: [", "  reimbursment: [", "是不是“reimbursement”"),
        ("  years-lost: [", "  years-gone: [", "说法“years-gone”"),
        ("topic: transfer", "topic: transfr", "transfer"),
        ("  ban: 伴班办搬", "  ban: 伴班办", "没有读音的字“搬”"),
        ("  ban: 伴班办搬", "  ban: 伴班办搬缴", "写了两次的字“缴”"),
        ("uncovered: [", "uncoverd: [", "uncovered"),
        ("  ban: 伴班办搬", "  BAN: 伴班办搬", "读音“BAN”"),
        ("  sha: 厦", "  Sha: 厦", "读音“Sha”"),
        ("亳: 毫豪", "亳州: 毫豪", "“亳州”"),
    ],
)
def test_a_mistake_in_the_words_is_told(tmp_path: Path, part: str, wrong: str, words: str) -> None:
    (tmp_path / "_shared").mkdir()
    text = (ROOT / "content" / "_shared" / "finder.yaml").read_text("utf-8")
    assert part in text
    (tmp_path / "_shared" / "finder.yaml").write_text(text.replace(part, wrong, 1), "utf-8")
    (tmp_path / "phone.md").write_text("---\ntitle: 办事电话与窗口用语\n---\n", "utf-8")
    country, topics, _ = real()
    claims = load_claims(ROOT / "content", country, [each.slug for each in topics])
    with pytest.raises(BadData) as bad:
        load_words(tmp_path, topics, [describe(slug) for slug in SLUGS], claims)
    assert any(words in str(problem) for problem in bad.value.problems), bad.value.problems


def missed(index: str, wanted: dict[str, str]) -> list[tuple[str, list[str]]]:
    """The queries whose page is not among the first three, and what is."""
    pairs = zip(wanted.items(), ask(index, list(wanted)), strict=True)
    return [(query, urls[:3]) for (query, url), urls in pairs if url not in urls[:3]]
