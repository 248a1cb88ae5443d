"""Rows change in the operational store: the cases they concern are checked again, each change once."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator

import psycopg
import pytest
from deaths import LOG, LOGGED, dies, living
from house import NARROW

from mingjing.autorun import actions, following
from mingjing.autorun.embedding import Asker, embed
from mingjing.autorun.following import Follower
from mingjing.autorun.models import Alert, StreamPosition
from mingjing.autorun.moments import from_stored
from mingjing.lifecycle import operational
from mingjing.running import postgres_indexes
from mingjing.running.change_log import INSTANT, ChangeLog, change_log
from mingjing.running.court import Court
from mingjing.store.loading import load
from mingjing.store.postgres import connect

pytestmark = pytest.mark.django_db
PASSED = dt.datetime(2025, 12, 1, 9)
LEARNED = dt.datetime(2025, 12, 20, 9)


@pytest.fixture(scope="module")
def dsn(cluster: str, sample_path) -> str:
    """The sample court in PostgreSQL, with a log of changes."""
    with psycopg.connect(cluster, autocommit=True) as con:
        con.execute("CREATE DATABASE followed")
    address = cluster.replace("/postgres?", "/followed?")
    load(sample_path, address, lambda stage, share: None)
    with connect(address) as con:
        postgres_indexes.make_indexes(con, lambda stage, share: None)
        con.execute(LOG)
    return address


@pytest.fixture
def store(dsn: str, patient: None) -> Iterator[Court]:
    """The operational store, opened, with the scenario embedded at 立案."""
    embed(NARROW, ["C03"], Asker("supervisor", may_override=True), "测试：不经核验先行嵌入。")
    with Court(dsn) as court:
        yield court


def logged(court: Court) -> ChangeLog:
    found = change_log(court)
    assert found is not None
    return found


def test_a_death_that_becomes_known_alerts_on_the_open_case_once(store: Court, dsn: str) -> None:
    someone = living(dsn)[0]
    case, _, name = someone
    follower = Follower(store, logged(store))
    assert follower.step() is None  # from now on
    assert actions.run_milestone(store, case, "C03", from_stored(PASSED.isoformat())) == []
    dies(dsn, someone, 10**9, LEARNED)
    followed = follower.step()
    assert followed is not None
    assert (followed.changes.since, followed.changes.at) == (LEARNED - INSTANT, LEARNED)
    (alert,) = [a for a in followed.alerts if a.case_id == case]
    assert (alert.scenario_id, alert.milestone, alert.passed_at) == (NARROW, "C03", from_stored(PASSED.isoformat()))
    assert name in alert.message and "市公安局" in alert.message
    assert follower.step() is None
    assert StreamPosition.objects.get().position == followed.changes.position == logged(store).end()
    StreamPosition.objects.update(position=followed.changes.position - 1)  # as if it had not been committed
    again = follower.step()
    assert again is not None and again.alerts == [] and Alert.objects.filter(case_id=case).count() == 1


def test_alerts_and_position_are_kept_together_or_not_at_all(store: Court, dsn: str, monkeypatch) -> None:
    someone = living(dsn)[0]
    case = someone[0]
    follower = Follower(store, logged(store))
    before = follower.position()
    actions.run_milestone(store, case, "C03", from_stored(PASSED.isoformat()))
    dies(dsn, someone, 10**9 + 1, LEARNED + dt.timedelta(hours=1))
    with monkeypatch.context() as patch, pytest.raises(RuntimeError, match="killed"):
        patch.setattr(
            StreamPosition.objects, "update_or_create", lambda **_: (_ for _ in ()).throw(RuntimeError("killed"))
        )
        follower.step()
    assert not Alert.objects.exists() and StreamPosition.objects.get().position == before
    assert follower.step() is not None and Alert.objects.filter(case_id=case).count() == 1


def test_what_was_written_at_one_moment_is_followed_together(store: Court, dsn: str) -> None:
    log, later = logged(store), LEARNED + dt.timedelta(days=1)
    start = log.end()
    with connect(dsn) as con:
        for hour, keys in ((0, (1, 2, 3)), (1, (4,))):
            for key in keys:
                con.execute(LOGGED, [later + dt.timedelta(hours=hour), key])
    first = log.changes(start, 2)
    assert first is not None and (first.position, first.at) == (start + 3, later)
    second = log.changes(first.position, 2)
    assert second is not None and second.position == start + 4 and log.changes(second.position, 2) is None


def test_a_scenario_that_keeps_failing_is_left_behind_after_three_tries(store: Court, dsn: str, monkeypatch) -> None:
    follower = Follower(store, logged(store))
    before = follower.position()
    with connect(dsn) as con:
        con.execute(LOGGED, [LEARNED + dt.timedelta(days=2), 5])

    def faulty(*_: object) -> None:
        raise RuntimeError("down")

    monkeypatch.setattr(Court, "react", faulty)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="down"):
            follower.step()
        assert follower.position() == before
    assert follower.step() is not None and follower.position() == before + 1


def test_a_store_without_a_log_is_not_followed(court: Court, monkeypatch) -> None:
    monkeypatch.setattr(following, "operational", lambda: court)
    assert change_log(court) is None
    following.follow(threading.Event())


@pytest.fixture(autouse=True)
def operational_store(dsn: str, settings) -> Iterator[None]:
    settings.MINGJING_STORE = dsn
    operational.HELD.__dict__.pop("court", None)
    yield
    held = operational.HELD.__dict__.pop("court", None)
    if held is not None:
        held.close()
