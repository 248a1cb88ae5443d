"""Replay tells what would have been said at each moment, with what was known then and nothing else."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from pytest import TempPathFactory

import mingjing
from mingjing.court.catalogue import TABLES
from mingjing.engines.sql import quoted
from mingjing.running.clue import Alert, Clue
from mingjing.running.court import Court, end_of
from mingjing.scenario import library

NAMES = library.names()
FROM_ON, TO_ON = dt.date(2024, 1, 1), dt.date(2024, 6, 30)
FOR_EVER = dt.datetime(9999, 12, 31)
each_scenario = pytest.mark.parametrize("name", NAMES)


def key(c: Clue) -> tuple[str, ...]:
    """What was found, and when: all of a clue but its wording."""
    passed = c.passed_at if isinstance(c, Alert) else ""
    return (passed, str(c.case_id), str(c.subject_id), c.level, c.fingerprint, repr([e.columns for e in c.evidence]))


@pytest.fixture(scope="module")
def alerts(court: Court) -> dict[str, list[Alert]]:
    return {name: list(court.replay([name], FROM_ON, TO_ON)) for name in NAMES}


def test_replay_gives_alerts_for_many_scenarios(alerts: dict[str, list[Alert]]) -> None:
    assert sum(bool(found) for found in alerts.values()) >= 10


@each_scenario
def test_no_alert_carries_a_row_that_was_not_known_at_its_moment(
    name: str, court: Court, alerts: dict[str, list[Alert]]
) -> None:
    shown = [(e.table, e.key, dt.datetime.fromisoformat(a.passed_at)) for a in alerts[name] for e in a.evidence]
    for table in {t for t, _, _ in shown}:
        own = quoted(TABLES[table].key[0])
        known = f"SELECT count(*) FROM {quoted(table)} WHERE {own} = ? AND _from <= ? AND _to > ?"
        for _, row, at in (s for s in shown if s[0] == table):
            assert court.con.execute(known, [row, at, at]).fetchone() == (1,), (table, row, at)


@each_scenario
def test_an_alert_falls_on_a_passage_of_one_of_its_milestones(
    name: str, court: Court, alerts: dict[str, list[Alert]]
) -> None:
    passed = set(court.con.execute("SELECT case_id, milestone, passed_at FROM milestone_event").fetchall())
    for a in alerts[name]:
        assert a.milestone in library.load(name).milestones
        assert (a.case_id, a.milestone, dt.datetime.fromisoformat(a.passed_at)) in passed


@each_scenario
def test_an_alert_is_what_checking_at_its_moment_would_have_said(
    name: str, court: Court, alerts: dict[str, list[Alert]]
) -> None:
    for a in random.Random(3).sample(alerts[name], min(len(alerts[name]), 15)):
        then = court.check([name], [a.case_id], dt.datetime.fromisoformat(a.passed_at))
        assert key(a)[1:] in {key(c)[1:] for c in then}


@each_scenario
def test_what_checking_at_a_moment_says_was_said_in_the_replay(
    name: str, court: Court, alerts: dict[str, list[Alert]]
) -> None:
    """At that moment or at an earlier one of the same case: what was said once is not said again."""
    codes = ", ".join(f"'{c}'" for c in library.load(name).milestones)
    passed = court.con.execute(
        f"SELECT case_id, passed_at FROM milestone_event WHERE milestone IN ({codes}) AND passed_at >= ? "
        "AND passed_at < ? AND _to > passed_at ORDER BY ALL",
        [FROM_ON, TO_ON],
    ).fetchall()
    hit = {a.case_id for a in alerts[name]}
    likely = [p for p in passed if p[0] in hit]
    first: dict[str, str] = {}
    for a in alerts[name]:
        first[a.fingerprint] = min(a.passed_at, first.get(a.fingerprint, a.passed_at))
    rng = random.Random(4)
    for case, at in (*rng.sample(likely, min(len(likely), 15)), *rng.sample(passed, min(len(passed), 10))):
        for c in court.check([name], [case], at):
            assert first[c.fingerprint] <= at.isoformat()


def test_nothing_is_said_twice(alerts: dict[str, list[Alert]]) -> None:
    for found in alerts.values():
        assert len({a.fingerprint for a in found}) == len(found)


@pytest.fixture(scope="module")
def without_future(small_court: tuple[Path, Path], tmp_path_factory: TempPathFactory) -> Path:
    """The small court as it was on the last day of the replay."""
    then = tmp_path_factory.mktemp("then") / "court.duckdb"
    shutil.copy(small_court[0], then)
    with duckdb.connect(str(then)) as con:
        for name in TABLES:
            con.execute(f"DELETE FROM {quoted(name)} WHERE _from > ?", [end_of(TO_ON)])
            con.execute(f"UPDATE {quoted(name)} SET _to = ? WHERE _to > ?", [FOR_EVER, end_of(TO_ON)])
        con.execute("UPDATE _mingjing SET value = ? WHERE key = 'data_as_of'", [TO_ON.isoformat()])
    return then


def test_a_court_that_does_not_know_the_future_gives_the_same_alerts(
    without_future: Path, alerts: dict[str, list[Alert]]
) -> None:
    with mingjing.open(without_future) as then:
        for name in NAMES:
            assert sorted(map(key, then.replay([name], FROM_ON, TO_ON))) == sorted(map(key, alerts[name]))


def test_screening_as_of_a_day_is_screening_on_that_day(without_future: Path, court: Court) -> None:
    with mingjing.open(without_future) as then:
        for name in NAMES:
            assert sorted(map(key, then.screen(name).clues())) == sorted(map(key, court.screen(name, TO_ON).clues()))


def test_replay_over_no_days_gives_nothing(court: Court) -> None:
    assert list(court.replay(NAMES[:2], TO_ON, FROM_ON)) == []


def test_replay_tells_how_far_it_is(court: Court) -> None:
    told: list[tuple[str, float]] = []
    progress: Callable[[str, float], None] = lambda stage, share: told.append((stage, share))  # noqa: E731
    list(court.replay(NAMES[:2], TO_ON, TO_ON, progress))
    shares = [share for _, share in told]
    assert shares == sorted(shares) and shares[-1] == 1.0
