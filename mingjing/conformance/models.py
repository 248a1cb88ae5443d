"""Random well-typed models over the tables of `court`."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping

from mingjing.algebra.expression import AsOf, Call, Col, Constant, Expr, Lit, both
from mingjing.algebra.functions import TABLE, aggregate_type
from mingjing.algebra.relation import (
    Aggregate,
    Derive,
    Distinct,
    Filter,
    Frame,
    Join,
    Project,
    Relation,
    Semi,
    Source,
    Union,
    Window,
    joined_scope,
    topological,
)
from mingjing.algebra.types import Field, Type
from mingjing.conformance.court import DATES, SOURCES, TEXTS

OPERATORS: tuple[str, ...] = (
    *("filter", "filter", "derive", "project", "join", "join", "outer", "semi", "anti"),
    *("aggregate", "aggregate", "window", "window", "window", "union", "distinct"),
)
CALENDAR = (Lit(Type.DATE, dt.date(2024, 1, 1)), Lit(Type.TEXT, ("1" + "00000" + "21") * 7))
"""Some weeks of an invented calendar: how many days it is to the next working day, day by day."""
NEAR = 0.3
"""How often the two sides of a match have to be near each other in time."""
MADE = (Type.INT, Type.FEN, Type.NUMBER, Type.TEXT, Type.BOOL, Type.DATE)


def call(fn: str, *args: Expr) -> Expr:
    """A call that the function table accepts."""
    result = TABLE[fn].gives(tuple(a.type for a in args))
    assert result is not None, (fn, args)
    return Call(result, fn, args)


class Models:
    """Draws models; `growing` columns are sums and products, which are not summed or multiplied again."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.count = 0
        self.growing: set[str] = set()

    def model(self, least: int = 2, most: int = 12) -> Relation:
        """A model of so many operators."""
        while True:
            n = self.over(self.rng.choice(SOURCES), self.rng.randint(least, most))
            below = topological(n)
            size = sum(not isinstance(r, Source) for r in below)
            if least <= size <= most + 3 and of_type(n, Type.INT) and sum(isinstance(r, Join) for r in below) < 3:
                return n

    def fresh(self, of: str = "") -> str:
        self.count += 1
        name = self.rng.choice(("c{}", "列{}", 'at"{}', "c {}")).format(self.count)
        if of in self.growing:
            self.growing.add(name)
        return name

    def over(self, n: Relation, left: int) -> Relation:
        """`n` with `left` operators put on it."""
        while left > 0:
            kind = self.rng.choice(OPERATORS)
            aside = self.rng.randint(0, left // 2) if kind in ("join", "outer", "semi", "anti") else 0
            n = getattr(self, kind)(n, aside) if kind in ("join", "outer", "semi", "anti") else getattr(self, kind)(n)
            left -= 1 + aside
        return n

    def renamed(self, n: Relation) -> Relation:
        return Project(n, tuple((self.fresh(c), c) for c in n.columns))

    # operators

    def filter(self, n: Relation) -> Relation:
        return Filter(n, self.condition(n.schema))

    def derive(self, n: Relation) -> Relation:
        made = tuple(self.made(self.value(self.rng.choice(MADE), n.schema, 2)) for _ in range(self.rng.randint(1, 2)))
        return Derive(n, made)

    def made(self, e: Expr) -> tuple[Field, Expr]:
        name = self.fresh()
        if e.type in (Type.INT, Type.FEN, Type.NUMBER):
            self.growing.add(name)
        return Field(name, e.type), e

    def project(self, n: Relation) -> Relation:
        kept = self.rng.sample(n.columns, self.rng.randint(max(1, len(n.columns) - 2), len(n.columns)))
        key = self.rng.choice(of_type(n, Type.INT) or n.columns)
        if key not in kept:
            kept.append(key)
        if self.rng.random() < 0.2:
            kept.append(self.rng.choice(n.columns))
        return Project(n, tuple((self.fresh(c), c) for c in kept))

    def join(self, n: Relation, aside: int, outer: bool = False) -> Relation:
        right, on, condition = self.other(n, aside, rename=True, often=0.7 if outer else 0.4)
        return Join(n, right, on, condition, outer)

    def outer(self, n: Relation, aside: int) -> Relation:
        return self.join(n, aside, outer=True)

    def semi(self, n: Relation, aside: int, negated: bool = False) -> Relation:
        right, on, condition = self.other(n, aside, rename=self.rng.random() < 0.5, often=0.4)
        return Semi(n, right, on, condition, negated)

    def anti(self, n: Relation, aside: int) -> Relation:
        return self.semi(n, aside, negated=True)

    def other(
        self, n: Relation, aside: int, rename: bool, often: float
    ) -> tuple[Relation, tuple[tuple[str, str], ...], Expr | None]:
        with_itself = self.rng.random() < 0.15 and not any(isinstance(r, Join) for r in topological(n))
        right = n if with_itself else self.over(self.rng.choice(SOURCES), aside)
        right = self.renamed(right) if rename else right
        pairs = [(a, b) for a in n.columns for b in right.columns if n.field(a).type == right.field(b).type]
        ints = [p for p in pairs if n.field(p[0]).type is Type.INT] or pairs
        on = dict.fromkeys([*self.rng.sample(ints, min(len(ints), 1)), *self.some(pairs, self.rng.choice((0, 0, 1)))])
        scope = joined_scope(n, right)
        condition = self.condition(scope) if scope and self.rng.random() < often else None
        near = self.near(n, right, scope) if self.rng.random() < NEAR else None
        return right, tuple(on), both(near, condition)

    def near(self, n: Relation, right: Relation, scope: Mapping[str, Field]) -> Expr | None:
        """That a day of one side is near a day of the other."""
        here, there = ([c for c in of_type(r, Type.DATE) if c in scope] for r in (n, right))
        if not here or not there:
            return None
        days = [column(n, self.rng.choice(here)), column(right, self.rng.choice(there))]
        a, b = self.rng.sample(days, 2)
        length = Lit(Type.INT, self.rng.choice((0, 1, 30, -1)))
        gap, shift = call("days", a, b), self.rng.choice(("add_days", "add_months"))
        forms = (
            call(self.rng.choice(("ge", "le", "gt", "lt", "eq")), a, call(shift, b, length)),
            call(self.rng.choice(("ge", "le")), call(shift, a, length), b),
            call(self.rng.choice(("ge", "le", "gt", "lt")), gap, length),
            call(self.rng.choice(("ge", "le")), a, b),
        )
        return call("and", *self.rng.sample(forms, 2)) if self.rng.random() < 0.5 else self.rng.choice(forms)

    def some(self, of: list[tuple[str, str]], many: int) -> list[tuple[str, str]]:
        return self.rng.sample(of, min(many, len(of)))

    def aggregate(self, n: Relation) -> Relation:
        by = self.rng.sample(n.columns, self.rng.randint(1, min(3, len(n.columns))))
        key = self.rng.choice(of_type(n, Type.INT) or n.columns)
        by = by if key in by or self.rng.random() < 0.3 else [key, *by]
        return Aggregate(n, tuple(by), tuple(self.summary(n) for _ in range(self.rng.randint(1, 3))))

    def summary(self, n: Relation) -> tuple[Field, str, str | None]:
        fn = self.rng.choice(("count", "count", "count_distinct", "sum", "min", "max", "any"))
        fits = [c for c in n.columns if aggregate_type(fn, n.field(c).type) is not None]
        fits = [c for c in fits if fn != "sum" or c not in self.growing]
        if (fn == "count" and self.rng.random() < 0.5) or not fits:
            return Field(self.fresh(), Type.INT), "count", None
        of = self.rng.choice(fits)
        name = self.fresh(of)
        if fn == "sum":
            self.growing.add(name)
        type_ = aggregate_type(fn, n.field(of).type)
        assert type_ is not None
        return Field(name, type_), fn, of

    def window(self, n: Relation) -> Relation:
        """The partition holds no NULL, and the order tells all rows apart but for repeats."""
        partition = self.rng.sample(n.columns, 1 if self.rng.random() < 0.7 else min(2, len(n.columns)))
        n = self.without_null(n, partition)
        dates = of_type(n, Type.DATE)
        first = [self.rng.choice(dates)] if dates else []
        order = [*first, *self.rng.sample([c for c in n.columns if c not in first], len(n.columns) - len(first))]
        kinds = ["all", "before", "rank", *(["days", "days"] if dates else [])]
        return Window(n, tuple(partition), tuple(order), tuple(self.seen(n, self.rng.choice(kinds)) for _ in range(2)))

    def without_null(self, n: Relation, partition: list[str]) -> Relation:
        for c in partition:
            n = Filter(n, call("not", call("is_null", column(n, c))))
        return n

    def seen(self, n: Relation, kind: str) -> tuple[Field, str, str | None, Frame]:
        if kind == "rank":
            return Field(self.fresh(), Type.INT), "rank", None, Frame("all")
        return (*self.summary(n), Frame(kind, self.rng.choice((0, 1, 30, 60_000)) if kind == "days" else 0))

    def union(self, n: Relation) -> Relation:
        other = n if self.rng.random() < 0.3 else self.filter(n)
        if self.rng.random() < 0.3:
            same = self.rng.choice(n.columns)
            kept = tuple((c, self.rng.choice(alike(n, c)) if c == same else c) for c in n.columns)
            self.growing.update(c for c, old in kept if old in self.growing)
            other = Project(other, kept)
        return Union((n, other) if self.rng.random() < 0.8 else (n, other, n))

    def distinct(self, n: Relation) -> Relation:
        return Distinct(n)

    # expressions

    def condition(self, scope: Mapping[str, Field]) -> Expr:
        found = self.value(Type.BOOL, scope, 3)
        found = found if found.type is Type.BOOL else call("is_null", found)
        return found if self.rng.random() < 0.5 else call("or", found, self.value(Type.BOOL, scope, 2))

    def value(self, type_: Type, scope: Mapping[str, Field], depth: int) -> Expr:
        """An expression of that type over these columns."""
        if depth <= 0 or self.rng.random() < 0.25:
            return self.leaf(type_, scope)
        made: Expr = getattr(self, f"a_{type_.value}")(scope, depth - 1)
        return made

    def leaf(self, type_: Type, scope: Mapping[str, Field]) -> Expr:
        known = [c for c, f in scope.items() if f.type is type_]
        if known and self.rng.random() < 0.8:
            return Col(type_, self.rng.choice(known))
        return AsOf() if type_ is Type.DATE and self.rng.random() < 0.3 else self.constant(type_)

    def constant(self, type_: Type) -> Expr:
        r = self.rng
        chosen: dict[Type, Constant] = {
            Type.INT: r.randrange(-2, 6),
            Type.FEN: r.choice((0, 100, 10**12)),
            Type.NUMBER: r.randrange(-20, 20) / 8,
            Type.TEXT: r.choice(TEXTS),
            Type.BOOL: r.random() < 0.5,
            Type.DATE: r.choice(DATES),
        }
        return Lit(type_, chosen[type_]) if r.random() < 0.93 else Lit(Type.UNKNOWN, None)

    def small(self, type_: Type, scope: Mapping[str, Field]) -> Expr:
        """A value that may be multiplied or added without leaving what fits."""
        known = [c for c, f in scope.items() if f.type is type_ and c not in self.growing]
        return Col(type_, self.rng.choice(known)) if known else self.known(type_)

    def known(self, type_: Type) -> Expr:
        made = self.constant(type_)
        return made if made.type is type_ else self.known(type_)

    def a_int(self, scope: Mapping[str, Field], depth: int) -> Expr:
        day, text = (self.value(t, scope, depth) for t in (Type.DATE, Type.TEXT))
        match self.rng.randrange(11):
            case 0:
                return call(self.rng.choice(("days", "full_years")), day, self.value(Type.DATE, scope, depth))
            case 1:
                return call(self.rng.choice(("year", "quarter", "month", "day", "weekday")), day)
            case 7:
                return call(self.rng.choice(("idiv", "mod")), *(self.small(Type.INT, scope) for _ in "ab"))
            case 8:
                return call("position", text, self.leaf(Type.TEXT, scope))
            case 9:
                return call("bucket", self.small(Type.INT, scope), Lit(Type.INT, 7), Lit(Type.INT, 3))
            case 2:
                return call("length", text)
            case 3:
                return call(self.rng.choice(("add", "sub", "mul")), *(self.small(Type.INT, scope) for _ in "ab"))
            case 4:
                return call(self.rng.choice(("neg", "abs")), self.small(Type.INT, scope))
            case 5:
                return call("round", self.small(Type.NUMBER, scope))
        return self.either(Type.INT, scope, depth)

    def a_fen(self, scope: Mapping[str, Field], depth: int) -> Expr:
        match self.rng.randrange(6):
            case 4:
                by, over = self.rng.randrange(-3, 4), self.rng.choice((0, 1, 7, -2))
                return call("mul_div", self.small(Type.FEN, scope), Lit(Type.INT, by), Lit(Type.INT, over))
            case 5:
                rate = self.rng.choice((0.005, 0.0435, 1.5, -0.25))
                return call(
                    self.rng.choice(("mul_rate", "percent_of")), self.small(Type.FEN, scope), Lit(Type.NUMBER, rate)
                )
            case 0:
                return call(self.rng.choice(("add", "sub")), self.small(Type.FEN, scope), self.small(Type.FEN, scope))
            case 1:
                return call("mul", self.small(Type.FEN, scope), Lit(Type.INT, self.rng.randrange(1, 4)))
            case 2:
                return call(self.rng.choice(("abs", "neg")), self.small(Type.FEN, scope))
        return self.either(Type.FEN, scope, depth)

    def a_number(self, scope: Mapping[str, Field], depth: int) -> Expr:
        match self.rng.randrange(4):
            case 0:
                sums = [c for c in scope if scope[c].type is Type.FEN]
                above = Col(Type.FEN, self.rng.choice(sums)) if sums else self.known(Type.FEN)
                return call("div", above, self.small(Type.FEN, scope))
            case 1:
                return call("div", self.small(Type.NUMBER, scope), self.small(Type.INT, scope))
            case 2:
                return call("add", self.small(Type.NUMBER, scope), self.small(Type.INT, scope))
        return self.either(Type.NUMBER, scope, depth)

    def a_text(self, scope: Mapping[str, Field], depth: int) -> Expr:
        match self.rng.randrange(4):
            case 3:
                where = (Lit(Type.INT, self.rng.randrange(1, 4)) for _ in "ab")
                return call("substr", self.leaf(Type.TEXT, scope), *where)
            case 0:
                return call("concat", self.leaf(Type.TEXT, scope), self.leaf(Type.TEXT, scope))
            case 1:
                return call("to_text", self.leaf(Type.INT, scope))
        return self.either(Type.TEXT, scope, depth)

    def a_date(self, scope: Mapping[str, Field], depth: int) -> Expr:
        day = self.leaf(Type.DATE, scope)
        match self.rng.randrange(6):
            case 3:
                return call("end_of_month", day)
            case 4:
                return call("next_workday", day, *CALENDAR)
            case 5:
                fn = self.rng.choice(("period_end", "period_end_months"))
                return call(fn, day, Lit(Type.INT, self.rng.choice((-2, 0, 3, 15))), *CALENDAR)
            case 0:
                return call("add_days", day, Lit(Type.INT, self.rng.randrange(-400, 400)))
            case 1:
                return call(
                    self.rng.choice(("add_months", "add_months_end")),
                    day,
                    Lit(Type.INT, self.rng.choice((-13, -12, -1, 0, 1, 2, 36))),
                )
        return self.either(Type.DATE, scope, depth)

    def a_bool(self, scope: Mapping[str, Field], depth: int) -> Expr:
        type_ = self.rng.choice(MADE)
        a, b = self.value(type_, scope, depth), self.value(type_, scope, depth)
        match self.rng.randrange(8):
            case 7:
                return call("is_workday", self.leaf(Type.DATE, scope), *CALENDAR)
            case 0:
                return call("is_null", a)
            case 1:
                return call("in", a, *(self.constant(type_) for _ in range(self.rng.randint(1, 3))))
            case 2:
                said = (self.value(Type.BOOL, scope, depth) for _ in range(self.rng.choice((2, 2, 3))))
                return call(self.rng.choice(("and", "or")), *said)
            case 3:
                return call("not", self.value(Type.BOOL, scope, depth))
            case 4:
                texts = (self.leaf(Type.TEXT, scope) for _ in "ab")
                return call(self.rng.choice(("contains", "starts_with", "ends_with")), *texts)
        orders = ("eq", "ne") if type_ in (Type.TEXT, Type.BOOL) else ("eq", "ne", "lt", "le", "gt", "ge")
        return call(self.rng.choice(orders), a, b)

    def either(self, type_: Type, scope: Mapping[str, Field], depth: int) -> Expr:
        """A choice between two values of a type."""
        a, b = self.value(type_, scope, depth), self.value(type_, scope, depth)
        fn = self.rng.choice(("if", "coalesce", "least", "greatest"))
        if fn == "if" or (type_ in (Type.TEXT, Type.BOOL) and fn != "coalesce"):
            return call("if", self.value(Type.BOOL, scope, depth), a, b)
        return call(fn, a, b)


def column(n: Relation, name: str) -> Col:
    """The value of a column of a relation."""
    return Col(n.field(name).type, name)


def of_type(n: Relation, type_: Type) -> list[str]:
    """Columns of that type."""
    return [c for c, f in n.schema.items() if f.type is type_]


def alike(n: Relation, name: str) -> list[str]:
    """Columns of the same type as one."""
    return of_type(n, n.field(name).type)
