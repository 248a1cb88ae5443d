"""Rows as COPY reads them, from values that are already written as PostgreSQL writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingjing.ingest.capture.events import Cell
from mingjing.store.postgres import Connection

NULL = b"\\N"


def line(row: Sequence[Cell]) -> bytes:
    """One row; written for speed, as it is called for every change."""
    filled = [NULL if v is None else v for v in row]
    joined = b"".join([v for v in row if v])  # type: ignore[misc]
    if b"\\" in joined or b"\t" in joined or b"\n" in joined or b"\r" in joined:
        filled = [NULL if v is None else escaped(v) for v in row]  # type: ignore[arg-type]
    return b"\t".join(filled) + b"\n"  # type: ignore[arg-type]


def escaped(value: bytes) -> bytes:
    """A value without the signs that mean something to COPY."""
    value = value.replace(b"\\", b"\\\\").replace(b"\t", b"\\t")
    return value.replace(b"\n", b"\\n").replace(b"\r", b"\\r")


def copy(con: Connection, table: str, columns: Sequence[str], lines: Iterable[bytes]) -> None:
    """Copy written rows into a table."""
    listed = ", ".join(quoted(c) for c in columns)
    with con.cursor().copy(f"COPY {table} ({listed}) FROM STDIN") as target:
        target.write(b"".join(lines))


def quoted(name: str) -> str:
    """An identifier in quotes."""
    return '"' + name.replace('"', '""') + '"'
