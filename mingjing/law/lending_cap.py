"""Up to which yearly rate a court protects private lending, on each day of the loan.

What decides is when the loan was agreed and when the suit was accepted (2020 年规定第三十一条): a loan agreed from2
020-08-20 on has four times the LPR of the day it was agreed; an older one sued from that day on keeps the old rule
to2020-08-19 and has four times the LPR of the day of suing afterwards; an older suit keeps the old rule throughout.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mingjing.law.answer import Basis, percent
from mingjing.law.interest_rates import benchmark, lpr
from mingjing.law.rules import rule

CHANGE = date(2020, 8, 20)
FLAT_FROM = date(2015, 9, 1)


@dataclass(frozen=True)
class Cap:
    """A protected yearly rate as a share of one, why, and by which article."""

    rate: Fraction
    why: str
    basis: Basis


@dataclass(frozen=True)
class Loan:
    """What decides the cap: the day it was agreed, the day the suit was accepted, and the term in months."""

    agreed_on: date
    sued_on: date
    months: int = 12

    @property
    def new(self) -> bool:
        """Whether the suit falls under the rule of 2020."""
        return self.sued_on >= CHANGE

    def cap(self, on: date) -> Cap:
        """The cap that holds on a day of the loan."""
        if self.new and self.agreed_on >= CHANGE:
            return four_times_lpr(self.agreed_on, "合同成立时")
        if self.new and on >= CHANGE:
            return four_times_lpr(self.sued_on, "起诉时")
        return old_cap(self.agreed_on, self.months)

    @property
    def changes(self) -> tuple[date, ...]:
        """Days from which another cap may hold."""
        return (CHANGE,) if self.new and self.agreed_on < CHANGE else ()


def four_times_lpr(on: date, when: str) -> Cap:
    """Four times the one-year LPR of a day."""
    by, published = rule("lending.multiple", max(on, CHANGE)), lpr(on)
    rate = by["times"] * published.rate
    return Cap(rate, f"{when}（{on}）一年期 LPR {published.percent}% 的四倍，{percent(rate)}", by.basis)


def old_cap(agreed_on: date, months: int) -> Cap:
    """24% from 2015-09-01 on; before, four times the benchmark rate of the same term."""
    if agreed_on >= FLAT_FROM:
        by = rule("lending.flat", min(agreed_on, date(2020, 8, 19)))
        return Cap(Fraction(by["supported"], 100), f"年利率 {by['supported']}%", by.basis)
    by, published = rule("lending.before_2015", agreed_on), benchmark(agreed_on, months)
    rate = by["times"] * published.rate
    return Cap(rate, f"同期贷款基准利率 {published.percent}% 的四倍，{percent(rate)}", by.basis)
