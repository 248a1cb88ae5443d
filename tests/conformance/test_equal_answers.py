"""However a model is asked, it says the same: by statement, row by row, for some cases only, each at its moment."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import duckdb
import psycopg
import pytest
from asking import (
    Asked,
    AskedAt,
    Bag,
    TableFetch,
    on_duckdb,
    on_postgres,
    on_rows,
    pushed_on_duckdb,
    pushed_on_postgres,
    pushed_on_rows,
)
from random_court import MOMENTS, Tables, random_tables
from random_models import Models, of_type

from mingjing.algebra.demand import Pusher, unrestricted_sources
from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Type

Con = duckdb.DuckDBPyConnection
NOW = MOMENTS[1]
SEEDS = [*range(40), *(pytest.param(s, marks=pytest.mark.long) for s in range(40, 1000))]
one_model_each = pytest.mark.parametrize("seed", SEEDS)


@dataclass(frozen=True)
class Drawn:
    """One random court with one random model over it, and what it says now."""

    seed: int
    tables: Tables
    model: Relation
    key: str
    rows: Bag

    @property
    def rng(self) -> random.Random:
        """Chance for the questions, the same on every run."""
        return random.Random(f"questions {self.seed}")

    def asked(self, rng: random.Random) -> Asked:
        """Some values of the key, perhaps beside those of another column; among them NULL and one that is nowhere."""
        other = [c for c in self.model.columns if c != self.key]
        columns = (self.key, rng.choice(other)) if other and rng.random() < 0.3 else (self.key,)
        places = [self.model.columns.index(c) for c in columns]
        keys = {tuple(rng.choice(list(self.rows))[p] for p in places) for _ in range(rng.randint(1, 4)) if self.rows}
        return Asked(columns, frozenset(keys | ({(99,), (None,)} if len(columns) == 1 else set())))

    def asked_at(self, rng: random.Random) -> AskedAt:
        """Several keys, some of them at several moments."""
        place = self.model.columns.index(self.key)
        known = sorted({r[place] for r in self.rows} - {None} or {0})
        keys = rng.sample(known, min(len(known), 4))
        return AskedAt(self.key, tuple({(k, at) for k in keys for at in rng.sample(MOMENTS, rng.randint(1, 3))}))


@lru_cache(maxsize=64)
def drawn(seed: int, models: type[Models] = Models) -> Drawn:
    """The court and the model of a seed, small when odd: if it can be, one that says something."""
    rng = random.Random(seed)
    tables = random_tables(rng)
    for _ in range(8):
        model = models(rng).model(2, 4 if seed % 2 else 12)
        rows = on_rows(model, tables, NOW)
        if 0 < len(rows) < 2000:
            break
    return Drawn(seed, tables, model, rng.choice(of_type(model, Type.INT)), rows)


def pushers(rng: random.Random) -> Iterator[Pusher]:
    """The side of a join that goes first is a matter of speed, so any choice will do."""
    yield Pusher()
    yield Pusher(fanout=lambda n, columns: rng.random())


@one_model_each
def test_screening_on_duckdb_equals_the_row_engine(seed: int, con: Con) -> None:
    d = drawn(seed)
    d.tables.load(con)
    for at in MOMENTS[1:3]:
        assert on_duckdb(con, d.model, at) == on_rows(d.model, d.tables, at)


@one_model_each
def test_asking_postgres_equals_the_row_engine(seed: int, pg: psycopg.Connection) -> None:
    d = drawn(seed)
    d.tables.load_postgres(pg)
    asked, moments, rng = d.asked(d.rng), d.asked_at(d.rng), d.rng
    assert on_postgres(pg, d.model, NOW) == d.rows
    for pusher in pushers(rng):
        assert pushed_on_postgres(pg, d.model, asked, NOW, pusher) == asked.of(d.model, d.rows)
        assert moments.on_postgres(pg, d.model, pusher) == moments.on_rows(d.model, d.tables, pusher)


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


class WindowLikeFilter(Pusher):
    """Forgets that a row's window reaches beyond the rows asked about."""

    def _window(self, n, keys, on):  # type: ignore[no-untyped-def]
        made = {f.name for f, _, _, _ in n.made}
        return self._below(n, n.input, keys, on, lambda c: c not in made)


class NoRecheck(Pusher):
    """Forgets to look again on top where the demand could not be carried whole."""

    def _below(self, n, below, keys, on, carries):  # type: ignore[no-untyped-def]
        return n.over(self._part(below, keys, on, carries)[0])


class OuterJoinWithoutRecheck(Pusher):
    """Forgets that unmatched left rows reappear when an outer join is asked from its right side."""

    def _join_from_right(self, n, keys, on, right):  # type: ignore[no-untyped-def]
        out = super()._join_from_right(n, keys, on, right)
        return out.left if n.outer and len(right) == len(on) else out


class OuterJoinFromEitherSide(Pusher):
    """Takes the two columns of an outer join's match for the same."""

    def _join(self, n, keys, on):  # type: ignore[no-untyped-def]
        to_right = dict(n.on)
        if n.outer and all(a in to_right for a, _ in on):
            return self._join_from_right(n, keys, on, tuple((to_right[a], b) for a, b in on)).left
        return super()._join(n, keys, on)


@pytest.mark.parametrize("wrong", [WindowLikeFilter, NoRecheck, OuterJoinWithoutRecheck, OuterJoinFromEitherSide])
def test_a_wrong_way_of_pushing_is_found_out(wrong: Callable[[], Pusher]) -> None:
    assert any(differs(drawn(seed), wrong()) for seed in range(1, 1000, 2))


class NullablePartitions(Models):
    """Models as the window operator would make them if it kept rows without a partition value."""

    def without_null(self, n: Relation, partition: list[str]) -> Relation:
        return n


def test_a_partition_column_that_may_be_null_is_found_out() -> None:
    assert any(differs(drawn(seed, NullablePartitions), Pusher()) for seed in range(1, 1000, 2))


def differs(d: Drawn, pusher: Pusher) -> bool:
    """Whether the pushed model says something else than the whole one."""
    asked = d.asked(d.rng)
    return pushed_on_rows(d.model, asked, TableFetch(d.tables, NOW), pusher) != asked.of(d.model, d.rows)
