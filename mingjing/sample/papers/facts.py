"""What a paper says of its case, read from the rows of the finished tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import duckdb

from mingjing.sample.statements import statements


@dataclass
class PartyFacts:
    """A party as the head of a paper names it."""

    case_id: int
    role: str
    side: str
    kind: str
    name: str
    born_on: date | None
    male: bool
    address: str | None
    legal_representative: str | None
    agent: str | None
    firm: str | None


@dataclass
class CaseFacts:
    """A closed case with all that its paper says."""

    case_id: int
    case_number: str
    court: str
    court_above: str | None
    case_kind: str
    cause_name: str
    procedure: str | None
    filed_on: date
    closed_on: date
    disposition: str
    amount_fen: int | None
    award_fen: int | None
    origin_number: str | None
    origin_court: str | None
    order_text: str | None
    fee_fen: int | None
    held_on: date | None
    clerk: str
    known_at: datetime
    chance: float
    judge: str
    bench: list[tuple[str, str, bool]] = field(default_factory=list)
    parties: list[PartyFacts] = field(default_factory=list)
    sentences: list[dict[str, Any]] = field(default_factory=list)
    matter: dict[str, Any] = field(default_factory=dict)
    split: list[dict[str, Any]] = field(default_factory=list)
    loan: dict[str, Any] = field(default_factory=dict)

    def names(self, side: str) -> str:
        """The names of a side, joined."""
        return "、".join(party.name for party in self.parties if party.side == side)


def case_facts(con: duckdb.DuckDBPyConnection) -> list[CaseFacts]:
    """The cases chosen for papers, each with its parties and details."""
    asked = statements("papers")
    con.execute(asked["chosen"])
    cases = {row["case_id"]: CaseFacts(**row) for row in _rows(con, asked["cases"])}
    for row in _rows(con, asked["parties"]):
        cases[row["case_id"]].parties.append(PartyFacts(**row))
    for row in _rows(con, asked["bench"]):
        cases[row["case_id"]].bench.append((row["kind"], row["name"], row["presiding"]))
    for name in ("sentences", "split"):
        for row in _rows(con, asked[name]):
            getattr(cases[row["case_id"]], name).append(row)
    for name in ("matter", "loan"):
        for row in _rows(con, asked[name]):
            getattr(cases[row["case_id"]], name).update(row)
    return list(cases.values())


def _rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    found = con.execute(sql)
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
