"""Keeping a delivery in the court's data: rows with history and the note of the delivery in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from mingjing.registers.accepting import Accepted, Delivery, Row, as_text
from mingjing.registers.contract import Contract
from mingjing.store.writing import ARROW, highest_key, insert, replace_rows


@dataclass(frozen=True, slots=True)
class Kept:
    """What a delivery changed; `again` when it had been taken before and nothing was done."""

    register: str
    batch: str
    data_on: dt.date | None
    read: int = 0
    added: int = 0
    changed: int = 0
    ended: int = 0
    rejected: int = 0
    problem: str = ""
    again: bool = False


def keep(
    con: duckdb.DuckDBPyConnection, contract: Contract, delivery: Delivery, accepted: Accepted, at: dt.datetime
) -> Kept:
    """Write what is new or different, end what a whole delivery no longer has, and note the delivery. Once only."""
    if taken(con, contract.name, delivery.batch):
        return Kept(contract.name, delivery.batch, delivery.data_on, again=True)
    table, key = contract.table, contract.declared.key[0]
    added, changed, ended = compared(con, contract, accepted.rows)
    if not contract.whole or accepted.refused:  # a row that was refused may be one that still stands
        ended = []
    fresh = set(added) | set(changed)
    if gone := [*changed, *ended]:
        replace_rows(con, table, key, gone, at)
    if rows := [row | {"_from": at} for row in accepted.rows if row[key] in fresh]:
        insert(con, table, rows)
    kept = Kept(
        contract.name, delivery.batch, delivery.data_on, len(delivery.rows),
        len(added), len(changed), len(ended), len(accepted.refused),
    )  # fmt: skip
    note(con, kept, at)
    park(con, kept, as_text(accepted.refused), at)
    return kept


def compared(
    con: duckdb.DuckDBPyConnection, contract: Contract, rows: Sequence[Row]
) -> tuple[list[int], list[int], list[int]]:
    """Keys that are new, that are there with other contents, and that are there but not given."""
    agreed = {f.column for f in contract.fields}
    columns = [c for c in contract.declared.columns if c.name in agreed]
    key, *others = (c.name for c in columns)
    given = pa.table([pa.array([r[c.name] for r in rows], ARROW[c.type]) for c in columns], names=[key, *others])
    con.register("given_rows", given)
    differs = " OR ".join(f'g."{c}" IS DISTINCT FROM t."{c}"' for c in others)
    found = con.execute(
        f'SELECT coalesce(g."{key}", t."{key}"), t."{key}" IS NULL, g."{key}" IS NULL, {differs} FROM given_rows g '
        f'FULL JOIN (SELECT * FROM "{contract.table}" WHERE _to = TIMESTAMP \'9999-12-31\') t ON g."{key}" = t."{key}"'
    ).fetchall()
    con.unregister("given_rows")
    added = [k for k, new, _, _ in found if new]
    ended = [k for k, _, missing, _ in found if missing]
    return added, [k for k, new, missing, other in found if other and not new and not missing], ended


def taken(con: duckdb.DuckDBPyConnection, register: str, batch: str) -> bool:
    """Whether a delivery has been taken before."""
    sql = "SELECT count(*) FROM register_load WHERE register = ? AND batch = ? AND problem IS NULL"
    ((known,),) = con.execute(sql, [register, batch]).fetchall()
    return bool(known)


def note(con: duckdb.DuckDBPyConnection, kept: Kept, at: dt.datetime) -> None:
    """Note a delivery, or that there was none."""
    row = {
        "register_load_id": highest_key(con, "register_load", "register_load_id") + 1,
        "register": kept.register,
        "batch": kept.batch,
        "loaded_at": at,
        "data_on": kept.data_on,
        "rows_read": kept.read,
        "rows_added": kept.added,
        "rows_changed": kept.changed,
        "rows_ended": kept.ended,
        "rows_rejected": kept.rejected,
        "problem": kept.problem or None,
        "_from": at,
    }
    insert(con, "register_load", [row])


def park(con: duckdb.DuckDBPyConnection, kept: Kept, refused: Sequence[tuple[str, str]], at: dt.datetime) -> None:
    """Keep the refused rows for those who mend them."""
    first = highest_key(con, "register_reject", "register_reject_id") + 1
    of = {"register": kept.register, "batch": kept.batch, "_from": at}
    rows = [
        of | {"register_reject_id": n, "given": given, "reason": reason}
        for n, (given, reason) in enumerate(refused, first)
    ]
    if rows:
        insert(con, "register_reject", rows)
