"""Parts of tables that were copied at a later position than the stream has reached.

A copy that is broken off goes on with another snapshot, so its parts may stand at different positions. A change that a
part knows already is passed over; once the stream is past all of them, they are forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.ingest.apply.target import Target
from mingjing.ingest.capture.events import Change


@dataclass(frozen=True)
class Chunk:
    """A part of a table with the keys in `(above, upto]`, as it stood at `position`; None is no bound."""

    table: str
    above: int | None
    upto: int | None
    position: int

    def holds(self, key: int | None) -> bool:
        """Whether a row of that key is in this part; a key that is no number is in the only part there is."""
        if key is None:
            return True
        return (self.above is None or key > self.above) and (self.upto is None or key <= self.upto)


class Copied:
    """The parts of one source that the stream has not passed yet."""

    def __init__(self, target: Target) -> None:
        self.target = target
        sql = "SELECT table_name, above, upto, position FROM mj_chunk WHERE source = $1"
        rows = target.con.execute(sql, [target.source]).fetchall()
        self.chunks: dict[str, list[Chunk]] = {}
        for row in rows:
            chunk = Chunk(*row)  # type: ignore[arg-type]
            self.chunks.setdefault(chunk.table, []).append(chunk)

    def has(self, change: Change, position: int) -> bool:
        """Whether the copied rows know this change already."""
        found = self.chunks.get(change.table.name)
        if not found:
            return False
        row = change.new if change.new is not None else change.old
        key = number(change.table.key_of(row or [])) if len(found) > 1 else None
        return any(c.holds(key) and position < c.position for c in found)

    def advance(self, position: int) -> None:
        """The stream has come so far: parts behind it need not be remembered."""
        for table, found in list(self.chunks.items()):
            if all(c.position <= position for c in found):
                del self.chunks[table]
                sql = "DELETE FROM mj_chunk WHERE source = $1 AND table_name = $2"
                self.target.con.execute(sql, [self.target.source, table])


def number(key: tuple[object, ...]) -> int | None:
    """A key of one whole number; None for any other."""
    only = key[0] if len(key) == 1 else None
    try:
        return int(only) if isinstance(only, bytes) else None
    except ValueError:
        return None
