"""From result rows to clues: names are looked up and evidence is asked for, for the hits only."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import duckdb

from mingjing.court.catalogue import TABLES
from mingjing.running.clue import Clue, Evidence, fingerprint
from mingjing.running.messages import message
from mingjing.scenario.scenario import EvidenceSpec, Scenario

Row = dict[str, Any]
EvidenceOf = Callable[[EvidenceSpec, int], list[Row]]
"""Rows of one evidence relation for the hits, given its place among the scenario's evidence."""

CASE_NAMES = """
SELECT c.case_id, c.case_number, c.court_id, coalesce(k.name, '')
FROM case_main c LEFT JOIN court k ON k.court_id = c.court_id AND k._to > $at AND k._from <= $at
WHERE c.case_id IN (SELECT UNNEST(CAST($ids AS BIGINT[])))
QUALIFY row_number() OVER (PARTITION BY c.case_id ORDER BY c._from DESC) = 1
"""
SUBJECT_NAMES = """
SELECT subject_id, name FROM subject WHERE subject_id IN (SELECT UNNEST(CAST($ids AS BIGINT[])))
QUALIFY row_number() OVER (PARTITION BY subject_id ORDER BY _from DESC) = 1
"""


def clues(
    con: duckdb.DuckDBPyConnection, scenario: Scenario, rows: Sequence[Row], at: dt.datetime, evidence_of: EvidenceOf
) -> list[Clue]:
    """One clue per result row, with evidence; `at` is the moment of rows that carry none of their own."""
    if not rows:
        return []
    found = [_by_hit(scenario, spec, evidence_of(spec, i)) for i, spec in enumerate(scenario.evidence)]
    cases = {r[0]: r[1:] for r in _named(con, CASE_NAMES, {r["case_id"] for r in rows}, at=at)}
    subjects = dict(_named(con, SUBJECT_NAMES, {r.get("subject_id") for r in rows}))
    return [_clue(scenario, r, at, cases[r["case_id"]], subjects.get(r.get("subject_id"), ""), found) for r in rows]


def _named(con: duckdb.DuckDBPyConnection, sql: str, ids: Iterable[Any], **more: Any) -> list[tuple[Any, ...]]:
    wanted = sorted(i for i in ids if i is not None)
    return con.execute(sql, {"ids": wanted, **more}).fetchall() if wanted else []


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
    """One evidence row with labels of its columns."""
    labels = {c: spec.relation.field(c).shown for c in spec.columns}
    return Evidence(
        spec.table, TABLES[spec.table].label, row[spec.key], {c: plain(row[c]) for c in spec.columns}, labels, spec.note
    )


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
