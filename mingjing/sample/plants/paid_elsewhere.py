"""Payees who owe money in another case, and payees who may be paid (S022)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mingjing.sample.pieces import YUAN, arrival, enforcement, payout, related
from mingjing.sample.plants.registry import plant
from mingjing.sample.world import Case, Subject, World

NAME = "paid_elsewhere"


@dataclass
class Meeting:
    """A debt of somebody and, later, a payment to somebody; `paid_on` is its day."""

    world: World
    debtor: Subject
    paid_on: date
    debt: Case

    def pays(self, payee: Subject, yuan: int = 60_000, **more: Any) -> Case:
        """A finished enforcement case in which the payee, as creditor, is paid."""
        world, filed_on, fen = self.world, self.paid_on - timedelta(days=60), yuan * YUAN
        case = enforcement(
            world,
            payee,
            world.person(),
            filed_on,
            due_fen=fen,
            unpaid_fen=0,
            status="done",
            closed_on=self.paid_on + timedelta(days=3),
        )
        money = arrival(world, case, fen, self.paid_on - timedelta(days=8), self.paid_on - timedelta(days=6))
        payout(world, case, payee, fen, self.paid_on - timedelta(days=3), self.paid_on, source=money, **more)
        world.says(case)
        return case


def meeting(
    world: World,
    debtor: Subject | None = None,
    *,
    status: str = "ended_round",
    unpaid_yuan: int | None = 45_000,
    **flags: Any,
) -> Meeting:
    """A debt of `debtor` filed at least four months before the payment."""
    paid_on, who = world.day(date(2020, 6, 1), date(2025, 12, 19)), debtor or world.person()
    filed_on = world.after(paid_on, -500, -190)
    unpaid_fen = None if unpaid_yuan is None else unpaid_yuan * YUAN
    debt = enforcement(
        world,
        world.company(),
        who,
        filed_on,
        due_fen=max(unpaid_fen or 0, 5_000_000),
        unpaid_fen=unpaid_fen,
        status=status,
        **flags,
    )
    return Meeting(world, who, paid_on, debt)


@plant(NAME, "payee of 60,000 owes 45,000 in a case whose round has ended", positive=True)
def payee_owes(world: World) -> None:
    meet = meeting(world)
    meet.pays(meet.debtor)


@plant(NAME, "fee of 8,000 given back to a firm that owes 200,000", positive=True)
def refund(world: World) -> None:
    meet = meeting(world, world.company(), status="open", unpaid_yuan=200_000)
    filed_on = meet.paid_on - timedelta(days=40)
    case = world.suit(
        meet.debtor,
        world.company(),
        "买卖合同纠纷",
        filed_on,
        filed_on + timedelta(days=30),
        "withdrawn",
        amount_fen=90_000_000,
    )
    payout(world, case, meet.debtor, 8_000 * YUAN, meet.paid_on - timedelta(days=3), meet.paid_on, purpose="fee_refund")
    world.says(case)


@plant(NAME, "paid to a joint account for the debtor", positive=True)
def joint_account(world: World) -> None:
    meet = meeting(world)
    meet.pays(world.person(), joint_account=True, beneficiary_subject_id=meet.debtor)


@plant(NAME, "the payee's spouse is the debtor", positive=True)
def spouse(world: World) -> None:
    meet, payee = meeting(world), world.person()
    related(world, payee, meet.debtor, "spouse", date(2019, 2, 1))
    meet.pays(payee)


@plant(NAME, "the payee is a business of which the debtor is the sole proprietor", positive=True)
def sole_proprietor(world: World) -> None:
    meet, shop = (
        meeting(world),
        world.company(f"上海市{world.chance.choice(('静安', '普陀', '青浦'))}区{len(world.subjects)}号便利店"),
    )
    related(world, meet.debtor, shop, "sole_proprietor", date(2019, 2, 1))
    meet.pays(shop)


@plant(NAME, "payee without id_key has the debtor's unusual name", positive=True)
def name_only(world: World) -> None:
    payee = world.person(known=False)
    meeting(world, world.person(payee.name)).pays(payee)


@plant(NAME, "payment planned, not yet made", positive=True)
def planned(world: World) -> None:
    meet = meeting(world)
    filed_on = world.day(date(2025, 9, 1), date(2025, 11, 28))
    case = enforcement(world, meet.debtor, world.person(), filed_on, due_fen=7_000_000, unpaid_fen=1_000_000)
    arrived_on = world.day(date(2025, 12, 18), date(2025, 12, 24))
    payout(
        world,
        case,
        meet.debtor,
        6_000_000,
        arrived_on + timedelta(days=3),
        source=arrival(world, case, 6_000_000, arrived_on, arrived_on),
    )
    world.says(case)


@plant(NAME, "the other debt is paid", positive=False)
def other_paid(world: World) -> None:
    meet = meeting(world, status="done", unpaid_yuan=0)
    meet.pays(meet.debtor)


@plant(NAME, "child support of 3,000", positive=False)
def child_support(world: World) -> None:
    meet = meeting(world)
    meet.pays(meet.debtor, 3_000, purpose="child_support")


@plant(NAME, "same name, other identity", positive=False)
def namesake(world: World) -> None:
    meet = meeting(world)
    meet.pays(world.person(meet.debtor.name))


@plant(NAME, "the other debt is fully secured", positive=False)
def secured(world: World) -> None:
    meet = meeting(world, fully_secured=True)
    meet.pays(meet.debtor)


@plant(NAME, "the payee is only the trustee of somebody without debts", positive=False)
def trustee(world: World) -> None:
    meet = meeting(world)
    meet.pays(meet.debtor, beneficiary_subject_id=world.person())


@plant(NAME, "the payee is a guarantor with recourse", positive=False)
def guarantor(world: World) -> None:
    meet = meeting(world, recourse_guarantor=True)
    meet.pays(meet.debtor)


@plant(NAME, "below 500 yuan", positive=False)
def too_small(world: World) -> None:
    meet = meeting(world)
    meet.pays(meet.debtor, 480)


@plant(NAME, "claim assigned with notice before", positive=False)
def assigned(world: World) -> None:
    meet = meeting(world)
    meet.pays(meet.debtor, purpose="assigned")


@plant(NAME, "what is left of the other debt is not computed: missing data", positive=False)
def not_computed(world: World) -> None:
    meet = meeting(world, unpaid_yuan=None)
    meet.pays(meet.debtor)
