"""The row engine: a relation over small sets of rows, operator by operator, in plain Python.

It is the reference that the databases are compared with, and it answers for a single case on the embedded store,
where planning one large statement costs a database many times more than the few rows it would read.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from mingjing.algebra.expression import Expr
from mingjing.algebra.relation import (
    EARLIEST,
    Aggregate,
    Demand,
    Derive,
    Distinct,
    Filter,
    Frame,
    Join,
    Project,
    Relation,
    Restrict,
    Semi,
    Source,
    Union,
    Window,
    topological,
)
from mingjing.engines.values import AGGREGATES, Row, compiled

Rows = list[Row]
Fetch = Callable[[Source, "tuple[tuple[str, ...], set[Row]] | None"], Rows]
"""Rows of a source, all of them or only those whose named columns hold one of the given keys."""
Step = Callable[[list[Rows]], Rows]


class RowEngine:
    """Runs one relation; what does not depend on the rows is prepared once."""

    def __init__(self, root: Relation) -> None:
        self.root = root
        every = topological(root)
        read = {i for n in every for i in n.inputs if not (isinstance(n, Restrict) and i is n.left)}
        # a source that is only ever restricted is not read whole
        self.order = tuple(n for n in every if n is root or n in read or not isinstance(n, Source))

    def run(
        self, fetch: Fetch, demands: dict[str, Rows], day: dt.date, known: dict[Relation, Rows] | None = None
    ) -> Rows:
        """The rows of the relation as of `day`; `known` keeps what was found for others that ask the same."""
        found = {} if known is None else known
        for n in self.order:
            if n not in found:
                found[n] = self._rows(n, [found.get(i, []) for i in n.inputs], fetch, demands, day)
        return found[self.root]

    def _rows(self, n: Relation, ins: list[Rows], fetch: Fetch, demands: dict[str, Rows], day: dt.date) -> Rows:
        match n:
            case Source():
                return fetch(n, None)
            case Demand():
                return demands[n.name]
            case Restrict(left=Source() as source):
                return self._fetched(n, source, ins[1], fetch)
        return steps(n, day)(ins) if any(ins) else empty(n)

    def _fetched(self, n: Restrict, source: Source, keys: Rows, fetch: Fetch) -> Rows:
        here, there = tuple(a for a, _ in n.same), tuple(b for _, b in n.same)
        wanted = {k for k in map(picker(n.right.columns, there), keys) if None not in k}
        found = fetch(source, (here, wanted)) if wanted else []
        return restricted(n)([found, keys]) if n.bounds else found


def empty(n: Relation) -> Rows:
    """What an operation gives over no rows: nothing, but for a count over everything."""
    if isinstance(n, Aggregate) and not n.by:
        return [tuple(0 if fn.startswith("count") else None for _, fn, _ in n.made)]
    return []


def picker(columns: Sequence[str], names: Sequence[str]) -> Callable[[Row], Row]:
    """A function from a row to the tuple of these columns."""
    places = [columns.index(n) for n in names]
    if len(places) == 1:
        place = places[0]
        return lambda row: (row[place],)
    return lambda row: tuple(row[p] for p in places)


@lru_cache(maxsize=16384)
def steps(n: Relation, day: dt.date) -> Step:
    """What one operation does with the rows of its inputs; prepared once per day asked."""
    match n:
        case Filter():
            keep = compiled(n.condition, n.input.columns, day)
            return lambda ins: [r for r in ins[0] if keep(r) is True]
        case Derive():
            made = [compiled(e, n.input.columns, day) for _, e in n.made]
            return lambda ins: [(*r, *(f(r) for f in made)) for r in ins[0]]
        case Project():
            pick = picker(n.input.columns, [old for _, old in n.kept])
            return lambda ins: list(map(pick, ins[0]))
        case Distinct():
            return lambda ins: list(dict.fromkeys(ins[0]))
        case Union():
            return lambda ins: [r for part in ins for r in part]
        case Aggregate():
            return aggregated(n)
        case Window():
            return lambda ins: windowed(n, ins[0])
        case Join():
            return joined(n, day)
        case Semi():
            return semijoined(n, day)
        case Restrict():
            return restricted(n)
    raise TypeError(type(n).__name__)


def grouped(rows: Iterable[Row], key: Callable[[Row], Row]) -> dict[Row, Rows]:
    """Rows by key."""
    by: dict[Row, Rows] = defaultdict(list)
    for r in rows:
        by[key(r)].append(r)
    return by


def reducer(columns: Sequence[str], fn: str, of: str | None) -> Callable[[Rows], Any]:
    """A function from the rows of a group to one value."""
    reduce = AGGREGATES[fn]
    if of is None:
        return reduce
    place = columns.index(of)
    return lambda rows: reduce([r[place] for r in rows if r[place] is not None])


def aggregated(n: Aggregate) -> Step:
    """One row per group."""
    made = [reducer(n.input.columns, fn, of) for _, fn, of in n.made]
    key = picker(n.input.columns, n.by) if n.by else lambda r: ()
    return lambda ins: [(*k, *(f(group) for f in made)) for k, group in grouped(ins[0], key).items()]


Matcher = Callable[[Rows], Callable[[Row], Rows]]
"""From the right rows to a function from a left row to those that match it."""


def matcher(n: Join | Semi, day: dt.date) -> Matcher:
    """How rows of the two inputs match; NULL matches nothing."""
    here = picker(n.left.columns, [a for a, _ in n.on]) if n.on else lambda r: ()
    there = picker(n.right.columns, [b for _, b in n.on]) if n.on else lambda r: ()
    test = condition(n, n.condition, day)

    def over(right: Rows) -> Callable[[Row], Rows]:
        by = grouped(right, there)

        def matches(row: Row) -> Rows:
            k = here(row)
            found = [] if None in k else by.get(k, [])
            return [r for r in found if test((*row, *r)) is True] if test else found

        return matches

    return over


def condition(n: Join | Semi, e: Expr | None, day: dt.date) -> Callable[[Row], Any] | None:
    """The condition over a left row followed by a right row."""
    return compiled(e, (*n.left.columns, *n.right.columns), day) if e is not None else None


def joined(n: Join, day: dt.date) -> Step:
    """Left rows beside their matches."""
    over, alone = matcher(n, day), (None,) * len(n.right.columns)

    def step(ins: list[Rows]) -> Rows:
        matches, out = over(ins[1]), []
        for row in ins[0]:
            found = matches(row)
            out += [(*row, *r) for r in found] if found else [(*row, *alone)] if n.outer else []
        return out

    return step


def semijoined(n: Semi, day: dt.date) -> Step:
    """Left rows that have a match, or that have none."""
    over = matcher(n, day)

    def step(ins: list[Rows]) -> Rows:
        matches = over(ins[1])
        return [r for r in ins[0] if bool(matches(r)) != n.negated]

    return step


def restricted(n: Restrict) -> Step:
    """Left rows whose keys are among the keys."""
    here, there = picker(n.left.columns, [a for a, _ in n.same]), picker(n.right.columns, [b for _, b in n.same])
    limits = [(n.left.columns.index(a), n.right.columns.index(b), b == EARLIEST) for a, b in n.bounds]

    def step(ins: list[Rows]) -> Rows:
        wanted = {k: row for row in ins[1] if None not in (k := there(row))}
        found = [r for r in ins[0] if here(r) in wanted]
        return [r for r in found if all(inside(r[a], wanted[here(r)][b], e) for a, b, e in limits)]

    return step


def inside(value: Any, bound: Any, earliest: bool) -> bool:
    """Whether a value keeps a bound; what is unknown does not."""
    return value is not None and bound is not None and bool(value >= bound if earliest else value <= bound)


def windowed(n: Window, rows: Rows) -> Rows:
    """Rows with columns computed over their partition."""
    out: Rows = []
    order = picker(n.input.columns, n.order) if n.order else lambda r: ()
    for group in grouped(rows, picker(n.input.columns, n.partition)).values():
        ordered = sorted(group, key=lambda r: [(v is None, v) for v in order(r)])
        made = [seen_by_each(n, ordered, fn, of, frame) for _, fn, of, frame in n.made]
        out += [(*r, *values) for r, values in zip(ordered, zip(*made, strict=True), strict=True)]
    return out


def seen_by_each(n: Window, ordered: Rows, fn: str, of: str | None, frame: Frame) -> list[Any]:
    """The window column of each row of one ordered partition."""
    if fn == "rank":
        return list(range(1, len(ordered) + 1))
    reduce = reducer(n.input.columns, fn, of)
    if frame.kind == "all":
        return [reduce(ordered)] * len(ordered)
    if frame.kind == "before":
        return [reduce(ordered[:i]) for i in range(len(ordered))]
    return days_back(ordered, n.input.columns.index(n.order[0]), frame.days, reduce)


def days_back(ordered: Rows, place: int, days: int, reduce: Callable[[Rows], Any]) -> list[Any]:
    """Each row's value over the rows of the days up to its own; rows without a date see each other."""
    dated = [r for r in ordered if r[place] is not None]
    undated = ordered[len(dated) :]
    when = [r[place].toordinal() for r in dated]
    spans = [(bisect_left(when, d - days), bisect_right(when, d)) for d in when]
    return [reduce(dated[a:b]) for a, b in spans] + [reduce(undated)] * len(undated)
