"""Reading base rows by key as of one moment, each key once, for the row engine."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import duckdb

from mingjing.algebra.expression import Call, Expr
from mingjing.algebra.relation import Relation, Restrict, Source, topological
from mingjing.algebra.types import Type
from mingjing.engines.duckdb import condition_sql
from mingjing.engines.rows import Rows, picker
from mingjing.engines.sql import quoted, readers_of
from mingjing.engines.values import Row
from mingjing.running.access import access_column, breadth
from mingjing.running.conditions import conditions_above

MANY = 400
"""Keys asked for in one statement at most."""
HEAVY = 200
"""Where keys bring more rows than this, the model's own conditions are asked for with them."""
NO_KEY = -1
"""An identifier that no row has."""
PROOFS = (("case_main", "case_id"), ("case_party", "case_id"))
"""Where a row shows that there is such a case; the ledger is made from the cases."""
PLAIN = 3
"""Breadth of a column that holds no identifier but some value, such as an amount."""
Columns = tuple[str, ...]
Known = dict[object, Rows]


@dataclass(frozen=True)
class Reading:
    """How models read the tables: per table the columns that any of them wants, which are read at once, and per source

    and column the condition that every reader puts on the rows anyway.
    """

    together: Mapping[str, Columns] = field(default_factory=dict)
    conditions: Mapping[tuple[Source, str], Expr] = field(default_factory=dict)


class Fetcher:
    """Base rows of a court as of one moment, or in force at any time since another; what was read is kept, so models

    that share an access share its cost.
    """

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        at: dt.datetime,
        reading: Reading | None = None,
        since: dt.datetime | None = None,
    ) -> None:
        self.con, self.at, self.reading = con, at, reading or Reading()
        self.span = (at, since or at)
        self.read: dict[tuple[str, Columns, str], Known] = defaultdict(dict)
        self.known: dict[tuple[Source, str], Known] = defaultdict(dict)
        self.cases: set[object] = set()
        """Cases that are known to exist, whether in force or not."""

    def __call__(self, source: Source, wanted: tuple[Columns, set[Row]] | None) -> Rows:
        """Rows of the source, all or those whose key columns hold one of the wanted keys."""
        if wanted is None:
            sql = f"SELECT {written(source.columns)} FROM {quoted(source.table)} WHERE _from <= ? AND _to > ?"
            return self.con.execute(sql, [*self.span]).fetchall()
        columns, keys = wanted
        best = access_column(source.table, columns)
        place = columns.index(best)
        found = self._by(source, best, {k[place] for k in keys})
        if len(columns) == 1:
            return found
        key = picker(source.columns, columns)
        return [r for r in found if key(r) in keys]

    def _by(self, source: Source, column: str, values: set[object]) -> Rows:
        """Rows of the source by one column."""
        known = self.known[source, column]
        missing = [v for v in values if v not in known]
        for start in range(0, len(missing), MANY):
            self._learn(source, column, missing[start : start + MANY], known)
        return [r for v in values for r in known[v]]

    def _learn(self, source: Source, column: str, values: list[object], known: Known) -> None:
        columns = self.reading.together.get(source.table, source.columns)
        condition = self.reading.conditions.get((source, column))
        whole = self.read[source.table, columns, column]
        missing = [v for v in values if v not in whole]
        if condition is not None and missing and self._heavy(source.table, columns, column, missing, whole):
            self._read_heavy(source, column, values, known, condition)
            return
        self._read(source.table, columns, column, [v for v in missing if v not in whole], whole)
        same, pick = columns == source.columns, picker(columns, source.columns)
        known.update((v, whole[v] if same else list(map(pick, whole[v]))) for v in values)

    def _heavy(self, table: str, columns: Columns, column: str, values: list[object], known: Known) -> bool:
        """Whether these values bring very many rows; those of identifiers are read on the way, as they seldom do."""
        if breadth(table, column) < PLAIN:
            return not self._read(table, columns, column, values, known, HEAVY)
        sql = f"SELECT count(*) FROM ({keyed_sql(table, (), column, len(values))} LIMIT {HEAVY})"
        ((found,),) = self.con.execute(sql, [*self.span, *values]).fetchall()
        return bool(found == HEAVY)

    def _read(
        self, table: str, columns: Columns, column: str, values: list[object], known: Known, limit: int | None = None
    ) -> bool:
        """Learn the rows of the table by these values; whether they were fewer than the limit."""
        if not values:
            return True
        asked = apart(values)
        sql = keyed_sql(table, columns, column, len(asked)) + (f" LIMIT {limit}" if limit else "")
        found = self.con.execute(sql, [*self.span, *asked]).fetchall()
        if len(found) == limit:
            return False
        known.update({v: [] for v in values})
        place = columns.index(column)
        if (table, column) in PROOFS:
            self.cases.update(row[place] for row in found)
        for *row, in_force in found:
            if in_force:
                known[row[place]].append(tuple(row))
        return True

    def _read_heavy(self, source: Source, column: str, values: list[object], known: Known, condition: Expr) -> None:
        known.update({v: [] for v in values})
        marks, where = ", ".join("?" * len(values)), condition_sql(condition, source, self.at)
        sql = (
            f"SELECT {written(source.columns)} FROM {quoted(source.table)} t "
            f"WHERE {quoted(column)} IN ({marks}) AND _from <= ? AND _to > ? AND {where}"
        )
        place = source.columns.index(column)
        for row in self.con.execute(sql, [*values, *self.span]).fetchall():
            known[row[place]].append(row)


def apart(values: list[object]) -> list[object]:
    """The values such that DuckDB reads them by index: it makes a range, and so a scan, of whole numbers in a row."""
    return [*values, NO_KEY] if len(values) > 1 and isinstance(values[0], int) else values


@lru_cache(maxsize=4096)
def keyed_sql(table: str, columns: Columns, column: str, n: int) -> str:
    """The statement that reads rows by `n` values of one column.

    Whether a row is in force is computed, not asked for: DuckDB goes by an index only when nothing else is filtered.
    """
    marks, shown = ", ".join("?" * n), "".join(f"{quoted(c)}, " for c in columns)
    return f"SELECT {shown}_from <= ? AND _to > ? FROM {quoted(table)} WHERE {quoted(column)} IN ({marks})"


def written(columns: Iterable[str]) -> str:
    """Column names as a list."""
    return ", ".join(map(quoted, columns))


def reading_of(roots: Iterable[Relation]) -> Reading:
    """How these demanded relations read the tables."""
    given = tuple(roots)
    order = topological(*given)
    together: dict[str, dict[str, None]] = defaultdict(dict)
    readers = readers_of(*given)
    for n in order:
        if isinstance(n, Source):
            together[n.table].update(dict.fromkeys(n.columns))
    asked: dict[tuple[Source, str], list[Expr | None]] = defaultdict(list)
    for n in order:
        if isinstance(n, Restrict) and isinstance(n.left, Source):
            column = access_column(n.left.table, tuple(a for a, _ in n.same))
            asked[n.left, column] += conditions_above(n, readers, given)
    conditions = {at: Call(Type.BOOL, "or", tuple(known)) for at, es in asked.items() if (known := all_known(es))}
    return Reading({table: tuple(columns) for table, columns in together.items()}, conditions)


def all_known(asked: list[Expr | None]) -> list[Expr]:
    """All of them, or none when a reader wants every row."""
    found = [e for e in asked if e is not None]
    return list(dict.fromkeys(found)) if len(found) == len(asked) else []
