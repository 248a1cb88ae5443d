"""Small tables for operators, and what a box says of them on every engine."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import duckdb
import psycopg

from mingjing.algebra.formula import Formulas, Parameter
from mingjing.algebra.relation import Relation, Source
from mingjing.algebra.types import Field, Type
from mingjing.engines import duckdb as duck
from mingjing.engines import postgres
from mingjing.engines.rows import RowEngine
from mingjing.engines.sql import quoted
from mingjing.operators import PALETTE
from mingjing.scenario.workdays import working_days

AT = dt.datetime(2025, 12, 31, 12)
TYPES = {
    "id": Type.INT,
    "n": Type.INT,
    "fen": Type.FEN,
    "on": Type.DATE,
    "rate": Type.NUMBER,
    "yes": Type.BOOL,
}
FORMULAS = Formulas({"least": Parameter(Type.INT, 1)}, working_days())
Rows = list[tuple[Any, ...]]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def table(name: str, header: str) -> Source:
    """A table with these columns; the end of a name tells its type, and text is what is left."""
    return Source(name, tuple(Field(c, TYPES.get(c.rpartition("_")[2], Type.TEXT), c) for c in header.split()))


def box(operator: str, **form: Any) -> Relation:
    """What the box means."""
    return PALETTE[operator](**form).build(FORMULAS)


def as_value(f: Field, written: Any) -> Any:
    return day(written) if f.type is Type.DATE and isinstance(written, str) else written


def rows_of(source: Source, rows: Rows) -> Rows:
    """The rows with dates read."""
    return [tuple(as_value(f, v) for f, v in zip(source.given, r, strict=True)) for r in rows]


def said(relation: Relation, given: dict[Source, Rows], con: duckdb.DuckDBPyConnection, pg: psycopg.Connection) -> Rows:
    """The rows of a relation over these tables: the same by the row engine, DuckDB and PostgreSQL, or it fails."""
    tables = {s.table: (s, rows_of(s, rows)) for s, rows in given.items()}

    def fetch(source: Source, wanted: Any) -> Rows:
        whole, rows = tables[source.table]
        places = [whole.columns.index(c) for c in source.columns]
        return [tuple(r[p] for p in places) for r in rows]

    by_rows = RowEngine(relation).run(fetch, {}, AT.date())
    for name, (source, rows) in tables.items():
        fill(con, duck.DUCKDB.types, name, source, rows, "?")
        fill(pg, postgres.POSTGRES.types, name, source, rows, "%s")
    assert Counter(con.execute(duck.screening_sql(relation, AT)).fetchall()) == Counter(by_rows)
    assert Counter(pg.execute(postgres.screening_sql(relation, AT)).fetchall()) == Counter(by_rows)
    return sorted(by_rows, key=lambda r: [(v is None, str(v)) for v in r])


def fill(con: Any, types: Any, name: str, source: Source, rows: Rows, mark: str) -> None:
    """A temporary table of these rows, in force for ever."""
    columns = ", ".join(f"{quoted(f.name)} {types[f.type]}" for f in source.given)
    con.execute(f"DROP TABLE IF EXISTS {quoted(name)}")
    con.execute(f"CREATE TEMP TABLE {quoted(name)} ({columns}, _from TIMESTAMP, _to TIMESTAMP)")
    marks = ", ".join([mark] * (len(source.given) + 2))
    for r in rows:
        cursor = con if mark == "?" else psycopg.ClientCursor(con)
        cursor.execute(f"INSERT INTO {quoted(name)} VALUES ({marks})", [*r, dt.datetime(2000, 1, 1), dt.datetime.max])
