"""Many plaintiffs with one form contract of fixed return against one firm (S027); the rest is in `plants.yaml`."""

from __future__ import annotations

from datetime import date

from mingjing.sample.pieces import YUAN
from mingjing.sample.plants.registry import plant
from mingjing.sample.world import World

NAME = "illegal_fundraising_check"
ENOUGH = 30
"""Plaintiffs within a year that make a cluster."""


def suits(world: World, count: int, *, fixed_return: bool) -> None:
    """`count` people sue one firm within five months, all on the same form."""
    firm, first = world.company(), world.day(date(2022, 3, 1), date(2025, 4, 30))
    for _ in range(count):
        plaintiff = world.person()
        case = world.suit(
            plaintiff,
            firm,
            "服务合同纠纷",
            world.after(first, 0, 150),
            amount_fen=world.chance.randint(30, 300) * 1000 * YUAN,
            procedure="ordinary",
        )
        world.row(
            "fund_contract",
            case,
            contract_key=f"C{plaintiff.subject_id}",
            template_key=f"T{firm.subject_id}",
            fixed_return=fixed_return,
            guarantee_only=False,
            deducted=False,
            amount_fen=case.facts["amount_fen"],
        )
        world.says(case)


@plant(NAME, "a cluster of suits with fixed return", positive=True)
def cluster(world: World) -> None:
    suits(world, ENOUGH + world.chance.randint(0, 3), fixed_return=True)


@plant(NAME, "one plaintiff less", positive=False)
def one_less(world: World) -> None:
    suits(world, ENOUGH - 1, fixed_return=True)


@plant(NAME, "many suits without fixed return", positive=False)
def plain_services(world: World) -> None:
    suits(world, ENOUGH + 1, fixed_return=False)
