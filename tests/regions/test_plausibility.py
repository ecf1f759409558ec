"""可信的检查: the shapes of real faults in the invented world, each told at its place; honest ways out."""

import re
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from scripts.regions.load import BadData, load
from scripts.regions.notes import ANSWERS, Answer
from scripts.regions.numerals import numbers_in


class Change(NamedTuple):
    """What somebody wrote in a file instead of `right`; an empty `right` is its end."""

    file: str
    right: str
    wrong: str


def told(folder: Path, *changes: Change) -> list[str]:
    """What is told about the world with these changes."""
    for change in changes:
        path = folder / change.file
        text = path.read_text()
        assert change.right in text, change
        path.write_text(text.replace(change.right, change.wrong, 1) if change.right else text + change.wrong)
    try:
        load(folder)
    except BadData as bad:
        return [str(problem) for problem in bad.problems]
    return []


def stated(key: str, value: str, source: str = "鹤岭转载页", **more: str) -> str:
    """One statement of a city, at the end of its file."""
    extra = "".join(f"      {name}: {said}\n" for name, said in more.items() if name != "since")
    return (
        f"  {key}:\n    - since: {more.get('since', '2025')}\n      value: {value}\n      source: {source}\n"
        f"      looked: 2026-08-20\n{extra}" + ("" if "status" in more else "      status: secondary\n")
    )


HELING, ZHUWAN, SONGSHAN = "songshan/heling.yaml", "songshan/zhuwan.yaml", "songshan/_province.yaml"
YEARLY_OPTIONS = Change(
    "facts.yaml",
    "meaning: 灵活就业人员可以选哪些缴费档次\n",
    "meaning: 灵活就业人员可以选哪些缴费档次\n  yearly: true\n",
)
RATES_ONLY = Change(HELING, "{name: 没有个人账户, monthly: 260,", "{name: 没有个人账户, rate: 0.075,")
LISTS = Change(
    "facts.yaml",
    "",
    "contribution_years_topup:\n  label: 年限不够怎么补\n  type: list\n  of: {type: text}\n"
    "  meaning: 到退休时缴费年限不够怎样补\n  topic: contribution-years\n  review_every: 12\n",
)
WAYS = Change(
    SONGSHAN, "", stated("contribution_years_topup", "[可以继续按月交, 可以一次补足]", "松医保〔2023〕7号")
)
_SOCIAL = (
    "meaning: 养老等社会保险的月缴费基数下限；医保基数可能另定\n  topic: monthly-credit\n  review_every: 12\n"
)
SOCIAL = Change("facts.yaml", f"{_SOCIAL}  awaited: true\n", _SOCIAL)
TWO_BY_ONE = "\n".join(
    (
        "  average_wage:",
        "    - since: 2025",
        "      value: 7300",
        "      source: 鹤岭转载页",
        "      looked: 2026-08-20",
        "      status: secondary",
        "    - since: unknown",
        "      value: 7100",
        "      source: 鹤岭转载页",
        "      looked: 2026-08-20",
        "      status: secondary",
        "",
    )
)
"""One page gives two numbers and no day for the second."""

OWN_RATE = "0.015\n      source: 松医保〔2023〕7号\n      looked: 2026-09-15\n      status: official"
"""Read in the original, as all that the province says from this paper."""

OF_ALL = "source: 松医保〔2023〕7号\n      looked: 2026-09-15\n      status: official\n      uniform: true"
OF_ALL_BY_ONE = OF_ALL.replace("松医保〔2023〕7号", "新材料").replace("official", "secondary")
"""A rule of the whole province, known from a smaller place's paper."""

TERM = Change(
    ZHUWAN, "", stated("transfer_out_workdays", "4", "松山日报·竹湾断缴", since="2026", until="2030")
)
"""A paper that holds for five years."""


def page(title: str, issuer: str = "一家转载网站", more: str = "") -> Change:
    """Another paper, 新材料."""
    text = f"新材料:\n  title: {title}\n  issuer: {issuer}\n  locator: a.example.net\n  tier: mirror\n{more}"
    return Change("sources.yaml", "", text)


def cited(file: str, **more: str) -> Change:
    """新材料 as the only source of a value."""
    return Change(file, "", stated("transfer_out_workdays", "4", "新材料", since="2026", **more))


FAULTS = {
    "a figure of one year without its end": (
        [Change("wudao/_province.yaml", "      until: 2027-06-30\n", "")],
        "wudao/_province.yaml",
        "since: 2026-07-01\n      value: 5000",
        ("“缴费基数下限”，没有 until", "写 until：文件讲的那个年度的最后一天"),
    ),
    "a price within a list without its end": (
        [YEARLY_OPTIONS],
        HELING,
        "since: 2025-07\n      value:\n        - {name: 有个人账户",
        ("“灵活就业缴费档次”，没有 until",),
    ),
    "a rate that does not say of which year": (
        [YEARLY_OPTIONS, RATES_ONLY],
        HELING,
        "since: 2025-07\n      value:\n        - {name: 有个人账户",
        ("没有 until，note 也没有写年份", "在 note 里写明哪一年起"),
    ),
    "a rate whose note says something else": (
        [
            YEARLY_OPTIONS,
            RATES_ONLY,
            Change(HELING, "with_account: false}\n", "with_account: false}\n      note: 各档都能选\n"),
        ],
        HELING,
        "since: 2025-07\n      value:\n        - {name: 有个人账户",
        ("note 也没有写年份", "没有写是哪一年的"),
    ),
    "a figure of one year for seventy": (
        [Change("wudao/_province.yaml", "until: 2027-06-30", "until: 2099-12-31")],
        "wudao/_province.yaml",
        "since: 2026-07-01\n      until: 2099-12-31",
        ("“缴费基数下限”，从 2026-07-01 到 2099-12-31", "最多 24 个月", "最后一天"),
    ),
    "a figure of one year, from nobody knows when": (
        [
            Change(
                "wudao/_province.yaml",
                "since: 2026-07-01\n      until: 2027-06-30",
                "since: unknown\n      until: 2028-09-02",
            )
        ],
        "wudao/_province.yaml",
        "since: unknown\n      until: 2028-09-02",
        ("从查看的那天（2026-09-01）到 2028-09-02",),
    ),
    "a lower limit above the upper": (
        [Change("wudao/_province.yaml", "value: 5000", "value: 25001")],
        "wudao/_province.yaml",
        "since: 2026-07-01\n      until: 2027-06-30\n      value: 25001",
        ("“缴费基数下限” 25001，高过第 ", "“缴费基数上限”的 25000", "核对两个数"),
    ),
    "a year's price in words": (
        [
            Change("facts.yaml", "meaning: 申请转移时要带什么\n", "meaning: 申请时带什么\n  yearly: true\n"),
            Change(ZHUWAN, "", stated("transfer_documents", "[2025年每月430.62元, 身份证]")),
        ],
        ZHUWAN,
        "since: 2025\n      value: [2025年每月430.62元",
        ("“转移要带的材料”，没有 until",),
    ),
    "a rule that outlives its paper": (
        [TERM, Change(ZHUWAN, "", stated("transfer_in_workdays", "3", "松山日报·竹湾断缴", since="2026"))],
        ZHUWAN,
        "since: 2026\n      value: 3",
        ("行同一份来源的“转出办结时限”写着 2030", "写 until: 2030"),
    ),
    "an original that was read, and for this was not": (
        [
            Change(
                SONGSHAN,
                OWN_RATE,
                OWN_RATE.replace("looked", "quote: 按1.5%划入\n      looked").replace(
                    "official", "secondary"
                ),
            )
        ],
        SONGSHAN,
        "secondary",
        ("secondary；第 ", "行凭同一份原文写着 official", "写 confirmed 和 status: official"),
    ),
    "one channel that hides the province's": (
        [LISTS, WAYS, Change(ZHUWAN, "", stated("contribution_years_topup", "[可以一次补足]"))],
        ZHUWAN,
        "[可以一次补足]\n",
        ("1 项，盖住了松山省的 2 项", "删掉这一条", "“本地只有这些”"),
    ),
    "a district's notice cited for the city": (
        [page("云溪区2026年居民医保开始缴费啦！", "竹湾市云溪区医疗保障局"), cited(ZHUWAN)],
        "sources.yaml",
        "新材料:",
        ("“新材料”只讲竹湾市云溪区", "songshan/zhuwan.yaml 第 ", "写 area: 竹湾市云溪区"),
    ),
    "a county's notice cited for the city": (
        [page("热点解答！职工退休后还要不要交钱？", "青溪县医疗保障局"), cited(ZHUWAN)],
        "sources.yaml",
        "新材料:",
        ("“新材料”只讲青溪县，",),
    ),
    "a zone with a scheme of its own": (
        [page("申报相关问答（竹湾工业园区问答知识库）", "竹湾工业园区管委会"), cited(ZHUWAN)],
        "sources.yaml",
        "新材料:",
        ("写 area: 竹湾工业园区",),
    ),
    "a city's page cited for the province": (
        [
            page("鹤岭医疗保险政策解析", "会计公司站转载"),
            Change(SONGSHAN, "value: 6\n      source: 松医保〔2023〕7号", "value: 6\n      source: 新材料"),
            Change(
                SONGSHAN, "      confirmed: 2026-09-15\n      status: official", "      status: secondary"
            ),
        ],
        "sources.yaml",
        "新材料:",
        ("“新材料”只讲鹤岭，", "说松山省"),
    ),
    "one city's letter for the whole province": (
        [
            page("致全市灵活就业人员的一封信", more="  area: 松山省内一个没写名字的市\n"),
            Change(
                SONGSHAN,
                OF_ALL,
                OF_ALL_BY_ONE,
            ),
        ],
        SONGSHAN,
        "true\n  flexible_credit_rate",
        ("uniform；只见于松山省内一个没写名字的市的资料", "删掉 uniform"),
    ),
    "one page that says two things": (
        [Change(HELING, "", TWO_BY_ONE)],
        HELING,
        "since: unknown\n      value: 7100",
        ("来源“鹤岭转载页”在第 ", "行另有一个说法", "两条都写 status: conflicting"),
    ),
    "a number that is not in its quotation": (
        [
            Change(
                "huxin/_province.yaml", "quote: 全区退休人员每月划入85元", "quote: 全区退休人员每月划入80元"
            )
        ],
        "huxin/_province.yaml",
        "全区退休人员每月划入80元\n",
        ("的值 85，引文里没有这个数", "换成写着它的那句原文"),
    ),
    "a share that is not in its quotation": (
        [
            Change(
                SONGSHAN,
                "value: 0.015\n      source: 松医保〔2023〕7号\n",
                "value: 0.015\n      source: 松医保〔2023〕7号\n      quote: 按百分之二划入\n",
            )
        ],
        SONGSHAN,
        "按百分之二划入\n",
        ("的值 0.015，引文里没有这个数：“按百分之二划入”",),
    ),
    "the price of a missing month as paying monthly": (
        [LISTS, Change(ZHUWAN, "", stated("contribution_years_topup", "[按月补交的，按退休前基数的9%交]"))],
        ZHUWAN,
        "since: 2025\n      value: [按月补交的",
        ("“按月补交的", "“一次补足；每差一个月，按……”"),
    ),
    "monthly in the value, at once in the source": (
        [
            LISTS,
            Change(
                ZHUWAN,
                "",
                stated("contribution_years_topup", "[按月交9%]", quote="一次性足额缴纳，月补足标准为9%"),
            ),
        ],
        ZHUWAN,
        "since: 2025\n      value: [按月交9%]",
        ("分得清是一次补足还是继续按月交",),
    ),
    "each month in the value, at once in the source": (
        [
            LISTS,
            Change(
                ZHUWAN,
                "",
                stated("contribution_years_topup", "[每月按9%补缴]", quote="一次性补缴，每月9%"),
            ),
        ],
        ZHUWAN,
        "since: 2025\n      value: [每月按9%补缴]",
        ("“每月按9%补缴”", "“一次补足；每差一个月，按……”"),
    ),
    "a base of the medical bureau's notice": (
        [
            SOCIAL,
            page("2025年度社会保险有关基数的通知", "人社厅、医保局、税务局"),
            Change(HELING, "", stated("social_insurance_base_min", "4952", "新材料", note="社会保险口径")),
        ],
        HELING,
        "社会保险口径",
        ("来源写到医保", "改成 contribution_base_min"),
    ),
    "a base of insurances nobody looked up": (
        [SOCIAL, Change(HELING, "", stated("social_insurance_base_min", "4498", note="医保基数可能另定"))],
        HELING,
        "医保基数可能另定",
        ("note 没有说明文件讲的是哪几种保险", "养老、失业、工伤的基数"),
    ),
}
"""What is written, the file and what stands where it is told, and words of the message."""


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_told_once_at_its_place(world_copy: Path, fault: str) -> None:
    """File, line, column, what was read, what is expected, how to mend."""
    changes, file, there, words = FAULTS[fault]
    (line,) = told(world_copy, *changes)
    path, row, column, _ = line.split(":", 3)
    assert path == f"regions/{file}"
    below = (world_copy / file).read_text().splitlines(keepends=True)[int(row) - 1 :]
    assert "".join(below)[int(column) - 1 :].startswith(there)
    assert re.fullmatch(".*: 读到.+，应为.+，改法：.+", line)
    for said in words:
        assert said in line


HONEST = {
    "a rate that says which year's it is": [
        YEARLY_OPTIONS,
        RATES_ONLY,
        Change(
            HELING,
            "with_account: false}\n",
            "with_account: false}\n      note: 2025年起的比例，之后有没有再调没有查到\n",
        ),
    ],
    "a rate of a year that nobody wrote": [
        YEARLY_OPTIONS,
        RATES_ONLY,
        Change(
            HELING,
            "with_account: false}\n",
            "with_account: false}\n      note: 资料没有写是哪一年的比例\n",
        ),
    ],
    "an amount far from all others, and right": [
        Change(
            "huxin/weidang.yaml",
            "        - {monthly: 88}\n",
            "        - {monthly: 880}\n      note: 数目核对过\n",
        )
    ],
    "a figure of two years": [Change("wudao/_province.yaml", "until: 2027-06-30", "until: 2028-06-30")],
    "a lower limit above the upper of another year": [
        Change(
            HELING,
            "value: 4100",
            "value: 21700",
        )
    ],
    "paying each month, and nothing at once": [
        LISTS,
        Change(ZHUWAN, "", stated("contribution_years_topup", "[每月按9%缴费]", quote="按月缴费至满年限")),
    ],
    "a price with its end": [
        YEARLY_OPTIONS,
        Change(
            HELING,
            "since: 2025-07\n      value:\n        - {name",
            "since: 2025-07\n      until: 2026-06\n      value:\n        - {name",
        ),
    ],
    "a rule that outlives its paper and says so": [
        TERM,
        Change(
            ZHUWAN,
            "",
            stated("transfer_in_workdays", "3", "松山日报·竹湾断缴", since="2026", note="长期有效"),
        ),
    ],
    "an original whose words were not quoted": [
        Change(
            SONGSHAN,
            OWN_RATE,
            OWN_RATE.replace("official", "secondary"),
        )
    ],
    "a city's letter that does not name the city": [
        page("致全市灵活就业人员的一封信", more="  area: 松山省内一个没写名字的市\n"),
        cited(ZHUWAN),
    ],
    "one city's letter that says it is so everywhere": [
        page("致全市灵活就业人员的一封信", more="  area: 松山省内一个没写名字的市\n"),
        Change(
            SONGSHAN,
            OF_ALL,
            OF_ALL_BY_ONE + "\n      note: 信里写着全省统一",
        ),
    ],
    "a list that is all there is": [
        LISTS,
        WAYS,
        Change(ZHUWAN, "", stated("contribution_years_topup", "[可以一次补足]", note="本地只有这些")),
    ],
    "a list as long as the province's": [
        LISTS,
        WAYS,
        Change(ZHUWAN, "", stated("contribution_years_topup", "[一次补足；每差一个月按9%, 可以继续按月交]")),
    ],
    "a district's notice that says so": [
        page("云溪区2026年居民医保开始缴费啦！", more="  area: 竹湾市云溪区\n"),
        cited(ZHUWAN),
    ],
    "a district that hands on the city's notice": [
        page("竹湾市2026年居民医保缴费通知", "竹湾市云溪区人民政府"),
        cited(ZHUWAN),
    ],
    "a city's page that speaks of the province": [
        page("鹤岭医保问答"),
        Change("songshan/shiqiao.yaml", "", "facts:\n"),
        cited("songshan/shiqiao.yaml", quote="全省在4个工作日内办完"),
    ],
    "a district's notice beside a paper of the city": [
        page("云溪区办事指南"),
        Change(
            ZHUWAN,
            "",
            stated("transfer_out_workdays", "4", "松山日报·竹湾断缴", since="2026", also="[新材料]"),
        ),
    ],
    "words that only look like places": [
        page("337个统筹区已开通，各市和本市城区的社区都能办，灵活就业市级统筹"),
        cited(ZHUWAN),
    ],
    "two numbers of one page, both in doubt": [
        Change(HELING, "", TWO_BY_ONE.replace("status: secondary", "status: conflicting")),
    ],
    "two numbers of one page, one after the other": [
        Change(HELING, "", TWO_BY_ONE.replace("since: unknown\n", "since: unknown\n      until: 2024-12\n")),
    ],
    "a quotation without a number": [
        Change("nation.yaml", "quote: 转出地经办机构应当在8个工作日内办结", "quote: 统一规定一次性办结"),
    ],
    "nothing, said in words": [
        Change(
            "facts.yaml",
            "",
            "transfer_cost:\n  label: 收多少钱\n  type: money\n  unit: 元\n  meaning: 办转移收多少钱\n"
            "  topic: transfer\n  review_every: 12\n",
        ),
        Change(ZHUWAN, "", stated("transfer_cost", "0", quote="15个工作日内办结，不收费")),
    ],
    "paying monthly is one of the ways": [
        LISTS,
        Change(
            ZHUWAN,
            "",
            stated("contribution_years_topup", "[可以继续按月交, 可以一次补足]", quote="可以一次性补缴"),
        ),
    ],
    "a base of other insurances": [
        SOCIAL,
        page("2025年度社会保险有关基数的通知", "人社厅、医保局、税务局"),
        Change(
            HELING, "", stated("social_insurance_base_min", "4588", "新材料", note="养老、失业、工伤的基数")
        ),
    ],
    "a base nobody could settle": [
        SOCIAL,
        Change(HELING, "", stated("social_insurance_base_min", "4986", note="医保是否也按这个数没有查到")),
    ],
}


@pytest.mark.parametrize("way", HONEST)
def test_what_is_honest_is_accepted(world_copy: Path, way: str) -> None:
    """No false alarm."""
    assert told(world_copy, *HONEST[way]) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("自欠缴之日起，按日加收万分之五的滞纳金", "0.0005"),
        ("按照不低于工资总额百分之五点五的比例", "0.055"),
        ("缴费比例为5.8%", "0.058"),
        ("按0.4‰加收", "0.0004"),
        ("年度最高支付限额调整为30万元", "300000"),
        ("缴费基数为21,600元", "21600"),
        ("提前时间最长不超过三年", "36"),
        ("等待期为半年", "6"),
        ("满120个月", "10"),
        ("男满三十五年、女满两百二十个月", "220"),
        ("转出10个工作日，转入5个工作日", "15"),
    ],
)
def test_numbers_are_read_however_they_are_written(text: str, number: str) -> None:
    """Shares, Chinese numerals, ten thousands, years as months, a total."""
    assert Decimal(number) in numbers_in(text)


@pytest.mark.parametrize("text", ["统一规定", "一次性补足", "一般、一律、千方百计", "按规定"])
def test_words_with_numerals_are_no_numbers(text: str) -> None:
    """Only what is counted counts."""
    assert numbers_in(text) == frozenset()


@pytest.mark.parametrize("answer", ANSWERS, ids=[answer.words for answer in ANSWERS])
def test_editors_are_told_what_a_note_answers(answer: Answer) -> None:
    """Each with what it answers, in the handbook; and the words shown there do answer."""
    handbook = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text("utf-8")
    assert f"| {answer.asked} | {answer.words}" in handbook
    assert answer.is_in(answer.words)
