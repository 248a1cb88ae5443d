"""PostgreSQL's own change format, pgoutput of protocol version 1: bytes in, events out, nothing of the network.

Values stay the bytes that the server wrote, because the database they go to reads them as they are.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from mingjing.ingest.capture.events import (
    UNCHANGED,
    Begin,
    Change,
    Commit,
    Event,
    Row,
    SourceColumn,
    SourceTable,
    Truncate,
)

EPOCH_US = 946_684_800_000_000
"""2000-01-01, from which PostgreSQL counts, in microseconds since 1970."""
INSERT, UPDATE, DELETE, BEGIN, COMMIT, RELATION, TRUNCATE = b"IUDBCRT"
NEW, OLD_KEY = b"NK"
TEXT, TOAST = b"tu"
COUNT, NUMBER = struct.Struct(">H"), struct.Struct(">I")
BEGUN, COMMITTED = struct.Struct(">QqI"), struct.Struct(">BQQq")
TYPE = struct.Struct(">Ii")
TypeName = Callable[[int, int], str]
"""The written name of a type from its number and modifier."""


class Decoder:
    """Decodes messages in the order in which they come; it remembers what tables look like."""

    def __init__(self, type_name: TypeName) -> None:
        self.tables: dict[int, SourceTable] = {}
        self.type_name = type_name

    def decode(self, message: bytes) -> Event | None:
        """The event of one message; None for those that say nothing of rows."""
        reader = READERS.get(message[0])
        return reader(self, message) if reader else None

    def insert(self, b: bytes) -> Change:
        """A row that is new."""
        return Change("I", self.table(b), row(b, 6)[0])

    def update(self, b: bytes) -> Change:
        """A row that is otherwise; its old key comes along where it moved, the old row where the source says all."""
        table = self.table(b)
        if b[5] == NEW:
            return Change("U", table, row(b, 6)[0])
        old, place = row(b, 6)
        new, _ = row(b, place + 1)
        if b[5] != OLD_KEY:  # the whole old row came along, and with it what did not change
            new = [o if n is UNCHANGED else n for n, o in zip(new, old, strict=True)]
        return Change("U", table, new, old)

    def delete(self, b: bytes) -> Change:
        """A row that is gone."""
        return Change("D", self.table(b), None, row(b, 6)[0])

    def begin(self, b: bytes) -> Begin:
        """A transaction that has committed begins."""
        position, at, _ = BEGUN.unpack_from(b, 1)
        return Begin(position, at + EPOCH_US)

    def commit(self, b: bytes) -> Commit:
        """It is complete."""
        _, position, end, at = COMMITTED.unpack_from(b, 1)
        return Commit(position, end, at + EPOCH_US)

    def truncate(self, b: bytes) -> Truncate:
        """Tables that were emptied."""
        (count,) = NUMBER.unpack_from(b, 1)
        return Truncate(tuple(self.tables[n] for n in struct.unpack_from(f">{count}I", b, 6)))

    def relation(self, b: bytes) -> None:
        """Keep what a table looks like from here on; its changes carry it."""
        (number,) = NUMBER.unpack_from(b, 1)
        schema, p = text(b, 5)
        name, p = text(b, p)
        (count,) = COUNT.unpack_from(b, p + 1)
        p += 3
        columns, key = [], []
        for i in range(count):
            if b[p] & 1:
                key.append(i)
            column, p = text(b, p + 1)
            columns.append(SourceColumn(column, self.type_name(*TYPE.unpack_from(b, p))))
            p += TYPE.size
        self.tables[number] = SourceTable(schema or "pg_catalog", name, tuple(columns), tuple(key))

    def table(self, b: bytes) -> SourceTable:
        """The table that a change names by its number."""
        return self.tables[NUMBER.unpack_from(b, 1)[0]]


READERS: dict[int, Callable[[Decoder, bytes], Event | None]] = {
    INSERT: Decoder.insert,
    UPDATE: Decoder.update,
    DELETE: Decoder.delete,
    BEGIN: Decoder.begin,
    COMMIT: Decoder.commit,
    RELATION: Decoder.relation,
    TRUNCATE: Decoder.truncate,
}


def text(b: bytes, place: int) -> tuple[str, int]:
    """A text that ends with a zero, and the place after it."""
    end = b.index(0, place)
    return b[place:end].decode(), end + 1


def row(b: bytes, p: int, length: Callable[[bytes, int], tuple[int]] = NUMBER.unpack_from) -> tuple[Row, int]:
    """The values of a row, and the place after it. Called for every change: it is written for speed."""
    count = (b[p] << 8) | b[p + 1]
    p += 2
    out: Row = [None] * count
    for i in range(count):
        kind = b[p]
        p += 1
        if kind == TEXT:
            end = p + 4 + length(b, p)[0]
            out[i] = b[p + 4 : end]
            p = end
        elif kind == TOAST:
            out[i] = UNCHANGED
    return out, p
