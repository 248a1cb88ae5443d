"""Which box of the canvas a relation belongs to: what an operator expands into is the operator's."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from functools import cached_property

from mingjing.algebra.relation import Relation, topological
from mingjing.engines.sql import readers_of
from mingjing.scenario.scenario import Scenario


class Places:
    """The boxes of one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    @cached_property
    def box_of(self) -> Mapping[Relation, str]:
        """The first box that a relation is part of, inputs coming before what is made of them."""
        found: dict[Relation, str] = {}
        for name, relation in self.scenario.relations:
            for n in topological(relation):
                found.setdefault(n, name)
        return found

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What people call each box."""
        return {n.id: n.label for n in self.scenario.nodes}

    def node(self, n: Relation) -> tuple[str, str]:
        """Name and title of the box of a relation."""
        name = self.box_of.get(n, self.scenario.relations[-1][0])
        return name, self.titles.get(name, name)

    def roots(self) -> tuple[Relation, ...]:
        """Everything that a check asks: the result, and the evidence."""
        return (self.scenario.result, *(e.relation for e in self.scenario.evidence))


def nearest(n: Relation, origins: Mapping[Relation, Relation], below: Iterable[Relation]) -> Relation | None:
    """The relation of the scenario that a demanded one stands for, or that the nearest reader of it stands for."""
    readers, waiting = readers_of(*below), deque([n])
    seen = {n}
    while waiting:
        now = waiting.popleft()
        if now in origins:
            return origins[now]
        waiting.extend(r for r in readers[now] if r not in seen)
        seen.update(readers[now])
    return None
