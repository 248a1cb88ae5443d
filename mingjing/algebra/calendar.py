"""Which days are worked: data that formulas about periods are read with. The algebra itself knows no holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """For each day from `first` on, how many days later the next working day is, as one digit; 0 is a working day.

    Before and after, Saturdays and Sundays are the days of rest.
    """

    first: dt.date
    steps: str


def calendar_of(rest: Collection[dt.date], work: Collection[dt.date], first: dt.date, last: dt.date) -> Calendar:
    """The calendar between two days of which `rest` are free though they may be weekdays, and `work` the reverse."""
    days = [first + dt.timedelta(n) for n in range((last - first).days + 1)]
    steps: list[int] = [0 if is_worked(last + dt.timedelta(1), rest, work) else ordinary_step(last + dt.timedelta(1))]
    for day in reversed(days):
        steps.append(0 if is_worked(day, rest, work) else steps[-1] + 1)
    return Calendar(first, "".join(DIGITS[s] for s in reversed(steps[1:])))


def is_worked(day: dt.date, rest: Collection[dt.date], work: Collection[dt.date]) -> bool:
    """Whether a day is a working day."""
    return day in work or (day not in rest and day.weekday() < SATURDAY)


def ordinary_step(day: dt.date) -> int:
    """Days to the next weekday, where no holidays are known."""
    return max(7 - day.weekday(), 0) if day.weekday() >= SATURDAY else 0
