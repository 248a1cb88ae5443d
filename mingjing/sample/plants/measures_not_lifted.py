"""Restrictions that stay after the duty has ended, and some that may stay (S054). Days count to the day of the data."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mingjing.sample.pieces import YUAN, enforcement, related
from mingjing.sample.plants.registry import plant
from mingjing.sample.world import AS_OF, Case, Row, Subject, World

NAME = "measures_not_lifted"
SUM = 80_000 * YUAN
LISTS = ("dishonest_debtor", "consumption_restriction")


def ago(days: int) -> date:
    """The day so many days before the day of the data."""
    return AS_OF - timedelta(days=days)


def over(world: World, days: int, *, status: str = "done", debtor: Subject | None = None) -> Case:
    """An enforcement case that ended `days` days ago."""
    closed_on = ago(days)
    left = 0 if status == "done" else SUM // 2
    filed_on = world.after(closed_on, -200, -90)
    return enforcement(
        world,
        world.company(),
        debtor or world.person(),
        filed_on,
        due_fen=SUM,
        unpaid_fen=left,
        status=status,
        closed_on=closed_on,
    )


def measure(world: World, case: Case, kind: str, *, on: Subject | None = None, **more: Any) -> Row:
    """A measure against the debtor, standing by the check of the system unless told otherwise."""
    from_on = case.filed_on + timedelta(days=20)
    facts: dict[str, Any] = {"to_on": from_on + timedelta(days=1100), "in_force": True} | more
    return world.row(
        "enforcement_measure", case, from_on, subject_id=on or case.parties[1][0], kind=kind, from_on=from_on, **facts
    )


def ended_for(world: World, reason: str | None, days: int) -> Case:
    """A case that was terminated for that reason."""
    case = over(world, days, status="terminated")
    world.rows[-1].values["ended_reason"] = reason
    return case


@plant(NAME, "paid in full, still listed or restricted", positive=True)
def listed(world: World) -> None:
    case = over(world, world.chance.randint(12, 60))
    measure(world, case, world.chance.choice(LISTS))
    world.says(case)


@plant(NAME, "paid in full, still frozen or sealed", positive=True)
def frozen(world: World) -> None:
    case = over(world, world.chance.randint(18, 60))
    measure(world, case, world.chance.choice(("freezing", "seal_up", "exit_control")))
    world.says(case)


@plant(NAME, "settlement performed, terminated, still listed", positive=True)
def settled(world: World) -> None:
    case = ended_for(world, "performed", world.chance.randint(12, 40))
    measure(world, case, world.chance.choice(LISTS))
    world.says(case)


@plant(NAME, "former legal representative still restricted", positive=True)
def former_representative(world: World) -> None:
    firm, person, filed_on = world.company(), world.person(), ago(world.chance.randint(150, 300))
    case = enforcement(world, world.company(), firm, filed_on, due_fen=SUM)
    related(world, person, firm, "legal_representative", filed_on)
    left_on = ago(world.chance.randint(15, 60))
    world.then(world.rows[-1], left_on, to_on=left_on)
    measure(world, case, "consumption_restriction", on=person)
    world.says(case)


@plant(NAME, "released in time, the other case keeps its own", positive=False)
def own_of_another(world: World) -> None:
    debtor = world.person()
    case = over(world, 40, debtor=debtor)
    row = measure(world, case, "dishonest_debtor")
    world.then(row, ago(38), released_on=ago(38), in_force=False)
    other = enforcement(world, world.company(), debtor, ago(200), due_fen=SUM)
    measure(world, other, "dishonest_debtor")
    world.says(case, other)


@plant(NAME, "ended yesterday", positive=False)
def within_time(world: World) -> None:
    case = over(world, 1)
    measure(world, case, world.chance.choice(LISTS))
    world.says(case)


@plant(NAME, "round ended without assets: the duty goes on", positive=False)
def round_ended(world: World) -> None:
    case = over(world, world.chance.randint(30, 300), status="ended_round")
    measure(world, case, world.chance.choice(LISTS))
    world.says(case)


@plant(NAME, "paid in part, open", positive=False)
def part_paid(world: World) -> None:
    case = enforcement(world, world.company(), world.person(), ago(150), due_fen=SUM, unpaid_fen=SUM // 3)
    measure(world, case, "freezing")
    world.says(case)


@plant(NAME, "present legal representative restricted", positive=False)
def representative(world: World) -> None:
    firm, person, filed_on = world.company(), world.person(), ago(200)
    case = enforcement(world, world.company(), firm, filed_on, due_fen=SUM)
    related(world, person, firm, "legal_representative", filed_on)
    measure(world, case, "consumption_restriction", on=person)
    world.says(case)


@plant(NAME, "terminated, reason not told: missing data", positive=False)
def no_reason(world: World) -> None:
    case = ended_for(world, None, world.chance.randint(20, 60))
    measure(world, case, "consumption_restriction")
    world.says(case)
