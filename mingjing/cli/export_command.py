"""`mingjing export`."""

from __future__ import annotations

import time
from pathlib import Path

import click

from mingjing.cli.options import data_option, refuse_existing
from mingjing.cli.output import Bar, answering, give, json_option
from mingjing.store.lake import export
from mingjing.store.opening import connect


@click.command("export")
@data_option
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="写入的文件夹。")
@click.option("--force", is_flag=True, help="替换已有的文件夹。")
@json_option
@answering
def command(data: Path, out: Path, force: bool, as_json: bool) -> None:
    """把法院数据导出为 Parquet 文件夹，供 Spark 集群筛查。

    \b
    例：
      mingjing export --data court.duckdb --out lake
      mingjing screen all --data lake --engine spark --master spark://host:7077
    """
    refuse_existing(out, force)
    started = time.perf_counter()
    con = connect(data)
    try:
        with Bar() as bar:
            counts = export(con, out, bar)
    finally:
        con.close()
    result = {"out": str(out), "rows": counts, "seconds": round(time.perf_counter() - started, 2)}
    give(result, as_json, lambda: f"已导出 {sum(counts.values()):,} 行，用时 {result['seconds']} 秒：{out}")
