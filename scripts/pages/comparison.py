"""跟别处比：where a figure stands among all that regions state for the same key; made once for each key."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from scripts.pages.summaries import SUMMARIES
from scripts.pages.wording import plain
from scripts.regions.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from scripts.regions.model import Country, Shape, Value

ENOUGH = 10
"""Fewer places than this say nothing about the country."""
SINGLE = ("integer", "money", "share")
WIDTH, HEIGHT, MARGIN, FLOOR = 296, 82, 10, 73
STEP, TALLEST = 6, 12
"""Dots stand in columns this far apart, at most so many in each: the strip does not grow with the regions."""


@dataclass(frozen=True, slots=True)
class Figure:
    """可比的一个数: `basis` says which one it is where the value has several."""

    number: Decimal
    shape: Shape
    basis: str = ""
    is_hearsay: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """各地的数: all that is stated for one key, in ascending order, and the strip of dots without a mark."""

    numbers: tuple[Decimal, ...]
    hearsay: int
    shape: Shape
    basis: str
    dots: Markup
    made_of: str

    @property
    def range(self) -> str:
        low, high = (plain(end, self.shape) for end in (self.numbers[0], self.numbers[-1]))
        span = f"最低 {low}，最高 {high}" if low != high else f"都是 {low}"
        return f"{span}；其中 {self.hearsay}个是网上的说法" if self.hearsay else span

    @property
    def sentence(self) -> str:
        return f"{self.basis}查到 {len(self.numbers)}个地方的数，{self.range}。"

    @property
    def strip(self) -> Markup:
        """The dots of all places."""
        return _svg(self.dots, f"每个点是一个地方，{self.range}")

    def compared(self, number: Decimal) -> Comparison:
        """One place among them."""
        higher = len(self.numbers) - bisect_right(self.numbers, number)
        others = len(self.numbers) - higher - bisect_left(self.numbers, number) - 1
        alike = f"，另有 {others}个地方一样" if others else ""
        among = f"{self.basis}在查到的 {len(self.numbers)}个地方里"
        rank = f"{among}，从高到低排第 {higher + 1}{alike}。{self.range}。"
        mark = Markup('<circle class="strip-here" cx="{}" cy="{}" r="6"/>').format(self._x(number), FLOOR)
        told = f"每个点是一个地方，{self.range}；这里是 {plain(number, self.shape)}"
        sentence = rank if self.numbers[0] < self.numbers[-1] else self.sentence
        return Comparison(sentence, _svg(self.dots + mark, told), self.made_of)

    def _x(self, number: Decimal) -> int:
        return _place(number, self.numbers[0], self.numbers[-1])


@dataclass(frozen=True, slots=True)
class Comparison:
    """这里和别处: a sentence and its picture."""

    sentence: str
    strip: Markup
    made_of: str


class Comparisons:
    """全部可比的数 of one build."""

    def __init__(self, country: Country, on: date) -> None:
        self._figures: dict[Value, Figure] = {}
        by_key: dict[str, list[Figure]] = defaultdict(list)
        for region in country.regions:
            for key, value in region.facts(on).items() if not region.is_nation else ():
                if value.region is region and (figure := _figure(value, on)):
                    figure = replace(figure, is_hearsay=value.proof == "web")
                    self._figures[value] = figure
                    by_key[key].append(figure)
        self._spreads = {key: spread_of(figures) for key, figures in by_key.items() if len(figures) >= ENOUGH}

    @property
    def made_of(self) -> list[tuple[str, str]]:
        """All of them, by key."""
        return [(key, spread.made_of) for key, spread in self._spreads.items()]

    def figure(self, value: Value) -> Figure | None:
        """The number by which a value stated below the nation compares."""
        return self._figures.get(value)

    def of(self, value: Value) -> Comparison | None:
        """How a value stated below the nation compares."""
        figure, spread = self._figures.get(value), self._spreads.get(value.key)
        return spread.compared(figure.number) if figure and spread else None

    def spread(self, key: str) -> Spread | None:
        """What the regions state for the key, for the nation's own page."""
        return self._spreads.get(key)


def _figure(value: Value, on: date) -> Figure | None:
    """可比的一个数: a single number, or the one by which a list of records compares."""
    if not value.is_known or value.value is None:
        return None
    shape, summary = value.fact.shape, SUMMARIES.get(value.key)
    if summary and summary.compared and shape.of:
        compared = summary.compared
        number = compared.number(summary.rows(value), on)
        written_in = shape.of.fields[compared.field].shape
        return None if number is None else Figure(Decimal(number), written_in, compared.basis)
    match value.value:
        case bool():
            return None
        case int() | Decimal() as only if shape.kind in SINGLE:
            return Figure(Decimal(only), shape)
    return None


def spread_of(figures: Sequence[Figure]) -> Spread:
    """What they are together."""
    numbers = tuple(sorted(figure.number for figure in figures))
    dots = _dots(numbers)
    hearsay = sum(figure.is_hearsay for figure in figures)
    return Spread(numbers, hearsay, figures[0].shape, figures[0].basis, dots, fingerprint(numbers, hearsay))


def _dots(numbers: tuple[Decimal, ...]) -> Markup:
    """An axis, and a dot for each place; equal ones stand on each other."""
    columns = Counter(_place(number, numbers[0], numbers[-1]) for number in numbers)
    path = "".join(f"M{x} {y}h0" for x, count in columns.items() for y in _heights(count))
    axis = f'<path class="strip-axis" d="M{MARGIN} {HEIGHT - 4}h{WIDTH - 2 * MARGIN}"/>'
    return Markup(f'{axis}<path class="strip-dots" d="{path}"/>')  # noqa: S704 - numbers only


def _heights(count: int) -> Iterator[int]:
    return (FLOOR - STEP * level for level in range(min(count, TALLEST)))


def _place(number: Decimal, low: Decimal, high: Decimal) -> int:
    """The middle of the column in which a number stands."""
    columns = (WIDTH - 2 * MARGIN) // STEP
    return MARGIN + STEP * int((number - low) / (high - low) * columns if high > low else columns // 2)


def _svg(content: Markup, told: str) -> Markup:
    opening = f'<svg class="strip" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(told)}">'
    return Markup(opening) + content + Markup("</svg>")  # noqa: S704 - escaped above
