"""Debtors and parties who sit in prison, and people who do not or no more (S051)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mingjing.sample.pieces import YUAN, enforcement
from mingjing.sample.plants.registry import plant
from mingjing.sample.world import AS_OF, Case, PartyOf, Row, Subject, World

NAME = "debtor_in_prison"


def ago(days: int) -> date:
    """The day so many days before the day of the data."""
    return AS_OF - timedelta(days=days)


def imprisoned(world: World, who: Subject, *, key: str | None = "", **more: Any) -> Row:
    """A row of the register, fetched within the last week, for a term that goes on."""
    began = ago(world.chance.randint(300, 900))
    facts: dict[str, Any] = {
        "id_key": who.id_key if key == "" else key,
        "name": who.name,
        "prison": f"上海市{world.chance.choice(('青浦', '宝山', '南汇', '提篮桥'))}监狱",
        "kind": "prison",
        "from_on": began,
        "to_on": AS_OF + timedelta(days=world.chance.randint(200, 900)),
        "sealed": False,
        "outside": False,
        "source_agency": "市监狱管理局",
        "data_on": ago(3),
        "fetched_on": ago(2),
    }
    return world.row("ext_prisoner", None, ago(2), **(facts | more))


def owing(world: World, who: Subject, status: str = "open") -> Case:
    """An enforcement case against `who`."""
    filed_on = ago(world.chance.randint(230, 320))
    return enforcement(world, world.company(), who, filed_on, due_fen=60_000 * YUAN, status=status)


def sued(world: World, who: Subject, *, reached: bool = False) -> Case:
    """An open suit against `who`, whose papers came back."""
    case = world.suit(world.company(), who, "买卖合同纠纷", ago(world.chance.randint(40, 90)), amount_fen=40_000 * YUAN)
    sent_on = case.filed_on + timedelta(days=6)
    facts: dict[str, Any] = {
        "party_id": PartyOf(case, who),
        "document_name": "起诉状副本、应诉通知书",
        "method": "post",
        "sent_on": sent_on,
    }
    world.row("service_of_process", case, sent_on + timedelta(days=5), **facts, result="failed")
    if reached:
        later = sent_on + timedelta(days=10)
        world.row("service_of_process", case, later, **facts, result="served", served_on=later)
    return case


@plant(NAME, "debtor serving a sentence", positive=True)
def debtor(world: World) -> None:
    who = world.person()
    imprisoned(world, who)
    world.says(owing(world, who, world.chance.choice(("open", "ended_round"))))


@plant(NAME, "defendant not reached, serving a sentence", positive=True)
def unreached(world: World) -> None:
    who = world.person()
    imprisoned(world, who)
    world.says(sued(world, who))


@plant(NAME, "released in 60 days", positive=True)
def nearly_free(world: World) -> None:
    who = world.person()
    imprisoned(world, who, to_on=AS_OF + timedelta(days=60))
    world.says(owing(world, who))


@plant(NAME, "public notice asked for while in prison", positive=True)
def noticed(world: World) -> None:
    who = world.person()
    imprisoned(world, who, kind="detention", prison="上海市看守所")
    case = sued(world, who)
    asked_on = case.filed_on + timedelta(days=20)
    world.row(
        "public_notice", case, asked_on, party_id=PartyOf(case, who), asked_on=asked_on, subject_matter="公告送达"
    )
    world.says(case)


@plant(NAME, "same name only", positive=True)
def same_name(world: World) -> None:
    who = world.person(known=False)
    imprisoned(world, who, key="P" + who.name)
    world.says(owing(world, who))


@plant(NAME, "term ended last month", positive=False)
def released(world: World) -> None:
    who = world.person()
    imprisoned(world, who, to_on=ago(25))
    world.says(owing(world, who))


@plant(NAME, "sealed juvenile or outside prison", positive=False)
def not_shown(world: World) -> None:
    who = world.person()
    sealed = world.chance.random() < 0.5
    imprisoned(world, who, sealed=sealed, outside=not sealed)
    world.says(owing(world, who))


@plant(NAME, "reached at the second attempt", positive=False)
def reached(world: World) -> None:
    who = world.person()
    imprisoned(world, who)
    world.says(sued(world, who, reached=True))


@plant(NAME, "paid in full", positive=False)
def paid(world: World) -> None:
    who, filed_on = world.person(), ago(300)
    imprisoned(world, who)
    world.says(enforcement(world, world.company(), who, filed_on, due_fen=60_000 * YUAN, unpaid_fen=0, status="done"))


@plant(NAME, "debtor without number or namesake: missing data", positive=False)
def no_number(world: World) -> None:
    world.says(owing(world, world.person(known=False)))
