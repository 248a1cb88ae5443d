"""The demand transformation: what a model says of the rows asked about, reading only what they can reach.

A demand is (keys, on): a relation without repeats and pairs (column of n, column of keys). The invariant of every
rule: push(n, keys, on) equals Restrict(n, keys, on) as a bag. Where an operator cannot carry a column of the demand
further, the column is dropped below and the result is restricted again on top.

A demand may also bound a day: pairs with EARLIEST or LATEST ask for days from one on or up to one, per key. A bound is
only carried together with all keys, for without one of them the demand would ask for the same row twice.
"""

from __future__ import annotations

from collections.abc import Callable

from mingjing.algebra.derived import call
from mingjing.algebra.expression import Col
from mingjing.algebra.ranges import Limit, apart, days_seen, limits_of
from mingjing.algebra.relation import (
    EARLIEST,
    LATEST,
    Aggregate,
    Demand,
    Derive,
    Distinct,
    Filter,
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
from mingjing.algebra.types import Field, Type

On = tuple[tuple[str, str], ...]
FanOut = Callable[[Relation, tuple[str, ...]], float]
"""How many rows a row of the relation drags in through these columns; decides which side of a join goes first."""
Wide = Callable[[Relation, tuple[str, ...]], bool]
"""Whether these columns of the relation bring so many rows that it pays to bound the days as well."""

BOUNDS = (EARLIEST, LATEST)


def never(n: Relation, columns: tuple[str, ...]) -> bool:
    """For a pusher that bounds no days."""
    return False


def within(on: On, carries: Callable[[str], bool]) -> On:
    """The part of a demand that can be carried; its bounds only with all of its keys."""
    part = tuple((a, b) for a, b in on if carries(a))
    whole = all(carries(a) for a, b in on if b not in BOUNDS)
    return part if whole else tuple((a, b) for a, b in part if b not in BOUNDS)


def keys_of(n: Relation, cols: tuple[str, ...], names: tuple[str, ...]) -> Relation:
    """The values of `cols` that occur in `n`, once each, under `names`."""
    return Distinct(Project(n, tuple(zip(names, cols, strict=True))))


class Pusher:
    """Pushes demands through relations; equal questions are answered once."""

    def __init__(self, fanout: FanOut | None = None, wide: Wide | None = None) -> None:
        self.fanout = fanout
        self.wide = wide
        self.known: dict[tuple[int, int, On], Relation] = {}
        self.stopped: dict[Relation, None] = {}
        """Operations that no part of a demand could be carried through: what they are made of is read whole."""

    def push(self, n: Relation, keys: Relation, on: On) -> Relation:
        """`n` restricted to `keys`, reading only what the keys reach."""
        on = tuple(sorted(on))
        k = (id(n), id(keys), on)
        if k not in self.known:
            self.known[k] = self._rule(n, keys, on)
        return self.known[k]

    def origins(self, *roots: Relation) -> dict[Relation, Relation]:
        """Which relation below these roots each demanded relation stands for."""
        asked = {id(n): n for n in topological(*roots)}
        return {moved: asked[n] for (n, _, _), moved in self.known.items() if n in asked}

    def _rule(self, n: Relation, keys: Relation, on: On) -> Relation:
        match n:
            case Source() | Demand():
                return Restrict(n, keys, on)
            case Filter() | Distinct():
                return n.over(self.push(n.input, keys, on))
            case Derive():
                return self._derive(n, keys, on)
            case Project():
                old = dict(n.kept)
                return n.over(self.push(n.input, keys, tuple((old[a], b) for a, b in on)))
            case Aggregate():
                by = set(n.by)
                return self._below(n, n.input, keys, on, lambda c: c in by)
            case Union():
                return n.over(*(self.push(p, keys, on) for p in n.parts))
            case Restrict():
                return n.over(self.push(n.left, keys, on), n.right)
            case Semi():
                self._note_unkeyed(n)
                left = self.push(n.left, keys, on)
                limits = limits_of(n.condition, *apart(n.left, n.right))
                return n.over(left, self._sideways(left, n.right, n.on, limits))
            case Window():
                return self._window(n, keys, on)
            case Join():
                return self._join(n, keys, on)
        raise TypeError(type(n).__name__)

    def _part(self, n: Relation, keys: Relation, on: On, carries: Callable[[str], bool]) -> tuple[Relation, bool]:
        """`n` under the part of the demand it carries, and whether that was all of it."""
        part = within(on, carries)
        if not part:
            return n, False
        if len(part) == len(on):
            return self.push(n, keys, on), True
        names = tuple(b for _, b in part)
        return self.push(n, keys_of(keys, names, names), part), False

    def _below(self, n: Relation, below: Relation, keys: Relation, on: On, carries: Callable[[str], bool]) -> Relation:
        inner, exact = self._part(below, keys, on, carries)
        if inner is below:
            return self._stop(n, keys, on)
        out = n.over(inner)
        return out if exact else Restrict(out, keys, on)

    def _stop(self, n: Relation, keys: Relation, on: On) -> Relation:
        """Here the demand ends: all of `n` is computed, and what was asked about is taken from it."""
        self.stopped[n] = None
        return Restrict(n, keys, on)

    def _note_unkeyed(self, n: Join | Semi) -> None:
        """Without equal columns nothing can be handed sideways."""
        if not n.on:
            self.stopped[n] = None

    def _derive(self, n: Derive, keys: Relation, on: On) -> Relation:
        """A column that is merely another under a new name carries the demand as that other one."""
        copied = {f.name: e.name for f, e in n.made if isinstance(e, Col)}
        below = tuple((copied.get(a, a), b) for a, b in on)
        inner, exact = self._part(n.input, keys, below, lambda c: c in n.input.schema)
        if inner is n.input:
            return self._stop(n, keys, on)
        out = n.over(inner)
        return out if exact else Restrict(out, keys, on)

    def _sideways(self, from_: Relation, to: Relation, on: On, limits: tuple[Limit, ...] = ()) -> Relation:
        """`to` restricted to the join keys that occur in `from_`, and to the days that they can match."""
        if not on:
            return to
        there = tuple(dict.fromkeys(b for _, b in on))
        here = tuple(next(a for a, b in on if b == t) for t in there)
        same = tuple((t, t) for t in there)
        if not limits or not self._pays(to, there):
            return self.push(to, keys_of(from_, here, there), same)
        return self.push(to, self.bounded(from_, here, there, limits), (*same, *((x.column, x.bound) for x in limits)))

    def _pays(self, n: Relation, columns: tuple[str, ...]) -> bool:
        return self.wide is None or self.wide(n, columns)

    def bounded(
        self, from_: Relation, here: tuple[str, ...], there: tuple[str, ...], limits: tuple[Limit, ...]
    ) -> Relation:
        """The keys that occur in `from_`, each with the first and the last day that one of its rows can match."""
        days = tuple((Field(x.bound, Type.DATE), x.day) for x in limits)
        outermost = tuple((f, "min" if f.name == EARLIEST else "max", f.name) for f, _ in days)
        each = Aggregate(Derive(from_, days), tuple(dict.fromkeys(here)), outermost)
        return Project(each, (*zip(there, here, strict=True), *((f.name, f.name) for f, _ in days)))

    def _window(self, n: Window, keys: Relation, on: On) -> Relation:
        partition = set(n.partition)
        if all(a in partition for a, _ in on):
            return n.over(self.push(n.input, keys, on))
        made = {f.name for f, _, _, _ in n.made}
        first, _ = self._part(n.input, keys, on, lambda c: c not in made)
        if first is n.input or not n.partition:
            return self._stop(n, keys, on)
        return Restrict(n.over(self._seen(n, first)), keys, on)

    def _seen(self, n: Window, first: Relation) -> Relation:
        """All rows that the windows of some rows see: those of their partitions, or of the days before them."""
        whole = tuple((c, c) for c in n.partition)
        limits = days_seen(n)
        if not limits or not self._pays(n.input, n.partition):
            return self._sideways(first, n.input, whole)
        # rows without a day come last, and see and are seen by each other; hardly ever is one asked about
        nowhere = call("is_null", Col(Type.DATE, limits[0].column))
        undated = self._sideways(Filter(first, nowhere), n.input, whole)
        return Union((self._sideways(first, n.input, whole, limits), Filter(undated, nowhere)))

    def _join(self, n: Join, keys: Relation, on: On) -> Relation:
        self._note_unkeyed(n)
        to_left = {b: a for a, b in n.on} if not n.outer else {}
        to_right = dict(n.on) if not n.outer else {}
        left = self._of_side(n.left, on, to_left)
        right = self._of_side(n.right, on, to_right)
        if left and (n.outer or not right or self._left_first(n, left, right)):
            return self._join_from_left(n, keys, on, left)
        return self._join_from_right(n, keys, on, right) if right else self._stop(n, keys, on)

    def _of_side(self, side: Relation, on: On, equal: dict[str, str]) -> On:
        """The part of a demand that one side of a join can carry, by its own columns or those equal to them."""
        part = within(on, lambda c: c in side.schema or c in equal)
        found = tuple((a if a in side.schema else equal[a], b) for a, b in part)
        return found if any(b not in BOUNDS for _, b in found) else ()

    def _left_first(self, n: Join, left: On, right: On) -> bool:
        if self.fanout is None:
            return len(left) >= len(right)
        by_left, by_right = tuple(a for a, _ in left), tuple(a for a, _ in right)
        return self.fanout(n.left, by_left) <= self.fanout(n.right, by_right)

    def _join_from_left(self, n: Join, keys: Relation, on: On, left: On) -> Relation:
        names = tuple(b for _, b in left)
        first = self.push(n.left, keys if len(left) == len(on) else keys_of(keys, names, names), left)
        limits = limits_of(n.condition, *apart(n.left, n.right))
        out = n.over(first, self._sideways(first, n.right, n.on, limits))
        return out if len(left) == len(on) else Restrict(out, keys, on)

    def _join_from_right(self, n: Join, keys: Relation, on: On, right: On) -> Relation:
        names = tuple(b for _, b in right)
        first = self.push(n.right, keys if len(right) == len(on) else keys_of(keys, names, names), right)
        # an outer join keeps left rows that match nothing, whatever their day
        limits = limits_of(n.condition, *apart(n.right, n.left)) if not n.outer else ()
        out = n.over(self._sideways(first, n.left, tuple((b, a) for a, b in n.on), limits), first)
        # unmatched left rows would reappear in an outer join, so it is always checked again on top
        return Restrict(out, keys, on) if n.outer or len(right) < len(on) else out


def unrestricted_sources(root: Relation) -> tuple[str, ...]:
    """Tables that are still read whole; a model with any may not be embedded."""
    bad: dict[str, None] = {}
    seen: set[tuple[int, bool]] = set()

    def visit(n: Relation, covered: bool) -> None:
        if (id(n), covered) in seen:
            return
        seen.add((id(n), covered))
        if isinstance(n, Source) and not covered:
            bad[n.table] = None
        for i, below in enumerate(n.inputs):
            visit(below, isinstance(n, Restrict) and i == 0 and isinstance(below, Source))

    visit(root, False)
    return tuple(bad)
