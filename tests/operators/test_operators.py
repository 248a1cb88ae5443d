"""Boxes of the canvas: what each builds, what it says of itself, and how a wrong form is refused."""

from __future__ import annotations

from typing import Any

import pytest

from mingjing.algebra.errors import AmbiguousColumn, BadFormula, ModelError, UnknownColumn, WrongType
from mingjing.algebra.expression import Call, Col
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Filter, Frame, Join, Relation, Semi, Source, Window
from mingjing.algebra.types import Field, Type
from mingjing.operators import PALETTE, Operator

CODES = (("1", "在办"), ("2", "已结"))
CASES = Source(
    "cases",
    (
        Field("case_id", Type.INT, "案件"),
        Field("party_id", Type.INT, "当事人"),
        Field("amount_fen", Type.FEN, "标的额"),
        Field("filed_on", Type.DATE, "立案日"),
        Field("status", Type.TEXT, "状态", CODES),
    ),
)
DEATHS = Source("deaths", (Field("party_id", Type.INT, "当事人"), Field("died_on", Type.DATE, "死亡日期")))
PEOPLE = Source("people", (Field("person_id", Type.INT, "死者"), Field("died_on", Type.DATE, "死亡日期")))
RANKED = {"partition": ["party_id"], "order": ["filed_on"]}
FORMULAS = Formulas({})


def box(operator: str, **form: Any) -> Operator:
    inputs = {"input": CASES} if "input" in {f.name for f in PALETTE[operator].form()} else {}
    return PALETTE[operator](**(inputs | form))


def built(operator: str, **form: Any) -> Relation:
    return box(operator, **form).build(FORMULAS)


SENTENCES: list[tuple[str, dict[str, Any], str]] = [
    ("filter", {"where": "status = '1'"}, "留下状态为“在办”的"),
    ("derive", {"columns": {"d": "days(as_of, filed_on)"}}, "算出d（立案日至截至日的天数）"),
    ("derive", {"columns": {"d": {"formula": "as_of", "label": "今日"}}}, "算出今日（截至日）"),
    ("project", {"columns": ["case_id", {"p": "party_id"}]}, "取案件、当事人"),
    ("project", {"columns": {"p": "party_id"}}, "取当事人"),
    ("distinct", {}, "去掉重复"),
    ("union", {"inputs": (CASES, CASES)}, "把 2 路合在一起"),
    ("aggregate", {"by": ["party_id"], "columns": {"n": "count"}}, "按当事人统计件数"),
    (
        "aggregate",
        {"by": ["party_id"], "columns": {"t": {"sum": "amount_fen", "label": "合计"}}},
        "按当事人统计合计（标的额的合计）",
    ),
    ("window", {**RANKED, "columns": {"r": "rank"}}, "在同一当事人内逐行统计序号"),
    (
        "join",
        {"left": CASES, "right": PEOPLE, "on": {"party_id": "person_id"}, "where": "died_on < filed_on"},
        "按当事人即死者且死亡日期早于立案日对应",
    ),
    (
        "join",
        {"left": CASES, "right": PEOPLE, "on": {"party_id": "person_id"}, "outer": True},
        "按当事人即死者对应（没有对应的也保留）",
    ),
    (
        "exists",
        {"left": CASES, "right": DEATHS, "on": {"party_id": "party_id"}},
        "留下另一路中有对应记录（同一当事人）的",
    ),
    (
        "not_exists",
        {"left": CASES, "right": DEATHS, "on": {"party_id": "party_id"}, "where": "died_on > filed_on"},
        "去掉另一路中有对应记录（同一当事人，且死亡日期晚于立案日）的",
    ),
]


@pytest.mark.parametrize(("operator", "form", "said"), SENTENCES)
def test_a_box_says_what_it_does(operator: str, form: dict[str, Any], said: str) -> None:
    made = box(operator, **form)
    assert made.sentence(made.build(FORMULAS)) == said


def test_every_operator_has_a_label_and_a_sentence_here() -> None:
    assert {o for o, _, _ in SENTENCES} == set(PALETTE)
    assert all(o.label for o in PALETTE.values())


WRONG: list[tuple[str, dict[str, Any], type[ModelError], str]] = [
    ("filter", {"where": "case_id"}, WrongType, "这里需要一个条件"),
    ("filter", {"where": "cause = '1'"}, UnknownColumn, "没有「cause」这一列"),
    ("filter", {"where": "status = '3'"}, WrongType, "代码 '3' 不在代码表内"),
    ("derive", {"columns": {"d": {"label": "今日"}}}, BadFormula, "须写公式"),
    ("derive", {"columns": {"d": ["as_of"]}}, BadFormula, "须写公式"),
    ("derive", {"columns": {"d": None}}, BadFormula, "须写公式"),
    ("project", {"columns": []}, BadFormula, "至少要取一列"),
    ("project", {"columns": None}, BadFormula, "须写列名的列表"),
    ("project", {"columns": "case_id"}, BadFormula, "须写列名的列表"),
    ("union", {"inputs": ()}, BadFormula, "至少要有一个输入"),
    ("aggregate", {"by": ["party_id"], "columns": {"n": "median"}}, BadFormula, "可用的有 count"),
    ("aggregate", {"by": ["party_id"], "columns": {"n": "rank"}}, BadFormula, "须写一个统计方式"),
    ("aggregate", {"by": ["party_id"], "columns": {"n": None}}, BadFormula, "须写一个统计方式"),
    ("aggregate", {"by": ["party_id"], "columns": {"n": 3}}, BadFormula, "须写一个统计方式"),
    ("aggregate", {"by": ["party_id"], "columns": {"n": {"min": "case_id", "max": "case_id"}}}, BadFormula, "须写一个"),
    ("aggregate", {"by": ["party_id"], "columns": {"n": {"sum": "filed_on"}}}, WrongType, "不能对日期求 sum"),
    ("aggregate", {"by": ["party_id"], "columns": {"n": {"sum": "x"}}}, UnknownColumn, "没有「x」这一列"),
    ("window", {**RANKED, "columns": {"r": {"count": "*", "frame": "befor"}}}, BadFormula, "没有范围 befor"),
    ("window", {**RANKED, "columns": {"r": {"count": "*", "days": "many"}}}, BadFormula, "days 须是整数"),
    ("window", {**RANKED, "columns": {"r": {"count": "*", "days": None}}}, BadFormula, "days 须是整数"),
    ("window", {**RANKED, "order": [], "columns": {"r": "rank"}}, BadFormula, "须写明按哪些列排序"),
    ("window", {**RANKED, "partition": ["x"], "columns": {"r": "rank"}}, UnknownColumn, "没有「x」这一列"),
    (
        "join",
        {"left": CASES, "right": PEOPLE, "on": {"party_id": "died_on"}},
        WrongType,
        "「当事人」是整数，「死亡日期」是日期",
    ),
    (
        "exists",
        {"left": CASES, "right": DEATHS, "on": {"party_id": "party_id"}, "where": "party_id > 1"},
        AmbiguousColumn,
        "两个输入都有「party_id」列",
    ),
]


@pytest.mark.parametrize(("operator", "form", "error", "said"), WRONG)
def test_a_wrong_form_is_refused_with_a_reason(
    operator: str, form: dict[str, Any], error: type[ModelError], said: str
) -> None:
    with pytest.raises(error) as refusal:
        built(operator, **form)
    assert said in str(refusal.value)


def test_a_window_leaves_out_rows_without_a_partition_value() -> None:
    made = built("window", partition=["party_id", "status"], order=["filed_on"], columns={"r": "rank"})
    assert isinstance(made, Window) and isinstance(made.input, Filter) and isinstance(made.input.input, Filter)
    named = {made.input.condition, made.input.input.condition}
    missing = (Call(Type.BOOL, "is_null", (Col(CASES.field(c).type, c),)) for c in ("party_id", "status"))
    assert named == {Call(Type.BOOL, "not", (m,)) for m in missing}


@pytest.mark.parametrize(
    ("spec", "frame"),
    [
        ("count", Frame("all")),
        ({"count": "*"}, Frame("all")),
        ({"count": "*", "frame": "before"}, Frame("before")),
        ({"max": "filed_on", "frame": "before", "label": "前次"}, Frame("before")),
        ({"count": "*", "days": 730}, Frame("days", 730)),
        ({"count": "*", "days": 0}, Frame("days", 0)),
    ],
)
def test_a_window_column_says_which_rows_it_sees(spec: Any, frame: Frame) -> None:
    made = built("window", **RANKED, columns={"n": spec})
    assert isinstance(made, Window) and [f for _, _, _, f in made.made] == [frame]


def test_least_and_greatest_of_a_code_are_still_codes() -> None:
    made = built("aggregate", by=["party_id"], columns={"s": {"max": "status"}, "n": {"count_distinct": "status"}})
    assert made.field("s").codes == CODES and made.field("n").codes == ()


def test_exists_and_not_exists_differ_only_in_what_they_keep() -> None:
    form = {"left": CASES, "right": DEATHS, "on": {"party_id": "party_id"}}
    kept, left_out = built("exists", **form), built("not_exists", **form)
    assert isinstance(kept, Semi) and isinstance(left_out, Semi)
    assert (kept.negated, left_out.negated) == (False, True)
    assert (kept.left, kept.right, kept.on) == (left_out.left, left_out.right, left_out.on)


def test_a_join_is_inner_unless_it_says_outer() -> None:
    made = built("join", left=CASES, right=PEOPLE, on={"party_id": "person_id"})
    assert isinstance(made, Join) and not made.outer and made.condition is None
