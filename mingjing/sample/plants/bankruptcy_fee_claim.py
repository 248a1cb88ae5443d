"""Court fees that firms in bankruptcy still owe, and fees that nobody need claim (S059)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mingjing.sample.pieces import YUAN
from mingjing.sample.plants.registry import plant
from mingjing.sample.world import AS_OF, Case, Subject, World

NAME = "bankruptcy_fee_claim"


def ago(days: int) -> date:
    """The day so many days before the day of the data."""
    return AS_OF - timedelta(days=days)


def bankrupt(world: World, firm: Subject, accepted: int, until: int | None, **more: Any) -> None:
    """Bankruptcy accepted `accepted` days ago; claims may be filed until `until` days from the day of the data."""
    facts: dict[str, Any] = {
        "id_key": firm.id_key,
        "name": firm.name,
        "court_id": 4,
        "manager": "上海申明律师事务所",
        "accepted_on": ago(accepted),
        "status": "审理中",
        "claim_until": None if until is None else AS_OF + timedelta(days=until),
        "source_agency": "市高级人民法院",
        "data_on": ago(accepted),
        "fetched_on": ago(accepted),
    }
    world.row("ext_bankruptcy", None, ago(accepted), **(facts | more))


def lost(world: World, firm: Subject, *, yuan: int = 14_000, won: bool = False, **more: Any) -> Case:
    """A judgment that puts the fee on the firm, or on the other side when it won."""
    closed_on = ago(world.chance.randint(240, 600))
    case = world.suit(
        world.company(),
        firm,
        "买卖合同纠纷",
        world.after(closed_on, -160, -90),
        closed_on,
        "judgment",
        amount_fen=900_000 * YUAN,
        award_fen=900_000 * YUAN,
        procedure="ordinary",
    )
    bearer = case.parties[0][0] if won else firm
    facts: dict[str, Any] = {"kind": "other", "payer_subject_id": bearer, "due_fen": yuan * YUAN, "paid_fen": 0}
    world.row("fee", case, closed_on, **(facts | {"bearer_subject_id": bearer} | more))
    return case


@plant(NAME, "claims may still be filed", positive=True)
def in_time(world: World) -> None:
    firm = world.company()
    bankrupt(world, firm, 40, world.chance.randint(15, 50))
    world.says(*(lost(world, firm) for _ in range(3)))


@plant(NAME, "few days left", positive=True)
def nearly_over(world: World) -> None:
    firm = world.company()
    bankrupt(world, firm, 60, world.chance.randint(1, 9))
    world.says(lost(world, firm))


@plant(NAME, "period over, not yet distributed", positive=True)
def too_late(world: World) -> None:
    firm = world.company()
    bankrupt(world, firm, 150, -30)
    world.says(lost(world, firm))


@plant(NAME, "distributed: for the accounts", positive=True)
def distributed(world: World) -> None:
    firm = world.company()
    bankrupt(world, firm, 200, -100, distributed_on=ago(20))
    world.says(lost(world, firm))


@plant(NAME, "last day not told: thirty days", positive=True)
def day_unknown(world: World) -> None:
    firm = world.company()
    bankrupt(world, firm, 12, None)
    world.says(lost(world, firm))


@plant(NAME, "fee paid", positive=False)
def paid(world: World) -> None:
    firm = world.company()
    bankrupt(world, firm, 40, 30)
    world.says(lost(world, firm, paid_fen=14_000 * YUAN))


@plant(NAME, "the firm won", positive=False)
def won(world: World) -> None:
    firm = world.company()
    bankrupt(world, firm, 40, 30)
    world.says(lost(world, firm, won=True))


@plant(NAME, "relief granted", positive=False)
def relieved(world: World) -> None:
    firm = world.company()
    bankrupt(world, firm, 40, 30)
    world.says(lost(world, firm, relief=True))


@plant(NAME, "not bankrupt", positive=False)
def solvent(world: World) -> None:
    world.says(lost(world, world.company()))


@plant(NAME, "bearer not read: missing data", positive=False)
def unsplit(world: World) -> None:
    firm = world.company()
    bankrupt(world, firm, 40, 30)
    world.says(lost(world, firm, bearer_subject_id=None))
