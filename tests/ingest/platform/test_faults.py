"""Processes are killed at any moment: the source's own ledger and the log of what was applied tell the same story."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path

import psycopg
import pytest

from mingjing.errors import SourceError
from mingjing.ingest.apply import pipeline
from mingjing.ingest.apply.running import Following
from mingjing.ingest.declared import loading
from mingjing.store.cluster import NOT_LASTING, Cluster
from tests.ingest.platform.pair import LOGICAL, SYSTEMS, Pair, asked

NOW = "_to = TIMESTAMP '9999-12-31'"
LEDGER = """
    CREATE TABLE tally (n BIGSERIAL PRIMARY KEY, tbl TEXT, op TEXT, key TEXT);
    CREATE FUNCTION tallied() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO tally (tbl, op, key) VALUES (TG_TABLE_NAME, left(TG_OP, 1), (CASE TG_OP WHEN 'DELETE'
        THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END)->>TG_ARGV[0]);
      RETURN NULL; END $$;
    CREATE TRIGGER tallied AFTER INSERT OR UPDATE OR DELETE ON aj FOR EACH ROW EXECUTE FUNCTION tallied('ajbs');
    CREATE TRIGGER tallied AFTER INSERT OR UPDATE OR DELETE ON jd FOR EACH ROW EXECUTE FUNCTION tallied('jdbs')"""
"""The source's own account of every change, kept in the same transaction; it is not captured."""
CASES = """
    INSERT INTO aj SELECT n, '案' || n, 1, '0301', '民间借贷纠纷', '2025-03-01', NULL, NULL, 1000, '10'
    FROM generate_series(1, 50) n"""
FORK = multiprocessing.get_context("fork")


def follow_for_ever(pair: Pair, chunk: int) -> None:
    """What the process of one source does; it ends when something breaks, as in earnest."""
    with suppress(SourceError, psycopg.Error):
        following = Following(pair.system, pair.source, pair.target, chunk=chunk)
        following.prepare()
        following.run(idle=0.02)
    os._exit(3)


def started(pair: Pair, chunk: int = 100_000) -> BaseProcess:
    process = FORK.Process(target=follow_for_ever, args=(pair, chunk), daemon=True)
    process.start()
    return process


class Clerks(threading.Thread):
    """People at work in the source: new rows, changed rows, rows taken back, money moved between two cases."""

    def __init__(self, dsn: str, seed: int) -> None:
        super().__init__(daemon=True)
        self.dsn, self.rng, self.over, self.done = dsn, random.Random(seed), threading.Event(), 0
        self.next = seed * 1_000_000

    def run(self) -> None:
        while not self.over.is_set():
            with suppress(psycopg.Error), psycopg.connect(self.dsn) as con:
                while not self.over.is_set():
                    self.work(con)
                    time.sleep(0.004)
            time.sleep(0.05)

    def work(self, con: psycopg.Connection) -> None:
        a, b = self.rng.sample(range(1, 51), 2)
        self.next += 5
        con.execute(
            "INSERT INTO jd SELECT %s + n, %s, 'C03', '2025-03-01' FROM generate_series(1, 5) n", (self.next, a)
        )
        con.execute("UPDATE jd SET jddm = 'C05' WHERE jdbs = %s", (self.next + 1,))
        con.execute("DELETE FROM jd WHERE jdbs = %s", (self.next + 2,))
        for case in sorted((a, b)):
            con.execute("UPDATE aj SET bdje = bdje + %s WHERE ajbs = %s", (5 if case == a else -5, case))
        if self.rng.random() < 0.1:
            con.rollback()
        else:
            con.commit()
            self.done += 1


@pytest.fixture
def two_servers() -> Iterator[tuple[Cluster, Cluster]]:
    """A server for the source and one for the target, each of which may be killed."""
    folders = [Path(tempfile.mkdtemp(prefix=f"mingjing-{n}-")) for n in ("from", "into")]
    for folder in folders:
        folder.chmod(0o755)
    try:
        with Cluster(folders[0], LOGICAL) as a, Cluster(folders[1], NOT_LASTING) as b:
            yield a, b
    finally:
        for folder in folders:
            shutil.rmtree(folder)


@pytest.fixture
def killable(two_servers: tuple[Cluster, Cluster]) -> Pair:
    """A source with a ledger, in one server, and a target in another."""
    source, target = two_servers
    pair = Pair(source.dsn, loading.load_system("trial"), (SYSTEMS / "trial.sql").read_text(encoding="utf-8"))
    pair.at_source(CASES)
    pair.at_source(LEDGER)
    pair.target = target.dsn
    return pair


def kill_a_server_process(dsn: str) -> None:
    """Kill -9 one of the server's own processes: all its sessions die, and it recovers from its log."""
    with suppress(psycopg.Error):
        rows = asked(
            dsn, "SELECT pid FROM pg_stat_activity WHERE application_name = 'mingjing' AND pid <> pg_backend_pid()"
        )
        for (pid,) in rows[:1]:
            os.kill(int(str(pid)), signal.SIGKILL)


def answering(dsn: str) -> None:
    """Wait until a server that was killed is there again."""
    for _ in range(600):
        with suppress(psycopg.Error):
            asked(dsn, "SELECT 1")
            return
        time.sleep(0.1)
    raise AssertionError("the server did not come back")


def caught_up(pair: Pair, process: BaseProcess) -> None:
    """Wait until everything is applied; a process that ended is started again."""
    ((end,),) = pair.at_source("SELECT pg_current_wal_insert_lsn() - '0/0'")
    for _ in range(600):
        if not process.is_alive():
            process = started(pair)
        with suppress(psycopg.Error):
            reached = pair.at_target("SELECT position FROM mj_position")
            if reached and int(str(reached[0][0])) >= int(str(end)):
                process.kill()
                process.join()
                return
        time.sleep(0.1)
    raise AssertionError("the stream did not catch up")


def assert_the_same_story(pair: Pair) -> None:
    """Nothing lost, nothing twice, nothing out of order: row by row, the log is the source's own ledger."""
    told: dict[tuple[object, object], list[object]] = defaultdict(list)
    for table, key, op in pair.at_source("SELECT tbl, key, op FROM tally ORDER BY n"):
        told[table, key].append(op)
    heard: dict[tuple[object, object], list[object]] = defaultdict(list)
    log = "SELECT table_name, row_key, op::text FROM mj_source_change ORDER BY position, seq"
    for table, key, op in pair.at_target(log):
        heard[table, key].append(op)
    assert sum(map(len, told.values())) > 100
    assert heard == told
    for table in ("aj", "jd"):
        assert pair.mirrored(table)
    held = pair.at_source("SELECT count(*), sum(bdje * 100)::bigint FROM aj")
    assert pair.at_target(f"SELECT count(*), sum(amount_in_dispute_fen)::bigint FROM case_main WHERE {NOW}") == held
    versions = """
        SELECT count(*) FROM milestone_event a JOIN milestone_event b
        ON a.milestone_event_id = b.milestone_event_id AND a._from < b._from AND b._from < a._to"""
    assert pair.at_target(versions) == [(0,)]


def faults(pair: Pair, rounds: int, seed: int) -> None:
    """Kill the capture, the source or the target at random moments while people work."""
    rng = random.Random(seed)
    process = started(pair)
    clerks = [Clerks(pair.source, n) for n in (1, 2)]
    while pair_state(pair) != "running":
        time.sleep(0.05)
    # the ledger begins with the copy: what was there before is in no log
    for clerk in clerks:
        clerk.start()
    totals: set[object] = set()
    for number in range(rounds):
        time.sleep(rng.uniform(0.05, 0.6))
        with suppress(psycopg.Error):
            totals |= set(pair.at_target(f"SELECT sum(amount_in_dispute_fen)::bigint FROM case_main WHERE {NOW}"))
        victim = rng.choice(("capture", "capture", "source", "target")) if number >= 2 else ("source", "target")[number]
        if victim == "capture":
            process.kill()
            process.join()
        else:
            kill_a_server_process(pair.source if victim == "source" else pair.target)
        if not process.is_alive():
            process = started(pair)
    for clerk in clerks:
        clerk.over.set()
    for clerk in clerks:
        clerk.join(30)
    for dsn in (pair.source, pair.target):
        answering(dsn)
    caught_up(pair, process)
    assert totals == {(5_000_000,)}, "money moved between two cases was seen half moved"
    assert_the_same_story(pair)


def pair_state(pair: Pair) -> object:
    with suppress(psycopg.Error):
        found = pair.at_target("SELECT state FROM mj_position")
        return found[0][0] if found else None
    return None


def test_whatever_is_killed_nothing_is_lost_doubled_or_out_of_order(killable: Pair) -> None:
    faults(killable, rounds=20, seed=1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 12))
def test_two_hundred_kills_lose_nothing(killable: Pair, seed: int) -> None:
    faults(killable, rounds=20, seed=seed)


def test_a_copy_that_is_killed_goes_on_where_it_was_while_people_work(killable: Pair) -> None:
    killable.at_source("INSERT INTO jd SELECT n, 1, 'C03', '2025-03-01' FROM generate_series(1, 20000) n")
    killable.at_source("TRUNCATE tally")
    clerk = Clerks(killable.source, 1)
    clerk.start()
    parts = []
    for _ in range(3):
        process = started(killable, chunk=500)
        parts.append(wait_for_part(killable, parts[-1] + 5 if parts else 5))
        process.kill()
        process.join()
    assert parts == sorted(parts) and parts[0] < parts[-1]
    clerk.over.set()
    clerk.join(30)
    following_to_the_end(killable)
    assert killable.mirrored("jd") and killable.mirrored("aj")
    events = f"SELECT count(*) FROM milestone_event WHERE {NOW}"
    assert killable.at_target(events) == killable.at_source("SELECT count(*) FROM jd")
    assert killable.at_target("SELECT count(*) FROM mj_chunk") == [(0,)]


def wait_for_part(pair: Pair, parts: int) -> int:
    """Wait until so many parts of the copy are kept, or it is complete; gives how many there are."""
    for _ in range(3000):
        with suppress(psycopg.Error):
            ((found,),) = pair.at_target("SELECT count(*) FROM mj_chunk WHERE table_name = 'jd'")
            if int(str(found)) >= parts:
                return int(str(found))
        time.sleep(0.005)
    raise AssertionError("the copy made no progress")


def following_to_the_end(pair: Pair) -> None:
    following = Following(pair.system, pair.source, pair.target, chunk=500)
    following.prepare()
    following.run(stop=following.past_now(), idle=0.01)
    following.close()


def test_a_transaction_longer_than_any_session_comes_to_its_end(trial: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "FLUSH", 2000)
    trial.follow()
    trial.at_source("INSERT INTO jd SELECT n, 1, 'C03', '2025-03-01' FROM generate_series(1, 60000) n")
    following = Following(trial.system, trial.source, trial.target)
    following.prepare()
    seen: list[int] = []
    write: Callable[..., None] = following.mirror.apply

    def cut(*args: object) -> None:
        write(*args)
        seen.append(following.capture.part)
        if len(seen) % 5 == 0:
            trial.at_source(
                "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE active_pid IS NOT NULL"
            )

    monkeypatch.setattr(following.mirror, "apply", cut)
    following.run(stop=following.past_now(), idle=0.01)
    following.close()
    assert following.capture.reconnects >= 4 and seen == sorted(seen)
    assert trial.mirrored("jd")
    assert trial.at_target("SELECT count(*), count(DISTINCT (position, seq)) FROM mj_source_change") == [
        (60_000, 60_000)
    ]
