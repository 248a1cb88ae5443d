"""Tables in which the rule depends on which band a number falls into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from mingjing.law.answer import Step, percent, yuan
from mingjing.law.rules import Rule

Band = Mapping[str, Any]


def band_of(bands: Sequence[Band], months: int) -> Band:
    """The first band whose longest term is not exceeded; the last has none."""
    return next(b for b in bands if b["term_most"] is None or months <= b["term_most"])


def progressive(by: Rule, first_fen: int, amount: int) -> tuple[Fraction, list[Step]]:
    """A fee that grows in bands: `first_fen` up to the first bound, then each part of the amount at its own percent.

    The rule gives `bounds_fen` (the last is open) and `percents` beside them. The fee is exact, in fen.
    """
    below = by["bounds_fen"][0]
    total, steps = Fraction(first_fen), [Step(f"不超过 {yuan(below)} 的部分", yuan(first_fen), by.basis)]
    for upper, rate in zip(by["bounds_fen"][1:], by["percents"][1:], strict=True):
        if amount <= below:
            break
        part = (amount if upper is None else min(amount, upper)) - below
        fee = part * Fraction(rate) / 100
        shown = f"{bounds(below, upper)} {yuan(part)} × {percent(Fraction(rate) / 100)}"
        steps.append(Step(shown, yuan(fee), by.basis))
        total, below = total + fee, upper or amount
    return total, steps


def bounds(low: int, high: int | None) -> str:
    """A band in words."""
    return f"超过 {yuan(low)} 的部分" if high is None else f"超过 {yuan(low)} 至 {yuan(high)} 的部分"
