"""Places on an OFD page: millimetres, boundaries, transformations, and the g notation of repeated distances."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

POINTS = 72 / 25.4
"""Points in a millimetre."""
MOST = 100_000
"""Distances of one text object; a count above this is a mistake or an attack."""


def numbers(text: str) -> list[float]:
    """The numbers of an attribute, what is no number left out.

    >>> numbers("0 1.5 20")
    [0.0, 1.5, 20.0]
    """
    return [value for part in text.split() if (value := _number(part)) is not None]


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def distances(text: str) -> list[float]:
    """The distances from character to character; `g n d` repeats the distance d n times.

    >>> distances("3.5 g 3 4 5")
    [3.5, 4.0, 4.0, 4.0, 5.0]
    """
    return list(_distances(text.split()))[:MOST]


def _distances(parts: Sequence[str]) -> Iterator[float]:
    at = 0
    while at < len(parts):
        if parts[at] == "g" and at + 2 < len(parts):
            count, value = _number(parts[at + 1]), _number(parts[at + 2])
            yield from [value or 0.0] * int(min(max(count or 0, 0), MOST))
            at += 3
            continue
        if (value := _number(parts[at])) is not None:
            yield value
        at += 1


@dataclass(frozen=True, slots=True)
class Matrix:
    """A transformation [a b c d e f]: x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def of(cls, text: str) -> Matrix:
        found = numbers(text)
        return cls(*found) if len(found) == 6 else cls()

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, other: Matrix) -> Matrix:
        """First this, then the other."""
        e, f = other(self.e, self.f)
        return Matrix(
            other.a * self.a + other.c * self.b,
            other.b * self.a + other.d * self.b,
            other.a * self.c + other.c * self.d,
            other.b * self.c + other.d * self.d,
            e,
            f,
        )

    def moved(self, x: float, y: float) -> Matrix:
        """This, then moved by x and y."""
        return self.then(Matrix(e=x, f=y))
