"""Checking what was read: corrections, who may make them, what is kept."""

from __future__ import annotations

import json

import pytest
from house import PAPERS_OF, PUDONG, XUHUI

from mingjing.accounts.models import AuditEvent
from mingjing.lifecycle.cases import opened
from mingjing.papers import examples
from mingjing.papers.models import Correction, Paper
from mingjing.reading.learning.examples import read_examples

pytestmark = pytest.mark.django_db


def point(view: dict, code: str) -> dict:
    return next(p for p in view["points"] if p["code"] == code)


def someone(view: dict) -> dict:
    """A value that names a person."""
    return next(p for p in view["points"] if p["code"] in ("J023", "J034", "J036") and len(p["text"]) in (2, 3))


def corrected(me, paper: str, code: str, words: str, **more: object) -> dict:
    """The paper after a person said that a value is these words of it."""
    _, view = me("GET", f"/papers/{paper}")
    start = view["text"].index(words)
    body = {"act": "change", "on": point(view, code)["key"], "start": start, "end": start + len(words), **more}
    status, answer = me("POST", f"/papers/{paper}/corrections", body)
    assert status == 200, answer
    return answer


def test_a_paper_shows_its_text_its_sections_and_its_values_in_place(browse, paper):
    status, view = browse("judge")("GET", f"/papers/{paper}")
    assert status == 200
    assert view["can_correct"] and not view["masked"] and view["why_not"] == ""
    assert [s["code"] for s in view["sections"]][:2] == ["head", "parties"]
    for p in view["points"]:
        assert view["text"][p["start"] : p["end"]] == p["text"]
        assert p["sure"] in ("high", "middle", "low") and p["who"] == "rule"
    assert point(view, "J003")["group"] == "首部"


def test_a_correction_is_kept_with_who_when_and_the_old_value(browse, paper):
    before = point(browse("judge")("GET", f"/papers/{paper}")[1], "J001")
    after = corrected(browse("judge"), paper, "J001", "人民法院")
    now = point(after, "J001")
    assert (now["value"], now["act"], now["who"], now["by"]) == ("人民法院", "change", "person", "judge先生")
    assert (now["old_value"], after["state"]) == (before["value"], "checking")
    kept = Correction.objects.get()
    assert (kept.old_value, kept.old_start, kept.by.username) == (before["value"], before["start"], "judge")


def test_a_correction_survives_another_reading(browse, paper):
    corrected(browse("judge"), paper, "J001", "人民法院")
    status, after = browse("judge")("POST", f"/papers/{paper}/read")
    assert status == 200 and after["read_at"]
    assert [p["value"] for p in after["points"] if p["code"] == "J001"] == ["人民法院"]
    assert Paper.objects.get().points


def test_a_typed_value_goes_before_the_words(browse, paper):
    after = corrected(browse("judge"), paper, "J001", "人民法院", value="某某法院")
    assert (point(after, "J001")["value"], point(after, "J001")["text"]) == ("某某法院", "人民法院")


def test_a_rejected_value_stays_in_sight_and_a_confirmed_one_is_no_longer_doubtful(browse, paper):
    me = browse("judge")
    _, view = me("GET", f"/papers/{paper}")
    for act, code in (("reject", "J001"), ("confirm", "J003")):
        status, view = me("POST", f"/papers/{paper}/corrections", {"act": act, "on": point(view, code)["key"]})
        assert status == 200
        assert (point(view, code)["act"], point(view, code)["doubtful"]) == (act, False)
    assert "J001" in {m["code"] for m in view["missing"]}


def test_a_missed_value_is_added_with_its_words(browse, paper):
    me = browse("judge")
    body = {"act": "add", "code": "J092", "name": "惩罚性请求", "start": 0, "end": 4}
    status, view = me("POST", f"/papers/{paper}/corrections", body)
    assert status == 200
    assert (point(view, "J092")["act"], point(view, "J092")["group"]) == ("add", "诉请与答辩")


def test_undo_brings_back_the_old_value_and_keeps_the_history(browse, paper):
    me = browse("judge")
    first = point(corrected(me, paper, "J001", "人民法院"), "J001")["correction"]
    status, after = me("DELETE", f"/papers/{paper}/corrections/{first}")
    assert status == 200
    assert point(after, "J001")["act"] == ""
    assert [h["withdrawn_at"] is not None for h in after["history"]] == [True]
    assert me("DELETE", f"/papers/{paper}/corrections/{first}")[0] == 404


def test_only_the_author_takes_back_and_not_from_under_a_later_correction(browse, paper):
    first = point(corrected(browse("judge"), paper, "J001", "人民法院"), "J001")["correction"]
    assert browse("clerk")("DELETE", f"/papers/{paper}/corrections/{first}")[1]["code"] == "clash"
    corrected(browse("clerk"), paper, "J001", "法院")
    status, answer = browse("judge")("DELETE", f"/papers/{paper}/corrections/{first}")
    assert (status, answer["detail"]) == (409, "这次更正之后又有新的更正。请先撤销后面的更正。")


def test_a_value_changed_meanwhile_is_not_changed_unseen(browse, paper):
    me = browse("judge")
    stale = point(me("GET", f"/papers/{paper}")[1], "J001")["key"]
    corrected(me, paper, "J001", "法院")
    status, answer = me("POST", f"/papers/{paper}/corrections", {"act": "confirm", "on": stale})
    assert (status, answer["code"]) == (409, "clash")


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (0, 2**30), (None, None)])
def test_words_must_be_in_the_paper(browse, paper, start, end):
    body = {"act": "add", "code": "J092", "name": "惩罚性请求", "start": start, "end": end}
    assert browse("judge")("POST", f"/papers/{paper}/corrections", body)[1]["code"] == "outside_text"


def test_the_higher_court_looks_and_the_court_of_the_case_corrects(browse, paper):
    _, view = browse("supervisor")("GET", f"/papers/{paper}")
    assert not view["can_correct"] and XUHUI in view["why_not"]
    body = {"act": "confirm", "on": view["points"][0]["key"]}
    assert browse("supervisor")("POST", f"/papers/{paper}/corrections", body)[0] == 403
    assert browse("clerk")("POST", f"/papers/{paper}/corrections", body)[0] == 200
    assert Correction.objects.count() == 1


def test_a_labeller_of_the_office_sees_people_covered_and_places_that_hold(browse, paper):
    _, plain = browse("judge")("GET", f"/papers/{paper}")
    _, veiled = browse("labeller")("GET", f"/papers/{paper}")
    person = someone(plain)["text"]
    assert veiled["masked"] and veiled["can_correct"]
    assert person in plain["text"] and person not in json.dumps(veiled, ensure_ascii=False)
    assert len(veiled["text"]) == len(plain["text"])
    assert [(p["start"], p["end"]) for p in veiled["points"]] == [(p["start"], p["end"]) for p in plain["points"]]


def test_a_labeller_corrects_without_seeing_and_the_words_are_kept_uncovered(browse, paper):
    _, plain = browse("judge")("GET", f"/papers/{paper}")
    name = someone(plain)
    me = browse("labeller")
    _, view = me("GET", f"/papers/{paper}")
    body = {"act": "change", "on": point(view, "J001")["key"], "start": name["start"], "end": name["end"]}
    assert me("POST", f"/papers/{paper}/corrections", body)[0] == 200
    assert Correction.objects.get().value == name["text"]


def test_the_list_counts_doubts_and_follows_the_work(browse, paper):
    me = browse("judge")
    _, page = me("GET", "/papers?limit=200")
    assert page["count"] == len(page["items"]) >= 5
    assert {r["court"] for r in page["items"]} == {XUHUI}
    doubts = [r["doubtful"] for r in page["items"]]
    assert doubts == sorted(doubts, reverse=True)
    row = next(r for r in page["items"] if r["key"] == paper)
    assert (row["state"], row["corrected"]) == ("waiting", 0) and row["points"] > 5
    corrected(me, paper, "J001", "人民法院")
    row = next(r for r in me("GET", "/papers?limit=200")[1]["items"] if r["key"] == paper)
    assert (row["state"], row["corrected"]) == ("checking", 1)
    assert me("PUT", f"/papers/{paper}/checked")[1]["state"] == "checked"
    assert paper not in {r["key"] for r in me("GET", "/papers?state=open&limit=200")[1]["items"]}
    assert [r["key"] for r in me("GET", "/papers?state=checked")[1]["items"]] == [paper]
    assert me("DELETE", f"/papers/{paper}/checked")[1]["state"] == "checking"


def test_every_look_and_every_correction_is_in_the_log(browse, paper):
    corrected(browse("judge"), paper, "J001", "人民法院")
    acts = list(AuditEvent.objects.filter(actor="judge").values_list("action", flat=True))
    assert acts == ["查看文书", "更正信息点"]
    event = AuditEvent.objects.get(action="更正信息点")
    assert event.case_ids and event.facts == {"paper": paper, "code": "J001", "act": "change"}


def test_checked_papers_become_examples(browse, paper):
    me = browse("judge")
    corrected(me, paper, "J001", "人民法院")
    me(
        "POST",
        f"/papers/{paper}/corrections",
        {"act": "reject", "on": point(me("GET", f"/papers/{paper}")[1], "J003")["key"]},
    )
    assert browse("labeller")("GET", "/papers/export")[1].content == b""
    me("PUT", f"/papers/{paper}/checked")
    (line,) = browse("labeller")("GET", "/papers/export")[1].content.splitlines()
    example = json.loads(line)
    assert set(example) == {"id", "text", "points"} and example["id"] == paper
    values = {p["id"]: p for p in example["points"]}
    assert "J003" not in values
    court = values["J001"]
    assert (court["value"], example["text"][court["start"] : court["end"]]) == ("人民法院", "人民法院")


def test_the_keeper_of_the_machine_exports_what_the_trainer_reads(browse, paper, tmp_path):
    me = browse("judge")
    corrected(me, paper, "J001", "人民法院")
    me("PUT", f"/papers/{paper}/checked")
    out = tmp_path / "examples.jsonl"
    assert examples.write_all(out) == 1
    (read,) = read_examples(out)
    assert read.id == paper and "人民法院" in {read.text[p.start : p.end] for p in read.points if p.id == "J001"}


def test_papers_of_the_neighbour_are_not_there(browse):
    number, *_ = opened().con.execute(PAPERS_OF, [PUDONG]).fetchone()
    for method, path, body in (
        ("GET", "", None), ("POST", "/read", None), ("PUT", "/checked", None),
        ("POST", "/corrections", {"act": "confirm", "on": "J001:0-1"}),
    ):  # fmt: skip
        assert browse("judge")(method, f"/papers/d{number}{path}", body)[0] == 404
