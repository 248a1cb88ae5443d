"""Divorces that move property away from a creditor, and divorces that only look so (S001)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mingjing.sample.pieces import YUAN, enforcement
from mingjing.sample.plants.registry import plant
from mingjing.sample.world import Case, Subject, World, months

NAME = "fake_divorce"
WAN = 10_000 * YUAN


@dataclass
class Couple:
    """A divorce with both spouses; `proposed_on` is the day on which a split is on the table."""

    world: World
    case: Case
    wife: Subject
    husband: Subject
    proposed_on: date

    def gets(
        self, holder: Subject | None, item: str | None, value_fen: int | None, kind: str | None = "asset", **more: Any
    ) -> None:
        """One thing or debt that `holder` takes."""
        facts: dict[str, Any] = {
            "real_estate": item == "房屋一套",
            "income_producing": False,
            "reason": "none",
            "agreed": True,
        } | more
        self.world.row(
            "property_split",
            self.case,
            self.proposed_on,
            holder_subject_id=holder,
            kind=kind,
            item=item,
            value_fen=value_fen,
            proposed_on=self.proposed_on,
            **facts,
        )

    def flat_to_wife(self, **more: Any) -> None:
        """The pattern of the evasion: she gets the flat worth 6m, he the debts."""
        self.gets(self.wife, "房屋一套", 600 * WAN, **more)
        self.gets(self.husband, "对外借款", 80 * WAN, "debt", **more)


def couple(world: World, disposition: str | None = "mediation", cause: str = "离婚纠纷") -> Couple:
    """A divorce; still open when there is no disposition."""
    filed_on = (
        world.day(date(2021, 1, 4), date(2025, 3, 31))
        if disposition
        else world.day(date(2025, 9, 1), date(2025, 11, 14))
    )
    closed_on = world.after(filed_on, 40, 100) if disposition else None
    wife, husband = world.person(), world.person()
    open_until = {} if closed_on else {"ends_on": date(2026, 1, 5)}
    case = world.suit(wife, husband, cause, filed_on, closed_on, disposition, **open_until)
    return Couple(world, case, wife, husband, filed_on + timedelta(days=25))


def owes(
    pair: Couple,
    debtor: Subject,
    *,
    before_days: int = 120,
    due_fen: int = 200 * WAN,
    status: str = "ended_round",
    **more: Any,
) -> Case:
    """An enforcement case against a spouse, filed before the divorce."""
    filed_on = pair.case.filed_on - timedelta(days=before_days)
    closed_on = filed_on + timedelta(days=100) if status in ("ended_round", "done") else None
    return enforcement(
        pair.world, pair.world.company(), debtor, filed_on, due_fen=due_fen, status=status, closed_on=closed_on, **more
    )


@plant(NAME, "husband is debtor for 2m, mediated, flat worth 6m to wife and he takes the debts", positive=True)
def debtor_husband(world: World) -> None:
    pair = couple(world)
    owes(pair, pair.husband, status=world.chance.choice(("open", "ended_round")))
    pair.flat_to_wife()
    world.says(pair.case)


@plant(NAME, "wife is guarantor in a pending loan case, both agree, nothing for her", positive=True)
def guarantor_wife(world: World) -> None:
    pair = couple(world, None)
    loan = world.suit(
        world.company(),
        world.person(),
        "金融借款合同纠纷",
        world.after(pair.case.filed_on, -60, 5),
        procedure="ordinary",
        amount_fen=80 * WAN,
    )
    world.party(loan, pair.wife, "defendant")
    pair.gets(pair.husband, "房屋一套", 300 * WAN)
    pair.gets(pair.husband, "银行存款", 20 * WAN)
    world.says(pair.case)


@plant(NAME, "debt sued for two months after the mediation, everything to the wife", positive=True)
def debt_afterwards(world: World) -> None:
    pair = couple(world)
    assert pair.case.closed_on
    filed_on = world.after(pair.case.closed_on, 45, 75)
    world.suit(
        world.company(),
        pair.husband,
        "买卖合同纠纷",
        filed_on,
        world.after(filed_on, 50, 90),
        "judgment",
        amount_fen=60 * WAN,
        award_fen=60 * WAN,
    )
    pair.gets(pair.wife, "房屋一套", 450 * WAN)
    world.says(pair.case)


@plant(NAME, "values missing, all things to the other spouse", positive=True)
def no_values(world: World) -> None:
    pair = couple(world)
    owes(pair, pair.husband)
    for item in ("房屋一套", "小型轿车一辆", "银行存款"):
        pair.gets(pair.wife, item, None)
    world.says(pair.case)


@plant(NAME, "agreed but the split is not yet known", positive=True)
def split_unknown(world: World) -> None:
    pair = couple(world, None)
    owes(pair, pair.husband)
    pair.gets(None, None, None, None)
    world.says(pair.case)


@plant(NAME, "suit about property after the divorce, debtor keeps a tenth", positive=True)
def property_afterwards(world: World) -> None:
    pair = couple(world, cause="离婚后财产纠纷")
    owes(pair, pair.wife, status="open", due_fen=30 * WAN)
    pair.gets(pair.husband, "房屋一套", 270 * WAN)
    pair.gets(pair.wife, "银行存款", 30 * WAN)
    world.says(pair.case)


@plant(NAME, "contested judgment, split 50/50", positive=False)
def contested(world: World) -> None:
    pair = couple(world, "judgment")
    owes(pair, pair.husband)
    pair.gets(pair.wife, "房屋一套", 200 * WAN, agreed=False)
    pair.gets(pair.husband, "房屋一套", 200 * WAN, agreed=False)
    world.says(pair.case)


@plant(NAME, "the only debt is 3,000 yuan and paid", positive=False)
def small_debt(world: World) -> None:
    pair = couple(world)
    owes(pair, pair.husband, due_fen=3_000 * YUAN, unpaid_fen=0, status="done")
    pair.flat_to_wife()
    world.says(pair.case)


@plant(NAME, "the debtor gets 70 percent", positive=False)
def debtor_gets_most(world: World) -> None:
    pair = couple(world)
    owes(pair, pair.husband)
    pair.gets(pair.husband, "房屋一套", 350 * WAN)
    pair.gets(pair.wife, "银行存款", 150 * WAN)
    world.says(pair.case)


@plant(NAME, "the debt is only that of the spouse who gets the property", positive=False)
def other_spouse_owes(world: World) -> None:
    pair = couple(world)
    owes(pair, pair.wife)
    pair.flat_to_wife()
    world.says(pair.case)


@plant(NAME, "the debt is fully secured", positive=False)
def secured(world: World) -> None:
    pair = couple(world)
    owes(pair, pair.husband, status="open", fully_secured=True)
    pair.flat_to_wife()
    world.says(pair.case)


@plant(NAME, "the share follows from child support or fault", positive=False)
def with_reason(world: World) -> None:
    pair = couple(world)
    owes(pair, pair.husband)
    pair.flat_to_wife(reason=world.chance.choice(("child_support", "fault")))
    world.says(pair.case)


@plant(NAME, "the debtor keeps the shop that earns", positive=False)
def keeps_income(world: World) -> None:
    pair = couple(world)
    owes(pair, pair.husband)
    pair.gets(pair.wife, "房屋一套", 600 * WAN)
    pair.gets(pair.husband, "商铺租金收益", 60 * WAN, income_producing=True)
    world.says(pair.case)


@plant(NAME, "debt sued for 40 months before the divorce", positive=False)
def old_debt(world: World) -> None:
    pair = couple(world, None)
    owes(pair, pair.husband, before_days=(pair.case.filed_on - months(pair.case.filed_on, -40)).days)
    pair.flat_to_wife()
    world.says(pair.case)


@plant(NAME, "debt judged and then paid in enforcement", positive=False)
def paid_debt(world: World) -> None:
    pair = couple(world)
    creditor, filed_on = world.company(), pair.case.filed_on - timedelta(days=300)
    suit = world.suit(
        creditor,
        pair.husband,
        "买卖合同纠纷",
        filed_on,
        filed_on + timedelta(days=70),
        "judgment",
        amount_fen=90 * WAN,
        award_fen=90 * WAN,
    )
    enforcement(
        world,
        creditor,
        pair.husband,
        filed_on + timedelta(days=120),
        due_fen=90 * WAN,
        unpaid_fen=0,
        status="done",
        basis=suit,
    )
    pair.flat_to_wife()
    world.says(pair.case)


@plant(NAME, "mediated, no split row read: missing data", positive=False)
def nothing_read(world: World) -> None:
    pair = couple(world)
    owes(pair, pair.husband)
    world.says(pair.case)
