"""The clock: a model in which every row carries the moment it is asked for.

`lift(r)` has the columns of `r` and `_at`; its rows at `_at` = t are the rows of `r` asked as of t. It is only ever
evaluated under a demand that gives the moments, so that replay asks each case at its own moment, in one statement.
"""

from __future__ import annotations

from functools import cache

from mingjing.algebra.expression import AsOf, Call, Col, Expr, rewrite
from mingjing.algebra.relation import (
    AT_FIELD,
    Aggregate,
    Derive,
    Distinct,
    Filter,
    Join,
    Project,
    Relation,
    Semi,
    Source,
    Union,
    Window,
)
from mingjing.algebra.types import Type

AT = AT_FIELD.name
AT_RIGHT = "_at_right"


def at_its_moment(e: Expr) -> Expr:
    """`e` with the day asked taken from the row."""
    day = Call(Type.DATE, "date_of", (Col(Type.TIME, AT),))
    return rewrite(e, lambda x: day if isinstance(x, AsOf) else None)


def optional(e: Expr | None) -> Expr | None:
    """`at_its_moment` where there is a condition."""
    return None if e is None else at_its_moment(e)


@cache
def lift(r: Relation) -> Relation:
    """`r` with each row's moment beside it."""
    match r:
        case Source():
            return Source(r.table, r.given, clocked=True)
        case Filter():
            return Filter(lift(r.input), at_its_moment(r.condition))
        case Derive():
            made = tuple((f, at_its_moment(e)) for f, e in r.made)
            return _columns_in_order(Derive(lift(r.input), made), r)
        case Project():
            return Project(lift(r.input), (*r.kept, (AT, AT)))
        case Distinct():
            return Distinct(lift(r.input))
        case Aggregate():
            return _columns_in_order(Aggregate(lift(r.input), (*r.by, AT), r.made), r)
        case Window():
            return _columns_in_order(Window(lift(r.input), (*r.partition, AT), r.order, r.made), r)
        case Join():
            return _lift_join(r)
        case Semi():
            return Semi(lift(r.left), lift(r.right), (*r.on, (AT, AT)), optional(r.condition), r.negated)
        case Union():
            return Union(tuple(lift(p) for p in r.parts))
    raise TypeError(type(r).__name__)


def _columns_in_order(made: Relation, like: Relation) -> Relation:
    return Project(made, tuple((c, c) for c in (*like.columns, AT)))


def _lift_join(r: Join) -> Relation:
    right = lift(r.right)
    apart = Project(right, tuple((AT_RIGHT if c == AT else c, c) for c in right.columns))
    joined = Join(lift(r.left), apart, (*r.on, (AT, AT_RIGHT)), optional(r.condition), r.outer)
    return _columns_in_order(joined, r)
