"""Topic tables (专题库), fed from what a paper says: orders, sentences, fines, custody, property, loans."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from mingjing.ingest.civil_topics import cited_norms, rate_clauses
from mingjing.ingest.criminal_topics import convictions, reconciliations
from mingjing.ingest.rows import Row, TakenPaper, value
from mingjing.reading.decided import OrderItem, Penalty, Verdict

Subjects = Mapping[str, int]
TOPICS = (
    *("order_item", "sentence", "fine", "custody", "property_split", "loan", "claim"),
    *("conviction", "reconciliation", "paper_flaw", "rate_clause", "cited_norm"),
)
"""The tables that papers feed; punitive claims come with the parties of a new case."""
_PENALTIES = {
    "有期徒刑": "fixed",
    "拘役": "detention",
    "管制": "control",
    "无期徒刑": "life",
    "死刑": "death",
    "死刑缓期执行": "death",
}
_FLAWS = {
    "Q001": "article",
    "Q002": "term",
    "Q003": "amount",
    "Q004": "party",
    "Q005": "amount",
    "Q006": "article",
    "Q007": "appeal",
    "Q008": "article",
    "Q009": "day",
}
"""What each check of a paper's own slips is about."""
_PAYS = ("给付", "连带责任", "补充责任", "责令退赔", "追缴")
_CONFIRMS = ("确认",)
_REAL_ESTATE = re.compile(r"房|不动产|土地|宅")


def topic_rows(taken: TakenPaper, subjects: Subjects) -> dict[str, list[Row]]:
    """The rows of each topic table, without their numbers; `subjects` are the case's parties by name."""
    rows: dict[str, list[Row]] = defaultdict(list)
    rows["order_item"] = [_order(item, subjects) for item in taken.paper.order_items]
    for verdict in taken.paper.verdicts:
        rows["sentence"] += _sentences(verdict, subjects)
        rows["fine"] += _fines(verdict, subjects)
    rows["custody"] = list(_custody(taken, subjects))
    rows["property_split"] = list(_property(taken, subjects))
    rows["loan"] = list(_loan(taken))
    rows["claim"] = list(_claim(taken))
    rows["conviction"] = list(convictions(taken, subjects))
    rows["reconciliation"] = list(reconciliations(taken, subjects))
    rows["rate_clause"] = list(rate_clauses(taken))
    rows["cited_norm"] = list(cited_norms(taken))
    rows["paper_flaw"] = list(_flaws(taken))
    known: Row = {"case_id": taken.case, "_from": taken.known}
    return {table: [row | known for row in found] for table, found in rows.items() if found}


def _order(item: OrderItem, subjects: Subjects) -> Row:
    rate = next((clause.rate for clause in item.interest if clause.rate is not None), None)
    kind = "pay" if item.kind.value in _PAYS else "confirm" if item.kind.value in _CONFIRMS else "act"
    return {
        "payer_subject_id": _first(subjects, [payer.value for payer in item.payers]),
        "payee_subject_id": _first(subjects, [payee.value for payee in item.payees]),
        "kind": kind,
        "amount_fen": value(item.amount_fen),
        "rate_text": value(rate),
        "text": item.kind.text,
    }


def _first(subjects: Subjects, names: list[str]) -> int | None:
    return next((subjects[name] for name in names if name in subjects), None)


def _punished(verdict: Verdict) -> Iterator[tuple[str | None, Penalty]]:
    """Each charge with its penalty; the combined penalty has no charge of its own."""
    yield from ((sentence.charge.value, sentence.penalty) for sentence in verdict.sentences)
    if verdict.combined is not None:
        yield None, verdict.combined


def _sentences(verdict: Verdict, subjects: Subjects) -> Iterator[Row]:
    for offence, penalty in _punished(verdict):
        if penalty.kind.value in _PENALTIES:
            yield {
                "subject_id": subjects.get(verdict.accused.value),
                "offence": offence,
                "kind": _PENALTIES[penalty.kind.value],
                "term_months": value(penalty.months),
                "probation_months": value(penalty.probation_months),
                "starts_on": value(verdict.from_on),
                "ends_on": value(verdict.to_on),
            }


def _fines(verdict: Verdict, subjects: Subjects) -> Iterator[Row]:
    for offence, penalty in _punished(verdict):
        if penalty.fine_fen is not None:
            yield {
                "subject_id": subjects.get(verdict.accused.value),
                "offence": offence,
                "kind": "single" if "罚金" in penalty.kind.value else "joint",
                "fine_fen": penalty.fine_fen.value,
            }


def _said(taken: TakenPaper, code: str) -> list[Any]:
    return [found.value for found in taken.said if found.id == code]


def _custody(taken: TakenPaper, subjects: Subjects) -> Iterator[Row]:
    """From the first day in custody; only where the paper accuses one person, so that the days are that person's."""
    held, places = _said(taken, "J253"), _said(taken, "J047")
    accused = [verdict.accused.value for verdict in taken.paper.verdicts]
    if held and len(accused) == 1:
        freed = _said(taken, "J254")
        yield {
            "subject_id": subjects.get(accused[0]),
            "place": places[0] if places else None,
            "from_on": date.fromisoformat(held[0]),
            "to_on": date.fromisoformat(freed[0]) if freed and freed[0] >= held[0] else None,
        }


def _property(taken: TakenPaper, subjects: Subjects) -> Iterator[Row]:
    for share in _said(taken, "J189"):
        yield {
            "holder_subject_id": _holder(share["holder"], subjects),
            "kind": "debt" if share["kind"] == "债务" else "asset",
            "item": share["item"],
            "real_estate": bool(_REAL_ESTATE.search(share["item"])),
            "value_fen": share.get("value_fen"),
            "agreed": value(taken.paper.kind) == "调解书",
        }


def _holder(words: str, subjects: Subjects) -> int | None:
    """原告张山 is 张山."""
    return next((subject for name, subject in subjects.items() if name in words), None)


def _loan(taken: TakenPaper) -> Iterator[Row]:
    principal, rates, signed = (_said(taken, code) for code in ("J124", "J127", "J115"))
    if principal:
        yield {
            "principal_fen": principal[0],
            "rate_percent": rates[0] if rates else None,
            "agreed_on": date.fromisoformat(signed[0]) if signed else None,
            "interest_deducted": bool(_said(taken, "J126")),
        }


def _claim(taken: TakenPaper) -> Iterator[Row]:
    if taken.paper.amount_in_dispute_fen is not None:
        yield {"amount_fen": taken.paper.amount_in_dispute_fen.value}


def _flaws(taken: TakenPaper) -> Iterator[Row]:
    """What the checks of the paper itself found."""
    for found in taken.said:
        if found.id in _FLAWS:
            yield {
                "kind": _FLAWS[found.id],
                "found": found.text[:60],
                "expected": str(found.value).rstrip("。"),
                "confidence": found.confidence,
            }
