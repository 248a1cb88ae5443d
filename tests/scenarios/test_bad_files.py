"""A wrong scenario file is refused in Chinese, with scenario, node and what would have been right."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from mingjing.algebra.errors import BadFormula, ModelError, NotRestrictable, UnionMismatch, UnknownColumn, WrongType
from mingjing.running.plans import plan_of
from mingjing.scenario.errors import BadField, BrokenFile, Cycle, UnknownNode, UnknownOperator, UnknownTable
from mingjing.scenario.loading import load_folder, scenario_of

GOOD: dict[str, Any] = {
    "name": "big_claim",
    "code": "S999",
    "title": "大额案件",
    "version": 1,
    "panel": ["监督"],
    "status": "modelling",
    "milestones": ["C03"],
    "asks": "标的额是否超过百万元？",
    "basis": [{"law": "民事诉讼法", "article": "第一条", "in_force": "2024-01-01", "certainty": "V"}],
    "alert": "本案标的额{amount}，请关注。",
    "false_alarms": ["标的额录入错误。"],
    "params": {"min": {"label": "下限", "value": 1000000, "unit": "元", "mark": "default", "certainty": "D"}},
    "sources": {
        "cases": {
            "table": "case_main",
            "columns": {"case_id": "case_id", "case_kind": "case_kind", "amount": "amount_in_dispute_fen"},
        },
        "rates": {"table": "product_norm", "columns": ["product_code", "median_quantity"]},
    },
    "nodes": {
        "big": {"operator": "filter", "title": "大额", "input": "cases", "where": "amount > :min"},
        "hits": {"operator": "derive", "title": "大额案件", "input": "big", "columns": {"level": "'info'"}},
    },
    "result": "hits",
}

WRONG: list[tuple[str, dict[str, Any], type[ModelError], list[str]]] = [
    ("不存在的列", {"nodes.big.where": "ammount > :min"}, UnknownColumn, ["big_claim / big", "ammount", "amount"]),
    ("数据源里不存在的列", {"sources.cases.columns": ["case_idd"]}, UnknownColumn, ["big_claim / cases", "case_idd"]),
    ("首尾成环", {"nodes.big.input": "hits"}, Cycle, ["big_claim", "hits、big、hits"]),
    ("类型不符", {"nodes.big.where": "amount > '多'"}, WrongType, ["big_claim / big", "大于", "金额", "文字"]),
    ("条件不是条件", {"nodes.big.where": "amount"}, WrongType, ["big_claim / big", "需要一个条件"]),
    ("不存在的算子", {"nodes.big.operator": "filtr"}, UnknownOperator, ["big_claim / big", "filtr", "filter"]),
    ("不存在的表", {"sources.cases.table": "case_mian"}, UnknownTable, ["big_claim / cases", "case_mian", "case_main"]),
    ("算子栏目写错", {"nodes.big.wher": "true"}, BadField, ["big_claim / big", "wher", "where"]),
    ("场景字段写错", {"milestone": ["C03"]}, BadField, ["milestone", "milestones"]),
    ("场景字段缺少", {"asks": None}, BadField, ["asks", "缺少"]),
    ("代码不在代码表", {"nodes.big.where": "case_kind = '民出'"}, WrongType, ["big_claim / big", "民出", "民初"]),
    ("引用不存在的节点", {"nodes.big.input": "case"}, UnknownNode, ["big_claim", "case", "cases"]),
    ("未声明的参数", {"nodes.big.where": "amount > :max"}, BadFormula, ["big_claim / big", ":max", "min"]),
    ("不存在的函数", {"nodes.big.where": "daze(as_of, as_of) > 1"}, BadFormula, ["big_claim / big", "daze"]),
    ("公式写不完整", {"nodes.big.where": "amount > ("}, BadFormula, ["big_claim / big", "括号"]),
    ("提示里没有的列", {"alert": "金额{amonut}"}, UnknownColumn, ["amonut", "amount"]),
    ("没有的节点代码", {"milestones": ["C99"]}, BadField, ["milestones", "C99", "C03"]),
    ("没有的状态", {"status": "done"}, BadField, ["status", "done", "modelling"]),
    ("没有误报情形", {"false_alarms": []}, BadField, ["false_alarms", "不可为空"]),
    ("依据没有施行日期", {"basis": [{"law": "民法典", "article": "第一条"}]}, BadField, ["basis.in_force"]),
    ("结果没有等级", {"result": "big"}, UnknownColumn, ["level"]),
    (
        "合并的列不一致",
        {"nodes.both": {"operator": "union", "inputs": ["hits", "big"]}},
        UnionMismatch,
        ["big_claim / both", "level"],
    ),
]


def changed(changes: dict[str, Any]) -> dict[str, Any]:
    """The good file with some places set otherwise; None takes a place away."""
    raw = deepcopy(GOOD)
    for path, value in changes.items():
        *above, last = path.split(".")
        place = raw
        for step in above:
            place = place[step]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return raw


def test_the_good_file_is_good() -> None:
    assert scenario_of(GOOD).result.columns == ("case_id", "case_kind", "amount", "level")


@pytest.mark.parametrize(("what", "changes", "error", "says"), WRONG, ids=[w[0] for w in WRONG])
def test_a_wrong_file_is_refused_with_what_would_have_been_right(
    what: str, changes: dict[str, Any], error: type[ModelError], says: list[str], tmp_path: Path
) -> None:
    write(tmp_path, changed(changes))
    with pytest.raises(error) as refused:
        load_folder(tmp_path)
    told = str(refused.value)
    assert all(s in told for s in ["big_claim", *says]), told
    assert any("一" <= c <= "鿿" for c in told)


def test_a_source_that_a_case_cannot_reach_is_refused(tmp_path: Path) -> None:
    joined = {"operator": "join", "left": "cases", "right": "rates", "on": {}}
    write(tmp_path, changed({"nodes.with_rates": joined, "nodes.big.input": "with_rates"}))
    with pytest.raises(NotRestrictable) as refused:
        plan_of(load_folder(tmp_path))
    assert "big_claim" in str(refused.value) and "product_norm" in str(refused.value)


def test_broken_yaml_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text("name: big_claim\nnodes: {a: [1, 2\nresult: hits\n", encoding="utf-8")
    with pytest.raises(BrokenFile) as refused:
        load_folder(tmp_path)
    assert "scenario.yaml" in str(refused.value) and "第 3 行" in str(refused.value)


@pytest.mark.parametrize(("content", "says"), [("- 1\n", "字段: 值"), (None, "没有这个文件")])
def test_a_file_that_is_no_mapping_or_not_there_is_refused(tmp_path: Path, content: str | None, says: str) -> None:
    if content is not None:
        (tmp_path / "scenario.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(BrokenFile) as refused:
        load_folder(tmp_path)
    assert says in str(refused.value)


def write(folder: Path, raw: dict[str, Any]) -> None:
    """The file as an author would have it."""
    (folder / "scenario.yaml").write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False), encoding="utf-8")
