"""The calendar that the formulas of a scenario count periods by."""

from functools import cache

from mingjing.algebra.calendar import Calendar, calendar_of
from mingjing.law.calendar import holidays


@cache
def working_days() -> Calendar:
    """Working days by the State Council's notices; Saturdays and Sundays are free in years without a notice."""
    known = holidays()
    return calendar_of(known.rest, known.work, known.first, known.last)
