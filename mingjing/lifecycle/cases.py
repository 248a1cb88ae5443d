"""Cases as the court data has them, within the reader's sight."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from mingjing.accounts.masking import masked_name
from mingjing.accounts.queries import Sight
from mingjing.accounts.refusals import NotThere
from mingjing.court.catalogue import TABLES
from mingjing.lifecycle.court_data import opened
from mingjing.lifecycle.operational import operational

Row = dict[str, Any]
SHOWN = (
    "case_number",
    "case_kind",
    "cause_name",
    "procedure",
    "status",
    "filed_on",
    "closed_on",
    "disposition",
    "limit_on",
    "amount_in_dispute_fen",
    "award_fen",
)
"""Facts of a case that its page shows, in order; those not known are left out."""


@cache
def statements() -> dict[str, str]:
    """The statements of cases.sql by name."""
    text = Path(__file__).with_name("cases.sql").read_text(encoding="utf-8")
    parts = re.split(r"^-- name: (\w+)\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def ask(name: str, **values: Any) -> list[Row]:
    """The rows of one named statement."""
    result = opened().con.execute(statements()[name], values or None)
    columns = [d[0] for d in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


@dataclass(frozen=True)
class Guard:
    """What the row rule looks at."""

    case_number: str
    court_id: int
    secret_level: int
    juvenile: bool


def guards(case_ids: Iterable[int]) -> dict[int, Guard]:
    """Court, secrecy and juvenile mark of these cases, as last known: a case may have left the data since."""
    return {case: Guard(*known) for case, *known in operational().store.case_guards(sorted(set(case_ids)))}


def find(q: str, limit: int, sight: Sight) -> list[Row]:
    """Cases by number, cause or, for readers who may see names, party."""
    q = q.strip().replace("(", "（").replace(")", "）")
    return ask("find", q=q, limit=limit, by_name=not sight.masked, **rule(sight))


def one(case_id: int, sight: Sight) -> Row:
    """The row of one case; refused as not there when out of sight."""
    rows = ask("one", case_id=case_id, **rule(sight))
    if not rows:
        raise NotThere(f"案件 {case_id}")
    return rows[0]


def rule(sight: Sight) -> Row:
    """The row rule as values of a statement."""
    return {
        "court_ids": list(sight.court_ids),
        "clearance": sight.clearance,
        "sees_juvenile": sight.sees_juvenile,
    }


def facts(case: Row) -> list[dict[str, str]]:
    """The facts of a case as label and value."""
    shown = [{"label": "法院", "value": case["court_name"]}]
    for name in SHOWN:
        column = TABLES["case_main"].column(name)
        if column and case.get(name) is not None:
            shown.append({"label": column.label, "value": _readable(name, case[name], dict(column.codes))})
    if case.get("judge_name"):
        shown.append({"label": "承办法官", "value": case["judge_name"]})
    return shown


def _readable(name: str, value: Any, codes: dict[str, str]) -> str:
    if name.endswith("_fen"):
        return f"{value / 100:,.2f} 元"
    return value.isoformat() if isinstance(value, (date, datetime)) else codes.get(str(value), str(value))


def parties(case_id: int, sight: Sight) -> list[Row]:
    """The parties of a case."""
    roles = _codes("party", "role")
    kinds = _codes("case_party", "subject_kind")
    return [
        {
            "role": roles.get(r["role"], r["role"] or ""),
            "name": masked_name(r["name"] or "") if sight.masked and r["kind"] == "person" else r["name"] or "",
            "kind": kinds.get(r["kind"], r["kind"] or ""),
        }
        for r in ask("parties", case_id=case_id)
    ]


def _codes(table: str, column: str) -> dict[str, str]:
    declared = TABLES[table].column(column)
    return dict(declared.codes) if declared else {}


def document(document_id: int, sight: Sight) -> Row:
    """One document with its text and info points, when its case is within sight."""
    rows = ask("document", document_id=document_id)
    if not rows:
        raise NotThere(f"文书 {document_id}")
    case = one(rows[0]["case_id"], sight)
    return unguarded(document_id) | {"case_number": case["case_number"]}


def unguarded(document_id: int) -> Row:
    """One document with its info points, for work of the platform itself: it looks at nobody's sight."""
    rows = ask("document", document_id=document_id)
    if not rows:
        raise NotThere(f"文书 {document_id}")
    return {**rows[0], "points": ask("info_points", document_id=document_id)}
