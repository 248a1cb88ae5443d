"""Every endpoint, every kind of person: who passes and who is refused."""

from __future__ import annotations

import re

import pytest
from house import NARROW, PUDONG, WIDE, XUHUI

from mingjing.autorun.models import Alert
from mingjing.lifecycle import runs
from mingjing.lifecycle.cases import opened
from mingjing.lifecycle.models import Clue, Run
from mingjing.papers.models import LabelSet
from mingjing.papers.trainings import trainer
from mingjing.papers.writing_back import writer
from mingjing.site.api import api

pytestmark = pytest.mark.django_db

WHO = (None, "judge", "neighbour", "middle", "supervisor", "engineer", "clerk", "labeller")
LOOK = (401, 200, 200, 200, 200, 200, 200, 200)
OWN = (401, 200, 404, 404, 200, 200, 200, 200)
OWN_BENCH = (401, 200, 404, 404, 200, 403, 403, 403)
OWN_PAPER = (401, 200, 404, 404, 200, 403, 200, 403)
OFFICE = (401, 403, 403, 200, 200, 200, 403, 200)
GATE = (401, 403, 403, 409, 409, 409, 403, 409)
FIRE = (401, 403, 403, 403, 403, 200, 403, 200)
DATA = (401, 403, 403, 200, 200, 200, 403, 200)
OVERSEE = (401, 403, 403, 200, 200, 403, 403, 403)
BENCH = (401, 200, 200, 200, 200, 403, 403, 403)
UNDO = (401, 409, 404, 404, 409, 403, 403, 403)
PAPERS = (401, 200, 200, 200, 200, 403, 200, 200)
ONE_PAPER = (401, 200, 404, 404, 200, 403, 200, 200)
CORRECT = (401, 200, 404, 403, 403, 403, 200, 200)
TAKE_BACK = (401, 404, 404, 403, 403, 403, 404, 404)
SAY = (401, 200, 404, 403, 403, 403, 200, 403)
UNKNOWN_TO_LABEL = (401, 403, 403, 403, 403, 403, 403, 404)
LABEL = (401, 403, 403, 403, 403, 403, 403, 200)

VERDICT = {"verdict": "confirmed"}
ANSWER = {"answer": "helpful"}
MISSED = {"act": "add", "code": "J092", "name": "惩罚性请求", "start": 0, "end": 4}
PASSED = {"case_id": "{case}", "milestone": "C03", "passed_at": "2025-06-01T10:00:00"}

TABLE = [
    ("GET", "/csrf", None, (200,) * 8),
    ("POST", "/login", {"username": "nobody", "password": "wrong"}, (401,) * 8),
    ("POST", "/logout", None, LOOK),
    ("GET", "/me", None, LOOK),
    ("GET", "/audit", None, OVERSEE),
    ("GET", "/audit/chain", None, OVERSEE),
    ("GET", "/workbench", None, LOOK),
    ("GET", "/data", None, DATA),
    ("GET", "/data/faults", None, DATA),
    ("GET", "/scenarios", None, LOOK),
    ("GET", "/scenarios/{scenario}", None, LOOK),
    ("POST", "/scenarios/{scenario}/embed", {"milestones": ["C03"]}, GATE),
    ("DELETE", "/scenarios/{scenario}/embed", None, OFFICE),
    ("GET", "/scenarios/{scenario}/admission", None, LOOK),
    ("POST", "/scenarios/{scenario}/admission", None, OFFICE),
    ("POST", "/runs", {"scenario": WIDE}, OFFICE),
    ("GET", "/runs", None, LOOK),
    ("GET", "/runs/{run}", None, LOOK),
    ("GET", "/runs/{run}/events", None, LOOK),
    ("GET", "/clues", None, LOOK),
    ("GET", "/clues/export", None, BENCH),
    ("GET", "/clues/{clue}", None, OWN),
    ("POST", "/clues/{clue}/verdict", VERDICT, OWN_BENCH),
    ("DELETE", "/clues/{clue}/verdict", None, UNDO),
    ("GET", "/cases", None, LOOK),
    ("GET", "/cases/{case}", None, OWN),
    ("GET", "/cases/{case}/why/{scenario}", None, OWN_PAPER),
    ("GET", "/cases/{case}/guides", None, OWN_PAPER),
    ("GET", "/cases/{case}/guides/{guide}", None, OWN_PAPER),
    ("PUT", "/cases/{case}/guides/{guide}/elements/principal", {"value": "100"}, SAY),
    ("GET", "/cases/{case}/guides/{guide}/draft", None, OWN_BENCH),
    ("GET", "/documents/{document}", None, OWN_PAPER),
    ("GET", "/papers", None, PAPERS),
    ("GET", "/papers/points", None, PAPERS),
    ("GET", "/papers/limits", None, (401, 200, 200, 403, 403, 403, 200, 200)),
    ("POST", "/papers", None, (401, 422, 422, 403, 403, 403, 422, 422)),
    ("POST", "/papers/drafts", {"text": "本院认为", "name": "草稿"}, (401, 422, 422, 403, 403, 403, 422, 422)),
    ("GET", "/papers/export", None, LABEL),
    ("GET", "/papers/{paper}", None, ONE_PAPER),
    ("POST", "/papers/{paper}/corrections", MISSED, CORRECT),
    ("DELETE", "/papers/{paper}/corrections/{correction}", None, TAKE_BACK),
    ("POST", "/papers/{paper}/read", None, CORRECT),
    ("PUT", "/papers/{paper}/checked", None, CORRECT),
    ("DELETE", "/papers/{paper}/checked", None, CORRECT),
    ("GET", "/labelling", None, LABEL),
    ("POST", "/labelling", {"kind": "搬迁补偿通知书", "points": [{"name": "补偿款"}]}, LABEL),
    ("GET", "/labelling/{set}", None, LABEL),
    ("POST", "/labelling/{set}/papers", {"keys": ["u999999"]}, UNKNOWN_TO_LABEL),
    ("PUT", "/labelling/{set}/papers/u999999", None, UNKNOWN_TO_LABEL),
    ("DELETE", "/labelling/{set}/papers/u999999", None, UNKNOWN_TO_LABEL),
    ("POST", "/labelling/{set}/train", None, LABEL),
    ("GET", "/alerts", None, LOOK),
    ("POST", "/alerts/{alert}/feedback", ANSWER, OWN_BENCH),
    ("DELETE", "/alerts/{alert}/feedback", None, UNDO),
    ("POST", "/milestones", PASSED, FIRE),
    ("POST", "/milestones/waiting", {"passed": [PASSED | {"case_id": 1}]}, FIRE),
    ("GET", "/milestones/lanes", None, OFFICE),
    ("GET", "/events", None, LOOK),
    ("GET", "/calculators", None, LOOK),
    ("POST", "/calculators/{calculator}", {"given": {"amount": "100"}}, LOOK),
    ("POST", "/calculators/{calculator}/workbook", {"given": {"amount": "100"}}, LOOK),
    ("POST", "/ingest/{system}", {"changes": []}, (401,) * 8),
    ("GET", "/operators", None, LOOK),
    ("POST", "/formulas/check", {"formula": "案号 = 'x'", "place": {"table": "case_main"}}, LOOK),
    ("POST", "/formulas/complete", {"formula": "案", "position": 1, "place": {"table": "case_main"}}, LOOK),
]
ROWS = [(m, p, b, who, status) for m, p, b, statuses in TABLE for who, status in zip(WHO, statuses, strict=True)]


@pytest.fixture
def things(db, clue_in, person, monkeypatch):
    monkeypatch.setattr(trainer, "nudge", lambda: None)
    monkeypatch.setattr(writer, "nudge", lambda: None)
    taught = LabelSet.objects.create(kind="某通知书", court=person("labeller").court, made_by=person("labeller"))
    clue = clue_in(XUHUI)
    alert = Alert.objects.create(
        scenario_id=WIDE, case_id=clue.case_id, case_number=clue.case_number, court=clue.court, fingerprint="f" * 64,
        milestone="C03", passed_at=clue.first_seen_at, fired_at=clue.first_seen_at, level="high", message="请核实。",
    )  # fmt: skip
    document = opened().con.execute(
        "SELECT d.document_id FROM document d JOIN case_main c USING (case_id) JOIN court t USING (court_id)"
        " WHERE t.name = ? AND coalesce(c.secret_level, 0) = 0 AND NOT coalesce(c.juvenile, false) LIMIT 1", [XUHUI]
    ).fetchone()  # fmt: skip
    return {
        "clue": clue.pk, "case": clue.case_id, "alert": alert.pk, "scenario": NARROW,
        "run": Run.objects.earliest("id").pk, "document": document[0], "calculator": "fee", "guide": "private_lending",
        "paper": f"d{document[0]}", "correction": 1, "set": taught.pk, "system": "filing",
    }  # fmt: skip


@pytest.mark.parametrize(("method", "path", "body", "who", "status"), ROWS)
def test_each_person_at_each_door(browse, things, method, path, body, who, status):
    if body and body.get("case_id"):
        body = {**body, "case_id": things["case"]}
    got, answer = browse(who)(method, path.format(**things), body)
    assert got == status
    if status >= 400:
        assert set(answer) == {"code", "detail"} and answer["detail"][-1] in "。？！"


def test_the_table_names_every_door():
    doors = {
        (m, "/" + p.removeprefix("/"))
        for prefix, router in api._routers
        for p, view in router.path_operations.items()
        for op in view.operations
        for m in op.methods
    }

    def plain(path: str) -> str:
        return re.sub(r"{\w+}|u999999|principal", "{}", path)

    assert {(m, plain(p)) for m, p in doors} == {(m, plain(p)) for m, p, _, _ in TABLE}


def test_nothing_was_written_by_those_who_were_refused(browse, things):
    for who in (None, "neighbour", "middle", "engineer"):
        browse(who)("POST", f"/clues/{things['clue']}/verdict", VERDICT)
        browse(who)("POST", f"/alerts/{things['alert']}/feedback", ANSWER)
    assert Clue.objects.get(pk=things["clue"]).verdict == ""
    assert Alert.objects.get(pk=things["alert"]).answer == ""


def test_a_judge_sees_no_row_of_the_neighbour_in_any_list(browse, things):
    Alert.objects.update(court=Clue.objects.filter(court__name=PUDONG).first().court)
    assert {c["court"] for c in browse("judge")("GET", "/clues?limit=500")[1]["items"]} == {XUHUI}
    assert {c["court"] for c in browse("judge")("GET", "/cases?limit=500")[1]} == {XUHUI}
    assert browse("judge")("GET", "/alerts?state=all")[1]["count"] == 0
    assert {c["court"] for c in browse("judge")("GET", "/workbench")[1]["clues_by_court"]} == {XUHUI}


BIG = 2**63
OUT_OF_BOUNDS = [
    f"/clues?offset={BIG}", "/clues?limit=0", "/clues?limit=501", "/clues?offset=-1", f"/clues/{BIG}", "/clues/x",
    f"/cases/{BIG}", f"/documents/{BIG}", f"/runs/{BIG}", f"/audit?case_id={BIG}", "/clues?verdict=maybe",
    "/clues?scenario=../../etc", "/alerts?state=lost", f"/cases?q={'长' * 61}", "/runs?limit=9999999999999999999999",
]  # fmt: skip


@pytest.mark.parametrize("path", OUT_OF_BOUNDS)
def test_numbers_and_words_out_of_bounds_are_refused_in_chinese(browse, path):
    status, answer = browse("supervisor")("GET", path)
    assert (status, answer["code"]) == (422, "wrong_input")


def test_a_path_is_no_scenario_name(browse, tmp_path):
    assert browse("engineer")("POST", "/runs", {"scenario": str(tmp_path)})[0] == 422
    assert browse("engineer")("POST", "/runs", {"scenario": "no_such"})[0] == 404
    assert runs.claim_next() is None
