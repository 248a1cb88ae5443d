"""Existence tests left as probes say the same; what a guard asks for is there whenever the model says something."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import psycopg
import pytest

from mingjing.algebra.probe import ProbingPusher
from mingjing.algebra.relation import Relation, Semi, topological
from mingjing.conformance.asking import Asked, TableFetch
from mingjing.conformance.drawing import NOW, Drawn, drawn
from mingjing.conformance.postgres import load, pushed_on_postgres
from mingjing.engines.postgres import moment
from mingjing.engines.postgres_guards import guarding_sql
from mingjing.engines.rows import RowEngine
from mingjing.running.guards import Guard, guard_of, spared

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


@dataclass
class Guarded:
    """A model asked about some keys of one column, and what must be there for it to say anything."""

    d: Drawn
    asked: Asked
    reach: int

    @cached_property
    def pushed(self) -> Relation:
        return ProbingPusher(None, Everything()).push(self.d.model, self.asked.demand(self.d.model), self.asked.on)

    @property
    def guard(self) -> Guard:
        return guard_of(self.pushed, self.reach)

    def any_rows(self, n: Relation) -> bool:
        demands = {self.asked.demand(self.d.model).name: list(self.asked.keys)}
        return bool(RowEngine(n).run(TableFetch(self.d.tables, NOW), demands, NOW.date()))

    def holds(self, g: Guard) -> bool:
        return all(map(self.any_rows, g.needs)) and all(any(map(self.holds, options)) for options in g.either)


@pytest.mark.parametrize("reach", [1, 2, 4])
@one_model_each
def test_a_guard_holds_whenever_the_model_says_something(seed: int, reach: int) -> None:
    d = drawn(seed)
    g = Guarded(d, d.asked(d.rng), reach)
    if g.any_rows(g.pushed):
        assert g.holds(g.guard)


@pytest.mark.parametrize("reach", [1, 2, 4])
@one_model_each
def test_what_is_implied_need_not_be_asked_for(seed: int, reach: int) -> None:
    d = drawn(seed)
    g = Guarded(d, d.asked(d.rng), reach)
    assert g.holds(spared(g.guard, reach)) == g.holds(g.guard)


@pytest.mark.parametrize("reach", [1, 2, 4])
@one_model_each
def test_the_statement_says_whether_the_guard_holds(seed: int, reach: int, pg: psycopg.Connection) -> None:
    d = drawn(seed)
    load(pg, d.tables)
    for key in (*sorted({r[d.model.columns.index(d.key)] for r in d.rows} - {None})[:2], 99):
        g = Guarded(d, Asked((d.key,), frozenset({(key,)})), reach)
        tests = [spared(g.guard, reach), g.guard]
        sql = guarding_sql(tests, g.asked.demand(d.model), f"ARRAY[{key}]::BIGINT[]", moment(NOW), "SELECT 2, NULL")
        assert {place for place, _ in pg.execute(sql).fetchall()} == ({0, 1, 2} if g.holds(g.guard) else {2})


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
