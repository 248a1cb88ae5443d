"""Average wages of a region by year (`tables/average_wages.csv`), each with its mark."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mingjing.law.errors import BeyondTable

FILE = Path(__file__).with_name("tables") / "average_wages.csv"


@dataclass(frozen=True, slots=True)
class Wage:
    """Average wage of a year, in fen, and its mark."""

    region: str
    year: int
    monthly_fen: int
    annual_fen: int
    mark: str


@cache
def wages(region: str) -> dict[int, Wage]:
    """A region's average wages by year."""
    with FILE.open(encoding="utf-8") as lines:
        rows = [r for r in csv.DictReader(lines) if r["region"] == region and r["monthly_yuan"]]
    return {
        int(r["year"]): Wage(
            region, int(r["year"]), int(r["monthly_yuan"]) * 100, int(r["annual_yuan"]) * 100, r["mark"]
        )
        for r in rows
    }


def wage_of(region: str, year: int) -> Wage:
    """The wage of that year, or the newest published before it. Raises BeyondTable."""
    known = wages(region)
    years = [y for y in known if y <= year]
    if not years:
        bounds = sorted(known) or [0]
        raise BeyondTable(table=f"{region}平均工资表", on=str(year), first=str(bounds[0]), last=str(bounds[-1]))
    return known[max(years)]
