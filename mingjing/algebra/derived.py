"""Functions that are made of others: what each means, so that a database needs no words of its own for them.

Python says directly what they mean (`engines/values.py`); that both agree is tested for every engine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from mingjing.algebra.calendar import DIGITS, SATURDAY
from mingjing.algebra.expression import Call, Constant, Expr, Lit
from mingjing.algebra.functions import TABLE
from mingjing.algebra.types import Type

PARTS_OF_RATE = 100_000_000
"""A rate counts to eight places."""
PARTS_OF_PERCENT = 1_000_000
PRIME = 2_147_483_647
"""The greatest number that fits four bytes; a prime, so that remainders by it spread evenly."""
MONDAY = dt.date(1, 1, 1)


def call(fn: str, *args: Expr | int) -> Expr:
    """A function of the table on checked arguments; whole numbers may stand for themselves."""
    checked = tuple(whole(a) if isinstance(a, int) else a for a in args)
    result = TABLE[fn].gives(tuple(a.type for a in checked))
    assert result is not None, f"{fn} does not take these"
    return Call(result, fn, checked)


def whole(n: int) -> Lit:
    """A whole number."""
    return Lit(Type.INT, n)


def text(value: Constant) -> Lit:
    """A text."""
    return Lit(Type.TEXT, value)


def at_rate(parts: int, places: int) -> Callable[..., Expr]:
    """An amount at a rate given in parts, the rate rounded first to whole smallest parts."""

    def made(amount: Expr, rate: Expr) -> Expr:
        return call("mul_div", amount, call("round", call("mul", rate, places)), parts)

    return made


def add_months_end(day: Expr, months: Expr) -> Expr:
    """Months later, from the end of a month to the end of a month."""
    later = call("add_months", day, months)
    return call("if", call("eq", call("end_of_month", day), day), call("end_of_month", later), later)


def quarter(day: Expr) -> Expr:
    """Which quarter of the year."""
    return call("idiv", call("add", call("month", day), 2), 3)


def weekday(day: Expr) -> Expr:
    """1 for Monday to 7 for Sunday."""
    return call("add", call("mod", call("days", day, Lit(Type.DATE, MONDAY)), 7), 1)


def full_years(later: Expr, earlier: Expr) -> Expr:
    """Years that have passed whole."""
    years = call("sub", call("year", later), call("year", earlier))
    too_far = call("gt", call("add_months", earlier, call("mul", years, 12)), later)
    return call("if", too_far, call("sub", years, 1), years)


def next_workday(day: Expr, first: Expr, steps: Expr) -> Expr:
    """The day itself or the first working day after it: by the calendar where it is known, else by the week."""
    place = call("days", day, first)
    digit = Call(Type.TEXT, "substr", (steps, call("add", place, 1), whole(1)))
    listed = call("add_days", day, call("sub", call("position", text(DIGITS), digit), 1))
    assert isinstance(steps, Lit) and isinstance(steps.value, str), "the calendar is written into the formula"
    known = call("and", call("ge", place, 0), call("lt", place, len(steps.value)))
    of_week = call("mod", call("days", day, Lit(Type.DATE, MONDAY)), 7)
    saturday = call("if", call("eq", of_week, SATURDAY), call("add_days", day, 2), day)
    by_week = call("if", call("eq", of_week, SATURDAY + 1), call("add_days", day, 1), saturday)
    return call("if", known, listed, by_week)


def is_workday(day: Expr, first: Expr, steps: Expr) -> Expr:
    """Whether nothing is put off."""
    return call("eq", next_workday(day, first, steps), day)


def period_end(day: Expr, n: Expr, first: Expr, steps: Expr) -> Expr:
    """The last day of a period of days."""
    return call("next_workday", call("add_days", day, n), first, steps)


def period_end_months(day: Expr, n: Expr, first: Expr, steps: Expr) -> Expr:
    """The last day of a period of months."""
    return call("next_workday", call("add_months", day, n), first, steps)


def bucket(key: Expr, buckets: Expr, seed: Expr) -> Expr:
    """A number below `buckets` that looks like chance and depends on the key and the seed alone.

    Three rounds of multiplying and squaring modulo a prime; no step leaves eight bytes.
    """
    start = call(
        "add", call("mul", call("mod", call("abs", key), PRIME), 48_271), call("mod", call("abs", seed), PRIME)
    )
    mixed = call("mod", start, PRIME)
    squared = call("mod", call("add", call("mul", mixed, mixed), 12_345), PRIME)
    return call("mod", call("mod", call("mul", squared, 69_621), PRIME), buckets)


DERIVED: dict[str, Callable[..., Expr]] = {
    "mul_rate": at_rate(PARTS_OF_RATE, PARTS_OF_RATE),
    "percent_of": at_rate(PARTS_OF_RATE, PARTS_OF_PERCENT),
    "add_months_end": add_months_end,
    "quarter": quarter,
    "weekday": weekday,
    "full_years": full_years,
    "next_workday": next_workday,
    "is_workday": is_workday,
    "period_end": period_end,
    "period_end_months": period_end_months,
    "bucket": bucket,
}


def plain(e: Call) -> Expr | None:
    """A derived function as the others that it is made of; None for one that stands for itself."""
    return DERIVED[e.fn](*e.args) if e.fn in DERIVED else None
