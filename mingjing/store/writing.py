"""Writing to a court's data file: rows with history, the party ledger, and what the file says of itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from mingjing.court.catalogue import HISTORY, TABLES, VERSION, Type
from mingjing.store.opening import connect, meta, sound
from mingjing.store.schema import END_OF_TIME, create_sql, create_statements

Key = tuple[str, ...]
LEDGER = (Path(__file__).parent / "ledger.sql").read_text(encoding="utf-8")
ARROW = {
    Type.INT: pa.int64(),
    Type.FEN: pa.int64(),
    Type.NUMBER: pa.float64(),
    Type.TEXT: pa.string(),
    Type.BOOL: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.TIME: pa.timestamp("us"),
}


@contextmanager
def opened_for_writing(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection inside one transaction; a new file appears only when all went well."""
    target = path if path.exists() else path.with_name(path.name + ".part")
    fresh = target is not path
    if fresh:
        target.unlink(missing_ok=True)
    con = sound(duckdb.connect(str(target))) if fresh else connect(path, read_only=False)
    try:
        con.begin()
        if fresh:
            create(con)
        else:
            add_new_tables(con)
        yield con
        con.commit()
    except BaseException:
        con.close()
        if fresh:
            target.unlink(missing_ok=True)
        raise
    con.close()
    if fresh:
        target.replace(path)


def create(con: duckdb.DuckDBPyConnection) -> None:
    """An empty court."""
    for statement in create_statements():
        con.execute(statement)
    con.execute("CREATE TABLE _mingjing (key VARCHAR, value VARCHAR)")
    con.execute("INSERT INTO _mingjing VALUES ('catalogue_version', ?)", [str(VERSION)])


def add_new_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Tables that the catalogue has and an older file has not."""
    ((there,),) = con.execute("SELECT list(table_name) FROM duckdb_tables()").fetchall()
    for table in TABLES.values():
        if table.name not in there:
            con.execute(create_sql(table))


def replace_rows(
    con: duckdb.DuckDBPyConnection, table: str, column: str, numbers: Sequence[int], at: dt.datetime
) -> None:
    """End the rows in force whose `column` is one of the numbers; a row that began at that very moment goes."""
    chosen = f"\"{column}\" IN (SELECT unnest(?)) AND _to = TIMESTAMP '{END_OF_TIME}'"
    con.execute(f'DELETE FROM "{table}" WHERE {chosen} AND _from >= ?', [list(numbers), at])
    con.execute(f'UPDATE "{table}" SET _to = ? WHERE {chosen}', [at, list(numbers)])


def rows_of_cases(con: duckdb.DuckDBPyConnection, table: str, cases: Sequence[int]) -> list[tuple[int, int]]:
    """Case and number of each row in force of these cases."""
    key = TABLES[table].key[0]
    chosen = f"case_id IN (SELECT unnest(?)) AND _to = TIMESTAMP '{END_OF_TIME}'"
    return con.execute(f'SELECT case_id, "{key}" FROM "{table}" WHERE {chosen}', [list(cases)]).fetchall()


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Rows of a table; columns that a row does not name are empty, and a row is in force until it is replaced."""
    columns = (*TABLES[table].columns, *HISTORY)
    end = dt.datetime.fromisoformat(END_OF_TIME)
    arrays = [pa.array([r.get(c.name, end if c.name == "_to" else None) for r in rows], ARROW[c.type]) for c in columns]
    con.register("new_rows", pa.table(arrays, names=[c.name for c in columns]))
    con.execute(f'INSERT INTO "{table}" SELECT * FROM new_rows')
    con.unregister("new_rows")


def rebuild_ledger(con: duckdb.DuckDBPyConnection) -> None:
    """The party ledger, made anew from parties, cases and subjects."""
    con.execute("DELETE FROM case_party")
    con.execute(LEDGER)


def set_data_day(con: duckdb.DuckDBPyConnection, day: dt.date) -> None:
    """The day the data speaks for; it never goes back."""
    known = meta(con).get("data_as_of")
    last = max(day, dt.date.fromisoformat(known)) if known else day
    con.execute("DELETE FROM _mingjing WHERE key = 'data_as_of'")
    con.execute("INSERT INTO _mingjing VALUES ('data_as_of', ?)", [last.isoformat()])


IDENTITIES = {
    "case_main": "SELECT case_id, case_number, coalesce(k.name, '') FROM case_main LEFT JOIN court k USING (court_id)",
    "court": "SELECT court_id, name FROM court",
    "court_member": "SELECT member_id, name, coalesce(CAST(court_id AS VARCHAR), 'None'), kind FROM court_member",
    "subject": """
        SELECT subject_id, kind, name, coalesce(CAST(born_on AS VARCHAR), ''), '' FROM subject WHERE id_key IS NULL""",
    "document": "SELECT document_id, sha256(text) FROM document WHERE text IS NOT NULL",
}
"""What identifies a row that papers may name again."""
NAMES = {"case_main": "case_number", "court": "name", "court_member": "name", "subject": "name"}
"""The column by which such a row is looked for."""


def known_keys(con: duckdb.DuckDBPyConnection) -> tuple[dict[str, int], dict[str, dict[Key, int]]]:
    """Highest number of each table, and the numbers of known things by what identifies them."""
    return highest_keys(con), {
        t: {tuple(map(str, r[1:])): r[0] for r in con.execute(q).fetchall()} for t, q in IDENTITIES.items()
    }


def keys_of_names(
    con: duckdb.DuckDBPyConnection, names: Mapping[str, Sequence[str]]
) -> tuple[dict[str, int], dict[str, dict[Key, int]]]:
    """As `known_keys`, but only of things so named: in a large court the rest need not be looked at."""
    found = {}
    for table, wanted in names.items():
        rows = con.execute(
            f"SELECT * FROM ({IDENTITIES[table]}) WHERE {NAMES[table]} IN (SELECT unnest(?))", [list(wanted)]
        )
        found[table] = {tuple(map(str, r[1:])): r[0] for r in rows.fetchall()}
    return highest_keys(con), found


def highest_keys(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The highest number given so far in each table."""
    return {t.name: highest_key(con, t.name, t.key[0]) for t in TABLES.values() if not t.derived}


def highest_key(con: duckdb.DuckDBPyConnection, table: str, column: str) -> int:
    """The highest number given so far."""
    ((highest,),) = con.execute(f'SELECT coalesce(max("{column}"), 0) FROM "{table}"').fetchall()
    return int(highest)
