"""Tables of a source without a log that we may read: asked again and again for what its watermark says is new.

What a watermark cannot tell, rows that are gone and rows that were committed late, is found by comparing all keys.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import orjson
import psycopg

from mingjing.ingest.apply.collected import Collected
from mingjing.ingest.apply.copying import quoted
from mingjing.ingest.apply.keeping import KeepingTarget
from mingjing.ingest.apply.net import TableNet
from mingjing.ingest.capture.events import Begin, Cell, Change, Commit, Event
from mingjing.ingest.capture.postgres import WRITING, quoted_table
from mingjing.ingest.declared.given import Read, Rows, shape
from mingjing.ingest.declared.loading import address
from mingjing.ingest.declared.system import DeclaredTable, System
from mingjing.ingest.errors import BadSystem, SourceGone

PART = 1_000
"""Rows that are applied together."""
OVERLAP_SECONDS, EVERY_SECONDS, COMPARE_SECONDS = 300, 5, 3_600
"""How far back each look reaches, how often it is taken, and how often all keys are compared, unless declared."""
WATERMARKS = {
    "timestamptz": "CAST(%s AS TIMESTAMPTZ) - make_interval(secs => %s)",
    "timestamp": "CAST(%s AS TIMESTAMP) - make_interval(secs => %s)",
    "bigint": "CAST(%s AS BIGINT) - %s",
    "integer": "CAST(%s AS BIGINT) - %s",
}
Given = dict[str, Any]


class PulledTable:
    """One table: how it is asked, and up to where it was read."""

    def __init__(self, table: DeclaredTable, target: KeepingTarget) -> None:
        self.table, self.con, self.rows = table, target.con, Rows(table)
        self.mirror = f"{quoted(f'src_{target.source}')}.{quoted(table.name)}"
        self.watermark = str(table.reading["watermark"])
        self.looked_at = self.compared_at = float("-inf")

    def said(self, name: str, default: int) -> int:
        """A number of the declaration."""
        return int(str(self.table.reading.get(name, default)))

    def shown(self, column: str) -> str:
        """A column as text; a moment in UTC, with its zone."""
        if self.table.types[column] == "timestamptz":
            return f"CAST({quoted(column)} AT TIME ZONE 'UTC' AS TEXT) || '+00:00' AS {quoted(column)}"
        return f"CAST({quoted(column)} AS TEXT) AS {quoted(column)}"

    def select(self, columns: Sequence[str], of: str) -> str:
        """The columns of a table as text."""
        return f"SELECT {', '.join(map(self.shown, columns))} FROM {of}"

    def new(self, since: str | None) -> tuple[str, list[object]]:
        """The statement for what is new, in the order of the watermark."""
        sql, order = self.select(list(self.table.types), quoted_table(self.table.full_name)), quoted(self.watermark)
        if since is None:
            return f"{sql} ORDER BY {order} NULLS FIRST", []
        bound = WATERMARKS[self.table.types[self.watermark]]
        where = f"{order} >= {bound} ORDER BY {order}"
        return f"{sql} WHERE {where}", [since, self.said("overlap", OVERLAP_SECONDS)]

    def keyed(self, count: int) -> str:
        """The condition that a row has one of so many keys, written as text."""
        key = ", ".join(f"CAST({quoted(c)} AS TEXT)" for c in self.table.primary)
        one = f"({', '.join(['%s'] * len(self.table.primary))})"
        return f"({key}) IN ({', '.join([one] * count)})"

    def key(self, row: Given) -> tuple[str, ...]:
        """What identifies a row."""
        return tuple(row[c] for c in self.table.primary)

    def stored(self, keys: Sequence[tuple[str, ...]]) -> dict[tuple[Cell, ...], list[Cell]]:
        """The stored rows of these keys."""
        columns = [[k[i] for k in keys] for i in range(len(self.table.primary))]
        names = [f"k{i}" for i in range(len(columns))]
        unnested = ", ".join(f"CAST(${i} AS TEXT[])" for i in range(1, len(columns) + 1))
        kinds = self.table.types
        pairs = zip(self.table.primary, names, strict=True)
        on = " AND ".join(f"m.{quoted(c)} = CAST(k.{n} AS {kinds[c]})" for c, n in pairs)
        found = f"(SELECT m.* FROM {self.mirror} m JOIN UNNEST({unnested}) k ({', '.join(names)}) ON {on}) s"
        rows = self.con.execute(self.select(list(kinds), found), columns).fetchall()
        read = [self.rows.put(dict(zip(kinds, row, strict=True)), "") for row in rows]
        return {r.table.key_of(r.new): r.new for r in read if isinstance(r, Change) and r.new is not None}

    def changed(self, part: Sequence[Given]) -> list[Read]:
        """Those rows that are not stored as they are."""
        read = [self.rows.put(row, f"{self.table.name} {'/'.join(map(str, self.key(row)))}") for row in part]
        known = self.stored([self.key(row) for row in part])
        return [r for r in read if not (isinstance(r, Change) and known.get(r.table.key_of(r.new or [])) == r.new)]


class PulledCapture:
    """The tables of one source, looked at in turn."""

    def __init__(self, system: System, target: KeepingTarget, url: str) -> None:
        self.system, self.target, self.url = system, target, url
        self.tables = [PulledTable(t, target) for t in system.tables]
        self.marks: dict[str, str] = orjson.loads(target.token() or "{}")
        self.count = self.passes = 0
        target.written = lambda: orjson.dumps(self.marks).decode()

    @contextmanager
    def reading(self) -> Iterator[psycopg.Connection[Given]]:
        """A connection for reading. Raises SourceGone."""
        try:
            with psycopg.connect(self.url, options=WRITING, row_factory=psycopg.rows.dict_row) as con:
                yield con
        except psycopg.OperationalError as e:
            raise SourceGone(self.system.name, str(e).strip()) from e

    def start(self, position: int) -> None:
        """Begin at the watermarks that were kept."""
        self.count, self.marks = position, orjson.loads(self.target.token() or "{}")

    def events(self, idle: float = 0.2) -> Iterator[Event | None]:
        """What is new, table by table; None when all have been looked at. Raises SourceGone."""
        while True:
            for table in self.tables:
                now = time.monotonic()
                if now - table.looked_at >= table.said("every_seconds", EVERY_SECONDS):
                    yield from self._look(table)
                    table.looked_at = now
                if now - table.compared_at >= table.said("compare_seconds", COMPARE_SECONDS):
                    yield None  # what was read is stored before it is compared
                    yield from self._compare(table)
                    table.compared_at = now
            self.passes += 1
            yield None
            time.sleep(idle)

    def _look(self, table: PulledTable) -> Iterator[Event]:
        """Rows at and after the watermark; it moves on when all of them have been given."""
        last = self.marks.get(table.table.name)
        with self.reading() as con, con.cursor("mingjing") as cur:
            cur.execute(*table.new(last))
            while part := cur.fetchmany(PART):
                marks = [row[table.watermark] for row in part if row[table.watermark] is not None]
                last = marks[-1] if marks else last
                yield from self._transaction(table.changed(part))
        if last is not None and last != self.marks.get(table.table.name):
            self.marks[table.table.name] = last
            yield from self._transaction([])

    def _compare(self, table: PulledTable) -> Iterator[Event]:
        """Rows that are gone, and rows that no watermark told of; what was given before has been stored by now.

        Stored keys are read first, so that a row which comes in between is not taken for one that is gone.
        """
        keys = list(table.table.primary)
        mine = {tuple(map(str, r)) for r in self.target.con.execute(table.select(keys, table.mirror)).fetchall()}
        with self.reading() as con:
            source = quoted_table(table.table.full_name)
            theirs = {table.key(r) for r in con.execute(table.select(keys, source)).fetchall()}
            gone = [table.rows.delete(dict(zip(keys, k, strict=True)), "") for k in sorted(mine - theirs)]
            if gone:
                yield from self._transaction(gone)
            missing = sorted(theirs - mine)
            for i in range(0, len(missing), PART):
                part = missing[i : i + PART]
                sql = f"{table.select(list(table.table.types), source)} WHERE {table.keyed(len(part))}"
                yield from self._transaction(table.changed(con.execute(sql, [v for k in part for v in k]).fetchall()))

    def _transaction(self, reads: Sequence[Read]) -> Iterator[Event]:
        now = time.time_ns() // 1000
        self.count += 1
        yield Begin(self.count, now)
        yield from self.target.refusals.note(reads)
        yield Commit(self.count, self.count, now)

    def waiting(self) -> Callable[[], bool]:
        """Whether every table has been looked at and compared from now on."""
        for table in self.tables:
            table.looked_at = table.compared_at = float("-inf")
        before = self.passes
        return lambda: self.passes > before

    def told(self, table: DeclaredTable, position: int) -> TableNet:
        """The rows of a table as the source has them now."""
        net, pulled = TableNet(shape(table), emptied=True), PulledTable(table, self.target)
        with self.reading() as con, con.cursor("mingjing") as cur:
            cur.execute(*pulled.new(None))
            for row in cur:
                read = pulled.rows.put(row, "")
                if isinstance(read, Change) and read.new is not None:
                    net.rows[net.table.key_of(read.new)] = read.new
        return net

    def confirm(self, position: int) -> None:
        """The source knows nothing of us."""

    def idle_position(self) -> int:
        """Nothing passes here but what is ours."""
        return 0

    def close(self) -> None:
        """Nothing is held open."""


def refuse_wrong(system: System, table: DeclaredTable) -> None:
    """Raises BadSystem where the declaration does not say by what new rows are known."""
    kind = table.types.get(str(table.reading.get("watermark")))
    if kind not in WATERMARKS:
        problem = f"watermark 须是一个声明了的列，类型为 {'、'.join(WATERMARKS)} 之一"
        raise BadSystem(system.name, f"{table.name}.read.watermark", problem)


def pulled(system: System, target_dsn: str, *, alone: bool = True) -> Collected:
    """Follows tables by their watermark. Raises NoConnection or BadSystem."""
    url = address(system)
    for table in system.tables:
        refuse_wrong(system, table)
    target = KeepingTarget(target_dsn, system.name, alone=alone)
    return Collected(system, target, PulledCapture(system, target, url))
