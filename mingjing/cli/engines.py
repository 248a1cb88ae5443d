"""Which engine a command asks, and of which data."""

from __future__ import annotations

from pathlib import Path

import click

from mingjing.errors import WrongUse
from mingjing.running.court import Court
from mingjing.running.spark_store import SparkStore

engine_option = click.option(
    "--engine", type=click.Choice(["duckdb", "postgres", "spark"]), help="在哪个引擎上运行；不写则由 --data 决定。"
)
master_option = click.option("--master", help="Spark 主节点，如 spark://host:7077、yarn、local[*]（默认）。")


def opened(data: str | Path, engine: str | None, master: str | None) -> Court:
    """The court's data on that engine. Raises WrongUse where engine, master and data do not fit together."""
    if engine == "spark":
        return Court.on(SparkStore(str(data), master or "local[*]"))
    if master:
        raise WrongUse("--master 只用于 Spark。", "请加 --engine spark。")
    if engine and (engine == "postgres") != ("://" in str(data)):
        raise WrongUse(f"{data} 不是 {engine} 的数据。", "请改 --data，或去掉 --engine。")
    return Court(data)
