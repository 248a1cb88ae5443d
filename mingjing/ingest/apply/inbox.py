"""Batches that source systems pushed: laid down once and for good at the door, applied in their order afterwards."""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg

from mingjing.ingest.apply.collected import Collected
from mingjing.ingest.apply.keeping import KeepingTarget
from mingjing.ingest.apply.net import ADD, TableNet
from mingjing.ingest.capture.events import Begin, Change, Commit, Event
from mingjing.ingest.declared.given import Read, Refused, Rows, as_json, exact_json, shape
from mingjing.ingest.declared.system import DeclaredTable, System
from mingjing.ingest.errors import SourceGone
from mingjing.ingest.push_errors import BadBatch, KeyReused
from mingjing.store.postgres import Connection, connect

INBOX_SQL = (Path(__file__).parent / "inbox.sql").read_text(encoding="utf-8")
MOST_CHANGES = 10_000
"""Of one batch: it is applied as one transaction."""
INBOX_LOCK = 7003
TAKEN = "SELECT batch, digest FROM mj_inbox WHERE source = $1 AND idempotency_key = $2"
NEXT = "SELECT coalesce(max(batch), 0) + 1 FROM mj_inbox WHERE source = $1"
LAY = """
    INSERT INTO mj_inbox (source, batch, idempotency_key, digest, body, changes) VALUES ($1, $2, $3, $4, $5, $6)"""
WAITING = """
    SELECT batch, body, received_at FROM mj_inbox WHERE source = $1 AND batch > $2 ORDER BY batch LIMIT 20"""
KEPT = "SELECT batch, body FROM mj_inbox WHERE source = $1 AND batch <= $2 ORDER BY batch"
FIRST = "SELECT min(batch) FROM mj_inbox WHERE source = $1"
OPS = ("put", "delete")


def opened(dsn: str) -> Connection:
    """A connection to the database that has the table of pushed batches."""
    con = connect(dsn)
    if con.execute("SELECT to_regclass('mj_inbox')").fetchall() == [(None,)]:
        with con.transaction():
            con.execute("SELECT pg_advisory_xact_lock($1)", [INBOX_LOCK])
            con.execute(INBOX_SQL)
    return con


def changes_of(body: bytes) -> list[Mapping[str, Any]]:
    """The changes of a batch as they were written. Raises BadBatch."""
    try:
        said = exact_json(body.decode())
    except (ValueError, RecursionError) as e:
        raise BadBatch("不是合格的 JSON（UTF-8，同一对象里的名字不重复）") from e
    changes = said.get("changes") if isinstance(said, dict) else None
    if not isinstance(changes, list) or not changes:
        raise BadBatch("须为 {“changes”: [{“table”: 表, “op”: “put”或“delete”, “row”: {列: 值}}, …]}，至少一笔")
    if len(changes) > MOST_CHANGES:
        raise BadBatch(f"一批最多 {MOST_CHANGES:,} 笔，这里有 {len(changes):,} 笔，请分批")
    return changes


def read_changes(system: System, batch: int, changes: list[Mapping[str, Any]]) -> list[Read]:
    """Each change of a batch as the declaration has it, or refused with the reason."""
    tables = {t.name: Rows(t) for t in system.tables}
    return [read_change(tables, f"第{batch}批第{n}笔", change) for n, change in enumerate(changes, 1)]


def read_change(tables: Mapping[str, Rows], place: str, change: Any) -> Read:
    """One change, or why it is refused."""
    said = change if isinstance(change, dict) else {}
    row = said.get("row")
    rows = tables.get(str(said.get("table")))
    if rows is None:
        return Refused(
            str(said.get("table", "")), place, f"没有声明这张表；已声明 {'、'.join(tables)}", as_json(change)
        )
    if said.get("op") not in OPS or not isinstance(row, dict):
        return rows.refused({}, place, f"op 须为 {'、'.join(OPS)} 之一，row 须为 列: 值")
    return rows.put(row, place) if said["op"] == "put" else rows.delete(row, place)


def lay_down(con: Connection, system: System, key: str, body: bytes) -> tuple[int, bool]:
    """Keep a batch for good; gives its number, and whether it had come before. Raises KeyReused or BadBatch."""
    changes = changes_of(body)
    digest = hashlib.sha256(body).hexdigest()
    with con.transaction():
        con.execute("SELECT pg_advisory_xact_lock($1, hashtext($2))", [INBOX_LOCK, system.name])
        for batch, known in con.execute(TAKEN, [system.name, key]).fetchall():
            if known != digest:
                raise KeyReused(key)
            return int(str(batch)), True
        ((batch,),) = con.execute(NEXT, [system.name]).fetchall()
        con.execute(LAY, [system.name, batch, key, digest, body.decode(), len(changes)])
    return int(str(batch)), False


class InboxCapture:
    """Pushed batches in their order, each a transaction."""

    def __init__(self, system: System, target: KeepingTarget) -> None:
        self.system, self.target = system, target
        self.con: Connection | None = None
        self.given = 0

    @property
    def inbox(self) -> Connection:
        """A connection beside the one that applies."""
        if self.con is None:
            self.con = opened(self.target.dsn)
        return self.con

    def start(self, position: int) -> None:
        """Begin after that batch."""
        self.given = position

    def waiting(self) -> Callable[[], bool]:
        """Whether the batches that had come by now have been applied."""
        ((after,),) = self.inbox.execute(NEXT, [self.system.name]).fetchall()
        return lambda: (self.target.position() or 0) >= int(str(after)) - 1

    def events(self, idle: float = 0.2) -> Iterator[Event | None]:
        """Events as they come; None whenever nothing is waiting. Raises SourceGone."""
        while True:
            found = self._next()
            for batch, body, received_at in found:
                yield from self._batch(batch, body, received_at)
            if not found:
                yield None
                time.sleep(idle)

    def _next(self) -> list[Any]:
        try:
            return self.inbox.execute(WAITING, [self.system.name, self.given]).fetchall()
        except psycopg.OperationalError as e:
            raise SourceGone(self.system.name, str(e).strip()) from e

    def _batch(self, batch: int, body: str, received_at: dt.datetime) -> Iterator[Event]:
        at_us = int(received_at.replace(tzinfo=dt.UTC).timestamp() * 1_000_000)
        yield Begin(batch, at_us)
        yield from self.target.refusals.note(read_changes(self.system, batch, changes_of(body.encode())))
        self.given = batch
        yield Commit(batch, batch, at_us)

    def told(self, table: DeclaredTable, position: int) -> TableNet:
        """What became of the rows of a table by the batches that are still kept."""
        net = TableNet(shape(table), emptied=self._from_the_first())
        for batch, body in self.target.con.execute(KEPT, [self.system.name, position]).fetchall():
            for change in read_changes(self.system, int(str(batch)), changes_of(str(body).encode())):
                if isinstance(change, Change) and change.table.name == table.name:
                    ADD[change.op](net, change)
        return net

    def _from_the_first(self) -> bool:
        return self.target.con.execute(FIRST, [self.system.name]).fetchall() == [(1,)]

    def confirm(self, position: int) -> None:
        """The batches stay as they came, until their retention ends."""

    def idle_position(self) -> int:
        """Nothing passes here but what is ours."""
        return 0

    def close(self) -> None:
        """Let the connection go."""
        if self.con is not None:
            self.con.close()


def pushed(system: System, target_dsn: str, *, alone: bool = True) -> Collected:
    """Follows what a source system pushes."""
    target = KeepingTarget(target_dsn, system.name, alone=alone)
    return Collected(system, target, InboxCapture(system, target))
