"""Asking a model on PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

import psycopg

from mingjing.algebra.demand import Pusher
from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Field
from mingjing.conformance.asking import Asked, AskedAt, Bag
from mingjing.conformance.court import HISTORY, SOURCES, Tables
from mingjing.engines import postgres, postgres_online
from mingjing.engines.postgres import POSTGRES
from mingjing.engines.rows import Rows
from mingjing.engines.sql import quoted


def load(pg: psycopg.Connection, tables: Tables) -> None:
    """Write the tables into the database, in the order they have."""
    for s in SOURCES:
        put_postgres(pg, s.table, (*s.given, *HISTORY), tables.rows[s.table])


def put_postgres(pg: psycopg.Connection, name: str, fields: Iterable[Field], rows: Rows) -> None:
    """The same in PostgreSQL."""
    columns = ", ".join(f"{quoted(f.name)} {POSTGRES.types[f.type]}" for f in fields)
    pg.execute(f"DROP TABLE IF EXISTS {quoted(name)}; CREATE TEMP TABLE {quoted(name)} ({columns})")
    with pg.cursor().copy(f"COPY {quoted(name)} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def on_postgres(pg: psycopg.Connection, n: Relation, at: dt.datetime) -> Bag:
    """All rows, by PostgreSQL's screening statement."""
    return Counter(pg.execute(postgres.screening_sql(n, at)).fetchall())


def pushed_on_postgres(pg: psycopg.Connection, n: Relation, asked: Asked, at: dt.datetime, pusher: Pusher) -> Bag:
    """The rows asked about, by PostgreSQL's demanded statement."""
    demand = asked.demand(n)
    put_postgres(pg, "_asked", demand.given, list(asked.keys))
    keys_sql = f"SELECT {', '.join(quoted(f.name) for f in demand.given)} FROM _asked"
    sql = postgres_online.checking_sql(pusher.push(n, demand, asked.on), demand.name, keys_sql, postgres.moment(at))
    return Counter(pg.execute(sql).fetchall())


def moments_on_postgres(pg: psycopg.Connection, n: Relation, asked: AskedAt, pusher: Pusher) -> Bag:
    """Rows at the moments asked, with their moment last."""
    pushed, demand = asked.pushed(n, pusher)
    put_postgres(pg, "_moments", demand.given, list(asked.pairs))
    keys_sql = f"SELECT {', '.join(quoted(f.name) for f in demand.given)} FROM _moments"
    return Counter(pg.execute(postgres_online.checking_sql(pushed, demand.name, keys_sql)).fetchall())


class PostgresAsked:
    """PostgreSQL, over a connection of its own."""

    name = "postgres"

    def __init__(self, pg: psycopg.Connection) -> None:
        self.pg = pg

    def load(self, tables: Tables) -> None:
        load(self.pg, tables)

    def screen(self, n: Relation, at: dt.datetime) -> Bag:
        return on_postgres(self.pg, n, at)

    def check(self, n: Relation, asked: Asked, at: dt.datetime, pusher: Pusher) -> Bag:
        return pushed_on_postgres(self.pg, n, asked, at, pusher)

    def replay(self, n: Relation, asked: AskedAt, pusher: Pusher) -> Bag:
        return moments_on_postgres(self.pg, n, asked, pusher)
