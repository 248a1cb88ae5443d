"""Distinct rows of which one of several things holds are read once on DuckDB, and only where that says the same."""

from __future__ import annotations

import datetime as dt

import pytest

from mingjing.algebra.expression import Call, Col, Lit
from mingjing.algebra.relation import Distinct, Filter, Relation, Semi, Source, Union
from mingjing.algebra.types import Field, Type
from mingjing.engines.alternatives import alternatives_in
from mingjing.engines.duckdb import checking_sql, screening_sql

NOW = dt.datetime(2024, 6, 30)
CASES = Source("cases", (Field("case_id", Type.INT), Field("amount", Type.INT)))
ORDERS = Source("orders", (Field("order_case", Type.INT),))
LARGE = Call(Type.BOOL, "gt", (Col(Type.INT, "amount"), Lit(Type.INT, 5)))
SMALL = Call(Type.BOOL, "lt", (Col(Type.INT, "amount"), Lit(Type.INT, 1)))
KNOWN = Filter(CASES, Call(Type.BOOL, "not", (Call(Type.BOOL, "is_null", (Col(Type.INT, "amount"),)),)))
DEAR, CHEAP = Filter(KNOWN, LARGE), Filter(KNOWN, SMALL)
ORDERED = Semi(KNOWN, ORDERS, (("case_id", "order_case"),))
DEAR_OR_ORDERED = Distinct(Union((DEAR, ORDERED)))


def test_the_common_relation_is_read_once() -> None:
    sql = screening_sql(DEAR_OR_ORDERED, NOW)
    assert sql.count('FROM "cases"') == 1
    assert " OR (EXISTS (" in sql
    assert "UNION" not in sql


def test_tests_upon_one_another_must_all_hold() -> None:
    both = Distinct(Union((Filter(ORDERED, LARGE), CHEAP)))
    (one,) = alternatives_in(both).values()
    assert one.base == KNOWN
    assert sorted(map(len, one.ways)) == [1, 2]
    assert one.looked_up == (ORDERS,)


@pytest.mark.parametrize(
    "root",
    [
        Union((DEAR, ORDERED)),
        Distinct(Union((DEAR, KNOWN))),
        Distinct(Union((DEAR, Semi(KNOWN, ORDERS, (), LARGE)))),
        Union((DEAR_OR_ORDERED, DEAR)),
    ],
    ids=[
        "repeats count",
        "one part is all rows",
        "nothing equal to look up by",
        "another reads a part",
    ],
)
def test_a_union_is_left_as_it_is_where(root: Relation) -> None:
    assert not alternatives_in(root)


def test_a_few_cases_are_asked_for_by_their_keys_as_before() -> None:
    assert "UNION ALL" in checking_sql(DEAR_OR_ORDERED, "cases", "SELECT 1 AS case_id")
