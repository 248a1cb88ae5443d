"""One model, every engine, every use, one answer: random models over random data against the reference."""

from __future__ import annotations

import importlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import cast

import duckdb

from mingjing.cli.bench.goals import Goal, Measured
from mingjing.cli.output import say
from mingjing.conformance.engines import DuckdbAsked, Engine, RowsAsked
from mingjing.conformance.mutants import DEMAND, FORGETFUL, REACH
from mingjing.conformance.pairs import USES, Report, compare
from mingjing.conformance.sharpness import undetected
from mingjing.engines.spark_session import open_session
from mingjing.errors import MingjingError
from mingjing.store.cluster import NOT_LASTING, Cluster

ON_SPARK = 50
"""One pair in so many is asked on Spark too: planning a statement takes it seconds, whatever the data."""
SEEDS_FOR_FAULTS = range(1500)
TOLD = 100


def measure(pairs: int, seed: int) -> Measured:
    """Compare so many pairs; each wrong rule of demand and reach must be found out by some pair."""
    found = Measured("conformance")
    seeds = range(seed, seed + pairs)
    with ExitStack() as open_engines:
        report = compare(seeds, [RowsAsked(), *databases(open_engines, found)], told)
        on_spark = compare(seeds[::ON_SPARK], list(spark(open_engines, found)), told)
    missed = undetected(SEEDS_FOR_FAULTS)
    found.goals = goals_of(pairs, report, on_spark, missed)
    found.figures |= {
        "compared": dict(sorted((report.compared + on_spark.compared).items())),
        "silent": report.silent,
        "not_reachable": report.refused,
        "differences": [d.__dict__ for d in (*report.differences, *on_spark.differences)][:20],
        "wrong_rules": [*DEMAND, *REACH, *FORGETFUL],
        "undetected": missed,
    }
    return found


def goals_of(pairs: int, report: Report, on_spark: Report, missed: list[str]) -> list[Goal]:
    """Every pair on every engine in every use; no difference; no wrong rule that goes unnoticed."""
    floors = {"rows": pairs, "duckdb": pairs, "postgres": pairs, "spark": -(-pairs // ON_SPARK)}
    compared = report.compared + on_spark.compared
    asked = [
        Goal(f"{engine} {use}", float(floor), float(compared[f"{engine} {use}"]), "pairs", least=True)
        for engine, floor in floors.items()
        for use in USES
    ]
    return [
        Goal("pairs", float(pairs), float(report.pairs - report.silent), "pairs", least=True),
        Goal("differences", 0.0, float(len(report.differences) + len(on_spark.differences)), "answers"),
        Goal("wrong rules not found out", 0.0, float(len(missed)), "rules"),
        *asked,
        Goal("rows react", float(pairs), float(compared["rows react"]), "changes", least=True),
    ]


def told(report: Report) -> None:
    """Tell how far it is."""
    if report.pairs % TOLD == 0:
        say(f"{report.pairs} 对，差异 {len(report.differences)}")


def databases(open_engines: ExitStack, found: Measured) -> Iterator[Engine]:
    """DuckDB in memory, and a PostgreSQL of our own where its programs are installed."""
    yield DuckdbAsked(open_engines.enter_context(duckdb.connect(config={"threads": 1})))
    try:
        yield open_engines.enter_context(postgres())
    except (MingjingError, ImportError) as e:
        found.figures["postgres"] = str(e)


@contextmanager
def postgres() -> Iterator[Engine]:
    """A PostgreSQL that lives as long as it is asked."""
    module, driver = importlib.import_module("mingjing.conformance.postgres"), importlib.import_module("psycopg")
    folder = Path(tempfile.mkdtemp(prefix="mingjing-pg-"))
    folder.chmod(0o755)
    try:
        with ExitStack() as open_both:
            running = open_both.enter_context(Cluster(folder, NOT_LASTING))
            con = driver.connect(running.dsn, autocommit=True, cursor_factory=driver.RawCursor)
            yield cast(Engine, module.PostgresAsked(open_both.enter_context(con)))
    finally:
        shutil.rmtree(folder)


def spark(open_engines: ExitStack, found: Measured) -> Iterator[Engine]:
    """Spark with worker processes of their own, where it and Java are installed."""
    try:
        session = open_session("local-cluster[2,1,1024]")
    except MingjingError as e:
        found.figures["spark"] = str(e)
        return
    open_engines.callback(session.stop)
    module = importlib.import_module("mingjing.conformance.spark")
    yield cast(Engine, module.SparkAsked(session))
