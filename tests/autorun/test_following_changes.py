"""A row changes after a case has passed its milestone: the alert comes then, once, and only where it belongs."""

from __future__ import annotations

import datetime as dt

import pytest
from house import NARROW, WIDE

from mingjing.autorun import actions
from mingjing.autorun.embedding import Asker, embed
from mingjing.autorun.models import Passage
from mingjing.autorun.moments import from_stored
from mingjing.running.court import Court

pytestmark = pytest.mark.django_db
INSTANT = dt.timedelta(microseconds=1)


@pytest.fixture
def embedded(patient):
    for name in (WIDE, NARROW):
        embed(name, ["C03"], Asker("supervisor", may_override=True), "测试：不经核验先行嵌入。")


def arrival(court: Court):
    """A clue that came up when a row changed, and when that was."""
    for clue in court.screen(WIDE).clues():
        for row in clue.evidence:
            key = court.con.execute(f'SELECT * FROM "{row.table}" LIMIT 0').description[0][0]
            moments = court.con.execute(f'SELECT _from FROM "{row.table}" WHERE "{key}" = ?', [row.key]).fetchall()
            for (at,) in moments:
                (found,) = court.react([WIDE], at - INSTANT, at)
                if found.new:
                    return found.new[0], at
    raise AssertionError("no row of this court brings a clue")


def test_a_change_alerts_once_at_the_milestone_last_passed(embedded, court):
    clue, at = arrival(court)
    passed_at = from_stored((at - dt.timedelta(hours=1)).isoformat())
    assert clue.fingerprint not in {a.fingerprint for a in actions.run_milestone(court, clue.case_id, "C03", passed_at)}
    since, until = (from_stored(t.isoformat()) for t in (at - INSTANT, at))
    mine = [a for a in actions.react(court, since, until) if a.fingerprint == clue.fingerprint]
    assert [(a.milestone, a.passed_at, a.case_id) for a in mine] == [("C03", passed_at, clue.case_id)]
    assert actions.react(court, since, until) == []


def test_a_case_that_has_not_passed_the_milestone_waits_for_it(embedded, court):
    clue, at = arrival(court)
    since, until = (from_stored(t.isoformat()) for t in (at - INSTANT, at))
    assert not Passage.objects.filter(case_id=clue.case_id).exists()
    assert clue.case_id not in {a.case_id for a in actions.react(court, since, until)}


def test_a_scenario_that_cannot_follow_does_not_stop_the_others(embedded, court, monkeypatch):
    asked = []

    def faulty(self, names, since, at, changes=None):
        asked.extend(names)
        raise RuntimeError("down")

    monkeypatch.setattr(Court, "react", faulty)
    now = from_stored("2024-06-01T00:00:00")
    assert actions.react(court, now, now) == []
    assert sorted(asked) == sorted([WIDE, NARROW])
