"""One case at a time on PostgreSQL: random cases, cases that hit, cases of the heaviest parties; and by hand."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from mingjing.cli.bench.court_database import court_on
from mingjing.cli.bench.goals import Goal, Measured, times_of
from mingjing.cli.output import say
from mingjing.running.court import Court, end_of
from mingjing.running.node_session import written
from mingjing.running.postgres_store import PostgresStore
from mingjing.scenario import library
from mingjing.scenario.scenario import Scenario
from mingjing.store.postgres import Connection
from mingjing.store.prepared import Prepared

RANDOM_P50, RANDOM_P99, HARD_P99, RATIO = 1.0, 5.0, 50.0, 1.5
BY_HAND = Path(__file__).parent / "check"
SOME_CASES = "SELECT DISTINCT case_id FROM case_main TABLESAMPLE SYSTEM (5) LIMIT 20000"
HEAVIEST = """
    SELECT DISTINCT p.case_id FROM (SELECT subject_id FROM party_degree ORDER BY cases DESC LIMIT 20) g
    CROSS JOIN LATERAL (SELECT case_id FROM case_party p WHERE p.subject_id = g.subject_id LIMIT 25) p"""
Ask = Callable[[int], object]


def measure(cases: int, seed: int, data: Path | None, dsn: str | None, samples: int) -> Measured:
    """Milliseconds per case and scenario, with messages and the keys of the evidence."""
    found = Measured("check")
    with court_on("postgres", cases, seed, data, dsn) as court:
        store = court.store
        assert isinstance(store, PostgresStore)
        asked = drawn(store.con, SOME_CASES, seed, samples)
        heavy = drawn(store.con, HEAVIEST, seed, samples)
        found.figures = {"engine": "postgres", "data": store.name, "samples": samples, "scenarios": {}}
        say("毫秒：随机案件 p50、p99；命中案件 p50、p99；最重当事人的案件 p50、p99；与手写预备语句之比")
        for scenario in library.load_all():
            figures = checked(court, store, scenario, asked, heavy, samples)
            found.figures["scenarios"][scenario.name] = figures
            found.goals += goals_of(scenario.name, figures)
            say(line(scenario.name, figures))
    return found


def drawn(con: Connection, sql: str, seed: int, samples: int) -> list[int]:
    """Cases of a statement by chance."""
    found: list[Any] = con.execute(sql).fetchall()
    pool = sorted(c for (c,) in found)
    return random.Random(seed).sample(pool, min(len(pool), samples))  # noqa: S311 - a sample, not a secret


def checked(
    court: Court, store: PostgresStore, scenario: Scenario, asked: list[int], heavy: list[int], samples: int
) -> dict[str, Any]:
    """The figures of one scenario."""
    hits = sorted(set(court.screen(scenario).rows.column("case_id").to_pylist()))
    hits = random.Random(1).sample(hits, min(len(hits), samples))  # noqa: S311 - a sample, not a secret
    store.session.warm([scenario])
    ours: Ask = lambda case: court.check([scenario], [case])  # noqa: E731
    timed(ours, asked[:100])
    figures = {name: times_of(timed(ours, c)).to_json() for name, c in (("hits", hits), ("heavy", heavy))}
    hand = by_hand(store, scenario.name, end_of(court.as_of))
    if hand is None:
        return figures | {"random": times_of(timed(ours, asked)).to_json()}
    both = [timed(f, [case]) for case in asked for f in (ours, hand)]
    own, other = ([t for (t,) in both[i::2]] for i in (0, 1))
    ratio = sum(own) / sum(other)
    told = {"random": times_of(own).to_json(), "hand": times_of(other).to_json(), "ratio": round(ratio, 3)}
    return figures | told | {"median_ratio": round(times_of(own).p50 / times_of(other).p50, 3)}


def by_hand(store: PostgresStore, name: str, at: dt.datetime) -> Ask | None:
    """The hand-written prepared statement in the same session, or None when nobody wrote one."""
    path = BY_HAND / f"{name}.sql"
    if not path.is_file():
        return None
    statement = Prepared(store.checks, f"by_hand_{name}", path.read_text(encoding="utf-8"))
    return lambda case: statement.rows(written([case], at))


def timed(ask: Ask, cases: Sequence[int]) -> list[float]:
    """Milliseconds that each case takes."""
    took = []
    for c in cases:
        started = time.perf_counter()
        ask(c)
        took.append((time.perf_counter() - started) * 1000)
    return took


def goals_of(name: str, f: dict[str, Any]) -> list[Goal]:
    """The bounds of one scenario."""
    return [
        Goal(f"{name}: random cases p50", RANDOM_P50, f["random"]["p50"], "ms"),
        Goal(f"{name}: random cases p99", RANDOM_P99, f["random"]["p99"], "ms"),
        Goal(f"{name}: cases that hit p99", HARD_P99, f["hits"]["p99"], "ms"),
        Goal(f"{name}: heaviest parties p99", HARD_P99, f["heavy"]["p99"], "ms"),
        Goal(f"{name}: median to that of a prepared statement by hand", RATIO, f.get("median_ratio"), "×"),
    ]


def line(name: str, f: dict[str, Any]) -> str:
    """One scenario of the table."""
    shown = "".join(f"{f[who]['p50']:>9.2f}{f[who]['p99']:>9.2f}" for who in ("random", "hits", "heavy"))
    return f"{name:<26}{shown}" + (f"{f['median_ratio']:>8.2f}" if "median_ratio" in f else "       —")
