"""Where the last change of each row stood, so that a message which comes again, or late, does no harm."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mingjing.ingest.apply.keeping import KeepingTarget

MESSAGES_SQL = (Path(__file__).parent / "messages.sql").read_text(encoding="utf-8")
REMEMBERED = 100_000
"""Rows whose place is held in memory."""
KNOWN = """
    SELECT table_name, row_key, place, era, told_at FROM mj_row_position
    WHERE source = $1 AND table_name = $2 AND row_key = ANY($3)"""
KEEP = """
    INSERT INTO mj_row_position (source, table_name, row_key, topic, partition, message_offset, place, era, told_at)
    SELECT $1, * FROM UNNEST($2::text[], $3::text[], $4::text[], $5::int[], $6::bigint[], $7::text[], $8::text[],
      $9::bigint[])
    ON CONFLICT (source, table_name, row_key) DO UPDATE SET topic = excluded.topic, partition = excluded.partition,
      message_offset = excluded.message_offset, place = excluded.place, era = excluded.era,
      told_at = excluded.told_at"""
Row = tuple[str, str]
"""A table and a key."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a change stood in its source."""

    place: tuple[int, ...]
    era: str
    told_at: int

    def overtaken(self, by: Stand | None) -> bool:
        """Whether a later change of the row, or this very one, has been applied.

        Two witnesses are asked, the place in the log and the source's clock: a log that begins anew has small places.
        """
        if by is None or not self.place or not by.place or self.era != by.era:
            return False
        return self.place <= by.place and self.told_at <= by.told_at


class RowPositions:
    """The stands of one source's rows: those of this batch, those remembered, those kept."""

    def __init__(self, target: KeepingTarget) -> None:
        self.target = target
        self.stands: OrderedDict[Row, Stand] = OrderedDict()
        with target.con.transaction():
            target.con.execute(MESSAGES_SQL)

    def remember(self, rows: Iterable[Row]) -> None:
        """Have the stands of these rows at hand."""
        missing: dict[str, list[str]] = {}
        for row in rows:
            if row in self.stands:
                self.stands.move_to_end(row)
            else:
                missing.setdefault(row[0], []).append(row[1])
        for table, keys in missing.items():
            for _, key, place, era, at in self.target.con.execute(KNOWN, [self.target.source, table, keys]).fetchall():
                numbers = tuple(map(int, str(place).split("."))) if place else ()
                self.stands[table, str(key)] = Stand(numbers, str(era), int(str(at)))
        while len(self.stands) > REMEMBERED:
            self.stands.popitem(last=False)

    def keep(self, told: dict[Row, tuple[str, int, int, Stand]]) -> None:
        """Have the stands of the rows of a batch written with it."""
        if not told:
            return
        for row, (*_, stand) in told.items():
            self.stands[row] = stand
        columns = [
            [table for table, _ in told],
            [key for _, key in told],
            *([value[i] for value in told.values()] for i in range(3)),
            [".".join(map(str, v[3].place)) for v in told.values()],
            [v[3].era for v in told.values()],
            [v[3].told_at for v in told.values()],
        ]
        self.target.also.append((KEEP, [self.target.source, *columns]))
