"""PostgreSQL 15 or later: the operational store's engine. How it writes the algebra."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping

from mingjing.algebra.relation import Frame, Relation, Window
from mingjing.algebra.types import Field, Type
from mingjing.engines.formula_size import too_long
from mingjing.engines.sql import Dialect, Generator, listed, quoted

FIRST, LAST = "DATE '0001-01-01'", "DATE '9999-12-31'"
CALENDAR_DAYS = 3_652_058
"""Days between the first and the last day there are."""
MONTHS = "CAST(LEAST(GREATEST({1}, -120000), 120000) AS INTEGER)"
MONTH_REACHED = "EXTRACT(YEAR FROM CAST({0} AS DATE)) * 12 + EXTRACT(MONTH FROM CAST({0} AS DATE)) + {1}"


def known(written: str) -> str:
    """A value computed of two, unknown as soon as one is; LEAST and GREATEST would pass over a NULL."""
    return f"(CASE WHEN {{0}} IS NULL OR {{1}} IS NULL THEN NULL {written} END)"


ADD_DAYS = known(
    f"ELSE {FIRST} + CAST(LEAST(GREATEST((CAST({{0}} AS DATE) - {FIRST}) "
    f"+ LEAST(GREATEST({{1}}, -{CALENDAR_DAYS}), {CALENDAR_DAYS}), 0), {CALENDAR_DAYS}) AS INTEGER)"
)
ADD_MONTHS = known(
    f"WHEN {MONTH_REACHED} < 13 THEN {FIRST} WHEN {MONTH_REACHED} > 120000 THEN {LAST} "
    f"ELSE CAST(CAST({{0}} AS DATE) + MAKE_INTERVAL(months => {MONTHS}) AS DATE)"
)
END_OF_MONTH = (
    "CAST(DATE_TRUNC('month', CAST(CAST({} AS DATE) AS TIMESTAMP)) + INTERVAL '1 month' - INTERVAL '1 day' AS DATE)"
)
MUL_DIV = (
    "CAST(DIV(2 * ABS(CAST({0} AS NUMERIC) * {1}) + ABS({2}), NULLIF(2 * ABS(CAST({2} AS NUMERIC)), 0)) "
    "* SIGN(CAST({0} AS NUMERIC)) * SIGN(CAST({1} AS NUMERIC)) * SIGN(CAST({2} AS NUMERIC)) AS BIGINT)"
)
"""Exact, halves away from zero."""
POSTGRES = Dialect(
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
        "div": "(CAST({} AS DOUBLE PRECISION) / NULLIF(CAST({} AS DOUBLE PRECISION), 0))",
        "neg": "(-{})",
        "if": "(CASE WHEN {} THEN {} ELSE {} END)",
        "coalesce": "COALESCE({*, })",
        "least": "LEAST({*, })",
        "greatest": "GREATEST({*, })",
        "abs": "ABS({})",
        # a double rounds half to even; as the shortest decimal that names it, it rounds half away from zero
        "round": "CAST(ROUND(CAST(CAST({} AS TEXT) AS NUMERIC)) AS BIGINT)",
        "idiv": "({0} / NULLIF({1}, 0))",
        "mod": "({0} % NULLIF({1}, 0))",
        "mul_div": MUL_DIV,
        "days": "CAST(CAST({} AS DATE) - CAST({} AS DATE) AS BIGINT)",
        "add_days": ADD_DAYS,
        "add_months": ADD_MONTHS,
        "year": "CAST(EXTRACT(YEAR FROM CAST({} AS DATE)) AS BIGINT)",
        "month": "CAST(EXTRACT(MONTH FROM CAST({} AS DATE)) AS BIGINT)",
        "day": "CAST(EXTRACT(DAY FROM CAST({} AS DATE)) AS BIGINT)",
        "end_of_month": END_OF_MONTH,
        "date_of": "CAST({} AS DATE)",
        "to_text": "CAST({} AS TEXT)",
        "to_number": "CAST({} AS DOUBLE PRECISION)",
        "concat": "(CAST({} AS TEXT) || CAST({} AS TEXT))",
        "contains": "(STRPOS({}, {}) > 0)",
        "starts_with": "STARTS_WITH({}, {})",
        "ends_with": "(RIGHT(CAST({0} AS TEXT), LENGTH({1})) = {1})",
        "position": "CAST(STRPOS({}, {}) AS BIGINT)",
        "substr": "SUBSTRING(CAST({} AS TEXT), CAST({} AS INTEGER), CAST({} AS INTEGER))",
        "length": "CAST(LENGTH(CAST({} AS TEXT)) AS BIGINT)",
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
        Type.NUMBER: "DOUBLE PRECISION",
        Type.TEXT: "TEXT",
        Type.BOOL: "BOOLEAN",
        Type.DATE: "DATE",
        Type.TIME: "TIMESTAMP",
        Type.UNKNOWN: "TEXT",
    },
    # whole days as numbers: a day less an interval can fall before the first day that PostgreSQL knows
    day_order=f"(CAST({{}} AS DATE) - {FIRST})",
    day_frame=lambda days: f"RANGE BETWEEN {min(days, CALENDAR_DAYS)} PRECEDING AND CURRENT ROW",
    ordered={Type.TEXT: '{} COLLATE "C"'},
)


class PostgresGenerator(Generator):
    """Writes statements for PostgreSQL.

    It counts no distinct values over a window, so they are collected first and counted outside. It puts formulas into
    the formulas that name them, so what would grow too long is finished first.
    """

    def finished_first(self, *roots: Relation) -> Container[Relation]:
        return frozenset(too_long(roots, lambda n: n not in self.inside))

    def window(self, n: Window, source: str) -> str:
        apart = [(f, of, frame) for f, fn, of, frame in n.made if fn == "count_distinct" and self.wants(n, f.name)]
        if not apart:
            return super().window(n, source)
        rest = tuple(m for m in n.made if m[1] != "count_distinct")
        collected = (f"{self._collected(n, of or '', frame)} AS {quoted(f.name)}" for f, of, frame in apart)
        inner = f"SELECT {listed('t.*', *self.windowed(n, rest), *collected)} FROM {source} t"
        shown = (f"t.{quoted(f.name)}" for f, _, _, _ in rest if self.wants(n, f.name))
        counted = (f"{self._counted(n, f, of or '', frame)} AS {quoted(f.name)}" for f, of, frame in apart)
        return f"SELECT {listed(self.cols('t', n, n.input), *shown, *counted)} FROM ({inner}) t"

    def _collected(self, n: Window, of: str, frame: Frame) -> str:
        """The value's place among the distinct ones of its partition, or all values that the row's frame holds."""
        if frame.kind == "all":
            by = self.partition(n)
            return f"DENSE_RANK() OVER ({by} ORDER BY {self.in_order(n.input, of)} NULLS LAST)"
        return f"ARRAY_AGG(t.{quoted(of)}){self.frame(n, frame, 'count_distinct')}"

    def _counted(self, n: Window, f: Field, of: str, frame: Frame) -> str:
        if frame.kind == "all":
            highest = f"MAX(t.{quoted(f.name)}) FILTER (WHERE t.{quoted(of)} IS NOT NULL)"
            return f"COALESCE({highest} OVER ({self.partition(n)}), 0)"
        return f"(SELECT COUNT(DISTINCT v) FROM UNNEST(t.{quoted(f.name)}) v)"


def moment(at: dt.datetime) -> str:
    """A moment as PostgreSQL writes it."""
    return f"TIMESTAMP '{at.isoformat(sep=' ')}'"


def screening_sql(root: Relation, at: dt.datetime) -> str:
    """The statement that gives all rows of `root` as of `at`."""
    return PostgresGenerator(POSTGRES, moment(at)).statement(root)


def whole_statement(root: Relation, demands: Mapping[str, str], at: str) -> str:
    """The statement of a demanded relation for many keys, planned like any other."""
    return PostgresGenerator(POSTGRES, at, demands).statement(root)
