"""检查数据和文字：`python -m scripts check` names every mistake in one run; exit 1 if there is one."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from calculators import SLUGS, describe
from scripts.pages.site import read
from scripts.regions.load import CACHE, load
from scripts.regions.model import Country
from scripts.regions.problems import BadData, Problem, Problems
from scripts.regions.records import FOLDER, read_changes
from scripts.words.examples import check_examples
from scripts.words.finder import load_words


def run(options: Namespace) -> int:
    """`python -m scripts check`; BadData if there is a mistake."""
    country = load(options.regions, CACHE)
    read_changes(options.regions.parent / FOLDER, country)
    if (content := options.regions.parent / "content").is_dir():
        read_content(content, country, options.on)
    if problems := looked_in_future(country, options.on):
        raise BadData(problems)
    print(summary(country))
    return 0


def read_content(content: Path, country: Country, on: date) -> None:
    """All that people wrote in content/ can be read, or BadData."""
    site = read(content, country, on)
    check_examples()
    load_words(content, site.topics, [describe(slug) for slug in SLUGS], site.claims, site.situations)


def looked_in_future(country: Country, today: date) -> tuple[Problem, ...]:
    """Nobody has looked at a document tomorrow."""
    problems = Problems()
    for value in country.values:
        if value.looked > today:
            read = f"looked {value.looked}（{value.fact.label}）"
            problems.add(
                value.at("looked"),
                read=read,
                expected=f"不晚于今天（{today}）的日期",
                mend="写真正查看的那一天",
            )
    return problems.in_order()


def summary(country: Country) -> str:
    """One line: how much there is."""
    provinces, cities, facts = len(country.provinces), len(country.cities), sum(1 for _ in country.values)
    return (
        f"没有问题：{provinces} 个省级地区、{cities} 个统筹城市，"
        f"{len(country.dictionary)} 个事项、{facts} 条事实、{len(country.sources)} 个来源。"
    )
