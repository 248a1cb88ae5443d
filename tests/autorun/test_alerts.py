"""Milestones fire, alerts come once, judges answer with one click."""

from __future__ import annotations

import datetime as dt

import pytest
from house import END, NARROW, WIDE, XUHUI

from mingjing.accounts.models import AuditEvent
from mingjing.autorun import actions
from mingjing.autorun.embedding import Asker, embed
from mingjing.autorun.models import Alert, Feedback, Passage
from mingjing.autorun.moments import from_stored, stored, zoned
from mingjing.running.duckdb_store import DuckdbStore
from mingjing.running.errors import UnknownCase
from mingjing.site.loading import replay

pytestmark = pytest.mark.django_db


@pytest.fixture
def embedded(patient):
    for name in (WIDE, NARROW):
        embed(name, ["C03"], Asker("supervisor", may_override=True), "测试：不经核验先行嵌入。")


@pytest.fixture
def fired(embedded, court, clue_in):
    clue = clue_in(XUHUI)
    return actions.run_milestone(court, clue.case_id, "C03", END)[0]


def test_a_milestone_says_what_the_screening_says(embedded, court, clue_in):
    clue = clue_in(XUHUI)
    alerts = actions.run_milestone(court, clue.case_id, "C03", END)
    mine = [a for a in alerts if a.fingerprint == clue.fingerprint]
    assert len(mine) == 1 and mine[0].message == clue.message and mine[0].evidence == clue.evidence
    assert mine[0].basis and mine[0].false_alarms and not mine[0].replayed
    assert (mine[0].version, mine[0].court_id) == (clue.version, clue.court_id)


def test_the_same_fact_is_said_once(embedded, court, clue_in):
    clue = clue_in(XUHUI)
    first = actions.run_milestone(court, clue.case_id, "C03", END)
    again = actions.run_milestone(court, clue.case_id, "C03", END)
    later = actions.run_milestone(court, clue.case_id, "C03", END + dt.timedelta(hours=1))
    assert first and not again and not later
    assert Alert.objects.filter(case_id=clue.case_id).count() == len(first)


def test_where_nothing_is_embedded_nothing_fires(embedded, court, clue_in):
    assert actions.run_milestone(court, clue_in(XUHUI).case_id, "C05", END) == []


def test_an_unknown_case_leaves_no_trace(embedded, court):
    with pytest.raises(UnknownCase):
        actions.run_milestone(court, 10**12, "C03", END)
    assert not Passage.objects.exists()


def test_a_model_that_fails_does_not_stop_the_others_and_is_caught_up(embedded, court, clue_in, monkeypatch):
    clue, check = clue_in(XUHUI), DuckdbStore._check_few

    def faulty(self, scenario, *asked):
        if scenario.name == NARROW:
            raise RuntimeError("down")
        return check(self, scenario, *asked)

    with monkeypatch.context() as patch:
        patch.setattr(DuckdbStore, "_check_few", faulty)
        assert actions.run_milestone(court, clue.case_id, "C03", END)
    passage = Passage.objects.get()
    assert passage.checked_at is None and NARROW in passage.error and "down" not in passage.error
    actions.catch_up(court)
    passage.refresh_from_db()
    assert passage.checked_at is not None and passage.error == ""
    assert actions.catch_up(court) == []


def test_a_milestone_over_http_fires_and_is_logged(embedded, browse, clue_in):
    clue = clue_in(XUHUI)
    body = {"case_id": clue.case_id, "milestone": "C03", "passed_at": "2025-12-31T20:00:00"}
    status, answer = browse("engineer")("POST", "/milestones", body)
    assert status == 200 and answer["alerts"]
    assert Passage.objects.get().passed_at == dt.datetime(2025, 12, 31, 12, tzinfo=dt.UTC)
    assert AuditEvent.objects.filter(action="触发节点").latest("id").case_ids == [clue.case_id]
    assert browse("judge")("GET", "/alerts")[1]["count"] == len(answer["alerts"])


WRONG = [
    {"case_id": 1, "milestone": "X99", "passed_at": "2025-06-01T10:00:00"},
    {"case_id": 1, "milestone": "C03", "passed_at": "yesterday"},
    {"case_id": 2**63, "milestone": "C03", "passed_at": "2025-06-01T10:00:00"},
    {"case_id": "1; DROP", "milestone": "C03", "passed_at": "2025-06-01T10:00:00"},
    {},
]


@pytest.mark.parametrize("body", WRONG)
def test_a_wrong_event_is_refused(browse, body):
    assert browse("engineer")("POST", "/milestones", body)[0] in (400, 422)


ANSWERS = [
    ("helpful", "有帮助", "answered"),
    ("known", "已掌握", "answered"),
    ("wrong", "不准确", "answered"),
    ("later", "稍后处理", "unanswered"),
]


@pytest.mark.parametrize(("given", "label", "where"), ANSWERS)
def test_an_answer_moves_the_alert(browse, fired, given, label, where):
    me = browse("judge")
    _, alert = me("POST", f"/alerts/{fired.pk}/feedback", {"answer": given})
    assert (alert["answer_label"], alert["answered_by"]) == (label, "judge先生")
    for state in ("answered", "unanswered"):
        ids = {a["id"] for a in me("GET", f"/alerts?state={state}")[1]["items"]}
        assert (fired.pk in ids) == (state == where)


def test_an_answer_can_be_taken_back_by_its_giver_only(browse, fired):
    judge, office = browse("judge"), browse("supervisor")
    judge("POST", f"/alerts/{fired.pk}/feedback", {"answer": "wrong", "note": "点错了"})
    assert office("DELETE", f"/alerts/{fired.pk}/feedback")[0] == 409
    status, alert = judge("DELETE", f"/alerts/{fired.pk}/feedback")
    assert status == 200 and (alert["answer"], alert["answered_at"]) == ("", None)
    assert Feedback.objects.get().withdrawn_at is not None


def test_the_helpful_rate_counts_answers_not_alerts(browse, fired):
    others = [Alert.objects.create(**{**copy(fired), "fingerprint": str(i) * 64}) for i in range(3)]
    me = browse("judge")
    for alert, answer in zip([fired, *others], ["helpful", "wrong", "later"], strict=False):
        me("POST", f"/alerts/{alert.pk}/feedback", {"answer": answer})
    numbers = me("GET", f"/scenarios/{WIDE}")[1]["numbers"]
    assert (numbers["answered"], numbers["helpful_rate"]) == (2, 0.5)
    assert numbers["alerts"] == Alert.objects.filter(scenario_id=WIDE).count()


def copy(alert: Alert) -> dict[str, object]:
    return {f.attname: getattr(alert, f.attname) for f in Alert._meta.fields if f.attname != "id"}


def test_replay_keeps_each_alert_once_and_marks_it(court, browse):
    span = (dt.date(2015, 1, 1), dt.date(2025, 12, 31))
    new = replay(court, [NARROW], *span)
    assert new == Alert.objects.filter(replayed=True).count() > 0
    assert replay(court, [NARROW], *span) == 0
    alert = Alert.objects.filter(replayed=True).first()
    assert alert.fired_at == alert.passed_at and alert.milestone
    assert all(a["replayed"] for a in browse("supervisor")("GET", "/alerts?state=all")[1]["items"])


def test_moments_are_utc_in_the_court_data():
    moment = zoned(dt.datetime(2025, 6, 1, 8, 0))
    assert stored(moment) == dt.datetime(2025, 6, 1, 0, 0)
    assert from_stored(stored(moment).isoformat()) == moment
