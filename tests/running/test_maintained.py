"""Maintained tables hold what a full recomputation gives, whatever has changed and whenever a process died."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from mingjing.algebra.relation import Source, topological
from mingjing.cli.main import main
from mingjing.running import postgres_indexes
from mingjing.running.court import Court, end_of, silent
from mingjing.running.maintained import PREFIX, Summary, summaries
from mingjing.running.maintained_tables import Ready, book, build, refresh, verify
from mingjing.running.postgres_store import PostgresStore
from mingjing.scenario import library
from mingjing.store.loading import load
from mingjing.store.postgres import connect

MODELS = ("professional_lender", "serial_buyer")
BEGINNING, END = dt.datetime(2023, 6, 30), end_of(dt.date(2025, 12, 31))
WANTED = summaries(library.load(n) for n in MODELS)
ALTERED = """
    WITH ended AS (
        UPDATE {table} SET _to = $1 WHERE _to = TIMESTAMP '9999-12-31' AND {key} % $2 = $3 RETURNING *)
    INSERT INTO {table} SELECT (r).* FROM (
        SELECT jsonb_populate_record(NULL::{table}, to_jsonb(e) || jsonb_build_object(
            '_from', $1::TIMESTAMP, '_to', TIMESTAMP '9999-12-31', '{column}', {value})) AS r FROM ended e) x"""
CHANGES = (
    ("loan", "loan_id", "principal_fen", "e.principal_fen + 100"),
    ("case_party", "party_id", "role", "'defendant'"),
    ("loan", "loan_id", "contract_key", "NULL::TEXT"),
    ("case_party", "party_id", "subject_id", "e.subject_id + 1"),
)
"""A table, its key, and what becomes of a column."""
NAMED = """
import sys
from mingjing.running.maintained import summaries
from mingjing.scenario import library
print(*(s.name for s in summaries(library.load(n) for n in sys.argv[1:])))
"""
DIES = """
import os, sys
from mingjing.running import maintained_tables as m
from mingjing.running.postgres_store import opened
from mingjing.running.maintained import summaries
from mingjing.scenario import library
import datetime as dt
done = m.sum_up
def stops(*given):
    done(*given)
    print("in the middle", flush=True)
    sys.stdin.read()
m.sum_up = stops
store = opened(sys.argv[1])
wanted = {s.name: s for s in summaries([library.load(n) for n in sys.argv[3:]])}
m.refresh(store, wanted[sys.argv[2]], dt.datetime(2025, 12, 31, 23))
"""


@pytest.fixture(scope="module")
def dsn(cluster: str, small_court: tuple[Path, Path]) -> str:
    with psycopg.connect(cluster, autocommit=True) as con:
        con.execute("CREATE DATABASE kept_court")
    address = cluster.replace("/postgres?", "/kept_court?")
    load(small_court[0], address, silent, only=postgres_indexes.tables_read())
    with connect(address) as con:
        postgres_indexes.make_indexes(con, silent)
    return address


@pytest.fixture
def store(dsn: str) -> Iterator[PostgresStore]:
    made = PostgresStore(dsn)
    yield made
    made.close()


@pytest.fixture
def built(store: PostgresStore) -> PostgresStore:
    """The tables as of the beginning."""
    for s in WANTED:
        build(store.con, s, BEGINNING)
    return store


def differing(store: PostgresStore) -> list[str]:
    return [str(d) for d in (verify(store.con, s) for s in WANTED) if d.missing or d.extra]


def rows(store: PostgresStore, s: Summary) -> int:
    ((n,),) = store.con.execute(f"SELECT count(*) FROM {s.name}").fetchall()
    return int(str(n))


def test_shared_summaries_by_party_are_found_in_the_models() -> None:
    assert {n for s in WANTED for n in s.wanted_by} == set(MODELS)
    assert all(s.name.startswith(PREFIX) and s.reaches for s in WANTED)
    assert not any("case_id" in s.relation.by for s in WANTED)
    told = subprocess.run([sys.executable, "-c", NAMED, *MODELS], capture_output=True, text=True, check=True)
    assert told.stdout.split() == [s.name for s in WANTED]


def test_kept_by_the_tables_own_history_they_hold_what_screening_says(built: PostgresStore) -> None:
    rng = random.Random(5)
    days = sorted(rng.sample(range(1, 900), 4))
    summed = 0
    for to in [BEGINNING + dt.timedelta(days=d) for d in days] + [END]:
        summed += sum(refresh(built, s, to) for s in WANTED)
        assert differing(built) == []
    assert summed


@pytest.mark.parametrize("seed", range(2))
def test_after_random_changes_they_equal_a_full_recomputation(built: PostgresStore, seed: int) -> None:
    rng = random.Random(seed)
    at = END + dt.timedelta(days=1 + 10 * seed)
    for s in WANTED:
        refresh(built, s, at)
    for table, key, column, value in rng.sample(CHANGES, 3):
        at += dt.timedelta(hours=1)
        sql = ALTERED.format(table=table, key=key, column=column, value=value)
        built.con.execute(sql, [at, rng.choice((7, 11, 13)), rng.randrange(7)])
        assert sum(refresh(built, s, at) for s in WANTED)
        assert differing(built) == []


def test_only_the_keys_concerned_are_summed_up_again(built: PostgresStore) -> None:
    whole = {s.name: rows(built, s) for s in WANTED}
    summed = {s.name: refresh(built, s, BEGINNING + dt.timedelta(days=20)) for s in WANTED}
    assert any(0 < summed[n] < whole[n] for n in whole)
    assert sum(refresh(built, s, BEGINNING + dt.timedelta(days=20)) for s in WANTED) == 0


def test_following_the_changes_brings_every_table_up_to_the_moment(built: PostgresStore, court: Court) -> None:
    with Court(built.dsn) as opened:
        assert opened.follow(END) > 0 and opened.follow(END) == 0
    assert {book(built.con)[s.name][1] for s in WANTED} == {END} and differing(built) == []
    assert court.follow(END) == 0


def test_a_table_that_forgot_a_change_is_found_out(built: PostgresStore) -> None:
    s = next(s for s in WANTED if rows(built, s))
    built.con.execute(f"DELETE FROM {s.name} WHERE ctid = (SELECT min(ctid) FROM {s.name})")
    assert verify(built.con, s).missing == 1


def test_killed_in_the_middle_a_table_and_its_position_are_as_before(built: PostgresStore, dsn: str) -> None:
    s = next(s for s in WANTED if "professional_lender" in s.wanted_by)
    asked = [sys.executable, "-c", DIES, dsn, s.name, *MODELS]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as dying:
        assert dying.stdout is not None
        assert dying.stdout.readline().strip() == "in the middle"
        os.kill(dying.pid, signal.SIGKILL)
    assert book(built.con)[s.name][1] == BEGINNING and differing(built) == []
    assert refresh(built, s, END) > 0
    assert book(built.con)[s.name][1] == END and verify(built.con, s).missing == 0


@pytest.mark.parametrize("name", MODELS)
def test_checks_read_the_tables_and_say_what_screening_says(built: PostgresStore, name: str) -> None:
    for s in WANTED:
        refresh(built, s, END)
    scenario, ready = library.load(name), Ready(built.checks)
    (asked,) = ready.reading([scenario], END)
    read = {n.table for n in topological(asked.result) if isinstance(n, Source)}
    assert any(t.startswith(PREFIX) for t in read) and ready.reading([scenario], END)[0] is asked
    with Court(built.dsn) as court:
        screened = court.screen(scenario, END.date()).clues()
        cases = sorted({c.case_id for c in screened})[:40]
        found = [c.fingerprint for c in court.check([scenario], cases, END)]
    assert sorted(found) == sorted(c.fingerprint for c in screened if c.case_id in cases) and found


def test_a_moment_that_a_table_does_not_cover_is_answered_without_it(built: PostgresStore) -> None:
    scenario, ready = library.load(MODELS[0]), Ready(built.checks)
    assert ready.reading([scenario], BEGINNING)[0] is not scenario
    for at in (BEGINNING - dt.timedelta(days=1), BEGINNING + dt.timedelta(days=1)):
        assert ready.reading([scenario], at)[0] is scenario


def test_the_command_builds_refreshes_lists_and_verifies(dsn: str) -> None:
    def told(*asked: str) -> tuple[int, dict[str, object]]:
        found = CliRunner().invoke(main, ["maintained", *asked, "--data", dsn, "--json"])
        return found.exit_code, json.loads(found.output.splitlines()[-1])

    assert told("build", "--to", "2024-06-30")[0] == 0
    code, said = told("refresh", "--to", "2024-12-31")
    assert code == 0 and isinstance(said["summed_up"], int) and said["summed_up"] > 0
    assert told("verify") == (0, said | {"summed_up": 0, "differences": []})
    _, listed = told("list")
    assert listed["tables"] == said["tables"]
