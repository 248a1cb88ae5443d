"""The net effect of an ordered run of changes: what each row has become, so that a batch touches a row once.

Applied in this order: emptied tables, rows gone, rows partly known, rows whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mingjing.ingest.capture.events import UNCHANGED, Cell, Change, Row, SourceTable, Truncate

Key = tuple[Cell, ...]


class NeedsFlush(Exception):
    """This change can only be applied after what is buffered has been written."""


@dataclass(slots=True)
class TableNet:
    """What became of the rows of one table; a row is None when it is gone, and may hold UNCHANGED."""

    table: SourceTable
    emptied: bool = False
    rows: dict[Key, Row | None] = field(default_factory=dict)

    def parts(self) -> tuple[list[Key], list[Row], dict[tuple[int, ...], list[Row]]]:
        """Keys of rows that are gone, whole rows, and partly known rows by the places of what is known."""
        gone: list[Key] = []
        whole: list[Row] = []
        partly: dict[tuple[int, ...], list[Row]] = {}
        for key, row in self.rows.items():
            if row is None:
                gone.append(key)
            elif UNCHANGED in row:
                partly.setdefault(tuple(i for i, v in enumerate(row) if v is not UNCHANGED), []).append(row)
            else:
                whole.append(row)
        return gone, whole, partly


class Net:
    """The net effect so far, table by table."""

    def __init__(self) -> None:
        self.tables: dict[str, TableNet] = {}
        self.changes = 0

    def clear(self) -> None:
        """Begin anew."""
        self.tables, self.changes = {}, 0

    def empty(self, change: Truncate) -> None:
        """All rows of the tables are gone, and what was buffered of them with it."""
        for table in change.tables:
            self.tables[table.shown] = TableNet(table, emptied=True)
        self.changes += 1

    def add(self, change: Change) -> None:
        """One change more. Raises NeedsFlush where a row cannot be told without what is stored."""
        found = self.tables.get(change.table.shown)
        if found is None:
            found = self.tables[change.table.shown] = TableNet(change.table)
        elif found.table is not change.table and found.table != change.table:
            raise NeedsFlush
        ADD[change.op](found, change)
        self.changes += 1


def insert(into: TableNet, change: Change) -> None:
    """The row is there."""
    assert change.new is not None
    into.rows[into.table.key_of(change.new)] = change.new


def update(into: TableNet, change: Change) -> None:
    """The row is as it is now; where its key moved, the old one is gone."""
    new, rows, table = change.new, into.rows, into.table
    assert new is not None
    key = table.key_of(new)
    before = key if change.old is None else table.key_of(change.old)
    if UNCHANGED in new:
        known = rows.get(before)
        if before != key and (known is None or UNCHANGED in known):
            raise NeedsFlush
        if known is not None:
            new = [k if n is UNCHANGED else n for n, k in zip(new, known, strict=True)]
    if before != key:
        rows[before] = None
    rows[key] = new


def delete(into: TableNet, change: Change) -> None:
    """The row is gone."""
    assert change.old is not None
    into.rows[into.table.key_of(change.old)] = None


ADD = {"I": insert, "U": update, "D": delete}
