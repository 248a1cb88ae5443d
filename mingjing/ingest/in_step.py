"""The rows of a document in the data file, made the same in the operational store: values, what people said, topics.

Both stores keep row history and number rows alike, because the operational store is loaded from the file. So rows are
copied as they are, with the moments between which they hold, and a copy that was broken off is mended by the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from mingjing.court.catalogue import HISTORY, TABLES
from mingjing.ingest.topics import TOPICS
from mingjing.store.errors import StoresDiffer
from mingjing.store.postgres import Connection
from mingjing.store.schema import POSTGRES_TYPES, create_sql

OWN = ("document", "paper_version", "cited_article", "point_correction", "info_point", "topic_row")
"""Tables whose rows belong to one document."""
OF_CASES = "SELECT DISTINCT document_id, case_id FROM document WHERE document_id IN (SELECT unnest(?)) ORDER BY ALL"
THERE = "SELECT DISTINCT case_id FROM case_main WHERE case_id = ANY($1)"
ORIGINS = "SELECT DISTINCT topic_table, row_number FROM topic_row WHERE document_id IN (SELECT unnest($1))"
Row = tuple[Any, ...]


def bring_in_step(source: duckdb.DuckDBPyConnection, target: Connection, documents: Sequence[int]) -> int:
    """How many rows began, ended or went in the store, which then holds of these documents what the file holds.

    A document whose case the store does not have is left out: it comes with the next `mingjing load`.

    Raises StoresDiffer: a number means another thing there, so nothing is written
    """
    with target.transaction():
        for table in (*OWN, *TOPICS):
            target.execute(create_sql(TABLES[table], POSTGRES_TYPES))
        of_cases: list[tuple[int, int]] = source.execute(OF_CASES, [list(documents)]).fetchall()
        there = {case for (case,) in target.execute(THERE, [[case for _, case in of_cases]]).fetchall()}
        known = [number for number, case in of_cases if case in there]
        cases = [case for _, case in of_cases if case in there]
        topics = _topic_rows(source, target, known)
        changed = 0
        for table in OWN:
            owner = ("case_id", cases) if table == "document" else ("document_id", known)
            changed += _same(source, target, table, "document_id", known, owner)
        for table, numbers in topics.items():
            changed += _same(source, target, table, TABLES[table].key[0], numbers, ("case_id", cases))
    return changed


def _topic_rows(
    source: duckdb.DuckDBPyConnection, target: Connection, documents: Sequence[int]
) -> dict[str, list[int]]:
    """The topic rows that ever came from these documents, by table, as either store knows them."""
    here: list[Any] = source.execute(ORIGINS, [list(documents)]).fetchall()
    there: list[Any] = target.execute(ORIGINS.replace("$1", "CAST($1 AS BIGINT[])"), [list(documents)]).fetchall()
    found: dict[str, list[int]] = defaultdict(list)
    for table, number in sorted({*here, *there}):
        found[table].append(number)
    return found


def _same(
    source: duckdb.DuckDBPyConnection,
    target: Connection,
    table: str,
    column: str,
    numbers: Sequence[int],
    owner: tuple[str, Sequence[Any]],
) -> int:
    """Make the rows of a table with these numbers the same; gives how many were not."""
    key = TABLES[table].key[0]
    columns = ", ".join(f'"{name}"' for name in _columns(table))
    wanted = {
        tuple(_storable(value) for value in row)
        for row in source.execute(
            f'SELECT {columns} FROM "{table}" WHERE "{column}" IN (SELECT unnest(?))', [list(numbers)]
        ).fetchall()
    }
    asked = f'SELECT {columns} FROM "{table}" WHERE "{column}" = ANY($1)'
    held: set[Row] = set(target.execute(asked, [list(numbers)]).fetchall())
    _refuse_others(target, table, _keys(table, wanted - held), owner)
    _take_away(target, table, key, held - wanted)
    _put(target, table, columns, wanted - held)
    return len(wanted ^ held)


def _columns(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in (*TABLES[table].columns, *HISTORY))


def _storable(value: Any) -> Any:
    """PostgreSQL holds no NUL in a text."""
    return value.replace("\0", "") if isinstance(value, str) else value


def _keys(table: str, rows: Iterable[Row]) -> list[int]:
    place = _columns(table).index(TABLES[table].key[0])
    return sorted({row[place] for row in rows})


def _refuse_others(target: Connection, table: str, keys: list[int], owner: tuple[str, Sequence[Any]]) -> None:
    """A row that the store already has under one of these numbers must be of the same document or case."""
    column, owners = owner
    strange = f'SELECT min("{TABLES[table].key[0]}") FROM "{table}" WHERE "{TABLES[table].key[0]}" = ANY($1)'
    found: list[Any] = target.execute(f'{strange} AND "{column}" <> ALL($2)', [keys, list(owners)]).fetchall()
    if found[0][0] is not None:
        raise StoresDiffer(table=table, number=found[0][0])


def _take_away(target: Connection, table: str, key: str, rows: Iterable[Row]) -> None:
    """Rows that the file does not have so: they ended since, or went."""
    columns = _columns(table)
    number, begun = columns.index(key), columns.index("_from")
    for row in rows:
        target.execute(f'DELETE FROM "{table}" WHERE "{key}" = $1 AND _from = $2', [row[number], row[begun]])


def _put(target: Connection, table: str, columns: str, rows: Iterable[Row]) -> None:
    marks = ", ".join(f"${place}" for place, _ in enumerate(_columns(table), 1))
    for row in rows:
        target.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', list(row))
