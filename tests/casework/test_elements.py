"""Element tables on the platform: who sees them, who confirms, what is kept."""

from __future__ import annotations

import pytest
from house import XUHUI

from mingjing.accounts.models import AuditEvent
from mingjing.casework.models import ElementAnswer
from mingjing.lifecycle.cases import opened

pytestmark = pytest.mark.django_db
LENDING = (
    "SELECT case_id FROM case_main c JOIN court t USING (court_id) WHERE t.name = ? AND cause_name LIKE '%民间借贷%'"
    " AND coalesce(c.secret_level, 0) = 0 AND NOT coalesce(c.juvenile, false) LIMIT 1"
)
PLEADING = """民事起诉状
原告：张某某。
被告：李某某。
诉讼请求：
1.判令被告归还借款本金100000元；
事实与理由：
2022年3月1日，被告向原告借款100000元，出具借条一张，约定年利率10%，原告以现金交付。
"""


@pytest.fixture
def case(db) -> int:
    """A case about a private loan of 徐汇."""
    return opened().con.execute(LENDING, [XUHUI]).fetchone()[0]


def element(answer: dict, name: str) -> dict:
    return next(e for e in answer["elements"] if e["id"] == name)


def test_the_cause_of_a_case_leads_to_its_guide(browse, case):
    assert browse("judge")("GET", f"/cases/{case}/guides")[1] == [
        {"name": "private_lending", "title": "民间借贷纠纷要素式审判辅助"}
    ]


def test_a_guide_that_does_not_exist_is_refused_by_name(browse, case):
    status, answer = browse("judge")("GET", f"/cases/{case}/guides/nothing")
    assert status == 404 and "nothing" in answer["detail"]


def test_what_a_judge_confirms_stands_and_can_be_taken_back(browse, case):
    door = f"/cases/{case}/guides/private_lending/elements/principal"
    said = element(browse("judge")("PUT", door, {"value": "100000"})[1], "principal")
    assert (said["state"], said["value"], said["said_by"] != "") == ("confirmed", "100000", True)
    back = element(browse("judge")("PUT", door, {"value": ""})[1], "principal")
    assert back["state"] != "confirmed"
    assert ElementAnswer.objects.filter(case_id=case).count() == 2


def test_an_answer_of_another_kind_is_refused_and_nothing_is_kept(browse, case):
    status, answer = browse("judge")(
        "PUT", f"/cases/{case}/guides/private_lending/elements/principal", {"value": "十万左右"}
    )
    assert status == 422 and "借据载明本金" in answer["detail"]
    assert not ElementAnswer.objects.exists()


def test_another_court_sees_no_table_and_a_higher_court_sees_but_does_not_confirm(browse, case):
    door = f"/cases/{case}/guides/private_lending"
    assert browse("neighbour")("GET", door)[0] == 404
    assert browse("supervisor")("GET", door)[1]["can_answer"] is False


def test_looking_and_confirming_are_in_the_log(browse, case):
    browse("judge")("GET", f"/cases/{case}/guides/private_lending")
    browse("judge")("PUT", f"/cases/{case}/guides/private_lending/elements/principal", {"value": "100000"})
    assert {"查看要素表", "确认案件要素"} <= set(AuditEvent.objects.values_list("action", flat=True))
