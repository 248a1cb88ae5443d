"""From a capture to the court: whole transactions of the source, in its order, rows and position in one transaction."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from mingjing.ingest.apply.copying import copy, escaped
from mingjing.ingest.apply.mirror import Mirror
from mingjing.ingest.apply.net import NeedsFlush, Net, TableNet
from mingjing.ingest.apply.target import Target
from mingjing.ingest.capture.events import Begin, Cell, Change, Commit, Event, Truncate

FLUSH = 5_000
"""Changes held in memory at most: a longer transaction is written in parts, and seen at its end."""
TRANSACTIONS = 2_000
"""Transactions of the source that one batch holds at most."""
SEEN_SECONDS = 1.0
LOG = ("source", "position", "seq", "table_name", "op", "row_key", "committed_at")


class Capture(Protocol):
    """Where changes come from."""

    def events(self, idle: float) -> Iterator[Event | None]:
        """Events as they come; None whenever nothing is waiting."""

    def confirm(self, position: int) -> None:
        """Everything up to there is safe."""

    def idle_position(self) -> int:
        """Up to where nothing more is to come; 0 when that cannot be told."""


class Feeds(Protocol):
    """What is made of the mirror's changed rows."""

    def apply(self, tables: list[TableNet]) -> None:
        """Bring the court's rows up to date with the rows whose keys the mirror left."""

    def retry(self) -> None:
        """Try again what only waited for others."""


class Past(Protocol):
    """Changes that a later copy of the table has overtaken."""

    def has(self, change: Change, position: int) -> bool:
        """Whether the copied rows know this change already."""

    def advance(self, position: int) -> None:
        """The stream has come so far."""


@dataclass
class Batches:
    """What has been applied so far, for measuring: one entry per committed batch."""

    changes: int = 0
    transactions: int = 0
    batches: int = 0
    latencies: list[tuple[float, int]] = field(default_factory=list)
    """Seconds from the commit in the source to the commit here, and of how many changes, of each transaction."""


class Pipeline:
    """Applies one source; `stop` is asked whenever nothing is waiting."""

    def __init__(self, capture: Capture, target: Target, mirror: Mirror, feeds: Feeds, past: Past) -> None:
        self.capture, self.target, self.mirror, self.feeds, self.past = capture, target, mirror, feeds, past
        self.net, self.log, self.done = Net(), list[bytes](), Batches()
        self.applied = target.position() or 0
        self.end = 0
        self.position, self.seq, self.at_us = 0, 0, 0
        self.waiting: list[tuple[int, int]] = []
        self.unwritten = 0
        self.seen_at = 0.0
        self.prefix = target.source.encode()

    def run(
        self, stop: Callable[[], bool] = lambda: False, idle: float = 0.2, each: Callable[[], None] = lambda: None
    ) -> Batches:
        """Apply until `stop` says so; `each` is called after every batch and whenever nothing is waiting."""
        for event in self.capture.events(idle):
            match event:
                case Change():
                    self.change(event)
                case None:
                    self.rest()
                    each()
                    if not self.position and stop():
                        self._nothing_waits()
                        return self.done
                case Begin():
                    self.position, self.seq, self.at_us = event.position, 0, event.at_us
                case Commit():
                    self.transaction(event)
                    each()
                case Truncate():
                    self.truncate(event)
        return self.done

    def change(self, change: Change) -> None:
        """One row changed."""
        self.seq += 1
        if self.past.has(change, self.position):
            return
        row = change.new if change.new is not None else change.old
        assert row is not None
        self.remember(change.table.name, change.op, change.table.key_of(row))
        try:
            self.net.add(change)
        except NeedsFlush:
            self.flush()
            try:
                self.net.add(change)
            except NeedsFlush:
                self.target.begin()
                self.mirror.move(change, self.position)
                self.feeds.apply([TableNet(change.table)])
        if self.net.changes >= FLUSH:
            self.flush()

    def truncate(self, event: Truncate) -> None:
        """All rows of some tables are gone."""
        for table in event.tables:
            self.seq += 1
            self.remember(table.name, "T", ())
        self.net.empty(event)

    def remember(self, table: str, op: str, key: tuple[Cell, ...]) -> None:
        """One line of the log of changes."""
        when = (self.at_us // 1_000_000, self.at_us % 1_000_000)
        written = b"\x1f".join([v for v in key if isinstance(v, bytes)])
        if b"\\" in written or b"\t" in written or b"\n" in written or b"\r" in written:
            written = escaped(written)
        self.log.append(
            b"%b\t%d\t%d\t%b\t%b\t%b\t%b\n"
            % (self.prefix, self.position, self.seq, table.encode(), op.encode(), written or b"\\N", stamp(*when))
        )
        self.unwritten += 1

    def flush(self) -> None:
        """Write what is buffered, inside the batch."""
        if not self.log:
            return
        self.target.begin()
        copy(self.target.con, "mj_source_change", LOG, self.log)
        tables = list(self.net.tables.values())
        for net in tables:
            self.mirror.apply(net, self.position or self.end)
        self.feeds.apply(tables)
        self.net.clear()
        self.log.clear()

    def transaction(self, commit: Commit) -> None:
        """A transaction of the source is complete; the batch ends when it is large enough."""
        self.end = commit.end
        self.waiting.append((commit.at_us, self.seq))
        self.position = 0
        if self.unwritten >= FLUSH or len(self.waiting) >= TRANSACTIONS:
            self.commit()

    def commit(self) -> None:
        """Let everything up to here be seen, and only then tell the source."""
        self.flush()
        last = dt.datetime.fromtimestamp(self.waiting[-1][0] / 1e6, dt.UTC).replace(tzinfo=None)
        self.target.commit(self.end, "", last, self.unwritten)
        now = time.time()
        self.done.latencies += [(now - at / 1e6, n) for at, n in self.waiting]
        self.done.changes += self.unwritten
        self.done.transactions += len(self.waiting)
        self.done.batches += 1
        self.applied = self.end
        self.waiting, self.unwritten = [], 0
        self.past.advance(self.applied)
        self.capture.confirm(self.applied)

    def rest(self) -> None:
        """Nothing is waiting: end the batch, and let the source forget what does not concern us."""
        if self.position:
            return
        if self.waiting:
            self.commit()
            return
        if time.monotonic() - self.seen_at > SEEN_SECONDS:
            self.seen_at = time.monotonic()
            self._nothing_waits()

    def _nothing_waits(self) -> None:
        """Other tables' changes must not pin the source's log: what is past is kept here first, then confirmed."""
        idle = self.capture.idle_position()
        if idle > self.applied:
            self.target.commit(idle)
            self.applied = idle
            self.past.advance(idle)
        self.target.seen()
        self.capture.confirm(self.applied)
        self.feeds.retry()


_stamped: tuple[int, bytes] = (-1, b"")


def stamp(seconds: int, micros: int) -> bytes:
    """A time as PostgreSQL reads it; the whole seconds are written once for all changes within them."""
    global _stamped
    if _stamped[0] != seconds:
        written = dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
        _stamped = (seconds, written.encode())
    return b"%b.%06d" % (_stamped[1], micros)
