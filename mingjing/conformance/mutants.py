"""Wrong rules, each by what it forgets. A suite of questions that finds no fault with one of them proves little."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from mingjing.algebra.demand import On, Pusher
from mingjing.algebra.derived import call
from mingjing.algebra.ranges import Limit
from mingjing.algebra.reach import Walker
from mingjing.algebra.relation import (
    EARLIEST,
    LATEST,
    Aggregate,
    Distinct,
    Join,
    Project,
    Relation,
    Restrict,
    Semi,
    Union,
    Window,
)
from mingjing.conformance.changing import Changed
from mingjing.conformance.court import Tables


class WindowLikeFilter(Pusher):
    """Forgets that a row's window reaches beyond the rows asked about."""

    def _window(self, n: Window, keys: Relation, on: On) -> Relation:
        made = {f.name for f, _, _, _ in n.made}
        return self._below(n, n.input, keys, on, lambda c: c not in made)


class WindowWithoutRecheck(Pusher):
    """Gives all rows of the partitions touched, not those asked about."""

    def _window(self, n: Window, keys: Relation, on: On) -> Relation:
        out = super()._window(n, keys, on)
        return out.left if isinstance(out, Restrict) and isinstance(out.left, Window) else out


class NoRecheck(Pusher):
    """Forgets to look again on top where the demand could not be carried whole."""

    def _below(self, n: Relation, below: Relation, keys: Relation, on: On, carries: Callable[[str], bool]) -> Relation:
        return n.over(self._part(below, keys, on, carries)[0])


class OuterJoinWithoutRecheck(Pusher):
    """Forgets that unmatched left rows reappear when an outer join is asked from its right side."""

    def _join_from_right(self, n: Join, keys: Relation, on: On, right: On) -> Relation:
        out = super()._join_from_right(n, keys, on, right)
        return out.left if isinstance(out, Restrict) and n.outer and len(right) == len(on) else out


class OuterJoinFromEitherSide(Pusher):
    """Takes the two columns of an outer join's match for the same."""

    def _join(self, n: Join, keys: Relation, on: On) -> Relation:
        to_right = dict(n.on)
        if n.outer and all(a in to_right for a, _ in on):
            out = self._join_from_right(n, keys, on, tuple((to_right[a], b) for a, b in on))
            return out.left if isinstance(out, Restrict) else out
        return super()._join(n, keys, on)


class JoinWithoutRecheck(Pusher):
    """Forgets the part of a demand that the side asked first does not have."""

    def _join_from_left(self, n: Join, keys: Relation, on: On, left: On) -> Relation:
        out = super()._join_from_left(n, keys, on, left)
        return out.left if isinstance(out, Restrict) and len(left) < len(on) else out


class OneSideOfAUnion(Pusher):
    """Asks only the first part."""

    def _rule(self, n: Relation, keys: Relation, on: On) -> Relation:
        if isinstance(n, Union):
            return n.over(self.push(n.parts[0], keys, on), *(Restrict(p, self.nothing(keys), on) for p in n.parts[1:]))
        return super()._rule(n, keys, on)

    def nothing(self, keys: Relation) -> Relation:
        return Semi(keys, keys, (), negated=True)


class SemiByRowsAsked(Pusher):
    """Asks the other side of a test by the demand's own keys instead of those of the rows tested."""

    def _rule(self, n: Relation, keys: Relation, on: On) -> Relation:
        if isinstance(n, Semi):
            there = tuple((a, b) for a, b in on if a in n.right.schema)
            right = self.push(n.right, keys, there) if len(there) == len(on) else n.right
            return n.over(self.push(n.left, keys, on), right)
        return super()._rule(n, keys, on)


class FirstDayForgotten(Pusher):
    """Asks from the day after the first on."""

    def bounded(
        self, from_: Relation, here: tuple[str, ...], there: tuple[str, ...], limits: tuple[Limit, ...]
    ) -> Relation:
        late = tuple(replace(x, day=call("add_days", x.day, 1)) if x.bound == EARLIEST else x for x in limits)
        return super().bounded(from_, here, there, late)


class LastDayForgotten(Pusher):
    """Asks up to the day before the last."""

    def bounded(
        self, from_: Relation, here: tuple[str, ...], there: tuple[str, ...], limits: tuple[Limit, ...]
    ) -> Relation:
        early = tuple(replace(x, day=call("add_days", x.day, -1)) if x.bound == LATEST else x for x in limits)
        return super().bounded(from_, here, there, early)


class DaysOfOneRow(Pusher):
    """Takes the latest first day and the earliest last day of a key's rows, not the outermost."""

    def bounded(
        self, from_: Relation, here: tuple[str, ...], there: tuple[str, ...], limits: tuple[Limit, ...]
    ) -> Relation:
        out = super().bounded(from_, here, there, limits)
        assert isinstance(out, Project) and isinstance(out.input, Aggregate)
        inmost = tuple((f, "max" if fn == "min" else "min", of) for f, fn, of in out.input.made)
        return Project(Aggregate(out.input.input, out.input.by, inmost), out.kept)


class UndatedRowsForgotten(Pusher):
    """Forgets that rows without a day see each other in a window of days."""

    def _seen(self, n: Window, first: Relation) -> Relation:
        out = super()._seen(n, first)
        return out.parts[0] if isinstance(out, Union) else out


DEMAND: dict[str, type[Pusher]] = {
    w.__name__: w
    for w in (
        WindowLikeFilter,
        WindowWithoutRecheck,
        NoRecheck,
        OuterJoinWithoutRecheck,
        OuterJoinFromEitherSide,
        JoinWithoutRecheck,
        OneSideOfAUnion,
        SemiByRowsAsked,
        FirstDayForgotten,
        LastDayForgotten,
        DaysOfOneRow,
        UndatedRowsForgotten,
    )
}
"""Wrong rules of demand."""


class OnlyTheChangedRowsOfAWindow(Walker):
    """Forgets that the other rows of the partition see the changed one."""

    def _partition(self, n: Window, x: Relation) -> Relation:
        return x


class TestsAreNotChanged(Walker):
    """Forgets that a row stays or goes with the rows it is tested against."""

    def _rule(self, n: Relation) -> Iterator[Relation]:
        return iter(self.touched(n.left)) if isinstance(n, Semi) else super()._rule(n)


class OnlyTheLeftOfAJoin(Walker):
    """Forgets the changes that come from the right."""

    def _from_right(self, n: Join) -> Iterator[Relation]:
        return iter(())


class OnlyTheRightOfAJoin(Walker):
    """Forgets the changes that come from the left."""

    def _rule(self, n: Relation) -> Iterator[Relation]:
        return self._from_right(n) if isinstance(n, Join) else super()._rule(n)


class OneWayOfAUnion(Walker):
    """Follows only the first part."""

    def _rule(self, n: Relation) -> Iterator[Relation]:
        return iter(self.touched(n.parts[0])) if isinstance(n, Union) else super()._rule(n)


class AloneIsNothing(Walker):
    """Forgets that an outer join keeps the left row that has no partner."""

    def _beside(self, n: Join, x: Relation) -> Relation:
        out = super()._beside(n, x)
        return out.parts[0] if n.outer and isinstance(out, Union) else out


class SumsAreCopied(Walker):
    """Takes what a group adds up to for a column that can be followed."""

    def _above(self, n: Relation, x: Relation) -> Relation:
        whole = isinstance(n, Aggregate) and set(n.input.columns) <= set(x.columns)
        return Distinct(n.over(x)) if whole else super()._above(n, x)


REACH: dict[str, type[Walker]] = {
    w.__name__: w
    for w in (
        OnlyTheChangedRowsOfAWindow,
        TestsAreNotChanged,
        OnlyTheLeftOfAJoin,
        OnlyTheRightOfAJoin,
        OneWayOfAUnion,
        AloneIsNothing,
        SumsAreCopied,
    )
}
"""Wrong rules of reach."""


class OnlyWhatIs(Changed):
    """Forgets what the changed rows were."""

    def images(self, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
        return list(self.counted(self.after, columns) - self.counted(self.before, columns))


class OnlyWhatWas(Changed):
    """Forgets what the changed rows are."""

    def images(self, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
        return list(self.counted(self.before, columns) - self.counted(self.after, columns))


class ReadAfterwards(Changed):
    """Reads the tables as they are, although rows that are gone had partners that are gone too."""

    def either(self) -> Tables:
        return self.after


FORGETFUL: dict[str, type[Changed]] = {w.__name__: w for w in (OnlyWhatIs, OnlyWhatWas, ReadAfterwards)}
"""Wrong ways of handing in a change."""
