"""Letting go of what the logs of changes no longer need to hold."""

from __future__ import annotations

from mingjing.ingest.apply.target import ensure_tables
from mingjing.store.postgres import Connection, connect

LOGS = {"mj_source_change": "committed_at", "mj_change": "at"}
"""Each log with the moment of its lines."""
AT_ONCE = 50_000
"""Lines of one transaction, so that nobody who writes or reads the log waits long."""


def prune(dsn: str, days: int, at_once: int = AT_ONCE) -> dict[str, int]:
    """Delete the lines older than so many days; gives how many went of each log. Raises Unreachable."""
    with connect(dsn) as con:
        ensure_tables(con)
        return {log: _prune(con, log, moment, days, at_once) for log, moment in LOGS.items()}


def _prune(con: Connection, log: str, moment: str, days: int, at_once: int) -> int:
    old = f"{moment} < (clock_timestamp() AT TIME ZONE 'UTC') - make_interval(days => $1)"
    some = f"SELECT ctid FROM {log} WHERE {old} LIMIT $2"
    sql = f"DELETE FROM {log} WHERE ctid = ANY(ARRAY({some}))"
    gone = 0
    while (rows := con.execute(sql, [days, at_once]).rowcount) > 0:
        gone += rows
    return gone
