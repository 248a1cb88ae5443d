"""Copying a court's data file into PostgreSQL, all or nothing: it is one transaction."""

from __future__ import annotations

import io
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.csv as pa_csv

from mingjing.court.catalogue import HISTORY, TABLES, Table, Type
from mingjing.store import opening
from mingjing.store.errors import AlreadyLoaded
from mingjing.store.postgres import Connection, connect, meta, without_password
from mingjing.store.schema import POSTGRES_TYPES, create_statements

BATCH = 100_000
"""Rows in hand at once."""
AS_CSV = pa_csv.WriteOptions(include_header=False, quoting_style="needed")
"""Texts come in quotes and NULL does not, which is how COPY tells an empty text from none."""
HEAVY = 200
"""Cases from which on a party is heavy: its cases are checked apart, so that others need not wait (party_degree)."""
DEGREES = """
    CREATE TABLE party_degree AS
    SELECT subject_id, count(DISTINCT case_id) AS cases FROM case_party
    WHERE subject_id IS NOT NULL GROUP BY subject_id HAVING count(DISTINCT case_id) >= $1"""
KEPT = r"SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE 'kept\_%'"
"""Tables that were made from an old court (mingjing maintained)."""
Progress = Callable[[str, float], None]


def load(
    data: Path, dsn: str, progress: Progress, *, force: bool = False, only: Container[str] = TABLES
) -> dict[str, int]:
    """Rows copied per table, of all tables or `only` some; the others are empty.

    Raises AlreadyLoaded unless `force` says to replace what is there.
    """
    with opening.connect(data) as source, connect(dsn) as target:
        if meta(target) and not force:
            raise AlreadyLoaded(address=without_password(dsn))
        counts = {t: count(source, t) for t in TABLES if t in only}
        total, done = sum(counts.values()) or 1, 0
        with target.transaction():
            make_anew(target)
            for name, rows in counts.items():
                for copied in copy_table(source, target, TABLES[name], rows):
                    progress(f"装入 {TABLES[name].label}", (done + copied) / total)
                done += rows
            target.execute(DEGREES, [HEAVY])
            target.execute("ALTER TABLE party_degree ADD PRIMARY KEY (subject_id)")
            describe(target, opening.meta(source))
        progress("统计", 1.0)
        target.execute("ANALYZE")
    return counts


def count(source: duckdb.DuckDBPyConnection, table: str) -> int:
    """Rows of a table of the data file."""
    ((rows,),) = source.execute(f'SELECT count(*) FROM "{table}"').fetchall()
    return int(rows)


def make_anew(target: Connection) -> None:
    """An empty court; what was there of an old one goes."""
    kept: list[tuple[Any, ...]] = target.execute(KEPT).fetchall()
    for table in (*TABLES, "party_degree", "_mingjing", "_maintained", *(t for (t,) in kept)):
        target.execute(f'DROP TABLE IF EXISTS "{table}"')
    for statement in create_statements(POSTGRES_TYPES):
        target.execute(statement)
    target.execute("CREATE TABLE _mingjing (key TEXT PRIMARY KEY, value TEXT NOT NULL)")


def describe(target: Connection, said: dict[str, str]) -> None:
    """What the data file says of itself."""
    for key, value in said.items():
        target.execute("INSERT INTO _mingjing VALUES ($1, $2)", [key, value])


def copy_table(source: duckdb.DuckDBPyConnection, target: Connection, table: Table, rows: int) -> Iterator[int]:
    """Copy one table in the order of the file, which keeps what is read together on the same pages."""
    if not rows:
        return
    copied = 0
    with target.cursor().copy(f'COPY "{table.name}" FROM STDIN (FORMAT csv)') as copy:
        for batch in source.sql(reading_sql(table)).to_arrow_reader(BATCH):
            copy.write(csv(batch))
            copied += batch.num_rows
            yield copied


def reading_sql(table: Table) -> str:
    """The rows of a table; PostgreSQL holds no NUL in a text."""
    columns = (
        f'replace("{c.name}", chr(0), \'\') AS "{c.name}"' if c.type is Type.TEXT else f'"{c.name}"'
        for c in (*table.columns, *HISTORY)
    )
    return f'SELECT {", ".join(columns)} FROM "{table.name}"'


def csv(batch: pa.RecordBatch) -> bytes:
    """Rows as COPY reads them."""
    written = io.BytesIO()
    pa_csv.write_csv(batch, written, AS_CSV)
    return written.getvalue()
