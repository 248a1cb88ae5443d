"""What a calculator gives: a value or a range, how it came about step by step, and the article of each step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

MARKS = {
    "V": "已核对条文",
    "Vp": "条文只核对了一部分",
    "M": "凭记忆，使用前须核对",
    "D": "本系统默认，非法律规定",
}
"""How sure we are of a rule; shown beside every figure that rests on it."""


@dataclass(frozen=True, slots=True)
class Basis:
    """One article: its law, the days it is in force (`until` is the last day) and how sure we are of it."""

    law: str
    article: str
    in_force: date
    mark: str
    until: date | None = None
    note: str = ""

    @property
    def text(self) -> str:
        """The article as people cite it, with its mark when it was not read in full."""
        doubt = "" if self.mark == "V" else f"〔{MARKS[self.mark]}〕"
        return f"{self.law}{self.article}（{self.in_force.isoformat()} 起施行）{doubt}"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reckoning: what was done, what came out, and by which article."""

    text: str
    result: str
    basis: Basis | None = None


Value = int | Decimal | date | str | None


@dataclass(frozen=True)
class Answer:
    """The answer of a calculator.

    `value`, `low` and `high` are of the calculator's `unit`: fen (int), months (Decimal), dates or words; an open end
    of a range is None. `need` names inputs without which nothing is said; `refusals` say why the input is not lawful;
    `warnings` are for a person to look at. Never a guess: with `need` or `refusals` there is no value.
    """

    unit: str
    value: Value = None
    low: Value = None
    high: Value = None
    steps: tuple[Step, ...] = ()
    assumptions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    need: tuple[str, ...] = ()
    soft: bool = False
    """The bounds are what a text calls general (一般), so leaving them is for a person to weigh."""
    more: dict[str, Value] = field(default_factory=dict)
    """Further figures by their Chinese names: whole numbers are fen, decimals are counts and rates."""

    @property
    def basis(self) -> tuple[Basis, ...]:
        """Every article that a step rests on, once."""
        return tuple(dict.fromkeys(s.basis for s in self.steps if s.basis))


def fen_of(amount: Fraction | Decimal | int) -> int:
    """An exact amount in fen rounded half up to a whole fen; rounding happens only here, at the end.

    >>> fen_of(Fraction(5, 2)), fen_of(Decimal("143333.333"))
    (3, 143333)
    """
    exact = Fraction(amount)
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def yuan(fen: int | Fraction) -> str:
    """Fen as yuan for people, two decimals and thousands apart.

    >>> yuan(17687671)
    '176,876.71 元'
    """
    return f"{Decimal(fen_of(fen)) / 100:,.2f} 元"


def decimal_of(exact: Fraction) -> Decimal:
    """An exact share as a decimal."""
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def percent(rate: Fraction | Decimal) -> str:
    """A yearly or other rate (0.154) for people.

    >>> percent(Fraction(154, 1000))
    '15.4%'
    """
    shown = decimal_of(Fraction(rate) * 100).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return f"{shown.normalize():f}%"
