"""What pages, workbench, errors and headers look like from outside."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from house import NARROW, WIDE, XUHUI

from mingjing.lifecycle import pages

pytestmark = pytest.mark.django_db


def test_the_workbench_counts_what_the_lists_hold(browse):
    me = browse("judge")
    _, bench = me("GET", "/workbench")
    _, clues = me("GET", "/clues?verdict=pending")
    assert bench["todo"]["clues_pending"] == clues["count"] == clues["pending"] > 0
    assert bench["clues_by_court"] == [{"court": XUHUI, "clues": clues["count"]}]
    assert bench["data"]["cases"] > 1000 and bench["data"]["as_of"] == "2025-12-31"
    assert [s["label"] for s in bench["funnel"]] == ["场景申报", "数字建模", "推广评查", "嵌入测试", "已嵌入"]
    counts = [s["count"] for s in bench["funnel"]]
    assert counts == sorted(counts, reverse=True)


def test_every_scenario_of_the_library_has_its_page(browse):
    me = browse("supervisor")
    _, rows = me("GET", "/scenarios")
    assert [r["name"] for r in rows] == sorted(pages.readable())
    for row in rows:
        status, page = me("GET", f"/scenarios/{row['name']}")
        assert status == 200
        assert page["sentence"] and page["basis"] and page["false_alarms"] and page["milestones"]
        assert {i for n in page["graph"]["nodes"] for i in n["inputs"]} <= {n["id"] for n in page["graph"]["nodes"]}
        assert page["numbers"]["clues"] == row["clues"]


def test_one_broken_scenario_does_not_hide_the_others(browse, monkeypatch, tmp_path, caplog):
    broken = tmp_path / "broken_one"
    broken.mkdir()
    (broken / "scenario.yaml").write_text("name: broken_one\n", encoding="utf-8")
    monkeypatch.setenv("MINGJING_SCENARIOS", str(tmp_path))
    assert browse("judge")("GET", "/scenarios")[0] == 200
    assert "broken_one" in caplog.text


def test_a_case_page_shows_facts_parties_line_and_clues(browse, clue_in):
    clue = clue_in(XUHUI)
    _, case = browse("judge")("GET", f"/cases/{clue.case_id}")
    assert {f["label"] for f in case["facts"]} >= {"法院", "案号", "案由", "立案日"}
    assert case["parties"] and all(p["role"] and p["name"] and p["kind"] for p in case["parties"])
    assert clue.pk in {c["id"] for c in case["clues"]}
    states = [m["state"] for m in case["milestones"]]
    assert states and set(states[:-2]) <= {"done"}
    assert all((m["state"] == "next") == (m["passed_at"] is None) for m in case["milestones"])


def test_a_case_is_found_by_number_with_either_brackets(browse, clue_in):
    clue = clue_in(XUHUI)
    typed = clue.case_number.replace("（", "(").replace("）", ")")
    for q in (clue.case_number, typed):
        _, rows = browse("judge")("GET", f"/cases?q={q}")
        assert [r["case_id"] for r in rows] == [clue.case_id]


def test_the_engineer_can_not_search_by_name(browse, clue_in):
    clue = clue_in(XUHUI)
    name = browse("judge")("GET", f"/cases/{clue.case_id}")[1]["parties"][0]["name"]
    assert clue.case_id in {r["case_id"] for r in browse("judge")("GET", f"/cases?q={name}&limit=500")[1]}
    assert browse("engineer")("GET", f"/cases?q={name}")[1] == []


def test_chinese_stays_chinese_in_json():
    assert "请先登录。" in Client().get("/api/me").content.decode()


@pytest.mark.parametrize("path", ["/api/nothing", "/api/clues/1/nothing", "/assets/gone.js", "/api/"])
def test_a_wrong_address_is_404_as_json(path):
    answer = Client().get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_there")


def test_a_fault_inside_is_500_with_a_number_and_nothing_of_the_inside(browse, monkeypatch, caplog):
    def fault(*_: object) -> None:
        raise RuntimeError("secret path /etc/x")

    monkeypatch.setattr("mingjing.lifecycle.queries.tallies", fault)
    status, answer = browse("judge")("GET", "/scenarios")
    assert (status, answer["code"]) == (500, "broken")
    assert "错误编号" in answer["detail"] and "secret" not in json.dumps(answer)
    assert "secret path" in caplog.text


def test_missing_court_data_is_said_in_chinese(browse, settings, tmp_path):
    settings.MINGJING_DATA = tmp_path / "none.duckdb"
    status, answer = browse("judge")("GET", "/cases")
    assert status == 503 and "--data" in answer["detail"]


def test_pages_come_from_the_built_front_end_and_say_so_when_it_is_not_built(settings, tmp_path):
    settings.FRONT_END = tmp_path
    answer = Client().get("/scenarios/dead_party")
    assert answer.status_code == 503 and "尚未构建" in answer.content.decode()
    (tmp_path / "index.html").write_text("<title>明镜</title>__CSP_NONCE__", encoding="utf-8")
    for path in ("/", "/workbench", "/scenarios/dead_party"):
        answer = Client().get(path)
        head, nonce = answer.content.decode().split("</title>")
        assert (answer.status_code, head) == (200, "<title>明镜")
        assert len(nonce) > 15 and f"'nonce-{nonce}'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-cache"


def test_every_page_carries_its_policy():
    headers = Client().get("/api/csrf").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe-eval" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["X-Frame-Options"] == "DENY"


def test_openapi_types_every_answer_by_name():
    spec = Client().get("/api/openapi.json").json()
    assert {
        "Me", "Session", "Workbench", "ScenarioRow", "ScenarioDetail", "Numbers", "Run", "ClueRow", "Clue", "Evidence",
        "Alert", "Alerts", "CaseRow", "CaseView", "Document", "Error",
    } <= set(spec["components"]["schemas"])  # fmt: skip
    for path, operations in spec["paths"].items():
        for operation in operations.values():
            assert path.endswith(("/export", "/workbook", "/draft")) or {"200", "401", "403", "404", "422"} <= set(
                operation["responses"]
            )


def test_the_gate_is_told_over_all_courts(browse):
    _, mine = browse("judge")("GET", f"/scenarios/{WIDE}")
    _, all_of_them = browse("supervisor")("GET", f"/scenarios/{WIDE}")
    assert mine["gate_state"] == all_of_them["gate_state"]
    assert mine["numbers"]["clues"] < all_of_them["numbers"]["clues"]
    assert NARROW != WIDE and mine["gate_state"]["reason"] == "已核验 0 条，至少需要 20 条。"


def test_evidence_speaks_in_words(browse):
    me = browse("supervisor")
    _, page = me("GET", "/clues?limit=500")
    seen = [e for c in page["items"][:60] for e in me("GET", f"/clues/{c['id']}")[1]["evidence"]]
    values = {str(v) for e in seen for v in e["columns"].values()}
    assert seen and not values & {"plaintiff", "defendant", "person", "company", "True", "False", "withdrawn"}
    assert all(
        not c.endswith("_fen") or v is None or str(v).endswith(" 元") for e in seen for c, v in e["columns"].items()
    )
