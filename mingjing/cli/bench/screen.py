"""Screening all cases against the same question in SQL written by hand, interleaved, on the same connection."""

from __future__ import annotations

import datetime as dt
import gc
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import pyarrow as pa

from mingjing.cli.bench.court_database import court_on
from mingjing.cli.bench.court_lake import MASTER, court_lake
from mingjing.cli.bench.goals import Goal, Measured
from mingjing.cli.output import say
from mingjing.engines import spark
from mingjing.engines.duckdb import moment, rows
from mingjing.running.court import Court, end_of
from mingjing.running.postgres_store import PostgresStore
from mingjing.running.spark_store import SparkStore
from mingjing.scenario import library
from mingjing.scenario.scenario import Scenario

RATIO = 1.3
BY_HAND = Path(__file__).parent / "screen"
"""The scenarios that somebody wrote by hand as well, which are those measured."""
CASES = "SELECT count(*) AS n FROM case_main WHERE _to = {at}"
LAST = dt.datetime(9999, 12, 31)


SPELLINGS = {
    " AS MATERIALIZED (": " AS (",
    "DOUBLE PRECISION": "DOUBLE",
    "AS VARCHAR)": "AS STRING)",
    "strpos(": "instr(",
}
"""What a statement says otherwise on Spark, where no part of it can be kept."""


def measure(
    cases: int,
    seed: int,
    data: Path | None,
    runs: int,
    engine: str = "duckdb",
    dsn: str | None = None,
    master: str | None = None,
) -> Measured:
    """Ratio of our time to the time of the hand-written statement, per scenario; the median of paired runs."""
    found = Measured("screen")
    with opened(engine, cases, seed, data, dsn, master) as court:
        found.figures = {"engine": engine, "data": court.store.name, "as_of": court.as_of.isoformat(), "runs": runs}
        if engine == "spark":
            found.figures["master"] = master or MASTER
        found.figures["cases"] = hand_rows(court, CASES.format(at=moment_on(court, LAST))).column("n")[0].as_py()
        found.figures["scenarios"] = {}
        say(f"{'场景':<26}{'行':>8}{'本程序 s':>10}{'手写 s':>10}{'比值':>8}{'取证 s':>10}  结果")
        for name in written_by_hand():
            figures = screened(court, name, runs)
            found.figures["scenarios"][name] = figures
            found.goals += goals_of(name, figures)
            say(line(name, figures))
    return found


def written_by_hand() -> list[str]:
    """The scenarios that somebody wrote by hand as well."""
    return [n for n in library.names() if (BY_HAND / f"{n}.sql").is_file()]


def opened(
    engine: str, cases: int, seed: int, data: Path | None, dsn: str | None, master: str | None
) -> AbstractContextManager[Court]:
    """The court on the engine that is measured."""
    if engine == "spark":
        return court_lake(cases, seed, data, master or MASTER, written_by_hand())
    return court_on(engine, cases, seed, data, dsn)


def hand_rows(court: Court, sql: str) -> pa.Table:
    """What a hand-written statement gives, asked in the session that screens."""
    if isinstance(court.store, SparkStore):
        return court.store.ask(sql)
    if isinstance(court.store, PostgresStore):
        cursor = court.store.con.execute(sql)
        return pa.Table.from_pylist([dict(zip(names(cursor), row, strict=True)) for row in cursor.fetchall()])
    return rows(court.con, sql)


def names(cursor: Any) -> list[str]:
    """The columns of a result."""
    return [c.name for c in cursor.description]


def by_hand(court: Court, name: str, at: dt.datetime) -> str:
    """The hand-written statement as of a moment, as the court's engine spells it."""
    sql = (BY_HAND / f"{name}.sql").read_text(encoding="utf-8")
    if isinstance(court.store, SparkStore):
        for elsewhere, there in SPELLINGS.items():
            sql = sql.replace(elsewhere, there)
    return sql.replace("$at", moment_on(court, at))


def moment_on(court: Court, at: dt.datetime) -> str:
    """A moment as the court's engine writes it."""
    return spark.moment(at) if isinstance(court.store, SparkStore) else moment(at)


def screened(court: Court, name: str, runs: int) -> dict[str, Any]:
    """Seconds of both ways and whether they say the same."""
    at = end_of(court.as_of)
    hand, scenario = by_hand(court, name, at), library.load(name)
    found = court.store.screen(scenario.result, at)
    columns = found.column_names
    differing = answer(hand_rows(court, hand), columns) ^ answer(found, columns)
    figures = {"rows": found.num_rows, **evidence_of(court, scenario, found), "differing": len(differing)}
    ours: list[float] = []
    theirs: list[float] = []
    for i in range(runs):
        # which of the two goes first alternates, so that neither always finds the machine warmer
        for who in (ours, theirs) if i % 2 == 0 else (theirs, ours):
            ask = partial(court.store.screen, scenario.result, at) if who is ours else partial(hand_rows, court, hand)
            who.append(timed(ask)[0])
    a, b = median(ours), median(theirs)
    paired = median(x / y for x, y in zip(ours, theirs, strict=True))
    return figures | {"ours_seconds": round(a, 4), "hand_seconds": round(b, 4), "ratio": round(paired, 4)}


def evidence_of(court: Court, scenario: Scenario, found: pa.Table) -> dict[str, Any]:
    """How many rows speak for the hits and how long it took to get them.

    Not on Spark, which asks each evidence relation of all cases: that would take longer than all that is compared.
    """
    if isinstance(court.store, SparkStore):
        return {"evidence_rows": None, "evidence_seconds": None}
    took, clues = timed(lambda: list(court.described(scenario, found, end_of(court.as_of))))
    return {"evidence_rows": sum(len(c.evidence) for c in clues), "evidence_seconds": round(took, 4)}


def timed(f: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds that a call took, and what it gave."""
    gc.collect()
    started = time.perf_counter()
    result = f()
    return time.perf_counter() - started, result


def answer(table: pa.Table, columns: Sequence[str]) -> set[tuple[Any, ...]]:
    """What an answer says, in every column of the scenario's result; shares to a millionth."""
    values = (table.column(c).to_pylist() for c in columns)
    return {
        tuple(round(float(v), 6) if isinstance(v, float | Decimal) else v for v in r) for r in zip(*values, strict=True)
    }


def goals_of(name: str, figures: dict[str, Any]) -> list[Goal]:
    """The two goals of a scenario: as fast as by hand, and the same answer."""
    return [
        Goal(f"{name}: ratio to hand-written SQL", RATIO, figures["ratio"], "×"),
        Goal(f"{name}: rows unlike hand-written SQL", 0, figures["differing"], "rows"),
    ]


def line(name: str, f: dict[str, Any]) -> str:
    """One scenario of the table."""
    said = f"{f['differing']} 行不同" if f["differing"] else "相同"
    evidence = "—" if f["evidence_seconds"] is None else f"{f['evidence_seconds']:.3f}"
    return (
        f"{name:<26}{f['rows']:>8}{f['ours_seconds']:>10.3f}{f['hand_seconds']:>10.3f}"
        f"{f['ratio']:>8.2f}{evidence:>10}  {said}"
    )
