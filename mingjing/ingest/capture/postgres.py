"""Following a PostgreSQL source over one logical slot, across lost connections, without a change twice or missing."""

from __future__ import annotations

import select
import time
from collections.abc import Iterator
from typing import Any

import psycopg
import psycopg2
from psycopg2.extras import LogicalReplicationConnection

from mingjing.ingest.capture.events import Begin, Change, Commit, Event, Truncate
from mingjing.ingest.capture.pgoutput import Decoder
from mingjing.ingest.errors import NoKey, SlotLost, SourceBusy, SourceGone

WRITING = "-c datestyle=ISO -c intervalstyle=postgres -c extra_float_digits=3 -c timezone=UTC -c bytea_output=hex"
"""How the source writes values: the same whatever its own settings."""
BUILT_IN = 16_384
"""Type numbers below are the same in every PostgreSQL."""
STATUS_SECONDS = 10
WAITING = (0.1, 0.2, 0.5, 1.0, 2.0, 2.0, 2.0, 2.0)
"""Seconds before each try to connect anew; a slot stays busy for a moment after its reader died."""
SLOT = "SELECT confirmed_flush_lsn - '0/0', wal_status, active_pid FROM pg_replication_slots WHERE slot_name = %s"
KEYLESS = """
    SELECT t FROM unnest(%s::text[]) t JOIN pg_class c ON c.oid = t::regclass
    WHERE c.relreplident = 'n' OR (c.relreplident = 'd' AND NOT EXISTS
      (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary))"""


def written(position: int) -> str:
    """A position as PostgreSQL writes it."""
    return f"{position >> 32:X}/{position & 0xFFFFFFFF:X}"


def read(position: str) -> int:
    """A position from PostgreSQL's writing."""
    high, low = position.split("/")
    return (int(high, 16) << 32) | int(low, 16)


class PostgresCapture:
    """Changes of the published tables of one database.

    A lost connection is opened again and the stream taken up where it broke: transactions that were given already, and
    the part given of the one under way, are passed over. So a transaction longer than any session still comes to its
    end, as long as this process lives.
    """

    def __init__(self, name: str, dsn: str, slot: str, publication: str) -> None:
        self.name, self.dsn, self.slot, self.publication = name, dsn, slot, publication
        self.types: dict[tuple[int, int], str] = {}
        self.decoder = Decoder(self.type_name)
        self.confirmed = self.given = 0
        self.open: Begin | None = None
        self.part = 0
        """Changes given of the transaction that is open."""
        self.reconnects = 0
        self.con: Any = None

    def ordinary(self) -> psycopg.Connection[tuple[Any, ...]]:
        """A connection for questions. Raises SourceGone."""
        try:
            return psycopg.connect(self.dsn, autocommit=True, application_name="mingjing", options=WRITING)
        except psycopg.OperationalError as e:
            raise SourceGone(self.name, str(e).strip()) from e

    def replication(self) -> Any:
        """A connection that changes can be streamed over. Raises SourceGone."""
        try:
            return psycopg2.connect(
                self.dsn,
                connection_factory=LogicalReplicationConnection,
                application_name="mingjing",
                options=WRITING,
            )
        except psycopg2.OperationalError as e:
            raise SourceGone(self.name, str(e).strip()) from e

    def type_name(self, number: int, modifier: int) -> str:
        """The written name of a type; what the source made itself is taken as text."""
        if number >= BUILT_IN:
            return "text"
        if (number, modifier) not in self.types:
            with self.ordinary() as con:
                ((name,),) = con.execute("SELECT format_type(%s, %s)", (number, modifier)).fetchall()
            self.types[number, modifier] = name
        return self.types[number, modifier]

    def publish(self, tables: tuple[str, ...]) -> None:
        """Have the source publish these tables, and no others. Raises NoKey."""
        with self.ordinary() as con:
            for (table,) in con.execute(KEYLESS, (list(tables),)).fetchall():
                raise NoKey(self.name, table)
            listed = ", ".join(quoted_table(t) for t in tables)
            known = con.execute("SELECT 1 FROM pg_publication WHERE pubname = %s", (self.publication,)).fetchall()
            how = "ALTER PUBLICATION {} SET TABLE {}" if known else "CREATE PUBLICATION {} FOR TABLE {}"
            con.execute(how.format(f'"{self.publication}"', listed))

    def make_slot(self, name: str, *, temporary: bool = False) -> tuple[Any, int, str]:
        """A new slot: the connection that keeps its snapshot alive, the position it begins at, and the snapshot."""
        con = self.replication()
        cur = con.cursor()
        kind = "TEMPORARY " if temporary else ""
        cur.execute(f'CREATE_REPLICATION_SLOT "{name}" {kind}LOGICAL pgoutput EXPORT_SNAPSHOT')
        _, point, snapshot, _ = cur.fetchone()
        return con, read(point), snapshot

    def drop_slot(self) -> None:
        """Let the source forget the slot, if it has it."""
        with self.ordinary() as con:
            con.execute(
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = %s",
                (self.slot,),
            )

    def slot_position(self) -> int | None:
        """Up to where the slot was confirmed; None when there is no slot. Raises SlotLost."""
        with self.ordinary() as con:
            found = con.execute(SLOT, (self.slot,)).fetchall()
        if not found:
            return None
        ((confirmed, status, _),) = found
        if status == "lost":
            raise SlotLost(self.name, f"复制槽 {self.slot} 落后太多，所需日志已被来源清除")
        return int(confirmed)

    def start(self, position: int) -> None:
        """Begin after that position, which has been applied. Raises SlotLost, SourceBusy or SourceGone."""
        self.confirmed = self.given = position
        self.open, self.part = None, 0
        self._connect()

    def _connect(self) -> None:
        at = self.slot_position()
        if at is None:
            raise SlotLost(self.name, f"复制槽 {self.slot} 不存在")
        if at > self.confirmed:
            problem = f"复制槽已推进到 {written(at)}，而这里只应用到 {written(self.confirmed)}"
            raise SlotLost(self.name, problem)
        self.con = self.replication()
        self.cur = self.con.cursor()
        options = {"proto_version": "1", "publication_names": self.publication}
        try:
            self.cur.start_replication(
                slot_name=self.slot,
                decode=False,
                start_lsn=written(self.confirmed),
                status_interval=STATUS_SECONDS,
                options=options,
            )
        except psycopg2.errors.ObjectInUse as e:
            raise SourceBusy(self.name, str(e).strip()) from e
        except psycopg2.Error as e:
            raise SourceGone(self.name, str(e).strip()) from e

    def events(self, idle: float = 0.2) -> Iterator[Event | None]:
        """Events as they come; None whenever nothing is waiting. Raises SlotLost, SourceBusy or SourceGone."""
        while True:
            try:
                yield from self._events(idle)
            except psycopg2.Error as e:
                self._again(e)

    def _again(self, lost: Exception) -> None:
        """Connect anew after a loss, with patience."""
        self.close()
        self.reconnects += 1
        for seconds in WAITING:
            time.sleep(seconds)
            try:
                self._connect()
            except (SourceBusy, SourceGone):
                continue
            return
        raise SourceGone(self.name, str(lost).strip()) from lost

    def _events(self, idle: float) -> Iterator[Event | None]:
        read_message, decode, cur = self.cur.read_message, self.decoder.decode, self.cur
        passing, resumed, seen, given = False, self.open, 0, self.part
        while True:
            message = read_message()
            if message is None:
                yield None
                select.select([cur], [], [], idle)
                continue
            payload = message.payload
            if passing and payload[0] not in b"CR":
                continue
            if resumed is not None and self.open is resumed and seen < given and payload[0] in b"IUDT":
                seen += 1  # given before the connection was lost
                continue
            event = decode(payload)
            match event:
                case Change() | Truncate():
                    self.part += 1
                    yield event
                case Begin():
                    passing = event.position < self.given
                    if not passing and not (resumed and event.position == resumed.position):
                        self.open, self.part = event, 0
                        yield event
                case Commit():
                    if not passing:
                        self.open, self.given = None, event.end
                        yield event
                    passing = False

    def confirm(self, position: int) -> None:
        """Tell the source that everything up to there is safe."""
        self.confirmed = position
        try:
            self.cur.send_feedback(write_lsn=position, flush_lsn=position, apply_lsn=position, force=True)
        except psycopg2.Error:
            return  # the next read finds the connection lost

    def idle_position(self) -> int:
        """Up to where the source has nothing more of these tables; 0 inside a transaction."""
        return 0 if self.open else int(self.cur.wal_end)

    def close(self) -> None:
        """Let the connection go."""
        if self.con is None:
            return
        try:
            self.con.close()
        except psycopg2.Error:
            return


def quoted_table(table: str) -> str:
    """`schema.table` in quotes."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in table.split("."))
