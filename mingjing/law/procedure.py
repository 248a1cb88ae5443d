"""Facts of procedure that papers repeat: the article on late performance, and the days for an appeal.

Source: 民事诉讼法 of 1991 as amended in 2007, 2012, 2021, 2023 (`late_performance.csv`: first day, article); the three
laws of procedure on periods for appeal (`appeal_days.csv`). Each row has its mark.
"""

from __future__ import annotations

import csv
import datetime as dt
from bisect import bisect_right
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def _late_performance() -> tuple[tuple[dt.date, str], ...]:
    with (_HERE / "late_performance.csv").open(encoding="utf-8") as lines:
        return tuple((dt.date.fromisoformat(row["since"]), row["article"]) for row in csv.DictReader(lines))


def late_performance_article(on: dt.date) -> str | None:
    """The article of the 民事诉讼法 on doubled interest for late performance that is in force on the day.

    >>> late_performance_article(dt.date(2016, 5, 1)), late_performance_article(dt.date(2024, 5, 1))
    ('253', '264')
    """
    rows = _late_performance()
    index = bisect_right([since for since, _ in rows], on)
    return rows[index - 1][1] if index else None


@cache
def _appeal_days() -> dict[tuple[str, str], int]:
    with (_HERE / "appeal_days.csv").open(encoding="utf-8") as lines:
        return {(row["category"], row["kind"]): int(row["days"]) for row in csv.DictReader(lines)}


def appeal_days(category: str, kind: str) -> int | None:
    """Days for an appeal against a first-instance paper; None where no appeal lies.

    >>> appeal_days("刑事", "判决书"), appeal_days("民事", "判决书"), appeal_days("执行", "裁定书")
    (10, 15, None)
    """
    return _appeal_days().get((category, kind))
