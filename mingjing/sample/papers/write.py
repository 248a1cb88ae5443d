"""Writes the papers: their full text, which agrees with the rows of their case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import duckdb
import pyarrow as pa

from mingjing.court.catalogue import TABLES
from mingjing.sample.papers import civil, criminal, enforcing
from mingjing.sample.papers.civil import Paper
from mingjing.sample.papers.facts import CaseFacts, case_facts
from mingjing.sample.planting import arrow_schema
from mingjing.sample.world import FOREVER

Rows = list[dict[str, Any]]
PAPERS: dict[tuple[str, str], Callable[[CaseFacts], Paper]] = {
    ("民初", "judgment"): civil.judgment,
    ("民初", "mediation"): civil.mediation,
    ("民初", "withdrawn"): civil.withdrawn,
    ("民终", "upheld"): civil.appeal,
    ("刑初", "judgment"): criminal.judgment,
    ("执", "interim_termination"): enforcing.ended_round,
}


def write_papers(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `document`. What the papers say becomes info points when they are read, as at any court."""
    rows: Rows = []
    for case in case_facts(con):
        doc_type, lines, _ = PAPERS[case.case_kind, case.disposition](case)
        rows.append(_document(case, doc_type, "\n".join(lines)))
    _insert(con, "document", rows)


def _insert(con: duckdb.DuckDBPyConnection, name: str, rows: Rows) -> None:
    con.register("_arriving", pa.Table.from_pylist(rows, schema=arrow_schema(TABLES[name])))
    con.execute(f'INSERT INTO "{name}" BY NAME SELECT * FROM _arriving')
    con.unregister("_arriving")


def _shared(case: CaseFacts) -> dict[str, Any]:
    """The columns that all rows of one paper have in common."""
    return {
        "document_id": case.case_id * 100 + 1,
        "case_id": case.case_id,
        "_from": case.known_at + timedelta(minutes=40),
        "_to": FOREVER,
    }


def _document(case: CaseFacts, doc_type: str, text: str) -> dict[str, Any]:
    return _shared(case) | {
        "doc_type": doc_type,
        "signed_on": case.closed_on,
        "text": text,
        "source_name": f"sample/{case.case_number}",
    }
