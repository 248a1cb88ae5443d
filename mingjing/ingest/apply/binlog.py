"""One MariaDB source, followed: copied at a place of its binlog, then taken up from there by GTID."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import islice
from typing import Any

from pymysql.connections import Connection

from mingjing.ingest.apply.chunks import Copied
from mingjing.ingest.apply.collected import Collected
from mingjing.ingest.apply.copying import copy, line
from mingjing.ingest.apply.keeping import KeepingTarget
from mingjing.ingest.apply.mirror import Default, Mirror
from mingjing.ingest.capture.binlog import BinlogCapture, gtids_of
from mingjing.ingest.capture.events import SourceTable
from mingjing.ingest.declared.given import shape
from mingjing.ingest.declared.loading import address
from mingjing.ingest.declared.system import DeclaredTable, System

PART = 20_000
"""Rows that are written together."""
FORGET = "DELETE FROM {} WHERE source = $1 AND table_name = $2"


def not_in_the_log(table: SourceTable, column: str) -> Default:
    """What rows that were there before a column was declared hold in it is in no log: they are to be copied anew."""
    return Default(None, known=False)


class FollowedBinlog(Collected):
    """Follows one MariaDB database."""

    capture: BinlogCapture

    def __init__(self, system: System, target: KeepingTarget, capture: BinlogCapture) -> None:
        super().__init__(system, target, capture)
        self.mirror = Mirror(target, not_in_the_log)

    def prepare(self) -> None:
        """Have every table copied and mapped. Raises WrongSettings, BadSystem or ShapeBroken."""
        self.capture.check()
        known = self.states()
        first = self.target.position() is None
        missing = [t for t in self.system.tables if first or known.get(t.name) in (None, "loading")]
        if missing:
            self._copy(missing, first=first)
        super().prepare()

    def past(self) -> Copied:
        """Changes that a table which was copied later than the others knows already."""
        return Copied(self.target)

    def reload(self, tables: Sequence[str]) -> None:
        """Have these tables, or all, copied anew by `prepare`."""
        if not tables:
            self.target.con.execute("DELETE FROM mj_position WHERE source = $1", [self.system.name])
        for table in (t for t in self.system.tables if t.name in tables):
            self.mirror.mark(shape(table), "loading")

    def _copy(self, tables: Sequence[DeclaredTable], *, first: bool) -> None:
        """The rows and the place they were read at become known in one transaction: all of it, or nothing."""
        with self.capture.snapshot() as (con, position, gtids):
            self.target.begin()
            for table in tables:
                self._forget(table)
                self.mirror.make(shape(table))
                rows = self._rows(con, table)
                self.mirror.make_key(shape(table))
                self.mirror.mark(shape(table), "copied")
                if not first:
                    sql = "INSERT INTO mj_chunk VALUES ($1, $2, NULL, NULL, $3, $4)"
                    self.mirror.run(sql, [self.system.name, table.name, position, rows])
            if first:
                self.capture.gtids = gtids_of(gtids)
            self.target.commit(position if first else self.target.position() or 0)

    def _forget(self, table: DeclaredTable) -> None:
        self.mirror.forget(table.name, table.primary)
        for kept in ("mj_chunk", "mj_source_table"):
            self.mirror.run(FORGET.format(kept), [self.system.name, table.name])

    def _rows(self, con: Connection[Any], table: DeclaredTable) -> int:
        """Copy the rows of a table; gives how many there were."""
        rows, count = self.capture.copied(con, table), 0
        while part := list(islice(rows, PART)):
            good = self.target.refusals.note(part)
            copy(self.target.con, self.mirror.name(shape(table)), shape(table).names, (line(c.new or []) for c in good))
            count += len(part)
        return count


def followed_binlog(system: System, target_dsn: str, *, alone: bool = True) -> FollowedBinlog:
    """Follows the binlog of a MariaDB. Raises NoConnection."""
    url = address(system)
    target = KeepingTarget(target_dsn, system.name, alone=alone)
    # two targets of one source are two replicas
    server_id = 1_000 + zlib.crc32(f"{system.name}/{target.con.info.dbname}".encode()) % 2**31
    return FollowedBinlog(system, target, BinlogCapture(system, target, url, server_id))
