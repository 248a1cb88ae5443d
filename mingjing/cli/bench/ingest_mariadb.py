"""A MariaDB followed into the court: how many changes a second it catches up with, beside the bare decoder."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pymysql

from mingjing.cli.bench.goals import Goal, Measured
from mingjing.cli.bench.ingest import unmapped
from mingjing.cli.output import say
from mingjing.ingest.apply.binlog import FollowedBinlog, followed_binlog
from mingjing.ingest.capture.binlog import BinlogCapture, settings
from mingjing.ingest.capture.events import Change
from mingjing.ingest.capture.maria_server import MariaServer
from mingjing.ingest.declared.loading import read_system
from mingjing.ingest.declared.system import System
from mingjing.store.cluster import Cluster

CHANGES_PER_S = 10_000.0
CHANGES = 120_000
ROWS = 100
"""Rows that one statement inserts, and then changes."""
VARIABLE = "MINGJING_BENCH_MARIA"
DECLARED = f"""
name: bench
title: 测速
kind: mariadb
connection: {VARIABLE}
tables:
  jd:
    label: 节点经过
    columns: {{jdbs: [bigint, 节点], ajbs: [bigint, 案件], jddm: [text, 代码], jgsj: [timestamp, 经过], bz: [text, 注]}}
    feeds:
      milestone_event:
        key: jdbs
        columns: {{case_id: ajbs, milestone: jddm, passed_at: {{time: jgsj}}}}
"""
TABLE = "CREATE TABLE jd (jdbs BIGINT PRIMARY KEY, ajbs BIGINT, jddm VARCHAR(8), jgsj DATETIME, bz VARCHAR(60))"


def measure(*, mapped: bool = True) -> Measured:
    """Catching up with rows that come and change, and the bare decoder over the same changes."""
    found = Measured("ingest", figures={"source": "mariadb", "mapped": mapped, "changes": CHANGES})
    with pair() as (server, target, system):
        system = system if mapped else unmapped(system)
        with closing(followed_binlog(system, target)) as following:
            following.prepare()
        work(server)
        with closing(followed_binlog(system, target)) as following:
            bare = decoded(following)
            say(f"只解码：{bare:,.0f} 笔/秒")
            busy = time.process_time()
            rate = caught_up(following)
            busy = (time.process_time() - busy) / CHANGES * 1e6
        found.figures |= {"bare_decoder_per_s": round(bare), "ratio_to_bare_decoder": round(rate / bare, 3)}
        found.figures |= {"reader_cpu_us_per_change": round(busy, 1)}
        found.goals.append(Goal("mariadb changes", CHANGES_PER_S, rate, "/s", least=True))
    return found


@contextmanager
def pair() -> Iterator[tuple[MariaServer, str, System]]:
    """A MariaDB, a PostgreSQL that keeps what it commits, and what the one gives the other."""
    folders = [Path(tempfile.mkdtemp(prefix=f"mj-bench-{n}-")) for n in ("maria", "court")]
    for folder in folders:
        folder.chmod(0o755)
    declared = folders[1] / "bench.yaml"
    declared.write_text(DECLARED, encoding="utf-8")
    try:
        with MariaServer(folders[0]) as server, Cluster(folders[1], {"shared_buffers": "512MB"}) as court:
            run(server, "", "CREATE DATABASE court")
            run(server, "court", TABLE)
            os.environ[VARIABLE] = server.url("court")
            yield server, court.dsn, read_system(declared)
    finally:
        for folder in folders:
            shutil.rmtree(folder)


def run(server: MariaServer, database: str, *statements: str) -> None:
    """Statements, each a transaction."""
    said: dict[str, Any] = settings(server.url(database)) | {"database": database or None}
    with closing(pymysql.connect(**said, autocommit=True)) as con:
        for sql in statements:
            con.cursor().execute(sql)


def work(server: MariaServer) -> None:
    """Rows that come, a hundred at once, and are changed as many at once: half of the changes each."""
    into = "INSERT INTO jd SELECT {0} + seq, seq, 'C03', '2025-03-01 09:00', '某某路某号某室' FROM seq_1_to_{1}"
    change = "UPDATE jd SET jddm = 'C05' WHERE jdbs > {0} AND jdbs <= {0} + {1}"
    starts = range(0, CHANGES // 2, ROWS)
    run(server, "court", *(form.format(n, ROWS) for n in starts for form in (into, change)))


def decoded(following: FollowedBinlog) -> float:
    """Changes a second that are read and decoded, and nothing else."""
    capture = following.capture
    bare = BinlogCapture(following.system, following.target, capture.url, capture.server_id + 1)
    try:
        return timed(lambda: _all(bare))
    finally:
        bare.close()
        following.target.written = capture.token


def _all(capture: BinlogCapture) -> int:
    capture.start(0)
    count = 0
    for event in capture.events():
        count += isinstance(event, Change)
        if count == CHANGES and capture.open is None:
            break
    return count


def caught_up(following: FollowedBinlog) -> float:
    """Changes a second that are applied."""
    following.prepare()
    return timed(lambda: following.run(stop=following.past_now(), idle=0.005).changes)


def timed(work: Callable[[], int]) -> float:
    """How many a second."""
    begun = time.perf_counter()
    return work() / (time.perf_counter() - begun)
