"""Columns computed in batches: every use reads the same value, as it was known at its moment."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

import mingjing
from mingjing.running.features import NotOneValue, OutOfOrder, compute_features
from mingjing.scenario.loading import scenario_of
from mingjing.scenario.scenario import Scenario
from mingjing.store.opening import connect
from tests.conftest import SmallCourt

DAY = dt.date(2025, 12, 31)
HEADER: dict[str, Any] = {
    "name": "trial_of_features",
    "code": "T001",
    "title": "批量列",
    "version": 1,
    "panel": ["监督"],
    "status": "modelling",
    "milestones": ["C03"],
    "asks": "届满日算得对不对？",
    "basis": [{"law": "民法典", "article": "第二百零三条", "in_force": "2021-01-01", "certainty": "V"}],
    "alert": "届满日为{ends}",
    "false_alarms": ["测试"],
}
CASES = {"cases": {"table": "case_main", "columns": ["case_id", "filed_on", "cause_name"]}}
BY_BATCH = {
    "operator": "law_calculator",
    "input": "cases",
    "name": "答辩期届满",
    "column": "ends",
    "calculator": "period",
    "inputs": {"event_on": "filed_on"},
    "given": {"days": "15"},
    "unit": "date",
}


def scenario(**nodes: Any) -> Scenario:
    """A scenario of these nodes, the last of which gives the result."""
    last = {"operator": "derive", "input": list(nodes)[-1], "columns": {"level": "'info'"}}
    return scenario_of(HEADER | {"sources": CASES, "nodes": {**nodes, "result": last}, "result": "result"})


BOTH = scenario(
    batch=BY_BATCH,
    formula={"operator": "period_end", "input": "batch", "start": "filed_on", "days": "15", "column": "expected"},
    same={"operator": "filter", "input": "formula", "where": "ends = expected"},
)


@pytest.fixture
def court(small_court: SmallCourt, tmp_path: Path) -> Iterator[Path]:
    """A court of one's own."""
    yield Path(shutil.copy(small_court.data, tmp_path / "court.duckdb"))


def write(path: Path, model: Scenario, day: dt.date) -> Any:
    con = connect(path, read_only=False)
    try:
        (found,) = compute_features(con, model, day)
        return found
    finally:
        con.close()


def test_the_calculator_in_batches_says_what_the_formula_says_in_every_use(court: Path) -> None:
    written = write(court, BOTH, DAY)
    with mingjing.open(court) as opened:
        found = opened.screen(BOTH).rows
        cases = [r["case_id"] for r in found.to_pylist()]
        assert len(cases) == written.values > 2900
        few, many = cases[:15], cases[:200]
        assert sorted(c.case_id for c in opened.check([BOTH], few)) == sorted(few)
        assert sorted(c.case_id for c in opened.check([BOTH], many)) == sorted(many)


def test_before_the_day_it_was_computed_nothing_is_known(court: Path) -> None:
    write(court, BOTH, DAY)
    with mingjing.open(court) as opened:
        assert opened.screen(BOTH, DAY - dt.timedelta(1)).rows.num_rows == 0
        assert list(opened.replay([BOTH], dt.date(2025, 12, 1), dt.date(2025, 12, 30))) == []


def test_computing_again_changes_nothing(court: Path) -> None:
    first = write(court, BOTH, DAY)
    again = write(court, BOTH, DAY)
    later = write(court, BOTH, DAY + dt.timedelta(1))
    assert first.changed == first.values and (again.ended, later.changed, later.ended) == (0, 0, 0)
    with mingjing.open(court) as opened:
        assert opened.screen(BOTH).rows.num_rows == first.values


def test_a_value_that_changes_holds_until_the_day_of_the_change(court: Path) -> None:
    write(court, BOTH, DAY)
    with duckdb.connect(str(court)) as con:
        ((case,),) = con.execute("SELECT min(case_id) FROM case_main WHERE filed_on < DATE '2025-01-01'").fetchall()
        con.execute("UPDATE case_main SET filed_on = DATE '2025-03-04' WHERE case_id = ?", [case])
    changed = write(court, BOTH, DAY + dt.timedelta(2))
    assert (changed.changed, changed.ended) == (1, 1)
    with duckdb.connect(str(court)) as con:
        rows = con.execute("SELECT day_on, _to FROM feature WHERE case_id = ? ORDER BY _from", [case]).fetchall()
    assert rows[1][0] == dt.date(2025, 3, 19) and rows[0][1].date() == DAY + dt.timedelta(2)


def test_an_earlier_day_is_not_computed_after_a_later_one(court: Path) -> None:
    write(court, BOTH, DAY)
    with pytest.raises(OutOfOrder, match="已有 2025-12-31 的取值"):
        write(court, BOTH, DAY - dt.timedelta(1))


def test_a_change_of_the_form_is_another_feature() -> None:
    other = scenario(batch=BY_BATCH | {"given": {"days": "30"}})
    assert other.features[0][1].identity != BOTH.features[0][1].identity


def test_a_key_with_two_values_is_refused(court: Path) -> None:
    doubled = {"operator": "union", "inputs": ["cases", "moved"]}
    moved = {"operator": "derive", "input": "cases", "columns": {"later": "add_days(filed_on, 1)"}}
    back = {
        "operator": "project",
        "input": "moved_",
        "columns": {"case_id": "case_id", "filed_on": "later", "cause_name": "cause_name"},
    }
    model = scenario(moved_=moved, moved=back, twice=doubled, batch=BY_BATCH | {"input": "twice"})
    with pytest.raises(NotOneValue, match="每个标识只能有一个值"):
        write(court, model, DAY)
