"""A window of days and a match within days read the rows of those days alone, by the index, with the same answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bad_models as models
import pytest

from mingjing.algebra.demand import Wide, never
from mingjing.algebra.probe import ProbingPusher
from mingjing.engines.postgres_online import stepped_sql
from mingjing.running.court import Court, end_of
from mingjing.running.node_plan import AT_SQL, CASES_SQL, asked
from mingjing.running.plans import CASES
from mingjing.running.postgres_store import PostgresStore
from mingjing.scenario.scenario import Scenario

BOTH = pytest.mark.parametrize("scenario", [models.NEAR_IN_TIME, models.LATELY], ids=lambda s: s.name)


def most_rows(node: dict[str, Any]) -> Iterator[float]:
    """Rows that each step of a plan gave."""
    yield node["Actual Rows"] * node["Actual Loops"]
    for below in node.get("Plans", ()):
        yield from most_rows(below)


def read(court: Court, scenario: Scenario, case: int, wide: Wide) -> tuple[float, list[tuple[Any, ...]]]:
    """The most rows that a step gave, and the answer."""
    store = court.store
    assert isinstance(store, PostgresStore)
    root = asked(ProbingPusher(store.ways, store.ways.indexed, wide), scenario.result)
    sql, given = stepped_sql(root, {CASES.name: CASES_SQL}, AT_SQL), [[case], end_of(court.as_of)]
    explained: list[Any] = store.checks.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", given).fetchall()
    return max(most_rows(explained[0][0][0]["Plan"])), store.checks.execute(sql, given).fetchall()


@BOTH
def test_a_case_of_the_bank_reads_the_rows_of_its_days_alone(bank_in_postgres: Court, scenario: Scenario) -> None:
    case = 50_000
    store = bank_in_postgres.store
    assert isinstance(store, PostgresStore)
    few, answer = read(bank_in_postgres, scenario, case, store.ways.wide)
    many, same = read(bank_in_postgres, scenario, case, never)
    assert answer == same and answer
    assert few < 1_000 and many >= 100_000


@BOTH
def test_both_stores_say_the_same_of_the_bank(
    bank_in_postgres: Court, bank_in_duckdb: Court, scenario: Scenario
) -> None:
    told = [{c.case_id for c in court.check([scenario], [50_000, 7])} for court in (bank_in_postgres, bank_in_duckdb)]
    assert told[0] == told[1] == {50_000, 7}
