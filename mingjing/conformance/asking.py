"""Asking one model in every way there is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import duckdb

from mingjing.algebra.clock import AT, lift
from mingjing.algebra.demand import On, Pusher
from mingjing.algebra.relation import AT_FIELD, Demand, Relation, Source
from mingjing.algebra.types import Field
from mingjing.conformance.court import Tables, put
from mingjing.engines.duckdb import checking_sql, screening_sql
from mingjing.engines.rows import RowEngine, Rows, picker
from mingjing.engines.sql import quoted

Bag = Counter[tuple[Any, ...]]


@dataclass
class TableFetch:
    """Rows of the tables as of one moment, by key where keys are given; what was read whole is remembered."""

    tables: Tables
    at: dt.datetime
    whole: set[str] = field(default_factory=set)

    def __call__(self, source: Source, wanted: tuple[tuple[str, ...], set[tuple[Any, ...]]] | None) -> Rows:
        if source.clocked:
            return self.at_their_moments(source, wanted)
        rows = self.tables.as_of(source, self.at)
        if wanted is None:
            self.whole.add(source.table)
            return rows
        key = picker(source.columns, wanted[0])
        return [r for r in rows if key(r) in wanted[1]]

    def at_their_moments(self, source: Source, wanted: tuple[tuple[str, ...], set[tuple[Any, ...]]] | None) -> Rows:
        assert wanted is not None, "a clocked source is only read for given moments"
        names, keys = wanted
        moments = {k[names.index(AT)] for k in keys}
        plain = Source(source.table, source.given)
        rows = [(*r, at) for at in moments for r in self.tables.as_of(plain, at)]
        key = picker(source.columns, names)
        return [r for r in rows if key(r) in keys]


def on_rows(n: Relation, tables: Tables, at: dt.datetime) -> Bag:
    """All rows, by the row engine."""
    return Counter(RowEngine(n).run(TableFetch(tables, at), {}, at.date()))


def on_duckdb(con: duckdb.DuckDBPyConnection, n: Relation, at: dt.datetime) -> Bag:
    """All rows, by the screening statement."""
    return Counter(con.execute(screening_sql(n, at)).fetchall())


@dataclass(frozen=True)
class Asked:
    """The keys a model is asked about: which columns of it, and the rows of the demand."""

    columns: tuple[str, ...]
    keys: frozenset[tuple[Any, ...]]

    def demand(self, n: Relation, *more: Field) -> Demand:
        given = (Field(f"k{i}", n.field(c).type) for i, c in enumerate(self.columns))
        return Demand("asked", (*given, *more))

    @property
    def on(self) -> On:
        return tuple((c, f"k{i}") for i, c in enumerate(self.columns))

    def of(self, n: Relation, rows: Bag) -> Bag:
        """The rows asked about, plainly: NULL equals nothing."""
        key = picker(n.columns, self.columns)
        return Counter({r: m for r, m in rows.items() if key(r) in self.keys and None not in key(r)})


def hand_in(con: duckdb.DuckDBPyConnection, demand: Demand, keys: Rows) -> str:
    """The SQL of a demand whose rows are these."""
    put(con, "_asked", demand.given, keys)
    return f"SELECT {', '.join(quoted(f.name) for f in demand.given)} FROM _asked"


def pushed_on_duckdb(con: duckdb.DuckDBPyConnection, n: Relation, asked: Asked, at: dt.datetime, pusher: Pusher) -> Bag:
    """The rows asked about, by the demanded statement."""
    demand = asked.demand(n)
    keys_sql = hand_in(con, demand, list(asked.keys))
    sql = checking_sql(pusher.push(n, demand, asked.on), demand.name, keys_sql)
    return Counter(con.execute(sql, {"at": at} if "$at" in sql else None).fetchall())


def pushed_on_rows(n: Relation, asked: Asked, fetch: TableFetch, pusher: Pusher) -> Bag:
    """The rows asked about, by the row engine over fetched rows."""
    demand = asked.demand(n)
    engine = RowEngine(pusher.push(n, demand, asked.on))
    return Counter(engine.run(fetch, {demand.name: list(asked.keys)}, fetch.at.date()))


@dataclass(frozen=True)
class AskedAt:
    """Pairs of a key and the moment at which it is asked about."""

    column: str
    pairs: tuple[tuple[Any, dt.datetime], ...]

    def pushed(self, n: Relation, pusher: Pusher) -> tuple[Relation, Demand]:
        demand = Demand("moments", (Field("k", n.field(self.column).type), AT_FIELD))
        return pusher.push(lift(n), demand, ((self.column, "k"), (AT, AT))), demand

    def on_duckdb(self, con: duckdb.DuckDBPyConnection, n: Relation, pusher: Pusher) -> Bag:
        """Rows with their moment last, all pairs in one statement."""
        pushed, demand = self.pushed(n, pusher)
        keys_sql = hand_in(con, demand, list(self.pairs))
        return Counter(con.execute(checking_sql(pushed, demand.name, keys_sql)).fetchall())

    def on_rows(self, n: Relation, tables: Tables, pusher: Pusher) -> Bag:
        """The same by the row engine. The day of the run is one that no moment falls on, and must not matter."""
        pushed, demand = self.pushed(n, pusher)
        engine = RowEngine(pushed)
        day = dt.date(1950, 6, 1)
        return Counter(engine.run(TableFetch(tables, dt.datetime(1950, 6, 1)), {demand.name: list(self.pairs)}, day))

    def judged(self, n: Relation, tables: Tables, judge: Callable[[Relation, Tables, dt.datetime], Bag]) -> Bag:
        """What plain screening of all rows as of each moment says of the keys asked at it, by whatever judge."""
        out: Bag = Counter()
        for at in {at for _, at in self.pairs}:
            keys = frozenset((k,) for k, t in self.pairs if t == at)
            rows = Asked((self.column,), keys).of(n, judge(n, tables, at))
            out.update({(*r, at): m for r, m in rows.items()})
        return out

    def one_by_one(self, con: duckdb.DuckDBPyConnection, n: Relation) -> Bag:
        """What plain screening as of each moment says of the keys asked at it."""
        out: Bag = Counter()
        for at in {at for _, at in self.pairs}:
            keys = frozenset((k,) for k, t in self.pairs if t == at)
            rows = Asked((self.column,), keys).of(n, on_duckdb(con, n, at))
            out.update({(*r, at): m for r, m in rows.items()})
        return out
