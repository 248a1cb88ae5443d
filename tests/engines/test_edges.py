"""Where engines like to differ: nothing at all, the ends of the calendar, great sums, columns of NULL."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import duckdb
import psycopg
import pytest

from mingjing.algebra.expression import Call, Col, Expr, Lit
from mingjing.algebra.relation import Aggregate, Derive, Filter, Frame, Join, Project, Relation, Source, Union, Window
from mingjing.algebra.types import Field, Type
from mingjing.engines import duckdb as on_duckdb
from mingjing.engines import postgres as on_postgres
from mingjing.engines.rows import RowEngine

AT = dt.datetime(2024, 6, 30, 23, 59, 59)
DAY = dt.date
T = Source(
    "t",
    (
        Field("g", Type.INT),
        Field("on", Type.DATE),
        Field("amount_fen", Type.FEN),
        Field("share", Type.NUMBER),
        Field("name", Type.TEXT),
    ),
)
ROWS = [
    (1, DAY(1, 1, 1), 10**16, 0.5, "甲"),
    (1, DAY(1, 1, 2), 1, 0.25, None),
    (1, None, 1, None, "甲"),
    (1, None, None, 0.0, "乙"),
    (2, DAY(9999, 12, 31), -(10**16), -0.0, ""),
    (2, DAY(2024, 2, 29), None, 1e300, "👨‍👩‍👧"),
    (None, DAY(2024, 2, 28), 7, 3.5, "𠮷"),
]
BEGINNING, END = dt.datetime(2000, 1, 1), dt.datetime(9999, 12, 31)


@pytest.fixture(params=[ROWS, []], ids=["rows", "no_rows"])
def table(
    request: pytest.FixtureRequest, con: duckdb.DuckDBPyConnection, pg: psycopg.Connection
) -> list[tuple[Any, ...]]:
    made = 'CREATE TABLE t (g BIGINT, "on" DATE, amount_fen BIGINT, share DOUBLE PRECISION, name VARCHAR, {history})'
    for database in (con, pg):
        database.execute("DROP TABLE IF EXISTS t")
        database.execute(made.format(history="_from TIMESTAMP, _to TIMESTAMP"))
        for row in request.param:
            database.execute("INSERT INTO t VALUES ($1, $2, $3, $4, $5, $6, $7)", [*row, BEGINNING, END])
    return list(request.param)


def col(name: str) -> Col:
    return Col(T.field(name).type, name)


def seen(fn: str, of: str | None, type_: Type, frame: Frame) -> Relation:
    return Window(T, ("g",), ("on", "amount_fen", "share"), ((Field("seen", type_), fn, of, frame),))


NOTHING = Derive(T, ((Field("nothing", Type.UNKNOWN), Lit(Type.UNKNOWN, None)),))
PLACE = (Field("place", Type.INT), "rank", None, Frame("all"))
ORDER = ("on", "amount_fen", "share", "name", "g")


def only(name: str, e: Expr) -> Relation:
    return Project(Derive(T, ((Field(name, e.type), e),)), ((name, name),))


MODELS: dict[str, Relation] = {
    "a_count_over_everything": Aggregate(
        T,
        (),
        (
            (Field("n", Type.INT), "count", None),
            (Field("d", Type.INT), "count_distinct", "name"),
            (Field("s", Type.FEN), "sum", "amount_fen"),
            (Field("m", Type.DATE), "max", "on"),
        ),
    ),
    "a_sum_beyond_what_a_double_holds": Aggregate(T, ("g",), ((Field("s", Type.FEN), "sum", "amount_fen"),)),
    "least_and_greatest_text": Aggregate(
        T, (), ((Field("a", Type.TEXT), "min", "name"), (Field("b", Type.TEXT), "max", "name"))
    ),
    "days_back_from_the_first_day_there_is": seen("count", None, Type.INT, Frame("days", 60_000)),
    "days_back_of_one_day": seen("sum", "amount_fen", Type.FEN, Frame("days", 0)),
    "distinct_values_of_the_partition": seen("count_distinct", "name", Type.INT, Frame("all")),
    "distinct_values_of_the_days_back": seen("count_distinct", "name", Type.INT, Frame("days", 365)),
    "distinct_values_before": seen("count_distinct", "amount_fen", Type.INT, Frame("before")),
    "rows_before": seen("sum", "amount_fen", Type.FEN, Frame("before")),
    "a_window_over_everything": Window(T, (), ORDER, (PLACE,)),
    "a_rank_in_order": Window(T, ("g",), ORDER, (PLACE,)),
    "a_column_of_null_compared_with_a_day": Filter(
        NOTHING,
        Call(
            Type.BOOL,
            "or",
            (
                Call(Type.BOOL, "lt", (Col(Type.UNKNOWN, "nothing"), col("on"))),
                Call(Type.BOOL, "is_null", (Col(Type.UNKNOWN, "nothing"),)),
            ),
        ),
    ),
    "a_column_of_null_shifted_by_months": Derive(
        NOTHING,
        ((Field("later", Type.DATE), Call(Type.DATE, "add_months", (Col(Type.UNKNOWN, "nothing"), Lit(Type.INT, 1)))),),
    ),
    "a_union_with_a_column_of_null": Union((only("x", col("on")), only("x", Lit(Type.UNKNOWN, None)))),
    "a_union_of_whole_and_broken_numbers": Aggregate(
        Union((only("x", col("g")), only("x", Lit(Type.NUMBER, 0.5)))), (), ((Field("m", Type.NUMBER), "sum", "x"),)
    ),
    "a_share_of_a_great_sum": Derive(
        T, ((Field("part", Type.NUMBER), Call(Type.NUMBER, "div", (col("amount_fen"), Lit(Type.FEN, 3)))),)
    ),
    "a_join_on_a_column_of_null": Join(T, only("nothing", Lit(Type.UNKNOWN, None)), (("g", "nothing"),), None, True),
    "no_row_beside_no_row": Join(
        T,
        Project(T, tuple((f"other_{c}", c) for c in T.columns)),
        (("g", "other_g"), ("name", "other_name")),
        None,
        True,
    ),
}


@pytest.mark.parametrize("model", list(MODELS.values()), ids=list(MODELS))
def test_every_engine_says_the_same(
    model: Relation, table: list[tuple[Any, ...]], con: duckdb.DuckDBPyConnection, pg: psycopg.Connection
) -> None:
    by_rows = Counter(RowEngine(model).run(lambda source, wanted: table, {}, AT.date()))
    assert Counter(con.execute(on_duckdb.screening_sql(model, AT)).fetchall()) == by_rows
    assert Counter(pg.execute(on_postgres.screening_sql(model, AT)).fetchall()) == by_rows


def test_a_count_over_no_rows_is_zero_and_a_sum_is_unknown() -> None:
    made = RowEngine(MODELS["a_count_over_everything"]).run(lambda source, wanted: [], {}, AT.date())
    assert made == [(0, 0, None, None)]
