"""What has changed in the operational store, in the order in which it was committed there, from a position on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from mingjing.court.catalogue import TABLES
from mingjing.engines.sql import quoted
from mingjing.running.court import Court
from mingjing.running.hits import Row
from mingjing.running.postgres_store import PostgresStore
from mingjing.running.reacting import Change
from mingjing.store.postgres import Connection

INSTANT = dt.timedelta(microseconds=1)
THERE = "SELECT to_regclass('mj_change') IS NOT NULL"
END = "SELECT coalesce(max(change_id), 0) FROM mj_change"
NEXT = """
    SELECT change_id, at, table_name, key FROM mj_change
    WHERE change_id > $1
      AND at <= (SELECT max(at) FROM (SELECT at FROM mj_change WHERE change_id > $1 ORDER BY change_id LIMIT $2) few)
    ORDER BY change_id"""
"""What was written at one moment is given together: half a transaction is nothing that ever was."""
ENDED = "SELECT * FROM {table} WHERE {key} = ANY($1) AND _to > $2 AND _to <= $3"
BEGUN = "SELECT * FROM {table} WHERE {key} = ANY($1) AND _from > $2 AND _from <= $3"


@dataclass(frozen=True)
class Changes:
    """Rows that changed between two moments, and the position after them."""

    position: int
    since: dt.datetime
    at: dt.datetime
    changes: tuple[Change, ...]


class ChangeLog(Protocol):
    """Gives changes from a position on."""

    def end(self) -> int:
        """The position after all that has changed so far."""

    def changes(self, position: int, most: int) -> Changes | None:
        """What changed next, about so many rows; None when nothing has."""


class PostgresChangeLog:
    """The log `mj_change`, which whoever changes rows of the court writes in the same transaction."""

    def __init__(self, con: Connection) -> None:
        self.con = con

    def end(self) -> int:
        ((last,),) = self.con.execute(END).fetchall()
        return int(str(last))

    def changes(self, position: int, most: int) -> Changes | None:
        logged: list[Any] = self.con.execute(NEXT, [position, most]).fetchall()
        if not logged:
            return None
        since, at = logged[0][1] - INSTANT, logged[-1][1]
        keys: dict[str, set[int]] = {}
        for _, _, table, key in logged:
            keys.setdefault(table, set()).add(key)
        images = tuple(self._images(table, some, since, at) for table, some in keys.items() if table in TABLES)
        return Changes(logged[-1][0], since, at, images)

    def _images(self, table: str, keys: Iterable[int], since: dt.datetime, at: dt.datetime) -> Change:
        """What the rows were and what they are; also what they were only in between."""
        names = {"table": quoted(table), "key": quoted(TABLES[table].columns[0].name)}
        was, now = (self._rows(sql.format(**names), [list(keys), since, at]) for sql in (ENDED, BEGUN))
        return Change(table, was, now)

    def _rows(self, sql: str, values: list[Any]) -> tuple[Row, ...]:
        with self.con.cursor() as asked:
            asked.execute(sql, values)
            names = [c.name for c in asked.description or ()]
            return tuple(dict(zip(names, row, strict=True)) for row in asked.fetchall())


def change_log(court: Court) -> ChangeLog | None:
    """The log of a court's store; None where none is kept."""
    if not isinstance(court.store, PostgresStore):
        return None
    con = court.store.checks
    return PostgresChangeLog(con) if con.execute(THERE).fetchall() == [(True,)] else None
