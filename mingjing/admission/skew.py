"""Joins that would explode: how many rows they give is estimated before any of them is made.

First from the frequencies that the database keeps: a join by a column of two tables gives at most the square root of
the product of their sums of squared frequencies. What is over the limit by that is counted, key by key, without being
joined: a filter before the join may have taken the heavy keys away.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from math import sqrt

import pyarrow as pa

from mingjing.admission.bounds import Weigh
from mingjing.admission.places import Places
from mingjing.admission.report import Finding, Limits
from mingjing.algebra.derived import call
from mingjing.algebra.expression import Col
from mingjing.algebra.relation import Aggregate, Derive, Filter, Join, Project, Relation, Semi, Union, topological
from mingjing.algebra.types import Field, Type
from mingjing.engines.sql import readers_of
from mingjing.running.access import origin

Screen = Callable[[Relation, dt.datetime], pa.Table]
ANY = (float("inf"), float("inf"))
HERE, THERE, PAIRS = "_here", "_there", "_pairs"


def exploding(places: Places, weigh: Weigh, screen: Screen, at: dt.datetime, limits: Limits) -> Iterator[Finding]:
    """The boxes whose join gives far more rows than it is given; what is made of them is not looked at."""
    roots, guess = places.roots(), Guess(weigh)
    found: set[Relation] = set()
    for n in topological(*roots):
        if not isinstance(n, Join) or not n.on or found & set(topological(n)):
            continue
        if guess.rows(n) <= limits.join_rows:
            continue
        rows, given = counted(n, screen, at)
        if rows > max(limits.join_rows, limits.growth * given):
            found.add(n)
            name, title = places.node(n)
            by = "、".join(n.left.field(a).shown for a, _ in n.on)
            problem = f"按{by}多对多关联，{given:,.0f} 行会变成约 {rows:,.0f} 行"
            yield Finding("skewed", name, title, problem, cure(n, readers_of(*roots)))


class Guess:
    """Rows by the frequencies of the tables' columns, filters not counted; where a key is computed, any number."""

    def __init__(self, weigh: Weigh) -> None:
        self.weigh = weigh
        self.known: dict[Relation, tuple[float, float]] = {}

    def rows(self, n: Join) -> float:
        """Rows that a join gives."""
        return self._join(n)[0]

    def growth(self, n: Relation) -> float:
        """How many rows there are for each row of the tables below."""
        if isinstance(n, Join):
            return self._join(n)[1]
        if isinstance(n, Union):
            return sum(map(self.growth, n.parts))
        return self.growth(n.inputs[0]) if n.inputs else 1.0

    def _join(self, n: Join) -> tuple[float, float]:
        if n not in self.known:
            left, right = self.growth(n.left), self.growth(n.right)
            self.known[n] = min((self._by(n, a, b, left, right) for a, b in n.on), default=ANY)
        return self.known[n]

    def _by(self, n: Join, a: str, b: str, left: float, right: float) -> tuple[float, float]:
        at = origin(n.left, a), origin(n.right, b)
        if at[0] is None or at[1] is None:
            return ANY
        here, there = self.weigh(*at[0]), self.weigh(*at[1])
        rows = sqrt(here.pairs * there.pairs) * left * right
        return rows, max(1.0, rows / max(1.0, min(here.rows, there.rows)))


def counted(n: Join, screen: Screen, at: dt.datetime) -> tuple[float, float]:
    """Rows of a join, and of its two inputs, counted by their keys without joining them."""
    pairs = screen(joined_size(n), at).to_pylist()[0][PAIRS] or 0
    given = sum(screen(size(side), at).to_pylist()[0][HERE] or 0 for side in (n.left, n.right))
    return float(pairs), float(given)


def size(n: Relation) -> Relation:
    """How many rows a relation has."""
    return Aggregate(n, (), ((Field(HERE, Type.INT), "count", None),))


def joined_size(n: Join) -> Relation:
    """How many rows a join has: for each key those of one side times those of the other."""
    left = Aggregate(n.left, tuple(dict.fromkeys(a for a, _ in n.on)), ((Field(HERE, Type.INT), "count", None),))
    grouped = Aggregate(n.right, tuple(dict.fromkeys(b for _, b in n.on)), ((Field(THERE, Type.INT), "count", None),))
    right = Project(grouped, (*((f"_{i}", b) for i, (_, b) in enumerate(n.on)), (THERE, THERE)))
    keys = tuple((a, f"_{i}") for i, (a, _) in enumerate(n.on))
    times = call("mul", Col(Type.INT, HERE), Col(Type.INT, THERE))
    each = Derive(Join(left, right, keys), ((Field(PAIRS, Type.INT), times),))
    return Aggregate(each, (), ((Field(PAIRS, Type.INT), "sum", PAIRS),))


def cure(n: Join, readers: dict[Relation, list[Relation]]) -> str:
    """What to do about it, by what the join is for."""
    above: Relation = n
    while len(readers[above]) == 1 and isinstance(readers[above][0], Filter | Derive | Project):
        above = readers[above][0]
    if readers[above] and all(isinstance(r, Aggregate) for r in readers[above]):
        return "请先按该标识汇总再关联；多个场景都用的汇总可建成维护表"
    if readers[above] and all(isinstance(r, Semi) and r.right is above for r in readers[above]):
        return "后面只问有没有，请改用「存在」"
    return "请增加对应的列（如对方当事人、案由）或限定日期范围；只要次数的，先汇总再关联"
