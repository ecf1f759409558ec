"""说法: what the reader of claims.yaml accepts, refuses and shows, about the invented country."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import html

from scripts.pages.claims import beside, drafts
from scripts.pages.facts import Sheet
from scripts.pages.site import Site
from scripts.pages.templates import Templates
from scripts.regions.problems import BadData
from scripts.words.claims import load_claims
from tests.real.prose import CONTENT

if TYPE_CHECKING:
    from pathlib import Path

    from scripts.regions.model import Country
    from scripts.words.claims import Claim

GOOD = """
- id: money-stays
  claim: 钱带不走
  verdict: wrong
  certainty: high
  why: 带得走。
  topics: [transfer]
  rules: [nation/transfer_out_workdays, nation/account_transfer]
- id: nobody-knows
  claim: 旧卡马上作废
  verdict: open
  certainty: low
  why: 没有读到规定。
  topics: [transfer, lapse]
  rules: []
  missing: 写明旧卡怎么办的文件。
- id: no-words
  claim: 什么也不用带
  verdict: wrong
  certainty: medium
  why: 要带证件。
  topics: [lapse]
  rules: [nation/transfer_documents]
  unquoted: 读到的是转述。
"""
TOPICS = ("transfer", "lapse")


def read(folder: Path, text: str, country: Country) -> tuple[Claim, ...]:
    (folder / "claims").mkdir(exist_ok=True)
    (folder / "claims/claims.yaml").write_text(text, "utf-8")
    return load_claims(folder, country, TOPICS)


def test_claims_are_read(tmp_path: Path, world: Country, on: date) -> None:
    """In the order of the file, their proofs as the region itself states them."""
    money, unknown, documents = read(tmp_path, GOOD, world)
    assert (money.id, money.verdict, money.certainty) == ("money-stays", "wrong", "high")
    assert [value.value for value in money.proofs(on)] == [8, "moves"]
    assert [value.value for value in money.proofs(date(2020, 1, 1))] == [12]
    assert unknown.proofs(on) == ()
    assert unknown.missing == "写明旧卡怎么办的文件。"
    assert documents.unquoted == "读到的是转述。"


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("verdict: wrong", "verdict: worng", "是不是“wrong”？"),
        ("certainty: high", "certainty: low", "open 配 low"),
        ("nation/account_transfer", "nation/account_transfre", "是不是“account_transfer”？"),
        ("nation/account_transfer", "natoin/account_transfer", "是不是“nation”？"),
        ("nation/account_transfer", "huxin/account_transfer", "自己写明、能用的事项"),
        ("nation/account_transfer", "account_transfer", "地区/事项"),
        ("[nation/transfer_out_workdays, nation/account_transfer]", "[]", "至少一条依据"),
        ("nation/transfer_out_workdays, ", "", "有原话的依据，或说明为什么没有"),
        ("  missing: 写明旧卡怎么办的文件。\n", "", "写明还缺什么"),
        ("nation/transfer_documents", "nation/transfer_out_workdays", "依据里已有原话"),
        ("id: nobody-knows", "id: money-stays", "重复的 id"),
        ("id: nobody-knows", "id: 没人知道", "小写英文词"),
        ("topics: [lapse]", "topics: [laps]", "是不是“lapse”？"),
        ("  why: 带得走。\n", "", "缺 why 的一组"),
        ("why: 带得走。", "why: 带得走。\n  figure: 8", "不认识的键“figure”"),
    ],
)
def test_mistakes_are_told(tmp_path: Path, world: Country, right: str, wrong: str, told: str) -> None:
    """In Chinese, with the place and how to mend it."""
    assert right in GOOD
    with pytest.raises(BadData) as refused:
        read(tmp_path, GOOD.replace(right, wrong, 1), world)
    assert told in str(refused.value)
    assert "claims/claims.yaml:" in str(refused.value)


def reported(world: Country) -> str:
    """A key that 湖心 states from reports only."""
    stated = world.by_slug["huxin"].stated.items()
    return next(key for key, values in stated if all(value.status == "secondary" for value in values))


def test_high_certainty_needs_an_official_statement(tmp_path: Path, world: Country) -> None:
    """A report alone is no 官方原文, whatever stands among its further sources."""
    rules = "[nation/transfer_out_workdays, nation/account_transfer]"
    with pytest.raises(BadData, match="high 要有一份官方原文"):
        read(tmp_path, GOOD.replace(rules, f"[huxin/{reported(world)}]"), world)


def test_official_proofs_come_first(tmp_path: Path, world: Country, on: date) -> None:
    rules = "[nation/transfer_out_workdays, nation/account_transfer]"
    text = GOOD.replace(rules, f"[huxin/{reported(world)}, nation/transfer_out_workdays]")
    proofs = read(tmp_path, text, world)[0].proofs(on)
    assert [value.status for value in proofs] == ["official", "secondary"]


def test_topic_page_shows_its_claims(tmp_path: Path, world: Country, on: date) -> None:
    """The settled ones of that topic, each with a fact that this page declares, if it declares one."""
    claims = read(tmp_path, GOOD, world)
    region = world.by_slug["huxin"]
    sheet = Sheet(region, region.facts(on), ("account_transfer",), Templates(CONTENT, on))
    ((money, value),) = beside(claims, "transfer", sheet)
    assert (money.id, value and value.value) == ("money-stays", "moves")
    ((documents, nothing),) = beside(claims, "lapse", sheet)
    assert (documents.id, nothing) == ("no-words", None)


def test_page_shows_every_claim_with_proof(tmp_path: Path, world: Country, on: date) -> None:
    """By verdict and by topic; document, clause and quotation in the fold, what is missing in the open."""

    class Named:
        def __init__(self, slug: str, title: str) -> None:
            self.slug, self.title = slug, title

    claims = read(tmp_path, GOOD, world)
    topics = [Named("transfer", "转移"), Named("lapse", "断缴")]
    (draft,) = drafts(Site(world, topics, claims, Templates(CONTENT, on)))  # type: ignore[arg-type]
    page = html.fragment_fromstring(draft.make().body, create_parent="div")
    assert page.xpath("//*[contains(@class,'guide')]/@id") == [
        "verdicts",
        "topics",
        "about-transfer",
        "about-lapse",
    ]
    links = set(page.xpath("//a/@href[starts-with(., '#')]"))
    assert links <= {f"#{name}" for name in page.xpath("//@id")}
    assert {f"#{claim.id}" for claim in claims} <= links
    (money,) = page.xpath("//*[@id='money-stays']")
    proof = "".join(money.xpath(".//details")[0].text_content().split())
    assert all(words in proof for words in ("8个工作日", "云医保〔2022〕1号", "第九条", "转出地经办机构应当"))
    (unknown,) = page.xpath("//*[@id='nobody-knows']")
    assert "还缺：写明旧卡怎么办的文件。" in unknown.text_content()
    assert unknown.xpath(".//details") == []
