"""Passages answered together say what they say one by one; the service answers each once, also after it was killed."""

from __future__ import annotations

import datetime as dt

import pytest
from house import END, NARROW, WIDE

from mingjing.autorun import actions
from mingjing.autorun.answering import PassageDesk, waiting
from mingjing.autorun.embedding import Asker, embed
from mingjing.autorun.lanes import Lanes
from mingjing.autorun.models import Alert, LaneState, Passage
from mingjing.autorun.service import Service, as_waiting
from mingjing.lifecycle.models import Clue

pytestmark = pytest.mark.django_db
MILESTONES = ["C03", "C05"]


@pytest.fixture
def embedded(patient):
    for name in (WIDE, NARROW):
        embed(name, MILESTONES, Asker("supervisor", may_override=True), "测试：不经核验先行嵌入。")


@pytest.fixture
def passed(db):
    """Cases that pass milestones: those with clues, and as many without."""
    known = sorted(set(Clue.objects.values_list("case_id", flat=True)))[:40]
    cases = sorted({*known, *range(1000, 1040)})
    return [(c, MILESTONES[c % 2], END + dt.timedelta(milliseconds=i)) for i, c in enumerate(cases)]


def said() -> set[tuple[object, ...]]:
    """All alerts as people read them."""
    rows = Alert.objects.values_list("scenario_id", "case_id", "fingerprint", "milestone", "passed_at", "message")
    return set(rows)


def one_by_one(court, passed) -> set[tuple[object, ...]]:
    for case, milestone, at in passed:
        actions.run_milestone(court, case, milestone, at)
    alone = said()
    Alert.objects.all().delete()
    Passage.objects.all().delete()
    return alone


def batches() -> list[list[Passage]]:
    return [list(Passage.objects.filter(milestone=m, checked_at=None).order_by("pk")) for m in MILESTONES]


def test_a_batch_says_what_its_cases_say_one_by_one(embedded, court, passed):
    alone = one_by_one(court, passed)
    assert actions.let_wait(passed) == len(passed) and actions.let_wait(passed) == 0
    for batch in batches():
        actions.answer_few(court, batch)
    assert said() == alone and len(alone) > 20
    assert not Passage.objects.filter(checked_at=None).exists()


def test_a_bulk_answer_says_the_same_each_case_as_of_its_own_moment(embedded, court, passed):
    spread = [(c, m, at - dt.timedelta(days=31 * i)) for i, (c, m, at) in enumerate(passed)]
    alone = one_by_one(court, spread)
    actions.let_wait(spread)
    for batch in batches():
        actions.answer_many(court, batch)
    assert said() == alone and len(alone) > 5
    assert not Passage.objects.filter(checked_at=None).exists()


def test_a_case_that_is_not_there_yet_waits_and_stops_no_other(embedded, court, passed):
    actions.let_wait([*passed[:4], (10**12, passed[0][1], END)])
    for batch in batches():
        PassageDesk().few([as_waiting(p) for p in batch], heavy_too=True)
    left = Passage.objects.get(checked_at=None)
    assert left.case_id == 10**12 and "还没有这件案件" in left.error and left.held_until is not None


def test_what_another_has_answered_meanwhile_is_not_asked_again(embedded, court, passed):
    actions.let_wait(passed[:4])
    asked = [as_waiting(p) for p in Passage.objects.all()]
    Passage.objects.filter(case_id=passed[0][0]).update(checked_at=END)
    assert {p.case_id for p in waiting(asked)} == {c for c, _, _ in passed[1:4]}


def test_the_service_takes_in_each_passage_once_and_not_those_that_rest(embedded, passed, monkeypatch):
    taken: list[int] = []
    monkeypatch.setattr(Lanes, "put", lambda self, some: taken.extend(p.case_id for p in some))
    service = Service()
    actions.let_wait(passed[:3])
    service.look(again=False)
    service.look(again=True)
    actions.let_wait(passed[3:5])
    actions.rest(Passage.objects.filter(case_id=passed[4][0]).values_list("pk", flat=True), "down")
    service.look(again=False)
    assert taken == [c for c, _, _ in passed[:4]]
    service.tell()
    assert sorted(LaneState.objects.values_list("lane", flat=True)) == ["bulk", "fast", "slow"]


def test_what_comes_over_http_waits_and_the_lanes_are_told(embedded, browse, passed):
    body = {"passed": [{"case_id": c, "milestone": m, "passed_at": at.isoformat()} for c, m, at in passed[:3]]}
    engineer = browse("engineer")
    assert engineer("POST", "/milestones/waiting", body) == (200, {"waiting": 3})
    assert engineer("POST", "/milestones/waiting", body) == (200, {"waiting": 0})
    Service().tell()
    status, told = engineer("GET", "/milestones/lanes")
    assert status == 200 and told["waiting"] == 3
    assert [lane["lane"] for lane in told["lanes"]] == ["bulk", "fast", "slow"]


def test_a_milestone_that_is_none_is_not_kept(browse, passed):
    body = {"passed": [{"case_id": 1, "milestone": "X99", "passed_at": END.isoformat()}]}
    assert browse("engineer")("POST", "/milestones/waiting", body)[0] == 400
    assert not Passage.objects.exists()
