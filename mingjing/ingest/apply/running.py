"""One source, followed: loaded when it is new, taken up where it was left, loaded again where that cannot be."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from contextlib import closing

from mingjing.engines.sql import quoted
from mingjing.ingest.apply.chunks import Copied
from mingjing.ingest.apply.feeding import Feeding
from mingjing.ingest.apply.follower import Follower
from mingjing.ingest.apply.log_watch import LogWatch
from mingjing.ingest.apply.mirror import Default, Mirror
from mingjing.ingest.apply.pipeline import Batches
from mingjing.ingest.apply.snapshot import CHUNK, Snapshot, Told, described
from mingjing.ingest.apply.target import Target
from mingjing.ingest.capture.events import SourceTable
from mingjing.ingest.capture.postgres import PostgresCapture
from mingjing.ingest.declared.system import DeclaredTable, System
from mingjing.ingest.errors import SlotLost

FAST_DEFAULT = """
    SELECT (attmissingval::text::text[])[1], atthasdef AND NOT atthasmissing FROM pg_attribute
    WHERE attrelid = %s::regclass AND attname = %s"""


def silent(table: str, rows: int) -> None:
    """A progress callback that says nothing."""


def slot_of(name: str, target: str) -> str:
    """The slot's name: two targets of one source do not share one."""
    return f"mj_{name}_{zlib.crc32(target.encode()):08x}"


class Following(Follower):
    """Follows one PostgreSQL source into the court's PostgreSQL."""

    capture: PostgresCapture
    ahead = True

    def __init__(
        self,
        system: System,
        source_dsn: str,
        target_dsn: str,
        told: Told = silent,
        chunk: int = CHUNK,
        *,
        alone: bool = True,
    ) -> None:
        self.system, self.told, self.chunk = system, told, chunk
        self.target = Target(target_dsn, system.name, alone=alone)
        database = self.target.con.info.dbname
        self.capture = PostgresCapture(system.name, source_dsn, slot_of(system.name, database), f"mj_{system.name}")
        self.mirror = Mirror(self.target, self.default)

    def default(self, table: SourceTable, column: str) -> Default:
        """What rows that were there before a column hold in it: PostgreSQL keeps it in its catalogue alone.

        A default that differs from row to row was written into the table without a word in the log.
        """
        with self.capture.ordinary() as con:
            found = con.execute(FAST_DEFAULT, (f"{quoted(table.schema)}.{quoted(table.name)}", column)).fetchall()
        if not found:
            return Default(None)
        value, rewritten = found[0]
        return Default(value, not rewritten)

    def prepare(self) -> None:
        """Have every table copied and mapped. Raises SlotLost where the source has forgotten what is missing."""
        self.capture.publish(tuple(t.full_name for t in self.system.tables))
        if self.target.position() is None:
            self._first()
        elif self.capture.slot_position() is None:
            self.halt(SlotLost(self.system.name, f"复制槽 {self.capture.slot} 不存在"))
        self.copy_rest()
        self.feeding = Feeding(self.target, self.system)
        self.map_rest()
        self.target.say("running")

    def _first(self) -> None:
        """A new slot, from which the source will be followed, and the tables as they stand at it.

        The position is kept before the first row, so that a copy which is broken off goes on with this slot.
        """
        self.capture.drop_slot()
        self._forget(self.system.tables)
        hold, point, snapshot = self.capture.make_slot(self.capture.slot)
        with closing(hold):
            self.target.commit(point)
            self.target.say("loading")
            self._copy(snapshot, point)

    def _forget(self, tables: Sequence[DeclaredTable]) -> None:
        """What was copied of these tables; the keys stay, to end those of the court's rows that do not come again."""
        with self.target.whole() as con:
            for table in tables:
                self.mirror.forget(table.name, table.primary)
                for kept in ("mj_chunk", "mj_source_table"):
                    con.execute(
                        f"DELETE FROM {kept} WHERE source = $1 AND table_name = $2", [self.system.name, table.name]
                    )

    def copy_rest(self) -> None:
        """Copy the tables that are not complete, at a position of their own."""
        known = self.states()
        if all(known.get(t.name) not in (None, "loading") for t in self.system.tables):
            return
        hold, point, snapshot = self.capture.make_slot(f"{self.capture.slot}_copy", temporary=True)
        with closing(hold):
            self.target.say("loading")
            self._copy(snapshot, point)

    def _copy(self, snapshot: str, point: int) -> None:
        copier = Snapshot(self.capture, self.mirror, snapshot, point, self.told, self.chunk)
        known = self.states()
        for table in self.system.tables:
            if known.get(table.name) in (None, "loading"):
                copier.copy(table.schema, table.name)

    def found(self, table: DeclaredTable) -> SourceTable:
        """A table as the source has it now."""
        with self.capture.ordinary() as con:
            return described(con, table.schema, table.name, self.system.name)

    def run(
        self, stop: Callable[[], bool] = lambda: False, idle: float = 0.2, each: Callable[[], None] = lambda: None
    ) -> Batches:
        """As any source; meanwhile it is written down how much of its log the source keeps for us."""
        watch = LogWatch(self.capture, self.target.dsn)

        def watched() -> None:
            watch()
            each()

        return super().run(stop, idle, watched)

    def past(self) -> Copied:
        """The changes that a later copy knows."""
        return Copied(self.target)

    def past_now(self) -> Callable[[], bool]:
        """Whether everything that the source had committed by now has been applied."""
        with self.capture.ordinary() as con:
            ((end,),) = con.execute("SELECT pg_current_wal_insert_lsn() - '0/0'").fetchall()
        return lambda: self.capture.idle_position() >= int(end) or (self.target.position() or 0) >= int(end)

    def reload(self, tables: Sequence[str]) -> None:
        """Have these tables copied anew by `prepare`; without any, all of them, from a new slot."""
        if tables:
            self._forget([t for t in self.system.tables if t.name in tables])
            return
        with self.target.whole() as con:
            con.execute("DELETE FROM mj_position WHERE source = $1", [self.system.name])
