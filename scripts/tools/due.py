"""该复核的事实：`python -m scripts due --on DATE` lists values past their review, soonest due first."""

import sys
from argparse import Namespace
from datetime import date

from scripts.regions.load import CACHE, load
from scripts.regions.model import Country, Value
from scripts.regions.problems import BadData


def run(options: Namespace) -> int:
    """`python -m scripts due`."""
    try:
        country = load(options.regions, CACHE)
    except BadData as bad:
        print(bad, file=sys.stderr)
        return 1
    overdue = due(country, options.on)
    for value in overdue:
        print(told(value))
    print(f"{options.on}：共 {len(overdue)} 条该复核。")
    return 0


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


def told(value: Value) -> str:
    """file:line, then what and since when."""
    source = value.source.title if value.source else "没有来源"
    last = max(value.looked, value.confirmed or value.looked)
    return (
        f"{value.place.path}:{value.line}: {value.region.name}的“{value.fact.label}”"
        f"该在 {value.review_by} 前复核（上次查看 {last}；{source}）"
    )
