"""How each source stands: how far it was applied, how long ago, what is parked, which tables are not whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from mingjing.ingest.apply.target import ensure_tables
from mingjing.store.postgres import Connection, connect

SOURCES = """
    SELECT source, p.state, problem, position, changes, CAST(committed_at AS TEXT),
      EXTRACT(EPOCH FROM (clock_timestamp() AT TIME ZONE 'UTC') - greatest(applied_at, seen_at))::float8,
      (SELECT count(*) FROM mj_parked k WHERE k.source = p.source), l.kept_bytes, coalesce(l.state, '')
    FROM mj_position p LEFT JOIN mj_source_log l USING (source) ORDER BY source"""
TABLES = "SELECT table_name, state, problem FROM mj_source_table WHERE source = $1 ORDER BY 1"
SHAPES = "SELECT table_name, what, CAST(at AS TEXT) FROM mj_schema_change WHERE source = $1 ORDER BY at DESC LIMIT 10"
STALE_SECONDS = 60.0
KEPT_BYTES = 1 << 30
"""From how much kept log on the source's own disk is in danger."""
ENDANGERED = ("unreserved", "lost")
"""What PostgreSQL says of a slot whose log is about to go, or gone."""


@dataclass(frozen=True)
class SourceStatus:
    """One source; `silent_seconds` is how long ago the platform last knew that nothing was waiting, or applied."""

    source: str
    state: str
    problem: str
    position: int
    changes: int
    committed_at: str | None
    silent_seconds: float
    parked: int
    kept_bytes: int | None
    log_state: str
    tables: tuple[tuple[str, str, str], ...]
    schema_changes: tuple[tuple[str, str, str], ...]

    @property
    def sound(self) -> bool:
        """Whether the source is followed, and nothing of it is missing."""
        quiet = not self.parked and not self.incomplete and not self.log_alarm
        return self.state == "running" and quiet and self.silent_seconds < STALE_SECONDS

    @property
    def incomplete(self) -> int:
        """How many tables are not whole."""
        return sum(state != "ready" for _, state, _ in self.tables)

    @property
    def log_alarm(self) -> bool:
        """Whether the source keeps too much of its log for us, or will not keep it any longer."""
        return (self.kept_bytes or 0) > KEPT_BYTES or self.log_state in ENDANGERED

    def to_json(self) -> dict[str, Any]:
        """The status for programs."""
        return asdict(self) | {"sound": self.sound, "log_alarm": self.log_alarm}


def statuses(dsn: str) -> list[SourceStatus]:
    """Every source that was ever applied to this database. Raises Unreachable."""
    with connect(dsn) as con:
        ensure_tables(con)
        found: list[Any] = con.execute(SOURCES).fetchall()
        return [_status(con, row) for row in found]


def _status(con: Connection, row: tuple[Any, ...]) -> SourceStatus:
    return SourceStatus(*(*row, _rows(con, TABLES, row[0]), _rows(con, SHAPES, row[0])))


def _rows(con: Connection, sql: str, source: str) -> tuple[Any, ...]:
    return tuple(con.execute(sql, [source]).fetchall())
