"""PostgreSQL 15 or later: the operational store's engine. How it writes the algebra."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeGuard

from mingjing.algebra.relation import (
    AT_FIELD,
    Demand,
    Derive,
    Filter,
    Frame,
    Project,
    Relation,
    Restrict,
    Source,
    Window,
    topological,
)
from mingjing.algebra.types import Field, Type
from mingjing.engines.sql import (
    Dialect,
    Generator,
    as_named,
    listed,
    only_row_by_row,
    paired,
    quoted,
    readers_of,
    scope,
)

AT = AT_FIELD.name
ROW_BY_ROW_STEP = (Filter, Derive, Project)

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

    It counts no distinct values over a window, so they are collected first and counted outside.
    """

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


@dataclass
class OnlineGenerator(PostgresGenerator):
    """Writes statements about a few cases: each base access is one SELECT, by its own key, finished before any join.

    Left to itself the planner joins first and looks up later, by whatever index it takes for cheap; on one million
    cases that costs up to a thousand times as much.
    """

    tested: frozenset[Relation] = frozenset()
    """Relations that branches are only asked for if they have rows."""

    def combined(self, branches: Sequence[Branch]) -> str:
        """The rows of all branches."""
        self.tested = frozenset(b.only_if for b in branches if b.only_if)
        parts, name = self._parts(*dict.fromkeys(b.relation for b in branches))
        written = []
        for i, b in enumerate(branches):
            test = f" WHERE EXISTS (SELECT 1 FROM {name[id(b.only_if)]})" if b.only_if else ""
            written.append(f"SELECT {i}, CAST(ROW_TO_JSON(x) AS TEXT) FROM {name[id(b.relation)]} x{test}")
        return f"WITH {', '.join(parts)} {' UNION ALL '.join(written)}"

    def testing(self, tests: Sequence[Test], more: str) -> str:
        """The places of the tests that hold, and the rows of one more statement."""
        looked_at = tuple(dict.fromkeys(r for t in tests for r in t.relations()))
        self.tested = frozenset(looked_at)
        parts, name = self._parts(*looked_at)
        written = [more, *(f"SELECT {i}, NULL WHERE {written_test(t, name)}" for i, t in enumerate(tests))]
        head = f"WITH {', '.join(parts)} " if parts else ""
        return f"{head}{' UNION ALL '.join(written)}"

    def written_inside(self, *roots: Relation) -> set[Relation]:
        found = super().written_inside(*roots)
        readers = readers_of(*roots)
        for n in topological(*roots):
            if is_access(n) and len(readers[n]) == 1 and n not in roots and isinstance(readers[n][0], ROW_BY_ROW_STEP):
                found.add(n)
            if isinstance(n, Source) and all(is_access(r) for r in readers[n]):
                found.add(n)
        return found

    def inputs(self, n: Relation) -> tuple[Relation, ...]:
        below = n
        while isinstance(below, ROW_BY_ROW_STEP) and (below is n or below in self.inside):
            below = below.input
        return (below.right,) if is_access(below) and (below is n or below in self.inside) else n.inputs

    def restrict(self, n: Restrict, ins: list[str]) -> str:
        if not is_access(n):
            return super().restrict(n, ins)
        read, names, where = self.access(n, ins[0])
        shown = (as_named(names[c], c) for c in n.columns if self.wants(n, c))
        return f"SELECT {listed(*shown)} FROM {read} WHERE {' AND '.join(where)}"

    def base(self, n: Relation, source: str) -> tuple[str, dict[str, str], list[str]]:
        if isinstance(n, Restrict) and is_access(n) and n in self.inside:
            return self.access(n, source)
        return super().base(n, source)

    def access(self, n: Restrict, keys: str) -> tuple[str, dict[str, str], list[str]]:
        """A table read by keys: tables, the written names of its columns, conditions."""
        source = n.left
        assert isinstance(source, Source)
        at = f"d.{quoted(dict(n.on)[AT])}" if source.clocked else self.at
        same = [paired("t", "d", a, b) for a, b in n.on if not (source.clocked and a == AT)]
        names = scope("t", source) | ({AT: at} if source.clocked else {})
        until = at if source.clocked else self.since or at
        return f"{keys} d, {quoted(source.table)} t", names, [*same, f"t._from <= {at}", f"t._to > {until}"]

    def _fence(self, n: Relation, users: int) -> str:
        if isinstance(n, Demand) or only_row_by_row(n):
            return "NOT MATERIALIZED "
        below = n
        while isinstance(below, ROW_BY_ROW_STEP) and (below is n or below in self.inside):
            below = below.input
        fenced = users > 1 or n in self.tested or (is_access(below) and (below is n or below in self.inside))
        return "MATERIALIZED " if fenced else "NOT MATERIALIZED "


class SteppedGenerator(OnlineGenerator):
    """Writes the same statement with every step finished before the next, so that its time can be told apart."""

    def _fence(self, n: Relation, users: int) -> str:
        return "NOT MATERIALIZED " if isinstance(n, Demand) or only_row_by_row(n) else "MATERIALIZED "


def is_access(n: Relation) -> TypeGuard[Restrict]:
    """Whether this is a table read by keys."""
    return isinstance(n, Restrict) and isinstance(n.left, Source)


def moment(at: dt.datetime) -> str:
    """A moment as PostgreSQL writes it."""
    return f"TIMESTAMP '{at.isoformat(sep=' ')}'"


def screening_sql(root: Relation, at: dt.datetime) -> str:
    """The statement that gives all rows of `root` as of `at`."""
    return PostgresGenerator(POSTGRES, moment(at)).statement(root)


def checking_sql(root: Relation, demand: str, demand_sql: str, at: str = "CAST($2 AS TIMESTAMP)") -> str:
    """The statement of a demanded relation; `demand_sql` hands in the keys."""
    return OnlineGenerator(POSTGRES, at, {demand: demand_sql}, online=True).statement(root)


def stepped_sql(root: Relation, demands: Mapping[str, str], at: str) -> str:
    """The statement of a demanded relation for seeing where its time goes; `n17` is the seventeenth relation below."""
    return SteppedGenerator(POSTGRES, at, demands, online=True).statement(root)


@dataclass(frozen=True)
class Branch:
    """A relation whose rows a combined statement gives, `only_if` another one has any."""

    relation: Relation
    only_if: Relation | None = None


class Test(Protocol):
    """Relations that must have rows, and alternatives of which one must hold."""

    @property
    def needs(self) -> frozenset[Relation]:
        """Relations that must have rows."""

    @property
    def either(self) -> frozenset[frozenset[Any]]:
        """Tests of which one must hold."""

    def relations(self) -> frozenset[Relation]:
        """Every relation that the test looks at."""


def written_test(t: Test, name: Mapping[int, str]) -> str:
    """A test as a condition; an EXISTS stops at the first row, and what need not be known is not looked up."""
    needs = sorted(f"EXISTS (SELECT 1 FROM {name[id(r)]})" for r in t.needs)
    options = sorted(f"({' OR '.join(sorted(written_test(o, name) for o in either))})" for either in t.either)
    return " AND ".join((*needs, *options)) or "TRUE"


def testing_sql(tests: Sequence[Test], demands: Mapping[str, str], at: str, more: str) -> str:
    """One statement for all tests, which gives the places of those that hold; what they share is read once."""
    return OnlineGenerator(POSTGRES, at, demands, online=True).testing(tests, more)


def combined_sql(branches: Sequence[Branch], demands: Mapping[str, str], at: str) -> str:
    """One statement for all branches, each row as the place of its branch and JSON; what they share is read once."""
    return OnlineGenerator(POSTGRES, at, demands, online=True).combined(branches)


def whole_statement(root: Relation, demands: Mapping[str, str], at: str) -> str:
    """The statement of a demanded relation for many keys, planned like any other."""
    return PostgresGenerator(POSTGRES, at, demands).statement(root)
