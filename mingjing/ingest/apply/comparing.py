"""Comparing what is stored of a source with what the source told, where it can be asked for that once more."""

from __future__ import annotations

import time

from mingjing.ingest.apply.collected import Collected
from mingjing.ingest.apply.copying import copy, line, quoted
from mingjing.ingest.apply.mirror import same_key
from mingjing.ingest.apply.net import Key, TableNet
from mingjing.ingest.apply.verifying import LOOKS, PAUSE_SECONDS, Verified, with_court
from mingjing.ingest.declared.given import shape
from mingjing.ingest.declared.system import DeclaredTable


def compare(following: Collected, table: DeclaredTable, *, repair: bool = False) -> Verified:
    """Compare one table; with `repair`, mend it, which needs the source to be followed by nobody else."""
    found = shape(table)
    following.mirror.stage(found)
    told, keys = look(following, table)
    for _ in range(LOOKS if keys and not repair else 0):
        time.sleep(PAUSE_SECONDS)
        told, again = look(following, table)
        if keys == (keys := keys & again):
            break
    mended = mend(following, told, keys) if repair and keys else 0
    return with_court(following, found, Verified(table.name, len(told.rows), len(keys), 0, mended), repair=repair)


def look(following: Collected, table: DeclaredTable) -> tuple[TableNet, set[Key]]:
    """What the source told of a table up to where it has been applied, and the keys of rows stored otherwise."""
    con, mirror, found = following.target.con, following.mirror, shape(table)
    con.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    told = following.capture.told(table, following.target.position() or 0)
    gone, whole, _ = told.parts()
    copy(con, mirror.keys(found), found.key_names, map(line, gone))
    copy(con, mirror.staging(found), found.names, map(line, whole))
    keys, stored, staged = (f(found) for f in (mirror.keys, mirror.name, mirror.staging))
    shown = ", ".join(f"CAST({{0}}.{c} AS TEXT)" for c in map(quoted, found.key_names))
    mine, theirs = (", ".join(f"{of}.{quoted(c)}" for c in found.names) for of in "ms")
    unlike = (
        f"SELECT {shown.format('s')} FROM {staged} s LEFT JOIN {stored} m ON {same_key(found)} "
        f"WHERE ROW({mine}) IS DISTINCT FROM ROW({theirs})"
    )
    still = f"SELECT {shown.format('m')} FROM {stored} m JOIN {keys} s ON {same_key(found)}"
    rows = con.execute(f"{unlike} UNION ALL {still}").fetchall()
    if told.emptied:  # all that there is was told
        untold = f"SELECT {shown.format('m')} FROM {stored} m WHERE NOT EXISTS"
        rows += con.execute(f"{untold} (SELECT 1 FROM {staged} s WHERE {same_key(found)})").fetchall()
    con.execute("ROLLBACK")
    return told, {tuple(str(v).encode() for v in row) for row in rows}


def mend(following: Collected, told: TableNet, keys: set[Key]) -> int:
    """Give these rows the values that were told, or let them go where there are none; gives how many."""
    net = TableNet(told.table)
    net.rows = {key: told.rows.get(key) for key in keys}
    following.target.begin()
    following.mirror.apply(net, following.target.position() or 0)
    assert following.feeding is not None
    following.feeding.refresh(told.table.name)
    following.target.commit(following.target.position() or 0)
    return len(keys)
