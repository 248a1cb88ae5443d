"""How each source stands: how far it was applied, how long ago, what is parked, which tables are not whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from mingjing.ingest.apply.target import ensure_tables
from mingjing.store.postgres import Connection, connect

SOURCES = """
    SELECT source, state, problem, position, changes, CAST(committed_at AS TEXT),
      EXTRACT(EPOCH FROM (clock_timestamp() AT TIME ZONE 'UTC') - greatest(applied_at, seen_at))::float8,
      (SELECT count(*) FROM mj_parked k WHERE k.source = p.source)
    FROM mj_position p ORDER BY source"""
TABLES = "SELECT table_name, state, problem FROM mj_source_table WHERE source = $1 ORDER BY 1"
SHAPES = "SELECT table_name, what, CAST(at AS TEXT) FROM mj_schema_change WHERE source = $1 ORDER BY at DESC LIMIT 10"
STALE_SECONDS = 60.0


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
    tables: tuple[tuple[str, str, str], ...]
    schema_changes: tuple[tuple[str, str, str], ...]

    @property
    def sound(self) -> bool:
        """Whether the source is followed, and nothing of it is missing."""
        whole = all(state == "ready" for _, state, _ in self.tables)
        return self.state == "running" and whole and not self.parked and self.silent_seconds < STALE_SECONDS

    def to_json(self) -> dict[str, Any]:
        """The status for programs."""
        return asdict(self) | {"sound": self.sound}


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
