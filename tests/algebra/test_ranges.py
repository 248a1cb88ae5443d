"""What a condition says of the other side's days never leaves out a day that can match."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from mingjing.algebra.derived import call
from mingjing.algebra.expression import Call, Col, Expr, Lit
from mingjing.algebra.ranges import limits_of
from mingjing.algebra.relation import EARLIEST
from mingjing.algebra.types import Type
from mingjing.engines.values import compiled

HERE, THERE = Col(Type.DATE, "here"), Col(Type.DATE, "there")
DAYS = [
    dt.date.min,
    dt.date.max,
    dt.date(1, 7, 1),
    dt.date(9999, 6, 30),
    *(dt.date(2024, m, d) for m, d in ((1, 30), (1, 31), (2, 28), (2, 29), (3, 1), (3, 30), (3, 31), (8, 31))),
    dt.date(2023, 2, 28),
]
LENGTHS = (0, 1, -1, 6, -6, 12, 400, -400)
SIGNS = ("ge", "gt", "le", "lt", "eq")


def forms(n: int) -> list[Expr]:
    """Every way of saying that two days are near each other."""
    length = Lit(Type.INT, n)
    found: list[Expr] = []
    for sign in SIGNS:
        for fn in ("add_days", "add_months"):
            found += [call(sign, THERE, call(fn, HERE, length)), call(sign, call(fn, THERE, length), HERE)]
            found += [call(sign, call(fn, HERE, length), THERE), call(sign, HERE, call(fn, THERE, length))]
        found += [call(sign, call("days", THERE, HERE), length), call(sign, call("days", HERE, THERE), length)]
    return found


@pytest.mark.parametrize("n", LENGTHS)
def test_a_day_that_matches_is_within_the_limits(n: int) -> None:
    for condition in forms(n):
        limits = limits_of(condition, frozenset({"here"}), frozenset({"there"}))
        assert limits, condition
        holds = compiled(condition, ("here", "there"), dt.date(2024, 1, 1))
        bounds = [(x.bound, compiled(x.day, ("here",), dt.date(2024, 1, 1))) for x in limits]
        for here in DAYS:
            for there in [*DAYS, *near(here, n)]:
                if holds((here, there)) is True:
                    for bound, day in bounds:
                        told = day((here,))
                        assert told <= there if bound is EARLIEST else there <= told, (condition, here, there, told)


def near(day: dt.date, n: int) -> list[dt.date]:
    """Days at the edge of a span of so many days from a day."""
    first = max(1, min(day.toordinal() + n, dt.date.max.toordinal()))
    return [dt.date.fromordinal(d) for d in range(max(1, first - 5), min(first + 5, dt.date.max.toordinal()) + 1)]


def test_a_limit_is_tight_where_nothing_is_shifted() -> None:
    for n in random.Random(1).sample(range(-1000, 1000), 20):
        (limit,) = limits_of(call("ge", THERE, call("add_days", HERE, n)), frozenset({"here"}), frozenset({"there"}))
        assert compiled(limit.day, ("here",), dt.date(2024, 1, 1))((dt.date(2024, 5, 5),)) == dt.date(
            2024, 5, 5
        ) + dt.timedelta(days=n)


@pytest.mark.parametrize(
    "condition",
    [
        call("or", call("ge", THERE, HERE), call("is_null", HERE)),
        call("ge", call("coalesce", THERE, HERE), HERE),
        call("ne", THERE, HERE),
        call("ge", HERE, HERE),
        call("ge", call("days", THERE, HERE), Lit(Type.INT, 10**12)),
    ],
)
def test_what_may_hold_otherwise_gives_no_limit(condition: Call) -> None:
    assert limits_of(condition, frozenset({"here"}), frozenset({"there"})) == ()
