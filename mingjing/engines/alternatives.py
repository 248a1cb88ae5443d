"""Rows of one relation of which any of several things holds: they need be read once, not once for each thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mingjing.algebra.relation import Distinct, Filter, Relation, Semi, Union, topological
from mingjing.engines.sql import readers_of

Test = Filter | Semi


@dataclass(frozen=True)
class Alternatives:
    """A union of rows of `base`, and per part of it the tests that all must hold of a row."""

    union: Union
    base: Relation
    ways: tuple[tuple[Test, ...], ...]

    @property
    def looked_up(self) -> tuple[Relation, ...]:
        """What the tests look a row up in, in the order of the tests."""
        return tuple(t.right for way in self.ways for t in way if isinstance(t, Semi))

    @property
    def within(self) -> frozenset[Relation]:
        """What is no longer written for itself."""
        return frozenset({self.union, *(t for way in self.ways for t in way)})


def alternatives_in(*roots: Relation) -> dict[Relation, Alternatives]:
    """By distinct relation the alternatives it chooses from, wherever nothing else reads the parts of its union."""
    readers = readers_of(*roots)
    found: dict[Relation, Alternatives] = {}
    for n in topological(*roots):
        one = common(n.input) if isinstance(n, Distinct) and isinstance(n.input, Union) else None
        if one and one.within.isdisjoint(roots) and all(len(readers[x]) == 1 for x in one.within):
            found[n] = one
    return found


def common(union: Union) -> Alternatives | None:
    """The parts of a union as alternatives, if they are tested rows of one relation."""
    chains = [list(rows_of(p)) for p in union.parts]
    shared = next((x for x in chains[0] if all(x in other for other in chains)), None)
    if shared is None or shared in union.parts:
        return None
    return Alternatives(union, shared, tuple(tuple(tests(p, shared)) for p in union.parts))


def rows_of(n: Relation) -> Iterator[Relation]:
    """The relation, and those below it of which it merely keeps some rows, looked up by equal keys."""
    yield n
    while isinstance(n, Filter) or (isinstance(n, Semi) and n.on):
        n = below(n)
        yield n


def tests(n: Relation, base: Relation) -> Iterator[Test]:
    """The tests between a relation and one below it."""
    while n != base and isinstance(n, Test):
        yield n
        n = below(n)


def below(test: Test) -> Relation:
    """Whose rows are tested."""
    return test.input if isinstance(test, Filter) else test.left


def written_otherwise(found: Iterable[Alternatives]) -> set[Relation]:
    """All that is no longer written for itself."""
    return {x for one in found for x in one.within}
