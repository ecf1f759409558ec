"""The door of the calculators: what it lists, what it refuses, how fast, and what it never does."""

import ast
import io
import json
import re
import subprocess
import sys
import time
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path

import jsonschema
import pytest

import calculators
from calculators.__main__ import main
from calculators.engine import questions
from calculators.engine.answer import Answer, Line, Rule, Step
from calculators.engine.payload_schema import json_schema
from scripts.words.examples import FOLDER, examples_of
from tests.calculators.worked import ALL, NAMES, errors

ON = date(2026, 11, 22)
SLUGS = calculators.SLUGS
KINDS = {"date", "month", "money", "integer", "share", "choice", "boolean"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")

NOT_A_PAYLOAD = {
    "空白": "",
    "不是 JSON": "欠缴一万元",
    "半截": '{"inputs": {',
    "列表": "[]",
    "数": "12",
    "空值": "null",
    "非数": "NaN",
    "一兆字节": '{"inputs": "' + "长" * 1_000_000 + '"}',
    "一兆层列表": "[" * 1_000_000,
    "十万层列表": "[" * 100_000,
    "二十一层": "[" * 21 + "]" * 21,
    "五万层对象": '{"a":' * 20_000,
    "重复的名称": '{"inputs": {}, "inputs": {}}',
    "重复的许多名称": "{" + ",".join(f'"{number}":0' for number in [*range(9_000), 8_999]) + "}",
    "控制字符": '{"inputs": {"a": "\x00"}}',
    "孤立代理": '"\ud800"',
}


def test_every_rule_is_listed() -> None:
    """Each module beside the engine is a calculator, with examples; its slug is its name."""
    folder = Path(calculators.__file__).parent
    rules = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
    assert {*calculators.MODULES.values()} == rules
    assert rules == {path.name.removesuffix(".examples.yaml") for path in folder.glob("*.examples.yaml")}
    assert all(slug == module.replace("_", "-") for slug, module in calculators.MODULES.items())


def seconds(slug: str, payload: str) -> float:
    """Processor time of the fastest of three replies: neighbours on a shared processor slow single ones."""
    times = []
    for _ in range(3):
        start = time.process_time()
        calculators.run(slug, payload)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("name", NOT_A_PAYLOAD)
def test_what_is_no_payload_is_refused(slug: str, name: str) -> None:
    """An error about the whole, never a traceback."""
    assert set(errors(slug, NOT_A_PAYLOAD[name])) == {"payload"}


@pytest.mark.parametrize("name", NOT_A_PAYLOAD)
def test_what_is_no_payload_is_refused_at_once(name: str) -> None:
    """Within a tenth of a second, before it matters which calculator was asked."""
    assert seconds(SLUGS[0], NOT_A_PAYLOAD[name]) < 0.1


HUGE = 500_000
ASKED = {
    question.kind: (slug, name)
    for slug in SLUGS
    for name, question in calculators.describe(slug).inputs.items()
}
"""By kind, a question of it."""
HUGE_INPUT = {
    "半兆位的数": "1" * HUGE,
    "半兆位的小数": "0." + "1" * HUGE,
    "半兆位的指数": "1e" + "9" * HUGE,
    "半兆字的文字": json.dumps("长" * (HUGE // 2), ensure_ascii=False),
    "半兆个控制字符": '"' + "\\u0000" * (HUGE // 6) + '"',
    "半兆个反斜线": '"' + "\\" * (HUGE - HUGE % 2) + '"',
    "十六万个空列表": "[" + "[]," * (HUGE // 3) + "0]",
}


def huge(slug: str, name: str) -> tuple[str, ...]:
    """An input, another one and a fact of half a megabyte."""
    described = calculators.describe(slug)
    fact = f'{{"status": "official", "value": {HUGE_INPUT[name]}}}'
    facts = f'{{"{described.facts[0]}": {fact}}}'
    for place in described.places:
        facts = f'{{"{place}": {facts}}}'
    payloads = [f'{{"inputs": {{"{asked}": {HUGE_INPUT[name]}}}}}' for asked in described.inputs]
    return (*payloads[:2], f'{{"inputs": {{}}, "facts": {facts}}}')


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("name", HUGE_INPUT)
def test_a_huge_answer_is_refused_in_few_words(slug: str, name: str) -> None:
    for payload in huge(slug, name):
        assert len(calculators.run(slug, payload)) < 10_000


@pytest.mark.parametrize("kind", sorted(KINDS & set(ASKED)))
@pytest.mark.parametrize("name", HUGE_INPUT)
def test_a_huge_answer_is_refused_at_once(kind: str, name: str) -> None:
    """Within a tenth of a second by each kind of question, and as a fact."""
    slug, question = ASKED[kind]
    for payload in (f'{{"inputs": {{"{question}": {HUGE_INPUT[name]}}}}}', huge(slug, name)[-1]):
        assert seconds(slug, payload) < 0.1


@pytest.mark.parametrize("slug", SLUGS)
def test_all_that_is_wrong_is_said_at_once(slug: str) -> None:
    """Every input as a list, one too many, an unknown member, a wrong day and facts that are none."""
    inputs: dict[str, list[str]] = {name: [] for name in calculators.describe(slug).inputs}
    payload = {"inputs": inputs | {"身份证号": "1"}, "facts": 5, "on": "昨天", "cookies": {}}
    assert set(errors(slug, json.dumps(payload))) == {*inputs, "身份证号", "facts", "on", "cookies"}


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize(
    "nonsense", ["NaN", "Infinity", "-1", "1e400", "-1e400", '"１３月"', '"\\u0000"', "{}", "1e9999"]
)
def test_nonsense_is_refused_by_every_input(slug: str, nonsense: str) -> None:
    """No question takes it for an answer, and each says what it expects."""
    asked = calculators.describe(slug).inputs
    members = ",".join(f'"{name}": {nonsense}' for name in asked)
    wrong = errors(slug, f'{{"inputs": {{{members}}}}}')
    assert set(wrong) == set(asked)
    assert all("读到" in text and "应为" in text for text in wrong.values())


COUNTS = [
    (slug, name, question.lowest, question.highest)
    for slug in SLUGS
    for name, question in questions.questions(calculators.calculator(slug).Inputs).items()
    if question.kind == "integer"
]


@pytest.mark.parametrize(("slug", "name", "lowest", "highest"), COUNTS)
def test_counts_have_limits(slug: str, name: str, lowest: int, highest: int) -> None:
    """Both ends are accepted, the next number beyond is not."""
    for value, is_refused in ((lowest, False), (highest, False), (lowest - 1, True), (highest + 1, True)):
        wrong = errors(slug, json.dumps({"inputs": {name: value, "?": 1}}))
        assert (name in wrong) == is_refused, value


@pytest.mark.parametrize(
    ("slug", "name", "accepted", "refused"),
    [
        ("late-fee", "arrears", "1000000000", "1000000000.01"),
        ("late-fee", "arrears", "0", "-0.01"),
        ("late-fee", "due_on", "1900-01-01", "1899-12-31"),
        ("late-fee", "due_on", "2100-12-31", "2101-01-01"),
        ("retirement-age", "birth_month", "1900-01", "1899-12"),
        ("retirement-age", "birth_month", "2100-12", "2101-01"),
        ("back-payment", "rate", "100%", "100.01%"),
        ("back-payment", "rate", "0", "-0.01"),
    ],
)
def test_amounts_days_and_shares_have_limits(slug: str, name: str, accepted: str, refused: str) -> None:
    """Both sides of each end."""
    for value, is_refused in ((accepted, False), (refused, True)):
        assert (name in errors(slug, json.dumps({"inputs": {name: value, "?": 1}}))) == is_refused


def test_a_blank_is_asked_for_in_chinese() -> None:
    """Readers who left a choice blank are told its names, not the values that programs use."""
    wrong = errors("reimbursement", '{"inputs": {}}')
    assert wrong["kind"] == "“门诊还是住院”没有填：读到空白，应从这几项里选：门诊、住院。"
    wrong = errors("family-sharing", '{"inputs": {}}')
    assert wrong["member_enrolled"] == "“这位家人参加了医保”没有填：读到空白，应选“是”或“否”。"
    assert errors("family-sharing", '{"inputs": {"relation": "?"}}')["relation"].startswith(
        "“是您的什么人”填得不对：读到“?”，应为以下之一：spouse（配偶）"
    )


def test_days_that_begin_with_the_present_one() -> None:
    """A form fills these in by itself."""
    asked = {
        (slug, name): question
        for slug in SLUGS
        for name, question in calculators.describe(slug).inputs.items()
        if question.starts_today
    }
    assert ("transfer-deadline", "as_of") in asked
    assert all(question.kind == "date" for question in asked.values())


@pytest.mark.parametrize("slug", SLUGS)
def test_required_answers_are_asked_for(slug: str) -> None:
    """Nothing, blanks and nulls are all missing, and missing is said by the question's own name."""
    asked = calculators.describe(slug).inputs
    always = {name: each for name, each in asked.items() if each.required and not each.shown_when}
    for blank in ("", None):
        payload = {"inputs": dict.fromkeys(asked, blank)}
        if always:
            wrong = errors(slug, json.dumps(payload))
            assert set(wrong) == set(always)
            assert all(always[name].label in text for name, text in wrong.items())


@pytest.mark.parametrize("slug", SLUGS)
def test_every_fact_is_checked(slug: str) -> None:
    """A malformed fact is named with its path; all of them at once."""
    described = calculators.describe(slug)
    broken = {key: {"status": "official", "value": {"?": []}} for key in described.facts}
    facts = dict.fromkeys(described.places, broken) or broken
    wrong = errors(slug, json.dumps({"inputs": {}, "facts": facts}))
    paths = [f"facts.{place}" for place in described.places] or ["facts"]
    lenient = "_reimbursement"  # an object without members is a table
    expected = {f"{path}.{key}" for path in paths for key in broken if not key.endswith(lenient)}
    assert expected <= set(wrong)


@pytest.mark.parametrize(
    ("entry", "about"),
    [
        (5, "内容"),
        ({}, "status"),
        ({"status": "sure"}, "status"),
        ({"status": "official"}, "value"),
        ({"status": "official", "value": "0.0005", "since": "昨天"}, "since"),
        ({"status": "official", "value": "0.0005", "until": "2025-02-30"}, "until"),
        ({"status": "official", "value": "0.0005", "review_by": "2025-13"}, "review_by"),
        ({"status": "official", "value": "0.0005", "source": {}}, "source.title"),
        ({"status": "official", "value": "0.0005", "source": "社会保险法"}, "内容"),
        ({"status": "official", "value": "0.0005", "note": ["a"]}, "note"),
        ({"status": "official", "value": "0.0005", "label": "\ud800"}, "label"),
        ({"status": "official", "value": "-0.0005"}, "value"),
        ({"status": "official", "value": "1e400"}, "value"),
        ({"status": "conflicting", "statements": 5}, "statements"),
        ({"status": "conflicting", "statements": [5]}, "内容"),
        ({"status": "conflicting", "statements": [{"value": "\ud800"}]}, "statements.value"),
    ],
)
def test_a_malformed_fact_is_explained(entry: object, about: str) -> None:
    """Which member it is, what was read and what is expected."""
    inputs = {"arrears": "1", "due_on": "2026-01-01", "paid_on": "2026-01-02"}
    payload = json.dumps({"inputs": inputs, "facts": {"late_fee_daily_rate": entry}})
    wrong = errors("late-fee", payload)
    assert set(wrong) == {"facts.late_fee_daily_rate"}
    assert about in wrong["facts.late_fee_daily_rate"]


def test_an_unknown_calculator_is_refused() -> None:
    """By name, with those there are."""
    wrong = errors("lottery", "{}")
    assert "late-fee" in wrong["slug"]


@pytest.mark.parametrize("slug", SLUGS)
def test_description(slug: str) -> None:
    """Everything a page needs, in Chinese."""
    described = calculators.describe(slug)
    assert described.slug == slug
    for question in described.inputs.values():
        assert question.kind in KINDS
        assert CHINESE.search(question.label)
        assert bool(question.options) == (question.kind == "choice")
        assert set(question.shown_when) <= set(described.inputs)
    for figure in described.figures.values():
        assert figure.kind in KINDS | {"text"}
        assert CHINESE.search(figure.label)
        assert bool(figure.options) == (figure.kind == "choice")
        assert set(figure.applies_when) <= set(described.inputs)
    assert described.facts


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("on", [ON, date(2024, 2, 29), date(2027, 1, 1), date(2027, 12, 31)])
def test_the_worked_example_is_always_accepted(slug: str, on: date) -> None:
    """On any day, without a single fact, and it fits the published questions."""
    payload = {"inputs": calculators.worked(slug, on), "facts": {}, "on": on.isoformat()}
    assert json.loads(calculators.run(slug, json.dumps(payload)))["ok"]
    validator(slug).validate(payload)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_schema_is_one(slug: str) -> None:
    """A valid JSON Schema that refuses what the door refuses for its shape."""
    jsonschema.Draft202012Validator.check_schema(json_schema(slug))
    shapes: tuple[object, ...] = (
        [],
        {"inputs": []},
        {"inputs": {"?": 1}},
        {"facts": {}},
        {"inputs": {}, "cookies": 1},
    )
    for payload in shapes:
        assert not validator(slug).is_valid(payload)


@pytest.mark.parametrize(("slug", "example"), ALL, ids=NAMES)
def test_what_is_answered_fits_the_schema(slug: str, example: object) -> None:
    """The schema never refuses what the door accepts, blanks apart."""
    payload = example.payload  # type: ignore[attr-defined]
    if json.loads(calculators.run(slug, payload))["ok"]:
        validator(slug).validate(json.loads(payload))


@cache
def validator(slug: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json_schema(slug))


def test_one_answer_has_a_bounded_time() -> None:
    """The widest span of days, and the dearest fact."""
    facts = {
        "transfer_out_workdays": {"status": "official", "value": 9999},
        "transfer_in_workdays": {"status": "official", "value": 9999},
        "fixed_holidays": {"status": "official", "value": ["01-01"]},
    }
    payload = json.dumps({"inputs": {"accepted_on": "1900-01-01", "as_of": "2100-12-31"}, "facts": facts})
    start = time.process_time()
    assert json.loads(calculators.run("transfer-deadline", payload))["ok"]
    assert time.process_time() - start < 1


def test_the_command_line_in_this_process(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Listing, help for every calculator, an answer, a refusal, a pipe."""
    assert main([]) == 0
    assert main(["--help"]) == 0
    for slug in SLUGS:
        assert main([slug, "--help"]) == 0
        text = capsys.readouterr().out
        described = calculators.describe(slug)
        for name, each in (*described.inputs.items(), *described.figures.items()):
            assert name in text
            assert each.label in text
        assert all(key in text for key in described.facts)
    payload = json.dumps({"inputs": calculators.worked("late-fee", ON)})
    assert main(["late-fee", payload]) == 0
    assert main(["late-fee", "{}"]) == 2
    assert main(["late-fee", payload, "more"]) == 2
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(payload.encode())))
    assert main(["late-fee", "-"]) == 0


def test_a_missing_answer_is_a_mistake_of_ours() -> None:
    """`given` never makes one up."""
    assert questions.given(0) == 0
    with pytest.raises(ValueError, match="missing"):
        questions.given(None)


def command(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "calculators", *arguments],
        input=given,
        capture_output=True,
        check=False,
        cwd=FOLDER.parent,
    )


def test_the_command_lists_and_explains() -> None:
    """A line for each, and help with every input and unit."""
    assert len(command().stdout.decode().splitlines()) == len(SLUGS)
    assert "用法" in command("--help").stdout.decode()
    text = command("monthly-credit", "--help").stdout.decode()
    for name, question in calculators.describe("monthly-credit").inputs.items():
        assert name in text
        assert question.label in text
    assert "元/月" in text
    assert "可以不填" in text


def test_help_is_complete() -> None:
    """The payload's shape, when a question applies, limits between questions, values and names."""
    compared = command("move-compare", "--help").stdout.decode()
    for words in ('"origin": {…}, "destination": {…}', '"on": "2026-03-05"', "region（code 和 name）"):
        assert words in compared
    assert "status 是 employed 或 flexible 时要填" in compared
    assert "stays_usable  留在原账户继续用" in compared
    assert "retiree_credit" in compared
    assert "exact 按规定算出" in compared
    told = [each.name for kind in (Answer, Step, Rule, Line) for each in fields(kind)]
    assert [name for name in told if not re.search(rf"\b{name}\b", compared)] == []
    assert "要晚于 last_paid_month（最后缴费的月份）" in command("employee-lapse", "--help").stdout.decode()
    assert "overdue  " in command("transfer-deadline", "--help").stdout.decode()
    assert "depends  看条件才能提取" in command("withdrawal", "--help").stdout.decode()


def test_the_command_answers_like_the_door() -> None:
    """The same JSON; exit status 0 for an answer, 2 for what is refused; from an argument or a pipe."""
    good = next(example.payload for example in examples_of("late-fee") if example.expect.get("ok", True))
    expected = calculators.run("late-fee", good)
    for done in (command("late-fee", good), command("late-fee", "-", given=good.encode())):
        assert (done.returncode, done.stdout.decode().strip(), done.stderr) == (0, expected, b"")
    for bad in (b"{}", b"\xff\xfe", b'"\\ud800"', b"[" * 1_000_000):
        done = command("late-fee", "-", given=bad)
        assert (done.returncode, done.stderr) == (2, b"")
        assert json.loads(done.stdout)["ok"] is False
    assert command("lottery", "{}").returncode == 2
    assert command("late-fee").returncode == 2
    assert command("lottery", "--help").returncode == 2


SOURCES = sorted(FOLDER.rglob("*.py"))
MODULE_NAMES = [path.relative_to(FOLDER).as_posix() for path in SOURCES]
PURE = {
    "collections.abc",
    "contextlib",
    "dataclasses",
    "datetime",
    "decimal",
    "importlib",
    "itertools",
    "json",
    "operator",
    "re",
    "types",
    "typing",
}
IMPURE_CALLS = {"open", "today", "now", "utcnow", "getenv", "urlopen", "random", "eval", "exec", "float"}


@pytest.mark.parametrize("path", SOURCES, ids=MODULE_NAMES)
def test_the_package_is_pure(path: Path) -> None:
    """Standard library only; no files, clock, network, randomness, binary fractions, or places."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert {alias.name for alias in node.names} <= PURE | (
                {"sys"} if path.name == "__main__.py" else set()
            )
        elif isinstance(node, ast.ImportFrom):
            assert node.module in PURE or (node.module or "").partition(".")[0] == "calculators"
        elif isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            assert name not in IMPURE_CALLS
        elif isinstance(node, ast.Constant):
            assert not isinstance(node.value, float)


FORMAT = {"answer", "facts", "payload", "payload_schema", "questions", "writing"}
"""Modules of the engine about what is well-formed and how it is written, not about insurance."""
RULES = [FOLDER / f"{module}.py" for module in calculators.MODULES.values()]
RULES += [path for path in sorted((FOLDER / "engine").glob("*.py")) if path.stem not in FORMAT]
CALENDAR_AND_SCALE = {0, 1, 2, 3, 12, 100, 10_000}
NUMBER = re.compile(r"[0-9]+")
IN_WORDS = {"0", "1"}
"""没断填0, 每年1月1日, 每多参保1年: nothing that a rule could change."""
NO_POLICY = {
    ("monthly_credit", "UNUSUALLY_YOUNG"): "no rule says from which age one can be retired",
    ("resident_wait", "DAYS_A_MONTH"): "the calendar's",
    ("stated", "LONGEST_TOLD"): "characters",
    ("workdays", "SATURDAY"): "the calendar's",
    ("workdays", "LONGEST_BREAK"): "ends a count; no holiday comes near it",
}
"""Numbers in rules that no document could change, and why."""


def written_in(node: ast.AST) -> set[int]:
    """The whole numbers in a piece of code."""
    constants = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant))
    return {value for value in constants if isinstance(value, int)}


def names_of(node: ast.AST) -> set[str]:
    """What a statement defines."""
    targets = (target.id for target in getattr(node, "targets", ()) if isinstance(target, ast.Name))
    return {*targets, getattr(node, "name", "")} - {""}


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_no_policy_figure_is_written_in_a_rule(path: Path) -> None:
    """Only the numbers of counting stand in functions, records and constants; all else comes from facts.

    How much a form takes (`Inputs`) and what the plain example says is no policy.
    """
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        names = names_of(node)
        if not names & {"Inputs", "worked_inputs", *(name for stem, name in NO_POLICY if stem == path.stem)}:
            assert written_in(node) <= CALENDAR_AND_SCALE, names


def test_no_exception_outlives_its_number() -> None:
    """What is excepted from the rule still stands in one."""
    stated = {
        (path.stem, name)
        for path in RULES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        for name in names_of(node)
    }
    assert NO_POLICY.keys() <= stated


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_no_policy_figure_is_written_in_a_sentence(path: Path) -> None:
    """Figures come into sentences from facts; docstrings are for us, and choices have a test of their own."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    choices = {label for slug in SLUGS for each in asked_and_given(slug) for label in each.options.values()}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in docstrings else None
        if isinstance(text, str) and CHINESE.search(text) and text not in choices:
            assert set(NUMBER.findall(text)) <= IN_WORDS, text


@pytest.mark.parametrize("slug", SLUGS)
def test_no_policy_figure_is_written_in_a_form(slug: str) -> None:
    """Nor in a title, a label or a help; a choice may say the number that its own code holds."""
    module = calculators.calculator(slug)
    texts = [module.TITLE, module.SUMMARY, *module.RULE]
    for each in asked_and_given(slug):
        texts += [each.label, each.unit or "", getattr(each, "help", "")]
        for code, label in each.options.items():
            assert set(NUMBER.findall(label)) <= set(NUMBER.findall(code)), label
    for text in texts:
        assert set(NUMBER.findall(text)) <= IN_WORDS, text


def asked_and_given(slug: str) -> tuple[questions.Question | questions.Result, ...]:
    """All that a form and an answer of the calculator name."""
    described = calculators.describe(slug)
    return (*described.inputs.values(), *described.figures.values())


LONGEST_FUNCTION = 40


@pytest.mark.parametrize("path", SOURCES, ids=MODULE_NAMES)
def test_functions_stay_short(path: Path) -> None:
    """A rule is read from its names: one function, one idea."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    long = [
        (node.name, node.end_lineno - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert not long


def test_modules_stay_small() -> None:
    """Readable from top to bottom."""
    assert all(len(path.read_text(encoding="utf-8").splitlines()) <= 320 for path in SOURCES)
