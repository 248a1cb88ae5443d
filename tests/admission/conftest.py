"""A court with one bank: plaintiff in 100,000 cases, each against somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import psycopg
import pytest

from mingjing.court.catalogue import VERSION
from mingjing.running import postgres_indexes
from mingjing.running.court import Court, silent
from mingjing.store.loading import load
from mingjing.store.postgres import connect
from mingjing.store.schema import create_statements

CASES = 100_000
PARTIES = """
    INSERT INTO case_party BY NAME
    SELECT i * 2 + side AS party_id, CASE side WHEN 0 THEN 1 ELSE i + 10 END AS subject_id, i AS case_id,
        CASE side WHEN 0 THEN 'plaintiff' ELSE 'defendant' END AS role, '借款合同纠纷' AS cause_name,
        i % 3 AS court_id, '民初' AS case_kind, DATE '2015-01-01' + CAST(i % 3650 AS INTEGER) AS filed_on,
        TIMESTAMP '2020-01-01' AS _from, TIMESTAMP '9999-12-31' AS _to
    FROM range($cases) t(i), range(2) s(side)"""
CASES_SQL = """
    INSERT INTO case_main BY NAME
    SELECT i AS case_id, '（2020）沪01民初' || i || '号' AS case_number, i % 3 AS court_id, '民初' AS case_kind,
        '借款合同纠纷' AS cause_name, TIMESTAMP '2020-01-01' AS _from, TIMESTAMP '9999-12-31' AS _to
    FROM range($cases) t(i)"""


@pytest.fixture(scope="session")
def bank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bank") / "court.duckdb"
    with duckdb.connect(str(path)) as con:
        for statement in create_statements():
            con.execute(statement)
        con.execute("CREATE TABLE _mingjing (key VARCHAR, value VARCHAR)")
        con.execute(f"INSERT INTO _mingjing VALUES ('catalogue_version', '{VERSION}'), ('data_as_of', '2025-12-31')")
        for sql in (CASES_SQL, PARTIES):
            con.execute(sql, {"cases": CASES})
        con.execute("CREATE INDEX by_case ON case_party (case_id)")
        con.execute("CREATE INDEX by_subject ON case_party (subject_id)")
        con.execute("CREATE INDEX by_id ON case_main (case_id)")
    return path


@pytest.fixture(scope="session")
def bank_in_duckdb(bank_file: Path) -> Iterator[Court]:
    with Court(bank_file) as court:
        yield court


@pytest.fixture(scope="session")
def bank_in_postgres(cluster: str, bank_file: Path) -> Iterator[Court]:
    with psycopg.connect(cluster, autocommit=True) as con:
        con.execute("CREATE DATABASE bank")
    dsn = cluster.replace("/postgres?", "/bank?")
    load(bank_file, dsn, silent, only=("case_main", "case_party"))
    with connect(dsn) as con:
        postgres_indexes.make_indexes(con, silent)
        con.execute("CREATE INDEX IF NOT EXISTS by_subject ON case_party (subject_id)")
        con.execute("CREATE INDEX IF NOT EXISTS by_subject_and_day ON case_party (subject_id, filed_on)")
    with Court(dsn) as court:
        yield court


@pytest.fixture(params=["duckdb", "postgres"])
def bank(request: pytest.FixtureRequest) -> Court:
    """The same court on each store."""
    court = request.getfixturevalue(f"bank_in_{request.param}")
    assert isinstance(court, Court)
    return court
