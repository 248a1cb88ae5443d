"""Every function means the same in each database as in Python: a row per case, with and without NULL."""

from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import psycopg
import pytest

from mingjing.algebra.derived import DERIVED
from mingjing.algebra.expression import Call, Col, Expr, Lit
from mingjing.algebra.functions import TABLE
from mingjing.algebra.types import Type
from mingjing.engines.duckdb import DUCKDB
from mingjing.engines.postgres import POSTGRES, PostgresGenerator
from mingjing.engines.sql import Generator
from mingjing.engines.values import FUNCTIONS, compiled

DAY = dt.date
I, F, N, T, B, D, M = Type.INT, Type.FEN, Type.NUMBER, Type.TEXT, Type.BOOL, Type.DATE, Type.TIME  # noqa: E741
U = Type.UNKNOWN
FAMILY = "👨‍👩‍👧"

FIRST, STEPS = DAY(2025, 9, 26), "010008765432100010"
"""2025-09-26 to 10-13: 09-28 is a Sunday that is worked, 10-01 to 10-08 are free, 10-11 is worked."""
CAL = ((D, FIRST), (T, STEPS))

ROWS: list[tuple[str, tuple[tuple[Type, Any], ...], Any]] = [
    # function, (type, value) of each argument, what it gives
    ("eq", ((I, 1), (I, 1)), True),
    ("eq", ((I, 1), (N, 1.0)), True),
    ("eq", ((T, "a"), (T, "A")), False),
    ("eq", ((T, "乙"), (T, "乙 ")), False),
    ("eq", ((T, "é"), (T, "e\u0301")), False),
    ("eq", ((I, None), (I, None)), None),
    ("ne", ((I, 1), (I, 2)), True),
    ("ne", ((T, ""), (T, None)), None),
    ("lt", ((I, 1), (N, 1.5)), True),
    ("lt", ((D, DAY(2024, 2, 29)), (D, DAY(2024, 3, 1))), True),
    ("lt", ((F, None), (F, 0)), None),
    ("le", ((F, 100), (F, 100)), True),
    ("le", ((N, 0.1), (N, None)), None),
    ("gt", ((F, 10**15), (F, 10**15 - 1)), True),
    ("gt", ((D, None), (D, DAY(2024, 1, 1))), None),
    ("ge", ((I, -1), (I, 0)), False),
    ("ge", ((I, None), (I, 0)), None),
    ("and", ((B, True), (B, True)), True),
    ("and", ((B, True), (B, False)), False),
    ("and", ((B, True), (B, None)), None),
    ("and", ((B, False), (B, True)), False),
    ("and", ((B, False), (B, False)), False),
    ("and", ((B, False), (B, None)), False),
    ("and", ((B, None), (B, True)), None),
    ("and", ((B, None), (B, False)), False),
    ("and", ((B, None), (B, None)), None),
    ("or", ((B, True), (B, True)), True),
    ("or", ((B, True), (B, False)), True),
    ("or", ((B, True), (B, None)), True),
    ("or", ((B, False), (B, True)), True),
    ("or", ((B, False), (B, False)), False),
    ("or", ((B, False), (B, None)), None),
    ("or", ((B, None), (B, True)), True),
    ("or", ((B, None), (B, False)), None),
    ("or", ((B, None), (B, None)), None),
    ("and", ((B, True), (B, None), (B, False)), False),
    ("or", ((B, False), (B, None), (B, True)), True),
    ("not", ((B, True),), False),
    ("not", ((B, False),), True),
    ("not", ((B, None),), None),
    ("is_null", ((T, None),), True),
    ("is_null", ((T, ""),), False),
    ("in", ((I, 1), (I, 1), (I, 2)), True),
    ("in", ((I, 1), (I, 1), (I, None)), True),
    ("in", ((I, 1), (I, 2), (I, None)), None),
    ("in", ((I, 1), (I, 2)), False),
    ("in", ((I, None), (I, 1)), None),
    ("in", ((T, "乙"), (T, "甲"), (T, "乙")), True),
    ("add", ((I, 1), (I, 2)), 3),
    ("add", ((F, 10**15), (F, 1)), 10**15 + 1),
    ("add", ((I, 1), (N, 0.5)), 1.5),
    ("add", ((I, 1), (I, None)), None),
    ("sub", ((F, 100), (F, 250)), -150),
    ("sub", ((I, None), (I, 1)), None),
    ("mul", ((F, 199), (I, 3)), 597),
    ("mul", ((N, 0.5), (I, 3)), 1.5),
    ("mul", ((I, None), (I, 3)), None),
    ("div", ((I, 7), (I, 2)), 3.5),
    ("div", ((F, 1), (F, 3)), 1 / 3),
    ("div", ((I, 7), (I, 0)), None),
    ("div", ((I, 0), (I, 0)), None),
    ("div", ((N, 1.0), (N, 0.0)), None),
    ("div", ((F, 0), (F, 5)), 0.0),
    ("div", ((F, None), (F, 5)), None),
    ("div", ((F, 5), (F, None)), None),
    ("div", ((F, 9_007_199_254_740_993), (F, 3)), float(9_007_199_254_740_993) / 3.0),
    ("neg", ((F, 5),), -5),
    ("neg", ((I, None),), None),
    ("if", ((B, True), (I, 1), (I, 2)), 1),
    ("if", ((B, False), (I, 1), (I, 2)), 2),
    ("if", ((B, None), (I, 1), (I, 2)), 2),
    ("if", ((B, True), (T, None), (T, "b")), None),
    ("if", ((B, False), (I, 1), (N, 0.5)), 0.5),
    ("coalesce", ((I, None), (I, 2), (I, 3)), 2),
    ("coalesce", ((I, 1), (I, None)), 1),
    ("coalesce", ((D, None), (D, None)), None),
    ("coalesce", ((T, "甲"),), "甲"),
    ("least", ((I, 3), (I, None), (I, 2)), 2),
    ("least", ((D, DAY(2024, 1, 31)), (D, DAY(2024, 2, 1))), DAY(2024, 1, 31)),
    ("least", ((F, None), (F, None)), None),
    ("greatest", ((I, 3), (N, 3.5)), 3.5),
    ("greatest", ((D, None), (D, DAY(2024, 2, 1))), DAY(2024, 2, 1)),
    ("greatest", ((I, None), (I, None)), None),
    ("abs", ((F, -5),), 5),
    ("abs", ((N, -0.5),), 0.5),
    ("abs", ((I, None),), None),
    ("round", ((N, 2.5),), 3),
    ("round", ((N, -2.5),), -3),
    ("round", ((N, 0.5),), 1),
    ("round", ((N, -0.5),), -1),
    ("round", ((N, 2.4999),), 2),
    ("round", ((N, 0.49999999999999994),), 0),
    ("round", ((N, 1e15 + 0.5),), 10**15 + 1),
    ("round", ((I, 7),), 7),
    ("round", ((N, None),), None),
    ("days", ((D, DAY(2024, 3, 1)), (D, DAY(2024, 2, 28))), 2),
    ("days", ((D, DAY(1900, 1, 1)), (D, DAY(2100, 12, 31))), -73413),
    ("days", ((D, DAY(9999, 12, 31)), (D, DAY(1, 1, 1))), 3652058),
    ("days", ((D, None), (D, DAY(2024, 2, 28))), None),
    ("days", ((D, DAY(2024, 2, 28)), (D, None)), None),
    ("add_days", ((D, DAY(2024, 2, 28)), (I, 2)), DAY(2024, 3, 1)),
    ("add_days", ((D, DAY(2024, 3, 1)), (I, -1)), DAY(2024, 2, 29)),
    ("add_days", ((D, DAY(9999, 12, 31)), (I, 1)), DAY(9999, 12, 31)),
    ("add_days", ((D, DAY(1, 1, 1)), (I, -1)), DAY(1, 1, 1)),
    ("add_days", ((D, DAY(2024, 1, 1)), (I, 10**12)), DAY(9999, 12, 31)),
    ("add_days", ((D, None), (I, 1)), None),
    ("add_days", ((D, DAY(2024, 1, 1)), (I, None)), None),
    ("add_months", ((D, DAY(2024, 1, 31)), (I, 1)), DAY(2024, 2, 29)),
    ("add_months", ((D, DAY(2023, 1, 31)), (I, 1)), DAY(2023, 2, 28)),
    ("add_months", ((D, DAY(2024, 3, 31)), (I, -1)), DAY(2024, 2, 29)),
    ("add_months", ((D, DAY(2024, 2, 29)), (I, -1)), DAY(2024, 1, 29)),
    ("add_months", ((D, DAY(2024, 2, 29)), (I, 12)), DAY(2025, 2, 28)),
    ("add_months", ((D, DAY(2024, 2, 29)), (I, -48)), DAY(2020, 2, 29)),
    ("add_months", ((D, DAY(2024, 12, 31)), (I, 2)), DAY(2025, 2, 28)),
    ("add_months", ((D, DAY(2024, 1, 31)), (I, 0)), DAY(2024, 1, 31)),
    ("add_months", ((D, DAY(2100, 1, 31)), (I, 1)), DAY(2100, 2, 28)),
    ("add_months", ((D, DAY(9999, 12, 31)), (I, 36)), DAY(9999, 12, 31)),
    ("add_months", ((D, DAY(9999, 11, 30)), (I, 1)), DAY(9999, 12, 30)),
    ("add_months", ((D, DAY(1, 1, 31)), (I, -1)), DAY(1, 1, 1)),
    ("add_months", ((D, DAY(2024, 1, 1)), (I, -(10**12))), DAY(1, 1, 1)),
    ("add_months", ((D, None), (I, 1)), None),
    ("add_months", ((D, DAY(2024, 1, 1)), (I, None)), None),
    ("year", ((D, DAY(1900, 1, 1)),), 1900),
    ("year", ((D, None),), None),
    ("date_of", ((M, dt.datetime(2024, 2, 29, 23, 59, 59, 999999)),), DAY(2024, 2, 29)),
    ("date_of", ((M, None),), None),
    ("to_text", ((I, -12),), "-12"),
    ("to_text", ((I, None),), None),
    ("to_number", ((I, 3),), 3.0),
    ("to_number", ((I, None),), None),
    ("concat", ((T, "甲"), (T, FAMILY)), f"甲{FAMILY}"),
    ("concat", ((T, "甲"), (T, None)), None),
    ("concat", ((T, None), (T, None)), None),
    ("contains", ((T, "民间借贷纠纷"), (T, "借贷")), True),
    ("contains", ((T, "100%"), (T, "1_0")), False),
    ("contains", ((T, "甲"), (T, "")), True),
    ("contains", ((T, ""), (T, "甲")), False),
    ("contains", ((T, None), (T, "甲")), None),
    ("contains", ((T, "甲"), (T, None)), None),
    ("starts_with", ((T, "（2024）沪"), (T, "（2024）")), True),
    ("starts_with", ((T, "a%"), (T, "%")), False),
    ("starts_with", ((T, "甲"), (T, None)), None),
    ("length", ((T, "民间借贷"),), 4),
    ("length", ((T, FAMILY),), 5),
    ("length", ((T, ""),), 0),
    ("length", ((T, None),), None),
    ("idiv", ((I, 7), (I, 2)), 3),
    ("idiv", ((I, -7), (I, 2)), -3),
    ("idiv", ((I, 7), (I, -2)), -3),
    ("idiv", ((I, 7), (I, 0)), None),
    ("idiv", ((I, None), (I, 2)), None),
    ("mod", ((I, 7), (I, 2)), 1),
    ("mod", ((I, -7), (I, 2)), -1),
    ("mod", ((I, 7), (I, -2)), 1),
    ("mod", ((I, 7), (I, 0)), None),
    ("mod", ((I, 7), (I, None)), None),
    ("mul_div", ((F, 100), (I, 1), (I, 3)), 33),
    ("mul_div", ((F, 5), (I, 1), (I, 2)), 3),
    ("mul_div", ((F, -5), (I, 1), (I, 2)), -3),
    ("mul_div", ((F, 5), (I, -1), (I, -2)), 3),
    ("mul_div", ((F, 9_007_199_254_740_993), (I, 1_000_000), (I, 1_000_000)), 9_007_199_254_740_993),
    ("mul_div", ((I, 10), (I, 0), (I, 3)), 0),
    ("mul_div", ((F, 10), (I, 1), (I, 0)), None),
    ("mul_div", ((F, 10), (I, None), (I, 3)), None),
    ("mul_rate", ((F, 10_000), (N, 0.154)), 1540),
    ("mul_rate", ((F, 1), (N, 0.5)), 1),
    ("mul_rate", ((F, 3), (N, 0.5)), 2),
    ("mul_rate", ((F, -3), (N, 0.5)), -2),
    ("mul_rate", ((F, 10**15 + 5), (N, 0.1)), 10**14 + 1),
    ("mul_rate", ((F, 10**16), (N, 0.123456789)), 1234567900000000),
    ("mul_rate", ((F, 7), (I, 3)), 21),
    ("mul_rate", ((F, None), (N, 0.5)), None),
    ("mul_rate", ((F, 7), (N, None)), None),
    ("percent_of", ((F, 10_000), (N, 15.4)), 1540),
    ("percent_of", ((F, 333), (I, 50)), 167),
    ("percent_of", ((F, 333), (N, None)), None),
    ("add_months_end", ((D, DAY(2025, 2, 28)), (I, 3)), DAY(2025, 5, 31)),
    ("add_months_end", ((D, DAY(2025, 2, 27)), (I, 3)), DAY(2025, 5, 27)),
    ("add_months_end", ((D, DAY(2024, 2, 28)), (I, 1)), DAY(2024, 3, 28)),
    ("add_months_end", ((D, DAY(2024, 1, 31)), (I, 1)), DAY(2024, 2, 29)),
    ("add_months_end", ((D, None), (I, 1)), None),
    ("end_of_month", ((D, DAY(2024, 2, 1)),), DAY(2024, 2, 29)),
    ("end_of_month", ((D, DAY(2100, 2, 1)),), DAY(2100, 2, 28)),
    ("end_of_month", ((D, DAY(9999, 12, 31)),), DAY(9999, 12, 31)),
    ("end_of_month", ((D, DAY(1, 1, 1)),), DAY(1, 1, 31)),
    ("end_of_month", ((D, None),), None),
    ("quarter", ((D, DAY(2024, 3, 31)),), 1),
    ("quarter", ((D, DAY(2024, 4, 1)),), 2),
    ("quarter", ((D, DAY(2024, 12, 31)),), 4),
    ("quarter", ((D, None),), None),
    ("month", ((D, DAY(2024, 12, 31)),), 12),
    ("month", ((D, None),), None),
    ("day", ((D, DAY(2024, 2, 29)),), 29),
    ("day", ((D, None),), None),
    ("weekday", ((D, DAY(2025, 10, 5)),), 7),
    ("weekday", ((D, DAY(1, 1, 1)),), 1),
    ("weekday", ((D, DAY(9999, 12, 31)),), 5),
    ("weekday", ((D, None),), None),
    ("full_years", ((D, DAY(2024, 5, 1)), (D, DAY(2006, 5, 1))), 18),
    ("full_years", ((D, DAY(2024, 4, 30)), (D, DAY(2006, 5, 1))), 17),
    ("full_years", ((D, DAY(2025, 2, 28)), (D, DAY(2024, 2, 29))), 1),
    ("full_years", ((D, DAY(2025, 2, 27)), (D, DAY(2024, 2, 29))), 0),
    ("full_years", ((D, DAY(2023, 6, 1)), (D, DAY(2024, 5, 1))), -1),
    ("full_years", ((D, DAY(9999, 12, 31)), (D, DAY(1, 1, 1))), 9998),
    ("full_years", ((D, None), (D, DAY(2024, 5, 1))), None),
    ("next_workday", ((D, DAY(2025, 9, 27)), *CAL), DAY(2025, 9, 28)),
    ("next_workday", ((D, DAY(2025, 9, 28)), *CAL), DAY(2025, 9, 28)),
    ("next_workday", ((D, DAY(2025, 10, 1)), *CAL), DAY(2025, 10, 9)),
    ("next_workday", ((D, DAY(2025, 10, 11)), *CAL), DAY(2025, 10, 11)),
    ("next_workday", ((D, DAY(2025, 9, 20)), *CAL), DAY(2025, 9, 22)),
    ("next_workday", ((D, DAY(2025, 10, 19)), *CAL), DAY(2025, 10, 20)),
    ("next_workday", ((D, DAY(2025, 10, 17)), *CAL), DAY(2025, 10, 17)),
    ("next_workday", ((D, DAY(9999, 12, 31)), *CAL), DAY(9999, 12, 31)),
    ("next_workday", ((D, DAY(1, 1, 1)), *CAL), DAY(1, 1, 1)),
    ("next_workday", ((D, None), *CAL), None),
    ("is_workday", ((D, DAY(2025, 9, 28)), *CAL), True),
    ("is_workday", ((D, DAY(2025, 9, 27)), *CAL), False),
    ("is_workday", ((D, None), *CAL), None),
    ("period_end", ((D, DAY(2025, 9, 16)), (I, 15), *CAL), DAY(2025, 10, 9)),
    ("period_end", ((D, DAY(2025, 9, 1)), (I, 15), *CAL), DAY(2025, 9, 16)),
    ("period_end", ((D, DAY(2025, 9, 16)), (I, None), *CAL), None),
    ("period_end_months", ((D, DAY(2025, 8, 31)), (I, 1), *CAL), DAY(2025, 9, 30)),
    ("period_end_months", ((D, DAY(2025, 7, 31)), (I, 1), *CAL), DAY(2025, 9, 1)),
    ("period_end_months", ((D, None), (I, 1), *CAL), None),
    ("ends_with", ((T, "上海某有限公司"), (T, "公司")), True),
    ("ends_with", ((T, "a%"), (T, "_")), False),
    ("ends_with", ((T, "甲"), (T, "")), True),
    ("ends_with", ((T, "甲"), (T, None)), None),
    ("position", ((T, "王小山"), (T, "小")), 2),
    ("position", ((T, f"{FAMILY}甲"), (T, "甲")), 6),
    ("position", ((T, "王小山"), (T, "大")), 0),
    ("position", ((T, "王"), (T, "")), 1),
    ("position", ((T, "王"), (T, None)), None),
    ("substr", ((T, "欧阳小山"), (I, 1), (I, 2)), "欧阳"),
    ("substr", ((T, "欧阳小山"), (I, 3), (I, 9)), "小山"),
    ("substr", ((T, "欧阳"), (I, 9), (I, 1)), ""),
    ("substr", ((T, f"甲{FAMILY}"), (I, 2), (I, 1)), "👨"),
    ("substr", ((T, None), (I, 1), (I, 1)), None),
    ("bucket", ((I, 1), (I, 100), (I, 7)), 48),
    ("bucket", ((I, 2**62), (I, 100), (I, 7)), 48),
    ("bucket", ((I, None), (I, 100), (I, 7)), None),
]  # fmt: skip


def shown(row: tuple[str, tuple[tuple[Type, Any], ...], Any]) -> str:
    return f"{row[0]}-{'-'.join(str(v) for _, v in row[1])}"


def applied(fn: str, args: list[Expr]) -> Call:
    result = TABLE[fn].gives(tuple(a.type for a in args))
    assert result is not None, "the function table refuses these arguments"
    return Call(result, fn, tuple(args))


def in_python(e: Expr, row: tuple[Any, ...] = ()) -> Any:
    return compiled(e, [f"c{i}" for i in range(len(row))], DAY(2024, 1, 1))(row)


def in_duckdb(con: duckdb.DuckDBPyConnection, e: Expr, row: tuple[tuple[Type, Any], ...] = ()) -> Any:
    """The value of an expression over one row of columns c0, c1, … of the given types."""
    generator = Generator(DUCKDB, "TIMESTAMP '2024-01-01 00:00:00'")
    columns = ", ".join(f"CAST($v{i} AS {DUCKDB.types[t]}) AS c{i}" for i, (t, _) in enumerate(row)) or "1 AS one"
    names = {f"c{i}": f"t.c{i}" for i in range(len(row))}
    given = {f"v{i}": v for i, (_, v) in enumerate(row)}
    return con.execute(f"SELECT {generator.expr(e, names)} FROM (SELECT {columns}) t", given or None).fetchall()[0][0]


def in_postgres(pg: psycopg.Connection, e: Expr, row: tuple[tuple[Type, Any], ...] = ()) -> Any:
    """The value of an expression over one row of columns c0, c1, … of the given types."""
    generator = PostgresGenerator(POSTGRES, "TIMESTAMP '2024-01-01 00:00:00'")
    columns = ", ".join(f"CAST(${i + 1} AS {POSTGRES.types[t]}) AS c{i}" for i, (t, _) in enumerate(row)) or "1 AS one"
    names = {f"c{i}": f"t.c{i}" for i in range(len(row))}
    sql = f"SELECT {generator.expr(e, names)} FROM (SELECT {columns}) t"
    return pg.execute(sql, [v for _, v in row]).fetchall()[0][0]


def literal(type_: Type, value: Any) -> Expr:
    return Lit(type_ if value is not None else U, value)


@pytest.mark.parametrize("row", ROWS, ids=shown)
def test_a_function_of_columns_means_the_same_everywhere(
    row: Any, con: duckdb.DuckDBPyConnection, pg: psycopg.Connection
) -> None:
    fn, args, expected = row
    e = applied(fn, [Lit(t, v) if (t, v) in CAL else Col(t, f"c{i}") for i, (t, v) in enumerate(args)])
    assert in_python(e, tuple(v for _, v in args)) == expected
    assert in_duckdb(con, e, args) == expected
    assert in_postgres(pg, e, args) == expected


TAKES_NO_BARE_NULL = {"neg", "abs", "mul", "div", "mul_div", "mul_rate", "percent_of", "bucket"}
"""Functions whose type rests on the argument: NULL written there is refused as a typing mistake."""


@pytest.mark.parametrize("row", [r for r in ROWS if M not in {t for t, _ in r[1]}], ids=shown)
def test_a_function_of_constants_means_the_same_everywhere(
    row: Any, con: duckdb.DuckDBPyConnection, pg: psycopg.Connection
) -> None:
    fn, args, expected = row
    if fn in TAKES_NO_BARE_NULL and None in [v for _, v in args]:
        assert TABLE[fn].gives(tuple(literal(t, v).type for t, v in args)) is None
        return
    e = applied(fn, [literal(t, v) for t, v in args])
    assert in_python(e) == expected
    assert in_duckdb(con, e) == expected
    assert in_postgres(pg, e) == expected


def test_every_function_has_a_meaning_everywhere_and_a_row_here() -> None:
    assert set(TABLE) == set(FUNCTIONS) == {r[0] for r in ROWS}
    assert set(TABLE) == {*DUCKDB.functions, *DERIVED, "in"} == {*POSTGRES.functions, *DERIVED, "in"}


NULL_SAFE = {"and", "or", "is_null", "in", "if", "coalesce", "least", "greatest"}


@pytest.mark.parametrize("fn", sorted(set(TABLE) - NULL_SAFE))
def test_every_other_function_has_a_row_with_null_which_gives_null(fn: str) -> None:
    given = [expected for f, args, expected in ROWS if f == fn and None in [v for _, v in args]]
    assert given and set(given) == {None}


@pytest.mark.parametrize("type_", list(DUCKDB.types))
def test_null_of_a_column_meets_a_value_of_any_type_and_gives_unknown(
    type_: Type, con: duckdb.DuckDBPyConnection, pg: psycopg.Connection
) -> None:
    e = applied("eq", [Col(type_, "c0"), Lit(U, None)])
    assert in_python(e, (None,)) is None
    assert in_duckdb(con, e, ((type_, None),)) is None
    assert in_postgres(pg, e, ((type_, None),)) is None
