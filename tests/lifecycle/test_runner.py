"""Runs survive: they are rows, carried out by a thread, and closed with a word when their process died."""

from __future__ import annotations

import subprocess
import sys

import pytest
from house import NARROW

from mingjing.lifecycle import runner, runs
from mingjing.lifecycle.models import Clue, Run
from mingjing.running.court import Court
from mingjing.store.errors import NoData

pytestmark = pytest.mark.django_db


def claimed(name: str = NARROW) -> Run:
    run = runs.ask_for(name, "engineer")
    assert runs.claim(run)
    return run


def test_a_run_ends_with_its_numbers():
    ended = runner.carry_out(claimed())
    assert (ended.state, ended.percent, ended.stage) == ("done", 100, "完成")
    assert ended.known_clues == ended.rows > 0
    assert ended.as_of.isoformat() == "2025-12-31" and ended.version and ended.seconds is not None


def test_progress_goes_up_and_every_step_has_its_own_number(monkeypatch):
    monkeypatch.setattr(runs, "SHOWN_EVERY", 0)
    run = claimed()
    show = runs.progress_of(run, 40, 90)
    seen = []
    for share in (0.0, 0.5, 1.0, 7.0):
        show("取证", share)
        run.refresh_from_db()
        seen.append((run.percent, run.beat))
    assert [p for p, _ in seen] == [40, 65, 90, 90]
    assert len({b for _, b in seen}) == 4


FAULTS = [
    (NoData(path="/data/x.duckdb"), "/data/x.duckdb"),
    (ValueError("inside"), "内部错误"),
]


@pytest.mark.parametrize(("fault", "said"), FAULTS)
def test_a_run_that_fails_says_why_and_keeps_nothing(monkeypatch, fault, said):
    def broken(*_: object, **__: object) -> None:
        raise fault

    before = Clue.objects.count()
    monkeypatch.setattr(Court, "screen", broken)
    ended = runner.carry_out(claimed())
    assert ended.state == "failed" and said in ended.error and "inside" not in ended.error
    assert Clue.objects.count() == before


def test_a_run_is_kept_whole_or_not_at_all(monkeypatch, court):
    Clue.objects.filter(scenario_id=NARROW).delete()

    def torn(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("mingjing.lifecycle.actions.ClueSighting.objects.bulk_create", torn)
    assert runner.carry_out(claimed()).state == "failed"
    assert not Clue.objects.filter(scenario_id=NARROW).exists()


def test_a_run_whose_process_died_is_closed_with_a_word():
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    alive = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        mine, theirs = claimed(NARROW), claimed("professional_lender")
        Run.objects.filter(pk=mine.pk).update(pid=dead.pid)
        Run.objects.filter(pk=theirs.pk).update(pid=alive.pid)
        assert runs.fail_orphans() == 1
    finally:
        alive.communicate(b"\n")
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.state, mine.error) == ("failed", runs.DIED)
    assert theirs.state == "running"
