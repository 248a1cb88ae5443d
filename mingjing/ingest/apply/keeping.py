"""A target that keeps with each batch what its capture must not forget: refused rows, places that are no number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from mingjing.ingest.apply.target import Target
from mingjing.ingest.capture.events import Change
from mingjing.ingest.declared.given import Read, Refused, key_text

PARK = """
    INSERT INTO mj_parked (source, source_table, feed, row_key, reason, waiting, row_data, parked_at)
    VALUES ($1, $2, '', $3, $4, FALSE, CAST($5 AS JSONB), clock_timestamp() AT TIME ZONE 'UTC')
    ON CONFLICT (source, source_table, feed, row_key) DO UPDATE
    SET reason = excluded.reason, row_data = excluded.row_data, parked_at = excluded.parked_at"""
RELEASE = "DELETE FROM mj_parked WHERE source = $1 AND source_table = $2 AND feed = '' AND row_key = ANY($3)"
ANY = "SELECT 1 FROM mj_parked WHERE source = $1 AND feed = '' LIMIT 1"


class Refusals:
    """Rows of a source that could not be stored as they are, until a good row of the same key comes."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.any = bool(target.con.execute(ANY, [target.source]).fetchall())
        self.last: dict[tuple[str, str], Refused | None] = {}
        """What became last of the rows of the batch under way: refused, or good."""

    def note(self, rows: Iterable[Read]) -> list[Change]:
        """Remember the refused rows; gives the others."""
        good = []
        for row in rows:
            if isinstance(row, Refused):
                self.any = True
                self.last[row.table, row.row_key] = row
                continue
            good.append(row)
            if self.any:
                of = row.new if row.new is not None else row.old
                self.last[row.table.name, key_text(row.table.key_of(of or []))] = None
        return good

    def release(self, table: str, key: str) -> None:
        """What was parked under that key is settled."""
        if self.any:
            self.last[table, key] = None

    def write(self) -> None:
        """Keep them, inside the batch."""
        run, source = self.target.con.execute, self.target.source
        released: dict[str, list[str]] = {}
        for (table, key), row in self.last.items():
            if row is None:
                released.setdefault(table, []).append(key)
            else:
                run(PARK, [source, table, key, row.reason, row.row])
        for table, keys in released.items():
            run(RELEASE, [source, table, keys])
        self.last.clear()


class KeepingTarget(Target):
    """One source's hold on the court's database; `token` is where the source stands, in its own words."""

    def __init__(self, dsn: str, source: str, *, alone: bool = True) -> None:
        super().__init__(dsn, source, alone=alone)
        self.refusals = Refusals(self)
        stored = self.token()
        self.written: Callable[[], str] = lambda: stored
        self.also: list[tuple[str, list[object]]] = []
        """What else is to be written with the batch under way."""

    def commit(self, position: int, token: str = "", committed_at: dt.datetime | None = None, changes: int = 0) -> None:
        """Write how far the source was applied and what is to be kept, and let the batch be seen."""
        self.begin()
        self.refusals.write()
        for sql, parameters in self.also:
            self.con.execute(sql, parameters)
        self.also.clear()
        super().commit(position, token or self.written(), committed_at, changes)

    def rollback(self) -> None:
        """Forget the batch."""
        super().rollback()
        self.also.clear()
        self.refusals.last.clear()
