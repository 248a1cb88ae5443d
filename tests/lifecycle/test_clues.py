"""Clues are kept once, verified by people, and exported safely."""

from __future__ import annotations

from io import BytesIO

import pytest
from house import NARROW, WIDE, XUHUI
from openpyxl import load_workbook

from mingjing.accounts.models import AuditEvent
from mingjing.lifecycle import runs
from mingjing.lifecycle.actions import clue_records, store_clues
from mingjing.lifecycle.export import FORMULA_STARTS, guarded
from mingjing.lifecycle.models import Clue, ClueSighting, Run, Verdict
from mingjing.site.loading import load_clues

pytestmark = pytest.mark.django_db


def test_a_second_run_finds_the_same_clues_and_keeps_them_once(court):
    before = Clue.objects.filter(scenario_id=NARROW).count()
    run = load_clues(court.screen(NARROW), "supervisor")
    assert (run.new_clues, run.known_clues, run.rows) == (0, before, before)
    assert Clue.objects.filter(scenario_id=NARROW).count() == before
    assert all(ClueSighting.objects.filter(clue=c).count() == 2 for c in Clue.objects.filter(scenario_id=NARROW))


def test_a_clue_seen_again_is_refreshed_and_keeps_its_verdict(court, browse):
    clue = Clue.objects.filter(scenario_id=NARROW, secret_level=0, juvenile=False).first()
    browse("supervisor")("POST", f"/clues/{clue.pk}/verdict", {"verdict": "confirmed"})
    Clue.objects.filter(pk=clue.pk).update(message="旧的说法", version="0")
    load_clues(court.screen(NARROW), "supervisor")
    clue.refresh_from_db()
    assert clue.message != "旧的说法" and clue.version != "0"
    assert clue.verdict == "confirmed" and clue.last_seen_at > clue.first_seen_at


def test_the_same_fingerprint_twice_in_one_run_is_one_clue(court):
    found = court.screen(NARROW).clues()
    Clue.objects.filter(scenario_id=NARROW).delete()
    run = Run.objects.create(scenario_id=NARROW, asked_by="supervisor")
    assert store_clues(run, clue_records([*found, *found])) == (len(found), 0)


def test_verdicts_make_a_history_and_the_last_one_stands(browse, clue_in):
    clue = clue_in(XUHUI)
    judge, office = browse("judge"), browse("supervisor")
    judge("POST", f"/clues/{clue.pk}/verdict", {"verdict": "refuted", "note": "同名"})
    _, view = office("POST", f"/clues/{clue.pk}/verdict", {"verdict": "confirmed"})
    assert (view["verdict_label"], view["verified_by"], view["can_undo"]) == ("属实", "supervisor先生", True)
    assert [(h["verdict"], h["by_username"]) for h in view["history"]] == [
        ("confirmed", "supervisor"),
        ("refuted", "judge"),
    ]
    status, answer = judge("DELETE", f"/clues/{clue.pk}/verdict")
    assert (status, answer["code"]) == (409, "clash")
    _, view = office("DELETE", f"/clues/{clue.pk}/verdict")
    assert (view["verdict"], view["note"], view["verified_by"]) == ("refuted", "同名", "judge先生")
    _, view = judge("DELETE", f"/clues/{clue.pk}/verdict")
    assert (view["verdict"], view["verdict_label"]) == ("", "待核验")
    assert Verdict.objects.filter(clue=clue).count() == 2
    assert len(view["history"]) == 2 and all(h["withdrawn_at"] for h in view["history"])


WRONG = [{"verdict": "maybe"}, {}, {"verdict": "confirmed", "note": "长" * 501}]


@pytest.mark.parametrize("body", WRONG)
def test_a_verdict_out_of_the_list_is_refused(browse, clue_in, body):
    assert browse("judge")("POST", f"/clues/{clue_in(XUHUI).pk}/verdict", body)[0] == 422


def test_lists_filter_and_page_without_gaps(browse):
    me = browse("supervisor")
    _, everything = me("GET", f"/clues?scenario={WIDE}&limit=500")
    paged = [c["id"] for o in range(0, everything["count"], 40)
             for c in me("GET", f"/clues?scenario={WIDE}&limit=40&offset={o}")[1]["items"]]  # fmt: skip
    assert paged == [c["id"] for c in everything["items"]]
    assert len(set(paged)) == everything["count"]
    order = ["high", "error", "medium", "low", "info"]
    weights = [order.index(c["level"]) for c in everything["items"]]
    assert weights == sorted(weights)


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_a_cell_that_looks_like_a_formula_is_guarded(start):
    assert guarded(f"{start}cmd|' /C calc'!A0").startswith("'")


def test_the_export_holds_what_the_list_shows_and_says_under_which_conditions(browse, clue_in):
    clue = clue_in(XUHUI)
    Clue.objects.filter(pk=clue.pk).update(subject='=HYPERLINK("http://x")', message="+1")
    status, body = browse("judge")("GET", f"/clues/export?scenario={WIDE}")
    book = load_workbook(BytesIO(body), read_only=True)
    rows = list(book["线索"].iter_rows(values_only=True))
    _, listed = browse("judge")("GET", f"/clues?scenario={WIDE}&limit=500")
    assert status == 200 and [r[0] for r in rows[1:]] == [c["id"] for c in listed["items"]]
    guarded_row = next(r for r in rows if r[0] == clue.pk)
    assert guarded_row[4] == '\'=HYPERLINK("http://x")' and guarded_row[6] == "'+1"
    facts = dict(book["条件与版本"].iter_rows(values_only=True))
    assert facts["核验结果"] == "全部" and facts["条数"] == str(listed["count"]) and "judge先生" in facts["导出人"]
    assert any(k.startswith("版本：") for k in facts)
    event = AuditEvent.objects.filter(action="导出线索").latest("id")
    assert set(event.case_ids) == {c["case_id"] for c in listed["items"]}
    book.close()


def test_asking_twice_for_a_run_gives_the_one_that_waits():
    first = runs.ask_for(NARROW, "engineer")
    assert runs.ask_for(NARROW, "supervisor").pk == first.pk
    assert runs.claim(first) and not runs.claim(first)
    assert runs.ask_for(NARROW, "supervisor").pk == first.pk
