"""Boxes made of several steps, over random tables: asked for some keys, or each at its moment, they say the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from mingjing.algebra.demand import Pusher, unrestricted_sources
from mingjing.algebra.formula import Formulas
from mingjing.algebra.relation import Demand, Project, Relation
from mingjing.algebra.types import Field, Type
from mingjing.conformance.asking import Asked, AskedAt, TableFetch, on_duckdb, on_rows, pushed_on_duckdb, pushed_on_rows
from mingjing.conformance.court import MOMENTS, SOURCES, random_tables
from mingjing.operators import PALETTE
from mingjing.operators.feature import Feature
from mingjing.operators.learned import Report
from mingjing.scenario.workdays import working_days

NOW = MOMENTS[1]
CASES, OTHER, THIRD = SOURCES
FORMULAS = Formulas({}, working_days())


def box(operator: str, **form: Any) -> Relation:
    return PALETTE[operator](**form).build(FORMULAS)


def renamed(r: Relation, prefix: str) -> Relation:
    return Project(r, tuple((prefix + c, c) for c in r.columns))


AGAIN = renamed(CASES, "o_")
PARTS: dict[str, tuple[str, str, Callable[[], Relation]]] = {
    "the_greatest_of_each": (
        "p",
        "case_id",
        lambda: box("top", input=CASES, by=["p"], order=[{"金额": "desc"}, "on"], n=2),
    ),
    "what_was_so_at_the_time": (
        "case_id",
        "t",
        lambda: box("as_of_join", left=CASES, right=OTHER, on={"p": "k"}, at="on", since='e"d', outer=True),
    ),
    "what_was_so_by_two_keys": (
        "case_id",
        "p",
        lambda: box("as_of_join", left=CASES, right=OTHER, on={"p": "k", "x": "q"}, at="on", since='e"d'),
    ),
    "spans_that_meet": (
        "case_id",
        "o_case_id",
        lambda: box(
            "overlap_join",
            left=box("derive", input=CASES, columns={"until": "add_days(on, 20)"}),
            right=box("derive", input=AGAIN, columns={"o_until": "add_months(o_on, 1)"}),
            on={"p": "o_p"},
            left_span=["on", "until"],
            right_span=["o_on", "o_until"],
        ),
    ),
    "one_after_the_other": (
        "case_id",
        "o_x",
        lambda: box(
            "sequence",
            first=CASES,
            then=AGAIN,
            on={"p": "o_p"},
            first_on="on",
            then_on="o_on",
            within=40,
            between=OTHER,
            between_on={"p": "k"},
            between_day='e"d',
        ),
    ),
    "columns_for_values": (
        "p",
        "a",
        lambda: box("pivot", input=CASES, by=["p"], column="x", values={"a": 1, "b": 2}, value="金额", take="sum"),
    ),
    "a_share_of_the_keys": ("case_id", "p", lambda: box("sample", input=CASES, key="case_id", take=1, of=2)),
    "sets_that_share": (
        "case_id",
        "o_case_id",
        lambda: box(
            "set_overlap", left=CASES, right=AGAIN, left_key="case_id", right_key="o_case_id", element={"p": "o_p"}
        ),
    ),
    "the_same_person": (
        "case_id",
        "o_case_id",
        lambda: box("identity_match", left=CASES, right=AGAIN, number={"p": "o_p"}, facts={"s": "o_s", "x": "o_x"}),
    ),
    "cases_that_share_a_party": (
        "case_id",
        "o_case_id",
        lambda: box(
            "party_overlap", people=CASES, others=AGAIN, case={"case_id": "o_case_id"}, subject={"p": "o_p"}, least=1
        ),
    ),
    "other_cases_of_a_party": (
        "case_id",
        "o_case_id",
        lambda: box(
            "other_cases",
            people=CASES,
            others=AGAIN,
            case={"case_id": "o_case_id"},
            subject={"p": "o_p"},
            where="on < o_on",
        ),
    ),
    "the_same_suit_again": (
        "case_id",
        "earlier_case",
        lambda: box(
            "duplicate_suit",
            suits=CASES,
            parties=box("filter", input=THIRD, where="r < 1"),
            case="case_id",
            subject="r",
            matter=["p"],
            claim="s",
            filed="on",
        ),
    ),
    "papers_that_differ": (
        "case_id",
        "p",
        lambda: box(
            "compare_documents",
            left=CASES,
            right=box("filter", input=CASES, where="x > 1"),
            key=["case_id", "p"],
            points=["甲公司", "乙", "a", "A"],
            point="s",
            value="u",
        ),
    ),
    "the_last_day_of_a_period": (
        "case_id",
        "ends",
        lambda: box("period_end", input=CASES, start="on", days="x", column="ends"),
    ),
    "interest_by_rates": (
        "case_id",
        "p",
        lambda: box("simple_interest", input=CASES, principal="金额", start="on", end="as_of"),
    ),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_box_says_the_same_however_it_is_asked(name: str, con: duckdb.DuckDBPyConnection) -> None:
    first, other, build = PARTS[name]
    model = build()
    said = 0
    for seed in range(6):
        rng = random.Random(f"{name} {seed}")
        tables = random_tables(rng, 30)
        tables.load(con)
        rows = on_duckdb(con, model, NOW)
        assert rows == on_rows(model, tables, NOW)
        said += len(rows)
        for key in (first, other):
            asked = Asked((key,), keys(rng, model, key, list(rows)))
            for pusher in (Pusher(), Pusher(fanout=lambda n, columns, rng=rng: rng.random())):
                assert pushed_on_duckdb(con, model, asked, NOW, pusher) == asked.of(model, rows)
                assert pushed_on_rows(model, asked, TableFetch(tables, NOW), pusher) == asked.of(model, rows)
    assert said > 0


def keys(rng: random.Random, model: Relation, key: str, rows: list[tuple[Any, ...]]) -> frozenset[tuple[Any, ...]]:
    """Some values of the column that occur, one that may not, and NULL."""
    place = model.columns.index(key)
    found = {(rng.choice(rows)[place],) for _ in range(2) if rows}
    return frozenset(found | {(99,) if model.field(key).type is Type.INT else (None,), (None,)})


@pytest.mark.parametrize("name", PARTS)
def test_a_box_asked_at_moments_says_what_it_said_then(name: str, con: duckdb.DuckDBPyConnection) -> None:
    key, _, build = PARTS[name]
    model = build()
    for seed in range(2):
        rng = random.Random(f"{name} at {seed}")
        tables = random_tables(rng)
        tables.load(con)
        asked = AskedAt(key, tuple({(rng.randrange(4), rng.choice(MOMENTS)) for _ in range(5)}))
        expected = asked.one_by_one(con, model)
        assert asked.on_duckdb(con, model, Pusher()) == expected
        assert asked.on_rows(model, tables, Pusher()) == expected


@pytest.mark.parametrize("name", PARTS)
def test_a_box_asked_by_its_key_reads_no_table_whole(name: str) -> None:
    key, _, build = PARTS[name]
    model = build()
    demand = Demand("asked", (Field("k", model.field(key).type),))
    assert unrestricted_sources(Pusher().push(model, demand, ((key, "k"),))) == ()


def test_every_box_of_several_steps_is_asked_here() -> None:
    made = {n for n, operator in PALETTE.items() if not operator.plain and not issubclass(operator, Feature | Report)}
    asked = {"top", "as_of_join", "overlap_join", "sequence", "pivot", "sample", "set_overlap", "identity_match"}
    asked |= {"party_overlap", "other_cases", "duplicate_suit", "compare_documents", "period_end", "simple_interest"}
    only_columns = {"term_end", "fine_bounds"}
    assert made == asked | only_columns
