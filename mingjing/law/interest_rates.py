"""Published rates by day: the LPR since 2019-08-20 and the benchmark lending rates before it.

Source: `tables/lpr.csv`, `tables/benchmark_rates.csv`; each row with its mark. A rate holds until the next is
published. The LPR table ends; a day more than 31 days after its last row is beyond it, and nobody guesses.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from mingjing.law.errors import BeyondTable

TABLES = Path(__file__).with_name("tables")
LPR_FROM = date(2019, 8, 20)
HOLDS = timedelta(days=31)
BANDS = ((6, "le_6m_pct"), (12, "m6_to_1y_pct"), (36, "y1_to_3_pct"), (60, "y3_to_5_pct"))
"""Longest term in months of each benchmark band; longer ones take `over5y_pct`."""


@dataclass(frozen=True, slots=True)
class Published:
    """A yearly rate in percent, since when it holds, and its mark."""

    since: date
    percent: Decimal
    mark: str

    @property
    def rate(self) -> Fraction:
        """The rate as a share of one."""
        return Fraction(self.percent) / 100


@cache
def _rows(file: str) -> tuple[dict[str, str], ...]:
    with (TABLES / file).open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


@cache
def lpr_table(over_five_years: bool = False) -> tuple[Published, ...]:
    """Every published LPR of the one-year or the over-five-years kind, in order."""
    column = "lpr_over5y_pct" if over_five_years else "lpr_1y_pct"
    return tuple(
        Published(date.fromisoformat(r["published_on"]), Decimal(r[column]), r["mark"]) for r in _rows("lpr.csv")
    )


@cache
def benchmark_table(months: int) -> tuple[Published, ...]:
    """Every benchmark lending rate for a term of so many months, in order."""
    column = next((c for longest, c in BANDS if months <= longest), "over5y_pct")
    mark = "mark_over5y" if column == "over5y_pct" else "mark"
    return tuple(
        Published(date.fromisoformat(r["in_force_from"]), Decimal(r[column]), r[mark])
        for r in _rows("benchmark_rates.csv")
    )


def in_force(table: tuple[Published, ...], on: date) -> Published:
    """The last rate published on or before a day. Raises BeyondTable before the first."""
    place = bisect_right([p.since for p in table], on) - 1
    if place < 0:
        raise beyond("利率表", on, table[0].since, table[-1].since)
    return table[place]


def lpr(on: date, over_five_years: bool = False) -> Published:
    """The LPR in force on a day. Raises BeyondTable before 2019-08-20 and too long after the last row.

    >>> lpr(date(2021, 9, 21)).percent, lpr(date(2024, 10, 20)).percent, lpr(date(2024, 10, 21)).percent
    (Decimal('3.85'), Decimal('3.35'), Decimal('3.10'))
    """
    table = lpr_table(over_five_years)
    if on > table[-1].since + HOLDS:
        raise beyond("LPR 表", on, table[0].since, table[-1].since + HOLDS)
    return in_force(table, on)


def benchmark(on: date, months: int) -> Published:
    """The benchmark lending rate for a term, in force until 2019-08-19."""
    return in_force(benchmark_table(months), min(on, LPR_FROM - timedelta(days=1)))


def market_rate(on: date, months: int = 12) -> Published:
    """LPR from 2019-08-20 on, before it the benchmark rate of the same term."""
    return lpr(on, over_five_years=months > 60) if on >= LPR_FROM else benchmark(on, months)


def beyond(table: str, on: date, first: date, last: date) -> BeyondTable:
    """The error for a day outside a table."""
    return BeyondTable(table=table, on=on.isoformat(), first=first.isoformat(), last=last.isoformat())
