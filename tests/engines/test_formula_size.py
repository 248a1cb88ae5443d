"""Formulas made of formulas do not grow beyond bounds in what PostgreSQL is asked."""

from __future__ import annotations

import datetime as dt

from mingjing.algebra.derived import call
from mingjing.algebra.expression import Col
from mingjing.algebra.relation import Derive, Relation, Source
from mingjing.algebra.types import Field, Type
from mingjing.engines.formula_size import size
from mingjing.engines.postgres import screening_sql

AT = dt.datetime(2025, 1, 1)
NUMBERS = Source("numbers", (Field("n0", Type.INT),))


def doubled(times: int) -> Relation:
    """A number, its double, the double of that ...; each formula names the column before it twice."""
    found: Relation = NUMBERS
    for i in range(times):
        before = Col(Type.INT, f"n{i}")
        found = Derive(found, ((Field(f"n{i + 1}", Type.INT), call("add", before, before)),))
    return found


def test_a_formula_grows_by_the_formulas_that_it_names() -> None:
    twice = call("add", Col(Type.INT, "n0"), Col(Type.INT, "n0"))
    assert size(twice, {}) == 3
    assert size(twice, {"n0": 3}) == 7


def test_what_would_grow_too_long_is_finished_first() -> None:
    finished = [screening_sql(doubled(times), AT).count(" AS MATERIALIZED ") for times in (1, 7, 8, 16)]
    assert finished == [0, 0, 1, 2]
