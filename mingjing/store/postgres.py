"""A court's data in PostgreSQL: connecting, what the database says of itself, how a session is set up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import psycopg

from mingjing.court.catalogue import VERSION
from mingjing.store.errors import NotCourtData, Unreachable
from mingjing.store.schema import END_OF_TIME

Connection = psycopg.Connection[tuple[object, ...]]
PREFIXES = ("postgresql://", "postgres://")
"""How the address of a PostgreSQL begins."""


def at_postgres(data: str) -> bool:
    """Whether this is the address of a PostgreSQL, not a file."""
    return data.startswith(PREFIXES)


def connect(dsn: str, settings: Mapping[str, str] | None = None) -> Connection:
    """A connection whose statements stand alone, with parameters written $1. Raises Unreachable."""
    try:
        con = psycopg.connect(dsn, autocommit=True, cursor_factory=psycopg.RawCursor, application_name="mingjing")
    except psycopg.OperationalError as e:
        raise Unreachable(address=without_password(dsn), problem=str(e).strip()) from e
    for name, value in (settings or {}).items():
        con.execute("SELECT set_config($1, $2, false)", [name, value])
    return con


def connect_court(dsn: str, settings: Mapping[str, str] | None = None) -> Connection:
    """A connection to a database that holds a court. Raises Unreachable or NotCourtData."""
    con = connect(dsn, settings)
    try:
        refuse_other(con, dsn)
    except BaseException:
        con.close()
        raise
    return con


def refuse_other(con: Connection, dsn: str) -> None:
    """Raises NotCourtData when the database holds something else or a newer catalogue."""
    found = meta(con).get("catalogue_version")
    if found is None:
        problem = "里面没有明镜的数据目录。请先用 mingjing load --data 数据文件 --into 数据库 装入。"
        raise NotCourtData(path=without_password(dsn), problem=problem)
    if int(found) > VERSION:
        problem = f"它的数据目录是第 {found} 版，本程序只识得第 {VERSION} 版。请升级 mingjing 后再打开。"
        raise NotCourtData(path=without_password(dsn), problem=problem)


def meta(con: Connection) -> dict[str, str]:
    """What the database says of itself; empty when it is not one of ours."""
    if con.execute("SELECT to_regclass('_mingjing')").fetchall() == [(None,)]:
        return {}
    return {str(k): str(v) for k, v in con.execute("SELECT key, value FROM _mingjing").fetchall()}


def data_day(con: Connection) -> dt.date:
    """The day the data speaks for: what it says itself, else the last day anything became known."""
    said = meta(con).get("data_as_of")
    if said:
        return dt.date.fromisoformat(said)
    ((last,),) = con.execute("SELECT CAST(max(_from) AS DATE) FROM case_main").fetchall()
    return last if isinstance(last, dt.date) else dt.date.fromisoformat(END_OF_TIME[:10])


def without_password(dsn: str) -> str:
    """The address as it may be shown."""
    said = psycopg.conninfo.conninfo_to_dict(dsn)
    return " ".join(f"{k}={v}" for k, v in said.items() if k != "password")
