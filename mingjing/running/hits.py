"""From result rows to clues: names are looked up and evidence is asked for, for the hits only."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import duckdb

from mingjing.algebra.types import Type
from mingjing.court.catalogue import TABLES
from mingjing.running.clue import Clue, Evidence, fingerprint
from mingjing.running.messages import message, shown
from mingjing.scenario.scenario import EvidenceSpec, Scenario

Row = dict[str, Any]
EvidenceOf = Callable[[EvidenceSpec, int], list[Row]]
"""Rows of one evidence relation for the hits, given its place among the scenario's evidence."""

CASE_NAMES = "SELECT case_id, case_number, court_id FROM case_main WHERE case_id IN ({ids}) ORDER BY _from"
SUBJECT_NAMES = "SELECT subject_id, name FROM subject WHERE subject_id IN ({ids}) ORDER BY _from"
COURT_NAMES = "SELECT court_id, name FROM court WHERE _from <= $at AND _to > $at"
FEW = 400
"""Up to so many identifiers are written into the statement, so that DuckDB goes by the index."""


def clues(
    con: duckdb.DuckDBPyConnection, scenario: Scenario, rows: Sequence[Row], at: dt.datetime, evidence_of: EvidenceOf
) -> list[Clue]:
    """One clue per result row, with evidence; `at` is the moment of rows that carry none of their own."""
    if not rows:
        return []
    found = [_by_hit(scenario, spec, evidence_of(spec, i)) for i, spec in enumerate(scenario.evidence)]
    courts = dict(con.execute(COURT_NAMES, {"at": at}).fetchall())
    numbers = _latest(con, CASE_NAMES, {r["case_id"] for r in rows})
    cases = {i: (number, court, courts.get(court, "")) for i, (number, court) in numbers.items()}
    subjects = _latest(con, SUBJECT_NAMES, {r.get("subject_id") for r in rows})
    named = [subjects.get(r.get("subject_id") or 0, ("",))[0] for r in rows]
    return [_clue(scenario, r, at, cases[r["case_id"]], name, found) for r, name in zip(rows, named, strict=True)]


def _latest(con: duckdb.DuckDBPyConnection, sql: str, ids: Iterable[Any]) -> dict[int, tuple[Any, ...]]:
    """What is last known of each identifier; the statement gives the rows in the order they became known."""
    wanted = [int(i) for i in ids if i is not None]
    if not wanted:
        return {}
    if len(wanted) > FEW:
        found = con.execute(sql.format(ids="SELECT UNNEST(CAST($ids AS BIGINT[]))"), {"ids": wanted})
    else:
        # -1 is nobody; it keeps DuckDB from making a range, and so a scan, of numbers in a row
        found = con.execute(sql.format(ids=", ".join(map(str, [*wanted, -1]))))
    return {i: tuple(rest) for i, *rest in found.fetchall()}


def _key(scenario: Scenario, spec: EvidenceSpec, row: Row) -> tuple[Any, ...]:
    subject = row["subject_id"] if scenario.by_subject and "subject_id" in spec.relation.schema else None
    return (row["case_id"], subject, row.get("_at"))


def _by_hit(scenario: Scenario, spec: EvidenceSpec, rows: list[Row]) -> tuple[EvidenceSpec, dict[Any, list[Evidence]]]:
    by: dict[Any, dict[int, Evidence]] = defaultdict(dict)
    for row in rows:
        if row[spec.key] is not None:
            by[_key(scenario, spec, row)].setdefault(row[spec.key], evidence_row(spec, row))
    return spec, {k: sorted(v.values(), key=lambda e: e.key) for k, v in by.items()}


def evidence_row(spec: EvidenceSpec, row: Row) -> Evidence:
    """One evidence row with labels of its columns, and words for amounts and codes."""
    fields = {c: spec.relation.field(c) for c in spec.columns}
    labels = {c: f.shown for c, f in fields.items()}
    words = {c: shown(row[c], f) for c, f in fields.items() if row[c] is not None and (f.codes or f.type is Type.FEN)}
    values = {c: plain(row[c]) for c in spec.columns}
    return Evidence(spec.table, TABLES[spec.table].label, row[spec.key], values, labels, words, spec.note)


def plain(value: Any) -> Any:
    """A value that JSON can hold; dates as ISO text."""
    return value.isoformat() if isinstance(value, dt.date) else value


def _clue(scenario: Scenario, row: Row, at: dt.datetime, case: tuple[Any, ...], subject: str, found: list[Any]) -> Clue:
    evidence = tuple(e for spec, by in found for e in by.get(_key(scenario, spec, row), ()))
    number, court_id, court = case
    more = {"subject": subject or str(row.get("name") or ""), "case_number": number, "court": court}
    return Clue(
        scenario=scenario.name,
        version=scenario.version,
        case_id=row["case_id"],
        case_number=number,
        court=court,
        court_id=court_id,
        subject_id=row.get("subject_id"),
        subject=more["subject"],
        level=row["level"],
        message=message(scenario.alert, row, scenario.result.schema, more),
        evidence=evidence,
        as_of=(row.get("_at") or at).date().isoformat(),
        fingerprint=fingerprint(
            scenario.name, row["case_id"], row.get("subject_id"), str(row.get("kind", "")), evidence
        ),
    )
