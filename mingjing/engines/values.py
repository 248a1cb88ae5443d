"""What every function of the expression language means, in plain Python; None is unknown.

This is the meaning that every database has to match: three-valued logic, money in whole fen, civil-law months.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Callable, Sequence
from typing import Any

from mingjing.algebra.calendar import DIGITS, SATURDAY
from mingjing.algebra.derived import PARTS_OF_PERCENT, PARTS_OF_RATE, PRIME
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


def divided_whole(a: int, b: int) -> int | None:
    """The whole part of a quotient, towards zero; nothing by zero."""
    return None if b == 0 else abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


def remainder(a: int, b: int) -> int | None:
    """What `divided_whole` leaves; it has the sign of `a`."""
    return None if b == 0 else abs(a) % abs(b) * (1 if a >= 0 else -1)


def mul_div(amount: int, times: int, by: int) -> int | None:
    """amount * times / by, exact, halves away from zero."""
    if by == 0:
        return None
    whole = (2 * abs(amount * times) + abs(by)) // (2 * abs(by))
    return whole if (amount * times < 0) == (by < 0) else -whole


def at_rate(amount: int, rate: float, places: int) -> int | None:
    """An amount at a rate, which counts to eight places."""
    return mul_div(amount, half_up(rate * places), PARTS_OF_RATE)


def end_of_month(day: dt.date) -> dt.date:
    """The last day of the month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months_end(day: dt.date, months: int) -> dt.date:
    """As `add_months`, but from the last day of a month to the last day of a month."""
    later = add_months(day, months)
    return end_of_month(later) if end_of_month(day) == day else later


def full_years(later: dt.date, earlier: dt.date) -> int:
    """Years that have passed whole."""
    years = later.year - earlier.year
    return years - 1 if add_months(earlier, years * 12) > later else years


def next_workday(day: dt.date, first: dt.date, steps: str) -> dt.date:
    """The day itself or the first working day after it."""
    place = (day - first).days
    if 0 <= place < len(steps):
        return add_days(day, DIGITS.index(steps[place]))
    return add_days(day, max(7 - day.weekday(), 0) if day.weekday() >= SATURDAY else 0)


def period_end(day: dt.date, n: int, first: dt.date, steps: str) -> dt.date:
    """The last day of a period of days."""
    return next_workday(add_days(day, n), first, steps)


def period_end_months(day: dt.date, n: int, first: dt.date, steps: str) -> dt.date:
    """The last day of a period of months."""
    return next_workday(add_months(day, n), first, steps)


def bucket(key: int, buckets: int, seed: int) -> int:
    """A number below `buckets` that looks like chance and depends on the key and the seed alone."""
    mixed = (abs(key) % PRIME * 48_271 + abs(seed) % PRIME) % PRIME
    return (mixed * mixed + 12_345) % PRIME * 69_621 % PRIME % buckets


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
    "idiv": strict(divided_whole),
    "mod": strict(remainder),
    "mul_div": strict(mul_div),
    "mul_rate": strict(lambda amount, rate: at_rate(amount, rate, PARTS_OF_RATE)),
    "percent_of": strict(lambda amount, percent: at_rate(amount, percent, PARTS_OF_PERCENT)),
    "days": strict(lambda later, earlier: (later - earlier).days),
    "add_days": strict(add_days),
    "add_months": strict(add_months),
    "add_months_end": strict(add_months_end),
    "end_of_month": strict(end_of_month),
    "year": strict(lambda day: day.year),
    "quarter": strict(lambda day: (day.month + 2) // 3),
    "month": strict(lambda day: day.month),
    "day": strict(lambda day: day.day),
    "weekday": strict(lambda day: day.isoweekday()),
    "full_years": strict(full_years),
    "next_workday": strict(next_workday),
    "is_workday": strict(lambda day, first, steps: next_workday(day, first, steps) == day),
    "period_end": strict(period_end),
    "period_end_months": strict(period_end_months),
    "date_of": strict(lambda at: at.date()),
    "to_text": strict(str),
    "to_number": strict(float),
    "concat": strict(lambda a, b: a + b),
    "contains": strict(lambda a, b: b in a),
    "starts_with": strict(lambda a, b: a.startswith(b)),
    "ends_with": strict(lambda a, b: a.endswith(b)),
    "position": strict(lambda a, b: a.find(b) + 1),
    "substr": strict(lambda a, start, n: a[start - 1 : start - 1 + n]),
    "length": strict(len),
    "bucket": strict(bucket),
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
