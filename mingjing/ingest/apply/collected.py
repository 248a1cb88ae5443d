"""Following a source that is no database we may question: its tables are what its declaration says they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from mingjing.ingest.apply.feeding import Feeding
from mingjing.ingest.apply.follower import Follower, Source
from mingjing.ingest.apply.keeping import KeepingTarget
from mingjing.ingest.apply.mirror import Default, Mirror
from mingjing.ingest.apply.net import Net, TableNet
from mingjing.ingest.apply.pipeline import Past
from mingjing.ingest.capture.events import Change, SourceTable
from mingjing.ingest.declared.given import Rows, exact_json, shape
from mingjing.ingest.declared.system import DeclaredTable, System
from mingjing.ingest.errors import BadSystem

KEYS = ("smallint", "integer", "bigint", "text", "date")
STORED = """
    SELECT row_key, CAST(row_data AS TEXT) FROM mj_parked
    WHERE source = $1 AND source_table = $2 AND feed = '' ORDER BY parked_at, row_key"""
LET_GO = "DELETE FROM mj_parked WHERE source = $1 AND source_table = $2 AND feed = '' AND row_key = $3"


class CollectedSource(Source, Protocol):
    """A capture of a source that gives what it has when it likes."""

    def waiting(self) -> Callable[[], bool]:
        """Whether everything that the source had given by now has been applied."""

    def told(self, table: DeclaredTable, position: int) -> TableNet:
        """What became of the rows of a table by all that was told up to there; `emptied` where that is the whole."""


class Nothing:
    """No copy is made beside the stream, so no change is known before it comes."""

    def has(self, change: Change, position: int) -> bool:
        """Never."""
        return False

    def advance(self, position: int) -> None:
        """Nothing is to be forgotten."""


def refuse_keys(system: System) -> None:
    """Raises BadSystem where a key can be written in two ways, so that one row would be taken for two."""
    for table in system.tables:
        for column in table.primary:
            if table.types[column] not in KEYS:
                problem = f"主键列的类型须为 {'、'.join(KEYS)} 之一"
                raise BadSystem(system.name, f"{table.name}.{column}", problem)


def none_known(table: SourceTable, column: str) -> Default:
    """Rows that were there before a column was declared have nothing in it."""
    return Default(None)


class Collected(Follower):
    """Follows a source whose rows come by themselves: pushed, laid down as files, or told by messages."""

    target: KeepingTarget
    capture: CollectedSource

    def __init__(self, system: System, target: KeepingTarget, capture: CollectedSource) -> None:
        refuse_keys(system)
        self.system, self.target, self.capture = system, target, capture
        self.mirror = Mirror(target, none_known)

    def prepare(self) -> None:
        """Have every declared table stand ready, and mapped."""
        if self.target.position() is None:
            self.target.commit(0)
        known = self.states()
        self.target.begin()
        for table in self.system.tables:
            self.mirror.follow(shape(table), 0)
            if table.name not in known:
                self.mirror.mark(shape(table), "ready")
        self.target.commit(self.target.position() or 0)
        self.feeding = Feeding(self.target, self.system)
        self.map_rest()
        self.target.say("running")

    def found(self, table: DeclaredTable) -> SourceTable:
        """The table as it is declared."""
        return shape(table)

    def past(self) -> Past:
        """There is no copy."""
        return Nothing()

    def past_now(self) -> Callable[[], bool]:
        """Whether everything that the source had given by now has been applied."""
        return self.capture.waiting()

    def reload(self, tables: Sequence[str]) -> None:
        """Have the stored rows of these tables, or all, mapped anew by `prepare`: the source itself is not asked."""
        for table in self.system.tables:
            if table.name in tables or not tables:
                self.mirror.mark(shape(table), "copied")

    def replay(self) -> dict[str, int]:
        """Read anew the rows that could not be stored as they were, then map the parked ones."""
        tried = self._parked()
        for table in self.system.tables:
            self._store_refused(table)
        return super().replay() | {"tried": tried}

    def _store_refused(self, table: DeclaredTable) -> None:
        rows, net = Rows(table), Net()
        found = self.target.con.execute(STORED, [self.system.name, table.name]).fetchall()
        self.target.begin()
        for key, data in found:
            read = rows.put(exact_json(str(data)), str(key))
            if isinstance(read, Change):
                net.add(read)
                self.target.con.execute(LET_GO, [self.system.name, table.name, key])
        for changed in net.tables.values():
            self.mirror.apply(changed, self.target.position() or 0)
            assert self.feeding is not None
            self.feeding.refresh(table.name)
        self.target.commit(self.target.position() or 0)
