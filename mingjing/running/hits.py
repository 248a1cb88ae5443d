"""From result rows to clues: names are looked up and evidence is asked for, for the hits only."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from mingjing.algebra.types import Type
from mingjing.court.catalogue import TABLES
from mingjing.running.clue import Clue, Evidence, fingerprint
from mingjing.running.messages import message, shown
from mingjing.scenario.scenario import EvidenceSpec, Scenario

Row = dict[str, Any]
EvidenceOf = Callable[[EvidenceSpec, int], list[Row]]
"""Rows of one evidence relation for the hits, given its place among the scenario's evidence."""

History = dict[int, list[tuple[Any, ...]]]
"""By identifier: (known from, what ...), in the order it became known."""


class Names(Protocol):
    """Who can say what cases, parties and courts are called; each row is (identifier, known from, what ...)."""

    def case_names(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """Case number and court of each case, in the order they became known."""

    def subject_names(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """Name of each party, in the order they became known."""

    def court_names(self, at: dt.datetime) -> dict[int, str]:
        """Name of each court as of a moment."""


class Named(NamedTuple):
    """What people call the case, the court and the party of a hit."""

    number: str
    court_id: int
    court: str
    subject: str


def clues(
    names: Names, scenario: Scenario, rows: Sequence[Row], at: dt.datetime, evidence_of: EvidenceOf
) -> list[Clue]:
    """One clue per result row, with evidence; `at` is the moment of rows that carry none of their own."""
    if not rows:
        return []
    found = [_by_hit(scenario, spec, evidence_of(spec, i)) for i, spec in enumerate(scenario.evidence)]
    courts = names.court_names(at)
    cases = history(names.case_names(known_ids(r["case_id"] for r in rows)))
    subjects = history(names.subject_names(known_ids(r.get("subject_id") for r in rows)))
    return [_clue(scenario, r, at, _named(r, at, cases, subjects, courts), found) for r in rows]


def known_ids(ids: Iterable[Any]) -> list[int]:
    """Each identifier once."""
    return sorted({int(i) for i in ids if i is not None})


def history(found: Iterable[tuple[Any, ...]]) -> History:
    """What was known of each identifier from when on, in that order."""
    known: History = defaultdict(list)
    for i, *rest in found:
        known[i].append(tuple(rest))
    return known


def _as_of(history: list[tuple[Any, ...]], at: dt.datetime) -> tuple[Any, ...]:
    """What was known at a moment: never a name that came later."""
    return next((known[1:] for known in reversed(history) if known[0] <= at), history[0][1:])


def _named(row: Row, at: dt.datetime, cases: History, subjects: History, courts: dict[int, str]) -> Named:
    """Case number, court and party of a hit, as they were known then."""
    moment = row.get("_at") or at
    number, court = _as_of(cases[row["case_id"]], moment)
    subject = subjects.get(row.get("subject_id") or 0)
    return Named(number, court, courts.get(court, ""), _as_of(subject, moment)[0] if subject else "")


def tied_by(scenario: Scenario, spec: EvidenceSpec) -> tuple[str, ...]:
    """What ties an evidence row to its hit: every identifier that both carry."""
    return tuple(c for c in scenario.hit_columns if c in spec.relation.schema)


def _key(tie: tuple[str, ...], row: Row) -> tuple[Any, ...]:
    """The moment, and the identifiers."""
    return (row.get("_at"), *(row[c] for c in tie))


class Tied(NamedTuple):
    """The evidence of one relation by what ties it to its hit."""

    by: tuple[str, ...]
    rows: dict[Any, list[Evidence]]

    def of(self, hit: Row) -> list[Evidence]:
        """The rows behind a hit."""
        return self.rows.get(_key(self.by, hit), [])


def _by_hit(scenario: Scenario, spec: EvidenceSpec, rows: list[Row]) -> Tied:
    tie, exhibit = tied_by(scenario, spec), Exhibit(spec)
    by: dict[Any, dict[int, Evidence]] = defaultdict(dict)
    for row in rows:
        if row[spec.key] is not None:
            by[_key(tie, row)].setdefault(row[spec.key], exhibit.of(row))
    return Tied(tie, {k: sorted(v.values(), key=lambda e: e.key) for k, v in by.items()})


class Exhibit:
    """How the rows of an evidence relation are shown: labels of its columns, and words for amounts and codes."""

    def __init__(self, spec: EvidenceSpec) -> None:
        self.spec, self.table_label = spec, TABLES[spec.table].label
        fields = [(c, spec.relation.field(c)) for c in spec.columns]
        self.labels = {c: f.shown for c, f in fields}
        self.worded = [(c, f) for c, f in fields if f.codes or f.type is Type.FEN]

    def of(self, row: Row) -> Evidence:
        """One row."""
        words = {c: shown(row[c], f) for c, f in self.worded if row[c] is not None}
        values = {c: plain(row[c]) for c in self.spec.columns}
        spec = self.spec
        return Evidence(spec.table, self.table_label, row[spec.key], values, self.labels, words, spec.note)


def plain(value: Any) -> Any:
    """A value that JSON can hold; dates as ISO text."""
    return value.isoformat() if isinstance(value, dt.date) else value


def _clue(scenario: Scenario, row: Row, at: dt.datetime, named: Named, found: Sequence[Tied]) -> Clue:
    evidence = tuple(e for tied in found for e in tied.of(row))
    subject = named.subject or str(row.get("name") or "")
    more = {"subject": subject, "case_number": named.number, "court": named.court}
    told = (str(row.get("kind", "")), *(str(row[c]) for c in scenario.hit_columns))
    return Clue(
        scenario=scenario.name,
        version=scenario.version,
        case_id=row["case_id"],
        case_number=named.number,
        court=named.court,
        court_id=named.court_id,
        subject_id=row.get("subject_id"),
        subject=subject,
        level=row["level"],
        message=message(scenario.alert, row, scenario.result.schema, more),
        evidence=evidence,
        as_of=(row.get("_at") or at).date().isoformat(),
        fingerprint=fingerprint(scenario.name, told, evidence),
    )
