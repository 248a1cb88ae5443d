"""How the time of a screening grows with the number of cases, drawn from the JSON of `bench screen`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

WIDTH, HEIGHT = 820, 460
LEFT, RIGHT, TOP, BOTTOM = 70, 250, 50, 50
COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#bcbd22", "#17becf")
Points = Mapping[str, Sequence[tuple[int, float]]]
"""By scenario: numbers of cases and seconds."""


def points_of(measured: Sequence[Mapping[str, Any]]) -> Points:
    """The times of each scenario that was measured with every number of cases, the fewest cases first."""
    ordered = sorted((m["figures"] for m in measured), key=lambda f: f["cases"])
    names = set.intersection(*(set(f["scenarios"]) for f in ordered)) if ordered else set()
    return {n: [(f["cases"], f["scenarios"][n]["ours_seconds"]) for f in ordered] for n in sorted(names)}


@dataclass(frozen=True)
class Frame:
    """Where numbers stand in the picture: both axes by powers of ten."""

    cases: tuple[int, int]
    seconds: tuple[int, int]
    """Exponents of ten, from and to."""

    def x(self, cases: float) -> float:
        """From the left."""
        return LEFT + share(cases, self.cases) * (WIDTH - LEFT - RIGHT)

    def y(self, seconds: float) -> float:
        """From the top."""
        return HEIGHT - BOTTOM - share(seconds, self.seconds) * (HEIGHT - TOP - BOTTOM)


def share(value: float, exponents: tuple[int, int]) -> float:
    """How far along an axis a value stands."""
    first, last = exponents
    return (math.log10(value) - first) / max(last - first, 1)


def frame_of(points: Points) -> Frame:
    """The powers of ten around all points."""
    cases, seconds = ([p[i] for line in points.values() for p in line] for i in (0, 1))
    return Frame(around(cases), around(seconds))


def around(values: Sequence[float]) -> tuple[int, int]:
    """The exponents of ten that enclose the values."""
    return math.floor(math.log10(min(values)) + 1e-9), math.ceil(math.log10(max(values)) - 1e-9)


def drawn(points: Points, titles: Mapping[str, str], engine: str) -> str:
    """The picture as SVG."""
    frame = frame_of(points)
    parts = [*axes(frame), *lines(points, frame), *labels(points, titles, frame)]
    title = f"{engine} 筛查耗时随案件数的增长（两轴皆为对数）"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="13"><rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
        f'<text x="{LEFT}" y="26" font-size="16">{escape(title)}</text>{"".join(parts)}</svg>\n'
    )


def axes(frame: Frame) -> list[str]:
    """A line and a number at each power of ten."""
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    upright = [
        f'<path d="M{frame.x(10**e):.1f} {TOP}V{bottom}" stroke="#ddd"/>'
        f'<text x="{frame.x(10**e):.1f}" y="{bottom + 20}" text-anchor="middle">{10**e:,} 件</text>'
        for e in range(frame.cases[0], frame.cases[1] + 1)
    ]
    level = [
        f'<path d="M{LEFT} {frame.y(10.0**e):.1f}H{right}" stroke="#ddd"/>'
        f'<text x="{LEFT - 8}" y="{frame.y(10.0**e) + 4:.1f}" text-anchor="end">{10.0**e:g} 秒</text>'
        for e in range(frame.seconds[0], frame.seconds[1] + 1)
    ]
    return upright + level


def lines(points: Points, frame: Frame) -> list[str]:
    """One line for each scenario."""
    return [
        f'<polyline fill="none" stroke="{colour(i)}" stroke-width="2" points="'
        + " ".join(f"{frame.x(c):.1f},{frame.y(s):.1f}" for c, s in line)
        + '"/>'
        for i, line in enumerate(points.values())
    ]


def labels(points: Points, titles: Mapping[str, str], frame: Frame) -> list[str]:
    """The scenarios at the right, the slowest on top, with their time for the most cases."""
    order = sorted(enumerate(points.items()), key=lambda each: -each[1][1][-1][1])
    return [
        f'<text x="{WIDTH - RIGHT + 14}" y="{TOP + 20 + place * 26}" fill="{colour(i)}">'
        f"{escape(titles.get(name, name))} {line[-1][1]:.2f} 秒</text>"
        for place, (i, (name, line)) in enumerate(order)
    ]


def colour(place: int) -> str:
    """A colour for each line."""
    return COLOURS[place % len(COLOURS)]
