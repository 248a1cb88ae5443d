"""What following any source has in common: stored rows mapped, refused rows mapped again, loud halts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NoReturn, Protocol

import psycopg

from mingjing.errors import SourceError
from mingjing.ingest.apply.feeding import Feeding
from mingjing.ingest.apply.mirror import Mirror, listed
from mingjing.ingest.apply.pipeline import Batches, Capture, Past, Pipeline
from mingjing.ingest.apply.target import Target
from mingjing.ingest.capture.events import SourceTable
from mingjing.ingest.declared.system import DeclaredTable, System
from mingjing.ingest.errors import NotApplied, ShapeBroken


class Source(Capture, Protocol):
    """A capture that can be taken up and let go."""

    def start(self, position: int) -> None:
        """Begin after that position, which has been applied."""

    def close(self) -> None:
        """Let the source go."""


def first_line(e: psycopg.Error) -> str:
    """What the database said, shortly."""
    return str(e).strip().partition("\n")[0]


class Follower(ABC):
    """Follows one source into the court's PostgreSQL."""

    system: System
    target: Target
    capture: Source
    mirror: Mirror
    feeding: Feeding | None = None
    ahead = False
    """Whether the capture may be read ahead of what has been applied."""

    @abstractmethod
    def prepare(self) -> None:
        """Have every table copied and mapped. Raises SlotLost where the source has forgotten what is missing."""

    @abstractmethod
    def found(self, table: DeclaredTable) -> SourceTable:
        """A table as the source has it now."""

    @abstractmethod
    def past(self) -> Past:
        """The changes that are known already."""

    @abstractmethod
    def past_now(self) -> Callable[[], bool]:
        """Whether everything that the source had given by now has been applied."""

    @abstractmethod
    def reload(self, tables: Sequence[str]) -> None:
        """Have these tables, or all, made anew by `prepare`."""

    def run(
        self, stop: Callable[[], bool] = lambda: False, idle: float = 0.2, each: Callable[[], None] = lambda: None
    ) -> Batches:
        """Follow the source until `stop` says so. Raises SlotLost, SourceBusy or SourceGone."""
        assert self.feeding is not None
        pipeline = Pipeline(self.capture, self.target, self.mirror, self.feeding, self.past(), ahead=self.ahead)
        try:
            self.capture.start(self.target.position() or 0)
            return pipeline.run(stop, idle, each)
        except SourceError as e:
            self.halt(e)
        except (psycopg.errors.UndefinedColumn, psycopg.errors.UndefinedTable) as e:
            self.halt(ShapeBroken(self.system.name, first_line(e)))
        except psycopg.Error as e:
            self.halt(NotApplied(self.system.name, first_line(e)))

    def halt(self, problem: SourceError) -> NoReturn:
        """Stop loudly; nothing of the batch under way is kept."""
        with suppress(psycopg.Error):  # where the court's database is gone, it keeps no batch and hears nothing
            self.target.rollback()
            self.target.say("halted", str(problem))
        raise problem

    def look_only(self) -> None:
        """Make ready to compare what is stored, without following."""
        self.feeding = Feeding(self.target, self.system)

    def states(self) -> dict[str, str]:
        """The state of each table."""
        sql = "SELECT table_name, state FROM mj_source_table WHERE source = $1"
        return {str(t): str(s) for t, s in self.target.con.execute(sql, [self.system.name]).fetchall()}

    def map_rest(self) -> None:
        """Make the court's rows of tables that have been copied, table by table."""
        for table in self.system.tables:
            if self.states().get(table.name) == "copied":
                self.remap(table)

    def remap(self, table: DeclaredTable) -> int:
        """All rows of a table mapped anew, and those ended that are no longer there; gives how many changed."""
        assert self.feeding is not None
        found = self.found(table)
        self.target.begin()
        self.mirror.follow(found, 0)
        keys = self.mirror.keys(found)
        self.mirror.run(f"INSERT INTO {keys} SELECT {listed(found.key_names)} FROM {self.mirror.name(found)}")
        self.mirror.recall(found)
        changed = self.feeding.refresh(table.name)
        self.mirror.mark(found, "ready")
        self.target.commit(self.target.position() or 0)
        return changed

    def replay(self) -> dict[str, int]:
        """Map the parked rows anew; gives how many were tried, and how many are parked still."""
        assert self.feeding is not None
        tried = self._parked()
        for table in self.system.tables:
            self.target.begin()
            self.feeding.refresh_parked(table)
            self.target.commit(self.target.position() or 0)
        return {"tried": tried, "parked": self._parked()}

    def _parked(self) -> int:
        sql = "SELECT count(*) FROM mj_parked WHERE source = $1"
        ((found,),) = self.target.con.execute(sql, [self.system.name]).fetchall()
        return int(str(found))

    def close(self) -> None:
        """Let both sides go."""
        self.capture.close()
        self.target.close()
