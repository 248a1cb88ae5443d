"""Rows of a court table on their way in: each version with the moments from which and until which it was known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from mingjing.court.catalogue import Table
from mingjing.engines.sql import quoted
from mingjing.ingest.apply.mirror import listed
from mingjing.ingest.apply.target import Target
from mingjing.ingest.declared.sql import END


class Staged:
    """The rows of one court table that a batch makes, with what is to be done with each."""

    def __init__(self, target: Target, into: Table, name: str) -> None:
        self.target, self.con, self.into = target, target.con, into
        self.table = quoted(name)
        self.key = quoted(into.key[0])
        self.own = listed([c.name for c in into.columns])

    def make(self) -> None:
        """The place where they wait, and the index that finds a row in force by its key."""
        made = f"SELECT {self.own} FROM {quoted(self.into.name)} WITH NO DATA"
        self.run(f"CREATE TEMP TABLE IF NOT EXISTS {self.table} ON COMMIT DELETE ROWS AS {made}")
        for column in ("_do TEXT", "_why TEXT", "_waits BOOLEAN", "_row_key TEXT"):
            self.run(f"ALTER TABLE {self.table} ADD COLUMN {column}")
        index = quoted(f"mj_now_{self.into.name}")
        self.run(
            f"CREATE UNIQUE INDEX IF NOT EXISTS {index} ON {quoted(self.into.name)} ({self.key}) WHERE _to = {END}"
        )

    def run(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """One statement; gives how many rows it touched."""
        return self.con.execute(sql, parameters).rowcount

    def write(self, at: dt.datetime) -> int:
        """End what has been replaced or is gone, begin what is new, and log it; gives how many rows that were."""
        court = quoted(self.into.name)
        same = f"c.{self.key} = n.{self.key} AND c._to = {END} AND n._do IN ('U', 'D')"
        if self.into.name in self.target.batch.written:  # what this batch itself has begun was never seen
            self.run(f"DELETE FROM {court} c USING {self.table} n WHERE {same} AND c._from >= $1", [at])
        self.run(f"UPDATE {court} c SET _to = $1 FROM {self.table} n WHERE {same}", [at])
        self.target.batch.written.add(self.into.name)
        own = f"SELECT {self.own}, CAST($1 AS TIMESTAMP), {END} FROM {self.table} WHERE _do IN ('I', 'U')"
        self.run(f"INSERT INTO {court} ({self.own}, _from, _to) {own}", [at])
        told = f'SELECT $1, $2, {self.key}, CAST(_do AS "char"), $3 FROM {self.table} WHERE _do IS NOT NULL'
        log = f"INSERT INTO mj_change (at, table_name, key, op, source) {told}"
        return self.run(log, [at, self.into.name, self.target.source])

    def room(self) -> None:
        """Make room for the next rows."""
        self.target.emptied(self.table)
