"""建议: rows of a batch against what stands already; what changes is exact to the byte, or nothing does."""

import csv
import io
import json
import re
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from jsonschema import Draft202012Validator

from scripts.__main__ import main
from scripts.api.editor_schema import batch_schema
from scripts.regions import proposals
from scripts.regions.load import load
from scripts.regions.problems import Problems
from scripts.regions.statements import PARTS
from scripts.regions.strict_yaml import Entries, Items, Node, read

ON = ["--on", "2026-11-22"]
PAGE = """\
  source:
    title: 医保问答（第一期）
    issuer: 云国医疗保障局
    date: 2026-11-01
    url: https://www.example.org/yun/answers-1.html
    tier: original
"""
REPORT = """\
  source:
    title: 晨报问答
    issuer: 松山晨报
    locator: chenbao.example.org/7
    tier: news
"""
DOCUMENT = """\
云国医疗保障局·医保问答第一期:
  title: 医保问答（第一期）
  issuer: 云国医疗保障局
  date: 2026-11-01
  url: https://www.example.org/yun/answers-1.html
  tier: original
"""
OFFICIAL = "  looked: 2026-11-20\n  confirmed: 2026-11-20\n  status: official\n"
STATED = "      looked: 2026-11-20\n      confirmed: 2026-11-20\n      status: official\n"
HEARD, HEARD_STATED = "  looked: 2026-11-20\n  status: secondary\n", STATED.replace("official", "secondary")
HEARD_STATED = HEARD_STATED.replace("      confirmed: 2026-11-20\n", "")
OWN = "      source: 云国医疗保障局·医保问答第一期\n"
LIMIT = """\
    - since: 2023
      value: 6
      source: 鹤岭转载页
      looked: 2026-08-20
      status: secondary
"""


STREWN = (
    "",
    "",
    "\t",
    "“",
    "：",
    ": ",
    "- ",
    "{",
    "]",
    "#",
    "\n",
    '"',
    "'",
    "&a ",
    "!x ",
    "*",
    "0",
    "％",
    "\u200b",
    "yes",
)


def row(region: str, key: str, rest: str, source: str = PAGE, proof: str = OFFICIAL) -> str:
    """One proposal as people write it."""
    return f"- id: A1\n  region: {region}\n  key: {key}\n{rest}{source}{proof}  evidence: 打电话问过\n"


class Case(NamedTuple):
    """A row, the file it belongs into, and what of that file becomes what."""

    row: str
    file: str
    old: str
    new: str
    kind: str = "applied"
    options: tuple[str, ...] = ()


CASES = {
    "a new key before all others": Case(
        row("zhuwan", "transfer_out_workdays", "  value: 7\n  since: 2026-01-01\n"),
        "songshan/zhuwan.yaml",
        "facts:\n",
        f"facts:\n  transfer_out_workdays:\n    - since: 2026-01-01\n      value: 7\n{OWN}{STATED}",
    ),
    "a new key between two": Case(
        row("heling", "late_fee_daily_rate", "  value: 0.0007\n  since: unknown\n"),
        "songshan/heling.yaml",
        "  lapse_waiting_months:\n",
        "  late_fee_daily_rate:\n    - since: unknown\n      value: 0.0007\n"
        f"{OWN}{STATED}  lapse_waiting_months:\n",
    ),
    "the first key of a city without facts": Case(
        row("shiqiao", "service_hotline", '  value: "0998-12345"\n  since: 2026-03\n'),
        "songshan/shiqiao.yaml",
        "pinyin: shi qiao\n",
        'pinyin: shi qiao\nfacts:\n  service_hotline:\n    - since: 2026-03\n      value: "0998-12345"\n'
        f"{OWN}{STATED}",
    ),
    "a newer value ends the open one before it": Case(
        row("heling", "back_payment_limit_months", "  value: 8\n  since: 2026-01-01\n"),
        "songshan/heling.yaml",
        LIMIT,
        f"    - since: 2026-01-01\n      value: 8\n{OWN}{STATED}"
        + LIMIT.replace("2023\n", "2023\n      until: 2025-12-31\n"),
    ),
    "a newer value after one that has ended": Case(
        row("heling", "contribution_base_min", "  value: 4200\n  since: 2026-07-01\n  until: 2027-06-30\n"),
        "songshan/heling.yaml",
        "  contribution_base_min:\n",
        "  contribution_base_min:\n    - since: 2026-07-01\n      until: 2027-06-30\n      value: 4200\n"
        f"{OWN}{STATED}",
    ),
    "an older value ends before the newer": Case(
        row("heling", "back_payment_limit_months", "  value: 3\n  since: 2019-05\n"),
        "songshan/heling.yaml",
        LIMIT,
        f"{LIMIT}    - since: 2019-05\n      until: 2022-12-31\n      value: 3\n{OWN}{STATED}",
    ),
    "the same value from a better source": Case(
        row("heling", "bureau_site", "  value: https://heling.example.org/\n  since: unknown\n"),
        "songshan/heling.yaml",
        "      value: https://heling.example.org/\n      source: 鹤岭论坛汇编\n"
        "      looked: 2026-08-20\n      status: secondary\n",
        f"      value: https://heling.example.org/\n{OWN}{STATED}",
        "replaced",
    ),
    "another value for the same day": Case(
        row("heling", "back_payment_limit_months", "  value: 9\n  since: 2023\n"),
        "songshan/heling.yaml",
        LIMIT,
        f"    - since: 2023\n      value: 9\n{OWN}{STATED}",
        "replaced",
    ),
    "what nobody had found": Case(
        row("zhuwan", "lapse_waiting_months", "  value: {low: 2, high: 2}\n  since: 2025\n"),
        "songshan/zhuwan.yaml",
        "    - looked: 2026-08-21\n      status: unknown\n      note: 竹湾没有公开等待期的长短\n",
        f"    - since: 2025\n      value: {{low: 2, high: 2}}\n{OWN}{STATED}",
        "replaced",
    ),
    "a confirmed value with leave": Case(
        row("songshan", "flexible_credit_rate", "  value: 0.016\n  since: 2023\n"),
        "songshan/_province.yaml",
        "      value: 0.015\n      source: 松医保〔2023〕7号\n"
        "      looked: 2026-09-15\n      status: official\n",
        f"      value: 0.016\n{OWN}{STATED}",
        "replaced",
        ("--replace",),
    ),
    "a newer original after a confirmed value": Case(
        row("songshan", "flexible_credit_rate", "  value: 0.016\n  since: 2026-01-01\n"),
        "songshan/_province.yaml",
        "    - since: 2023\n      value: 0.015\n",
        f"    - since: 2026-01-01\n      value: 0.016\n{OWN}{STATED}"
        "    - since: 2023\n      until: 2025-12-31\n      value: 0.015\n",
    ),
    "both sides of a contradiction with leave": Case(
        row("heling", "lapse_waiting_months", "  value: {low: 4, high: 4}\n  since: 2024\n"),
        "songshan/heling.yaml",
        "    - since: 2024\n      value: {low: 3, high: 3}\n      source: 鹤岭转载页\n"
        "      quote: 断缴超过两个月的，等待期三个月\n      looked: 2026-08-20\n      status: conflicting\n"
        "    - since: 2023\n      value: {low: 5, high: 5}\n      source: 鹤岭论坛汇编\n"
        "      looked: 2026-08-20\n      status: conflicting\n      note: 论坛汇编没有写明依据\n",
        f"    - since: 2024\n      value: {{low: 4, high: 4}}\n{OWN}{STATED}",
        "replaced",
        ("--replace",),
    ),
    "a short list": Case(
        row(
            "heling", "transfer_documents", "  value:\n  - 身份证\n  - '《参保凭证》: 一份'\n  since: 2026\n"
        ),
        "songshan/heling.yaml",
        "  lapse_waiting_months:\n",
        '  transfer_documents:\n    - since: 2026\n      value: [身份证, "《参保凭证》: 一份"]\n'
        f"{OWN}{STATED}  lapse_waiting_months:\n",
    ),
    "a long list": Case(
        row("heling", "transfer_documents", f"  value: [{'身' * 30}, {'证' * 30}]\n  since: 2026\n"),
        "songshan/heling.yaml",
        "  lapse_waiting_months:\n",
        "  transfer_documents:\n    - since: 2026\n      value:\n"
        f"        - {'身' * 30}\n        - {'证' * 30}\n"
        f"{OWN}{STATED}  lapse_waiting_months:\n",
    ),
    "records, for the whole province": Case(
        row(
            "huxin",
            "required_years",
            "  value:\n  - sex: male\n    years: 10\n  - sex: female\n    years: 8\n  since: 2026-01\n"
            "  clause: 第九条\n  quote: 全区统一\n  uniform: true\n  note: 只算区内的\n",
        ),
        "huxin/_province.yaml",
        "      source: 湖心问答转引\n      looked: 2026-07-10\n      status: secondary\n",
        "      source: 湖心问答转引\n      looked: 2026-07-10\n      status: secondary\n"
        "  required_years:\n    - since: 2026-01\n      value:\n"
        "        - {sex: male, years: 10}\n        - {sex: female, years: 8}\n"
        f"{OWN}      clause: 第九条\n      quote: 全区统一\n{STATED}"
        "      uniform: true\n      note: 只算区内的\n",
    ),
    "that nothing is to be found": Case(
        row("shiqiao", "bureau_site", "", "", "  looked: 2026-11-20\n  status: unknown\n"),
        "songshan/shiqiao.yaml",
        "pinyin: shi qiao\n",
        "pinyin: shi qiao\nfacts:\n  bureau_site:\n    - looked: 2026-11-20\n      status: unknown\n",
    ),
    "a document that is known by its address": Case(
        row(
            "heling",
            "transfer_documents",
            "  value: [身份证]\n  since: 2026\n  also: [鹤岭论坛汇编]\n",
            "  source: {title: 另起的题名, issuer: 转载, locator: mirror.example.net/heling, tier: mirror}\n",
            HEARD,
        ),
        "songshan/heling.yaml",
        "  lapse_waiting_months:\n",
        "  transfer_documents:\n    - since: 2026\n      value: [身份证]\n      source: 鹤岭转载页\n"
        f"      also: [鹤岭论坛汇编]\n{HEARD_STATED}  lapse_waiting_months:\n",
    ),
}


def run(command: str, folder: Path, batch: str, *options: str, name: str = "batch.yaml") -> int:
    Path(name).write_text(batch, "utf-8")
    return main([command, name, *ON, "--regions", str(folder), *options])


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def outcomes(name: str = "batch") -> list[tuple[str, str]]:
    node = read("", Path(f"docs/evidence/{name}.yaml").read_bytes(), Problems())
    assert isinstance(node, Items)
    return [(word(each, "id"), word(each, "outcome")) for each in node.nodes]


def word(node: Node, name: str) -> str:
    assert isinstance(node, Entries)
    found = node.nodes[name]
    assert not isinstance(found, Entries | Items)
    return found.text


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_only_the_intended_lines_change(case: Case, world_copy: Path) -> None:
    """The old file but for the statement; a new document comes once; a second run changes nothing."""
    before = content(world_copy)
    expected = before[case.file].decode()
    assert expected.count(case.old) == 1
    assert run("apply", world_copy, case.row, *case.options) == 0
    after = content(world_copy)
    assert after[case.file].decode() == expected.replace(case.old, case.new)
    assert outcomes() == [("A1", case.kind)]
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {case.file, "sources.yaml"} if OWN in case.new else {case.file}
    sources = after["sources.yaml"].decode()
    assert sources.replace(DOCUMENT, "", 1) == before["sources.yaml"].decode()
    assert main(["check", *ON, "--regions", str(world_copy)]) == 0

    evidence = Path("docs/evidence/batch.yaml").read_bytes()
    assert run("apply", world_copy, case.row, *case.options) == 0
    assert content(world_copy) == after
    assert Path("docs/evidence/batch.yaml").read_bytes() == evidence


REFUSED = {
    "a confirmed value without leave": (
        row("songshan", "flexible_credit_rate", "  value: 0.016\n  since: 2023\n"),
        ("对过官方原文（2026-09-15）", "--replace"),
    ),
    "a newer rumour after a confirmed value": (
        row("songshan", "flexible_credit_rate", "  value: 0.01\n  since: 2026\n", source=REPORT, proof=HEARD),
        ("现行的值对过官方原文", "--replace"),
    ),
    "one more word in a contradiction": (
        row("heling", "lapse_waiting_months", "  value: {low: 4, high: 4}\n  since: 2024\n"),
        ("已有两种说法", "裁决"),
    ),
    "nobody knows since when": (
        row("heling", "back_payment_limit_months", "  value: 8\n  since: unknown\n"),
        ("已有一条写明从 2023 起", "分不清先后"),
    ),
    "a value found, then not": (
        row("heling", "bureau_site", "", "", "  looked: 2026-11-20\n  status: unknown\n"),
        ("已有查到的值",),
    ),
    "a key that nobody knows": (
        row("heling", "back_payment_limit_month", "  value: 8\n  since: 2026\n"),
        ("batch.yaml:3:8", "是不是“back_payment_limit_months”？"),
    ),
    "a place that nobody knows": (
        row("helin", "back_payment_limit_months", "  value: 8\n  since: 2026\n"),
        ("batch.yaml:2:11", "是不是“heling”？"),
    ),
    "a value of another form": (
        row("heling", "back_payment_limit_months", "  value: 8个月\n  since: 2026\n"),
        ("batch.yaml:4:10", "只写数，不带单位"),
    ),
    "an odd number": (
        row("heling", "back_payment_limit_months", "  value: 08\n  since: 2026\n"),
        ("batch.yaml:4:10", "“08”", "不以 0 开头的数"),
    ),
    "a quotation without the number": (
        row("heling", "back_payment_limit_months", "  value: 8\n  since: 2026\n  quote: 补缴不超过7个月\n"),
        ("收了以后检查通不过", "引文里没有这个数"),
    ),
    "the same as above": (
        row("zhuwan", "flexible_credit_rate", "  value: 0.015\n  since: 2023\n"),
        ("收了以后检查通不过", "与松山省的规定相同"),
    ),
    "a year's figure without an end": (
        row("heling", "contribution_base_min", "  value: 4200\n  since: 2026-07-01\n"),
        ("没有 until",),
    ),
    "a rule of the province that a city repeats": (
        row(
            "huxin",
            "retiree_credit",
            "  value:\n  - monthly: 88\n  quote: 全区每月88元\n  since: 2025-05-01\n  uniform: true\n",
        ),
        ("regions/huxin/weidang.yaml 里", "与湖心自治区的规定相同"),
    ),
    "a look tomorrow": (
        row("heling", "back_payment_limit_months", "  value: 8\n  since: 2026\n").replace("11-20", "11-23"),
        ("不晚于今天",),
    ),
    "official from a report": (
        row("heling", "back_payment_limit_months", "  value: 8\n  since: 2026\n", source=REPORT),
        ("tier 是 news", "改成 secondary"),
    ),
}


@pytest.mark.parametrize(("batch", "words"), REFUSED.values(), ids=REFUSED)
def test_a_bad_row_leaves_everything_as_it_was(
    batch: str, words: tuple[str, ...], world_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is kept with its reason; what was kept can be proposed again."""
    before = content(world_copy)
    assert run("propose", world_copy, batch) == 1
    told = capsys.readouterr().out
    assert "Traceback" not in told
    assert all(word in told for word in words)
    assert content(world_copy) == before
    assert run("apply", world_copy, batch) == 0
    assert content(world_copy) == before
    assert outcomes() == [("A1", "refused")]
    kept = Path("build/refused.yaml").read_text("utf-8")
    assert all(word in kept for word in words)
    assert run("apply", world_copy, kept, name="again.yaml") == 0
    assert Path("build/refused.yaml").read_text("utf-8").count("reason:") == 1


def test_good_rows_go_without_the_bad(world_copy: Path) -> None:
    """One bad row among many stops none of the others, and documents of bad rows do not come."""
    rows = [
        REFUSED["a quotation without the number"][0]
        .replace("第一期", "第二期")
        .replace("-1.html", "-2.html"),
        CASES["a newer value after one that has ended"].row,
        REFUSED["a rule of the province that a city repeats"][0],
        CASES["what nobody had found"].row,
    ]
    batch = "".join(each.replace("A1", f"A{number}") for number, each in enumerate(rows))
    assert run("apply", world_copy, batch) == 0
    assert outcomes() == [("A0", "refused"), ("A1", "applied"), ("A2", "refused"), ("A3", "replaced")]
    assert "第二期" not in (world_copy / "sources.yaml").read_text("utf-8")
    assert main(["check", *ON, "--regions", str(world_copy)]) == 0


def test_two_sides_of_a_contradiction_come_together(world_copy: Path) -> None:
    """Either alone would be refused; later each stands already."""
    one = row("zhuwan", "bureau_site", "  value: https://a.example.org/\n  since: 2025\n")
    one = one.replace("official", "conflicting")
    other = one.replace("A1", "A2").replace("//a.", "//b.").replace("2025", "2024")
    assert run("apply", world_copy, one, name="single.yaml") == 0
    assert outcomes("single") == [("A1", "refused")]
    assert run("apply", world_copy, one + other) == 0
    assert outcomes() == [("A1", "applied"), ("A2", "applied")]
    values = load(world_copy).by_slug["zhuwan"].stated["bureau_site"]
    assert [value.value for value in values] == ["https://a.example.org/", "https://b.example.org/"]
    assert run("apply", world_copy, one, name="single.yaml") == 0
    assert outcomes("single") == [("A1", "already")]


def test_a_day_is_stated_once(world_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two rows about one day the first is taken."""
    one = row("heling", "back_payment_limit_months", "  value: 8\n  since: 2026\n")
    assert run("apply", world_copy, one + one.replace("A1", "A2").replace("value: 8", "value: 9")) == 0
    assert outcomes() == [("A1", "applied"), ("A2", "refused")]
    assert "A2 不收：这一批里的 A1 写着同一个 since" in capsys.readouterr().out


def test_a_document_that_nobody_cites_any_more_goes(world_copy: Path) -> None:
    """With its lines, and nothing else."""
    sources = (world_copy / "sources.yaml").read_text("utf-8")
    source = "  source: 雾岛医保公告2024\n"
    batch = row("wudao", "average_wage", "  value: 9000.25\n  since: 2026\n", source)
    assert run("apply", world_copy, batch) == 0
    gone = (
        "雾岛缴费数据集:\n  title: 各市缴费基数数据集\n  issuer: 一个数据集\n"
        "  locator: data.example.net/bases.csv\n  tier: dataset\n"
    )
    assert (world_copy / "sources.yaml").read_text("utf-8") == sources.replace(gone, "")


def test_what_was_awaited_is_awaited_no_longer(world_copy: Path) -> None:
    """The mark in the dictionary goes with the first statement."""
    facts = (world_copy / "facts.yaml").read_text("utf-8")
    assert run("apply", world_copy, row("heling", "back_payment_rate", "  value: 0.08\n  since: 2026\n")) == 0
    assert (world_copy / "facts.yaml").read_text("utf-8") == facts.replace("  awaited: true\n", "", 1)


def test_comments_and_line_ends_stay(world_copy: Path) -> None:
    """Between statements, behind a value, before the next key; also in a file from Windows."""
    path = world_copy / "songshan/heling.yaml"
    text = path.read_text("utf-8")
    older, newer = (
        "    - since: 2024-07\n      until: 2025-06\n",
        "    - since: 2025-07\n      until: 2026-06\n",
    )
    noted = "    # 去年\n    - since: 2024-07\n      until: 2025-06  # 待核\n"
    for old, new in (
        (older, noted),
        (newer, newer.replace("2025-07", "2026-01  # 晚了")),
        ("  contribution_base_max:\n", "  # 上限\n  contribution_base_max:\n"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_bytes(text.replace("\n", "\r\n").encode())
    batch = row("heling", "contribution_base_min", "  value: 4050\n  since: 2025-06\n  until: 2025-12-31\n")
    assert run("apply", world_copy, batch) == 0
    fresh = f"    - since: 2025-06\n      until: 2025-12-31\n      value: 4050\n{OWN}{STATED}"
    text = text.replace("    # 去年\n", f"    # 去年\n{fresh}").replace(
        "2025-06  # 待核", "2025-05-31  # 待核"
    )
    assert path.read_bytes().decode() == text.replace("\n", "\r\n")


def test_facts_that_were_empty(world_copy: Path) -> None:
    """`facts: {}` opens, once, for two keys in the order of the dictionary."""
    path = world_copy / "songshan/shiqiao.yaml"
    path.write_text(path.read_text("utf-8") + "facts: {}  # 还没有\n", "utf-8")
    later = row("shiqiao", "late_fee_daily_rate", "  value: 0.0007\n  since: unknown\n").replace("A1", "A2")
    earlier = row("shiqiao", "transfer_out_workdays", "  value: 7\n  since: 2026\n")
    assert run("apply", world_copy, later + earlier) == 0
    assert path.read_text("utf-8").partition("pinyin: shi qiao\n")[2] == (
        f"facts:  # 还没有\n  transfer_out_workdays:\n    - since: 2026\n      value: 7\n{OWN}{STATED}"
        f"  late_fee_daily_rate:\n    - since: unknown\n      value: 0.0007\n{OWN}{STATED}"
    )


@pytest.mark.parametrize("number", range(4))
def test_all_files_or_none(world_copy: Path, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails, nothing of it is left: neither half the files nor the fresh ones beside them."""
    before, renamed = content(Path()), Path.replace
    count = iter(range(9))

    def failing(path: Path, target: Path) -> Path:
        if next(count) == number:
            raise OSError(28, "No space left on device", str(target))
        return renamed(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    batch = CASES["what nobody had found"].row
    assert run("apply", world_copy, batch) == 1
    assert content(Path()) == {**before, "batch.yaml": batch.encode()}


def as_table(batch: str) -> str:
    """The same rows as CSV: nested parts have a column each."""
    node = read("", batch.encode(), Problems())
    assert isinstance(node, Items)
    rows = []
    for each in node.nodes:
        assert isinstance(each, Entries)
        cells: dict[str, str] = {}
        for name, part in each.nodes.items():
            inner = part.nodes if isinstance(part, Entries) and name == "source" else {"": part}
            cells |= {f"{name}.{of}".rstrip("."): cell(one) for of, one in inner.items()}
        rows.append(cells)
    written = io.StringIO()
    table = csv.DictWriter(written, list(dict.fromkeys(name for cells in rows for name in cells)))
    table.writeheader()
    table.writerows(rows)
    return written.getvalue()


def cell(node: Node) -> str:
    if isinstance(node, Items):
        return f"[{', '.join(cell(each) for each in node.nodes)}]"
    if isinstance(node, Entries):
        return f"{{{', '.join(f'{name}: {cell(each)}' for name, each in node.nodes.items())}}}"
    return json.dumps(node.text, ensure_ascii=False) if ":" in node.text and "《" in node.text else node.text


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_table_says_the_same(case: Case, world_copy: Path) -> None:
    """CSV, with the mark that spreadsheets put before it."""
    table = "\ufeff" + as_table(case.row)
    assert run("apply", world_copy, table, *case.options, name="batch.csv") == 0
    after = content(world_copy)
    for name in after:
        Path(world_copy, name).write_bytes(content(Path(__file__).parents[1] / "world")[name])
    assert run("apply", world_copy, case.row, *case.options) == 0
    assert content(world_copy) == after
    assert outcomes() == [("A1", case.kind)]


def test_mistakes_in_a_table_have_their_place(world_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The row and the column of the cell, counted from 1; too many cells; bytes of another encoding."""
    table = "id,region,key,value,since\nA1,heling,back_payment_limit_months,8个月,2026/1/1,多了\n"
    assert run("propose", world_copy, table, name="batch.csv") == 1
    told = capsys.readouterr().out
    assert all(
        words in told for words in ("batch.csv:2:4: ", "只写数", "batch.csv:2:5: ", "6 格", "缺 source")
    )
    Path("batch.csv").write_bytes("编号".encode("gbk"))
    assert main(["propose", "batch.csv", *ON]) == 1
    assert "另存为“CSV UTF-8”" in capsys.readouterr().err


def test_every_row_is_told(world_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Old and new, source, sureness, the answers that change; then the count."""
    batch = CASES["what nobody had found"].row + CASES[
        "a newer value ends the open one before it"
    ].row.replace("A1", "A2")
    assert run("propose", world_copy, batch) == 0
    told = capsys.readouterr().out
    for words in (
        "A1 竹湾市：",
        "原来：没有找到",
        "改成：",
        "出处：医保问答（第一期）（云国医疗保障局，2026-11-01，https://www.example.org/yun/answers-1.html）",
        "把握：没有找到 → 官方原文（更可靠）",
        "算例“职工医保断缴”在竹湾市：",
        "A2 鹤岭市：",
        "regions/songshan/heling.yaml:43",
        "把握：网上的说法 → 官方原文（更可靠）",
        "共 2 条：新增 1、替换 1。",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "空文件"),
        ("a: 1\n", "一列内容"),
        ("- id: [\n", "batch.yaml:1:7"),
        ("- 12\n", "batch.yaml:1:3"),
        (row("heling", "bureau_site", "  value: https://a.example.org/\n  since: 2026\n") * 2, "不重复的 id"),
    ],
)
def test_what_cannot_be_read_is_told(
    world_copy: Path, text: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("propose", world_copy, text) == 1
    told = capsys.readouterr()
    assert words in told.out + told.err


def test_a_file_is_asked_for(world_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without one, or with one that is not there; and bad data are named first."""
    for arguments in ([], ["nowhere.yaml"]):
        assert main(["propose", *arguments, *ON]) == 1
        assert "建议的文件" in capsys.readouterr().err
    (world_copy / "nation.yaml").write_bytes(b"")
    assert run("apply", world_copy, CASES["what nobody had found"].row) == 1
    assert "regions/nation.yaml:1:1: 读到空文件" in capsys.readouterr().err
    assert not Path("docs").exists()


def test_the_schema_knows_every_row(world_copy: Path) -> None:
    """What the reader takes the schema takes; what it refuses for its form the schema refuses too."""
    schema = batch_schema(load(world_copy))
    Draft202012Validator.check_schema(schema)
    valid = Draft202012Validator(schema)
    for case in CASES.values():
        assert not [*valid.iter_errors(plain(case.row))]
    for name in ("a key that nobody knows", "a place that nobody knows", "a value of another form"):
        assert [*valid.iter_errors(plain(REFUSED[name][0]))]


def plain(batch: str) -> object:
    node = read("", batch.encode(), Problems())
    assert node
    return as_json(node)


def as_json(node: Node) -> object:
    if isinstance(node, Items):
        return [as_json(each) for each in node.nodes]
    if isinstance(node, Entries):
        return {name: as_json(each) for name, each in node.nodes.items()}
    return node.value if isinstance(node.value, str | bool | None) else float(node.value)


def test_evidence_keeps_what_a_second_run_would_forget(world_copy: Path) -> None:
    """A row once taken stays taken in the evidence; what stood already is said to."""
    first, second = CASES["what nobody had found"].row, CASES["a short list"].row.replace("A1", "A2")
    assert run("apply", world_copy, first) == 0
    assert run("apply", world_copy, first + second) == 0
    assert outcomes() == [("A1", "replaced"), ("A2", "applied")]
    assert run("apply", world_copy, first, name="other.yaml") == 0
    assert outcomes("other") == [("A1", "already")]
    assert "evidence: 打电话问过" in Path("docs/evidence/other.yaml").read_text("utf-8")
    assert "打电话" not in b"".join(content(world_copy).values()).decode()


def test_the_example_in_the_handbook_is_taken(world_copy: Path) -> None:
    """What docs/proposals.md shows is what the reader reads."""
    handbook = (Path(__file__).parents[2] / "docs/proposals.md").read_text("utf-8")
    example = handbook.partition("```yaml\n")[2].partition("```")[0]
    assert run("apply", world_copy, example, "--replace") == 0
    assert outcomes() == [("A1", "replaced")]
    parts = read("", example.encode(), Problems())
    assert isinstance(parts, Items)
    assert isinstance(parts.nodes[0], Entries)
    told = {*parts.nodes[0].nodes} | {*re.findall(r"`([a-z_]+)`", handbook.partition("**表格**")[0])}
    assert {*proposals.WHERE, *PARTS, *proposals.ASIDE} - {"reason"} <= told


AGAIN = {
    "looked": (
        "  looked: 2026-11-20\n  confirmed: 2026-11-20\n",
        "      looked: 2026-11-20\n      confirmed: 2026-11-20\n",
    ),
    "not read": ("  looked: 2026-11-20\n", "      looked: 2026-11-20\n      confirmed: 2026-09-15\n"),
}


@pytest.mark.parametrize(("days", "lines"), AGAIN.values(), ids=AGAIN)
def test_what_is_looked_up_again_changes_its_days_only(
    world_copy: Path, days: str, lines: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same statement from the same document; comments stay, the day of the original is not lost."""
    path = world_copy / "songshan/_province.yaml"
    before = path.read_text("utf-8").replace(
        "      clause: 第四条\n", "      # 核过\n      clause: 第四条\n", 1
    )
    path.write_text(before, "utf-8")
    again = row(
        "songshan",
        "transfer_out_workdays",
        "  value: 6\n  since: 2023-03-01\n  clause: 第四条\n",
        "  source: 松医保〔2023〕7号\n",
        f"{days}  status: official\n",
    )
    assert run("propose", world_copy, again) == 0
    told = capsys.readouterr().out
    assert "再次核对\n  还是：6 工作日" in told.replace("6个工作日", "6 工作日")
    assert "查看：2026-09-15 → 2026-11-20" in told
    assert run("apply", world_copy, again) == 0
    assert outcomes() == [("A1", "confirmed")]
    old = "      looked: 2026-09-15\n      confirmed: 2026-09-15\n"
    assert path.read_text("utf-8") == before.replace(old, lines, 1)
    assert run("apply", world_copy, again) == 0
    assert outcomes() == [("A1", "confirmed")]
    assert path.read_text("utf-8") == before.replace(old, lines, 1)


def test_what_was_only_reported_becomes_official_once_read(world_copy: Path) -> None:
    """The original was known and not yet read: one line more, and the status."""
    path = world_copy / "songshan/heling.yaml"
    own = "      source: 松医保〔2023〕7号\n      clause: 附件\n      looked: 2026-08-20\n"
    official = own + "      confirmed: 2026-08-20\n      status: official\n"
    before = path.read_text("utf-8").replace(official, own + "      status: secondary\n")
    path.write_text(before, "utf-8")
    value = "  value: [{age_below: 70, monthly: 95.5}, {age_from: 70, age_below: 80, yearly: 1260}, "
    value += "{age_from: 80, own_pension_share: 0.04}]\n  since: 2023-03-01\n  clause: 附件\n"
    assert (
        run("apply", world_copy, row("heling", "retiree_credit", value, "  source: 松医保〔2023〕7号\n")) == 0
    )
    read = own.replace("08-20", "11-20") + "      confirmed: 2026-11-20\n      status: official\n"
    assert path.read_text("utf-8") == before.replace(own + "      status: secondary\n", read)


LETTER = """\
您好！这个数不对，我们这里是 <b>七天</b>。

> ```
> page: heling/transfer/
> key：transfer_out_workdays
> value: 5 个
工作日
> source: 松山日报
> data: 2026-11-22
> ```

还有这个：
```
page: lapse/
key: late_fee_daily_rate
value: 0.04%
```
"""


def test_letters_are_read_and_never_applied(world_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Quoted, broken and with markup as mails are; a page of the whole country is the nation's."""
    before = content(world_copy)
    assert run("propose", world_copy, LETTER, name="letter.txt") == 0
    told = capsys.readouterr().out
    for words in (
        "报告 1 鹤岭市：转出办结时限（transfer_out_workdays）——待查",
        "现在：5个工作日，2024年1月1日起；regions/songshan/heling.yaml:11",
        "报告：这里不对",
        "我们这里是  b 七天 /b 。",
        "value 5 个工作日",
        "报告 2 云国：滞纳金日率（late_fee_daily_rate）——待查",
        "共 2 条：待查 2。",
    ):
        assert words in told
    assert run("apply", world_copy, LETTER, name="letter.txt") == 0
    assert content(world_copy) == before
    assert "七天" not in Path("docs/evidence/letter.yaml").read_text("utf-8")
    kept = Path("build/refused.yaml").read_text("utf-8")
    assert "七天" in kept
    assert run("propose", world_copy, kept, name="again.yaml") == 0


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("您好".encode("gbk"), "另存为 UTF-8"),
        ("这个数不对".encode(), "没有报告的文字"),
        (LETTER.replace("_workdays", "_workday").encode(), "是不是“transfer_out_workdays”？"),
        (b"```\npage: heling/\n```\n", "缺 key"),
    ],
    ids=["gbk", "no block", "unknown key", "no key"],
)
def test_letters_that_cannot_be_read_are_told(
    world_copy: Path, data: bytes, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("letter.txt").write_bytes(data)
    assert main(["propose", "letter.txt", *ON, "--regions", str(world_copy)]) == 1
    told = capsys.readouterr()
    assert words in told.out + told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize("seed", range(60))
def test_any_bytes_whatever_end_in_words(
    world_copy: Path, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """A batch with bytes lost, doubled or strewn in is taken or told; what is refused reads back."""
    chance = Random(seed)  # noqa: S311 - no secret
    rows = (case.row.replace("A1", f"A{number}") for number, case in enumerate(CASES.values()))
    data = bytearray("".join(rows), "utf-8")
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data))
        data[at : at + chance.randint(0, 3)] = chance.choice(STREWN).encode()
    before = content(world_copy)
    Path("batch.yaml").write_bytes(data)
    status = main(["apply", "batch.yaml", *ON])
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    if status:
        assert re.search(r"batch\.yaml:\d+:\d+: 读到", told.err)
        assert content(world_copy) == before
    else:
        problems = Problems()
        assert read("", Path("docs/evidence/batch.yaml").read_bytes(), problems)
        assert read("", Path("build/refused.yaml").read_bytes(), problems)
        assert not problems
        assert main(["check", *ON]) == 0
