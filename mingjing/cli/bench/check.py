"""One case at a time: how long `court.check` takes, for any case and for cases that hit, against the naive way."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

from mingjing.cli.bench.court_file import court_file
from mingjing.cli.bench.goals import Goal, Measured, Times, times_of
from mingjing.cli.output import say
from mingjing.engines.duckdb import screening_sql
from mingjing.running.court import Court, end_of
from mingjing.scenario import library
from mingjing.scenario.scenario import Scenario

P50, P99 = 10.0, 30.0
NAIVE = 10
"""Cases asked the naive way per scenario: it is slow, and a ratio needs no more."""
WARM = 200
"""Other cases asked first, as a court that has been open for a while has."""


def measure(cases: int, seed: int, data: Path | None, samples: int) -> Measured:
    """Milliseconds per case and scenario: random cases, cases that hit, and the screening SQL with a case filter."""
    found = Measured("check")
    with Court(court_file(cases, seed, data)) as court:
        warm, asked = drawn(court, samples, seed)
        found.figures = {"data": str(court.path), "samples": len(asked), "warm": len(warm), "scenarios": {}}
        pooled: list[float] = []
        say("毫秒：随机案件的 p50、p99、最长；命中案件的 p50、p99；在筛查语句外加案件条件的 p50 及其倍数")
        for scenario in library.load_all():
            took, figures = checked(court, scenario, warm, asked, samples)
            pooled += took
            random_times = times_of(took)
            found.figures["scenarios"][scenario.name] = figures
            found.goals += goals_of(scenario.name, random_times)
            say(line(scenario.name, figures))
        found.figures["all"] = times_of(pooled).to_json()
        found.goals = goals_of("all scenarios", times_of(pooled)) + found.goals
    return found


def drawn(court: Court, samples: int, seed: int) -> tuple[list[int], list[int]]:
    """Random cases to warm up with, and others to measure."""
    ids = [c for (c,) in court.con.execute("SELECT DISTINCT case_id FROM case_main ORDER BY case_id").fetchall()]
    picked = random.Random(seed).sample(ids, min(len(ids), WARM + samples))  # noqa: S311 - a sample, not a secret
    warm = min(WARM, len(picked) // 2)
    return picked[:warm], picked[warm:]


def checked(
    court: Court, scenario: Scenario, warm: list[int], asked: list[int], samples: int
) -> tuple[list[float], dict[str, Any]]:
    """Milliseconds of each random case, and the figures of one scenario."""
    hits = hit_cases(court, scenario, samples)
    for c in warm:
        court.check([scenario], [c])
    took = [milliseconds(court, scenario, c) for c in asked]
    hit_times = times_of([milliseconds(court, scenario, c) for c in hits])
    slow = times_of([naive(court, scenario, c) for c in asked[:NAIVE]])
    own = times_of(took)
    figures = {
        "random": own.to_json(),
        "hits": hit_times.to_json(),
        "naive": slow.to_json(),
        "naive_to_ours": round(slow.p50 / own.p50, 1) if own.runs else None,
    }
    return took, figures


def hit_cases(court: Court, scenario: Scenario, samples: int) -> list[int]:
    """Some of the cases that the scenario reports."""
    hits = sorted(set(court.screen(scenario).rows.column("case_id").to_pylist()))
    return random.Random(1).sample(hits, min(len(hits), samples))  # noqa: S311 - a sample, not a secret


def milliseconds(court: Court, scenario: Scenario, case_id: int) -> float:
    """One case asked of one scenario, with messages and evidence."""
    started = time.perf_counter()
    court.check([scenario], [case_id])
    return (time.perf_counter() - started) * 1000


def naive(court: Court, scenario: Scenario, case_id: int) -> float:
    """The screening statement with a case filter on top, without evidence."""
    started = time.perf_counter()
    sql = f"SELECT * FROM ({screening_sql(scenario.result, end_of(court.as_of))}) WHERE case_id = ?"  # noqa: S608
    court.con.execute(sql, [case_id]).fetchall()
    return (time.perf_counter() - started) * 1000


def goals_of(name: str, t: Times) -> list[Goal]:
    """The two bounds over random cases."""
    return [Goal(f"{name}: p50", P50, t.p50, "ms"), Goal(f"{name}: p99", P99, t.p99, "ms")]


def line(name: str, f: dict[str, Any]) -> str:
    """One scenario of the table."""
    r, h = f["random"], f["hits"]
    return (
        f"{name:<26}{r['p50']:>9.2f}{r['p99']:>9.2f}{r['longest']:>9.2f}{h['p50']:>10.2f}{h['p99']:>10.2f}"
        f"{f['naive']['p50']:>11.1f}{f['naive_to_ours'] or 0:>7.0f}"
    )
