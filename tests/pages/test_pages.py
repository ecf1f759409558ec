"""网页: which pages there are, what they say of the invented country, and which are for search engines."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html

from calculators import SLUGS, describe
from calculators.engine.dates import PartialDate
from scripts.pages import calculator, changes, claims, hub
from scripts.pages import topic as topic_pages
from scripts.pages.site import Site
from scripts.pages.templates import Templates
from scripts.pages.wording import day
from scripts.regions.addresses import address
from scripts.regions.changes import Change, Changelog, Stated
from scripts.regions.load import load
from scripts.regions.problems import BadData
from scripts.site.audit import read_page
from scripts.words.claims import load_claims
from scripts.words.topics import load_topics
from tests.site.test_styles import STYLES, named, style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scripts.pages.page import Draft, Page
    from scripts.regions.model import Country
    from scripts.words.topics import Topic

ROOT = Path(__file__).resolve().parents[2]
FROM_THE_SITE = ("_shared", "_theme", "changes")
RUNTIME = "assets/python/0123456789ab/"

MOVING = """
title: 搬家
heading: 医保怎么搬
question: 换了城市，医保怎么搬？
icon: truck
order: 2
also:
  - transfer_out_workdays
  - transfer_documents
  - intra_province_mode
  - lapse_waiting_months
  - retiree_credit
  - contribution_base_min
  - back_payment_limit_months
calculators: [transfer-deadline]
synonyms: [搬走]
ask: {back_payment_limit_months: 最多能补几个月？, lapse_waiting_months: 要等几个月？}
"""
LEAVING = """
title: 离开
heading: 医保怎么停
question: 不在这里了，医保怎么停？
icon: door-open
order: 1
also: [late_fee_daily_rate]
calculators: []
synonyms: []
ask: {}
"""
SAID = """
- {id: moving-costs, claim: 搬家要交钱, verdict: wrong, certainty: medium, why: 不用交钱。, topics: [moving],
   rules: [nation/transfer_out_workdays]}
"""
WORDS = """{% extends "_shared/topic.html.j2" %}
{% block lead %}<&{{ here }}>最多 {{ f(topic.keys[0]) | words }}。{% endblock %}
{% block where %}窗口{% endblock %}
{% block bring %}身份证{% endblock %}
{% block days %}{{ sheet.show(f(topic.keys[0])) }}{% endblock %}
{% block steps %}<p>照办。</p>{% endblock %}
""".replace("<&", "&lt;&amp;")


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two topics in a folder of their own; adding the folder is all it takes."""
    folder = tmp_path_factory.mktemp("content")
    for name in FROM_THE_SITE:
        (folder / name).symlink_to(ROOT / "content" / name)
    for slug, words in (("moving", MOVING), ("leaving", LEAVING)):
        (folder / slug).mkdir()
        (folder / slug / "topic.yaml").write_text(words, encoding="utf-8")
        (folder / slug / "page.html.j2").write_text(WORDS, encoding="utf-8")
    (folder / "claims").mkdir()
    (folder / "claims" / "claims.yaml").write_text(SAID, encoding="utf-8")
    shutil.copy(ROOT / "content/claims/page.html.j2", folder / "claims/page.html.j2")
    return folder


@pytest.fixture(scope="session")
def topics(content: Path, world: Country) -> tuple[Topic, ...]:
    return load_topics(content, world.dictionary, dict.fromkeys(SLUGS, ("working_day_calendar",)))


@pytest.fixture(scope="session")
def all_pages(world: Country, topics: tuple[Topic, ...], content: Path, on: date) -> dict[str, Page]:
    return made(drafted(world, topics, on, content))


def drafted(
    world: Country,
    topics: tuple[Topic, ...],
    on: date,
    content: Path,
    cache: Path | None = None,
    changelog: Changelog | None = None,
) -> dict[str, Draft]:
    said = load_claims(content, world, [each.slug for each in topics])
    told = changelog or Changelog()
    site = Site(world, topics, said, Templates(content, on, cache), changelog=told, runtime=RUNTIME)
    kinds = (hub, topic_pages, calculator, claims, changes)
    return {draft.url: draft for kind in kinds for draft in kind.drafts(site)}


def made(drafts: Mapping[str, Draft], *urls: str) -> dict[str, Page]:
    return {url: drafts[url].make() for url in urls or drafts}


def text(page: Page) -> str:
    """The words of a page, as a reader sees them."""
    return re.sub(r"\s+", "", lxml_html.fromstring(page.body).text_content())


def section(page: Page, anchor: str) -> str:
    found = lxml_html.fromstring(page.body).get_element_by_id(anchor)
    return re.sub(r"\s+", "", found.text_content())


def test_every_region_has_a_hub_and_every_topic(all_pages: dict[str, Page], world: Country) -> None:
    expected = {"moving/", "leaving/", "claims/", "calculators/", *(f"calculators/{slug}/" for slug in SLUGS)}
    for region in world.regions:
        if region is not world.nation:
            expected |= {f"{region.slug}/", f"{region.slug}/moving/", f"{region.slug}/leaving/"}
    assert set(all_pages) == expected


def test_a_draft_says_what_its_page_will_be(
    world: Country, topics: tuple[Topic, ...], content: Path, on: date
) -> None:
    for url, draft in drafted(world, topics, on, content).items():
        page = draft.make()
        assert (page.url, page.indexable) == (url, draft.indexable)


FEE = """  late_fee_daily_rate:
    - since: 2025-01-01
      value: 0.0007
      source: 松山日报·竹湾断缴
      looked: 2026-07-01
      status: secondary
"""


@pytest.mark.parametrize(
    ("file", "old", "new", "untouched"),
    [
        ("songshan/heling.yaml", r"\Z", FEE, ("songshan/moving/", "huxin/moving/", "zhuwan/")),
        ("songshan/heling.yaml", r"short: \S+", "short: 新岭", ("wudao/moving/", "wudao/")),
        ("songshan/heling.yaml", r"looked: \S+", "looked: 2026-09-09", ("huxin/moving/", "zhuwan/")),
        ("songshan/_province.yaml", r"value: .*", "value: 7", ("huxin/moving/", "baifan/")),
        ("nation.yaml", r"clause: \S+", "clause: 第九十九条", ()),
        ("sources.yaml", r"title: .*", "title: 改了名的文件", ()),
        ("facts.yaml", r"label: .*", "label: 改了名的事项", ()),
    ],
)
def test_a_page_is_made_of_all_that_it_shows(
    file: str,
    old: str,
    new: str,
    untouched: tuple[str, ...],
    world: Country,
    topics: tuple[Topic, ...],
    content: Path,
    on: date,
    tmp_path: Path,
) -> None:
    """Where a page differs, so does its fingerprint; places that have nothing to do with it keep theirs."""
    regions = tmp_path / "regions"
    shutil.copytree(ROOT / "tests/world", regions)
    text = (regions / file).read_text("utf-8")
    (regions / file).write_text(re.sub(old, new, text, count=1), "utf-8")
    before, after = (drafted(each, topics, on, content) for each in (world, load(regions)))
    differs = {url for url in before if before[url].make() != after[url].make()}
    assert differs
    assert differs <= {url for url in before if before[url].made_of != after[url].made_of}
    assert [before[url].made_of for url in untouched] == [after[url].made_of for url in untouched]


def test_compiled_templates_are_kept_in_the_cache(
    world: Country, topics: tuple[Topic, ...], content: Path, on: date, tmp_path: Path
) -> None:
    for _ in range(2):
        made(drafted(world, topics, on, content, tmp_path / "cache"), "heling/")
    assert list((tmp_path / "cache").iterdir())


def test_topics_come_in_their_order(topics: tuple[Topic, ...]) -> None:
    assert [topic.slug for topic in topics] == ["leaving", "moving"]


def test_a_page_names_its_place_and_way(all_pages: dict[str, Page]) -> None:
    page = all_pages["heling/moving/"]
    assert page.title == "鹤岭市医保怎么搬"
    assert page.description == "鹤岭市医保怎么搬：<&鹤岭市>最多 5个工作日。"
    assert all_pages["heling-huxin/moving/"].title == "鹤岭自治州医保怎么搬"
    assert all_pages["zhuwan/moving/"].title == "竹湾医保怎么搬"
    assert page.breadcrumbs == (("首页", ""), ("松山", "songshan/"), ("鹤岭", "heling/"))
    assert page.local_nav == (("离开", "heling/leaving/"),)
    assert page.scripts == ("calculator",)
    assert ("怎么办", "#steps") in [(label[-3:], anchor) for label, anchor in page.toc]
    assert all_pages["heling/leaving/"].scripts == ()
    assert all_pages["moving/"].breadcrumbs == (("首页", ""),)


def test_a_municipality_is_its_own_province(all_pages: dict[str, Page]) -> None:
    assert all_pages["wudao/moving/"].breadcrumbs == (("首页", ""), ("雾岛", "wudao/"))
    assert "雾岛的规定" in section(all_pages["wudao/moving/"], "local")


@pytest.mark.parametrize(
    ("url", "days", "speaker"),
    [
        ("moving/", "8个工作日", "官方全国规定官方原文"),
        ("songshan/moving/", "6个工作日", "官方本省规定官方原文"),
        ("heling/moving/", "5个工作日", "转引本市规定转引自官方文件，没有对过原文"),
        ("shiqiao/moving/", "6个工作日", "官方本省规定官方原文"),
    ],
)
def test_each_figure_says_who_spoke(all_pages: dict[str, Page], url: str, days: str, speaker: str) -> None:
    assert f"几天{days}{speaker}" in text(all_pages[url])


def test_a_proof_tells_document_clause_words_and_dates(all_pages: dict[str, Page]) -> None:
    proof = section(all_pages["moving/"], "proof-transfer_out_workdays")
    assert "云医保〔2022〕1号" in proof
    assert "第九条" in proof
    assert "转出地经办机构应当在8个工作日内办结" in proof
    assert "2022年6月1日起施行；2026年10月1日查看，对过原文" in proof


def test_a_page_without_a_form_needs_no_style_of_forms(all_pages: dict[str, Page]) -> None:
    """It loads neither calculator.css nor situation.css."""
    forms = {"calculator", "situation"}
    others, of_forms = (
        set[str]().union(*(named(style(name)) for name in names)) for names in ({*STYLES} - forms, forms)
    )
    alone = of_forms - others
    assert {".field", ".answer", ".worked"} <= alone
    plain = [page for page in all_pages.values() if not page.scripts]
    assert {"topic", "calculators", "claims"} <= {page.kind for page in plain}
    for page in plain:
        classes = lxml_html.fromstring(page.body).xpath("//@class")
        assert not {f".{name}" for each in classes for name in each.split()} & alone, page.url


def test_every_body_is_whole_and_its_proofs_stand_once(all_pages: dict[str, Page]) -> None:
    for page in all_pages.values():
        head = '<title>题</title><meta name="description" content="摘要">'
        reading = read_page(page.url, head + page.body)
        assert reading.problems == [], page.url
        assert {fragment for file, fragment in reading.links if file == page.url} <= reading.ids, page.url


def test_contradicting_statements_stand_side_by_side(all_pages: dict[str, Page]) -> None:
    local = section(all_pages["heling/moving/"], "local")
    assert "几处资料说法不一" in local
    assert re.search("3个月说法不一.*鹤岭断缴等待期.*5个月说法不一.*论坛", local)
    assert "要等几个月？" in section(all_pages["heling/moving/"], "unknown")


def test_expired_values_say_so(all_pages: dict[str, Page]) -> None:
    assert "已过有效期" in section(all_pages["heling/moving/"], "proof-contribution_base_min")


def test_stale_values_say_so(world: Country, topics: tuple[Topic, ...], content: Path, on: date) -> None:
    later = on.replace(year=on.year + 9)
    page = drafted(world, topics, later, content)["leaving/"].make()
    assert "该复核了" in section(page, "proof-late_fee_daily_rate")


def test_the_province_is_only_a_reference_for_local_keys(all_pages: dict[str, Page]) -> None:
    """石桥 states no retiree credit of its own and must not be given the province's as if it were."""
    local = section(all_pages["shiqiao/moving/"], "local")
    assert "退休" in local
    assert "的说法，各市可能不同" in local
    assert "的说法，各市可能不同" not in section(all_pages["heling/moving/"], "local")


def test_what_is_missing_becomes_a_question(all_pages: dict[str, Page]) -> None:
    assert "最多能补几个月？" in section(all_pages["moving/"], "unknown")
    assert "最多能补几个月？" not in section(all_pages["heling/moving/"], "unknown")
    assert "这一页要用的规定都查到了" in section(all_pages["heling/leaving/"], "unknown")


def test_a_claim_stands_on_the_pages_it_concerns(all_pages: dict[str, Page]) -> None:
    assert "搬家要交钱" in section(all_pages["heling/moving/"], "claims")
    assert 'id="claims"' not in all_pages["heling/leaving/"].body


def test_the_worked_result_needs_no_script(all_pages: dict[str, Page]) -> None:
    page = all_pages["heling/moving/"]
    worked = lxml_html.fromstring(page.body).find_class("worked")
    assert len(worked) == 1
    assert "举个例子" in worked[0].text_content()
    assert worked[0].find_class("answer-headline")
    assert f'data-runtime="../../{RUNTIME}"' in page.body


def test_the_hub_shows_only_what_the_region_states_itself(all_pages: dict[str, Page]) -> None:
    assert "退休" in section(all_pages["heling/"], "local")
    assert "没有查到石桥自己单独的规定" in section(all_pages["shiqiao/"], "local")


def test_every_calculator_lists_its_questions(all_pages: dict[str, Page]) -> None:
    for slug in SLUGS:
        page = all_pages[f"calculators/{slug}/"]
        assert section(page, "inputs")
        is_worked = bool(lxml_html.fromstring(page.body).find_class("answer-headline"))
        assert is_worked == (not describe(slug).places)


# 收录


def test_a_page_is_for_search_engines_only_with_local_proof(
    all_pages: dict[str, Page], world: Country, topics: tuple[Topic, ...], on: date
) -> None:
    for region in world.regions:
        held = region.facts(on)
        for topic in topics:
            shown = [held[key] for key in (*topic.keys, "service_hotline", "local_hotline") if key in held]
            below = [value for value in shown if value.region is not world.nation]
            proven = [
                v for v in below if v.proof == "official" or (v.proof == "quoted" and v.is_known and v.also)
            ]
            page = all_pages[address(region, topic)]
            assert page.indexable == (region is world.nation or bool(proven)), page.url


def test_the_canonical_is_the_nearest_ancestor_for_search_engines(all_pages: dict[str, Page]) -> None:
    for page in all_pages.values():
        assert page.indexable == (page.canonical == page.url)
        if page.canonical:
            assert all_pages[page.canonical].indexable
    assert all_pages["shiqiao/moving/"].canonical == "shiqiao/moving/"
    assert all_pages["shiqiao/leaving/"].canonical == "leaving/"


def test_a_hub_is_for_search_engines_when_one_of_its_topics_is(
    all_pages: dict[str, Page], world: Country, topics: tuple[Topic, ...]
) -> None:
    for region in world.provinces + world.cities:
        expected = any(all_pages[address(region, topic)].indexable for topic in topics)
        assert all_pages[address(region)].indexable == expected


# topic.yaml


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "- transfer_out_workdays",
            "- transfer_out_days",
            "读到不认识的事项“transfer_out_days”，应为已有的名字，改法：是不是“transfer_out_workdays”？",
        ),
        (
            "[transfer-deadline]",
            "[transfer-deadlines]",
            "读到不认识的计算器“transfer-deadlines”，应为已有的名字，改法：是不是“transfer-deadline”？",
        ),
        ("title: 搬家\n", "", "读到缺 title 的一组"),
        ("title: 搬家", "titel: 搬家", "读到不认识的键“titel”，应为已有的名字，改法：是不是“title”？"),
        ("order: 2", "order: 二", "读到“二”，应为整数"),
        ("title: 搬家", "title: [搬家]", "读到一列内容，应为文字"),
        (
            "synonyms: [搬走]",
            "synonyms: 搬走",
            "读到“搬走”，应为一列内容，改法：写成 [甲, 乙]，或每项一行，以“- ”开头；没有就写 []",
        ),
        ("icon: truck", "icon: truk", "读到“truk”，应为Material 图标的英文名，改法：相近的有：truck"),
        ("icon: truck", "icon: 卡车", "读到“卡车”，应为Material 图标的英文名，改法：写已有的名字，如 phone"),
        ("icon: truck", "icon: ../material/truck", "读到“../material/truck”，应为Material 图标的英文名"),
        ("icon: truck\n", "", "读到缺 icon 的一组"),
        (
            "ask: {back_payment_limit_months: 最多能补几个月？",
            "ask: {back_payment: 最多？",
            "读到不认识的事项“back_payment”",
        ),
    ],
)
def test_a_bad_topic_is_refused(
    content: Path, world: Country, tmp_path: Path, before: str, after: str, told: str
) -> None:
    del content
    folder = tmp_path / "content" / "moving"
    folder.mkdir(parents=True)
    assert before in MOVING
    (folder / "topic.yaml").write_text(MOVING.replace(before, after), encoding="utf-8")
    (folder / "page.html.j2").write_text(WORDS, encoding="utf-8")
    with pytest.raises(BadData) as refused:
        load_topics(tmp_path / "content", world.dictionary, {"transfer-deadline": ()})
    assert any(told in str(problem) for problem in refused.value.problems), refused.value
    assert all(problem.path == "content/moving/topic.yaml" for problem in refused.value.problems)


def test_a_page_names_only_facts_that_there_are(world: Country, tmp_path: Path) -> None:
    """Where the name stands, with the nearest; a folder without a page says so too."""
    for slug in ("moving", "leaving"):
        (tmp_path / "content" / slug).mkdir(parents=True)
        words = {"moving": MOVING, "leaving": LEAVING}[slug]
        (tmp_path / "content" / slug / "topic.yaml").write_text(words, encoding="utf-8")
    page = WORDS + '{{ fact("transfer_documents") }}\n{{ sheet.reference("retiree_credits") }}'
    (tmp_path / "content/moving/page.html.j2").write_text(page, encoding="utf-8")
    with pytest.raises(BadData) as refused:
        load_topics(tmp_path / "content", world.dictionary, {"transfer-deadline": ()})
    missing, misspelt = map(str, refused.value.problems)
    assert missing.startswith("content/leaving/page.html.j2:1:1: 读到没有这个文件")
    assert misspelt.startswith("content/moving/page.html.j2:8:21: 读到不认识的事项“retiree_credits”")
    assert "retiree_credit”？" in misspelt


def test_all_mistakes_of_all_topics_are_told_at_once(world: Country, tmp_path: Path) -> None:
    for slug, words in (("moving", MOVING.replace("title: 搬家\n", "")), ("leaving", LEAVING)):
        folder = tmp_path / "content" / slug
        folder.mkdir(parents=True)
        wrong = words.replace("order: ", "order: 第").replace("calculators: [", "calculators: [none, ")
        (folder / "topic.yaml").write_text(wrong, encoding="utf-8")
        (folder / "page.html.j2").write_text(WORDS, encoding="utf-8")
    with pytest.raises(BadData) as refused:
        load_topics(tmp_path / "content", world.dictionary, {"transfer-deadline": ()})
    told = [(problem.path.split("/")[1], problem.read) for problem in refused.value.problems]
    assert told == [
        ("leaving", "“第1”"),
        ("leaving", "不认识的计算器“none”"),
        ("moving", "缺 title 的一组"),
        ("moving", "“第2”"),
        ("moving", "不认识的计算器“none”"),
    ]


def test_a_template_may_use_only_declared_keys(
    content: Path, world: Country, topics: tuple[Topic, ...], on: date, tmp_path: Path
) -> None:
    folder = tmp_path / "content"
    (folder / "leaving").mkdir(parents=True)
    for name in FROM_THE_SITE:
        (folder / name).symlink_to(ROOT / "content" / name)
    words = (
        (content / "leaving" / "page.html.j2")
        .read_text("utf-8")
        .replace("窗口", '{{ f("account_transfer") }}')
    )
    (folder / "leaving" / "page.html.j2").write_text(words, encoding="utf-8")
    (folder / "claims").symlink_to(content / "claims")
    with pytest.raises(KeyError, match="account_transfer"):
        made(drafted(world, topics, on, folder), "leaving/")


def stated(value: object, source: str | None = None) -> Stated:
    return Stated("secondary", value, PartialDate(2026), source=source)  # type: ignore[arg-type]


@pytest.fixture
def changelog(world: Country) -> Changelog:
    """The nation's once, 鹤岭's six times and 竹湾's, which is long."""
    corrected = (stated(9, "云医保〔2022〕1号"), stated(8, "一份没有了的文件"))
    nation = Change(
        date(2026, 10, 1), world.nation, world.dictionary["transfer_out_workdays"], "corrected", *corrected
    )
    heling = world.by_slug["heling"]
    limit = world.dictionary["back_payment_limit_months"]
    own = [
        Change(date(2026, 11, number), heling, limit, "corrected", stated(number), stated(number + 1))
        for number in range(1, 7)
    ]
    credit = world.dictionary["retiree_credit"]
    (now,) = heling.stated["retiree_credit"]
    assert now.value is not None
    whole = Change(
        date(2026, 12, 1), heling, credit, "new", None, Stated("official", now.value, now.since, source="甲")
    )
    return Changelog([nation, *own, whole])


def rows(page: Page) -> list[str]:
    """The record of changes of a page; empty where it has none."""
    tree = lxml_html.fromstring(page.body)
    return [
        re.sub(r"\s+", "", each.text_content())
        for folded in tree.find_class("parts")
        if folded.get("id") == "changes"
        for each in folded.iter("li")
    ]


def test_a_page_tells_what_changed_of_what_it_shows(
    world: Country, topics: tuple[Topic, ...], content: Path, on: date, changelog: Changelog
) -> None:
    """The newest five, the place's own and what holds there from above; what is written out stands once."""
    pages = made(drafted(world, topics, on, content, changelog=changelog))
    newest = [
        f"2026年11月{number}日，更正补缴时限：{number}个月→{number + 1}个月，2026年起"
        for number in (6, 5, 4, 3)
    ]
    (told,) = {each.fact.label for each in changelog.changes if each.key == "back_payment_limit_months"}
    newest = [row.replace("补缴时限", told) for row in newest]
    credit = world.dictionary["retiree_credit"].label
    assert rows(pages["heling/moving/"]) == [f"2026年12月1日，新查到{credit}：前面写了出处：甲", *newest]
    assert rows(pages["heling/"]) == rows(pages["heling/moving/"])
    limit = world.dictionary["transfer_out_workdays"].label
    from_above = f"2026年10月1日，云国，更正{limit}：9个工作日→8个工作日，2026年起出处：一份没有了的文件"
    assert rows(pages["wudao/moving/"]) == [from_above]
    assert rows(pages["moving/"]) == [from_above.replace("云国，", "")]
    assert rows(pages["wudao/"]) == rows(pages["heling/leaving/"]) == []


def test_a_page_of_which_nothing_changed_says_nothing(all_pages: dict[str, Page]) -> None:
    assert not [url for url, page in all_pages.items() if "变更记录" in page.body]


def test_all_changes_are_told_on_one_page(
    world: Country, topics: tuple[Topic, ...], content: Path, on: date, changelog: Changelog
) -> None:
    """Each once, in full, below its release and its place."""
    (page,) = made(drafted(world, topics, on, content, changelog=changelog), "changes/").values()
    tree = lxml_html.fromstring(page.body)
    told = [each.text_content() for each in tree.iter("li")]
    assert len(told) == len(changelog.changes)
    assert not [line for line in told if "前面写了" in line]
    assert [title for title, _ in page.toc] == [day(released) for released, _ in changelog.releases]
    assert {each.get("href") for each in tree.iter("a")} == {"../api/v1/changes.atom", "../heling/"}
