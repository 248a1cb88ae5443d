"""A source's tables as they are, row for row, beside the court: what changes are applied to first.

The mirror makes the rest simple: a value that was not sent is found in it, a row that was refused can be tried again,
and the source can be compared with it row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mingjing.ingest.apply.copying import copy, line, quoted
from mingjing.ingest.apply.net import TableNet
from mingjing.ingest.apply.target import Left, Target
from mingjing.ingest.capture.events import UNCHANGED, Change, Row, SourceColumn, SourceTable
from mingjing.ingest.errors import OutOfStep

COLUMNS = """
    SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
    WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped"""
WIDER = {
    "smallint": {"integer", "bigint", "numeric"},
    "integer": {"bigint", "numeric"},
    "bigint": {"numeric"},
    "date": {"timestamp without time zone"},
    "real": {"double precision"},
}
"""Changes of type that leave every value what it was."""


@dataclass(frozen=True)
class Default:
    """What rows that were there before a column hold in it; `known` is False where the source made it row by row."""

    value: str | None
    known: bool = True


Defaults = Callable[[SourceTable, str], Default]
"""Asks the source for the default of an added column: it is in no log."""


class Mirror:
    """The tables of one source, in a schema of their own."""

    def __init__(self, target: Target, defaults: Defaults) -> None:
        self.target, self.con, self.defaults = target, target.con, defaults
        self.schema = f"src_{target.source}"
        self.known: dict[str, SourceTable] = {}
        with target.con.transaction():
            self.con.execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(self.schema)}")

    def name(self, table: SourceTable) -> str:
        """The mirror's table, as SQL writes it."""
        return f"{quoted(self.schema)}.{quoted(table.name)}"

    def staging(self, table: SourceTable) -> str:
        """Where the rows of a batch wait."""
        return quoted(f"st_{table.name}")

    def keys(self, table: SourceTable) -> str:
        """Where the keys of the rows wait that a batch touched."""
        return quoted(f"keys_{table.name}")

    def run(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """One statement; gives how many rows it touched."""
        return self.con.execute(sql, parameters).rowcount

    def stored(self, table: SourceTable) -> dict[str, str]:
        """Names and types of the columns that the mirror has of a table; empty when it has not the table."""
        return {str(n): str(t) for n, t in self.con.execute(COLUMNS, [self.name(table)]).fetchall()}

    def make(self, table: SourceTable) -> None:
        """The table, without its key: rows are copied in faster so."""
        body = ", ".join(f"{quoted(c.name)} {c.type}" for c in table.columns)
        self.run(f"CREATE TABLE IF NOT EXISTS {self.name(table)} ({body})")

    def forget(self, name: str, key: Sequence[str]) -> None:
        """Drop a table, and keep the keys it had."""
        table, gone = (f"{quoted(self.schema)}.{quoted(n)}" for n in (name, f"gone_{name}"))
        if self.con.execute(COLUMNS, [table]).fetchall():
            self.run(f"CREATE TABLE IF NOT EXISTS {gone} AS SELECT {listed(key)} FROM {table} WITH NO DATA")
            self.run(f"INSERT INTO {gone} SELECT {listed(key)} FROM {table}")
            self.run(f"DROP TABLE {table}")
        self.known.pop(name, None)

    def recall(self, table: SourceTable) -> None:
        """Put the keys that a dropped table had where the keys of touched rows wait."""
        gone = f"{quoted(self.schema)}.{quoted(f'gone_{table.name}')}"
        if self.con.execute(COLUMNS, [gone]).fetchall():
            self.run(f"INSERT INTO {self.keys(table)} SELECT {listed(table.key_names)} FROM {gone}")
            self.run(f"DROP TABLE {gone}")

    def make_key(self, table: SourceTable) -> None:
        """The key of a table whose rows have been copied."""
        exists = "SELECT 1 FROM pg_index WHERE indrelid = to_regclass($1) AND indisprimary"
        if not self.con.execute(exists, [self.name(table)]).fetchall():
            self.run(f"ALTER TABLE {self.name(table)} ADD PRIMARY KEY ({listed(table.key_names)})")

    def follow(self, table: SourceTable, position: int) -> None:
        """Give the mirror the shape that the source's table has from here on."""
        if self.known.get(table.name) == table:
            return
        have = self.stored(table)
        if not have:
            self.make(table)
            self.make_key(table)
            self.mark(table, "ready")
        for column in table.columns if have else ():
            if column.name not in have:
                self._add(table, column, position)
            elif have[column.name] != column.type:
                self._retype(table, column, have[column.name], position)
        for name in have.keys() - set(table.names):
            self._forget(table, name, position)
        self.stage(table)
        self.known[table.name] = table

    def stage(self, table: SourceTable) -> None:
        """Make the places where rows and keys of a batch wait."""
        for staged, columns in ((self.staging(table), table.names), (self.keys(table), table.key_names)):
            self.target.places.add(staged)
            self.run(f"DROP TABLE IF EXISTS pg_temp.{staged}")
            made = f"SELECT {listed(columns)} FROM {self.name(table)} WITH NO DATA"
            self.run(f"CREATE TEMP TABLE {staged} ON COMMIT DELETE ROWS AS {made}")

    def _add(self, table: SourceTable, column: SourceColumn, position: int) -> None:
        default = self.defaults(table, column.name)
        self.run(f"ALTER TABLE {self.name(table)} ADD COLUMN {quoted(column.name)} {column.type}")
        if default.value is not None:
            filled = f"UPDATE {self.name(table)} SET {quoted(column.name)} = CAST($1 AS {column.type})"
            self.run(filled, [default.value])
        self.note(table, position, f"增加列 {column.name}（{column.type}）")
        if not default.known:
            self.mark(table, "incomplete", f"列 {column.name} 的原有值不在日志里，须重新装载")

    def _retype(self, table: SourceTable, column: SourceColumn, was: str, position: int) -> None:
        name, kind = quoted(column.name), column.type
        self.run(
            f"ALTER TABLE {self.name(table)} ALTER COLUMN {name} TYPE {kind} USING CAST(CAST({name} AS TEXT) AS {kind})"
        )
        self.note(table, position, f"列 {column.name} 的类型由 {was} 改为 {kind}")
        if not widened(was, kind):
            self.mark(table, "incomplete", f"列 {column.name} 改为 {kind}，原有值可能不同，须重新装载")

    def _forget(self, table: SourceTable, name: str, position: int) -> None:
        """What a dropped column held is kept, under a name that says so."""
        if name.startswith("dropped_"):
            return
        kept = quoted(f"dropped_{position}_{name}"[:63])
        self.run(f"ALTER TABLE {self.name(table)} RENAME COLUMN {quoted(name)} TO {kept}")
        self.note(table, position, f"列 {name} 已被来源删除，原有值留存")

    def mark(self, table: SourceTable, state: str, problem: str = "") -> None:
        """Keep what state a table is in."""
        sql = """INSERT INTO mj_source_table VALUES ($1, $2, $3, $4)
                 ON CONFLICT (source, table_name) DO UPDATE SET state = $3, problem = $4"""
        self.run(sql, [self.target.source, table.name, state, problem])

    def note(self, table: SourceTable, position: int, what: str) -> None:
        """Keep how a table changed its shape."""
        sql = "INSERT INTO mj_schema_change (source, table_name, position, what) VALUES ($1, $2, $3, $4)"
        self.run(sql, [self.target.source, table.name, position, what])

    def apply(self, net: TableNet, position: int) -> None:
        """Write what became of a table's rows, and leave whole rows, and the keys of others, for those who follow."""
        table = net.table
        self.follow(table, position)
        gone, whole, partly = net.parts()
        if net.emptied:
            self.run(f"INSERT INTO {self.keys(table)} SELECT {listed(table.key_names)} FROM {self.name(table)}")
            self.run(f"DELETE FROM {self.name(table)}")
        if gone:
            copy(self.con, self.keys(table), table.key_names, map(line, gone))
            self.run(f"DELETE FROM {self.name(table)} m USING {self.keys(table)} s WHERE {same_key(table)}")
        for places, rows in partly.items():
            self._change_partly(table, places, rows)
        if whole:
            copy(self.con, self.staging(table), table.names, map(line, whole))
            self._upsert(table)
        if net.emptied and whole:  # a row that was there before may have come again: each is told once, by its key
            self.run(f"INSERT INTO {self.keys(table)} SELECT {listed(table.key_names)} FROM {self.staging(table)}")
            whole = []
        self.target.batch.left[table.name] = Left(bool(whole), bool(gone or partly or net.emptied))

    def _change_partly(self, table: SourceTable, places: Sequence[int], known: Sequence[Row]) -> None:
        copy(self.con, self.keys(table), table.key_names, (line(table.key_of(row)) for row in known))
        rows = [[row[i] for i in places] for row in known]
        columns = [table.names[i] for i in places]
        sets = ", ".join(f"{quoted(c)} = s.{quoted(c)}" for c in columns if c not in table.key_names)
        copy(self.con, self.staging(table), columns, map(line, rows))
        found = len(rows)
        if sets:
            met = f"UPDATE {self.name(table)} m SET {sets} FROM {self.staging(table)} s WHERE {same_key(table)}"
            found = self.run(met)
        if found != len(rows):
            raise OutOfStep(self.target.source, table.name, f"{len(rows)} 行部分更新只找到 {found} 行原有记录")
        self.run(f"DELETE FROM {self.staging(table)}")

    def _upsert(self, table: SourceTable) -> None:
        sets = ", ".join(f"{quoted(c)} = excluded.{quoted(c)}" for c in table.names if c not in table.key_names)
        names = listed(table.names)
        found = f"INSERT INTO {self.name(table)} AS m ({names}) SELECT {names} FROM {self.staging(table)}"
        self.run(f"{found} ON CONFLICT ({listed(table.key_names)}) DO {f'UPDATE SET {sets}' if sets else 'NOTHING'}")

    def move(self, change: Change, position: int) -> None:
        """A row whose key moved while a value was not sent: one statement leaves that value in its place."""
        assert change.new is not None and change.old is not None
        table = change.table
        self.follow(table, position)
        known = [i for i, v in enumerate(change.new) if v is not UNCHANGED]
        sets = ", ".join(
            f"{quoted(table.names[i])} = CAST(${n} AS {table.columns[i].type})" for n, i in enumerate(known, 1)
        )
        where = " AND ".join(
            f"{quoted(table.names[i])} = CAST(${n} AS {table.columns[i].type})"
            for n, i in enumerate(table.key, len(known) + 1)
        )
        values = [change.new[i] for i in known] + [change.old[i] for i in table.key]
        texts = [v.decode() if isinstance(v, bytes) else None for v in values]
        if self.run(f"UPDATE {self.name(table)} SET {sets} WHERE {where}", texts) != 1:
            raise OutOfStep(self.target.source, table.name, "主键变更没有找到原有记录")
        copy(
            self.con, self.keys(table), table.key_names, map(line, (table.key_of(change.old), table.key_of(change.new)))
        )


def widened(was: str, now: str) -> bool:
    """Whether values of the old type are the same in the new."""
    texts = ("text", "character varying")
    if was.startswith(texts) and now.startswith(texts):
        return True
    return now.split("(")[0] in WIDER.get(was.split("(")[0], set()) or (was.startswith("numeric") and now == "numeric")


def listed(names: Sequence[str]) -> str:
    """Column names in quotes."""
    return ", ".join(map(quoted, names))


def same_key(table: SourceTable) -> str:
    """The condition that two rows have the same key."""
    return " AND ".join(f"m.{quoted(c)} = s.{quoted(c)}" for c in table.key_names)
