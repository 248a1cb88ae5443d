"""Papers in the making: a saved draft is read at once, and what it says replaces what the version before it said.

Row history keeps every version: the rows of the old one end at the moment of saving, those of the new one begin.
What people said of the old one stands in the new one wherever its words are still there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from mingjing.court.case_number import normal
from mingjing.ingest.corrected import corrected
from mingjing.ingest.corrections import carried_over, statement_row
from mingjing.ingest.refreshing import refresh_topics
from mingjing.ingest.rows import Identifiers, PaperRows, digest_of, value
from mingjing.ingest.standing import Point
from mingjing.reading import Paper, read
from mingjing.reading.errors import NoCaseNumber, OlderDraft
from mingjing.reading.points import points
from mingjing.store.writing import highest_key, insert, keys_of_names, opened_for_writing, rebuild_ledger, replace_rows

BEFORE = """
SELECT v.document_id, v.case_id, v.version, v._from, v.digest, v.status
FROM paper_version v
JOIN document d ON d.document_id = v.document_id AND d._to = TIMESTAMP '9999-12-31'
JOIN case_main c ON c.case_id = v.case_id AND c._to = TIMESTAMP '9999-12-31'
WHERE v._to = TIMESTAMP '9999-12-31' AND c.case_number = ? AND d.doc_type IS NOT DISTINCT FROM ?
  AND (v.status = 'draft' OR v.digest = ?)
ORDER BY v.digest = ? DESC, v._from DESC LIMIT 1
"""
"""The version in force that a text replaces: the draft of its kind in its case, or the very same text."""
_OF_A_PAPER = ("document", "info_point", "cited_article", "paper_version", "point_correction")


@dataclass(frozen=True)
class Saved:
    """What saving did: the document and its version; `changed` is False when the text was the same as before."""

    document: int
    case: int
    version: int
    status: str
    changed: bool
    points: int
    topic_rows: int


def save_draft(into: Path, text: str, saved_at: dt.datetime, name: str, *, issued: bool = False) -> Saved:
    """Save a version of a paper of a case; the draft of the same kind in the same case is the version before it.

    One transaction. `issued` saves the signed version.

    Raises
        NoCaseNumber: the text does not say of which case it is
        OlderDraft: a later version is there already
    """
    paper = read(text, name)
    if paper.case_number is None:
        raise NoCaseNumber(name)
    with opened_for_writing(into) as con:
        return save(con, paper, saved_at, name, "issued" if issued else "draft")


def save(con: duckdb.DuckDBPyConnection, paper: Paper, saved_at: dt.datetime, name: str, status: str) -> Saved:
    """Save a version inside a transaction that is open already."""
    before = _version_before(con, paper)
    if before is None:
        return _write(con, paper, saved_at, name, status, highest_key(con, "document", "document_id") + 1, 1, [])
    document, case, version, known, digest, kept = before
    if digest == digest_of(paper.text) and kept in (status, "issued"):
        return Saved(document, case, version, kept, False, 0, 0)
    if saved_at <= known:
        raise OlderDraft(f"{saved_at:%Y-%m-%d %H:%M:%S}", f"{known:%Y-%m-%d %H:%M:%S}")
    said = carried_over(con, document, paper.text)
    for table in _OF_A_PAPER:
        replace_rows(con, table, "document_id", [document], saved_at)
    return _write(con, paper, saved_at, name, status, document, version + 1, said)


_Before = tuple[int, int, int, dt.datetime, str, str]


def _version_before(con: duckdb.DuckDBPyConnection, paper: Paper) -> _Before | None:
    """Document, case, version, time, digest and status of the draft of the same kind in the same case."""
    number = normal(paper.case_number.value) if paper.case_number else ""
    digest = digest_of(paper.text)
    asked = [number, value(paper.document_type), digest, digest]
    found: _Before | None = con.execute(BEFORE, asked).fetchone()
    return found


def _write(
    con: duckdb.DuckDBPyConnection,
    paper: Paper,
    saved_at: dt.datetime,
    name: str,
    status: str,
    document: int,
    version: int,
    said: Sequence[tuple[int, Point]],
) -> Saved:
    rows = PaperRows(Identifiers(*keys_of_names(con, _named(paper))))
    paper, found = corrected(paper, points(paper), [point for _, point in said])
    rows.put(paper, found, document, name, saved_at)
    for row in rows.rows["case_main"]:
        row |= {"status": "open", "closed_on": None, "disposition": None}  # a case with a draft is still under way
    taken = rows.taken[0]
    number = highest_key(con, "paper_version", "paper_version_id") + 1
    kept = {"paper_version_id": number, "document_id": document, "case_id": taken.case, "_from": saved_at}
    rows.rows["paper_version"] = [kept | {"version": version, "status": status, "digest": digest_of(paper.text)}]
    rows.rows["point_correction"] = [statement_row(p, n, document, taken.case, saved_at) for n, p in said]
    for table, new in rows.rows.items():
        insert(con, table, new)
    if rows.rows["party"]:
        rebuild_ledger(con)
    topics = refresh_topics(con, [taken], saved_at)
    return Saved(document, taken.case, version, status, True, len(taken.said), topics)


def _named(paper: Paper) -> dict[str, list[str]]:
    """What the paper names that the court may know already."""
    panel = paper.panel
    signed = [panel.presiding, *panel.judges, *panel.lay_judges, panel.clerk]
    return {
        "case_main": [normal(paper.case_number.value)] if paper.case_number else [],
        "court": [paper.court.value] if paper.court else [],
        "court_member": [member.value for member in signed if member is not None],
        "subject": [party.name.value for party in paper.parties],
    }
