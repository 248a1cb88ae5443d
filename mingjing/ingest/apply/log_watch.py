"""How much of its log a source keeps for us, written down while it is followed."""

from __future__ import annotations

import time
from contextlib import suppress

import psycopg

from mingjing.ingest.capture.postgres import PostgresCapture
from mingjing.ingest.errors import SourceGone
from mingjing.store.errors import Unreachable
from mingjing.store.postgres import connect

EVERY_SECONDS = 10.0
KEPT = """
    SELECT (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END - restart_lsn)
      ::bigint, wal_status
    FROM pg_replication_slots WHERE slot_name = %s AND restart_lsn IS NOT NULL"""
WRITTEN = """
    INSERT INTO mj_source_log (source, kept_bytes, state) VALUES ($1, $2, $3)
    ON CONFLICT (source) DO UPDATE SET kept_bytes = $2, state = $3, at = clock_timestamp() AT TIME ZONE 'UTC'"""


class LogWatch:
    """Looks now and then; it has connections of its own, and leaves trouble with them to those who follow."""

    def __init__(self, capture: PostgresCapture, target: str) -> None:
        self.capture, self.target = capture, target
        self.next_at = 0.0

    def __call__(self) -> None:
        """Look, if it is time."""
        if time.monotonic() < self.next_at:
            return
        self.next_at = time.monotonic() + EVERY_SECONDS
        with suppress(SourceGone, Unreachable, psycopg.Error):
            self.look()

    def look(self) -> None:
        """Ask the source, and write down what it says."""
        with self.capture.ordinary() as source:
            found = source.execute(KEPT, (self.capture.slot,)).fetchall()
        with connect(self.target) as con:
            for kept, state in found:
                con.execute(WRITTEN, [self.capture.name, kept, state])
