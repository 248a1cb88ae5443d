"""Money of creditors that lies too long, and money that may wait (S053). Days count to the day of the data."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mingjing.sample.pieces import YUAN, arrival, enforcement, payout
from mingjing.sample.plants.registry import plant
from mingjing.sample.world import AS_OF, Case, Row, World

NAME = "overdue_payout"
SUM = 100_000 * YUAN


def ago(days: int) -> date:
    """The day so many days before the day of the data."""
    return AS_OF - timedelta(days=days)


def received(
    world: World, days: int, *, fen: int = SUM, claimed: int | None = -1, unknown_arrival: bool = False, **more: Any
) -> tuple[Case, Row]:
    """Money that came in `days` days ago and was claimed `claimed` days ago, the next day unless told."""
    filed_on = world.after(ago(days), -150, -40)
    case = enforcement(world, world.company(), world.person(), filed_on, due_fen=4 * SUM)
    claimed_on = None if claimed is None else ago(days - 1 if claimed == -1 else claimed)
    return case, arrival(world, case, fen, None if unknown_arrival else ago(days), claimed_on, **more)


def hold(world: World, case: Case, money: Row, reason: str, since: int, until: date | None) -> None:
    """A period in which the money may wait, from `since` days ago."""
    number = f"沪执缓{case.key % 10000}号" if reason == "approved" else None
    world.row(
        "payout_hold",
        case,
        ago(since),
        money_in_id=money,
        reason=reason,
        approved_by="执行局" if number else None,
        decision_number=number,
        from_on=ago(since),
        until_on=until,
    )


@plant(NAME, "arrived 32 to 80 days ago, unpaid", positive=True)
def unpaid(world: World) -> None:
    case, _ = received(
        world, world.chance.randint(33, 80), kind=world.chance.choice(("payment", "auction", "deduction"))
    )
    world.says(case)


@plant(NAME, "60,000 of 100,000 paid, the rest lies since day 45", positive=True)
def part_paid(world: World) -> None:
    case, money = received(world, 46)
    payout(world, case, case.parties[0][0], 60_000 * YUAN, ago(40), ago(38), source=money)
    world.says(case)


@plant(NAME, "not claimed for more than 20 days", positive=True)
def unclaimed(world: World) -> None:
    case, _ = received(world, world.chance.randint(21, 45), claimed=None)
    world.says(case)


@plant(NAME, "day 20 to 30", positive=True)
def nearly(world: World) -> None:
    case, _ = received(world, world.chance.randint(21, 30))
    world.says(case)


@plant(NAME, "overlapping holds that leave more than 30 days", positive=True)
def overlapping(world: World) -> None:
    case, money = received(world, 90)
    hold(world, case, money, "approved", 80, ago(60))
    hold(world, case, money, "objection", 70, ago(50))
    world.says(case)


@plant(NAME, "account missing counts 15 days only", positive=True)
def no_account(world: World) -> None:
    case, money = received(world, 60)
    hold(world, case, money, "account_missing", 55, ago(10))
    world.says(case)


@plant(NAME, "several creditors, plan final for 40 days", positive=True)
def plan_final(world: World) -> None:
    case, _ = received(world, 90, multi_creditor=True, plan_final_on=ago(40))
    world.says(case)


@plant(NAME, "day of arrival unknown, claimed 40 days ago", positive=True)
def claimed_only(world: World) -> None:
    case, _ = received(world, 45, claimed=40, unknown_arrival=True)
    world.says(case)


@plant(NAME, "objection suit pending", positive=False)
def objection(world: World) -> None:
    case, money = received(world, 60)
    hold(world, case, money, "objection", 57, None)
    world.says(case)


@plant(NAME, "delay approved until February 2026", positive=False)
def approved(world: World) -> None:
    case, money = received(world, 60)
    hold(world, case, money, "approved", 55, date(2026, 2, 27))
    world.says(case)


@plant(NAME, "bankruptcy accepted", positive=False)
def bankruptcy(world: World) -> None:
    case, money = received(world, 60)
    hold(world, case, money, "bankruptcy", 58, None)
    world.says(case)


@plant(NAME, "several creditors, plan not final", positive=False)
def plan_open(world: World) -> None:
    case, money = received(world, 60, multi_creditor=True)
    hold(world, case, money, "distribution", 58, None)
    world.says(case)


@plant(NAME, "deposit, fee or money in custody", positive=False)
def not_for_creditors(world: World) -> None:
    case, _ = received(world, 60, kind=world.chance.choice(("deposit", "fee", "custody")))
    world.says(case)


@plant(NAME, "less than 50 yuan left", positive=False)
def small_rest(world: World) -> None:
    case, money = received(world, 60)
    payout(world, case, case.parties[0][0], SUM - 30 * YUAN, ago(55), ago(52), source=money)
    world.says(case)


@plant(NAME, "day 10", positive=False)
def early(world: World) -> None:
    case, _ = received(world, 11)
    world.says(case)


@plant(NAME, "neither arrival nor claim is dated: missing data", positive=False)
def undated(world: World) -> None:
    case, _ = received(world, 60, claimed=None, unknown_arrival=True)
    world.says(case)
