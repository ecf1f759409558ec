"""一句话: what lists of records say in short, and that templates leave the reckoning to Python."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import pytest
from jinja2 import nodes

from calculators.contribution_years import RequiredYears
from calculators.engine.months import Month
from calculators.flexible_cost import Option
from calculators.monthly_credit import Tier
from scripts.pages import summaries
from scripts.pages.summaries import Premium

if TYPE_CHECKING:
    from markupsafe import Markup

ON = date(2026, 11, 30)
CONTENT = Path(__file__).parents[2] / "content"
PAGES = sorted(CONTENT.glob("[!_]*/*.html.j2"))
RECKONING = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)


def told(said: Markup) -> str:
    """The words, figures in stars."""
    return str(said).replace('<b class="figure">', "*").replace("</b>", "*")


def years(sex: str, count: int, begins: Month | None = None, ends: Month | None = None) -> RequiredYears:
    return RequiredYears(sex, count, begins, ends)  # type: ignore[arg-type]


SOON, PAST = Month(2027, 1), Month(2026, 10)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([years("any", 25)], "累计缴满*25年*"),
        ([years("male", 30), years("female", 25)], "男的累计缴满*30年*，女的*25年*"),
        ([years("any", 20, None, PAST), years("any", 25, Month(2026, 11))], "现在退休的，累计缴满*25年*"),
        ([years("any", 20, None, Month(2026, 11)), years("any", 25, SOON)], "现在退休的，累计缴满*20年*"),
        (
            [years("male", 30, SOON), years("female", 25, SOON), years("any", 31, Month(2028, 1))],
            "2027年1月起退休的，男的累计缴满*30年*，女的*25年*（这以前退休的，没有查到）",
        ),
        ([years("any", 20, None, PAST)], "到2026年10月为止退休的，累计缴满*20年*"),
    ],
)
def test_required_years_in_short(rows: list[RequiredYears], words: str) -> None:
    assert told(summaries.required_years(rows, ON)) == words


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ([years("male", 30), years("female", 25)], 30),
        ([years("any", 20, None, PAST), years("any", 25, Month(2026, 11))], 25),
        ([years("female", 25)], None),
        ([years("any", 25), years("male", 30)], None),
        ([years("any", 25, SOON)], None),
    ],
)
def test_years_compare_by_a_man_who_retires_now(rows: list[RequiredYears], number: int | None) -> None:
    assert summaries.years_of_men(rows, ON) == number


def test_a_pensioners_credit_in_short() -> None:
    say = summaries.retiree_credit
    low, high = Tier(monthly=Decimal("83.5")), Tier(monthly=Decimal(100))
    assert told(say([low], ON)) == "每月进*83.50元*"
    assert told(say([high, low], ON)) == "每月进*83.50至100元*，按年龄分档"
    assert told(say([Tier(yearly=Decimal(2000))], ON)) == "每年进*2,000元*"
    assert told(say([Tier(own_pension_share=Decimal("0.03"))], ON)) == "每月进本人养老金的*3%*"
    shares = [Tier(average_pension_share=Decimal(share)) for share in ("0.02", "0.025")]
    assert told(say(shares, ON)) == "每月进当地平均养老金的*2%至2.5%*，按年龄分档"


def test_a_pensioners_credit_compares_by_the_lowest_tier_where_all_are_in_yuan() -> None:
    month, year = Tier(monthly=Decimal(170)), Tier(yearly=Decimal(2000))
    assert summaries.lowest_credit([month, year], ON) == Decimal("166.66")
    assert summaries.lowest_credit([month, Tier(own_pension_share=Decimal("0.03"))], ON) is None


def test_options_in_short() -> None:
    say = summaries.flexible_options
    assert told(say([Option("甲", monthly=Decimal(500))], ON)) == "每月缴*500元*"
    poor = Option("甲", yearly=Decimal(6000), condition="<低保>")
    assert told(say([poor], ON)) == "每年缴*6,000元*（&lt;低保&gt;）"
    rates = [Option("甲", rate=Decimal("0.08")), Option("乙", rate=Decimal("0.1"))]
    assert told(say(rates, ON)) == "按缴费基数的*8%至10%*缴，分几档"
    more = Option("甲", rate=Decimal("0.08"), extra_monthly=Decimal(10))
    assert told(say([more], ON)) == "按缴费基数的*8%*缴，每月另加*10元*"


def test_premiums_in_short() -> None:
    def say(*rows: Premium) -> str:
        return told(summaries.resident_premium(rows, ON))

    adults, children = Premium("成年人", Decimal(400)), Premium("学生", Decimal(250))
    assert say(Premium("居民", Decimal(400)), Premium("新生儿")) == "每人一年缴*400元*"
    assert say(adults) == "成年人一年缴*400元*"
    assert say(adults, children) == "成年人一年缴*400元*，学生一年缴*250元*"
    assert say(adults, children, Premium("老人", Decimal(300))) == "每人一年缴*250至400元*，看您是哪种人"
    monthly = Premium("渔民", personal_monthly=Decimal(30))
    assert say(monthly) == "渔民每月缴*30元*"
    assert say(adults, children, monthly) == "各种人缴的不一样"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(CONTENT).as_posix())
def test_pages_leave_the_reckoning_to_python(path: Path) -> None:
    """No sums, no collecting of rows, no variables that a loop changes: templates only lay out."""
    tree = jinja2.Environment(extensions=["jinja2.ext.do"], autoescape=True).parse(path.read_text("utf-8"))
    assert not any(tree.find_all((*RECKONING, nodes.ExprStmt, nodes.NSRef)))
