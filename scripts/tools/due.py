"""该复核的事实：`python -m scripts due --on DATE`, by region and topic, the oldest debt first."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby

from scripts.pages.reckoning import PAGE_FACTS
from scripts.regions.load import CACHE, load
from scripts.regions.model import Country, Region, Value
from scripts.regions.problems import Place
from scripts.words.topics import load_topics


def declare(parser: ArgumentParser) -> None:
    """What it takes besides."""
    parser.add_argument(
        "--release",
        action="store_true",
        help="只看最大的那些地方（regions/largest.yaml）用到的官方值；有一条过期没复核就不通过",
    )


def run(options: Namespace) -> int:
    """`python -m scripts due`; with `--release`, 1 when a value of the largest places is overdue."""
    country = load(options.regions, CACHE)
    topics = load_topics(options.regions.parent / "content", country.dictionary, PAGE_FACTS)
    overdue = due(country, options.on)
    if options.release:
        relied_on = relied_on_by(country.largest, options.on)
        overdue = [value for value in overdue if value.place in relied_on]
    for line in listed(overdue, {topic.slug: topic.title for topic in topics}):
        print(line)
    if not options.release:
        print(f"{options.on}：共 {len(overdue)} 条该复核。")
    else:
        debt = (
            f"有 {len(overdue)} 条官方值过期没复核，复核以后再发布" if overdue else "用到的官方值都在复核期内"
        )
        print(f"{options.on}：最大的 {len(country.largest)} 个地方{debt}。")
    return 1 if options.release and overdue else 0


def due(country: Country, on: date) -> list[Value]:
    """Past review, and still the answer: values that have ended or were replaced need no new look."""
    stale = [value for value in country.values if value.is_stale(on) and not value.is_expired(on)]
    held = {region: region.facts(on) for region in country.regions}
    current = [
        value
        for value in stale
        if value.starts > on or value.place in {one.place for one in held[value.region][value.key].statements}
    ]
    return sorted(current, key=lambda value: (value.review_by, value.place))


def relied_on_by(regions: Iterable[Region], on: date) -> frozenset[Place]:
    """Where the official values stand that hold in these regions, their own and inherited ones."""
    held = (value for region in regions for value in region.facts(on).values())
    return frozenset(one.place for value in held for one in value.statements if one.status == "official")


def listed(values: list[Value], titles: Mapping[str, str]) -> Iterator[str]:
    """Lines: each region, below it each topic, below that file:line, what and since when."""
    regions = list(dict.fromkeys(value.region for value in values))
    topics = [*titles]

    def rank(value: Value) -> tuple[int, int]:
        topic = value.fact.topic
        return regions.index(value.region), topics.index(topic) if topic in titles else len(topics)

    for region, own in groupby(sorted(values, key=rank), key=lambda value: value.region):
        yield region.name
        for topic, those in groupby(own, key=lambda value: value.fact.topic):
            yield f"  {titles.get(topic, topic)}"
            yield from (f"    {told(value)}" for value in those)


def told(value: Value) -> str:
    """file:line, then what and since when."""
    source = value.source.title if value.source else "没有来源"
    last = max(value.looked, value.confirmed or value.looked)
    return (
        f"{value.place.path}:{value.line}: “{value.fact.label}”"
        f"该在 {value.review_by} 前复核（上次查看 {last}；{source}）"
    )
