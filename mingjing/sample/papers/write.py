"""Writes the papers: their text, the articles they cite and a few info points with their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import duckdb
import pyarrow as pa

from mingjing.court.catalogue import TABLES
from mingjing.sample.papers import civil, criminal, enforcing
from mingjing.sample.papers.civil import Paper
from mingjing.sample.papers.facts import CaseFacts, case_facts
from mingjing.sample.papers.norms import Norm
from mingjing.sample.papers.words import plain_day
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
    """Fill document, cited_article and info_point."""
    rows: dict[str, Rows] = {"document": [], "cited_article": [], "info_point": []}
    for case in case_facts(con):
        doc_type, lines, norms = PAPERS[case.case_kind, case.disposition](case)
        text = "\n".join(lines)
        rows["document"].append(_document(case, doc_type, text))
        rows["cited_article"] += _numbered(case, "cited_article_id", _citations(text, norms))
        rows["info_point"] += _numbered(case, "info_point_id", _points(case, text))
    for name, found in rows.items():
        _insert(con, name, found)


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


def _numbered(case: CaseFacts, key: str, rows: Iterator[dict[str, Any]]) -> Rows:
    return [_shared(case) | {key: case.case_id * 100 + i} | row for i, row in enumerate(rows, 1)]


def _citations(text: str, norms: tuple[Norm, ...]) -> Iterator[dict[str, Any]]:
    """Each cited article with its place in the text, searched from the sentence that cites."""
    begin = text.rfind("\n依照") if norms else 0
    for norm in norms:
        start = text.index(norm.place, text.index(f"《{norm.law}》", begin))
        yield {
            "law": norm.law,
            "article": norm.article,
            "paragraph": norm.paragraph or None,
            "item": norm.item or None,
            "start": start,
            "end": start + len(norm.place),
        }


def _points(case: CaseFacts, text: str) -> Iterator[dict[str, Any]]:
    """Info points that every paper has, with their places."""
    values = (
        ("J001", "法院名称", case.court, case.court),
        ("J003", "案号", case.case_number, case.case_number),
        ("J005", "案由", case.cause_name, case.cause_name),
        ("J009", "立案日", case.filed_on.isoformat(), plain_day(case.filed_on)),
    )
    for code, name, value, raw in values:
        start = text.find(raw)
        if start >= 0:
            yield {
                "code": code,
                "name": name,
                "value": value,
                "raw": raw,
                "start": start,
                "end": start + len(raw),
                "confidence": 1.0,
                "read_by": "sample",
            }
