"""Reading base rows by key as of one moment, each key once, for the row engine."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import lru_cache

import duckdb

from mingjing.algebra.relation import Source
from mingjing.engines.rows import Rows, picker
from mingjing.engines.sql import quoted
from mingjing.engines.values import Row
from mingjing.running.access import access_column

MANY = 400
"""Keys asked for in one statement at most."""


class Fetcher:
    """Base rows of a court as of one moment; what was read is kept, so models that share an access share its cost."""

    def __init__(self, con: duckdb.DuckDBPyConnection, at: dt.datetime) -> None:
        self.con, self.at = con, at
        self.known: dict[tuple[Source, str], dict[object, Rows]] = defaultdict(dict)

    def __call__(self, source: Source, wanted: tuple[tuple[str, ...], set[Row]] | None) -> Rows:
        """Rows of the source, all or those whose key columns hold one of the wanted keys."""
        if wanted is None:
            return self.con.execute(f"{select(source)} WHERE _from <= ? AND _to > ?", [self.at, self.at]).fetchall()
        columns, keys = wanted
        best = access_column(source.table, columns)
        place = columns.index(best)
        found = self._by(source, best, {k[place] for k in keys})
        if len(columns) == 1:
            return found
        key = picker(source.columns, columns)
        return [r for r in found if key(r) in keys]

    def _by(self, source: Source, column: str, values: set[object]) -> Rows:
        known = self.known[source, column]
        missing = [v for v in values if v not in known]
        for start in range(0, len(missing), MANY):
            self._read(source, column, missing[start : start + MANY], known)
        return [r for v in values for r in known[v]]

    def _read(self, source: Source, column: str, values: list[object], known: dict[object, Rows]) -> None:
        place = source.columns.index(column)
        known.update({v: [] for v in values})
        marks = ", ".join("?" * len(values))
        sql = f"{select(source)} WHERE {quoted(column)} IN ({marks}) AND _from <= ? AND _to > ?"
        for row in self.con.execute(sql, [*values, self.at, self.at]).fetchall():
            known[row[place]].append(row)


@lru_cache(maxsize=4096)
def select(source: Source) -> str:
    """The start of a statement that reads the source's columns."""
    return f"SELECT {', '.join(map(quoted, source.columns))} FROM {quoted(source.table)}"
