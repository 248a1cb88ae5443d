"""Relations check themselves where they are made, and equal ones are one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mingjing.algebra.clock import lift
from mingjing.algebra.demand import Pusher, unrestricted_sources
from mingjing.algebra.errors import (
    AmbiguousColumn,
    BadFormula,
    DuplicateColumn,
    ModelError,
    UnionMismatch,
    UnknownColumn,
    WrongType,
)
from mingjing.algebra.expression import Call, Col, Expr, Lit
from mingjing.algebra.relation import (
    Aggregate,
    Demand,
    Derive,
    Distinct,
    Filter,
    Frame,
    Join,
    Project,
    Relation,
    Semi,
    Source,
    Union,
    Window,
    joined_scope,
    prefixed,
    refuse_ambiguous,
    topological,
)
from mingjing.algebra.types import Field, Type

CODES = (("1", "在办"), ("2", "已结"))
CASES = Source(
    "cases",
    (
        Field("case_id", Type.INT, "案件"),
        Field("party_id", Type.INT, "当事人"),
        Field("amount_fen", Type.FEN, "标的额"),
        Field("filed_on", Type.DATE, "立案日"),
        Field("status", Type.TEXT, "状态", CODES),
        Field("open", Type.BOOL),
    ),
)
DEATHS = Source("deaths", (Field("person_id", Type.INT, "死者"), Field("died_on", Type.DATE, "死亡日期")))
ASKED = Demand("asked", (Field("case_id", Type.INT),))
ON = (("case_id", "case_id"),)
ALL = Frame("all")


def is_open(r: Relation) -> Relation:
    return Filter(r, Col(Type.BOOL, "open"))


def summed(fn: str, of: str | None, type_: Type = Type.INT) -> tuple[Field, str, str | None]:
    return Field("made", type_), fn, of


def seen(fn: str, of: str | None = None, frame: Frame = ALL) -> tuple[Field, str, str | None, Frame]:
    return Field("made", Type.INT), fn, of, frame


def with_dead() -> Relation:
    return Join(CASES, DEATHS, (("party_id", "person_id"),))


# one relation for equal ones


def test_equal_relations_are_the_same_object() -> None:
    assert is_open(CASES) is is_open(CASES)
    assert with_dead() is Join(left=CASES, right=DEATHS, on=(("party_id", "person_id"),), condition=None, outer=False)
    assert lift(with_dead()) is lift(with_dead())


def test_relations_that_differ_in_anything_are_different() -> None:
    made = {
        id(r)
        for r in (
            with_dead(),
            Join(CASES, DEATHS, (("party_id", "person_id"),), outer=True),
            Semi(CASES, DEATHS, (("party_id", "person_id"),)),
            Semi(CASES, DEATHS, (("party_id", "person_id"),), negated=True),
            Filter(CASES, Lit(Type.BOOL, True)),
            Filter(CASES, Lit(Type.BOOL, False)),
            Derive(CASES, ((Field("one", Type.INT), Lit(Type.INT, 1)),)),
            Derive(CASES, ((Field("one", Type.NUMBER), Lit(Type.NUMBER, 1.0)),)),
            Derive(CASES, ((Field("one", Type.BOOL), Lit(Type.BOOL, True)),)),
            lift(CASES),
        )
    }
    assert len(made) == 10


def test_an_operation_over_the_same_inputs_is_itself() -> None:
    window = Window(CASES, ("party_id",), ("filed_on",), (seen("rank"),))
    for r in (is_open(CASES), with_dead(), Distinct(CASES), window, Union((CASES, CASES)), CASES, ASKED):
        assert r.over(*r.inputs) is r


def test_a_shared_relation_is_visited_once_and_before_what_is_made_of_it() -> None:
    shared = is_open(CASES)
    both = Union((shared, Distinct(shared)))
    order = topological(both)
    assert len(order) == 4
    assert [order.index(r) for r in (CASES, shared, both)] == sorted(order.index(r) for r in (CASES, shared, both))


# columns


def test_a_derived_column_may_not_take_a_name_that_is_there() -> None:
    with pytest.raises(DuplicateColumn, match="结果里会有两个「open」列"):
        Derive(CASES, ((Field("open", Type.INT), Lit(Type.INT, 1)),))


def test_a_join_may_not_bring_a_name_twice() -> None:
    with pytest.raises(DuplicateColumn, match="case_id"):
        Join(CASES, CASES, ON)
    other = prefixed(CASES, **{f"other_{c}": c for c in CASES.columns})
    assert len(Join(CASES, other, (("case_id", "other_case_id"),)).columns) == 12


def test_a_semijoin_may_be_with_itself_since_it_brings_no_columns() -> None:
    assert Semi(CASES, CASES, ON).columns == CASES.columns


def test_a_condition_may_not_name_a_column_that_both_inputs_have() -> None:
    assert "case_id" not in joined_scope(CASES, Project(CASES, (("case_id", "case_id"), ("x", "open"))))
    with pytest.raises(AmbiguousColumn, match="两个输入都有「case_id」列"):
        refuse_ambiguous(CASES, CASES, "case_id")
    refuse_ambiguous(CASES, DEATHS, "case_id")


def test_a_renamed_column_keeps_its_label_and_codes() -> None:
    assert Project(CASES, (("s", "status"),)).field("s") == Field("s", Type.TEXT, "状态", CODES)


WRONG: list[tuple[str, Callable[[], Relation], type[ModelError], str]] = [
    ("a column that is not there", lambda: Project(CASES, (("x", "cause"),)), UnknownColumn, "没有「cause」这一列"),
    ("a key that is not there", lambda: Semi(CASES, DEATHS, (("party", "person_id"),)), UnknownColumn, "「party」"),
    ("a group that is not there", lambda: Aggregate(CASES, ("x",), ()), UnknownColumn, "「x」"),
    ("a partition that is not there", lambda: Window(CASES, ("x",), (), ()), UnknownColumn, "「x」"),
    ("no columns", lambda: Project(CASES, ()), BadFormula, "至少要取一列"),
    ("keys of unlike types", lambda: Join(CASES, DEATHS, (("party_id", "died_on"),)), WrongType, "「死亡日期」是日期"),
    ("money as a key of a number", lambda: Semi(CASES, DEATHS, (("amount_fen", "person_id"),)), WrongType, "是金额"),
    ("a group twice", lambda: Aggregate(CASES, ("case_id", "case_id"), ()), DuplicateColumn, "case_id"),
    (
        "sum of a day",
        lambda: Aggregate(CASES, ("case_id",), (summed("sum", "filed_on"),)),
        WrongType,
        "不能对日期求 sum",
    ),
    ("sum of rows", lambda: Aggregate(CASES, ("case_id",), (summed("sum", None),)), WrongType, "不能对整行求 sum"),
    (
        "any of a text",
        lambda: Aggregate(CASES, ("case_id",), (summed("any", "status"),)),
        WrongType,
        "不能对文字求 any",
    ),
    ("least yes", lambda: Aggregate(CASES, ("case_id",), (summed("min", "open"),)), WrongType, "不能对是否求 min"),
    (
        "different rows",
        lambda: Aggregate(CASES, ("case_id",), (summed("count_distinct", None),)),
        WrongType,
        "不能对整行求 count_distinct",
    ),
    ("other columns", lambda: Union((CASES, DEATHS)), UnionMismatch, "合并的各输入列须一致"),
    (
        "columns in another order",
        lambda: Union((DEATHS, Project(DEATHS, (("died_on", "died_on"), ("person_id", "person_id"))))),
        UnionMismatch,
        "第一个有 person_id（整数）、died_on（日期）；另一个有 died_on（日期）、person_id（整数）",
    ),
    (
        "columns of unlike types",
        lambda: Union((DEATHS, Project(CASES, (("person_id", "amount_fen"), ("died_on", "filed_on"))))),
        UnionMismatch,
        "person_id（金额）",
    ),
    (
        "no such frame",
        lambda: Window(CASES, ("party_id",), ("filed_on",), (seen("count", None, Frame("befor")),)),
        BadFormula,
        "没有范围 befor；可用的有 all、before、days",
    ),
    ("a rank in no order", lambda: Window(CASES, ("party_id",), (), (seen("rank"),)), BadFormula, "须写明按哪些列排序"),
    (
        "earlier rows in no order",
        lambda: Window(CASES, ("party_id",), (), (seen("count", None, Frame("before")),)),
        BadFormula,
        "须写明按哪些列排序",
    ),
    (
        "days of something that is no day",
        lambda: Window(CASES, ("party_id",), ("case_id",), (seen("count", None, Frame("days", 3)),)),
        BadFormula,
        "排序的第一列须是日期",
    ),
    (
        "days to come",
        lambda: Window(CASES, ("party_id",), ("filed_on",), (seen("count", None, Frame("days", -3)),)),
        BadFormula,
        "不小于 0",
    ),
]


@pytest.mark.parametrize(("make", "error", "said"), [w[1:] for w in WRONG], ids=[w[0].replace(" ", "_") for w in WRONG])
def test_a_wrong_relation_fails_where_it_is_made(
    make: Callable[[], Relation], error: type[ModelError], said: str
) -> None:
    with pytest.raises(error) as refusal:
        make()
    assert said in str(refusal.value)


# union


def typed(name: str, e: Expr, label: str = "", codes: tuple[tuple[str, str], ...] = ()) -> Relation:
    return Project(Derive(DEATHS, ((Field(name, e.type, label, codes), e),)), ((name, name),))


def test_a_union_of_whole_and_broken_numbers_holds_numbers() -> None:
    whole, broken, nothing = (typed("x", e) for e in (Lit(Type.INT, 1), Lit(Type.NUMBER, 0.5), Lit(Type.UNKNOWN, None)))
    assert Union((whole, broken)).field("x").type is Type.NUMBER
    assert Union((nothing, whole, broken)).field("x").type is Type.NUMBER
    assert Union((nothing, whole)).field("x").type is Type.INT
    assert Union((nothing, nothing)).field("x").type is Type.UNKNOWN


def test_a_union_may_hold_the_codes_of_all_parts_and_any_text_if_one_part_may() -> None:
    text = Lit(Type.TEXT, "1")
    first, other = typed("x", text, "", CODES), typed("x", text, "状态", (("3", "中止"),))
    free, nothing = typed("x", text), typed("x", Lit(Type.UNKNOWN, None))
    assert Union((first, other)).field("x") == Field("x", Type.TEXT, "状态", (*CODES, ("3", "中止")))
    assert Union((first, nothing)).field("x").codes == CODES
    assert Union((first, free)).field("x").codes == ()


# what a single case would have to read


def asked(r: Relation) -> tuple[str, ...]:
    return unrestricted_sources(Pusher().push(r, ASKED, ON))


LATE = Call(Type.BOOL, "gt", (Col(Type.DATE, "died_on"), Col(Type.DATE, "filed_on")))
PER_PARTY = (Field("n", Type.INT), "count", None)
BY_CASE = Aggregate(CASES, ("case_id",), (PER_PARTY,))
BY_PARTY = Aggregate(prefixed(CASES, their_id="party_id"), ("their_id",), (PER_PARTY,))
EMBEDDABLE: list[tuple[str, Relation]] = [
    ("the cases themselves", CASES),
    ("rows found through a key", with_dead()),
    ("rows found through a key, or none", Join(CASES, DEATHS, (("party_id", "person_id"),), outer=True)),
    ("rows with no match", Semi(CASES, DEATHS, (("party_id", "person_id"),), negated=True)),
    ("counts per case", BY_CASE),
    ("other cases of the same party", Join(CASES, BY_PARTY, (("party_id", "their_id"),))),
    ("a window over the case", Window(CASES, ("case_id",), ("filed_on",), (seen("rank"),))),
    ("a window over the party's cases", Window(CASES, ("party_id",), ("filed_on",), (seen("rank"),))),
    ("both parts of a union", Union((CASES, is_open(CASES)))),
]
WHOLE: list[tuple[str, Relation, tuple[str, ...]]] = [
    ("a join by condition only", Join(CASES, DEATHS, (), LATE), ("deaths",)),
    ("a semijoin by condition only", Semi(CASES, DEATHS, (), LATE), ("deaths",)),
    ("groups that are not of the case", Aggregate(CASES, ("party_id",), (summed("max", "case_id"),)), ("cases",)),
    ("one count over all", Join(CASES, Aggregate(DEATHS, (), (PER_PARTY,)), ()), ("deaths",)),
    ("a window over everything", Window(CASES, (), ("filed_on",), (seen("rank"),)), ("cases",)),
]


@pytest.mark.parametrize("r", [r for _, r in EMBEDDABLE], ids=[n.replace(" ", "_") for n, _ in EMBEDDABLE])
def test_a_model_that_reads_by_key_only_may_be_embedded(r: Relation) -> None:
    assert asked(r) == ()


@pytest.mark.parametrize(("r", "tables"), [w[1:] for w in WHOLE], ids=[w[0].replace(" ", "_") for w in WHOLE])
def test_a_model_that_reads_a_source_whole_is_found(r: Relation, tables: tuple[str, ...]) -> None:
    if "made" in r.schema and "case_id" not in r.schema:
        r = Project(r, (("case_id", "made"),))
    assert asked(r) == tables


def test_a_computed_case_id_cannot_be_asked_for() -> None:
    next_id = Call(Type.INT, "add", (Col(Type.INT, "person_id"), Lit(Type.INT, 1)))
    computed = Derive(DEATHS, ((Field("case_id", Type.INT), next_id),))
    assert asked(computed) == ("deaths",)


def test_a_case_id_that_is_another_column_by_a_new_name_can_be_asked_for() -> None:
    assert asked(Derive(DEATHS, ((Field("case_id", Type.INT), Col(Type.INT, "person_id")),))) == ()


# the clock


def test_a_lifted_model_has_its_columns_in_order_and_the_moment_last() -> None:
    one = Derive(CASES, ((Field("one", Type.INT), Lit(Type.INT, 1)),))
    window = Window(one, ("party_id",), ("filed_on",), (seen("rank"),))
    for r in (one, window, with_dead(), BY_CASE, Union((one, one)), Semi(one, CASES, ON), Distinct(is_open(one))):
        assert lift(r).columns == (*r.columns, "_at")


def test_parts_of_a_union_that_were_made_differently_can_be_lifted() -> None:
    """Computed last in one part and first in the other: their columns agree, and so must their lifted columns."""
    early = Project(
        Derive(DEATHS, ((Field("x", Type.INT), Lit(Type.INT, 1)),)), (("person_id", "person_id"), ("x", "x"))
    )
    late = Derive(Project(DEATHS, (("person_id", "person_id"),)), ((Field("x", Type.INT), Lit(Type.INT, 2)),))
    assert lift(Union((early, late))).columns == ("person_id", "x", "_at")
