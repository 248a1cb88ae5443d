"""A court as Parquet files, one folder per table: what a cluster reads."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from pathlib import Path

import duckdb

from mingjing.court.catalogue import TABLES, Table

PARTITIONED = 2_000_000
"""A table of more rows is divided by the year in which its rows became known, so that a year can be written alone."""
META = "_mingjing"
"""The folder in which a lake says of itself what a data file does."""


def export(
    con: duckdb.DuckDBPyConnection,
    out: Path,
    told: Callable[[str, float], None],
    names: Collection[str] = tuple(TABLES),
) -> dict[str, int]:
    """Write these tables of the court, or all, below `out`, which appears only when all went well.

    Gives the rows of each.
    """
    aside = out.with_name(f".{out.name}.part")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        counts = {}
        for i, table in enumerate(t for t in TABLES.values() if t.name in names):
            told(f"导出 {table.label}", i / len(names))
            counts[table.name] = export_table(con, table, aside)
        write(con, f"SELECT key, value FROM {META}", aside / META)
        replace(aside, out)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return counts


def export_table(con: duckdb.DuckDBPyConnection, table: Table, lake: Path) -> int:
    """One table, in the order in which it is read most: rows of one case stand together."""
    ((count,),) = con.execute(f'SELECT count(*) FROM "{table.name}"').fetchall()
    order = ", ".join(f'"{c}"' for c in dict.fromkeys((*table.sort, *table.key, "_from")))
    columns = ", ".join(f'"{c.name}"' for c in table.columns)
    if count > PARTITIONED:
        sql = f'SELECT {columns}, _from, _to, year(_from) AS known_year FROM "{table.name}" ORDER BY {order}'
        write(con, sql, lake / table.name, ", PARTITION_BY (known_year)")
    else:
        write(con, f'SELECT {columns}, _from, _to FROM "{table.name}" ORDER BY {order}', lake / table.name)
    return int(count)


def write(con: duckdb.DuckDBPyConnection, sql: str, folder: Path, how: str = "") -> None:
    """The rows of a statement as Parquet files in a folder."""
    folder.mkdir(parents=True)
    target = folder if how else folder / "part-0.parquet"
    con.execute(
        f"COPY ({sql}) TO '{literal(target)}' (FORMAT parquet, COMPRESSION zstd, OVERWRITE_OR_IGNORE true{how})"
    )


def literal(path: Path) -> str:
    """A path within a text constant."""
    return str(path).replace("'", "''")


def replace(new: Path, old: Path) -> None:
    """Put a folder in another's place."""
    if old.exists():
        shutil.rmtree(old)
    new.replace(old)
