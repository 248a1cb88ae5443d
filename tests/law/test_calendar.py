"""The yearly notices add up, and periods end on the days that the worked examples give."""

from __future__ import annotations

import datetime as dt

import pytest

from mingjing.algebra.formula import Formulas
from mingjing.algebra.types import Field, Type
from mingjing.engines.values import compiled
from mingjing.law.calendar import holidays
from mingjing.scenario.workdays import working_days

FORMULAS = Formulas({}, working_days())
SCOPE = {"on": Field("on", Type.DATE)}

ENDS = [
    ("届满日(on, 15)", "2025-09-16", "2025-10-09"),
    ("届满日(on, 15)", "2025-09-20", "2025-10-09"),
    ("届满日(on, 15)", "2025-01-20", "2025-02-05"),
    ("届满日(on, 10)", "2025-09-26", "2025-10-09"),
    ("届满日(on, 5)", "2025-09-27", "2025-10-09"),
    ("届满日(on, 10)", "2026-02-05", "2026-02-24"),
    ("届满日(on, 30)", "2025-03-03", "2025-04-02"),
    ("届满日(on, 7)", "2024-09-30", "2024-10-08"),
    ("届满日(on, 15)", "2025-04-12", "2025-04-27"),
    ("届满日(on, 15)", "2020-01-17", "2020-02-03"),
    ("届满日(on, 10)", "2019-04-25", "2019-05-05"),
    ("届满日(on, 15)", "2015-08-19", "2015-09-06"),
    ("加月(on, 1)", "2025-01-31", "2025-02-28"),
    ("加月(on, 3)", "2025-02-28", "2025-05-28"),
    ("加月对月末(on, 3)", "2025-02-28", "2025-05-31"),
    ("顺延(加月对月末(on, 3))", "2025-02-28", "2025-06-03"),
    ("加月(on, 6)", "2024-08-31", "2025-02-28"),
    ("届满日(on, 15)", "2031-03-01", "2031-03-17"),
]
"""Formula, first day, end; the last lies beyond the notices, where Saturdays and Sundays are free."""


@pytest.mark.parametrize(("formula", "on", "end"), ENDS)
def test_a_period_ends_on_the_day_the_law_says(formula: str, on: str, end: str) -> None:
    value = compiled(FORMULAS.read(formula, SCOPE), ["on"], dt.date(2025, 1, 1))
    assert value((dt.date.fromisoformat(on),)) == dt.date.fromisoformat(end)


@pytest.mark.parametrize("year", range(2015, 2027))
def test_free_weekdays_less_made_up_days_are_as_many_as_the_holidays_of_the_year(year: int) -> None:
    known = holidays()
    free = sum(day.year == year and day.weekday() < 5 for day in known.rest)
    made_up = sum(day.year == year for day in known.work)
    assert free - made_up == (12 if year == 2015 else 13 if year == 2020 or year >= 2025 else 11)


def test_the_calendar_covers_whole_years() -> None:
    known, calendar = holidays(), working_days()
    assert (known.first, known.last) == (dt.date(2015, 1, 1), dt.date(2026, 12, 31))
    assert len(calendar.steps) == (known.last - known.first).days + 1
