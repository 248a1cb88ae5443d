"""Statutory rest days and make-up workdays, and civil-law arithmetic on days.

Source: 国务院办公厅关于部分节假日安排的通知 of each year (`tables/holidays.csv`: day, rest or work, number and date of
the notice, certainty mark); 2015 to 2026. Amendments within a year are in the rows. A weekday in no notice is a
workday, a weekend day in no notice a rest day. The rule that a period does not end on a rest day: 民法典 203
(2021-01-01), 民事诉讼法 85, 刑事诉讼法 105; custody is not extended (刑事诉讼法 105).
"""

from __future__ import annotations

import calendar
import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("tables") / "holidays.csv"
DAY = timedelta(days=1)


class Holidays(NamedTuple):
    """Days that are free or worked by notice, and the first and last day for which the notices are known."""

    rest: frozenset[date]
    work: frozenset[date]
    first: date
    last: date


@cache
def holidays() -> Holidays:
    """Every day of rest and make-up workday of the years for which the notices are known."""
    with FILE.open(encoding="utf-8") as lines:
        rows = [(date.fromisoformat(r["day"]), r["kind"]) for r in csv.DictReader(lines)]
    rest, work = (frozenset(day for day, k in rows if k == kind) for kind in ("rest", "work"))
    days = rest | work
    return Holidays(rest, work, date(min(days).year, 1, 1), date(max(days).year, 12, 31))


def noticed(day: date) -> bool:
    """Whether the notice of the day's year is known."""
    return holidays().first <= day <= holidays().last


def rests(day: date) -> bool:
    """Whether a day is a rest day.

    >>> rests(date(2025, 10, 1)), rests(date(2025, 4, 27)), rests(date(2025, 4, 26))
    (True, False, True)
    """
    known = holidays()
    return day in known.rest or (day.weekday() >= 5 and day not in known.work)


def workday_from(day: date) -> date:
    """The day itself, or the first workday after it."""
    while rests(day):
        day += DAY
    return day


def last_of_month(day: date) -> bool:
    """Whether a day ends its month."""
    return (day + DAY).day == 1


def months_after(day: date, months: int, keep_last: bool = False) -> date:
    """The same day so many months on; a day that the month lacks is its last. `keep_last`: a last day stays a last day.

    >>> months_after(date(2025, 1, 31), 1), months_after(date(2025, 2, 28), 3, keep_last=True)
    (datetime.date(2025, 2, 28), datetime.date(2025, 5, 31))
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, last if keep_last and last_of_month(day) else min(day.day, last))
