"""Reading base rows by key as of one moment, each key once, for the row engine."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

import duckdb

from mingjing.algebra.relation import Source
from mingjing.engines.rows import Rows, picker
from mingjing.engines.sql import quoted
from mingjing.engines.values import Row
from mingjing.running.access import access_column

MANY = 400
"""Keys asked for in one statement at most."""
NO_KEY = -1
"""An identifier that no row has."""
Columns = tuple[str, ...]
Known = dict[object, Rows]


class Fetcher:
    """Base rows of a court as of one moment; what was read is kept, so models that share an access share its cost.

    `together` says which columns of a table are wanted by any model: they are read at once. A table without an entry
    is read per source.
    """

    def __init__(
        self, con: duckdb.DuckDBPyConnection, at: dt.datetime, together: Mapping[str, Columns] | None = None
    ) -> None:
        self.con, self.at, self.together = con, at, together or {}
        self.read: dict[tuple[str, Columns, str], Known] = defaultdict(dict)
        self.known: dict[tuple[Source, str], Known] = defaultdict(dict)

    def __call__(self, source: Source, wanted: tuple[Columns, set[Row]] | None) -> Rows:
        """Rows of the source, all or those whose key columns hold one of the wanted keys."""
        if wanted is None:
            sql = f"SELECT {written(source.columns)} FROM {quoted(source.table)} WHERE _from <= ? AND _to > ?"
            return self.con.execute(sql, [self.at, self.at]).fetchall()
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
        if missing:
            columns = self.together.get(source.table, source.columns)
            whole, pick = self._whole(source.table, columns, column, missing), picker(columns, source.columns)
            same = columns == source.columns
            known.update((v, whole[v] if same else list(map(pick, whole[v]))) for v in missing)
        return [r for v in values for r in known[v]]

    def _whole(self, table: str, columns: Columns, column: str, values: list[object]) -> Known:
        """Rows of the table, by value of one column, with all the columns wanted of it."""
        known = self.read[table, columns, column]
        missing = [v for v in values if v not in known]
        for start in range(0, len(missing), MANY):
            self._read(table, columns, column, missing[start : start + MANY], known)
        return known

    def _read(self, table: str, columns: Columns, column: str, values: list[object], known: Known) -> None:
        known.update({v: [] for v in values})
        place, asked = columns.index(column), apart(values)
        sql = keyed_sql(table, columns, column, len(asked))
        for *row, in_force in self.con.execute(sql, [self.at, self.at, *asked]).fetchall():
            if in_force:
                known[row[place]].append(tuple(row))


def apart(values: list[object]) -> list[object]:
    """The values such that DuckDB reads them by index: it makes a range, and so a scan, of whole numbers in a row."""
    return [*values, NO_KEY] if len(values) > 1 and isinstance(values[0], int) else values


@lru_cache(maxsize=4096)
def keyed_sql(table: str, columns: Columns, column: str, n: int) -> str:
    """The statement that reads rows by `n` values of one column.

    Whether a row is in force is computed, not asked for: DuckDB goes by an index only when nothing else is filtered.
    """
    marks = ", ".join("?" * n)
    return f"SELECT {written(columns)}, _from <= ? AND _to > ? FROM {quoted(table)} WHERE {quoted(column)} IN ({marks})"


def written(columns: Iterable[str]) -> str:
    """Column names as a list."""
    return ", ".join(map(quoted, columns))


def read_together(sources: Iterable[Source]) -> dict[str, Columns]:
    """Per table, all columns that any of the sources reads."""
    found: dict[str, dict[str, None]] = {}
    for s in sources:
        found.setdefault(s.table, {}).update(dict.fromkeys(s.columns))
    return {table: tuple(columns) for table, columns in found.items()}
