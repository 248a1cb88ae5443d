"""A clue: one case, one party at most, what was found, and the rows that show it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

Value = int | float | str | bool | dt.date | None


@dataclass(frozen=True)
class Evidence:
    """One row behind a hit: of which table, its key, and the columns that matter with their Chinese labels.

    `words` is what people read where the value alone would mislead: amounts in yuan instead of fen, names of codes.
    """

    table: str
    table_label: str
    key: int
    columns: dict[str, Any]
    labels: dict[str, str]
    words: dict[str, str]
    note: str


@dataclass(frozen=True)
class Clue:
    """One hit of a scenario. `fingerprint` is the same whenever scenario, subject and evidence are."""

    scenario: str
    version: str
    case_id: int
    case_number: str
    court: str
    court_id: int
    subject_id: int | None
    subject: str
    level: str
    message: str
    evidence: tuple[Evidence, ...]
    as_of: str
    fingerprint: str

    def to_json(self) -> dict[str, Any]:
        """The clue as plain values; nothing is copied that is not written, as a list may hold very many."""
        return self.__dict__ | {"evidence": [dict(e.__dict__) for e in self.evidence]}


@dataclass(frozen=True)
class Alert(Clue):
    """A clue that came up when a case passed a milestone."""

    milestone: str = ""
    passed_at: str = ""


GRAVEST_FIRST = ("error", "high", "medium", "low", "info")


def gravity(c: Clue) -> tuple[int, int, int, str]:
    """A key that sorts clues from the gravest on, and by case among equals."""
    place = GRAVEST_FIRST.index(c.level) if c.level in GRAVEST_FIRST else len(GRAVEST_FIRST)
    return (place, c.case_id, c.subject_id or 0, c.fingerprint)


def fingerprint(scenario: str, hit: tuple[str, ...], evidence: tuple[Evidence, ...]) -> str:
    """Digest of the scenario, of what was hit (kind and identifiers) and of the evidence's keys."""
    rows = sorted({f"{e.table}:{e.key}" for e in evidence})
    return hashlib.sha256("|".join([scenario, *hit, *rows]).encode()).hexdigest()
