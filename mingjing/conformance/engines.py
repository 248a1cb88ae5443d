"""Every engine, asked the same three ways; the reference is the judge, and has only one way."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Protocol

import duckdb

from mingjing.algebra.demand import Pusher
from mingjing.algebra.relation import Relation, Source
from mingjing.conformance.asking import (
    Asked,
    AskedAt,
    Bag,
    TableFetch,
    on_duckdb,
    on_rows,
    pushed_on_duckdb,
    pushed_on_rows,
)
from mingjing.conformance.court import Tables
from mingjing.engines.reference import Record, meaning


class Engine(Protocol):
    """One engine; each answer is the bag of rows, columns in the order of the relation."""

    name: str

    def load(self, tables: Tables) -> None:
        """Take these tables as the court."""

    def screen(self, n: Relation, at: dt.datetime) -> Bag:
        """All rows as of a moment."""

    def check(self, n: Relation, asked: Asked, at: dt.datetime, pusher: Pusher) -> Bag:
        """The rows with the keys asked about."""

    def replay(self, n: Relation, asked: AskedAt, pusher: Pusher) -> Bag:
        """The rows of each key as of its own moment, which comes last."""


def judged(n: Relation, tables: Tables, at: dt.datetime) -> Bag:
    """All rows, as the reference has it."""

    def read(source: Source) -> list[Record]:
        return [dict(zip(source.columns, r, strict=True)) for r in tables.as_of(source, at)]

    return Counter(tuple(r[c] for c in n.columns) for r in meaning(n, read, at.date()))


class RowsAsked:
    """The row engine."""

    name = "rows"

    def load(self, tables: Tables) -> None:
        self.tables = tables

    def screen(self, n: Relation, at: dt.datetime) -> Bag:
        return on_rows(n, self.tables, at)

    def check(self, n: Relation, asked: Asked, at: dt.datetime, pusher: Pusher) -> Bag:
        return pushed_on_rows(n, asked, TableFetch(self.tables, at), pusher)

    def replay(self, n: Relation, asked: AskedAt, pusher: Pusher) -> Bag:
        return asked.on_rows(n, self.tables, pusher)


class DuckdbAsked:
    """DuckDB, in memory."""

    name = "duckdb"

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con

    def load(self, tables: Tables) -> None:
        tables.load(self.con)

    def screen(self, n: Relation, at: dt.datetime) -> Bag:
        return on_duckdb(self.con, n, at)

    def check(self, n: Relation, asked: Asked, at: dt.datetime, pusher: Pusher) -> Bag:
        return pushed_on_duckdb(self.con, n, asked, at, pusher)

    def replay(self, n: Relation, asked: AskedAt, pusher: Pusher) -> Bag:
        return asked.on_duckdb(self.con, n, pusher)
