"""The service as a process: killed at any moment, started again, each passage is answered once and none is missed."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from outside import END, SCENARIOS

import mingjing

PROGRAM = Path(sys.executable).with_name("mingjing")
GRACE = 5
"""Seconds that the service waits for what it has in hand (service.GRACE, which needs the platform to be read)."""
FILL = Path(__file__).with_name("outside.py")


@contextmanager
def service(home: Path, data: Path) -> Iterator[subprocess.Popen[str]]:
    """The service, which is dead when the block ends."""
    command = [str(PROGRAM), "autorun", "--home", str(home), "--data", str(data)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield running
    finally:
        running.kill()
        running.communicate()


def asked(home: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(home / "platform.sqlite3", timeout=20)) as con:
        return con.execute(sql).fetchall()


def checked(home: Path) -> set[int]:
    return {int(str(c)) for (c,) in asked(home, "SELECT case_id FROM autorun_passage WHERE checked_at IS NOT NULL")}


def alerts(home: Path) -> list[tuple[object, ...]]:
    return asked(home, "SELECT scenario_id, case_id, fingerprint FROM autorun_alert ORDER BY 1, 2, 3")


def until_checked(home: Path, running: subprocess.Popen[str], number: int) -> None:
    end = time.monotonic() + 120
    while len(checked(home)) < number:
        assert running.poll() is None, "the service has ended"
        assert time.monotonic() < end, f"only {len(checked(home))} of {number} were answered"
        time.sleep(0.01)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, sample_path: Path) -> tuple[Path, int]:
    folder = tmp_path_factory.mktemp("platform")
    done = subprocess.run([sys.executable, FILL, folder, sample_path], capture_output=True, text=True, check=True)
    return folder, int(done.stdout)


def test_a_killed_service_loses_nothing_and_says_nothing_twice(home: tuple[Path, int], sample_path: Path) -> None:
    folder, total = home
    with mingjing.open(sample_path) as court:
        cases = sorted({int(str(c)) for (c,) in asked(folder, "SELECT case_id FROM autorun_passage")})
        at = END.replace(tzinfo=None) + dt.timedelta(seconds=1)
        expected = sorted((c.scenario, c.case_id, c.fingerprint) for c in court.check(SCENARIOS, cases, at))
    for share, sign in ((0.1, signal.SIGKILL), (0.4, signal.SIGTERM), (0.7, signal.SIGKILL)):
        with service(folder, sample_path) as running:
            until_checked(folder, running, int(total * share))
            os.kill(running.pid, sign)
            assert running.wait(GRACE + 20) == (0 if sign is signal.SIGTERM else -sign)
        done = checked(folder)
        assert len(done) < total, "it was killed too late to tell"
        assert alerts(folder) == [e for e in expected if e[1] in done]
    with service(folder, sample_path) as running:
        until_checked(folder, running, total)
        second = subprocess.run(
            [str(PROGRAM), "autorun", "--home", str(folder), "--data", str(sample_path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert second.returncode == 2 and "节点服务已在运行" in second.stderr
        running.terminate()
        said, _ = running.communicate(timeout=30)
    assert "快车道 等待 0" in said and "p99" in said and running.returncode == 0
    assert alerts(folder) == expected and len(expected) > 20
    lanes = dict(asked(folder, "SELECT lane, answered FROM autorun_lanestate"))
    assert lanes["fast"] and set(lanes) == {"fast", "slow", "bulk"}
