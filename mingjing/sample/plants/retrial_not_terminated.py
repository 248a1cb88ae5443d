"""Enforcement that goes on although its basis is being retried or is gone, and enforcement that may go on (S055)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mingjing.court.courts import BY_CODE
from mingjing.sample.pieces import YUAN, enforcement
from mingjing.sample.plants.registry import plant
from mingjing.sample.world import AS_OF, Case, World

NAME = "retrial_not_terminated"
SUM, LESS = 500_000 * YUAN, 320_000 * YUAN


def ago(days: int) -> date:
    """The day so many days before the day of the data."""
    return AS_OF - timedelta(days=days)


def tried(world: World, filed_on: date) -> Case:
    """A judgment for the sum."""
    closed_on = world.after(filed_on, 90, 150)
    return world.suit(
        world.company(),
        world.company(),
        "买卖合同纠纷",
        filed_on,
        closed_on,
        "judgment",
        amount_fen=SUM,
        award_fen=SUM,
        procedure="ordinary",
    )


def enforced(world: World, days: int, *, status: str = "open", paid_fen: int = 0, told: bool = True) -> Case:
    """Enforcement of a judgment, filed well before the retrial; `told` is whether the basis is linked."""
    basis = tried(world, ago(days + 420))
    creditor, debtor = basis.parties[0][0], basis.parties[1][0]
    case = enforcement(
        world,
        creditor,
        debtor,
        ago(days + 200),
        due_fen=SUM,
        unpaid_fen=SUM - paid_fen,
        status=status,
        basis=basis if told else None,
        closed_on=ago(days + 20) if status in ("done", "ended_round") else None,
    )
    case.facts["basis"] = basis
    return case


def retrial(world: World, case: Case, result: str | None, days: int, **more: Any) -> None:
    """The retrial of the basis; its result took effect `days` days ago, or it was ordered then."""
    basis = case.facts.pop("basis")
    filed_on = ago(days + 90) if result else ago(days)
    closed_on = ago(days) if result else None
    disposition = {"upheld": "upheld", "changed": "changed", "revoked": "revoked"}.get(result or "")
    again = world.case(
        "民再", "买卖合同纠纷", filed_on, closed_on, disposition, court=BY_CODE["沪02"], origin=basis, amount_fen=SUM
    )
    world.party(again, basis.parties[1][0], "appellant")
    world.party(again, basis.parties[0][0], "appellee")
    facts: dict[str, Any] = {
        "ordered_on": filed_on - timedelta(days=2),
        "reached_on": filed_on,
        "retried_case_id": basis,
    }
    row = world.row("retrial", again, **facts)
    if result:
        world.then(row, closed_on or filed_on, **({"result": result, "effective_on": closed_on} | more))
    elif more:
        row.values.update(more)
    world.says(case)


@plant(NAME, "R2 judgment revoked, enforcement open or ended for this round", positive=True)
def revoked(world: World) -> None:
    days = world.chance.randint(20, 90)
    retrial(world, enforced(world, days, status=world.chance.choice(("open", "ended_round"))), "revoked", days)


@plant(NAME, "R3 sum reduced, due not computed anew", positive=True)
def reduced(world: World) -> None:
    days = world.chance.randint(20, 90)
    retrial(world, enforced(world, days), "changed", days, new_due_fen=LESS)


@plant(NAME, "R1 retrial ordered, not stayed", positive=True)
def ordered(world: World) -> None:
    days = world.chance.randint(12, 60)
    retrial(world, enforced(world, days), None, days)


@plant(NAME, "R4 paid more than the new judgment grants", positive=True)
def to_restore(world: World) -> None:
    days = world.chance.randint(3, 200)
    case = enforced(world, days, status="done", paid_fen=SUM)
    retrial(world, case, world.chance.choice(("revoked", "changed")), days, new_due_fen=LESS)


@plant(NAME, "upheld", positive=False)
def upheld(world: World) -> None:
    days = world.chance.randint(20, 90)
    retrial(world, enforced(world, days), "upheld", days)


@plant(NAME, "wages: enforcement may go on", positive=False)
def wages(world: World) -> None:
    days = world.chance.randint(12, 60)
    retrial(world, enforced(world, days), None, days, goes_on="wage")


@plant(NAME, "revoked ten days ago", positive=False)
def fresh(world: World) -> None:
    retrial(world, enforced(world, 10), "revoked", 10)


@plant(NAME, "another judgment was retried", positive=False)
def other_paper(world: World) -> None:
    days = world.chance.randint(20, 90)
    case = enforced(world, days)
    case.facts["basis"] = tried(world, ago(days + 420))
    retrial(world, case, "revoked", days)


@plant(NAME, "day of effect not told: missing data", positive=False)
def no_effect(world: World) -> None:
    days = world.chance.randint(20, 90)
    retrial(world, enforced(world, days), "revoked", days, effective_on=None)
