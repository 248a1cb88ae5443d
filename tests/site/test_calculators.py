"""The calculators over HTTP."""

from __future__ import annotations

import io

import openpyxl
import pytest

pytestmark = pytest.mark.django_db


def test_every_calculator_comes_with_its_form(browse):
    status, forms = browse("judge")("GET", "/calculators")
    assert status == 200
    fee = next(f for f in forms if f["name"] == "fee")
    assert fee["label"] == "案件受理费"
    assert [i["label"] for i in fee["inputs"]][:2] == ["案件种类", "争议金额"]
    assert {"value": "divorce", "label": "离婚案件"} in fee["inputs"][0]["choices"]


def test_an_answer_shows_its_steps_and_articles(browse):
    given = {"amount": "1,000,000", "on": "2024-05-01"}
    status, answer = browse("judge")("POST", "/calculators/fee", {"given": given})
    assert (status, answer["headline"]) == (200, "13,800.00 元")
    assert "诉讼费用交纳办法" in answer["steps"][0]["basis"]


def test_what_is_missing_or_wrong_is_said_in_words(browse):
    ask = browse("judge")
    assert ask("POST", "/calculators/fee", {"given": {}})[1]["need"] == ["争议金额"]
    status, refusal = ask("POST", "/calculators/fee", {"given": {"amount": "很多"}})
    assert (status, refusal["code"]) == (422, "bad_input")
    assert "争议金额" in refusal["detail"]
    assert ask("POST", "/calculators/fees", {"given": {}})[0] == 404


def test_the_reckoning_can_be_taken_away_as_a_workbook(browse):
    status, answer = browse("judge")("POST", "/calculators/fee/workbook", {"given": {"amount": "1000000"}})
    assert status == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet["B1"].value == "13,800.00 元"
