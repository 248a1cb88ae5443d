"""The service as a process that follows changes: killed while they flow, it loses no alert and gives none twice."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from deaths import LOG, Person, dies, living
from followed import SCENARIO

import mingjing
from mingjing.running import postgres_indexes
from mingjing.scenario import library
from mingjing.store.loading import load
from mingjing.store.postgres import connect

PROGRAM = Path(sys.executable).with_name("mingjing")
FILL = Path(__file__).with_name("followed.py")
LEARNED = dt.datetime(2025, 12, 20, 9)
DEATHS, KILLS = 120, 2
AHEAD = 20
"""Deaths that the register tells before the first of them was followed: so they flow in each life of the service."""
PATIENCE = 60.0


@pytest.fixture(scope="module")
def dsn(cluster: str, sample_path: Path) -> str:
    """The sample court in PostgreSQL, with a log of changes."""
    with psycopg.connect(cluster, autocommit=True) as con:
        con.execute("CREATE DATABASE streamed")
    address = cluster.replace("/postgres?", "/streamed?")
    load(sample_path, address, lambda stage, share: None, only=postgres_indexes.tables_read())
    with connect(address) as con:
        for index in postgres_indexes.wanted([library.load(SCENARIO)]):
            con.execute(index.sql)
        con.execute(LOG)
    return address


@pytest.fixture(scope="module")
def mortals(dsn: str) -> list[Person]:
    """Some persons, each a party to another case."""
    return list({person[0]: person for person in living(dsn)}.values())[:DEATHS]


@pytest.fixture
def home(tmp_path: Path, dsn: str, sample_path: Path, mortals: list[Person]) -> Path:
    """A platform that has the scenario embedded, and has seen these cases pass the milestone."""
    cases = (str(case) for case, _, _ in mortals)
    subprocess.run([sys.executable, FILL, tmp_path, sample_path, *cases], check=True, env=pointing_at(dsn))
    return tmp_path


def pointing_at(dsn: str) -> dict[str, str]:
    """The environment of a platform with this operational store."""
    return os.environ | {"MINGJING_STORE": dsn}


@contextmanager
def service(home: Path, data: Path, dsn: str) -> Iterator[subprocess.Popen[bytes]]:
    """The service, which is dead when the block ends."""
    command = [str(PROGRAM), "autorun", "--home", str(home), "--data", str(data), "--workers", "1"]
    with (home / "told").open("ab") as told:
        running = subprocess.Popen(command, stdout=told, stderr=told, env=pointing_at(dsn))
        try:
            yield running
        finally:
            running.kill()
            running.wait()


def asked(home: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(home / "platform.sqlite3", timeout=20)) as con:
        return con.execute(sql).fetchall()


def position(home: Path) -> int:
    return int(asked(home, "SELECT position FROM autorun_streamposition")[0][0])


def alerts(home: Path) -> list[tuple[object, ...]]:
    return asked(home, "SELECT scenario_id, case_id, fingerprint FROM autorun_alert ORDER BY 1, 2, 3")


def until_position(home: Path, running: subprocess.Popen[bytes], at_least: int) -> None:
    end = time.monotonic() + PATIENCE
    while position(home) < at_least:
        assert running.poll() is None, (home / "told").read_text(encoding="utf-8")
        assert time.monotonic() < end, f"stands at {position(home)}, not at {at_least}"
        time.sleep(0.005)


class Register(threading.Thread):
    """Tells one death after the other, never far ahead of what is followed."""

    def __init__(self, home: Path, dsn: str, mortals: list[Person]) -> None:
        super().__init__(daemon=True)
        self.home, self.dsn, self.mortals, self.over = home, dsn, mortals, threading.Event()

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.join()

    def run(self) -> None:
        for i, person in enumerate(self.mortals):
            dies(self.dsn, person, 10**9 + i, LEARNED + dt.timedelta(seconds=i))
            while i - position(self.home) > AHEAD:
                if self.over.wait(0.002):
                    return


def test_killed_while_changes_flow_it_loses_no_alert_and_gives_none_twice(
    home: Path, sample_path: Path, dsn: str, mortals: list[Person]
) -> None:
    cases, end = [case for case, _, _ in mortals], LEARNED + dt.timedelta(seconds=len(mortals))
    with mingjing.open(dsn) as court:
        assert not court.check([SCENARIO], cases, end), "nobody has died yet"
    seen = [0]
    with Register(home, dsn, mortals):
        for _ in range(KILLS):
            with service(home, sample_path, dsn) as running:
                until_position(home, running, seen[-1] + AHEAD + 5)
                os.kill(running.pid, signal.SIGKILL)
                running.wait()
            seen.append(position(home))
            assert len(alerts(home)) == seen[-1] < len(mortals), "alerts and position are kept together"
        with service(home, sample_path, dsn) as running:
            until_position(home, running, len(mortals))
    with mingjing.open(dsn) as court:
        expected = sorted((c.scenario, c.case_id, c.fingerprint) for c in court.check([SCENARIO], cases, end))
    assert {case for _, case, _ in expected} == set(cases)
    assert alerts(home) == expected
