"""From a capture to the court: whole transactions of the source, in its order, rows and position in one transaction."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from mingjing.ingest.apply.copying import copy, escaped
from mingjing.ingest.apply.mirror import Mirror
from mingjing.ingest.apply.net import NeedsFlush, Net, TableNet
from mingjing.ingest.apply.target import Target
from mingjing.ingest.apply.writer import Writer
from mingjing.ingest.capture.events import Begin, Cell, Change, Commit, Event, Truncate

FLUSH = 20_000
"""Changes of one parcel at most: a longer transaction is written in parts, and seen at its end."""
TRANSACTIONS = 5_000
"""Transactions of the source that one parcel holds at most."""
PACE_SECONDS = 0.05
"""How long after a parcel the next is begun at the earliest: a batch has a price, however little it holds."""
SWITCH_SECONDS = 0.0005
"""How long Python lets the reading thread go on when the database has answered the writing one."""
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


@dataclass
class Parcel:
    """Changes on their way, the log of them, and the transactions that they complete."""

    net: Net = field(default_factory=Net)
    log: list[bytes] = field(default_factory=list)
    waiting: list[tuple[int, int]] = field(default_factory=list)
    """When each completed transaction was committed at the source (microseconds), and of how many changes it is."""
    moved: Change | None = None
    """A row whose key moved while a value was not sent: it is written after the others, by itself."""
    position: int = 0
    end: int = 0
    """Where the last completed transaction ends."""
    whole: bool = False
    """Whether no transaction is open at its end, so that it may be seen."""


class Pipeline:
    """Applies one source; `stop` is asked whenever nothing is waiting.

    With `ahead`, the next changes are read while those before are written: only for a capture that keeps nothing of
    its own beside the position that each transaction brings along.
    """

    def __init__(
        self, capture: Capture, target: Target, mirror: Mirror, feeds: Feeds, past: Past, *, ahead: bool = False
    ) -> None:
        self.capture, self.target, self.mirror, self.feeds, self.past = capture, target, mirror, feeds, past
        self.ahead, self.done = ahead, Batches()
        self.parcel: Parcel | None = None
        self.full = False
        """Whether the parcel given last is as large as it may become."""
        self.applied = self.confirmed = target.position() or 0
        self.position, self.seq, self.at_us = 0, 0, 0
        self.unseen = 0
        """Changes written of the batch under way."""
        self.seen_at = 0.0
        self.prefix = target.source.encode()

    def run(
        self, stop: Callable[[], bool] = lambda: False, idle: float = 0.2, each: Callable[[], None] = lambda: None
    ) -> Batches:
        """Apply until `stop` says so; `each` is called after every transaction and whenever nothing is waiting."""
        self.writer = Writer(self.write, PACE_SECONDS if self.ahead else 0.0)
        if self.ahead:
            sys.setswitchinterval(SWITCH_SECONDS)
        try:
            self._follow(stop, idle, each)
        finally:
            self.writer.close()
        return self.done

    def _follow(self, stop: Callable[[], bool], idle: float, each: Callable[[], None]) -> None:
        for event in self.capture.events(idle):
            match event:
                case Change():
                    self.change(event)
                case None:
                    still = self.rest()
                    each()
                    if still and stop():
                        self._nothing_waits()
                        return
                case Begin():
                    self.begin(event)
                case Commit():
                    self.transaction(event)
                    each()
                case Truncate():
                    self.truncate(event)

    def begin(self, event: Begin) -> None:
        """A transaction begins: it joins those that wait, if there is room."""
        self.position, self.seq, self.at_us = event.position, 0, event.at_us
        if self.parcel is None:
            self.parcel = (None if self.full else self.writer.take_back()) or Parcel()
            self.parcel.whole = False

    def change(self, change: Change) -> None:
        """One row changed."""
        self.seq += 1
        if self.past.has(change, self.position):
            return
        row = change.new if change.new is not None else change.old
        assert row is not None and self.parcel is not None
        self.remember(change.table.name, change.op, change.table.key_of(row))
        try:
            self.parcel.net.add(change)
        except NeedsFlush:
            self.parcel = self.hand_part()
            try:
                self.parcel.net.add(change)
            except NeedsFlush:
                self.parcel.moved = change
                self.parcel = self.hand_part()
        if self.parcel.net.changes >= FLUSH:
            self.parcel = self.hand_part()

    def truncate(self, event: Truncate) -> None:
        """All rows of some tables are gone."""
        assert self.parcel is not None
        for table in event.tables:
            self.seq += 1
            self.remember(table.name, "T", ())
        self.parcel.net.empty(event)

    def remember(self, table: str, op: str, key: tuple[Cell, ...]) -> None:
        """One line of the log of changes."""
        assert self.parcel is not None
        when = (self.at_us // 1_000_000, self.at_us % 1_000_000)
        written = b"\x1f".join([v for v in key if isinstance(v, bytes)])
        if b"\\" in written or b"\t" in written or b"\n" in written or b"\r" in written:
            written = escaped(written)
        self.parcel.log.append(
            b"%b\t%d\t%d\t%b\t%b\t%b\t%b\n"
            % (self.prefix, self.position, self.seq, table.encode(), op.encode(), written or b"\\N", stamp(*when))
        )

    def hand_part(self) -> Parcel:
        """Have a part of a transaction written; gives the parcel for what follows."""
        assert self.parcel is not None
        following = Parcel(waiting=self.parcel.waiting, end=self.parcel.end)
        self.parcel.waiting, self.parcel.position = [], self.position
        self.hand(self.parcel)
        return following

    def hand(self, parcel: Parcel) -> None:
        """Have a parcel written next."""
        self.writer.give(parcel)
        if not self.ahead:
            self.writer.wait()
        self.confirm()

    def transaction(self, commit: Commit) -> None:
        """A transaction of the source is complete; it is written as soon as there is time for it."""
        assert self.parcel is not None
        self.parcel.end = self.parcel.position = commit.end
        self.parcel.waiting.append((commit.at_us, self.seq))
        self.position = 0
        full = self.parcel.net.changes >= FLUSH or len(self.parcel.waiting) >= TRANSACTIONS
        if full or (self.ahead and self.writer.idle):
            self.hand_whole(full)

    def hand_whole(self, full: bool = False) -> None:
        """Have whole transactions written."""
        assert self.parcel is not None
        self.parcel.whole, self.full = True, full
        parcel, self.parcel = self.parcel, None
        self.hand(parcel)

    def write(self, parcel: Parcel) -> None:
        """Write a parcel; where it completes transactions, let everything up to there be seen."""
        if parcel.log:
            self.target.begin()
            self.target.next_part()
            copy(self.target.con, "mj_source_change", LOG, parcel.log)
            self._rows(list(parcel.net.tables.values()), parcel.position)
            self.unseen += len(parcel.log)
        if parcel.moved is not None:
            self.target.begin()
            self.target.next_part()
            self.mirror.move(parcel.moved, parcel.position)
            self.feeds.apply([TableNet(parcel.moved.table)])
        if parcel.whole:
            self._commit(parcel)

    def _rows(self, tables: list[TableNet], position: int) -> None:
        for net in tables:
            self.mirror.apply(net, position)
        self.feeds.apply(tables)

    def _commit(self, parcel: Parcel) -> None:
        last = dt.datetime.fromtimestamp(parcel.waiting[-1][0] / 1e6, dt.UTC).replace(tzinfo=None)
        self.target.commit(parcel.end, "", last, self.unseen)
        now = time.time()
        self.done.latencies += [(now - at / 1e6, n) for at, n in parcel.waiting]
        self.done.changes += self.unseen
        self.done.transactions += len(parcel.waiting)
        self.done.batches += 1
        self.unseen = 0
        self.past.advance(parcel.end)
        self.applied = parcel.end

    def confirm(self) -> None:
        """Tell the source what is safe: never more than has been committed here."""
        if self.applied > self.confirmed:
            self.confirmed = self.applied
            self.capture.confirm(self.confirmed)

    def rest(self) -> bool:
        """Nothing is waiting to be read: have written what waits; gives whether everything has been."""
        if self.position:
            return False
        if self.parcel is not None:
            self.hand_whole()
        self.confirm()
        if not self.writer.idle:
            return False
        if time.monotonic() - self.seen_at > SEEN_SECONDS:
            self.seen_at = time.monotonic()
            self._nothing_waits()
        return True

    def _nothing_waits(self) -> None:
        """Other tables' changes must not pin the source's log: what is past is kept here first, then confirmed."""
        idle = self.capture.idle_position()
        if idle > self.applied:
            self.target.commit(idle)
            self.past.advance(idle)
            self.applied = idle
        self.target.seen()
        self.confirmed = self.applied
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
