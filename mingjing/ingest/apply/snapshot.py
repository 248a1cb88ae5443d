"""Copying a source's tables as they stand at the very position from which its changes will be followed.

A table whose key is one whole number is copied in parts, each kept as soon as it is complete: a copy that is broken
off goes on after the last of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg

from mingjing.ingest.apply.copying import quoted
from mingjing.ingest.apply.mirror import Mirror, listed
from mingjing.ingest.capture.events import SourceColumn, SourceTable
from mingjing.ingest.capture.postgres import BUILT_IN, PostgresCapture
from mingjing.ingest.errors import NoKey

CHUNK = 500_000
"""Rows of one part."""
BLOCK_BYTES = 1 << 18
COLUMNS = """
    SELECT attname, CASE WHEN atttypid < %s THEN format_type(atttypid, atttypmod) ELSE 'text' END FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum"""
KEY = """
    SELECT a.attname FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid
      AND CASE c.relreplident WHEN 'i' THEN i.indisreplident ELSE i.indisprimary END
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey) WHERE c.oid = %s::regclass
    ORDER BY array_position(i.indkey::int2[], a.attnum)"""
WHOLE_NUMBERS = ("smallint", "integer", "bigint")
Session = psycopg.Connection[tuple[Any, ...]]
Told = Callable[[str, int], None]


def described(con: Session, schema: str, name: str, system: str) -> SourceTable:
    """A table of the source as it is now. Raises NoKey."""
    full = f"{quoted(schema)}.{quoted(name)}"
    columns = tuple(SourceColumn(n, t) for n, t in con.execute(COLUMNS, (BUILT_IN, full)).fetchall())
    key = [k for (k,) in con.execute(KEY, (full,)).fetchall()]
    if not key:
        raise NoKey(system, f"{schema}.{name}")
    places = {c.name: i for i, c in enumerate(columns)}
    return SourceTable(schema, name, columns, tuple(sorted(places[k] for k in key)))


@dataclass
class Snapshot:
    """Copies tables at the exported snapshot of a slot that begins at `position`."""

    capture: PostgresCapture
    mirror: Mirror
    name: str
    position: int
    told: Told = lambda table, rows: None
    chunk: int = CHUNK

    def copy(self, schema: str, table: str) -> SourceTable:
        """Copy what is still missing of a table; gives its description."""
        with self.capture.ordinary() as con, con.transaction():
            con.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            con.execute(f"SET TRANSACTION SNAPSHOT '{self.name}'")
            found = described(con, schema, table, self.capture.name)
            self.mirror.make(found)
            self._rows(con, found)
        self.mirror.make_key(found)
        self.mirror.mark(found, "copied")
        return found

    def _rows(self, con: Session, table: SourceTable) -> None:
        bounds = self._bounds(table)
        if bounds == (None, False):
            self.mirror.run(f"TRUNCATE {self.mirror.name(table)}")
        above, complete = bounds
        while not complete:
            upto = self._upto(con, table, above)
            with self.mirror.con.transaction():
                rows = self._part(con, table, above, upto)
                sql = "INSERT INTO mj_chunk VALUES ($1, $2, $3, $4, $5, $6)"
                values = [self.capture.name, table.name, above, upto, self.position, rows]
                self.mirror.run(sql, values)
            self.told(table.name, rows)
            above, complete = upto, upto is None

    def _bounds(self, table: SourceTable) -> tuple[int | None, bool]:
        """Up to which key the table has been copied, and whether to its end."""
        sql = "SELECT upto FROM mj_chunk WHERE source = $1 AND table_name = $2 ORDER BY upto NULLS LAST"
        found: list[Any] = self.mirror.con.execute(sql, [self.capture.name, table.name]).fetchall()
        return (found[-1][0], found[-1][0] is None) if found else (None, False)

    def _upto(self, con: Session, table: SourceTable, above: int | None) -> int | None:
        """The key at which the next part ends; None when it is the last."""
        if len(table.key) != 1 or table.columns[table.key[0]].type not in WHOLE_NUMBERS:
            return None
        key = quoted(table.key_names[0])
        where = f"WHERE {key} > {above}" if above is not None else ""
        sql = f"SELECT {key} FROM {self._source(table)} {where} ORDER BY {key} OFFSET {self.chunk - 1} LIMIT 1"
        found = con.execute(sql).fetchall()
        return int(found[0][0]) if found else None

    def _part(self, con: Session, table: SourceTable, above: int | None, upto: int | None) -> int:
        """Rows straight across, in the form in which both keep them."""
        key = quoted(table.key_names[0])
        bounds = [f"{key} > {above}"] if above is not None else []
        bounds += [f"{key} <= {upto}"] if upto is not None else []
        shown = ", ".join(f"CAST({quoted(c.name)} AS {c.type}) AS {quoted(c.name)}" for c in table.columns)
        sql = f"SELECT {shown} FROM {self._source(table)}" + (f" WHERE {' AND '.join(bounds)}" if bounds else "")
        into = f"COPY {self.mirror.name(table)} ({listed(table.names)}) FROM STDIN (FORMAT binary)"
        with (
            con.cursor().copy(f"COPY ({sql}) TO STDOUT (FORMAT binary)") as source,
            self.mirror.con.cursor() as cur,
        ):
            with cur.copy(into) as target:
                for block in blocks(source):
                    target.write(block)
            return cur.rowcount

    def _source(self, table: SourceTable) -> str:
        return f"{quoted(table.schema)}.{quoted(table.name)}"


def blocks(rows: Iterable[bytes | bytearray | memoryview]) -> Iterator[bytes]:
    """The same bytes in larger pieces: the driver gives every row by itself, and sending has a price."""
    held: list[bytes | bytearray | memoryview] = []
    size = 0
    for row in rows:
        held.append(row)
        size += len(row)
        if size >= BLOCK_BYTES:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)
