"""Pieces that several plants share: enforcement of a debt, and money that comes in and goes out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mingjing.sample.world import LAST_DAY, Case, Row, Subject, World

YUAN = 100
DISPOSITIONS = {"ended_round": "interim_termination", "done": "satisfied", "terminated": "final_termination"}


def enforcement(
    world: World, creditor: Subject, debtor: Subject, filed_on: date, *,
    due_fen: int, status: str = "open", unpaid_fen: int | None = -1, closed_on: date | None = None,
    basis: Case | None = None, case_kind: str = "执", cause: str = "买卖合同纠纷", **flags: Any,
) -> Case:  # fmt: skip
    """An enforcement case against one debtor; `unpaid_fen` is all that is due unless told, None for not computed."""
    closed_on = closed_on or (world.after(filed_on, 70, 160) if status in DISPOSITIONS else None)
    case = world.case(
        case_kind, cause, filed_on, closed_on, DISPOSITIONS.get(status), amount_fen=due_fen, related=basis
    )
    world.party(case, creditor, "creditor")
    world.party(case, debtor, "debtor")
    left = due_fen if unpaid_fen == -1 else unpaid_fen
    _matter(world, case, debtor, basis, due_fen, left, status, flags)
    return case


def _matter(
    world: World,
    case: Case,
    debtor: Subject,
    basis: Case | None,
    due_fen: int,
    left: int | None,
    status: str,
    flags: dict[str, Any],
) -> None:
    """The enforcement_case row at filing, and its later version when something changed."""
    number = None if basis else f"（{case.filed_on.year}）沪仲案字第{world.chance.randint(10000, 99999)}号"
    base = {
        "debtor_subject_id": debtor,
        "basis_case_id": basis,
        "basis_number": number,
        "due_fen": due_fen,
        "paid_fen": 0,
        "fully_secured": False,
        "recourse_guarantor": False,
    }
    first = world.row(
        "enforcement_case",
        case,
        **(base | flags),
        unpaid_fen=due_fen if left is not None else None,
        status="open",
        notice_on=case.filed_on + timedelta(days=5),
    )
    if status == "open" and left in (due_fen, None):
        return
    changed_on = case.closed_on or min(case.filed_on + timedelta(days=60), LAST_DAY)
    ended = case.closed_on if status == "ended_round" else None
    world.then(
        first,
        changed_on,
        status=status,
        unpaid_fen=left,
        paid_fen=None if left is None else due_fen - left,
        ended_round_on=ended,
    )


def arrival(
    world: World,
    case: Case,
    amount_fen: int,
    arrived_on: date | None,
    claimed_on: date | None,
    *,
    kind: str = "payment",
    payer: Subject | None = None,
    **more: Any,
) -> Row:
    """Money that came in; first unclaimed, then claimed. Gives the last version."""
    who = payer or case.parties[-1][0]
    known_on = arrived_on or claimed_on or case.filed_on + timedelta(days=20)
    at_once = arrived_on is None or arrived_on == claimed_on
    row = world.row(
        "money_in",
        case,
        known_on,
        kind=kind,
        payer_subject_id=who,
        payer_name=who.name,
        amount_fen=amount_fen,
        arrived_on=arrived_on,
        claimed_on=claimed_on if at_once else None,
        **more,
    )
    return row if at_once or claimed_on is None else world.then(row, claimed_on, claimed_on=claimed_on)


def payout(
    world: World,
    case: Case,
    payee: Subject,
    amount_fen: int,
    planned_on: date,
    paid_on: date | None = None,
    *,
    purpose: str = "proceeds",
    source: Row | None = None,
    **more: Any,
) -> Row:
    """Money planned for a payee, and paid when `paid_on` is told."""
    row = world.row(
        "money_out",
        case,
        planned_on,
        money_in_id=source,
        payee_subject_id=payee,
        payee_name=payee.name,
        purpose=purpose,
        amount_fen=amount_fen,
        planned_on=planned_on,
        joint_account=more.pop("joint_account", False),
        **more,
    )
    return world.then(row, paid_on, paid_out_on=paid_on) if paid_on else row


def related(world: World, a: Subject, b: Subject, kind: str, since: date) -> None:
    """`a` is the spouse, owner, representative ... of `b`."""
    world.row(
        "relation",
        None,
        since,
        a_subject_id=a,
        b_subject_id=b,
        kind=kind,
        from_on=since - timedelta(days=900),
        source_agency="市民政局",
        data_on=since,
        fetched_on=since,
    )
