"""图表: bars as SVG and rows as Markdown, from the same figures."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

type Figures = Mapping[str, Mapping[str, float]]
"""What was measured: bar → group → figure."""

COLOURS = ("#9aa5a3", "#c9a227", "#0a6558", "#3f9b8c", "#8cc7bb", "#5b6f95", "#b0603c", "#444c4a")
LABEL, WIDTH, BAR, GAP = 150, 560, 16, 26


def bars(title: str, figures: Figures, unit: str) -> str:
    """One group of bars below the other, all on one scale."""
    groups = list(dict.fromkeys(group for row in figures.values() for group in row))
    most = max(figure for row in figures.values() for figure in row.values())
    lines, y = [], 34
    for group in groups:
        lines.append(f'<text x="0" y="{y + 12}" font-weight="bold">{escape(group)}</text>')
        y += 20
        for (name, row), colour in zip(figures.items(), COLOURS, strict=False):
            if group not in row:
                continue
            width = max(1, round(row[group] / most * WIDTH))
            told = f"{row[group]:,.0f} {unit}"
            lines += [
                f'<text x="{LABEL - 8}" y="{y + 12}" text-anchor="end">{escape(name)}</text>',
                f'<rect x="{LABEL}" y="{y}" width="{width}" height="{BAR - 3}" fill="{colour}"/>',
                f'<text x="{LABEL + width + 6}" y="{y + 12}">{told}</text>',
            ]
            y += BAR
        y += GAP - BAR
    size = f'width="{LABEL + WIDTH + 90}" height="{y}" viewBox="0 0 {LABEL + WIDTH + 90} {y}"'
    body = "\n".join(lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n'
        f'<text x="0" y="16" font-size="14" font-weight="bold">{escape(title)}</text>\n{body}\n</svg>\n'
    )


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows of Markdown; figures stand right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in [head, rule, *rows]) + "\n"
