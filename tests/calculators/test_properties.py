"""What must hold for every reader, not only for the examples."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import calculators
from calculators.engine import questions
from calculators.engine.answer import fen
from calculators.engine.dates import months_after
from calculators.engine.months import Month
from calculators.engine.questions import Question, narrowed
from scripts.words.examples import document
from tests.calculators.worked import answer, ends, facts_of

MONEY = st.decimals(0, 10**6, places=2)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
MONTHS = st.builds(Month, st.integers(1950, 2060), st.integers(1, 12))
RANGES = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted)


def figures(slug: str, inputs: dict[str, Any], **own: Any) -> dict[str, Any]:
    said: dict[str, Any] = answer(slug, {name: str(value) for name, value in inputs.items()}, **own)[
        "figures"
    ]
    return said


@given(MONEY, MONEY, DAYS, st.integers(0, 4000), st.integers(0, 4000))
def test_late_fee(first: Decimal, second: Decimal, due_on: date, days: int, more: int) -> None:
    """The total is the sum of its parts; owing more, or longer, never costs less."""

    def owed(arrears: Decimal, late: int) -> dict[str, Any]:
        paid_on = date.fromordinal(due_on.toordinal() + late)
        return figures("late-fee", {"arrears": arrears, "due_on": due_on, "paid_on": paid_on})

    small, large = sorted((first, second))
    least = owed(small, days)
    assert least["days"] == days
    assert Decimal(least["total"]) == small + Decimal(least["late_fee"])
    assert Decimal(least["late_fee"]) <= Decimal(owed(large, days)["late_fee"])
    assert Decimal(least["late_fee"]) <= Decimal(owed(small, days + more)["late_fee"])


@given(DAYS, st.integers(0, 60))
def test_transfer_deadline(accepted_on: date, later: int) -> None:
    """Two dates in order, and a state that follows from them and the day alone."""
    as_of = date.fromordinal(accepted_on.toordinal() + later)
    found = figures("transfer-deadline", {"accepted_on": accepted_on, "as_of": as_of})
    out_by, in_by = date.fromisoformat(found["transfer_out_by"]), date.fromisoformat(found["transfer_in_by"])
    assert accepted_on < out_by < in_by
    assert found["state"] == (
        "in_time" if as_of <= out_by else "transfer_out_overdue" if as_of <= in_by else "overdue"
    )
    assert 0 <= found["working_days_elapsed"] <= later
    assert found["working_days_elapsed"] <= 10 or as_of > out_by


ROUTES = st.sampled_from(["", "same_area", "moved", "switched"])
PAID = st.sampled_from(["", "true", "false"])
HERE = {"code": "910100", "name": "东河市"}


@given(MONTHS, st.integers(1, 60), st.integers(0, 400), RANGES, ROUTES, PAID, st.booleans())
def test_employee_lapse(
    last_paid: Month, later: int, before: int, waiting: list[int], route: str, paid: str, is_own: bool
) -> None:
    """The wait lies within the rule, cover begins exactly that long after paying again, and nothing unpaid
    or unruled is promised."""
    resumed = last_paid.plus(later)
    rule = {"low": waiting[0], "high": waiting[1]}
    stated = {"status": "official", "value": rule} | ({"region": HERE} if is_own else {})
    inputs = {
        "route": route,
        "last_paid_month": last_paid,
        "resume_month": resumed,
        "continuous_months_before": before,
        "back_paid": paid,
    }
    found = figures("employee-lapse", inputs, lapse_waiting_months=stated)
    gap = found["gap_months"]
    assert gap == later - 1
    wait, start = found["waiting_months"], found["benefit_from"]
    if isinstance(wait, dict):
        assert 0 <= wait["low"] < wait["high"] <= waiting[1]
        assert start == {side: str(resumed.plus(wait[side])) for side in ("low", "high")}
    else:
        assert 0 <= wait <= waiting[1]
        assert start == str(resumed.plus(wait))
    if found["can_back_pay_without_wait"]:
        assert wait == 0
    if gap:
        is_meant = route == "moved" or (route == "switched" and before >= 24)
        assert found["gap_covered"] is (
            False if paid == "false" else True if is_meant and paid == "true" and gap <= 3 else None
        )
        assert wait == 0 or gap > 3 or not (is_meant and paid == "true")


@given(MONEY, MONEY)
def test_monthly_credit_of_the_employed(first: Decimal, second: Decimal) -> None:
    """Never below the lowest base's or above the highest's; a higher base never gives less."""
    low, high = (
        Decimal(figures("monthly-credit", {"status": "employed", "base": base})["monthly_credit"])
        for base in sorted((first, second))
    )
    assert Decimal("97.58") <= low <= high <= Decimal("487.92")


@given(st.integers(0, 130), st.integers(0, 130), st.sampled_from(["monthly", "yearly"]), MONEY)
def test_monthly_credit_of_the_retired(age: int, limit: int, per: str, amount: Decimal) -> None:
    """One of the tiers' amounts; a month of a stated year may lie between two fen."""
    tiers = [{"age_below": limit or 1, per: "0"}, {"age_from": limit or 1, per: str(amount)}]
    found = figures("monthly-credit", {"status": "retired", "age": age}, retiree_credit=tiers)
    stated = amount if age >= (limit or 1) else Decimal(0)
    monthly = found["monthly_credit"]
    low, high = (monthly, monthly) if isinstance(monthly, str) else (monthly["low"], monthly["high"])
    yearly = Decimal(found["yearly_credit"])
    assert yearly == (stated * 12 if per == "monthly" else stated)
    assert Decimal(low) * 12 <= yearly <= Decimal(high) * 12
    assert Decimal(high) - Decimal(low) in (0, Decimal("0.01"))
    assert low == high or Decimal(low) * 12 < yearly < Decimal(high) * 12


@given(MONTHS, st.integers(0, 24), st.sampled_from(["male_60", "female_55", "female_50"]))
def test_retirement_age(born: Month, later: int, category: str) -> None:
    """Who is born later never retires earlier or younger; the delay is bounded and adds up with the age."""
    first, second = (
        figures("retirement-age", {"birth_month": month, "category": category})
        for month in (born, born.plus(later))
    )
    assert first["retirement_month"] <= second["retirement_month"]
    assert first["delay_months"] <= second["delay_months"] <= (60 if category == "female_50" else 36)
    age = first["age_years"] * 12 + first["age_months"]
    assert str(born.plus(age)) == first["retirement_month"]
    assert age == int(category[-2:]) * 12 + first["delay_months"]


@given(st.booleans(), st.booleans(), st.integers(0, 40), st.integers(0, 40), st.booleans(), DAYS)
def test_resident_waiting_period(
    in_window: bool, ahead: bool, lapsed: int, repaired: int, exempt: bool, paid_on: date
) -> None:
    """Repair never lengthens the wait, lapse never shortens it, the long lapse has its floor, and cover
    begins neither before the payment nor, in the window, before the year; whoever pays in the year itself
    counts from the payment, whatever was said of the window."""
    repaired = min(repaired, lapsed)

    def found(years: int, made_good: int) -> dict[str, Any]:
        inputs = {
            "enrolled_in_window": in_window,
            "paid_on": paid_on,
            "premium_year": paid_on.year + ahead,
            "lapsed_years": years,
            "repaired_years": made_good,
            "exempt": exempt,
        }
        return figures(
            "resident-waiting-period", {name: str(value).lower() for name, value in inputs.items()}
        )

    def waits(years: int, made_good: int) -> int:
        months: int = found(years, made_good)["waiting_months"]
        return months

    assert waits(lapsed, repaired) <= waits(lapsed, 0) <= waits(lapsed + 1, 0)
    assert exempt or lapsed < 4 or waits(lapsed, repaired) >= 6
    assert not exempt or waits(lapsed, repaired) == 0
    covered = date.fromisoformat(found(lapsed, repaired)["benefit_from"])
    start = date(paid_on.year + 1, 1, 1) if in_window and ahead else paid_on
    assert covered == months_after(start, waits(lapsed, repaired))


@given(st.integers(0, 600), st.integers(0, 600), MONTHS, st.sampled_from(["male_60", "female_55"]))
def test_contribution_years(total: int, local: int, retires: Month, category: str) -> None:
    """What is missing and what is paid make up what is required; covered is nothing missing."""
    local = min(total, local)
    inputs = {"category": category, "total_months": total, "local_months": local, "retirement_month": retires}
    found = figures("contribution-years", inputs)
    assert found["gap_months"] + min(total, found["required_months"]) == found["required_months"]
    assert (
        found["local_gap_months"] + min(local, found["local_required_months"])
        == found["local_required_months"]
    )
    assert found["covered"] is (found["gap_months"] == 0 and found["local_gap_months"] == 0)


@given(MONEY, MONEY, MONEY, MONEY, st.sampled_from(["outpatient", "inpatient"]))
def test_reimbursement(cost: Decimal, more: Decimal, paid: Decimal, used: Decimal, kind: str) -> None:
    """Both shares make up the bill, none is negative, and a dearer bill never pays less."""

    def paid_for(eligible: Decimal) -> Decimal:
        inputs = {"kind": kind, "tier": 2, "status": "employed", "eligible_cost": eligible}
        found = figures("reimbursement", inputs | {"paid_before": paid, "used_before": used})
        pooled, own = Decimal(found["pooled_fund_pays"]), Decimal(found["you_pay"])
        assert pooled + own == eligible
        assert pooled >= 0
        assert own >= 0
        assert Decimal(found["deductible_left"]) >= 0
        return pooled

    assert paid_for(cost) <= paid_for(cost + more)


@given(MONEY, MONEY, st.sampled_from(["", "true", "false"]))
def test_reimbursement_left_open(cost: Decimal, paid: Decimal, community: str) -> None:
    """What was not filled in gives a range that holds whatever could have been filled in."""
    table = {
        "deductibles": [
            {"status": "employed", "amount": "800", "per": "year"},
            {"status": "employed", "amount": "100", "per": "year", "setting": "community"},
        ],
        "rates": [
            {"status": "employed", "tier": 2, "rate": "0.6"},
            {"status": "employed", "rate": "0.9", "setting": "primary_care"},
        ],
        "ceilings": [{"status": "employed", "amount": "5000"}],
    }
    inputs = {"kind": "outpatient", "tier": 2, "status": "employed", "eligible_cost": cost, "used_before": 0}
    told = inputs | {"paid_before": paid, "community": community}
    found, one = (
        figures("reimbursement", each, outpatient_reimbursement=table)["pooled_fund_pays"]
        for each in (inputs, told)
    )
    (low, high), (least, most) = ends(found), ends(one)
    assert low <= least <= most <= high


@given(st.integers(1, 600), MONEY, st.decimals(0, 1, places=4))
def test_back_payment(months: int, base: Decimal, rate: Decimal) -> None:
    """Each month the same share of a base within the limits, and so many of the months shown."""
    found = figures("back-payment", {"months": months, "base": base, "rate": rate})
    limited = min(max(base, Decimal(4879)), Decimal(24396))
    assert found["monthly"] == fen(limited * rate)
    assert Decimal(found["principal"]) == Decimal(found["monthly"]) * months


@given(st.integers(60, 300), st.integers(60, 300))
def test_flexible_cost(first: int, second: int) -> None:
    """A higher percentage never costs less, and a year is twelve months."""
    low, high = (figures("flexible-cost", {"base_percent": percent}) for percent in sorted((first, second)))
    assert Decimal(low["monthly"]) <= Decimal(high["monthly"])
    assert Decimal(low["yearly"]) == 12 * Decimal(low["monthly"])


@given(st.integers(0, 80), st.integers(0, 80), MONEY)
def test_continuity_incentive(years: int, unclaimed: int, ceiling: Decimal) -> None:
    """Never more than the share of the ceiling, never more than a step for each year of either kind."""
    unclaimed = min(years, unclaimed)
    inputs = {"continuous_years": years, "zero_claim_years": unclaimed, "ceiling": ceiling}
    raised = Decimal(figures("continuity-incentive", inputs)["ceiling_raise"])
    assert raised == min(Decimal(fen(ceiling / 5)), Decimal(1000 * (max(0, years - 4) + unclaimed)))


@given(MONEY, st.integers(0, 900))
def test_moving_nowhere_changes_nothing(base: Decimal, total: int) -> None:
    """The same place on both sides needs no transfer and compares equal."""
    place = facts_of("move-compare", **document("move-compare")["facts"]["origin"])
    side = {key: fact for key, fact in place.items() if key not in ("origin", "destination")}
    inputs = {"status": "employed", "base": str(base), "category": "male_60", "total_months": str(total)}
    payload = {"inputs": inputs, "facts": {"origin": side, "destination": side}}
    found = json.loads(calculators.run("move-compare", json.dumps(payload)))["answer"]["figures"]
    assert found["needs_transfer"] is False
    for pair in ("monthly_credit", "required_months", "waiting_months"):
        assert found[pair]["origin"] == found[pair]["destination"]


WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
AMOUNT = Question(kind="money", label="金额", unit="元")


@given(MONEY, st.booleans(), st.sampled_from(["", "元", " 元 "]), st.booleans())
def test_money_is_read_as_it_is_written(amount: Decimal, grouped: bool, unit: str, wide: bool) -> None:
    """With or without separators, unit and full-width digits: the same amount."""
    text = (f"{amount:,}" if grouped else f"{amount}") + unit
    assert questions.read_money(text.translate(WIDE) if wide else text, AMOUNT) == amount


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.sampled_from(["{}-{:02}-{:02}", "{}年{}月{}日", "{}/{}/{}"]),
)
def test_days_and_months_are_read_as_they_are_written(day: date, form: str) -> None:
    """ISO, Chinese and slashed forms, narrow and wide."""
    text = form.format(day.year, day.month, day.day)
    for typed in (text, text.translate(WIDE)):
        assert questions.read_date(typed, AMOUNT) == day
    for typed in (f"{day.year}-{day.month:02}", f"{day.year}年{day.month}月"):
        assert questions.read_month(typed, AMOUNT) == Month.of(day)


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    """Nothing is left to do the second time."""
    assert narrowed(narrowed(text)) == narrowed(text)


@given(MONTHS, st.integers(-2000, 2000))
def test_months_add_and_subtract(month: Month, number: int) -> None:
    """Going ahead and counting back agree."""
    assert month.months_until(month.plus(number)) == number
    assert month.plus(number).plus(-number) == month


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates().map(str)
    | st.sampled_from(["official"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def plausible(slug: str) -> st.SearchStrategy[Any]:
    """Payloads of the right shape with anything in them."""
    described = calculators.describe(slug)
    good = calculators.worked(slug, date(2026, 11, 22))
    inputs = st.fixed_dictionaries(
        {},
        optional={
            name: ANYTHING | st.sampled_from([good.get(name), *question.options, True])
            for name, question in described.inputs.items()
        },
    )
    entry = st.fixed_dictionaries(
        {"status": st.sampled_from(["official", "secondary", "conflicting", "unknown"]), "value": ANYTHING},
        optional=dict.fromkeys(
            ("label", "since", "until", "source", "clause", "note", "review_by", "statements"), ANYTHING
        ),
    )
    known = document(slug)["facts"]
    facts = st.fixed_dictionaries(
        {}, optional={key: entry | ANYTHING | st.just(full_fact(known, key)) for key in described.facts}
    )
    if described.places:
        facts = st.fixed_dictionaries({}, optional=dict.fromkeys(described.places, facts | ANYTHING))
    return st.fixed_dictionaries(
        {"inputs": inputs | ANYTHING}, optional={"facts": facts | ANYTHING, "on": ANYTHING}
    )


def full_fact(known: dict[str, Any], key: str) -> Any:
    return facts_like(known).get(key)


def facts_like(known: dict[str, Any]) -> dict[str, Any]:
    from calculators.engine.examples import full_facts

    return full_facts(known.get("origin", known))


PLAUSIBLE = st.sampled_from(calculators.SLUGS).flatmap(lambda slug: st.tuples(st.just(slug), plausible(slug)))


def check_reply(slug: str, text: str) -> None:
    """An answer or errors, printable, never an exception."""
    reply = json.loads(calculators.run(slug, text))
    assert reply["ok"] in (True, False)
    assert ("answer" if reply["ok"] else "errors") in reply
    calculators.run(slug, text).encode()


@given(PLAUSIBLE)
def test_any_payload_is_answered_or_refused(case: tuple[str, Any]) -> None:
    """Whatever stands in inputs and facts."""
    slug, payload = case
    check_reply(slug, json.dumps(payload, default=str))


@given(st.sampled_from(calculators.SLUGS), ANYTHING)
def test_any_json_is_answered_or_refused(slug: str, payload: Any) -> None:
    """Whatever JSON."""
    check_reply(slug, json.dumps(payload))


@given(st.sampled_from(calculators.SLUGS), st.text())
def test_any_text_is_refused(slug: str, text: str) -> None:
    """Whatever text."""
    check_reply(slug, text)
