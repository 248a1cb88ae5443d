"""What was decided, asked and remedied, in the schema of hand-labelled rows; amounts in yuan."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingjing.reading.decided import AppealNotice, Conviction, Interest, LowerDecision, OrderItem, Penalty, Verdict
from mingjing.reading.paper import Fee, Paper
from mingjing.reading.values import Value

Row = dict[str, Any]
_FORMS = {"简易程序": "simplified", "小额诉讼": "small_claims", "速裁程序": "expedited"}


def decided_form(paper: Paper) -> Row:
    """Claims, accused, order items, fee, decisions named, remedies; keys that do not apply are left out."""
    decisions = [_decision(decision) for decision in paper.lower_decisions]
    enforced = _of(paper.procedure) == "执行"
    form = _FORMS.get(_of(paper.trial_form) or "")
    row: Row = {
        "claims": _claims(paper),
        "defendants": [_accused(verdict) for verdict in paper.verdicts],
        "main_items": [_item(paper, item) for item in paper.order_items],
        "fee": _fee(paper.fee),
        "prior_decisions": None if enforced else decisions,
        "basis_docs": [decision["case_no"] for decision in decisions] if enforced else None,
        "appeal": _appeal(paper.appeal),
        "final": True if paper.appeal and paper.appeal.final and _of(paper.procedure) == "一审" else None,
        "default_judgment": True if paper.default_judgment else None,
        "trial_form": {form: True} if form and _of(paper.kind) == "判决书" else None,
    }
    return _without_empty(row)


def _of(value: Value[Any] | None) -> Any:
    return value.value if value else None


def _yuan(fen: Value[int] | None) -> float | int | None:
    if fen is None:
        return None
    return fen.value // 100 if fen.value % 100 == 0 else fen.value / 100


def _iso(day: Value[date] | None) -> str | None:
    return day.value.isoformat() if day else None


def _without_empty(row: Row) -> Row:
    return {key: value for key, value in row.items() if value not in (None, [], (), {})}


def _claims(paper: Paper) -> Row | None:
    if paper.claims is None:
        return None
    return {"total": _yuan(paper.claims.total_fen), "items": [_yuan(item) for item in paper.claims.items]}


def _penalty(penalty: Penalty) -> Row:
    row = {
        "term_type": penalty.kind.value,
        "term_months": _of(penalty.months),
        "probation_months": _of(penalty.probation_months),
        "fine_yuan": _yuan(penalty.fine_fen),
    }
    return row | ({"term_days": penalty.days} if penalty.days else {})


def _accused(verdict: Verdict) -> Row:
    row = {
        "name": verdict.accused.value,
        "charges": [{"charge": s.charge.value} | _penalty(s.penalty) for s in verdict.sentences],
        "term_start": _iso(verdict.from_on),
        "term_end": _iso(verdict.to_on),
        "circumstances": [value.value for value in verdict.circumstances],
        "circumstances_rejected": [value.value for value in verdict.refused],
    }
    penalties = [*(s.penalty for s in verdict.sentences), *([verdict.combined] if verdict.combined else [])]
    other = list(dict.fromkeys(value.value for penalty in penalties for value in penalty.other))
    return row | _without_empty(
        {
            "combined": _penalty(verdict.combined) if verdict.combined else None,
            "prior_convictions": [_prior(prior) for prior in verdict.priors],
            "other": other,
        }
    )


def _prior(prior: Conviction) -> Row:
    punished = _penalty(prior.penalty) if prior.penalty else {}
    return {"charge": prior.charge.value, "date": _of(prior.on)} | _without_empty(punished)


def _item(paper: Paper, item: OrderItem) -> Row:
    start, end = item.kind.start, item.kind.end
    row = {
        "type": item.kind.value,
        "text": paper.text[start:end],
        "payer": [value.value for value in item.payers],
        "payee": [value.value for value in item.payees],
        "amount": _yuan(item.amount_fen),
        "components": [_yuan(part) for part in item.components],
        "interest": _interest(item.interest),
        "deadline_days": _of(item.deadline_days),
        "joint": _of(item.joint),
    }
    return _without_empty(row)


def _interest(clauses: tuple[Interest, ...]) -> Row | list[Row] | None:
    """One clause as a row, several as a list."""
    rows = [
        _without_empty(
            {
                "base": _yuan(clause.base_fen),
                "rate": _of(clause.rate),
                "rate_annual": clause.rate_annual,
                "start": _iso(clause.start),
                "end": _of(clause.end),
            }
        )
        for clause in clauses
    ]
    return rows[0] if len(rows) == 1 else rows or None


def _fee(fee: Fee | None) -> Row | None:
    if fee is None:
        return None
    bearers = [
        {"names": [name.value for name in share.names], "amount": _yuan(share.amount_fen)} for share in fee.shares
    ]
    row = {"kind": fee.kind.value, "total": _yuan(fee.total_fen), "charged": _yuan(fee.charged_fen), "bearers": bearers}
    return row | ({"waived": True} if fee.waived else {})


def _decision(decision: LowerDecision) -> Row:
    row = {"case_no": decision.case_number.text, "court": _of(decision.court), "date": _iso(decision.on)}
    return _without_empty(row)


def _appeal(notice: AppealNotice | None) -> Row | None:
    if notice is None or notice.days is None:
        return None
    return _without_empty({"days": notice.days.value, "court": _of(notice.court)})
