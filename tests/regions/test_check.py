"""`python -m scripts check`: many different mistakes, each told precisely, in one run."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from scripts.__main__ import main
from scripts.regions.load import load
from scripts.tools.check import looked_in_future

ROOT = Path(__file__).parents[2]

CHECK = ["check", "--on", "9999-12-31"]


class Mistake(NamedTuple):
    """A piece of a file, what somebody wrote there instead, and what is told about it."""

    file: str
    right: str
    wrong: str
    place: str
    words: tuple[str, ...]


QUOTE = "      quote: 等待期由各地规定，最长不超过5个月"
HUXIN = "      source: 湖心问答转引\n      looked: 2026-07-10\n      status: "
MISTAKES = (
    Mistake("facts.yaml", "review_every: 60", "review_every: 600", "35:17", ("“600”", "1 到 60 个月")),
    Mistake(
        "facts.yaml",
        "label: 平均工资\n  type: money",
        "label: 平均工资\n  type: monye",
        "211:9",
        ("选项“monye”", "是不是“money”？"),
    ),
    Mistake(
        "facts.yaml",
        "  awaited: true",
        "  awaited: false",
        "147:1",
        ("没有地方写明的事项“back_payment_rate”", "加 awaited: true"),
    ),
    Mistake(
        "sources.yaml", "tier: relay", "tier: retold", "73:9", ("选项“retold”", "可用的有：original、relay")
    ),
    Mistake(
        "sources.yaml",
        "url: https://wudao",
        "url: wudao",
        "55:8",
        ("“wudao.example.org/2024.html”", "以 http://"),
    ),
    Mistake(
        "sources.yaml", "issuer: 机器汇编页", "isuer: 机器汇编页", "76:3", ("键“isuer”", "是不是“issuer”？")
    ),
    Mistake("sources.yaml", "2024-06-28", "2024-06-31", "54:9", ("“2024-06-31”", "2024 年 6 月只有 30 天")),
    Mistake(
        "nation.yaml", "value: 0.0004", "value: 4%", "82:14", ("“4%”", "0 到 1 之间的数", "百分之二写 0.02")
    ),
    Mistake("nation.yaml", "value: 0.03\n", "value: 3\n", "142:14", ("“3”", "百分之二写 0.02")),
    Mistake(
        "nation.yaml",
        "2022-05-31",
        "2022-06-30",
        "17:7",
        ("until 2022-06-30", "重叠", "改到 2022-06-01 之前"),
    ),
    Mistake("nation.yaml", "value: 800", "value: -800", "214:14", ("“-800”", "不小于 0 的金额")),
    Mistake("nation.yaml", "[2026-09-06]", "[2026-9-6]", "36:25", ("“2026-9-6”", "月、日写两位数")),
    Mistake("nation.yaml", "{low: 0, high: 5}", "{low: 6, high: 5}", "103:20", ("“6”", "low 不大于 high")),
    Mistake("nation.yaml", 'allowed: "yes"', "allowed: yes", "179:36", ("“yes”", '加引号写成 "yes"')),
    Mistake("nation.yaml", 'value: "99120"', "value: 99120", "55:14", ("“99120”", "加引号的电话")),
    Mistake(
        "nation.yaml", "[spouse, parent, child]", "[spouse, parent, spouse]", "190:31", ("重复的“spouse”",)
    ),
    Mistake("nation.yaml", QUOTE, QUOTE + "，不得再延长" * 8, "106:14", ("65 字的“等待期", "至多 60 字")),
    Mistake("nation.yaml", "value: false", "value: 0", "202:14", ("“0”", "true 或 false")),
    Mistake(
        "nation.yaml",
        "clause: 第二十一条\n",
        "clause: 第二十一条\n      uniform: true\n",
        "152:16",
        ("只用于 local 的事项", "删掉 uniform"),
    ),
    Mistake(
        "songshan/_province.yaml",
        "transfer_out_workdays:",
        "transfer_out_workday:",
        "9:3",
        ("事项“transfer_out_workday”", "是不是“transfer_out_workdays”？"),
    ),
    Mistake(
        "songshan/_province.yaml",
        "value: automatic",
        "value: auto",
        "19:14",
        ("选项“auto”", "是不是“automatic”？"),
    ),
    Mistake(
        "songshan/_province.yaml",
        "〔2023〕7号\n      clause: 第八条",
        "〔2023〕17号\n      clause: 第八条",
        "36:15",
        ("来源“松医保〔2023〕17号”", "是不是“松医保〔2023〕7号”？"),
    ),
    Mistake("songshan/heling.yaml", 'code: "910100"', "code: 910100", "2:7", ("“910100”", '写成 "910100"')),
    Mistake("songshan/heling.yaml", '"0991"\n', "0991\n", "7:12", ("“0991”", "不以 0 开头", "加引号")),
    Mistake(
        "songshan/heling.yaml", "also: [鹤岭论坛汇编]", "also: [松山日报·竹湾断缴]", "14:13", ("重复的来源",)
    ),
    Mistake(
        "songshan/heling.yaml",
        "status: secondary",
        "status: official",
        "16:15",
        ("official，而来源“松山日报·竹湾断缴”的 tier 是 news", "改成 secondary"),
    ),
    Mistake(
        "songshan/heling.yaml",
        "{low: 5, high: 5}",
        "{low: 3, high: 3}",
        "36:7",
        ("与上一条相同的 conflicting",),
    ),
    Mistake(
        "songshan/heling.yaml", "2024-07\n", "2026-07\n", "62:14", ("“2025-06”", "不早于 since（2026-07）")
    ),
    Mistake("songshan/heling.yaml", "confirmed: 2026-08", "confirmed: 2026-09", "82:18", ("不晚于 looked",)),
    Mistake("songshan/heling.yaml", "any, years: 10", "any, years: 10.5", "87:29", ("“10.5”", "整数")),
    Mistake(
        "songshan/heling.yaml", "value: 21600", "value: 21,600", "69:14", ("“21,600”", "去掉数字里的逗号")
    ),
    Mistake(
        "songshan/zhuwan.yaml",
        "status: unknown",
        "status: unknown\n      clause: 第三条",
        "12:15",
        ("status 为 unknown 时没有 clause",),
    ),
    Mistake("songshan/zhuwan.yaml", "looked: 2024", "lookd: 2024", "18:7", ("键“lookd”", "是不是“looked”？")),
    Mistake("songshan/shiqiao.yaml", '"912100"', '"922100"', "2:7", ("代码“922100”", "以 91 开头的市码")),
    Mistake(
        "wudao/_province.yaml", "pinyin: wu dao", "pinyin: wu tao", "6:9", ("“wu tao”", "等于文件名“wudao”")
    ),
    Mistake(
        "songshan/_province.yaml", "[1, 2]", "[2, 1]", "7:7", ("格子“[2, 1]”，regions/huxin", "不重复的")
    ),
    Mistake("wudao/_province.yaml", "[2, 3]", "[0, 3]", "7:7", ("“[0, 3]”", "行从 1 到 8", "首页省份地图")),
    Mistake("wudao/_province.yaml", "value: 5000", "value: ５０００", "20:14", ("“５０００”", "半角数字")),
    Mistake(
        "wudao/_province.yaml",
        "status: secondary",
        "status: secondary\n      looked: 2026-09-02",
        "36:7",
        ("重复的键“looked”", "第 34 行已写过"),
    ),
    Mistake("wudao/_province.yaml", "value: province", "value: *all", "54:14", ("引用 *all",)),
    Mistake(
        "huxin/_province.yaml", f"{HUXIN}secondary", f"{HUXIN}conflicting", "24:7", ("单独一条 conflicting",)
    ),
    Mistake(
        "huxin/weidang.yaml",
        "{monthly: 88}",
        "{monthly: 85}",
        "10:7",
        ("与湖心自治区的规定相同", "删掉这一条"),
    ),
    Mistake("huxin/baifan.yaml", "[白帆地区]", "[白帆，地区]", "8:11", ("“白帆，地区”", "不含标点")),
    Mistake(
        "songshan/heling.yaml",
        "[鹤城, 岭城]",
        "[鹤岭州, 岭城]",
        "8:10",
        ("别名“鹤岭州”", "huxin/heling-huxin.yaml"),
    ),
    Mistake("huxin/weidang.yaml", "name: 苇荡市", "name: 鹤岭自治州", "3:7", ("名称“鹤岭自治州”", "不重复")),
)


def write(folder: Path, mistake: Mistake) -> None:
    """The mistake, in the first place where it fits."""
    path = folder / mistake.file
    text = path.read_text()
    assert mistake.right in text, mistake
    path.write_text(text.replace(mistake.right, mistake.wrong, 1))


def check_told(line: str, mistake: Mistake) -> None:
    """`file:line:column: 读到…，应为…，改法：…`, with the words that matter."""
    assert line.startswith(f"regions/{mistake.file}:{mistake.place}: 读到")
    assert "，应为" in line
    assert "，改法：" in line
    for words in mistake.words:
        assert words in line


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The problems; behind them stands how many there are."""
    *lines, count = capsys.readouterr().err.splitlines()
    assert count == f"共 {len(lines)} 个问题。"
    return lines


def in_order(mistake: Mistake) -> tuple[str, int, int]:
    line, column = mistake.place.split(":")
    return (mistake.file, int(line), int(column))


def test_every_mistake_is_told_precisely_in_one_run(
    world_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As many messages as mistakes, each at its place, sorted; exit 1."""
    for mistake in MISTAKES:
        write(world_copy, mistake)
    assert main(CHECK) == 1
    lines = told(capsys)
    assert len(lines) == len(MISTAKES) >= 20
    for line, mistake in zip(lines, sorted(MISTAKES, key=in_order), strict=True):
        check_told(line, mistake)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake.file}:{mistake.place}")
def test_a_mistake_alone_has_no_echo(
    world_copy: Path, capsys: pytest.CaptureFixture[str], mistake: Mistake
) -> None:
    """One mistake, one message (its line may differ from the run with all of them)."""
    write(world_copy, mistake)
    assert main(CHECK) == 1
    (line,) = told(capsys)
    assert line.startswith(f"regions/{mistake.file}:")
    for words in mistake.words:
        assert words in line


UNREADABLE = (
    Mistake("facts.yaml", "local: true", "local：true", "232:8", ("全角冒号", "写成“local: …”")),
    Mistake("sources.yaml", "tier: news", "\ttier: news", "40:3", ("制表符",)),
    Mistake("songshan/heling.yaml", "aliases: [鹤城", "aliases: [[鹤城", "8:10", ("配对的括号", "补上缺的")),
    Mistake("songshan/zhuwan.yaml", "name: 竹湾市", "name: 竹湾市: 新", "3:10", ("每行一个“键: 值”",)),
    Mistake("wudao/_province.yaml", "kind: 直辖市", "kind：直辖市", "5:5", ("全角冒号", "写成“kind: …”")),
)


def test_files_that_cannot_be_read_hide_only_themselves(
    world_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A syntax error ends the reading of its own file only; nothing of it is told twice."""
    for mistake in UNREADABLE:
        write(world_copy, mistake)
    (world_copy / "huxin/baifan.yaml").write_bytes('code: "932200"\nname: 白帆盟'.encode("gbk"))
    (world_copy / "huxin/weidang.yaml").write_bytes(b"")
    write(world_copy, Mistake("nation.yaml", "kind: 全国", "kind: 国", "", ()))
    assert main(CHECK) == 1
    lines = told(capsys)
    places = [line.partition(": ")[0] for line in lines]
    expected = [f"regions/{mistake.file}:{mistake.place}" for mistake in UNREADABLE]
    assert places == sorted(
        [
            *expected,
            "regions/huxin/baifan.yaml:2:7",
            "regions/huxin/weidang.yaml:1:1",
            "regions/nation.yaml:5:7",
        ]
    )


@pytest.mark.parametrize(
    ("file", "right", "wrong", "words"),
    [
        ("wudao/_province.yaml", 'code: "920000"', 'code: "910000"', "代码“910000”，regions/songshan"),
        ("huxin/_province.yaml", "kind: 自治区", "kind: 直辖市", "直辖市文件夹里的另一个文件"),
        ("huxin/_province.yaml", "tile: [2, 1]\n", "", "缺 tile 的一组"),
        ("wudao/_province.yaml", "tile: [2, 3]\n", "", "缺 tile 的一组"),
        ("wudao/_province.yaml", "[2, 3]", "[2, 8]", "列从 1 到 7"),
        ("wudao/_province.yaml", "[2, 3]", "[2, 3, 1]", "“[2, 3, 1]”"),
        ("wudao/_province.yaml", "[2, 3]", "[2, 3.5]", "“3.5”"),
        ("wudao/_province.yaml", "[2, 3]", "2", "一列内容"),
        ("songshan/shiqiao.yaml", "kind: 地区", "kind: 地区\ntile: [1, 1]", "不认识的键“tile”"),
        ("nation.yaml", "kind: 全国", "kind: 全国\ntile: [1, 1]", "不认识的键“tile”"),
        ("huxin/_province.yaml", "kind: 自治区", 'kind: 自治区\narea_code: "0999"', "省和自治区没有区号"),
        ("huxin/weidang.yaml", "      status:", "      uniform: true\n      status:", "只写在省的文件里"),
        ("huxin/_province.yaml", "uniform: true", "uniform: false", "全省一致写 true"),
        ("huxin/weidang.yaml", "      status:", "      depends: true\n      status:", "同时写 note"),
        (
            "huxin/weidang.yaml",
            "      status:",
            "      depends: false\n      note: 有的人另算\n      status:",
            "随备注的情形变写 true",
        ),
        ("huxin/weidang.yaml", "      status:", "      confirmed: 2026-07\n      status:", "到日的日期"),
        ("nation.yaml", "status: official", "status: secondary", "只有读到官方原文才写"),
        ("huxin/baifan.yaml", "until: 2025-12-31", "until: 2020", "不早于 since（2021）"),
        ("nation.yaml", "since: 2018-07", "since: 2022-06-01", "since"),
        ("nation.yaml", "since: 2027-01-01", "since: 2020-01-01", "最新的在最前"),
        ("nation.yaml", "looked: 2026-10-01\n      c", "looked: 2021-10-01\n      c", "不早于来源日期（2022"),
        ("nation.yaml", "note: 已公布，还没有施行", "note: " + "已公布，还没有施行。" * 9, "至多 80 字"),
        ("nation.yaml", "note: 已公布，还没有施行", "note: <b>已公布</b>", "不用 HTML 标签"),
        ("nation.yaml", "value: 按当地", "value: |\n        第一行\n        按当地", "写成一行"),
        ("nation.yaml", "from: 2025-01, step_months: 4", "from: 2025-13, step_months: 4", "“2025-13”"),
        ("nation.yaml", "from: 2025-01, step_months: 4", "from: 2025, step_months: 4", "年月，如 2023-01"),
        ("nation.yaml", "original_age: 60, ", "", "缺 original_age 的一组"),
        ("nation.yaml", "value: [身份证, 参保凭证]", "value: []", "一列内容（至少一项）"),
        ("nation.yaml", "value: [身份证, 参保凭证]", "value: 身份证", "一列内容（至少一项）"),
        ("nation.yaml", "value: [身份证, 参保凭证]", "value: [身份证, 12]", '写成 "12"'),
        ("nation.yaml", "value: moves", "value: [moves]", "写在冒号后面同一行"),
        ("nation.yaml", "value: {low: 0, high: 5}", "value: 5", "一组“键: 值”"),
        ("nation.yaml", "value: 0.0004", 'value: "0.0004"', "去掉引号"),
        ("nation.yaml", "notice: 云国放假通知2026", "notice: 云国放假通知2025", "来源“云国放假通知2025”"),
        ("songshan/shiqiao.yaml", "kind: 地区", "kind: 地区\nfacts: 1", "一组“事项: 值”"),
        ("songshan/shiqiao.yaml", "kind: 地区", "kind: 县", "选项“县”"),
        ("songshan/shiqiao.yaml", "short: 石桥\n", "", "缺 short 的一组"),
        ("songshan/shiqiao.yaml", 'code: "912100"', 'code: "91210"', "加引号的 6 位代码"),
        ("songshan/heling.yaml", 'area_code: "0991"', 'area_code: "991"', "加引号的区号"),
        ("songshan/heling.yaml", "value: https://heling.example.org/", "value: https://heling", "网址"),
        ("facts.yaml", "transfer_in_workdays:", "transferInWorkdays:", "名字“transferInWorkdays”"),
        ("facts.yaml", "  unit: 工作日\n", "  unit: 工作日\n  options: {a: 甲}\n", "没有 options"),
        ("facts.yaml", "  awaited: true", "  awaited: true\n  extra: 1", "键“extra”"),
        ("sources.yaml", "松医保〔2023〕7号:", "松医保〔2023〕8号:", "来源“松医保〔2023〕7号”"),
        ("sources.yaml", "issuer: 鹤岭论坛", "issuer: 鹤岭论坛\n  area: 鹤岭", "写全称；资料没写是哪个市的"),
        ("sources.yaml", "issuer: 鹤岭论坛", "issuer: 鹤岭论坛\n  area: 某市", "“某某省内一个没写名字的市”"),
        ("sources.yaml", "issuer: 鹤岭论坛", "issuer: 鹤岭论坛\n  area: 松山省某县", "一个没写名字的市"),
        ("nation.yaml", "[01-01, 09-10]", "[01-01, 09-31]", "每年的月日"),
        ("nation.yaml", "[01-01, 09-10]", "[01-01, 9月10日]", "每年的月日"),
    ],
)  # fmt: skip
def test_other_mistakes(
    world_copy: Path, capsys: pytest.CaptureFixture[str], file: str, right: str, wrong: str, words: str
) -> None:
    """Each is told, in the words that help."""
    write(world_copy, Mistake(file, right, wrong, "", ()))
    assert main(CHECK) == 1
    assert words in capsys.readouterr().err


def test_unused_sources_and_awaited_facts(world_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing lies about that nobody uses, and nothing awaited that is there."""
    sources, facts = world_copy / "sources.yaml", world_copy / "facts.yaml"
    sources.write_text(sources.read_text() + "没人用:\n  title: 没人用\n  issuer: 某人\n  tier: news\n")
    facts.write_text(
        facts.read_text().replace("  review_every: 24\n", "  review_every: 24\n  awaited: true\n", 1)
    )
    assert main(CHECK) == 1
    first, second = told(capsys)
    assert first.startswith(
        "regions/facts.yaml:2:1: 读到已有地方写明、却标着 awaited 的“transfer_out_workdays”"
    )
    assert second.startswith("regions/sources.yaml:79:1: 读到没有人引用的来源“没人用”")


@pytest.mark.parametrize("slug", ["api", "calculators", "transfer", "ready", "telephone", "songshan"])
def test_addresses_do_not_collide(world_copy: Path, capsys: pytest.CaptureFixture[str], slug: str) -> None:
    """Fixed pages, topics of the dictionary, folders and pages of content/, other regions."""
    Path("content/ready").mkdir(parents=True)
    Path("content/telephone.md").touch()
    city = world_copy / "huxin/weidang.yaml"
    city.write_text(city.read_text().replace("pinyin: wei dang", f"pinyin: {slug}"))
    city.rename(world_copy / f"huxin/{slug}.yaml")
    assert main(CHECK) == 1
    (line,) = told(capsys)
    assert f"网址短名“{slug}”" in line


def test_success_is_one_line_with_counts(world_copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0."""
    assert main([*CHECK, "--regions", str(world_copy)]) == 0
    country = load(world_copy)
    assert capsys.readouterr().out == (
        f"没有问题：3 个省级地区、7 个统筹城市，{len(country.dictionary)} 个事项、"
        f"{len([*country.values])} 条事实、{len(country.sources)} 个来源。\n"
    )


def test_nobody_has_looked_tomorrow(world_copy: Path) -> None:
    """Told by `check` alone, which knows the day; a build does not depend on the clock."""
    found = looked_in_future(load(world_copy), date(2026, 9, 30))
    assert {(one.path, one.read[:17]) for one in found} == {("regions/nation.yaml", "looked 2026-10-01")}


def test_as_a_command(world_copy: Path) -> None:
    """A process of its own: exit 1, Chinese, no traceback."""
    (world_copy / "nation.yaml").write_bytes(b"\xff\x00[")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "scripts",
            "check",
            "--on",
            "9999-12-31",
            "--regions",
            str(world_copy.absolute()),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"{world_copy.absolute()}/nation.yaml:1:1: 读到不是 UTF-8 的字节 0xff" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
