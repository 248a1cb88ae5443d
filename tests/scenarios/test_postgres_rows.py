"""Every row of every scenario once more on PostgreSQL: screened and checked, it says what it says elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
import pytest
from case_rows import FOLDERS, Case, all_cases

from mingjing.engines.sql import quoted
from mingjing.running.court import end_of
from mingjing.running.postgres_store import PostgresStore
from mingjing.running.trial import LEDGER, Bench, as_rows, complete, table_named, with_params
from mingjing.scenario import library
from mingjing.store.loading import describe, make_anew
from mingjing.store.postgres import connect

Row = dict[str, Any]


class Filled:
    """A court in PostgreSQL, filled anew for each test row."""

    def __init__(self, dsn: str) -> None:
        self.con = connect(dsn)
        make_anew(self.con)
        describe(self.con, {"catalogue_version": "1", "data_as_of": "2025-12-31"})
        self.store = PostgresStore(dsn)
        self.used: set[str] = set()

    def fill(self, given: Mapping[str, list[Row]]) -> None:
        """Replace what the court knows."""
        with self.con.transaction():
            for name in self.used | {"case_party"}:
                self.con.execute(f"DELETE FROM {quoted(name)}")
            for name, rows in given.items():
                for i, row in enumerate(rows, 1):
                    self.insert(name, complete(table_named(name), row, i))
            self.con.execute(LEDGER.read_text(encoding="utf-8"))
        self.used = set(given)

    def insert(self, name: str, row: Row) -> None:
        marks = ", ".join(f"${i}" for i in range(1, len(row) + 1))
        self.con.execute(
            f"INSERT INTO {quoted(name)} ({', '.join(map(quoted, row))}) VALUES ({marks})", [*row.values()]
        )


@pytest.fixture(scope="module")
def filled(cluster: str) -> Iterator[Filled]:
    with psycopg.connect(cluster, autocommit=True) as con:
        con.execute("CREATE DATABASE case_rows")
    made = Filled(cluster.replace("/postgres?", "/case_rows?"))
    yield made
    made.store.close()
    made.con.close()


def bag(rows: list[Row]) -> Counter[str]:
    return Counter(repr(sorted(r.items())) for r in rows)


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.id)
def test_a_row_says_the_same_on_postgres(case: Case, bench: Bench, filled: Filled) -> None:
    params = case.row.get("params")
    scenario = with_params(FOLDERS[case.scenario], params) if params else library.load(case.scenario)
    expected = bench.try_row(scenario, case.row["given"], case.row["as_of"])
    given = {name: as_rows(name, written) for name, written in case.row["given"].items()}
    at = end_of(case.row["as_of"])
    filled.fill(given)
    assert bag(filled.store.screen(scenario.result, at).to_pylist()) == bag(expected.rows)
    (found,) = filled.store.check([scenario], sorted({r["case_id"] for r in given["case_main"]}), at)
    assert bag(found.rows) == bag(expected.rows)
    for i, spec in enumerate(scenario.evidence):
        rows = found.evidence_of(spec, i) if expected.rows else []
        shown = {(r["case_id"], r[spec.key]) for r in rows}
        assert {(c.case_id, e.key) for c in expected.clues for e in c.evidence if e.note == spec.note} <= shown
