"""Opening a court's data file: what it is, of which version, as of which day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb

from mingjing.court.catalogue import VERSION
from mingjing.store.errors import NoData, NotCourtData


def connect(path: Path, *, read_only: bool = True) -> duckdb.DuckDBPyConnection:
    """A connection to the court's data. Raises NoData or NotCourtData."""
    if not path.is_file():
        raise NoData(path=str(path))
    try:
        con = sound(duckdb.connect(str(path), read_only=read_only))
    except duckdb.Error as e:
        raise NotCourtData(path=str(path), problem=opening_problem(str(e))) from e
    try:
        check_version(con, path)
    except BaseException:
        con.close()
        raise
    return con


def sound(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """The connection without an optimisation of DuckDB 2.0.0 that makes ordinary joins fail.

    Seen here: `INTERNAL Error: dict-surviving cache: global dictionary column N changed identity`.
    """
    con.execute("SET GLOBAL debug_enable_caching_operators = false")
    return con


def opening_problem(said: str) -> str:
    """Why DuckDB would not open the file, and what to do."""
    if "newer version" in said or "version number" in said:
        return "它由更新版本的 DuckDB 写成。请升级 mingjing，或用原来的版本重新导出。"
    if "lock" in said.lower():
        return "它正被另一个程序占用（例如 mingjing serve）。请先停止那个程序。"
    return "它不是 DuckDB 数据文件或已损坏。请检查路径，或从备份恢复。"


def check_version(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raises NotCourtData when the file is of another kind or of a newer catalogue."""
    found = meta(con).get("catalogue_version")
    if found is None or not found.isdigit():
        raise NotCourtData(
            path=str(path), problem="里面没有明镜的数据目录。请用 mingjing sample 或 mingjing import 生成。"
        )
    if int(found) > VERSION:
        problem = (
            f"它的数据目录是第 {found} 版，本程序只识得第 {VERSION} 版。请升级 mingjing 后再打开；文件没有被改动。"
        )
        raise NotCourtData(path=str(path), problem=problem)


def meta(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """What the file says of itself; empty when it is not one of ours."""
    ((known,),) = con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = '_mingjing'").fetchall()
    if not known:
        return {}
    return dict(con.execute("SELECT key, value FROM _mingjing").fetchall())


def data_day(con: duckdb.DuckDBPyConnection) -> dt.date:
    """The day the data speaks for: what it says itself, else the last day anything became known."""
    said = meta(con).get("data_as_of")
    if said:
        return dt.date.fromisoformat(said)
    ((last,),) = con.execute("SELECT CAST(max(_from) AS DATE) FROM case_main").fetchall()
    return last or dt.date(2025, 12, 31)
