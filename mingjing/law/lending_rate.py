"""The yearly rate up to which a court protects private lending, by the day of the contract.

Source: 民间借贷规定（法释〔2020〕6号，2020-08-20 施行；2021-01-01 修正）第二十五条：四倍一年期 LPR；
before that day 法释2015年18号 第二十六条：24%. LPR: `interest_rates`, only the days on which it changed.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise

from mingjing.law.interest_rates import lpr_table

FOUR_TIMES_LPR_FROM = date(2020, 8, 20)
FLAT_CAP_PERCENT = Decimal(24)
FLAT_CAP_FROM = date(2015, 9, 1)


@dataclass(frozen=True, slots=True)
class RateCap:
    """A protected rate: yearly percent, first day it holds, article and mark (V article read, M from memory)."""

    percent: Decimal
    since: date
    article: str
    mark: str


@cache
def caps() -> tuple[RateCap, ...]:
    """Every protected rate since 2015-09-01, in order of the first day."""
    flat = RateCap(FLAT_CAP_PERCENT, FLAT_CAP_FROM, "民间借贷规定（2015）第二十六条", "V")
    later = [_cap(max(since, FOUR_TIMES_LPR_FROM), lpr, mark) for since, lpr, mark in _lpr_in_force()]
    return (flat, *later)


def cap_percent(on: date) -> Decimal:
    """Protected yearly percent for a loan agreed on that day.

    >>> cap_percent(date(2019, 5, 1)), cap_percent(date(2020, 8, 20)), cap_percent(date(2025, 6, 1))
    (Decimal('24'), Decimal('15.40'), Decimal('12.00'))
    """
    return cap_in_force(on).percent


def cap_in_force(on: date) -> RateCap:
    """The cap with its article and mark; the first known cap for days before 2015-09-01."""
    days = [cap.since for cap in caps()]
    return caps()[max(bisect_right(days, on) - 1, 0)]


def _cap(since: date, lpr: Decimal, mark: str) -> RateCap:
    return RateCap(4 * lpr, since, "民间借贷规定（2020）第二十五条", mark)


def _lpr_in_force() -> list[tuple[date, Decimal, str]]:
    """LPR changes that matter: the last one before 2020-08-20 and all later ones."""
    table = lpr_table()
    changed = (table[0], *(b for a, b in pairwise(table) if a.percent != b.percent))
    rows = [(p.since, p.percent, p.mark) for p in changed]
    before = [row for row in rows if row[0] <= FOUR_TIMES_LPR_FROM][-1:]
    return before + [row for row in rows if row[0] > FOUR_TIMES_LPR_FROM]
