"""Spark: the cluster engine. How it writes the algebra; nothing here needs Spark to be installed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from mingjing.algebra.expression import Lit
from mingjing.algebra.relation import Demand, Relation, Semi, topological
from mingjing.algebra.types import Field, Type
from mingjing.engines.duckdb import DUCKDB, at_most, shifted
from mingjing.engines.sql import Generator, only_row_by_row, quoted, scope

WIDE = "CAST({%d} AS DECIMAL(19, 0))"
MUL_DIV = (
    "CAST((2 * ABS({0} * {1}) + ABS({2})) DIV NULLIF(2 * ABS({2}), 0) "
    "* CAST(SIGN({0}) * SIGN({1}) * SIGN({2}) AS BIGINT) AS BIGINT)"
).format(*(WIDE % i for i in range(3)))
"""Exact in whole numbers of 38 digits, halves away from zero."""
FUNCTIONS = {
    "round": "CAST(ROUND({}, 0) AS BIGINT)",
    "idiv": "({0} DIV NULLIF({1}, 0))",
    "mul_div": MUL_DIV,
    "days": "CAST(DATE_DIFF({0}, {1}) AS BIGINT)",
    "add_days": shifted(f"DATE_ADD(CAST({{0}} AS DATE), {at_most(3_660_000)})"),
    "add_months": shifted(f"ADD_MONTHS(CAST({{0}} AS DATE), {at_most(120_000)})"),
    "year": "CAST(YEAR(CAST({} AS DATE)) AS BIGINT)",
    "month": "CAST(MONTH(CAST({} AS DATE)) AS BIGINT)",
    "day": "CAST(DAY(CAST({} AS DATE)) AS BIGINT)",
    "to_text": "CAST({} AS STRING)",
    "contains": "CONTAINS({}, CAST({} AS STRING))",
    "starts_with": "STARTSWITH({}, {})",
    "ends_with": "ENDSWITH({}, {})",
    "position": "CAST(INSTR({}, {}) AS BIGINT)",
    "substr": "SUBSTRING({}, CAST({} AS INT), CAST({} AS INT))",
    "length": "CAST(LENGTH({}) AS BIGINT)",
}
"""What Spark writes otherwise than DuckDB: whole numbers are of 32 bits unless they are made wider."""

SPARK = replace(
    DUCKDB,
    functions={**DUCKDB.functions, **FUNCTIONS},
    types={**DUCKDB.types, Type.TEXT: "STRING", Type.TIME: "TIMESTAMP_NTZ", Type.UNKNOWN: "STRING"},
    day_frame=lambda days: f"RANGE BETWEEN {days} PRECEDING AND CURRENT ROW",
)

SETTINGS: Mapping[str, str] = {
    "spark.sql.ansi.enabled": "true",  # overflow and bad casts are errors, never NULL
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.caseSensitive": "true",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",  # days before 1582 are as written
    "spark.sql.parquet.int96RebaseModeInRead": "CORRECTED",
}
"""What a session must be set to for the statements to mean what the algebra means."""


class SparkGenerator(Generator):
    """Writes statements for Spark, which has no fences in a statement (see `script_of`)."""

    def _fence(self, n: Relation, users: int) -> str:
        return ""

    def semi(self, n: Semi, ins: list[str]) -> str:
        """A join of its own: within EXISTS an alias would give way to a column of the same name."""
        on = self.matching("t", "r", n, scope("r", n.right) | scope("t", n.left))
        kind = "LEFT ANTI JOIN" if n.negated else "LEFT SEMI JOIN"
        return f"SELECT {self.cols('t', n)} FROM {ins[0]} t {kind} {ins[1]} r ON {on}"

    def literal(self, e: Lit) -> str:
        return text(e.value) if isinstance(e.value, str) else super().literal(e)

    def reduced(self, f: Field, fn: str, of: str | None, over: str = "") -> str:
        """As elsewhere, but the different values in a window are collected: Spark counts none there."""
        if fn == "count_distinct" and over:
            return f"CAST(SIZE(COLLECT_SET(t.{quoted(of or '')}){over}) AS {self.dialect.types[Type.INT]})"
        return super().reduced(f, fn, of, over)


def text(value: str) -> str:
    """A text constant: a backslash would begin an escape."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def moment(at: dt.datetime) -> str:
    """A moment as Spark writes it."""
    return f"TIMESTAMP_NTZ '{at.isoformat(sep=' ')}'"


@dataclass(frozen=True)
class Script:
    """Statements that answer together: each of `steps` is kept under its name, in order, and `last` gives the rows."""

    steps: tuple[tuple[str, str], ...]
    last: str


def script_of(
    root: Relation, at: dt.datetime | None, demands: Mapping[str, str] | None = None, mark: str = ""
) -> Script:
    """How Spark is asked for all rows of `root` as of `at`.

    Spark copies a common table expression into every place that reads it. What is read more than once and is more
    than a pass over a table is therefore a step of its own, which is kept.
    """
    shared, new = shared_relations(root), dict[Relation, Relation]()
    steps: list[tuple[str, str]] = []
    given = dict(demands or {})

    def written(r: Relation) -> str:
        return SparkGenerator(SPARK, moment(at) if at else "", given).statement(r)

    for n in topological(root):
        here = n.over(*(new[i] for i in n.inputs))
        if n in shared:
            name = f"step{mark}_{len(steps)}"
            steps.append((name, written(here)))
            given[name] = f"SELECT * FROM {name}"
            here = Demand(name, tuple(here.schema.values()))
        new[n] = here
    return Script(tuple(steps), written(new[root]))


def shared_relations(root: Relation) -> set[Relation]:
    """Relations that more than one other reads, and that are more than a pass over a table."""
    order = topological(root)
    users = Counter(i for n in order for i in n.inputs)
    return {n for n in order if users[n] > 1 and not isinstance(n, Demand) and not only_row_by_row(n)}
