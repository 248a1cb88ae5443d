"""What every function of the expression language means, in plain Python; None is unknown.

This is the meaning that every database has to match: three-valued logic, money in whole fen, civil-law months.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Callable, Sequence
from typing import Any

from mingjing.algebra.expression import AsOf, Call, Col, Expr, Lit

Row = tuple[Any, ...]
Value = Callable[[Row], Any]


def strict(f: Callable[..., Any]) -> Callable[..., Any]:
    """`f`, unknown as soon as one argument is."""

    def known(*args: Any) -> Any:
        return None if any(a is None for a in args) else f(*args)

    return known


def add_days(day: dt.date, days: int) -> dt.date:
    """The day so many days later, within the calendar: 9999-12-31 is how registers write 长期."""
    number = day.toordinal() + days
    return dt.date.fromordinal(min(max(number, dt.date.min.toordinal()), dt.date.max.toordinal()))


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month `months` later, or the last day where there is none (民法典 202).

    As with `add_days`, the calendar is not left.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return dt.date.min if year < dt.MINYEAR else dt.date.max
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def half_up(x: float) -> int:
    """Nearest whole number, halves away from zero; adding a half first would lift 0.49999999999999994 to one."""
    whole, rest = divmod(abs(x), 1)
    return int(math.copysign(whole + (rest >= 0.5), x))


def logical_and(*args: bool | None) -> bool | None:
    """False if any is false, else unknown if any is unknown."""
    return False if False in args else None if None in args else True


def logical_or(*args: bool | None) -> bool | None:
    """True if any is true, else unknown if any is unknown."""
    return True if True in args else None if None in args else False


def member(value: Any, *options: Any) -> bool | None:
    """Whether the value is one of the options; unknown if it may be an unknown one."""
    if value is None:
        return None
    return True if value in options else None if None in options else False


def known_only(choose: Callable[[Sequence[Any]], Any]) -> Callable[..., Any]:
    """`choose` among the known arguments; unknown if there is none."""

    def chosen(*args: Any) -> Any:
        known = [a for a in args if a is not None]
        return choose(known) if known else None

    return chosen


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "eq": strict(lambda a, b: a == b),
    "ne": strict(lambda a, b: a != b),
    "lt": strict(lambda a, b: a < b),
    "le": strict(lambda a, b: a <= b),
    "gt": strict(lambda a, b: a > b),
    "ge": strict(lambda a, b: a >= b),
    "and": logical_and,
    "or": logical_or,
    "not": strict(lambda a: not a),
    "is_null": lambda a: a is None,
    "in": member,
    "add": strict(lambda a, b: a + b),
    "sub": strict(lambda a, b: a - b),
    "mul": strict(lambda a, b: a * b),
    "div": strict(lambda a, b: float(a) / float(b) if b else None),
    "neg": strict(lambda a: -a),
    "if": lambda c, a, b: a if c else b,
    "coalesce": lambda *args: next((a for a in args if a is not None), None),
    "least": known_only(min),
    "greatest": known_only(max),
    "abs": strict(abs),
    "round": strict(half_up),
    "days": strict(lambda later, earlier: (later - earlier).days),
    "add_days": strict(add_days),
    "add_months": strict(add_months),
    "year": strict(lambda day: day.year),
    "date_of": strict(lambda at: at.date()),
    "to_text": strict(str),
    "to_number": strict(float),
    "concat": strict(lambda a, b: a + b),
    "contains": strict(lambda a, b: b in a),
    "starts_with": strict(lambda a, b: a.startswith(b)),
    "length": strict(len),
}


def compiled(e: Expr, columns: Sequence[str], day: dt.date) -> Value:
    """A function from a row with these columns to the value of `e`, asked as of `day`."""
    match e:
        case Col():
            place = columns.index(e.name)
            return lambda row: row[place]
        case Lit():
            constant = e.value
            return lambda row: constant
        case AsOf():
            return lambda row: day
        case Call():
            return _called(e, [compiled(a, columns, day) for a in e.args])
    raise TypeError(type(e).__name__)


def _called(e: Call, args: list[Value]) -> Value:
    f = FUNCTIONS[e.fn]
    if len(args) == 2:
        a, b = args
        return lambda row: f(a(row), b(row))
    if len(args) == 1:
        (a,) = args
        return lambda row: f(a(row))
    return lambda row: f(*(a(row) for a in args))


def counted(values: list[Any]) -> int:
    """How many there are."""
    return len(values)


AGGREGATES: dict[str, Callable[[list[Any]], Any]] = {
    "count": counted,
    "count_distinct": lambda values: len(set(values)),
    "sum": lambda values: sum(values) if values else None,
    "min": lambda values: min(values, default=None),
    "max": lambda values: max(values, default=None),
    "any": lambda values: any(values) if values else None,
}
"""Each over the known values of one group."""
