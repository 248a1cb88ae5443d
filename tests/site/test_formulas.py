"""What an editor of models asks over HTTP."""

from __future__ import annotations

import pytest

from mingjing.operators import PALETTE

pytestmark = pytest.mark.django_db

DRAFT = {
    "node": "big",
    "sources": {"cases": {"table": "case_main", "columns": ["case_id", "amount_in_dispute_fen", "status"]}},
    "nodes": {"big": {"operator": "filter", "input": "cases", "where": "unfinished ("}},
    "params": {"least": {"label": "下限", "value": 50000, "unit": "元", "mark": "default", "certainty": "D"}},
}


def test_the_palette_comes_with_forms_and_help(browse):
    status, found = browse("judge")("GET", "/operators")
    assert status == 200 and {o["name"] for o in found} == set(PALETTE)
    top = next(o for o in found if o["name"] == "top")
    assert top["group"] == "统计" and {"name": "input", "kind": "port", "required": True} in top["form"]
    assert all(o["help"] for o in found)


def test_a_formula_of_a_draft_is_told_in_chinese(browse):
    asked = {"formula": "标的额 >= :least 且 status = 'open'", "place": DRAFT, "condition": True}
    status, found = browse("judge")("POST", "/formulas/check", asked)
    assert status == 200 and found["problems"] == []
    assert found["said"] == "标的额不少于50,000元且状态为“在办”"


def test_a_fault_is_told_with_its_place(browse):
    asked = {"formula": "amount_in_dispute > 元(1)", "place": DRAFT}
    (problem,) = browse("judge")("POST", "/formulas/check", asked)[1]["problems"]
    assert (problem["start"], problem["end"], problem["near"]) == (0, 17, ["amount_in_dispute_fen"])


def test_codes_are_offered_inside_quotes(browse):
    asked = {"formula": "status = '", "position": 10, "place": DRAFT}
    status, found = browse("judge")("POST", "/formulas/complete", asked)
    assert status == 200 and [c["text"] for c in found] == ["'open'", "'closed'"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({}, "请给出表"),
        ({"table": "no_such"}, "没有「no_such」这张表"),
        ({"node": "no_such", "nodes": {"a": {}}}, "不存在的画布节点"),
        ({**DRAFT, "sources": {"cases": {"table": "case_main", "columns": ["no_such"]}}}, "没有「no_such」这一列"),
        ({**DRAFT, "sources": {"cases": 5}}, "须是"),
    ],
)
def test_a_place_that_is_none_is_refused_in_chinese(browse, place, said):
    status, answer = browse("judge")("POST", "/formulas/check", {"formula": "1 = 1", "place": place})
    assert status in (400, 404, 422) and said in answer["detail"]


def test_a_formula_that_is_too_long_is_refused(browse):
    asked = {"formula": "1" * 5000, "place": {"table": "case_main"}}
    assert browse("judge")("POST", "/formulas/check", asked)[0] == 422
