"""地区与事实: which value holds where and on which day."""

import pickle
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from types import SimpleNamespace
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.engine.dates import PartialDate, months_after
from calculators.engine.doubts import DOUBT_WORDS, Proof, Status, doubts
from scripts.regions.facts_json import Json, facts_json
from scripts.regions.model import Country, NotYetInForce, Region, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = (
    date(2009, 1, 1),
    date(2020, 5, 5),
    date(2023, 3, 1),
    date(2026, 11, 22),
    date(2027, 1, 1),
    date(2040, 1, 1),
)


def held(country: Country, slug: str, key: str, on: date) -> Value:
    found = country.by_slug[slug].fact(key, on)
    assert found is not None
    return found


def test_a_key_is_inherited_whole_or_replaced_whole(world: Country, on: date) -> None:
    """城市照省, 省照全国; `region` remembers who spoke."""
    spoken = {
        slug: held(world, slug, "transfer_out_workdays", on)
        for slug in ("heling", "zhuwan", "wudao", "weidang")
    }
    assert {slug: value.region.slug for slug, value in spoken.items()} == {
        "heling": "heling",
        "zhuwan": "songshan",
        "wudao": "nation",
        "weidang": "nation",
    }
    assert [value.value for value in spoken.values()] == [5, 6, 8, 8]


def test_a_city_without_facts_has_its_provinces_and_the_nations(world: Country, on: date) -> None:
    """石桥 states nothing itself."""
    shiqiao = world.by_slug["shiqiao"]
    assert shiqiao.stated == {}
    assert {value.region.slug for value in shiqiao.facts(on).values()} == {"nation", "songshan"}


def test_local_keys_do_not_go_down_unless_uniform(world: Country, on: date) -> None:
    """松山's 退休划入 is only a reference for its cities; 湖心's is uniform; 苇荡 has its own."""
    zhuwan, baifan, weidang = (world.by_slug[slug] for slug in ("zhuwan", "baifan", "weidang"))
    assert zhuwan.fact("retiree_credit", on) is None
    assert "retiree_credit" not in zhuwan.facts(on)
    reference = zhuwan.reference("retiree_credit", on)
    assert reference
    assert reference.region.slug == "songshan"
    assert held(world, "baifan", "retiree_credit", on).region.slug == "huxin"
    assert baifan.reference("retiree_credit", on) is None
    assert held(world, "weidang", "retiree_credit", on).value == ({"monthly": Decimal(88)},)
    assert weidang.reference("transfer_out_workdays", on) is None
    assert held(world, "songshan", "retiree_credit", on).region.slug == "songshan"


def test_the_newest_statement_in_force_answers(world: Country) -> None:
    """Each day has the rule of that day, from the first to the last of its period."""
    on_days = {
        date(2018, 7, 1): 12,
        date(2022, 5, 31): 12,
        date(2022, 6, 1): 8,
        date(2040, 1, 1): 8,
    }
    assert {day: held(world, "nation", "transfer_out_workdays", day).value for day in on_days} == on_days


def test_before_the_first_since_is_an_error_not_a_fallback(world: Country) -> None:
    """尚未施行 at every level: `fact` raises, `facts` leaves the key out."""
    nation, early = world.nation, date(2018, 6, 30)
    with pytest.raises(NotYetInForce, match=r"转出办结时限.*2018-07 起施行"):
        nation.fact("transfer_out_workdays", early)
    with pytest.raises(NotYetInForce):
        world.by_slug["heling"].fact("transfer_out_workdays", early)
    assert "transfer_out_workdays" not in nation.facts(early)
    assert nation.fact("no_such_key", early) is None


def test_before_its_own_since_a_region_follows_its_ancestor(world: Country, on: date) -> None:
    """白帆's coming rule does not answer for today; it is listed as coming."""
    baifan = world.by_slug["baifan"]
    assert held(world, "baifan", "transfer_in_workdays", on).region is world.nation
    assert held(world, "baifan", "transfer_in_workdays", date(2027, 1, 1)).value == 3
    assert [(value.key, value.region.slug) for value in baifan.coming(on)] == [
        ("employee_credit_rate", "nation"),
        ("transfer_in_workdays", "baifan"),
    ]
    assert baifan.coming(date(2027, 1, 1)) == ()


def test_an_ended_statement_stays_the_answer_and_says_so(world: Country, on: date) -> None:
    """已过期: the nation's rule does not silently step in."""
    value = held(world, "baifan", "transfer_out_workdays", on)
    assert (value.value, value.region.slug) == (10, "baifan")
    assert value.is_expired(on)
    assert not value.is_expired(date(2025, 12, 31))
    assert [held(world, "heling", "contribution_base_min", day).value for day in (on, date(2025, 6, 30))] == [
        Decimal(4100),
        Decimal("4000.5"),
    ]


def test_unknown_stops_inheritance(world: Country, on: date) -> None:
    """查无结果 at a province is also its cities' answer."""
    for slug, speaker in (("zhuwan", "zhuwan"), ("huxin", "huxin"), ("weidang", "huxin")):
        value = held(world, slug, "lapse_waiting_months", on)
        assert (value.status, value.value, value.region.slug) == ("unknown", None, speaker)
        assert not value.is_known


def test_conflicting_statements_come_together(world: Country) -> None:
    """说法不一: both sides once both hold, one before that."""
    both = held(world, "heling", "lapse_waiting_months", date(2024, 1, 1))
    assert [one.value for one in both.statements] == [{"low": 3, "high": 3}, {"low": 5, "high": 5}]
    assert not both.is_known
    assert held(world, "heling", "lapse_waiting_months", date(2023, 12, 31)).rivals == ()


def test_fact_and_facts_agree(world: Country) -> None:
    """One rule, two look-ups: every region, every key, several days."""
    for region in world.regions:
        for day in DAYS:
            facts = region.facts(day)
            for key in world.dictionary:
                assert _place(_fact(region, key, day)) == _place(facts.get(key)), (region.slug, key, day)


def test_inherited_is_what_holds_without_own_statements(world: Country, on: date) -> None:
    """What a city would have if its file were empty."""
    heling = world.by_slug["heling"]
    inherited = heling.inherited("transfer_out_workdays", on)
    assert inherited
    assert inherited.region.slug == "songshan"
    assert heling.inherited("retiree_credit", on) is None


def test_review(world: Country) -> None:
    """复核期限 counts from the last look; a value is stale the day after."""
    value = held(world, "zhuwan", "intra_province_mode", date(2025, 1, 1))
    assert value.review_by == date(2025, 6, 1)
    assert not value.is_stale(date(2025, 6, 1))
    assert value.is_stale(date(2025, 6, 2))


def test_levels_and_lists(world: Country) -> None:
    """A municipality is province and city at once; regions come in the order of their codes."""
    assert [region.slug for region in world.provinces] == ["songshan", "wudao", "huxin"]
    assert [region.slug for region in world.cities if region.level == "municipality"] == ["wudao"]
    assert len(world.cities) == 7
    assert [region.code for region in world.regions] == sorted(region.code for region in world.regions)
    assert world.nation.province is None
    for region in (*world.provinces, *world.cities):
        assert region.province in world.provinces
        assert [*region.ancestors][-1] is world.nation
        assert region.parent
        assert region in region.parent.children


def test_a_country_survives_the_cache(world: Country, on: date) -> None:
    """Pickled and back: the same answers, the same identities inside."""
    copy: Country = pickle.loads(pickle.dumps(world))  # noqa: S301 - our own bytes
    assert copy.by_slug["heling"] is copy.cities[0]
    for region in world.regions:
        assert facts_json(copy.by_slug[region.slug], on) == facts_json(region, on)


@pytest.mark.parametrize(
    ("day", "text", "first", "last"),
    [
        (PartialDate(2023), "2023", date(2023, 1, 1), date(2023, 12, 31)),
        (PartialDate(2024, 2), "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (PartialDate(2023, 12), "2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        (PartialDate(2023, 4, 5), "2023-04-05", date(2023, 4, 5), date(2023, 4, 5)),
    ],
)
def test_partial_dates(day: PartialDate, text: str, first: date, last: date) -> None:
    """As precise as the document, with the first and last day it may mean."""
    assert (str(day), day.first, day.last) == (text, first, last)


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(1, 60))
def test_months_after_stays_in_its_month(day: date, months: int) -> None:
    """The same day, or the last of a shorter month."""
    after = months_after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == day.day or (after.day < day.day and (after + timedelta(days=1)).day == 1)


def test_facts_json(world: Country, on: date) -> None:
    """Exact numbers and dates are strings; both sides of a conflict are listed; no value when unknown."""
    facts = facts_json(world.by_slug["heling"], on)
    assert facts["employee_credit_rate"] == {
        "label": "在职划入比例",
        "value": "0.03",
        "unit": None,
        "since": "2021-01-01",
        "until": None,
        "status": "official",
        "proof": "official",
        "doubts": [],
        "region": {"code": "000000", "name": "云国"},
        "source": {
            "id": "云医保〔2022〕1号",
            "title": "云国基本医疗保险关系转移接续办法",
            "issuer": "云国医疗保障局",
            "document_number": "云医保〔2022〕1号",
            "url": "https://www.example.org/yun/2022-1.html",
            "tier": "original",
        },
        "also": [],
        "clause": "第十九条",
        "quote": None,
        "looked": "2026-10-01",
        "confirmed": None,
        "review_by": "2028-10-01",
        "note": None,
    }
    waiting = facts["lapse_waiting_months"]
    assert isinstance(waiting, dict)
    assert (waiting["status"], waiting["value"]) == ("conflicting", None)
    statements = waiting["statements"]
    assert isinstance(statements, list)
    assert [one["value"] for one in statements if isinstance(one, dict)] == [
        {"low": 3, "high": 3},
        {"low": 5, "high": 5},
    ]
    assert [*facts_json(world.by_slug["heling"], on, ("service_hotline",))] == ["service_hotline"]


def test_facts_json_of_every_shape(world: Country, on: date) -> None:
    """Lists, records, months, documents and ended values; nothing that JSON cannot say exactly."""
    nation = facts_json(world.nation, on)
    assert _value(nation, "working_day_calendar") == [
        {
            "year": 2026,
            "notice": "云国放假通知2026",
            "days_off": ["2026-01-01", "2026-04-06", "2026-09-10", "2026-09-11"],
            "days_worked": ["2026-09-06"],
        }
    ]
    rules = _value(nation, "retirement_age_rules")
    assert isinstance(rules, list)
    assert isinstance(rules[0], dict)
    assert rules[0]["from"] == "2025-01"
    ended = facts_json(world.by_slug["baifan"], on)["transfer_out_workdays"]
    assert isinstance(ended, dict)
    assert ended["expired"] is True
    for region in world.regions:
        assert not {type(leaf) for leaf in _leaves(facts_json(region, on))} - {str, int, bool, type(None)}


def _fact(region: Region, key: str, day: date) -> Value | None:
    try:
        return region.fact(key, day)
    except NotYetInForce:
        return None


def _place(value: Value | None) -> object:
    return value and [one.place for one in value.statements]


def _value(facts: dict[str, Json], key: str) -> Json:
    fact = facts[key]
    assert isinstance(fact, dict)
    return fact["value"]


def _leaves(node: Json) -> "Iterator[Json]":
    if isinstance(node, dict):
        for child in node.values():
            yield from _leaves(child)
    elif isinstance(node, list):
        for child in node:
            yield from _leaves(child)
    else:
        yield node


def test_every_kind_of_doubt_is_described() -> None:
    """However a value is proven and whatever else is doubtful about it."""
    kinds = set()
    for status, proof in product(get_args(Status), (None, *get_args(Proof))):
        told = SimpleNamespace(
            status=status, proof=proof, until=None, seen_in=("某县",), depends=True, is_principle=True
        )
        kinds |= {doubt.kind for doubt in doubts(told, has_ended=True, is_due=True)}
    assert kinds == DOUBT_WORDS.keys()
