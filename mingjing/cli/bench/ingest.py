"""A source followed into the court: how late changes arrive at a rate, how fast it catches up and loads."""

from __future__ import annotations

import dataclasses
import multiprocessing
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from mingjing.cli.bench.goals import Goal, Measured, times_of
from mingjing.cli.output import say
from mingjing.ingest.apply.running import Following
from mingjing.ingest.capture.events import Change
from mingjing.ingest.capture.postgres import PostgresCapture
from mingjing.ingest.declared import loading
from mingjing.ingest.declared.system import System
from mingjing.store.cluster import Cluster

RATES = (1_000, 5_000, 20_000, 30_000)
GOAL_RATE = 20_000
P99_MS, CATCH_UP, COPIED = 1_000.0, 50_000.0, 500_000.0
BACKLOG = 20_000
"""Units of work for catching up; each is five changes."""
TO_COPY = 1_000_000
PER_UNIT = 5
SMALL_UNITS, LARGE_UNITS, LARGE_FROM = 1, 10, 10_000
"""Units of one transaction, and the rate from which on transactions are larger, as in the measured design."""
LOGICAL = {"wal_level": "logical", "max_wal_senders": "10", "max_replication_slots": "10"}
SETTINGS = {
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "30min",
    "max_connections": "50",
    "log_checkpoints": "on",
    "log_lock_waits": "on",
}
WORK = """
CREATE SEQUENCE number;
CREATE FUNCTION work(units INT) RETURNS void LANGUAGE plpgsql AS $$ DECLARE upto BIGINT; above BIGINT; BEGIN
  SELECT max(nextval('number')) INTO upto FROM generate_series(1, units);
  above := upto - units;
  INSERT INTO aj SELECT n, '（2025）沪0115民初' || n || '号', 1, '0301', '民间借贷纠纷', '2025-03-01', NULL, NULL,
    n % 100000, '10' FROM generate_series(above + 1, upto) n;
  INSERT INTO dsr SELECT n * 2 + g, n, '当事人' || n, '1', (g + 1)::text, NULL, '19800101', '某路' || n || '号'
    FROM generate_series(above + 1, upto) n, generate_series(0, 1) g;
  INSERT INTO jd SELECT n, n, 'C03', '2025-03-01 09:00' FROM generate_series(above + 1, upto) n;
  UPDATE aj SET zt = '90' WHERE ajbs > above - 1000 AND ajbs <= upto - 1000;
END $$;
CREATE FUNCTION backlog(units INT) RETURNS void LANGUAGE sql AS $$
  SELECT work(100) FROM generate_series(1, units / 100) $$"""
FIRST_UNITS = 1_001
"""Work done before anything is measured, so that every unit has a case to change."""


def measure(seconds: int, *, mapped: bool = True) -> Measured:
    """All rates, each for so many seconds; then catching up, copying, and the bare decoder over the same changes."""
    found = Measured("ingest", figures={"seconds": seconds, "mapped": mapped, "rates": {}})
    with bench_pair() as (source, target):
        system = loading.load_system("trial") if mapped else unmapped(loading.load_system("trial"))
        followed(system, source, target)
        for rate in RATES:
            times = at_rate(system, source, target, rate, seconds)
            found.figures["rates"][str(rate)] = times
            say(f"{rate}/s：{times}")
            if rate == GOAL_RATE:
                found.goals.append(Goal(f"p99 at {rate}/s", P99_MS, times["p99"], "ms"))
                found.goals.append(
                    Goal(f"sustained at {rate}/s", rate * 0.98, times["applied_per_s"], "/s", least=True)
                )
        found.figures |= catching_up(system, source, target)
        found.goals.append(Goal("catch-up", CATCH_UP, found.figures["catch_up_per_s"], "/s", least=True))
        found.figures |= copying(system, source, target)
        found.goals.append(Goal("snapshot", COPIED, found.figures["copied_per_s"], "rows/s", least=True))
    return found


def unmapped(system: System) -> System:
    """The same source, stored as it is without rows of the court: what the mapping costs is the difference."""
    return dataclasses.replace(system, tables=tuple(dataclasses.replace(t, feeds=()) for t in system.tables))


@contextmanager
def bench_pair() -> Iterator[tuple[str, str]]:
    """A source with work to do, and an empty target, each a PostgreSQL that keeps what it commits."""
    folder = Path(tempfile.mkdtemp(prefix="mingjing-bench-"))
    folder.chmod(0o755)
    try:
        with Cluster(folder / "from", SETTINGS | LOGICAL) as source, Cluster(folder / "into", SETTINGS) as target:
            with psycopg.connect(source.dsn, autocommit=True) as con:
                con.execute((Path(loading.__file__).parents[1] / "systems" / "trial.sql").read_text("utf-8"))
                con.execute(WORK)
                con.execute("SELECT work(%s)", (FIRST_UNITS,))
            yield source.dsn, target.dsn
    finally:
        shutil.rmtree(folder)


def followed(system: System, source: str, target: str) -> Any:
    """Apply everything that the source has; gives what was applied."""
    following = Following(system, source, target)
    try:
        following.prepare()
        return following.run(stop=following.past_now(), idle=0.005)
    finally:
        following.close()


def offer(source: str, rate: int, seconds: float) -> None:
    """Change rows at a steady rate; what could not be done in time is done late, not left out."""
    units = LARGE_UNITS if rate >= LARGE_FROM else SMALL_UNITS
    step = units * PER_UNIT / rate
    with psycopg.connect(source, autocommit=True) as con:
        begun = time.perf_counter()
        for i in range(round(seconds / step)):
            ahead = begun + i * step - time.perf_counter()
            if ahead > 0:
                time.sleep(ahead)
            con.execute("SELECT work(%s)", (units,), prepare=True)


def at_rate(system: System, source: str, target: str, rate: int, seconds: int) -> dict[str, Any]:
    """Milliseconds from the commit in the source to the commit in the court, of each transaction."""
    following = Following(system, source, target)
    following.prepare()
    generator = multiprocessing.get_context("spawn").Process(target=offer, args=(source, rate, seconds))
    generator.start()
    begun = time.perf_counter()
    done = following.run(stop=lambda: not generator.is_alive(), idle=0.005)
    took = time.perf_counter() - begun
    following.close()
    times = times_of([late * 1000 for late, _ in done.latencies])
    applied = round(done.changes / max(min(took, seconds + max(t for t, _ in done.latencies)), 0.001))
    return times.to_json() | {"changes": done.changes, "batches": done.batches, "applied_per_s": applied}


def catching_up(system: System, source: str, target: str) -> dict[str, Any]:
    """Changes a second after a stop, and those of the bare decoder over the same changes."""
    bare = PostgresCapture("bare", source, "bare", f"mj_{system.name}")
    hold, point, _ = bare.make_slot("bare")
    hold.close()
    with psycopg.connect(source, autocommit=True) as con:
        con.execute("SELECT backlog(%s)", (BACKLOG,))
        for _ in range(BACKLOG // 200):
            con.execute("SELECT work(10)", prepare=True)
    following = Following(system, source, target)
    following.prepare()
    begun = time.perf_counter()
    done = following.run(stop=following.past_now(), idle=0.005)
    rate = done.changes / (time.perf_counter() - begun)
    following.close()
    decoded = decoder_rate(bare, point)
    bare.drop_slot()
    return {
        "catch_up_changes": done.changes,
        "catch_up_per_s": round(rate),
        "bare_decoder_per_s": round(decoded),
        "ratio_to_bare_decoder": round(rate / decoded, 3),
    }


def decoder_rate(capture: PostgresCapture, point: int) -> float:
    """Changes a second that are read and decoded, and nothing else."""
    capture.start(point)
    count, first, last = 0, 0.0, 0.0
    for event in capture.events(0.5):
        if isinstance(event, Change):
            first = first or time.perf_counter()
            count += 1
        elif event is None and count:
            last = last or time.perf_counter()
            if capture.open is None and time.perf_counter() - last > 1:
                break
        else:
            last = 0.0
    capture.close()
    return count / max(last - first, 1e-6)


def copying(system: System, source: str, target: str) -> dict[str, Any]:
    """Rows a second of a first copy, with the key it gets, and of making the court's rows of it."""
    with psycopg.connect(source, autocommit=True) as con:
        con.execute("INSERT INTO jd SELECT -n, 1, 'C05', '2025-03-01 09:00' FROM generate_series(1, %s) n", (TO_COPY,))
    copied: list[int] = []
    following = Following(system, source, target, told=lambda table, rows: copied.append(rows))
    following.reload([t.name for t in system.tables])
    begun = time.perf_counter()
    following.copy_rest()
    took = time.perf_counter() - begun
    begun = time.perf_counter()
    following.prepare()
    mapping = time.perf_counter() - begun
    following.close()
    rows = sum(copied)
    return {"copied_rows": rows, "copied_per_s": round(rows / took), "mapping_seconds": round(mapping, 2)}
