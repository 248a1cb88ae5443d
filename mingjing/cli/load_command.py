"""`mingjing load`."""

from __future__ import annotations

import time
from pathlib import Path

import click

from mingjing.cli.options import data_option
from mingjing.cli.output import Bar, answering, give, json_option
from mingjing.court.catalogue import TABLES
from mingjing.running import postgres_indexes
from mingjing.store.loading import load
from mingjing.store.postgres import connect_court, without_password


@click.command("load")
@data_option
@click.option("--into", "dsn", required=True, help="PostgreSQL 地址，如 postgresql://user@host/court。")
@click.option("--needed", is_flag=True, help="只装入各场景核查时读取的表；重放还需要节点表，不能用这样的库。")
@click.option("--force", is_flag=True, help="替换库中已有的法院数据。")
@json_option
@answering
def command(data: Path, dsn: str, needed: bool, force: bool, as_json: bool) -> None:
    """把法院数据文件装入 PostgreSQL，并建好模型所需的索引。中途失败时库中不留半份数据。

    \b
    例：mingjing load --data court.duckdb --into postgresql://mingjing@db/court
    """
    started = time.perf_counter()
    with Bar() as bar:
        rows = load(data, dsn, bar, force=force, only=postgres_indexes.tables_read() if needed else TABLES)
        with connect_court(dsn) as con:
            made = postgres_indexes.make_indexes(con, bar)
    seconds = round(time.perf_counter() - started, 1)
    result = {
        "into": without_password(dsn),
        "rows": sum(rows.values()),
        "tables": rows,
        "indexes": len(made),
        "seconds": seconds,
    }
    give(result, as_json, lambda: f"装入 {result['rows']:,} 行，建索引 {len(made)} 个，{seconds} 秒。")
