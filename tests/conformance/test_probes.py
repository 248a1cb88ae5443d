"""Existence tests left as probes say the same; what a guard asks for is there whenever the model says something."""

from __future__ import annotations

import psycopg
import pytest

from mingjing.algebra.probe import ProbingPusher
from mingjing.algebra.relation import Relation, Semi, topological
from mingjing.conformance.asking import TableFetch
from mingjing.conformance.drawing import NOW, drawn
from mingjing.conformance.postgres import load, pushed_on_postgres
from mingjing.engines.rows import RowEngine
from mingjing.running.guards import Guard, guard_of

SEEDS = [*range(40), *(pytest.param(s, marks=pytest.mark.long) for s in range(40, 1000))]
one_model_each = pytest.mark.parametrize("seed", SEEDS)


class Everything:
    """Every column has an index."""

    def __contains__(self, column: object) -> bool:
        return column is not None


@one_model_each
def test_existence_tests_left_as_probes_give_the_same_rows(seed: int, pg: psycopg.Connection) -> None:
    d = drawn(seed)
    if not any(isinstance(n, Semi) for n in topological(d.model)):
        return
    load(pg, d.tables)
    asked = d.asked(d.rng)
    pusher = ProbingPusher(None, Everything())
    assert pushed_on_postgres(pg, d.model, asked, NOW, pusher) == asked.of(d.model, d.rows)


@pytest.mark.parametrize("reach", [1, 2, 4])
@one_model_each
def test_a_guard_holds_whenever_the_model_says_something(seed: int, reach: int) -> None:
    d = drawn(seed)
    asked = d.asked(d.rng)
    demand = asked.demand(d.model)
    pushed = ProbingPusher(None, Everything()).push(d.model, demand, asked.on)

    def any_rows(n: Relation) -> bool:
        fetch = TableFetch(d.tables, NOW)
        return bool(RowEngine(n).run(fetch, {demand.name: list(asked.keys)}, NOW.date()))

    def holds(g: Guard) -> bool:
        return all(map(any_rows, g.needs)) and all(any(map(holds, options)) for options in g.either)

    if any_rows(pushed):
        assert holds(guard_of(pushed, reach))


def test_guards_exclude_something() -> None:
    """A guard that always held would spare nothing."""
    needs = 0
    for seed in range(40):
        d = drawn(seed)
        asked = d.asked(d.rng)
        needs += bool(
            guard_of(ProbingPusher(None, Everything()).push(d.model, asked.demand(d.model), asked.on), 2).needs
        )
    assert needs > 20
