"""The given tables of a test row: what may be left out, and what is refused by name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from case_rows import FOLDERS

from mingjing.running.trial import BadTestRow, Bench, Disagreement, refuse_difference, with_params
from mingjing.scenario import library

DAY = dt.date(2025, 5, 1)
WRONG: list[tuple[str, dict[str, Any], list[str]]] = [
    ("没有这张表", {"case_mian": []}, ["case_mian", "case_main"]),
    ("没有这一列", {"ext_death": [{"died": DAY}]}, ["ext_death 第 1 行", "died", "died_on"]),
    ("没有这个代码", {"ext_death": [{"status": "dead"}]}, ["status", "dead", "valid", "revoked"]),
    ("类型不符", {"ext_death": [{"died_on": "五月一日"}]}, ["died_on", "五月一日", "日期"]),
    ("是否不是金额", {"case_main": [{"case_id": 1, "award_fen": True}]}, ["award_fen", "金额"]),
    ("缺少所属案件", {"party": [{"party_id": 1}]}, ["party 第 1 行", "case_id", "不可为空"]),
    ("台账不由人写", {"case_party": [{"case_id": 1}]}, ["case_party", "party、case_main、subject"]),
    ("表头与值不齐", {"ext_death": [["id_key", "died_on"], ["K1"]]}, ["ext_death 第 1 行", "1 个值", "2 列"]),
]


@pytest.mark.parametrize(("what", "given", "says"), WRONG, ids=[w[0] for w in WRONG])
def test_wrong_tables_are_refused_by_name(what: str, given: dict[str, Any], says: list[str], bench: Bench) -> None:
    with pytest.raises(BadTestRow) as refused:
        bench.try_row(library.load("dead_party"), given, DAY)
    assert all(s in str(refused.value) for s in says), str(refused.value)


def test_a_hit_of_a_case_that_is_not_given_is_refused(bench: Bench) -> None:
    moneys = [{"case_id": 7, "kind": "payment", "amount_fen": 10000, "arrived_on": dt.date(2025, 1, 1)}]
    with pytest.raises(BadTestRow, match="案件 7"):
        bench.try_row(library.load("overdue_payout"), {"money_in": moneys}, DAY)


def test_one_row_leaves_nothing_to_the_next(bench: Bench) -> None:
    moneys = [{"case_id": 7, "kind": "payment", "amount_fen": 10000, "arrived_on": dt.date(2025, 1, 1)}]
    scenario = library.load("overdue_payout")
    assert bench.try_row(scenario, {"case_main": [{"case_id": 7}], "money_in": moneys}, DAY).rows
    assert bench.try_row(scenario, {"case_main": [{"case_id": 7}]}, DAY).rows == []


def test_an_unknown_parameter_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadTestRow, match="lookback"):
        with_params(Path(FOLDERS["fake_divorce"]), {"look_back": 12})


def test_different_answers_are_shown() -> None:
    with pytest.raises(Disagreement, match="某场景：筛查、逐案核查结果不同"):
        refuse_difference("某场景", ("筛查", "逐案核查"), [{"case_id": 1}], [{"case_id": 2}])
