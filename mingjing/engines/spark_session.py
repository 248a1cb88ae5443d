"""Asking Spark: a session on a master, tables handed to it, and the rows of a script as one Arrow table."""

from __future__ import annotations

import importlib
import itertools
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from mingjing.engines.spark import SETTINGS, Script
from mingjing.errors import MissingPart

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}
LOCAL = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
}
"""For masters that start on this machine; a cluster finds the driver by its real name and has its own settings."""

CONCLUDES = "spark.sql.constraintPropagation.enabled"

marks = itertools.count()


def open_session(master: str, **settings: str) -> SparkSession:
    """A session on that master, set so that statements mean what the algebra means. Raises MissingPart."""
    builder = spark_sql().SparkSession.builder.appName("mingjing").master(master)
    local = LOCAL if master.startswith("local") else {}
    for name, value in {**QUIET, **local, **settings, **SETTINGS}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def is_open() -> bool:
    """Whether there is a session already, as in a notebook; who opened it will stop it."""
    return spark_sql().SparkSession.getActiveSession() is not None


def spark_sql() -> Any:
    """The module pyspark.sql. Raises MissingPart where it or Java is not installed."""
    if shutil.which("java") is None:
        raise MissingPart("Java 17（Spark 在其上运行）", "请安装 openjdk-17-jre-headless。")
    try:
        return importlib.import_module("pyspark.sql")
    except ImportError as e:
        raise MissingPart("pyspark", "请运行 pip install 'mingjing[spark]'。") from e


def next_mark() -> str:
    """A mark that keeps the steps of one script apart from those of others in the session."""
    return str(next(marks))


def hand_in(session: SparkSession, name: str, rows: pa.Table) -> None:
    """Rows that statements can read under a name."""
    session.createDataFrame(rows).createOrReplaceTempView(f"`{name}`")


def rows(session: SparkSession, script: Script) -> pa.Table:
    """All rows of a script as an Arrow table.

    A step is cut off from how it came about: Spark plans a cached view anew, with all that is below it, wherever it
    is read, so that a few steps upon one another would make a plan of thousands.
    """
    with ExitStack() as kept:
        for name, sql in script.steps:
            with without_constraints(session):
                session.sql(sql).localCheckpoint(eager=False).createOrReplaceTempView(name)
            kept.callback(session.catalog.dropTempView, name)
        return session.sql(script.last).toArrow()


@contextmanager
def without_constraints(session: SparkSession) -> Iterator[None]:
    """Nothing is concluded meanwhile about the values of columns.

    What Spark concludes of a step it keeps under the names of columns that the cut-off step may not have: a union over
    it then cannot be planned, and where a column stands twice a filter may be dropped (SPARK-52353).
    """
    before = session.conf.get(CONCLUDES)
    session.conf.set(CONCLUDES, "false")
    try:
        yield
    finally:
        session.conf.set(CONCLUDES, before or "true")
