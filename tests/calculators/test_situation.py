"""我的情况: answers asked once feed every calculator; put together they are no surer than before."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.__main__ import main
from calculators.engine.examples import full_facts
from calculators.engine.plan import (
    Asking,
    Cell,
    Condition,
    Feed,
    Option,
    Part,
    Plan,
    Row,
    Shape,
    Stated,
    Ways,
)
from calculators.engine.stated import in_words

ON = "2026-03-05"
LAPSED = (Condition("lapsed", ("true",)),)
MONTHS = Shape("record", fields=(Shape("integer", "low", unit="个月"), Shape("integer", "high", unit="个月")))
PREMIUM = Shape(
    "list",
    of=Shape(
        "record",
        fields=(Shape("text", "group", "人群"), Shape("money", "personal", "一年缴", "元/年")),
    ),
)
PLAN = Plan(
    asks=(
        Asking("born_on", kind="date", label="出生的日子", required=False),
        Asking("lapsed", kind="boolean", label="中间断了"),
        Asking("last_paid_month", "employee-lapse", when=LAPSED),
        Asking("resume_month", "employee-lapse", label="接着缴的月份", when=LAPSED),
        Asking("continuous_months_before", "employee-lapse", when=LAPSED),
        Asking("base", "back-payment", required=False),
        Asking("way", kind="choice", label="怎么缴", options=(Option("self", "自己缴"),), required=False),
    ),
    parts=(
        Part(
            "lapse",
            "断缴",
            "employee-lapse",
            (
                Feed("last_paid_month", asked="last_paid_month"),
                Feed("resume_month", asked="resume_month"),
                Feed("continuous_months_before", asked="continuous_months_before"),
                Feed("back_paid", fixed="true"),
                Feed("route", fixed="same_area"),
            ),
            "city",
            dates=("benefit_from",),
        ),
        Part(
            "back",
            "补缴",
            "back-payment",
            (Feed("months", found="lapse.gap_months"), Feed("base", asked="base")),
            "city",
            costs=("principal",),
            is_beside=True,
        ),
    ),
    facts=(
        Stated(
            "resident_newborn_days",
            "city",
            Shape("integer", unit="天"),
            "几天内参保？",
            "born_on",
            day_label="最晚",
        ),
        Stated("lapse_waiting_months", "city", MONTHS),
        Stated("resident_premium", "city", PREMIUM, "一年缴多少？"),
    ),
    ways=Ways(
        ("单位", "自己"),
        (
            Row("补多少", (Cell("{}", "back.principal"), Cell("不用补"))),
            Row("一年缴", (Cell("看单位"), Cell("约{}", fact="resident_premium", field="personal"))),
        ),
    ),
)
FACTS = full_facts(
    {
        "lapse_short_gap_months": 3,
        "lapse_waiting_months": {"low": 4, "high": 4},
        "lapse_continuous_months": 24,
        "back_payment_rate": "0.08",
        "contribution_base_min": "3000",
        "contribution_base_max": "9000",
        "back_payment_limit_months": 24,
        "resident_newborn_days": 90,
        "resident_premium": [{"group": "老人", "personal": "100"}, {"group": "学生", "personal": "250.5"}],
        "service_hotline": "12345",
    }
)
INPUTS = {
    "lapsed": "true",
    "last_paid_month": "2025-12",
    "resume_month": "2026-03",
    "continuous_months_before": "30",
    "base": "5000",
    "born_on": "2026-03-01",
}


def reply(inputs: dict[str, str], facts: dict[str, Any] | None = None, plan: Plan = PLAN) -> dict[str, Any]:
    held = FACTS if facts is None else facts
    payload = {"plan": asdict(plan), "inputs": inputs, "facts": {"city": held}, "on": ON}
    said: dict[str, Any] = json.loads(calculators.run("situation", json.dumps(payload)))
    return said


def answer(inputs: dict[str, str], facts: dict[str, Any] | None = None) -> dict[str, Any]:
    said = reply(inputs, facts)
    assert said["ok"], said
    found: dict[str, Any] = said["answer"]
    return found


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in FACTS.items() if key != name}


def doubtful(name: str) -> dict[str, Any]:
    facts = deepcopy(FACTS)
    facts[name] |= {"status": "secondary", "proof": "web"}
    return facts


def test_one_answer_feeds_all_and_a_figure_feeds_the_next() -> None:
    told = answer(INPUTS)
    assert [each["title"] for each in told["parts"]] == ["断缴", "补缴", "这里的规定"]
    assert [each["is_beside"] for each in told["parts"]] == [False, True, False]
    back = told["parts"][1]["answer"]
    assert {line["name"]: line["text"] for line in back["given"]} == {"months": "2个月", "base": "5,000元/月"}
    assert [(line["label"], line["text"]) for line in told["costs"]] == [("补缴：一共补缴", "800元")]


def test_a_part_says_just_what_its_calculator_says() -> None:
    inputs = {key: INPUTS[key] for key in ("last_paid_month", "resume_month", "continuous_months_before")}
    inputs |= {"back_paid": "true", "route": "same_area"}
    payload = {"inputs": inputs, "facts": FACTS, "on": ON}
    alone = json.loads(calculators.run("employee-lapse", json.dumps(payload)))["answer"]
    assert answer(INPUTS)["parts"][0]["answer"] == alone


def test_days_stand_in_order_and_those_that_passed_do_not() -> None:
    early = INPUTS | {"last_paid_month": "2024-12", "resume_month": "2025-02"}
    assert [each["label"] for each in answer(early)["dates"]] == ["最晚"]
    days = [(each["day"], each["label"]) for each in answer(INPUTS | {"resume_month": "2026-07"})["dates"]]
    assert days == [("2026-05-30", "最晚"), ("2026-11-01", "断缴：从哪个月起能报销")]
    old = answer(INPUTS | {"born_on": "2020-01-01"})["dates"]
    assert "最晚" not in {each["label"] for each in old}


def test_what_nobody_knows_is_asked_and_never_made_up() -> None:
    told = answer(INPUTS, without("resident_newborn_days"))
    assert "几天内参保？" in told["asks"]
    assert "最晚" not in {each["label"] for each in told["dates"]}
    bare = answer(INPUTS, without("back_payment_rate"))
    assert bare["costs"] == []
    assert bare["ways"]["rows"][0][1] == ["还不知道", "不用补"]
    assert any("补缴" in each for each in bare["asks"])


def test_no_figure_is_surer_beside_its_answer_than_in_it() -> None:
    assert answer(INPUTS)["ways"]["rows"] == [
        ["补多少", ["800元", "不用补"]],
        ["一年缴", ["看单位", "约100至250.50元"]],
    ]
    rows = answer(INPUTS, doubtful("back_payment_rate"))
    assert rows["ways"]["rows"][0][1][0] == "800元（估算）"
    assert rows["costs"][0]["text"] == "800元（估算）"
    assert answer(INPUTS, doubtful("resident_premium"))["ways"]["rows"][1][1][1] == "约100至250.50元（估算）"
    newborn = answer(INPUTS, doubtful("resident_newborn_days"))["dates"]
    assert next(each["text"] for each in newborn if each["label"] == "最晚") == "2026年5月30日（估算）"


def test_a_part_waits_for_what_the_reader_left_out() -> None:
    told = answer({name: text for name, text in INPUTS.items() if name != "base"})
    assert [each["title"] for each in told["parts"]] == ["断缴", "这里的规定"]
    assert [each["title"] for each in answer({"lapsed": "false"})["parts"]] == ["这里的规定"]


def test_answers_to_questions_that_no_longer_apply_are_left_alone() -> None:
    told = answer(INPUTS | {"lapsed": "false"})
    assert [line["name"] for line in told["given"]] == ["born_on", "lapsed", "base"]


def test_all_that_is_wrong_is_said_at_once_by_the_name_of_the_question() -> None:
    said = reply(INPUTS | {"last_paid_month": "2026-04", "base": "很多", "way": "both", "nobody": "1"})
    assert not said["ok"]
    assert set(said["errors"]) == {"resume_month", "base", "way", "nobody"}
    assert "接着缴的月份" in said["errors"]["resume_month"]
    missing = reply({"lapsed": "true"})["errors"]
    assert set(missing) == {"last_paid_month", "resume_month", "continuous_months_before"}


def test_what_only_a_calculator_can_refuse_comes_back_under_the_question() -> None:
    plan = Plan(
        asks=(Asking("money", kind="choice", label="多少", options=(Option("0.5.5", "半"),)),),
        parts=(
            Part(
                "fee",
                "费",
                "late-fee",
                (
                    Feed("arrears", asked="money"),
                    Feed("due_on", fixed="2026-01-01"),
                    Feed("paid_on", is_today=True),
                ),
                "city",
            ),
        ),
    )
    assert set(reply({"money": "0.5.5"}, plan=plan)["errors"]) == {"money"}


@pytest.mark.parametrize(
    ("payload", "named"),
    [
        ({}, "plan"),
        ({"plan": {"asks": "?"}}, "plan.asks"),
        ({"plan": asdict(PLAN), "facts": []}, "一个列表"),
        (
            {
                "plan": asdict(PLAN),
                "inputs": {"lapsed": "false"},
                "facts": {"city": {"resident_premium": {"status": "official", "value": [{"personal": "x"}]}}},
            },
            "",
        ),
    ],
)
def test_a_payload_that_is_none_is_refused(payload: dict[str, Any], named: str) -> None:
    said = json.loads(calculators.run("situation", json.dumps(payload)))
    assert said["ok"] is False
    assert named in "".join(said["errors"].values())


def test_the_command_line_answers_too(capsys: pytest.CaptureFixture[str]) -> None:
    payload = {"plan": asdict(PLAN), "inputs": INPUTS, "facts": {"city": FACTS}, "on": ON}
    assert main(["situation", json.dumps(payload)]) == 0
    assert json.loads(capsys.readouterr().out) == reply(INPUTS)


@pytest.mark.parametrize(
    ("value", "shape", "words"),
    [
        ("0.02", Shape("share"), "2%"),
        ("12345.60", Shape("money", unit="元"), "12,345.60元"),
        (True, Shape("boolean"), "是"),
        ("2026-03-05", Shape("date"), "2026年3月5日"),
        (["甲", "乙"], Shape("list", of=Shape("text")), "甲；乙"),
        ("app", Shape("choice", choices=(Option("app", "手机应用"),)), "手机应用"),
        ([{"group": "学生", "personal": "400"}], PREMIUM, "学生，一年缴400元"),
        ({"low": "0", "high": "3"}, MONTHS, "最多3个月"),
    ],
)
def test_a_fact_is_written_as_people_write_it(value: Any, shape: Shape, words: str) -> None:
    assert in_words(value, shape) == words


@given(
    st.dictionaries(
        st.sampled_from([*INPUTS, "way", "nobody"]),
        st.text(max_size=12)
        | st.sampled_from(["true", "false", "2026-01", "2025-01", "12", "5000", "2026-02-03"]),
    )
)
def test_whatever_is_filled_in_is_answered_or_refused_by_its_name(inputs: dict[str, str]) -> None:
    said = reply(inputs)
    if said["ok"]:
        assert {line["name"] for line in said["answer"]["given"]} <= set(inputs)
    else:
        known = {each.name for each in PLAN.asks} | set(inputs)
        assert set(said["errors"]) <= known
