"""The court's PostgreSQL as the place that sources are applied to: positions, the moment, the log, one writer each."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from mingjing.court.catalogue import VERSION
from mingjing.ingest.errors import SourceBusy
from mingjing.store.loading import make_anew
from mingjing.store.postgres import Connection, connect, meta

TABLES_SQL = (Path(__file__).parent / "tables.sql").read_text(encoding="utf-8")
COURT_LOCK = 7001
"""Held by every writer of court rows from before it takes its moment until it commits."""
SOURCE_LOCK = 7002
"""With the source's name: who applies it."""
WRITING = {"datestyle": "ISO", "intervalstyle": "postgres", "extra_float_digits": "3", "bytea_output": "hex"}
SESSION = {"client_encoding": "UTF8", "timezone": "UTC", "jit": "off", "synchronous_commit": "on"} | WRITING
"""What the source is told to forget must be safe here, whatever the server's own setting."""
TRIES, WAIT_SECONDS = 20, 0.1
MOMENT = """
    SELECT greatest(clock_timestamp() AT TIME ZONE 'UTC', max(moment) + INTERVAL '1 microsecond') FROM mj_position"""
REACHED = """
    INSERT INTO mj_position (source, position, token, moment, committed_at, changes) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (source) DO UPDATE SET position = $2, token = $3, moment = greatest(mj_position.moment, $4),
      committed_at = coalesce($5, mj_position.committed_at), changes = mj_position.changes + $6,
      applied_at = clock_timestamp() AT TIME ZONE 'UTC', state = 'running', problem = ''"""


def ensure_tables(con: Connection) -> None:
    """The tables of this room, and an empty court where there is none."""
    with con.transaction():
        con.execute("SELECT pg_advisory_xact_lock($1)", [COURT_LOCK])
        if not meta(con):
            make_anew(con)
            con.execute("INSERT INTO _mingjing VALUES ('catalogue_version', $1)", [str(VERSION)])
            con.execute("CREATE TABLE party_degree (subject_id BIGINT PRIMARY KEY, cases BIGINT NOT NULL)")
        for statement in TABLES_SQL.split(";\n"):
            if statement.strip():
                con.execute(statement)


@dataclass(frozen=True)
class Left:
    """What the mirror left of a table for its feeds: whole rows, keys of others, or both; no row is in both."""

    rows: bool = False
    keys: bool = True


@dataclass
class Batch:
    """What is known of the transaction under way."""

    moment: dt.datetime | None = None
    """Its moment, once it has touched rows of the court."""
    parts: int = 0
    left: dict[str, Left] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    """Temporary tables that hold rows."""
    written: set[str] = field(default_factory=set)
    """Tables of the court that it has changed."""


class Target:
    """One source's hold on the court's database: everything of a batch is written in one transaction of it."""

    def __init__(self, dsn: str, source: str, *, alone: bool = True) -> None:
        self.dsn, self.source = dsn, source
        self.con = connect(dsn, SESSION)
        ensure_tables(self.con)
        if alone:
            self._alone()
        self.batch = Batch()
        self.places: set[str] = set()
        """Temporary tables in which the mirror's rows and keys wait; they are empty when a batch begins."""

    def _alone(self) -> None:
        """A process that was killed holds its lock for a moment longer."""
        for _ in range(TRIES):
            held = self.con.execute("SELECT pg_try_advisory_lock($1, hashtext($2))", [SOURCE_LOCK, self.source])
            if held.fetchall() == [(True,)]:
                return
            time.sleep(WAIT_SECONDS)
        self.con.close()
        raise SourceBusy(self.source, "它握有这个来源在业务库里的锁")

    def position(self) -> int | None:
        """Up to where the source has been applied; None before its first load."""
        found = self.con.execute("SELECT position FROM mj_position WHERE source = $1", [self.source]).fetchall()
        return int(str(found[0][0])) if found else None

    def token(self) -> str:
        """The position as the source itself writes it, where it is no number."""
        found = self.con.execute("SELECT token FROM mj_position WHERE source = $1", [self.source]).fetchall()
        return str(found[0][0]) if found else ""

    def begin(self) -> None:
        """Begin a batch, if none is under way."""
        if self.con.info.transaction_status == psycopg.pq.TransactionStatus.IDLE:
            self.con.execute("BEGIN")

    def next_part(self) -> None:
        """Make room for the next part of the batch under way: what waited of the part before has been written."""
        self.batch.parts += 1
        if self.batch.parts > 1 and self.places:
            self.con.execute(f"TRUNCATE {', '.join(sorted(self.places))}")

    def emptied(self, place: str) -> None:
        """Make room in a temporary table, which will hold rows from here on."""
        if place in self.batch.used:
            self.con.execute(f"TRUNCATE {place}")
        self.batch.used.add(place)

    def at(self) -> dt.datetime:
        """The moment of this batch: later than any before it, whatever the clock does."""
        if self.batch.moment is None:
            self.con.execute("SELECT pg_advisory_xact_lock($1)", [COURT_LOCK])
            ((moment,),) = self.con.execute(MOMENT).fetchall()
            assert isinstance(moment, dt.datetime)
            self.batch.moment = moment
        return self.batch.moment

    def commit(self, position: int, token: str = "", committed_at: dt.datetime | None = None, changes: int = 0) -> None:
        """Write how far the source was applied, and let the batch be seen."""
        moment = self.batch.moment or dt.datetime(1970, 1, 1)
        self.begin()
        self.con.execute(REACHED, [self.source, position, token, moment, committed_at, changes])
        self.con.execute("COMMIT")
        self.batch = Batch()

    def rollback(self) -> None:
        """Forget the batch."""
        if not self.con.closed and self.con.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            self.con.execute("ROLLBACK")
        self.batch = Batch()

    def say(self, state: str, problem: str = "") -> None:
        """Keep what state the source is in, for people."""
        sql = "UPDATE mj_position SET state = $2, problem = $3 WHERE source = $1"
        self.con.execute(sql, [self.source, state, problem])

    def seen(self) -> None:
        """Keep that the source answers and has nothing waiting."""
        sql = "UPDATE mj_position SET seen_at = clock_timestamp() AT TIME ZONE 'UTC' WHERE source = $1"
        self.con.execute(sql, [self.source])

    def close(self) -> None:
        """Let the database go."""
        self.con.close()

    @contextmanager
    def whole(self) -> Iterator[Connection]:
        """A transaction of its own, outside any batch."""
        with self.con.transaction():
            yield self.con
        self.batch = Batch()
