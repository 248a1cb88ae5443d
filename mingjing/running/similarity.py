"""Pairs of like names and of like papers: candidates from exact blocks, scored here, kept with their validity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from mingjing.court.catalogue import TABLES
from mingjing.learning.similarity import name_similarity, text_similarity
from mingjing.running.court import end_of
from mingjing.store.schema import END_OF_TIME, create_sql

Con = duckdb.DuckDBPyConnection
Pair = tuple[int, int, str, float]
MEASURES: dict[str, Callable[[str, str], float]] = {"similar_name": name_similarity, "similar_text": text_similarity}
LEAST = {"similar_name": 0.6, "similar_text": 0.8}
"""Score from which a pair is kept."""
MOST = 200
"""Members at most of a block that is compared."""
BATCH = 10_000
OPEN = f"_to = TIMESTAMP '{END_OF_TIME}'"


@dataclass(frozen=True)
class Found:
    """How many pairs were compared and kept in a table, and what changed."""

    table: str
    compared: int
    pairs: int
    begun: int
    ended: int


def statements() -> dict[str, str]:
    """The statements of the file, by name."""
    text = Path(__file__).with_name("similar_pairs.sql").read_text(encoding="utf-8")
    parts = text.split("-- name: ")[1:]
    return {p.partition("\n")[0].strip(): p.partition("\n")[2] for p in parts}


def find_similar(con: Con, table: str, day: dt.date, least: float | None = None) -> Found:
    """Compare the candidates as of the end of a day and keep those that are alike enough."""
    con.execute(create_sql(TABLES[table]))
    at, compared, alike = end_of(day), 0, list[Pair]()
    for left, right, kind, a, b in candidates(con, table, at):
        compared += 1
        score = MEASURES[table](a, b)
        if score >= (LEAST[table] if least is None else least):
            alike.append((left, right, kind, round(score, 6)))
    begun, ended = keep(con, table, alike, at)
    return Found(table, compared, len(alike), begun, ended)


def candidates(con: Con, table: str, at: dt.datetime) -> Iterator[tuple[int, int, str, str, str]]:
    """Pairs within a block, a batch at a time."""
    sql = statements()
    found = con.execute(sql[table] + sql["pairs"], {"at": at, "most": MOST})
    while batch := found.fetchmany(BATCH):
        yield from batch


def keep(con: Con, table: str, alike: list[Pair], at: dt.datetime) -> tuple[int, int]:
    """End the pairs that are no longer alike and begin the new ones; gives both counts."""
    columns = list(zip(*alike, strict=True)) if alike else [(), (), (), ()]
    types = (pa.int64(), pa.int64(), pa.string(), pa.float64())
    arrays = [pa.array(c, t) for c, t in zip(columns, types, strict=True)]
    arriving = pa.table(arrays, names=["left_id", "right_id", "kind", "score"])
    con.register("_alike", arriving)
    same = "a.left_id = t.left_id AND a.right_id = t.right_id AND a.kind = t.kind AND a.score = t.score"
    key = TABLES[table].key[0]
    try:
        con.execute(f"DELETE FROM {table} WHERE {OPEN} AND _from = ?", [at])
        ((ended,),) = con.execute(
            f"UPDATE {table} t SET _to = ? WHERE {OPEN} AND NOT EXISTS (SELECT 1 FROM _alike a WHERE {same})", [at]
        ).fetchall()
        ((begun,),) = con.execute(
            f"INSERT INTO {table} ({key}, left_id, right_id, kind, score, _from, _to) "
            f"SELECT (SELECT coalesce(max({key}), 0) FROM {table}) "
            f"+ row_number() OVER (ORDER BY left_id, right_id), a.*, ?, TIMESTAMP '{END_OF_TIME}' FROM _alike a "
            f"WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE {OPEN} AND {same})",
            [at],
        ).fetchall()
    finally:
        con.unregister("_alike")
    return int(begun), int(ended)
