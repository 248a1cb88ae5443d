"""Models small enough to say what makes them hard, each over many random courts."""

from __future__ import annotations

import datetime as dt
import random

import duckdb
import pytest

from mingjing.algebra.demand import Pusher
from mingjing.algebra.expression import Lit
from mingjing.algebra.relation import Aggregate, Distinct, Filter, Frame, Join, Project, Relation, Semi, Union, Window
from mingjing.algebra.types import Field, Type
from mingjing.conformance.asking import Asked, TableFetch, on_duckdb, on_rows, pushed_on_duckdb, pushed_on_rows
from mingjing.conformance.court import MOMENTS, SOURCES, random_tables
from mingjing.conformance.models import call, column

NOW = MOMENTS[1]
CASES, OTHER, _ = SOURCES
KNOWN = Filter(CASES, call("not", call("is_null", column(CASES, "p"))))
BESIDE = Join(CASES, OTHER, (("p", "k"),))
LATER = call("lt", column(BESIDE, "on"), column(BESIDE, 'e"d'))
RENAMED = Project(CASES, tuple((f"r_{c}", c) for c in CASES.columns))
EARLY = Filter(KNOWN, call("lt", column(KNOWN, "on"), Lit(Type.DATE, dt.date(2024, 1, 1))))
MATCHED = Semi(KNOWN, OTHER, (("p", "k"),), LATER)
UNMATCHED = Semi(Filter(KNOWN, call("is_null", column(KNOWN, "s"))), OTHER, (("case_id", "q"),), negated=True)
COUNT = (Field("n", Type.INT), "count", None)

MODELS: dict[str, tuple[Relation, str]] = {
    "an_outer_join_asked_by_its_right_side": (Join(CASES, OTHER, (("p", "k"),), LATER, outer=True), "k"),
    "an_outer_join_asked_by_another_right_column": (Join(CASES, OTHER, (("p", "k"),), LATER, outer=True), "q"),
    "an_outer_join_asked_by_its_left_key": (Join(CASES, OTHER, (("p", "k"),), LATER, outer=True), "p"),
    "an_inner_join_asked_by_the_other_side_s_key": (Join(CASES, OTHER, (("p", "k"), ("x", "q")), LATER), "q"),
    "a_join_with_itself": (Join(CASES, RENAMED, (("p", "r_p"),)), "r_case_id"),
    "an_antijoin_with_a_condition": (Semi(CASES, OTHER, (("p", "k"),), LATER, negated=True), "case_id"),
    "a_window_beyond_the_rows_asked": (
        Window(
            KNOWN,
            ("p",),
            KNOWN.columns,
            ((*COUNT, Frame("before")), (Field("place", Type.INT), "rank", None, Frame("all"))),
        ),
        "case_id",
    ),
    "days_back_beyond_the_rows_asked": (
        Window(KNOWN, ("p",), ("on", *KNOWN.columns), ((*COUNT, Frame("days", 30)),)),
        "case_id",
    ),
    "a_window_asked_by_what_it_computes": (Window(KNOWN, ("p",), ("on",), ((*COUNT, Frame("all")),)), "n"),
    "groups_asked_by_what_they_count": (Aggregate(CASES, ("p",), (COUNT,)), "n"),
    "groups_asked_by_their_key": (Aggregate(CASES, ("p", "x"), (COUNT,)), "x"),
    "rows_of_which_one_of_several_things_holds": (Distinct(Union((EARLY, MATCHED, UNMATCHED))), "p"),
    "rows_of_which_one_of_several_things_holds_beside_one_of_them": (
        Union((Distinct(Union((EARLY, MATCHED))), EARLY)),
        "case_id",
    ),
    "repeats_that_a_union_makes": (Union((CASES, CASES, Filter(CASES, call("is_null", column(CASES, "s"))))), "p"),
}


@pytest.mark.parametrize("name", MODELS)
def test_a_hard_model_says_the_same_however_it_is_asked(name: str, con: duckdb.DuckDBPyConnection) -> None:
    model, key = MODELS[name]
    for seed in range(12):
        rng = random.Random(f"{name} {seed}")
        tables = random_tables(rng)
        tables.load(con)
        rows = on_duckdb(con, model, NOW)
        assert rows == on_rows(model, tables, NOW)
        asked = Asked((key,), frozenset({(rng.randrange(4),), (rng.randrange(6),), (None,)}))
        for pusher in (Pusher(), Pusher(fanout=lambda n, columns, rng=rng: rng.random())):
            assert pushed_on_duckdb(con, model, asked, NOW, pusher) == asked.of(model, rows)
            assert pushed_on_rows(model, asked, TableFetch(tables, NOW), pusher) == asked.of(model, rows)
