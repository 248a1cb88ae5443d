"""One small sample court for all tests of this room."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from mingjing.court.catalogue import TABLES
from mingjing.sample import SampleReport, build

CASES, SEED = 5000, 11


@dataclass
class Court:
    """A built court: its file, its truth and what `build` reported."""

    path: Path
    truth: list[dict[str, Any]]
    report: SampleReport
    con: duckdb.DuckDBPyConnection

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query over all versions."""
        return self.con.execute(sql).fetchall()

    def one(self, sql: str) -> Any:
        """The only value of a query."""
        return self.ask(sql)[0][0]

    def as_known(self, moment: str) -> duckdb.DuckDBPyConnection:
        """A connection in which every table shows what was known at that moment."""
        con = self.con.cursor()
        for name in TABLES:
            con.execute(
                f'CREATE TEMP VIEW "{name}" AS SELECT * EXCLUDE (_from, _to) FROM court.main."{name}" '
                f"WHERE _from <= TIMESTAMP '{moment}' AND TIMESTAMP '{moment}' < _to"
            )
        return con


@pytest.fixture(scope="session")
def court(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Court]:
    """3,000 cases of seed 11."""
    folder = tmp_path_factory.mktemp("sample")
    path, truth = folder / "court.duckdb", folder / "truth.jsonl"
    report = build(CASES, SEED, path, truth)
    rows = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines()]
    with duckdb.connect(str(path), read_only=True) as con:
        yield Court(path, rows, report, con)
