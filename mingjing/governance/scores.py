"""How good checked rows are, of 100."""

from __future__ import annotations

from math import floor


def score(checked: int, broken: int) -> float | None:
    """Rows without a fault, of 100 and cut to two decimals; nothing where nothing was checked.

    It is cut and not rounded, so that 100 means that no fault waits.
    """
    return floor(10_000 * (checked - broken) / checked) / 100 if checked else None
