"""The reference, which judges all engines, says what people would; every engine then says what it says."""

from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import psycopg
import pytest

from mingjing.algebra.relation import Aggregate, Frame, Join, Relation, Semi, Source, Window
from mingjing.algebra.types import Field, Type
from mingjing.conformance.drawing import drawn
from mingjing.conformance.engines import DuckdbAsked, Engine, RowsAsked
from mingjing.conformance.mutants import DEMAND
from mingjing.conformance.pairs import compare
from mingjing.conformance.postgres import PostgresAsked
from mingjing.engines.reference import meaning

DAY = dt.date(2024, 1, 31)
T = Source("t", (Field("k", Type.INT), Field("on", Type.DATE), Field("v", Type.INT)))
OTHER = Source("o", (Field("j", Type.INT),))
ROWS = {
    "t": [
        {"k": 1, "on": dt.date(2024, 1, 1), "v": 5},
        {"k": 1, "on": dt.date(2024, 1, 10), "v": None},
        {"k": 1, "on": None, "v": 7},
        {"k": None, "on": dt.date(2024, 1, 5), "v": 1},
    ],
    "o": [{"j": 1}, {"j": 1}, {"j": None}],
}
COUNT, SUM, PLACE = Field("n", Type.INT), Field("s", Type.INT), Field("p", Type.INT)


def over(fn: str, of: str | None, frame: Frame) -> Relation:
    return Window(T, ("k",), ("on",), ((PLACE, fn, of, frame),))


SAID: dict[str, tuple[Relation, list[Any]]] = {
    "every_match_is_a_row": (Join(T, OTHER, (("k", "j"),)), [1] * 6),
    "null_matches_nothing_and_stays_alone": (Join(T, OTHER, (("k", "j"),), outer=True), [*[1] * 6, None]),
    "a_test_keeps_a_row_once": (Semi(T, OTHER, (("k", "j"),)), [1, 1, 1]),
    "null_is_never_found": (Semi(T, OTHER, (("k", "j"),), negated=True), [None]),
    "null_is_a_group": (Aggregate(T, ("k",), ((COUNT, "count", None),)), [3, 1]),
    "what_is_not_known_is_not_summed": (Aggregate(T, ("k",), ((SUM, "sum", "v"),)), [12, 1]),
    "places_in_order_the_unknown_day_last": (over("rank", None, Frame("all")), [1, 2, 3, 1]),
    "the_days_up_to_ones_own": (over("sum", "v", Frame("days", 9)), [5, 5, 7, 1]),
    "a_day_too_far_back": (over("count", None, Frame("days", 8)), [1, 1, 1, 1]),
    "only_what_came_before": (over("sum", "v", Frame("before")), [None, 5, 5, None]),
}


@pytest.mark.parametrize("name", SAID)
def test_the_reference_says_what_people_would(name: str) -> None:
    model, expected = SAID[name]
    rows = meaning(model, lambda s: ROWS[s.table], DAY)
    column = {"p": "p", "n": "n", "s": "s"}.get(model.columns[-1], "k")
    assert [r[column] for r in rows] == expected


@pytest.fixture(scope="module")
def engines(con: duckdb.DuckDBPyConnection, pg: psycopg.Connection) -> list[Engine]:
    return [RowsAsked(), DuckdbAsked(con), PostgresAsked(pg)]


@pytest.mark.parametrize("first", [2000, *(pytest.param(s, marks=pytest.mark.long) for s in range(2040, 4000, 40))])
def test_every_engine_says_what_the_reference_says(first: int, engines: list[Engine]) -> None:
    report = compare(range(first, first + 40), engines, lambda told: None)
    assert not report.differences
    assert report.pairs == 40
    assert report.compared["postgres replay"] == 40
    assert report.compared["rows react"] >= 40


def test_an_engine_with_a_wrong_rule_is_told_from_the_reference() -> None:
    class Wrong(RowsAsked):
        def check(self, n, asked, at, pusher):  # type: ignore[no-untyped-def]
            return super().check(n, asked, at, DEMAND["NoRecheck"]())

    assert compare(range(40), [Wrong()], lambda told: None).differences


def test_a_seed_draws_the_same_again() -> None:
    first = drawn(7)
    drawn.cache_clear()
    assert drawn(7).rows == first.rows
    assert drawn(7).model is first.model
