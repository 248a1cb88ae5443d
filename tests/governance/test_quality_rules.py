"""Rules of quality find what is wrong, count it by table and court, and forget what has been mended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import duckdb
import pytest

from mingjing.errors import WrongUse
from mingjing.governance.checking import check
from mingjing.governance.rules import rules, written
from mingjing.governance.scores import score
from mingjing.store.opening import sound
from mingjing.store.writing import create, insert, replace_rows

AT, LATER = dt.datetime(2025, 6, 1), dt.datetime(2025, 6, 2)
FILED = dt.date(2025, 1, 2)
GOOD = {"case_id": 1, "case_number": "（2025）沪0104民初1号", "court_id": 9, "filed_on": FILED, "_from": AT}


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with sound(duckdb.connect()) as made:
        create(made)
        insert(made, "court", [{"court_id": 9, "code": "沪0104", "name": "某法院", "_from": AT}])
        yield made


def broken(con, table, row) -> set[str]:
    insert(con, table, [row | {"_from": AT}])
    return {name for name, count in check(con, AT).by_rule.items() if count}


@pytest.mark.parametrize(
    ("table", "row", "rule"),
    [
        ("case_main", GOOD | {"case_id": 2, "closed_on": dt.date(2025, 1, 1)}, "closed_after_filed"),
        ("case_main", GOOD | {"case_id": 2, "status": "lost"}, "case_main.status.code"),
        ("case_main", GOOD | {"case_id": 2, "origin_case_id": 77}, "case_main.origin_case_id.refers"),
        ("case_main", GOOD | {"case_id": 2, "filed_on": None}, "case_filed"),
        ("subject", {"subject_id": 1, "name": "  "}, "subject_name"),
        ("ext_prisoner", {"prisoner_record_id": 1, "from_on": FILED, "to_on": dt.date(2024, 1, 1)}, "served_in_order"),
    ],
)
def test_a_broken_row_is_found_by_its_rule_alone(con, table, row, rule):
    insert(con, "case_main", [GOOD])
    assert broken(con, table, row) == {rule}


def test_two_systems_that_cannot_both_be_right_are_found(con):
    insert(con, "ext_population", [{"population_record_id": 1, "id_key": "k", "status": "alive", "_from": AT}])
    insert(con, "ext_death", [{"death_record_id": 2, "id_key": "k", "status": "revoked", "_from": AT}])
    assert broken(con, "ext_death", {"death_record_id": 1, "id_key": "k", "status": "valid"}) == {"dead_yet_alive"}
    assert con.execute("SELECT row_key FROM quality_fault").fetchall() == [(1,)]


def test_scores_are_kept_by_table_and_court(con):
    insert(con, "case_main", [GOOD, *(GOOD | {"case_id": n} for n in (2, 3)), GOOD | {"case_id": 4, "status": "lost"}])
    found = check(con, AT)
    assert found.score("case_main") == 75.0
    kept = "SELECT court_id, rows_checked, rows_broken, score FROM quality_score WHERE table_name = 'case_main'"
    assert con.execute(kept).fetchall() == [(9, 4, 1, 75.0)]


def test_a_mended_row_leaves_the_queue_and_a_standing_one_is_not_doubled(con):
    insert(con, "case_main", [GOOD | {"case_id": n, "status": "lost"} for n in (1, 2)])
    assert check(con, AT).new == 2
    replace_rows(con, "case_main", "case_id", [1], LATER)
    insert(con, "case_main", [GOOD | {"status": "open", "_from": LATER}])
    found = check(con, LATER)
    assert (found.new, found.mended, found.standing) == (0, 1, 1)
    assert con.execute("SELECT count(*) FROM quality_fault WHERE _to > '9999-01-01'").fetchall() == [(1,)]


def test_an_ended_row_is_not_checked(con):
    insert(con, "case_main", [GOOD | {"status": "lost", "_to": LATER}])
    assert check(con, AT).score() == 100.0


def test_the_sample_court_breaks_no_rule_of_the_catalogue(small_court):
    with sound(duckdb.connect()) as con:
        con.execute(f"ATTACH '{small_court.data}' AS was (READ_ONLY)")
        create(con)
        for (table,) in con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'was'").fetchall():
            if table != "_mingjing":
                con.execute(f'INSERT INTO "{table}" FROM was."{table}"')
        found = check(con, AT)
    wrong = {r.name for r in rules() if r.severity == "error"} & {n for n, c in found.by_rule.items() if c}
    assert wrong == set() and (found.score() or 0) > 99


@pytest.mark.parametrize(
    "line",
    [
        {"table": "case_main", "kind": "order", "first": "filed_on", "second": "no_such"},
        {"table": "no_such", "kind": "filled", "column": "x"},
        {"table": "case_main", "kind": "guess", "column": "status"},
    ],
)
def test_a_rule_over_what_is_not_there_is_refused(line):
    with pytest.raises(WrongUse, match="质量规则 x"):
        list(written([{"name": "x", "severity": "error", "says": "错"} | line]))


@pytest.mark.parametrize(("checked", "broken", "says"), [(0, 0, None), (4, 1, 75.0), (100_000, 4, 99.99), (7, 7, 0.0)])
def test_a_hundred_means_that_no_fault_waits(checked: int, broken: int, says: float | None) -> None:
    assert score(checked, broken) == says
