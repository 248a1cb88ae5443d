"""Firms that no longer exist, and firms that still do (S003)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mingjing.sample.pieces import enforcement
from mingjing.sample.plants.registry import plant
from mingjing.sample.world import LAST_DAY, Case, Row, Subject, World, identity

NAME = "deregistered_company"


def leaves(world: World, firm: Subject, left_on: date, **more: Any) -> Row:
    """The register's row: active since 2019, then out; known to us some weeks later."""
    known_on = min(world.after(left_on, 3, 45), LAST_DAY)
    key = firm.id_key or identity(world.seed, -firm.subject_id)
    first = world.row(
        "ext_company",
        None,
        date(2019, 1, 3),
        id_key=key,
        name=firm.name,
        status="active",
        branch=more.pop("branch", False),
        source_agency="市市场监督管理局",
        data_on=date(2019, 1, 3),
        fetched_on=date(2019, 1, 3),
    )
    facts = {
        "status": "deregistered",
        "deregistered_on": left_on,
        "simplified": False,
        "liquidation_filed": True,
        "data_on": known_on,
        "fetched_on": known_on,
    }
    return world.then(first, known_on, **(facts | more))


def sued(world: World, firm: Subject, closed: bool = False) -> Case:
    """A suit against a firm, filed on any day."""
    filed_on = world.day(date(2019, 8, 1), date(2025, 6, 30))
    closed_on = world.after(filed_on, 70, 130) if closed else None
    return world.suit(
        world.person(),
        firm,
        "服务合同纠纷",
        filed_on,
        closed_on,
        "judgment" if closed else None,
        amount_fen=5_000_000,
        award_fen=5_000_000 if closed else None,
    )


@plant(NAME, "deregistered before filing", positive=True)
def before_filing(world: World) -> None:
    case = sued(world, firm := world.company(), closed=world.chance.random() < 0.5)
    leaves(world, firm, world.after(case.filed_on, -150, -10))
    world.says(case)


@plant(NAME, "deregistered after service and before judgment", positive=True)
def before_judgment(world: World) -> None:
    case = sued(world, firm := world.company(), closed=True)
    leaves(world, firm, world.after(case.filed_on, 20, 60))
    world.says(case)


@plant(NAME, "debtor deregistered by the simplified procedure", positive=True)
def debtor(world: World) -> None:
    filed_on, firm = world.day(date(2020, 3, 2), date(2025, 6, 30)), world.company()
    case = enforcement(world, world.person(), firm, filed_on, due_fen=9_000_000)
    leaves(world, firm, world.after(filed_on, 10, 90), simplified=True)
    world.says(case)


@plant(NAME, "plaintiff firm deregistered before filing", positive=True)
def plaintiff(world: World) -> None:
    filed_on, firm = world.day(date(2019, 8, 1), date(2025, 6, 30)), world.company()
    case = world.suit(firm, world.company(), "买卖合同纠纷", filed_on, amount_fen=15_000_000)
    leaves(world, firm, world.after(filed_on, -90, -5))
    world.says(case)


@plant(NAME, "licence revoked only", positive=False)
def revoked(world: World) -> None:
    case = sued(world, firm := world.company())
    day = world.after(case.filed_on, -90, -5)
    leaves(world, firm, day, status="revoked", revoked_on=day, deregistered_on=None)
    world.says(case)


@plant(NAME, "successor has taken its place", positive=False)
def succeeded(world: World) -> None:
    case = sued(world, firm := world.company())
    leaves(world, firm, world.after(case.filed_on, 5, 15))
    changed_on = world.after(case.filed_on, 20, 60)
    world.row(
        "party_change",
        case,
        changed_on,
        subject_id=firm,
        new_subject_id=world.company(),
        kind="successor",
        changed_on=changed_on,
    )
    world.says(case)


@plant(NAME, "a branch was deregistered", positive=False)
def branch(world: World) -> None:
    case = sued(world, firm := world.company())
    leaves(world, firm, world.after(case.filed_on, -90, -5), branch=True)
    world.says(case)


@plant(NAME, "deregistration undone by the register", positive=False)
def restored(world: World) -> None:
    case = sued(world, firm := world.company())
    left_on = world.after(case.filed_on, -90, -60)
    row = leaves(world, firm, left_on)
    world.then(row, left_on + timedelta(days=75), restored_on=left_on + timedelta(days=70), status="deregistered")
    world.says(case)


@plant(NAME, "deregistered after closing", positive=False)
def after_closing(world: World) -> None:
    case = sued(world, firm := world.company(), closed=True)
    assert case.closed_on
    leaves(world, firm, min(world.after(case.closed_on, 5, 60), LAST_DAY))
    world.says(case)


@plant(NAME, "firm without id_key: missing data", positive=False)
def unknown(world: World) -> None:
    name = f"上海{world.chance.choice(('瀛洲', '吴淞', '泖田', '淀峰'))}{len(world.subjects)}号合作商行有限公司"
    case = sued(world, firm := world.company(name, known=False))
    leaves(world, firm, world.after(case.filed_on, -90, -5))
    world.says(case)
