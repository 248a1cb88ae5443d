"""Rest days and make-up workdays as the State Council gives notice of them each year.

Source: 国务院办公厅关于部分节假日安排的通知 of each year (`holidays.csv`: day, rest or work, number and date of the
notice, certainty mark); 2015 to 2026. Amendments within a year are in the rows. The rule that a period does not end on
such a day: 民法典 203 (2021-01-01), 民事诉讼法 85, 刑事诉讼法 105; custody is not extended (刑事诉讼法 105).
"""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Holidays(NamedTuple):
    """Days that are free or worked by notice, and the first and last day for which the notices are known."""

    rest: frozenset[dt.date]
    work: frozenset[dt.date]
    first: dt.date
    last: dt.date


@cache
def holidays() -> Holidays:
    """Every day of rest and make-up workday of the years for which the notices are known."""
    with Path(__file__).with_name("holidays.csv").open(encoding="utf-8") as lines:
        rows = [(dt.date.fromisoformat(r["day"]), r["kind"]) for r in csv.DictReader(lines)]
    rest, work = (frozenset(day for day, k in rows if k == kind) for kind in ("rest", "work"))
    days = rest | work
    return Holidays(rest, work, dt.date(min(days).year, 1, 1), dt.date(max(days).year, 12, 31))
