"""Comparing a source with what is stored of it, row by row, and mending what differs.

Digests of many rows are compared first, by buckets of the key; only where they differ are single rows looked at. What
differs is looked at again until it is certain that no change under way explains it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from mingjing.engines.sql import quoted
from mingjing.ingest.apply.follower import Follower
from mingjing.ingest.apply.mirror import listed
from mingjing.ingest.apply.net import TableNet
from mingjing.ingest.apply.running import Following
from mingjing.ingest.capture.events import Row, SourceTable
from mingjing.ingest.declared.system import DeclaredTable

BUCKET_ROWS = 1000
MOST_BUCKETS = 1 << 16
LOOKS, PAUSE_SECONDS = 5, 0.5
"""How often a row that differs is looked at again, and how long a change may be on its way."""
DIGEST = "CAST(CAST('x' || SUBSTR(MD5({}), 1, 16) AS BIT(64)) AS BIGINT)"
Key = tuple[str, ...]


@dataclass(frozen=True)
class Verified:
    """What comparing one table found: rows of the source that are stored otherwise, and rows of the court that are

    not what the stored rows make them.
    """

    table: str
    compared: int
    differing: int
    court_differing: int
    repaired: int

    @property
    def found(self) -> int:
        """Everything that was wrong."""
        return self.differing + self.court_differing


def verify(following: Following, table: DeclaredTable, *, repair: bool = False) -> Verified:
    """Compare one table; with `repair`, mend it, which needs the source to be followed by nobody else."""
    found = following.found(table)
    following.mirror.stage(found)
    rows, keys = differing(following, found)
    mended = mend(following, found, keys) if repair and keys else 0
    return with_court(following, found, Verified(table.name, rows, len(keys), 0, mended), repair=repair)


def with_court(following: Follower, found: SourceTable, stored: Verified, *, repair: bool) -> Verified:
    """What was found of the stored rows, and besides whether the court's rows are what the stored rows make them."""
    assert following.feeding is not None
    following.target.begin()
    all_keys = f"SELECT {listed(found.key_names)} FROM {following.mirror.name(found)}"
    following.mirror.run(f"INSERT INTO {following.mirror.keys(found)} {all_keys}")
    in_court = following.feeding.differing(found.name)
    mended = stored.repaired
    if repair and in_court:
        mended += following.feeding.refresh(found.name)
        following.target.commit(following.target.position() or 0)
    else:
        following.target.rollback()
    repaired = min(mended, stored.differing + in_court) if repair else 0
    result = replace(stored, court_differing=in_court, repaired=repaired)
    keep(following, result)
    return result


def keep(following: Follower, v: Verified) -> None:
    """Write down what was found."""
    sql = """INSERT INTO mj_verification (source, table_name, position, compared, differing, repaired)
             VALUES ($1, $2, $3, $4, $5, $6)"""
    position = following.target.position() or 0
    following.mirror.run(sql, [following.system.name, v.table, position, v.compared, v.found, v.repaired])


def differing(following: Following, table: SourceTable) -> tuple[int, set[Key]]:
    """How many rows the source has, and the keys of those that differ and go on differing."""
    with following.capture.ordinary() as source:
        ((count,),) = source.execute(f"SELECT count(*) FROM {source_name(table)}").fetchall()
        buckets = min(MOST_BUCKETS, max(16, 1 << (int(count) // BUCKET_ROWS).bit_length()))
        here, there = following.target.con, source
        mine = sums(here, table, following.mirror.name(table), buckets)
        suspects = unlike(sums(there, table, source_name(table), buckets), mine)
        keys = look(following, there, table, buckets, suspects)
        for _ in range(LOOKS):
            if not keys:
                break
            time.sleep(PAUSE_SECONDS)
            again = look(following, there, table, buckets, suspects)
            if keys == (keys := keys & again):
                break
    return int(count), keys


def source_name(table: SourceTable) -> str:
    """A table of the source as SQL writes it."""
    return f"{quoted(table.schema)}.{quoted(table.name)}"


def bucket(table: SourceTable, buckets: int) -> str:
    """Which bucket a row is in, by its key."""
    key = " || '|' || ".join(f"CAST(t.{quoted(c)} AS TEXT)" for c in table.key_names)
    return f"CAST(CAST('x' || SUBSTR(MD5({key}), 1, 8) AS BIT(32)) AS INTEGER) & {buckets - 1}"


def digest(table: SourceTable) -> str:
    """Sixty-four bits that stand for a row."""
    return DIGEST.format(f"CAST(ROW({', '.join(f't.{quoted(c)}' for c in table.names)}) AS TEXT)")


def sums(con: Any, table: SourceTable, name: str, buckets: int) -> dict[int, tuple[int, int]]:
    """Rows and the sum of their digests in each bucket."""
    sql = f"SELECT {bucket(table, buckets)}, count(*), sum({digest(table)}) FROM {name} t GROUP BY 1"
    return {b: (int(n), int(s)) for b, n, s in con.execute(sql).fetchall()}


def unlike(a: dict[Any, Any], b: dict[Any, Any]) -> set[Any]:
    """What the two do not agree on."""
    return {k for k in a.keys() | b.keys() if a.get(k) != b.get(k)}


def look(following: Following, source: Any, table: SourceTable, buckets: int, which: set[int]) -> set[Key]:
    """The keys of rows in these buckets that differ."""
    if not which:
        return set()
    found = []
    for con, name in ((source, source_name(table)), (following.target.con, following.mirror.name(table))):
        shown = ", ".join(f"CAST(t.{quoted(c)} AS TEXT)" for c in table.key_names)
        inside = f"{bucket(table, buckets)} = ANY('{{{','.join(map(str, sorted(which)))}}}')"
        rows = con.execute(f"SELECT {digest(table)}, {shown} FROM {name} t WHERE {inside}").fetchall()
        found.append({tuple(r[1:]): r[0] for r in rows})
    return unlike(*found)


def mend(following: Following, table: SourceTable, keys: set[Key]) -> int:
    """Give these rows the values that the source has, or let them go where it has none; gives how many."""
    net = TableNet(table)
    for key in keys:
        net.rows[tuple(k.encode() for k in key)] = None
    with following.capture.ordinary() as source:
        for row in rows_of(source, table, sorted(keys)):
            net.rows[table.key_of(row)] = row
    following.target.begin()
    following.mirror.apply(net, following.target.position() or 0)
    assert following.feeding is not None
    following.feeding.refresh(table.name)
    following.target.commit(following.target.position() or 0)
    return len(keys)


def rows_of(source: Any, table: SourceTable, keys: Sequence[Key]) -> list[Row]:
    """The rows of the source with these keys, as the stream would write them."""
    shown = ", ".join(f"CAST(t.{quoted(c)} AS TEXT)" for c in table.names)
    typed = " AND ".join(
        f"t.{quoted(c)} = CAST(k.k{i} AS {table.columns[table.key[i]].type})" for i, c in enumerate(table.key_names)
    )
    given = ", ".join(f"k{i}" for i in range(len(table.key)))
    columns = [[k[i] for k in keys] for i in range(len(table.key))]
    unnested = ", ".join("CAST(%s AS TEXT[])" for _ in columns)
    sql = f"SELECT {shown} FROM UNNEST({unnested}) k ({given}) JOIN {source_name(table)} t ON {typed}"
    return [[None if v is None else v.encode() for v in row] for row in source.execute(sql, columns).fetchall()]
