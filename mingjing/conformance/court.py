"""Small invented tables with a history: NULLs, repeats, month ends, leap days, great amounts, Chinese and emoji."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from mingjing.algebra.relation import Source
from mingjing.algebra.types import Field, Type
from mingjing.engines.rows import Rows, picker
from mingjing.engines.sql import quoted

MOMENTS = tuple(dt.datetime(2024, 2, 29, 12) + dt.timedelta(days=30 * i) for i in range(4))
"""When something becomes known, and when models are asked: the same, so that a boundary is hit often."""
FOR_EVER = dt.datetime(9999, 12, 31)
DATES = [
    dt.date(1900, 1, 1),
    dt.date(2100, 12, 31),
    dt.date(2000, 2, 29),
    dt.date(2023, 2, 28),
    *(dt.date(2024, m, d) for m, d in ((1, 1), (1, 30), (1, 31), (2, 28), (2, 29), (3, 1), (3, 31), (4, 30), (12, 31))),
]
TEXTS = ["甲公司", "乙", "", "a'b", 'a"b', "民间借贷👨‍👩‍👧", "％_", "乙 ", "A", "a"]
AMOUNTS = [0, 1, -1, 150_000, 10**13, -(10**13), 999_999_999_999]
ARROW = {
    Type.INT: pa.int64(),
    Type.FEN: pa.int64(),
    Type.NUMBER: pa.float64(),
    Type.TEXT: pa.string(),
    Type.BOOL: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.TIME: pa.timestamp("us"),
}

SOURCES = (
    Source(
        "案件",
        (
            Field("case_id", Type.INT, "案件"),
            Field("p", Type.INT, "当事人"),
            Field("x", Type.INT),
            Field("金额", Type.FEN),
            Field("on", Type.DATE),
            Field("s", Type.TEXT),
            Field("u", Type.INT),
        ),
    ),
    Source(
        "b",
        (
            Field("k", Type.INT),
            Field("q", Type.INT),
            Field("y", Type.NUMBER),
            Field("f", Type.BOOL),
            Field('e"d', Type.DATE),
            Field("t", Type.TEXT),
        ),
    ),
    Source("select", (Field("case_id", Type.INT), Field("r", Type.INT), Field("n", Type.FEN), Field("g", Type.DATE))),
)
HISTORY = (Field("_from", Type.TIME), Field("_to", Type.TIME))


def value(rng: random.Random, type_: Type) -> Any:
    """A value that is likely to meet others, or NULL."""
    if rng.random() < 0.12:
        return None
    match type_:
        case Type.INT:
            return rng.choice((rng.randrange(6), rng.randrange(4), rng.randrange(4), -1))
        case Type.FEN:
            return rng.choice((rng.choice(AMOUNTS), rng.randrange(4) * 100))
        case Type.NUMBER:
            return rng.randrange(-40, 40) / 8
        case Type.BOOL:
            return rng.random() < 0.5
        case Type.DATE:
            near = dt.date(2024, 1, 1) + dt.timedelta(rng.randrange(60))
            return rng.choice((near, rng.choice(DATES)))
    return rng.choice(TEXTS)


@dataclass
class Tables:
    """Every table's rows, each with `_from` and `_to` at its end."""

    rows: dict[str, Rows]

    def load(self, con: duckdb.DuckDBPyConnection) -> None:
        """Write the tables into a database, in the order they have here."""
        for s in SOURCES:
            put(con, s.table, (*s.given, *HISTORY), self.rows[s.table])

    def as_of(self, source: Source, at: dt.datetime) -> Rows:
        """The rows of a table as they stood at a moment: plainly, from what `_from` and `_to` mean."""
        whole = next(s for s in SOURCES if s.table == source.table)
        pick = picker([f.name for f in whole.given], [f.name for f in source.given])
        return [pick(r) for r in self.rows[source.table] if r[-2] <= at < r[-1]]

    def shuffled(self, rng: random.Random) -> Tables:
        """The same bag in another order."""
        return Tables({t: rng.sample(rows, len(rows)) for t, rows in self.rows.items()})

    def with_a_future(self, rng: random.Random, after: dt.datetime) -> Tables:
        """What comes to be known after a moment: new rows, and the end of rows that were in force."""
        later = after + dt.timedelta(seconds=1)
        changed = {}
        for s in SOURCES:
            old = [(*r[:-1], later) if r[-1] > later and rng.random() < 0.5 else r for r in self.rows[s.table]]
            changed[s.table] = old + [(*new_row(rng, s), later, FOR_EVER) for _ in range(12)]
        return Tables(changed)


def new_row(rng: random.Random, source: Source) -> tuple[Any, ...]:
    """One row of a table, without its history."""
    return tuple(value(rng, f.type) for f in source.given)


def random_tables(rng: random.Random, size: int = 14) -> Tables:
    """Tables in which some rows are replaced by later versions and some are there twice."""
    made: dict[str, Rows] = {}
    for s in SOURCES:
        rows: Rows = []
        for _ in range(size):
            first = rng.choice((MOMENTS[0] - dt.timedelta(days=9), *MOMENTS))
            until = rng.choice((FOR_EVER, FOR_EVER, *(m for m in MOMENTS if m > first)))
            row = new_row(rng, s)
            rows += [(*row, first, until)] * rng.choice((1, 1, 1, 2))
            if until < FOR_EVER:
                kept = rng.randrange(len(row))
                rows.append((*row[:kept], *new_row(rng, s)[kept:], until, FOR_EVER))
        made[s.table] = rows
    return Tables(made)


def put(con: duckdb.DuckDBPyConnection, name: str, fields: Iterable[Field], rows: Rows) -> None:
    """A table of exactly these rows."""
    fields = tuple(fields)
    columns = list(zip(*rows, strict=True)) if rows else [() for _ in fields]
    arrays = [pa.array(c, ARROW[f.type]) for f, c in zip(fields, columns, strict=True)]
    arriving = pa.Table.from_arrays(arrays, names=[f.name for f in fields])
    con.register("_arriving", arriving)
    con.execute(f"CREATE OR REPLACE TABLE {quoted(name)} AS SELECT * FROM _arriving")
    con.unregister("_arriving")
