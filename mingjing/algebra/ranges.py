"""From the condition of a match to the span of days in which the other side's rows must lie.

`debt_filed >= add_months(filed_on, -36)` says of the debts of a party that only those from 36 months before the case on
can match, so only those need be read. A span may be too wide, for the match itself looks again; never too narrow.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mingjing.algebra.derived import call
from mingjing.algebra.expression import Call, Col, Expr, Lit, columns
from mingjing.algebra.relation import EARLIEST, LATEST, Relation, Window
from mingjing.algebra.types import Type

FIRST, LAST = Lit(Type.DATE, dt.date.min), Lit(Type.DATE, dt.date.max)
FIRST_TO_LAST = (dt.date.max - dt.date.min).days
SLACK = 3
"""Days: a shift by months may end up to three days early, at the end of a shorter month."""
TURNED = {"ge": "le", "le": "ge", "gt": "lt", "lt": "gt", "eq": "eq"}
"""What a comparison says of its second argument."""
BOUNDS = {"ge": (EARLIEST,), "gt": (EARLIEST,), "le": (LATEST,), "lt": (LATEST,), "eq": (EARLIEST, LATEST)}


@dataclass(frozen=True)
class Limit:
    """A day of the other side's rows: `column` is not before, or not after, a day that this side's row tells."""

    column: str
    bound: str
    day: Expr


def apart(here: Relation, there: Relation) -> tuple[frozenset[str], frozenset[str]]:
    """The columns that only the one and only the other of two relations has: those that a condition may name."""
    return frozenset(here.schema.keys() - there.schema.keys()), frozenset(there.schema.keys() - here.schema.keys())


def days_seen(n: Window) -> tuple[Limit, ...]:
    """The days of the rows that a row's window sees, where it does not see its whole partition.

    Rows without a day come last: all others are before them, and over days they see each other alone.
    """
    if not n.order or n.input.field(n.order[0]).type is not Type.DATE:
        return ()
    column, kinds = n.order[0], {"before" if fn == "rank" else frame.kind for _, fn, _, frame in n.made}
    day = Col(Type.DATE, column)
    if kinds == {"days"}:
        longest = max(frame.days for _, _, _, frame in n.made)
        back = call("add_days", day, -min(longest, FIRST_TO_LAST))
        return (Limit(column, EARLIEST, back), Limit(column, LATEST, day))
    return (Limit(column, LATEST, call("coalesce", day, LAST)),) if "all" not in kinds else ()


def limits_of(condition: Expr | None, here: frozenset[str], there: frozenset[str]) -> tuple[Limit, ...]:
    """The limits that a condition puts on one column of the rows `there`, given those `here`; at most one of a kind."""
    found: dict[tuple[str, str], Limit] = {}
    for part in parts(condition):
        for limit in said_by(part, here, there):
            found.setdefault((limit.column, limit.bound), limit)
    often = Counter(limit.column for limit in found.values())
    return tuple(x for x in found.values() if x.column == often.most_common(1)[0][0])


def parts(e: Expr | None) -> Iterator[Expr]:
    """What must hold for the condition to hold."""
    if isinstance(e, Call) and e.fn == "and":
        for a in e.args:
            yield from parts(a)
    elif e is not None:
        yield e


def said_by(e: Expr, here: frozenset[str], there: frozenset[str]) -> Iterator[Limit]:
    """The limits that one comparison puts on a day there."""
    if not isinstance(e, Call) or e.fn not in BOUNDS:
        return
    for fn, (a, b) in ((e.fn, e.args), (TURNED[e.fn], e.args[::-1])):
        for bound in BOUNDS[fn]:
            if (limit := limit_on(bound, a, b, here, there)) is not None:
                yield limit


def limit_on(bound: str, a: Expr, b: Expr, here: frozenset[str], there: frozenset[str]) -> Limit | None:
    """The limit where `a` is a day there, perhaps shifted or counted from a day here, and `b` is known here."""
    if not columns(b) <= here:
        return None
    match a:
        case Col(type=Type.DATE, name=column) if column in there and b.type is Type.DATE:
            return Limit(column, bound, b)
        case Call(fn="add_days" | "add_months" as fn, args=(Col(type=Type.DATE, name=column), by)) if (
            column in there and columns(by) <= here and (by.type, b.type) == (Type.INT, Type.DATE)
        ):
            return Limit(column, bound, shifted_back(bound, fn, by, b))
        case Call(fn="days", args=(Col(type=Type.DATE, name=column), day)) if (
            column in there and columns(day) <= here and day.type is Type.DATE and whole_days(b)
        ):
            return Limit(column, bound, call("add_days", day, b))
        case Call(fn="days", args=(day, Col(type=Type.DATE, name=column))) if (
            column in there and columns(day) <= here and day.type is Type.DATE and whole_days(b)
        ):
            other = LATEST if bound == EARLIEST else EARLIEST
            return Limit(column, other, call("add_days", day, call("neg", b)))
    return None


def whole_days(b: Expr) -> bool:
    """Whether a number of days is a constant within the calendar, so that no sum overflows."""
    match b:
        case Lit(type=Type.INT, value=int(n)) | Call(fn="neg", args=(Lit(type=Type.INT, value=int(n)),)):
            return abs(n) < FIRST_TO_LAST
    return False


def shifted_back(bound: str, fn: str, by: Expr, day: Expr) -> Expr:
    """The day that, shifted, is the day given; a shift stops at the ends of the calendar, and there says nothing."""
    end = FIRST if bound == EARLIEST else LAST
    back = call(fn, day, call("neg", by))
    loose = call("add_days", back, -SLACK if bound == EARLIEST else SLACK)
    at_the_end = call("le" if bound == EARLIEST else "ge", day, end)
    return call("if", at_the_end, end, loose)
