"""Whatever an author writes inside quotes reaches the databases unchanged, and nothing else of it does."""

from __future__ import annotations

from typing import Any

import duckdb
import psycopg
import pytest

from mingjing.algebra.formula import Formulas
from mingjing.algebra.types import Field, Type
from mingjing.engines.duckdb import DUCKDB
from mingjing.engines.postgres import POSTGRES, PostgresGenerator
from mingjing.engines.sql import Generator
from mingjing.scenario.workdays import working_days

FORMULAS = Formulas({}, working_days())
SCOPE = {"name": Field("name", Type.TEXT, "姓名"), 'a"b; --': Field('a"b; --', Type.TEXT)}
HOSTILE = [
    "'; DROP TABLE t; --",
    "\\'; SELECT pg_sleep(9); --",
    "$$ $1 $at :name %s ? {0} {*, }",
    "E'\\x41' U&'\\0041' \\",
    "/* */ -- \n ;",
    "\u2028\u00a0\u3000👨‍👩‍👧",
    '"name" `name` [name]',
    "' OR '1'='1",
]
SHAPES = {
    "{}": lambda t: t,
    "concat({}, {})": lambda t: t + t,
    "substr({}, 2, 3)": lambda t: t[1:4],
    "if(contains({}, {}), {}, 'x')": lambda t: t,
    "情形(ends_with({}, {}), {})": lambda t: t,
    "to_text(position({}, {}))": lambda t: "1",
}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("shape", list(SHAPES))
def test_text_in_quotes_stays_text(
    shape: str, text: str, con: duckdb.DuckDBPyConnection, pg: psycopg.Connection
) -> None:
    written = "'" + text.replace("'", "''") + "'"
    e = FORMULAS.read(f"coalesce(null, {shape.format(*[written] * shape.count('{}'))})", SCOPE)
    expected = SHAPES[shape](text)
    assert value(con, Generator(DUCKDB, "NULL").expr(e, {})) == expected
    assert value(pg, PostgresGenerator(POSTGRES, "NULL").expr(e, {})) == expected


def test_a_column_with_a_wild_name_is_only_a_column(con: duckdb.DuckDBPyConnection, pg: psycopg.Connection) -> None:
    e = FORMULAS.read('"a""b; --"', SCOPE)
    names = {'a"b; --': 't."a""b; --"'}
    for made, db in ((Generator(DUCKDB, "NULL"), con), (PostgresGenerator(POSTGRES, "NULL"), pg)):
        sql = f'SELECT {made.expr(e, names)} FROM (SELECT \'here\' AS "a""b; --") t'
        assert value(db, sql.removeprefix("SELECT ")) == "here"


def value(db: Any, expression: str) -> Any:
    """The value of a written expression; nothing in it is a parameter."""
    return db.execute(f"SELECT {expression}").fetchall()[0][0]
