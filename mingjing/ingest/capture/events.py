"""What a capture says: transactions, rows changed in them, tables as they now are. One vocabulary for every source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Unsent(Enum):
    """A value that the source did not send because it did not change (TOAST)."""

    UNCHANGED = "unchanged"


UNCHANGED = Unsent.UNCHANGED
Cell = bytes | None | Unsent
"""A value in PostgreSQL's text form; None is NULL."""
Row = list[Cell]


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A column of a source table; `type` as PostgreSQL writes it."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table of a source as its changes describe it; `key` are the places of the columns that identify a row."""

    schema: str
    name: str
    columns: tuple[SourceColumn, ...]
    key: tuple[int, ...]

    @property
    def shown(self) -> str:
        """The table as people write it."""
        return f"{self.schema}.{self.name}"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(c.name for c in self.columns)

    @property
    def key_names(self) -> tuple[str, ...]:
        """The names of the columns that identify a row."""
        return tuple(self.columns[i].name for i in self.key)

    def key_of(self, row: Row) -> tuple[Cell, ...]:
        """What identifies a row."""
        return tuple([row[i] for i in self.key])


@dataclass(frozen=True, slots=True)
class Begin:
    """A transaction begins; it will commit at that position and time (microseconds since 1970, UTC)."""

    position: int
    at_us: int


@dataclass(frozen=True, slots=True)
class Commit:
    """The transaction is complete; `end` is where the next one may begin."""

    position: int
    end: int
    at_us: int


@dataclass(slots=True)
class Change:
    """One row inserted (I), updated (U) or deleted (D); `old` has at least the values of the key where it moved."""

    op: str
    table: SourceTable
    new: Row | None = None
    old: Row | None = None


@dataclass(frozen=True, slots=True)
class Truncate:
    """All rows of these tables are gone."""

    tables: tuple[SourceTable, ...]


Event = Begin | Commit | Change | Truncate
