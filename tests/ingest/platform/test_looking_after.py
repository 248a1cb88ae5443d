"""What people look after: kept logs, old lines, measures for Prometheus, a source that forgot what is missing."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result

from mingjing.cli.main import main
from mingjing.ingest.apply import status
from mingjing.ingest.apply.pruning import prune
from mingjing.ingest.declared import loading
from mingjing.ingest.errors import SlotLost
from mingjing.ingest.supervising import supervise
from mingjing.store.cluster import Cluster
from tests.ingest.platform.pair import LOGICAL, SYSTEMS, Pair

CASE = "INSERT INTO aj VALUES ({0}, '案{0}', 1, '{1}', '民间借贷纠纷', '2025-03-01', NULL, NULL, 1, '10')"
FORGETFUL = {"max_slot_wal_keep_size": "16MB", "min_wal_size": "32MB", "max_wal_size": "32MB"}


def program(pair: Pair, monkeypatch: pytest.MonkeyPatch, *args: str) -> Result:
    monkeypatch.setenv("MINGJING_SOURCE_TRIAL", pair.source)
    monkeypatch.setenv("MINGJING_DATABASE", pair.target)
    return CliRunner().invoke(main, ["ingest", *args])


def test_a_source_that_keeps_too_much_of_its_log_is_told(trial: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    assert program(trial, monkeypatch, "run", "trial", "--once").exit_code == 0
    assert program(trial, monkeypatch, "status").exit_code == 0
    ((kept, state),) = trial.at_target("SELECT kept_bytes, state FROM mj_source_log")
    assert int(str(kept)) >= 0 and state == "reserved"
    trial.at_target(f"UPDATE mj_source_log SET kept_bytes = {status.KEPT_BYTES + 1}")
    told = program(trial, monkeypatch, "status")
    assert told.exit_code == 1 and "日志已有 1,024 MB" in told.output
    trial.at_target("UPDATE mj_source_log SET kept_bytes = 5, state = 'unreserved'")
    found = json.loads(program(trial, monkeypatch, "status", "--json").stdout.splitlines()[-1])
    assert [s["log_alarm"] for s in found["sources"]] == [True]


def test_old_lines_of_the_logs_go_and_the_court_keeps_its_history(trial: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 6):
        trial.at_source(CASE.format(number, "0301"))
    program(trial, monkeypatch, "run", "trial", "--once")
    trial.at_source("UPDATE aj SET zt = '90' WHERE ajbs <= 3")
    program(trial, monkeypatch, "run", "trial", "--once")
    trial.at_target("UPDATE mj_source_change SET committed_at = committed_at - INTERVAL '30 days' WHERE row_key <> '3'")
    trial.at_target("UPDATE mj_change SET at = at - INTERVAL '30 days' WHERE op = 'I'")
    versions = "SELECT count(*) FROM case_main"
    before = trial.at_target(versions)
    assert prune(trial.target, 29, at_once=2) == {"mj_source_change": 2, "mj_change": 7}
    assert trial.at_target("SELECT row_key FROM mj_source_change") == [("3",)]
    assert trial.at_target("SELECT DISTINCT op::text FROM mj_change") == [("U",)]
    assert trial.at_target(versions) == before
    assert program(trial, monkeypatch, "prune", "--days", "1").exit_code == 2


def test_prometheus_reads_how_each_source_stands(trial: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    trial.at_source(CASE.format(7, "0999"))
    program(trial, monkeypatch, "run", "trial", "--once")
    told = program(trial, monkeypatch, "metrics", "--once").output.splitlines()
    assert "mingjing_up 1.0" in told
    assert 'mingjing_source_parked_rows{source="trial"} 1.0' in told
    assert 'mingjing_source_sound{source="trial"} 0.0' in told


def test_a_database_that_is_gone_is_told_to_prometheus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJING_DATABASE", "postgresql://nobody@/none?host=/nowhere")
    told = CliRunner().invoke(main, ["ingest", "metrics", "--once"])
    assert told.exit_code == 0 and "mingjing_up 0.0" in told.output


def test_measures_are_served_on_this_machine_alone(trial: Pair) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mingjing.cli.main", "ingest", "metrics", "--into", trial.target]
    with subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.DEVNULL) as server:
        try:
            assert b"mingjing_up 1.0" in fetched(f"http://127.0.0.1:{port}/metrics")
            with pytest.raises(URLError):
                urlopen(f"http://127.0.0.2:{port}/metrics", timeout=5)
        finally:
            server.terminate()
        assert server.wait(timeout=20) == 0


def test_each_source_is_followed_by_a_process_of_its_own(trial: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGJING_SOURCE_TRIAL", trial.source)
    until = time.monotonic() + 60
    assert program(trial, monkeypatch, "status").exit_code == 0

    def followed() -> bool:
        reached = trial.at_target("SELECT 1 FROM mj_position WHERE state = 'running'")
        assert reached or time.monotonic() < until, "no process followed the source"
        return bool(reached)

    supervise(["trial"], trial.target, lambda told: None, followed)


def fetched(url: str) -> bytes:
    """What a server that is starting answers at last."""
    for _ in range(300):
        with suppress(URLError), urlopen(url, timeout=5) as answer:
            return bytes(answer.read())
        time.sleep(0.1)
    raise AssertionError("nobody answers")


@pytest.fixture
def forgetful() -> Iterator[Pair]:
    """A source that keeps little of its log for those who are late."""
    folder = Path(tempfile.mkdtemp(prefix="mingjing-late-"))
    folder.chmod(0o755)
    try:
        with Cluster(folder, LOGICAL | FORGETFUL) as running:
            schema = (SYSTEMS / "trial.sql").read_text(encoding="utf-8")
            yield Pair(running.dsn, loading.load_system("trial"), schema)
    finally:
        shutil.rmtree(folder)


def test_a_log_that_the_source_cleared_halts_it_loudly_until_it_is_loaded_again(forgetful: Pair) -> None:
    forgetful.at_source(CASE.format(1, "0301"))
    forgetful.follow()
    forgetful.left_alone()
    forgetful.at_source(CASE.format(2, "0301"))
    for _ in range(5):
        forgetful.at_source("SELECT pg_logical_emit_message(false, 'filler', 'x')")
        forgetful.at_source("SELECT pg_switch_wal()")
    forgetful.at_source("CHECKPOINT")
    with pytest.raises(SlotLost, match="清除"):
        forgetful.follow()
    forgetful.reload()
    assert forgetful.mirrored("aj")
