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
from mingjing.scenario.workdays import working_days

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
PRISONERS = Source("prisoners", (*CASES.given, Field("held", Type.BOOL, "已押"), Field("share", Type.NUMBER, "份额")))
DEATHS = Source("deaths", (Field("party_id", Type.INT, "当事人"), Field("died_on", Type.DATE, "死亡日期")))
PEOPLE = Source("people", (Field("person_id", Type.INT, "死者"), Field("died_on", Type.DATE, "死亡日期")))
SPANS = Source("spans", (Field("who", Type.INT, "主体"), Field("a", Type.DATE, "起"), Field("b", Type.DATE, "止")))
TERMS = Source("terms", (Field("whose", Type.INT, "主体"), Field("c", Type.DATE, "起"), Field("d", Type.DATE, "止")))
PAIR = Source("pair", (Field("other_case", Type.INT, "另案"), Field("other_party", Type.INT, "另案当事人")))
READ = Source("read", (Field("case_id", Type.INT, "案件"), Field("code", Type.TEXT), Field("value", Type.TEXT)))
RANKED = {"partition": ["party_id"], "order": ["filed_on"]}
FORMULAS = Formulas({}, working_days())


def box(operator: str, **form: Any) -> Operator:
    fit = PRISONERS if PALETTE[operator].group == "学习" else CASES
    inputs = {"input": fit} if "input" in {f.name for f in PALETTE[operator].form()} else {}
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
    (
        "top",
        {"by": ["party_id"], "order": [{"amount_fen": "desc"}, "filed_on"], "n": 3},
        "在同一当事人内按标的额从大到小、立案日从小到大取前 3 行",
    ),
    (
        "as_of_join",
        {"left": CASES, "right": PEOPLE, "on": {"party_id": "person_id"}, "at": "filed_on", "since": "died_on"},
        "按当事人即死者取立案日当时最近的一条（死亡日期不晚于立案日）",
    ),
    (
        "overlap_join",
        {"left": SPANS, "right": TERMS, "on": {"who": "whose"}, "left_span": ["a", "b"], "right_span": ["c", "d"]},
        "按同一主体对应，留下两段时间有重叠的",
    ),
    (
        "sequence",
        {
            **{"first": CASES, "then": DEATHS, "on": {"party_id": "party_id"}, "first_on": "filed_on"},
            **{"then_on": "died_on", "within": 30},
        },
        "按同一当事人对应，立案日后30 天内有死亡日期的",
    ),
    (
        "pivot",
        {"by": ["party_id"], "column": "status", "values": {"n": "1"}, "value": "amount_fen", "take": "sum"},
        "按当事人把状态的各值排成列：在办标的额",
    ),
    ("sample", {"key": "case_id", "take": 1, "of": 20, "seed": 3}, "按案件抽取 1/20（种子 3）"),
    (
        "set_overlap",
        {
            **{"left": CASES, "right": PEOPLE, "left_key": "case_id", "right_key": "person_id"},
            **{"element": {"filed_on": "died_on"}, "least": 2},
        },
        "比较两路各自的立案日，留下共有至少 2 个的，算出重合度、包含度",
    ),
    (
        "identity_match",
        {"left": CASES, "right": PEOPLE, "number": {"party_id": "person_id"}, "facts": {"filed_on": "died_on"}},
        "找出同一主体：证号相同的，或证号不详而立案日相同的（疑似）",
    ),
    (
        "party_overlap",
        {"people": CASES, "others": PAIR, "case": {"case_id": "other_case"}, "subject": {"party_id": "other_party"}},
        "找出有至少 1 名共同当事人的两案",
    ),
    (
        "other_cases",
        {"people": CASES, "others": PAIR, "case": {"case_id": "other_case"}, "subject": {"party_id": "other_party"}},
        "列出同一当事人的其他案件",
    ),
    (
        "duplicate_suit",
        {
            **{"suits": CASES, "parties": CASES, "case": "case_id", "subject": "party_id", "matter": ["amount_fen"]},
            **{"claim": "status", "filed": "filed_on"},
        },
        "找出当事人相同、标的额相同的在先案件，并比对诉讼请求",
    ),
    (
        "compare_documents",
        {"left": READ, "right": READ, "key": ["case_id"], "points": ["J001", "J002"]},
        "按案件比对两份文书的 2 个信息点，列出不一致的",
    ),
    (
        "period_end",
        {"start": "filed_on", "days": "15"},
        "自 filed_on 次日起算民事期间 15 天的届满日，末日遇休息日顺延",
    ),
    (
        "term_end",
        {"start": "filed_on", "months": "party_id"},
        "由起日 filed_on、刑期 party_id 个月、折抵 0 天算出刑期止日",
    ),
    (
        "fine_bounds",
        {"offence": "'盗窃'", "amount": "amount_fen", "on": "filed_on"},
        "按立案日当时的规定，由罪名'盗窃'、标的额算出罚金的上下限",
    ),
    (
        "simple_interest",
        {"principal": "amount_fen", "start": "filed_on", "end": "as_of", "percent_of_rate": 400},
        "以 amount_fen 为本金，自 filed_on 至 as_of 按一年期 LPR的 400%分段算出利息",
    ),
    (
        "law_calculator",
        {
            "name": "答辩期",
            "calculator": "period",
            "inputs": {"event_on": "filed_on"},
            "column": "ends",
            "unit": "date",
        },
        "用计算器「期间计算」算出ends",
    ),
    (
        "decision_tree",
        {"name": "久拖可能", "target": "held", "features": ["amount_fen", "status"]},
        "由标的额、状态推断已押，得出久拖可能（决策树，种子 1）",
    ),
    (
        "logistic_regression",
        {"name": "久拖可能", "target": "held", "features": ["amount_fen"], "seed": 3},
        "由标的额推断已押，得出久拖可能（逻辑回归，种子 3）",
    ),
    (
        "linear_regression",
        {"name": "用时", "target": "share", "features": ["amount_fen"]},
        "由标的额推断份额，得出用时（线性回归，种子 1）",
    ),
    ("cluster", {"name": "分群", "features": ["amount_fen"]}, "由标的额得出分群（聚类，种子 1）"),
    ("feature_profile", {"columns": ["status", "amount_fen"], "target": "held"}, "分析状态、标的额的分布"),
    ("association", {"key": "case_id", "items": ["status"]}, "找出状态之间的关联规则"),
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
    ("top", {"by": ["party_id"], "order": []}, BadFormula, "须写明按什么排序"),
    ("top", {"by": ["party_id"], "order": ["status"]}, BadFormula, "不能按文字排序"),
    ("top", {"by": ["party_id"], "order": [{"status": "desc"}]}, BadFormula, "文字不能倒序"),
    ("top", {"by": ["party_id"], "order": [{"filed_on": "down"}]}, BadFormula, "排序方向须是 asc"),
    ("top", {"by": ["x"], "order": ["filed_on"]}, UnknownColumn, "没有「x」这一列"),
    ("pivot", {"by": [], "column": "status", "values": {"n": "9"}, "take": "count"}, WrongType, "可用的代码有 1、2"),
    ("pivot", {"by": [], "column": "filed_on", "values": {"n": "9"}, "take": "count"}, WrongType, "是日期"),
    ("pivot", {"by": [], "column": "status", "values": {"n": "1"}}, BadFormula, "除 count 外须写 value"),
    (
        "pivot",
        {"by": [], "column": "status", "values": {"n": "1"}, "value": "filed_on", "take": "sum"},
        WrongType,
        "不能对日期求 sum",
    ),
    ("sample", {"key": "status"}, BadFormula, "标识须是整数，这里是文字"),
    ("sample", {"key": "case_id", "take": 3, "of": 2}, BadFormula, "take 须在 1 与 of 之间"),
    (
        "set_overlap",
        {"left": CASES, "right": DEATHS, "left_key": "party_id", "right_key": "party_id", "element": {"x": "y"}},
        BadFormula,
        "两边的标识须不同名",
    ),
    (
        "sequence",
        {
            **{"first": CASES, "then": DEATHS, "on": {"party_id": "party_id"}, "first_on": "filed_on"},
            **{"then_on": "died_on", "between": DEATHS},
        },
        BadFormula,
        "写了 between 就须写 between_on",
    ),
    ("law_calculator", {"name": "x", "calculator": "perod", "inputs": {}}, BadFormula, "没有这个计算器；可用的有"),
    ("law_calculator", {"name": "x", "calculator": "period", "inputs": {"on": "y"}}, BadFormula, "计算器没有这一项"),
    (
        "law_calculator",
        {"name": "x", "calculator": "period", "inputs": {"event_on": "y"}},
        UnknownColumn,
        "没有「y」这一列",
    ),
    (
        "law_calculator",
        {"name": "x", "calculator": "period", "inputs": {}, "key": "status"},
        BadFormula,
        "须是案件或主体标识的列",
    ),
    ("law_calculator", {"name": "x", "calculator": "period", "inputs": {}, "of": "court"}, BadFormula, "须是 case"),
    ("decision_tree", {"name": "x", "target": "status", "features": ["amount_fen"]}, WrongType, "要学的列须是「是否」"),
    ("decision_tree", {"name": "x", "target": "held", "features": ["held"]}, BadFormula, "要学的列不能同时是所据的列"),
    ("decision_tree", {"name": "x", "target": "held", "features": []}, BadFormula, "须写明从哪些列学习"),
    ("linear_regression", {"name": "x", "target": "held", "features": ["x"]}, WrongType, "要学的列须是「数值」"),
    ("cluster", {"name": "x", "features": ["x"]}, UnknownColumn, "没有「x」这一列"),
    ("cluster", {"name": "x", "features": ["amount_fen"], "by": "magic"}, BadFormula, "by 须是 kmeans 或 dbscan"),
    ("association", {"key": "case_id", "items": []}, BadFormula, "items 至少一列"),
    ("feature_profile", {"columns": ["x"]}, UnknownColumn, "没有「x」这一列"),
    ("period_end", {"start": "filed_on"}, BadFormula, "days 与 months 须写且只写一个"),
    ("period_end", {"start": "filed_on", "days": "15", "kind": "x"}, BadFormula, "须是 civil（民事）"),
    ("period_end", {"start": "case_id", "days": "15"}, WrongType, "「start」须是日期，得到的是整数"),
    ("term_end", {"start": "filed_on", "months": "amount_fen"}, WrongType, "「months」须是整数，得到的是金额"),
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
