"""Every function over hundreds of random arguments at once: the databases say what Python says."""

from __future__ import annotations

import datetime as dt
import math
import random
from typing import Any

import duckdb
import psycopg
import pytest

from mingjing.algebra.expression import Call, Col, Expr, Lit
from mingjing.algebra.functions import TABLE
from mingjing.algebra.types import Type
from mingjing.engines.duckdb import DUCKDB
from mingjing.engines.postgres import POSTGRES, PostgresGenerator
from mingjing.engines.sql import Generator
from mingjing.engines.values import compiled
from mingjing.scenario.workdays import working_days

I, F, N, T, B, D, M = Type.INT, Type.FEN, Type.NUMBER, Type.TEXT, Type.BOOL, Type.DATE, Type.TIME  # noqa: E741
TODAY = dt.date(2024, 6, 30)
ROWS = 300
CALENDAR = (Lit(D, working_days().first), Lit(T, working_days().steps))

SHAPES: dict[str, tuple[Type, ...]] = {
    **dict.fromkeys(("eq", "ne", "lt", "le", "gt", "ge"), (D, D)),
    **dict.fromkeys(("and", "or"), (B, B, B)),
    **dict.fromkeys(("idiv", "mod"), (I, I)),
    **dict.fromkeys(("add", "sub"), (F, F)),
    **dict.fromkeys(("least", "greatest"), (D, D, D)),
    **dict.fromkeys(("contains", "starts_with", "ends_with", "position", "concat"), (T, T)),
    **dict.fromkeys(("end_of_month", "year", "quarter", "month", "day", "weekday"), (D,)),
    **dict.fromkeys(("next_workday", "is_workday"), (D,)),
    **dict.fromkeys(("add_days", "add_months", "add_months_end", "period_end", "period_end_months"), (D, I)),
    **dict.fromkeys(("days", "full_years"), (D, D)),
    **dict.fromkeys(("mul_rate", "percent_of"), (F, N)),
    **dict.fromkeys(("neg", "abs"), (F,)),
    "not": (B,),
    "is_null": (T,),
    "in": (T, T, T),
    "mul": (F, I),
    "div": (F, F),
    "if": (B, F, F),
    "coalesce": (T, T),
    "round": (N,),
    "mul_div": (F, I, I),
    "date_of": (M,),
    "to_text": (I,),
    "to_number": (I,),
    "length": (T,),
    "substr": (T,),
    "bucket": (I,),
}
FIXED = {"substr": (Lit(I, 2), Lit(I, 2)), "bucket": (Lit(I, 97), Lit(I, 5))}


def value(rng: random.Random, type_: Type) -> Any:
    """A value that is likely to be a hard one, or NULL."""
    if rng.random() < 0.08:
        return None
    match type_:
        case Type.INT:
            return rng.choice((0, 1, -1, rng.randrange(-40, 40), rng.randrange(-5000, 5000)))
        case Type.FEN:
            return rng.choice((0, rng.randrange(-1000, 1000), rng.randrange(10**12), rng.randrange(10**15)))
        case Type.NUMBER:
            return rng.choice((rng.randrange(-4000, 4000) / 8, rng.random(), rng.randrange(1, 3000) / 100, 0.5, -2.5))
        case Type.BOOL:
            return rng.random() < 0.5
        case Type.DATE:
            near = dt.date(2014, 12, 1) + dt.timedelta(rng.randrange(4600))
            ends = (dt.date(1, 1, 1), dt.date(9999, 12, 31), dt.date(2024, 2, 29), dt.date(2000, 2, 29))
            return rng.choice((near, near, near, rng.choice(ends)))
        case Type.TIME:
            return dt.datetime(2024, 1, 1) + dt.timedelta(seconds=rng.randrange(10**8))
    return "".join(rng.choice("甲乙丙ab%_'\\\"👨\u200d👩 ") for _ in range(rng.randrange(5)))


def asked(fn: str) -> Expr:
    """The function over columns c0, c1, …"""
    args: tuple[Expr, ...] = tuple(Col(t, f"c{i}") for i, t in enumerate(SHAPES[fn]))
    args += FIXED.get(fn, ()) + (CALENDAR if fn in BY_CALENDAR else ())
    result = TABLE[fn].gives(tuple(a.type for a in args))
    assert result is not None
    return Call(result, fn, args)


BY_CALENDAR = {"next_workday", "is_workday", "period_end", "period_end_months"}


def alike(a: Any, b: Any) -> bool:
    """Equal, or both not known; a quotient may differ in its last place."""
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=1e-15)
    return bool(a == b and type(a) is type(b))


@pytest.mark.parametrize("fn", sorted(TABLE))
def test_every_engine_gives_what_python_gives(fn: str, con: duckdb.DuckDBPyConnection, pg: psycopg.Connection) -> None:
    rng = random.Random(fn)
    rows = [tuple(value(rng, t) for t in SHAPES[fn]) for _ in range(ROWS)]
    e = asked(fn)
    columns = [f"c{i}" for i in range(len(SHAPES[fn]))]
    expected = [compiled(e, columns, TODAY)(r) for r in rows]
    names = {c: f"t.{c}" for c in columns}
    for made, types, db in ((Generator(DUCKDB, "NULL"), DUCKDB.types, con), (PG, POSTGRES.types, pg)):
        fill(db, [types[t] for t in SHAPES[fn]], rows)
        found = [v for (v,) in db.execute(f"SELECT {made.expr(e, names)} FROM given t ORDER BY t.place").fetchall()]
        wrong = [(r, a, b) for r, a, b in zip(rows, found, expected, strict=True) if not alike(a, b)]
        assert wrong == []


PG = PostgresGenerator(POSTGRES, "NULL")


def fill(db: Any, types: list[str], rows: list[tuple[Any, ...]]) -> None:
    """A table of the rows, in their order."""
    columns = ", ".join(f"c{i} {t}" for i, t in enumerate(types))
    db.execute("DROP TABLE IF EXISTS given")
    db.execute(f"CREATE TEMP TABLE given (place BIGINT, {columns})")
    mark = "?" if isinstance(db, duckdb.DuckDBPyConnection) else "%s"
    cursor = db if mark == "?" else psycopg.ClientCursor(db)
    marks = ", ".join([mark] * (len(types) + 1))
    cursor.executemany(f"INSERT INTO given VALUES ({marks})", [(i, *r) for i, r in enumerate(rows)])
