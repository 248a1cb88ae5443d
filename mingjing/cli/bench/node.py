"""The models of a milestone asked together: one case with all of them, and a stream of milestones as a court has it."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mingjing.cli.bench.arrivals import SessionDesk, Stream, arrivals
from mingjing.cli.bench.court_database import court_database
from mingjing.cli.bench.goals import Goal, Measured, times_of
from mingjing.cli.bench.readable import readable
from mingjing.cli.bench.row_changes import row_changes
from mingjing.cli.bench.variants import milestones, variants
from mingjing.cli.output import say
from mingjing.running.measured import measured
from mingjing.running.node_session import NodeSession
from mingjing.running.postgres_store import FOR_CHECKS
from mingjing.scenario import library
from mingjing.store.postgres import Connection, connect, data_day

ONE_CASE_P99 = 100.0
STREAM_P99 = 50.0
MILESTONES = 40
WORKERS = 2
SECONDS = 12.0
CHANGES = 1000
"""Row changes per second while the stream is measured once more."""
FASTER = (1.5, 2.0, 3.0, 4.0)
"""Rates tried beyond the one asked for, until one no longer holds."""
OPEN_CASES = """
    SELECT DISTINCT case_id FROM case_main TABLESAMPLE SYSTEM (5) WHERE status = 'open' AND _to > $1 LIMIT 20000"""


def measure_one(cases: int, seed: int, data: Path | None, dsn: str | None, models: int, samples: int) -> Measured:
    """Milliseconds to ask all models of one milestone about one case, with the evidence of hits."""
    found = Measured("node")
    with court_database(cases, seed, data, dsn) as address, connect(address, FOR_CHECKS) as con:
        session, at = NodeSession(con, measured(con)), end_of_data(con)
        names, found.figures = drawn_from(con)
        scenarios = variants(models, names)
        started = time.perf_counter()
        session.warm(scenarios)
        warmed = time.perf_counter() - started
        asked = drawn(con, at, seed, samples)
        took = [milliseconds(session, scenarios, c, at) for c in asked]
    t = times_of(took[len(took) // 5 :])
    say(f"{models} 个模型，一件案件：p50 {t.p50:.2f} ms，p99 {t.p99:.2f} ms，最长 {t.longest:.1f} ms")
    found.figures |= {"models": models, "warming_seconds": round(warmed, 2), "one_case": t.to_json()}
    found.goals = [Goal(f"one case, {models} models of one milestone: p99", ONE_CASE_P99, t.p99, "ms")]
    return found


def measure_stream(cases: int, seed: int, data: Path | None, dsn: str | None, models: int, rate: float) -> Measured:
    """Milliseconds from a milestone's arrival to its answer, queueing included, as milestones arrive by chance."""
    found = Measured("node")
    with court_database(cases, seed, data, dsn) as address:
        with connect(address) as con:
            at = end_of_data(con)
            pool = drawn(con, at, seed, 20_000)
            names, told = drawn_from(con)
        nodes = list(milestones(models, MILESTONES, names))
        desks = [SessionDesk(address, nodes, at) for _ in range(WORKERS + 1)]
        stream = Stream(desks, lambda r: arrivals(r, SECONDS, MILESTONES, pool, seed))
        told |= {"models": models * MILESTONES, "milestones": MILESTONES, "workers": WORKERS}
        found.figures = told
        started = time.perf_counter()
        stream.warm()
        told["planning_seconds"] = round(time.perf_counter() - started, 1)
        told["cold"] = run(stream, rate, "冷：计划已备，数据未读")
        told["warm"] = warm = run(stream, rate, "热")
        with row_changes(address, CHANGES) as changes:
            told["changing"] = changing = run(stream, rate, "热，同时改写")
        told["changes_per_second"] = round(changes.per_second)
        told["held"] = held(stream, rate, warm)
        told["backend_megabytes"] = [d.megabytes() for d in desks]
        for d in desks:
            d.con.close()
    found.goals = [
        Goal(f"{rate:g} milestones/s, {models * MILESTONES} models: p99", STREAM_P99, warm["p99"], "ms"),
        Goal("the same while rows change: p99", STREAM_P99, changing["p99"], "ms"),
        Goal("row changes applied meanwhile", CHANGES * 0.95, changes.per_second, "1/s", least=True),
        Goal("highest rate that held", rate, told["held"], "1/s", least=True),
    ]
    return found


def drawn_from(con: Connection) -> tuple[list[str], dict[str, Any]]:
    """The scenarios of which the models are variants, and what is told of that."""
    there, left_out = readable(con, library.load_all())
    names = [s.name for s in there]
    return names, {"scenarios": names, "left_out": left_out}


def run(stream: Stream, rate: float, how: str) -> dict[str, Any]:
    """One stream at a rate; what it took."""
    figures = stream.run(rate)
    p50, p99, longest = (figures[k] for k in ("p50", "p99", "longest"))
    say(f"每秒 {rate:g} 个节点（{how}）：p50 {p50:.2f}，p99 {p99:.2f}，最长 {longest:.1f} ms")
    return figures


def held(stream: Stream, rate: float, warm: dict[str, Any]) -> float:
    """The highest rate whose p99 stayed within the goal; 0 when even the first did not."""
    best = rate if warm["p99"] <= STREAM_P99 else 0.0
    for faster in FASTER if best else ():
        if run(stream, rate * faster, "试")["p99"] > STREAM_P99:
            break
        best = rate * faster
    return best


def end_of_data(con: Any) -> dt.datetime:
    """The last moment the data speaks for."""
    return dt.datetime.combine(data_day(con), dt.time.max)


def drawn(con: Any, at: dt.datetime, seed: int, number: int) -> list[int]:
    """Open cases by chance."""
    pool = sorted(c for (c,) in con.execute(OPEN_CASES, [at]).fetchall())
    return random.Random(seed).choices(pool, k=number)  # noqa: S311 - a sample, not a secret


def milliseconds(session: NodeSession, scenarios: Sequence[Any], case_id: int, at: dt.datetime) -> float:
    """One case asked of all models."""
    started = time.perf_counter()
    session.ask(scenarios, [case_id], at)
    return (time.perf_counter() - started) * 1000
