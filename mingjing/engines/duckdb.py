"""DuckDB: the embedded engine. How it writes the algebra, and how a relation is asked of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pyarrow as pa

from mingjing.algebra.expression import Expr
from mingjing.algebra.relation import Filter, Relation, Semi
from mingjing.algebra.types import Type
from mingjing.engines.alternatives import Alternatives, alternatives_in, written_otherwise
from mingjing.engines.sql import Dialect, Generator, scope


def at_most(many: int) -> str:
    """The second argument as a number of days or months, no greater than the calendar is long."""
    return f"CAST(LEAST(GREATEST({{1}}, -{many}), {many}) AS INTEGER)"


def shifted(by: str) -> str:
    """A shifted day, which stays within the calendar; LEAST and GREATEST would pass over a NULL."""
    within = f"LEAST(GREATEST(CAST({by} AS DATE), DATE '0001-01-01'), DATE '9999-12-31')"
    return f"(CASE WHEN {{0}} IS NULL OR {{1}} IS NULL THEN NULL ELSE {within} END)"


MUL_DIV = (
    "CAST((2 * ABS(CAST({0} AS HUGEINT) * {1}) + ABS({2})) // NULLIF(2 * ABS(CAST({2} AS HUGEINT)), 0) "
    "* SIGN({0}) * SIGN({1}) * SIGN({2}) AS BIGINT)"
)
"""Exact in whole numbers of sixteen bytes, halves away from zero."""

DUCKDB = Dialect(
    functions={
        "eq": "({} = {})",
        "ne": "({} <> {})",
        "lt": "({} < {})",
        "le": "({} <= {})",
        "gt": "({} > {})",
        "ge": "({} >= {})",
        "and": "({* AND })",
        "or": "({* OR })",
        "not": "(NOT {})",
        "is_null": "({} IS NULL)",
        "add": "({} + {})",
        "sub": "({} - {})",
        "mul": "({} * {})",
        "div": "(CAST({} AS DOUBLE) / NULLIF({}, 0))",
        "neg": "(-{})",
        "if": "(CASE WHEN {} THEN {} ELSE {} END)",
        "coalesce": "COALESCE({*, })",
        "least": "LEAST({*, })",
        "greatest": "GREATEST({*, })",
        "abs": "ABS({})",
        "round": "CAST(ROUND({}) AS BIGINT)",
        "idiv": "({0} // NULLIF({1}, 0))",
        "mod": "({0} % NULLIF({1}, 0))",
        "mul_div": MUL_DIV,
        "days": "DATE_DIFF('day', {1}, {0})",
        "add_days": shifted(f"CAST({{0}} AS DATE) + {at_most(3_660_000)}"),
        "add_months": shifted(f"CAST({{0}} AS DATE) + TO_MONTHS({at_most(120_000)})"),
        "year": "YEAR(CAST({} AS DATE))",
        "month": "MONTH(CAST({} AS DATE))",
        "day": "DAY(CAST({} AS DATE))",
        "end_of_month": "LAST_DAY(CAST({} AS DATE))",
        "date_of": "CAST({} AS DATE)",
        "to_text": "CAST({} AS VARCHAR)",
        "to_number": "CAST({} AS DOUBLE)",
        "concat": "({} || {})",
        "contains": "CONTAINS({}, CAST({} AS VARCHAR))",
        "starts_with": "STARTS_WITH({}, {})",
        "ends_with": "ENDS_WITH({}, {})",
        "position": "STRPOS({}, {})",
        "substr": "SUBSTRING({}, {}, {})",
        "length": "LENGTH({})",
    },
    aggregates={
        "count": "COUNT({})",
        "count_distinct": "COUNT(DISTINCT {})",
        "sum": "SUM({})",
        "min": "MIN({})",
        "max": "MAX({})",
        "any": "BOOL_OR({})",
        "rank": "ROW_NUMBER()",
    },
    types={
        Type.INT: "BIGINT",
        Type.FEN: "BIGINT",
        Type.NUMBER: "DOUBLE",
        Type.TEXT: "VARCHAR",
        Type.BOOL: "BOOLEAN",
        Type.DATE: "DATE",
        Type.TIME: "TIMESTAMP",
        Type.UNKNOWN: "VARCHAR",
    },
    day_frame=lambda days: f"RANGE BETWEEN INTERVAL {days} DAYS PRECEDING AND CURRENT ROW",
)


@dataclass
class DuckdbGenerator(Generator):
    """Writes statements for DuckDB, which joins whatever is looked up, also what stands under an OR.

    Over all cases a table read twice is most of the time of a statement.
    """

    either: Mapping[Relation, Alternatives] = field(default_factory=dict)
    """Distinct relations that are written as one reading with alternatives."""

    def written_inside(self, *roots: Relation) -> set[Relation]:
        self.either = {} if self.online else alternatives_in(*roots)
        return super().written_inside(*roots) | written_otherwise(self.either.values())

    def inputs(self, n: Relation) -> tuple[Relation, ...]:
        one = self.either.get(n)
        return (one.base, *one.looked_up) if one else super().inputs(n)

    def body(self, n: Relation, ins: list[str]) -> str:
        one = self.either.get(n)
        return self.any_of(n, one, ins) if one else super().body(n, ins)

    def any_of(self, n: Relation, one: Alternatives, ins: list[str]) -> str:
        """The distinct rows of which one of the alternatives holds."""
        read, *looked_up = ins
        sources, names = iter(looked_up), scope("t", one.base)

        def written(test: Filter | Semi) -> str:
            return self.expr(test.condition, names) if isinstance(test, Filter) else self.exists(test, next(sources))

        ways = [f"({' AND '.join(map(written, way))})" for way in one.ways]
        return f"SELECT DISTINCT {self.cols('t', n)} FROM {read} t WHERE {' OR '.join(ways)}"


def moment(at: dt.datetime) -> str:
    """A moment as DuckDB writes it."""
    return f"TIMESTAMP '{at.isoformat(sep=' ')}'"


def screening_sql(root: Relation, at: dt.datetime) -> str:
    """The statement that gives all rows of `root` as of `at`."""
    return DuckdbGenerator(DUCKDB, moment(at)).statement(root)


def checking_sql(root: Relation, demand: str, demand_sql: str, at: str = "$at") -> str:
    """The statement of a demanded relation; `demand_sql` hands in the keys."""
    return DuckdbGenerator(DUCKDB, at, {demand: demand_sql}, online=True).statement(root)


def condition_sql(e: Expr, over: Relation, at: dt.datetime) -> str:
    """A condition over the rows of a table `t` as of `at`."""
    return Generator(DUCKDB, moment(at)).expr(e, scope("t", over))


def rows(con: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, object] | None = None) -> pa.Table:
    """All rows of a statement as an Arrow table."""
    return con.sql(sql, params=parameters or {}).to_arrow_table()


def dicts(
    con: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, object] | None = None
) -> list[dict[str, Any]]:
    """All rows of a statement, each with its column names."""
    return list(rows(con, sql, parameters).to_pylist())
