"""However a model is asked, it says the same: by statement, row by row, for some cases only, each at its moment."""

from __future__ import annotations

import duckdb
import psycopg
import pytest

from mingjing.algebra.demand import Pusher, unrestricted_sources
from mingjing.algebra.relation import Relation
from mingjing.conformance.asking import (
    TableFetch,
    on_duckdb,
    on_rows,
    pushed_on_duckdb,
    pushed_on_rows,
)
from mingjing.conformance.court import MOMENTS
from mingjing.conformance.drawing import NOW, drawn, pushers
from mingjing.conformance.models import Models
from mingjing.conformance.mutants import DEMAND
from mingjing.conformance.postgres import load, moments_on_postgres, on_postgres, pushed_on_postgres
from mingjing.conformance.sharpness import shows_demand

Con = duckdb.DuckDBPyConnection
SEEDS = [*range(40), *(pytest.param(s, marks=pytest.mark.long) for s in range(40, 1000))]
one_model_each = pytest.mark.parametrize("seed", SEEDS)


@one_model_each
def test_screening_on_duckdb_equals_the_row_engine(seed: int, con: Con) -> None:
    d = drawn(seed)
    d.tables.load(con)
    for at in MOMENTS[1:3]:
        assert on_duckdb(con, d.model, at) == on_rows(d.model, d.tables, at)


@one_model_each
def test_asking_postgres_equals_the_row_engine(seed: int, pg: psycopg.Connection) -> None:
    d = drawn(seed)
    load(pg, d.tables)
    asked, moments, rng = d.asked(d.rng), d.asked_at(d.rng), d.rng
    assert on_postgres(pg, d.model, NOW) == d.rows
    for pusher in pushers(rng):
        assert pushed_on_postgres(pg, d.model, asked, NOW, pusher) == asked.of(d.model, d.rows)
        assert moments_on_postgres(pg, d.model, moments, pusher) == moments.on_rows(d.model, d.tables, pusher)


@one_model_each
def test_asking_about_some_keys_gives_their_rows_of_the_whole(seed: int, con: Con) -> None:
    d = drawn(seed)
    d.tables.load(con)
    asked, rng = d.asked(d.rng), d.rng
    expected = asked.of(d.model, on_duckdb(con, d.model, NOW))
    for pusher in pushers(rng):
        fetch = TableFetch(d.tables, NOW)
        assert pushed_on_rows(d.model, asked, fetch, pusher) == expected
        assert pushed_on_duckdb(con, d.model, asked, NOW, pusher) == expected


@one_model_each
def test_a_table_is_read_whole_only_where_unrestricted_sources_says_so(seed: int) -> None:
    d = drawn(seed)
    asked, rng = d.asked(d.rng), d.rng
    for pusher in pushers(rng):
        fetch = TableFetch(d.tables, NOW)
        pushed_on_rows(d.model, asked, fetch, pusher)
        assert fetch.whole == set(unrestricted_sources(pusher.push(d.model, asked.demand(d.model), asked.on)))


@one_model_each
def test_asking_each_key_at_its_own_moment_equals_asking_moment_by_moment(seed: int, con: Con) -> None:
    d = drawn(seed)
    d.tables.load(con)
    asked = d.asked_at(d.rng)
    expected = asked.one_by_one(con, d.model)
    for pusher in pushers(d.rng):
        assert asked.on_duckdb(con, d.model, pusher) == expected
        assert asked.on_rows(d.model, d.tables, pusher) == expected


@one_model_each
def test_what_becomes_known_later_changes_no_answer(seed: int, con: Con) -> None:
    d = drawn(seed)
    asked = d.asked_at(d.rng)
    last = max(at for _, at in asked.pairs)
    answers = []
    for tables in (d.tables, d.tables.with_a_future(d.rng, after=last)):
        tables.load(con)
        answers.append((asked.on_duckdb(con, d.model, Pusher()), on_duckdb(con, d.model, last)))
        answers.append((asked.on_rows(d.model, tables, Pusher()), on_rows(d.model, tables, last)))
    assert answers[2:] == answers[:2]


@one_model_each
def test_the_order_of_rows_in_the_tables_changes_no_answer(seed: int, con: Con) -> None:
    d = drawn(seed)
    other = d.tables.shuffled(d.rng)
    other.load(con)
    assert on_rows(d.model, other, NOW) == d.rows
    assert on_duckdb(con, d.model, NOW) == d.rows


def test_the_questions_are_not_empty_ones() -> None:
    """Random models that never say anything would prove nothing."""
    said = [bool(d.asked(d.rng).of(d.model, d.rows)) for d in map(drawn, range(40))]
    assert sum(said) >= 30


# How sharp the questions are: each of these ways of pushing is wrong, and some random model must show it.


@pytest.mark.parametrize("name", DEMAND)
def test_a_wrong_rule_of_demand_is_found_out(name: str) -> None:
    assert shows_demand(DEMAND[name], range(2000)) is not None


class NullablePartitions(Models):
    """Models as the window operator would make them if it kept rows without a partition value."""

    def without_null(self, n: Relation, partition: list[str]) -> Relation:
        return n


def test_a_partition_column_that_may_be_null_is_found_out() -> None:
    assert shows_demand(Pusher, range(1, 1000, 2), NullablePartitions) is not None
