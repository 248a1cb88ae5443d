"""Parties who died, and people who only look dead (S002)."""

from __future__ import annotations

from datetime import date, timedelta

from mingjing.court.courts import BY_CODE
from mingjing.sample.pieces import YUAN, arrival, enforcement, payout
from mingjing.sample.plants.registry import plant
from mingjing.sample.world import LAST_DAY, Subject, World, identity

NAME = "dead_party"


def dies(
    world: World,
    subject: Subject,
    died_on: date,
    *,
    status: str = "valid",
    id_key: str | None = "own",
    latest: date = LAST_DAY,
) -> None:
    """A row of the death register; one in three is reported months late."""
    told = world.after(died_on, 60, 150) if world.chance.random() < 0.34 else world.after(died_on, 4, 15)
    known_on = min(told, latest)
    key = subject.id_key if id_key == "own" else id_key
    world.row(
        "ext_death",
        None,
        known_on,
        id_key=key,
        name=subject.name,
        died_on=died_on,
        status=status,
        source_agency="市公安局",
        data_on=known_on,
        fetched_on=known_on,
    )


def any_day(world: World) -> date:
    return world.day(date(2019, 6, 3), date(2025, 6, 30))


@plant(NAME, "defendant died before filing", positive=True)
def before_filing(world: World) -> None:
    filed_on, lender, borrower = any_day(world), world.company(), world.person()
    closed_on = world.after(filed_on, 60, 120) if world.chance.random() < 0.5 else None
    case = world.suit(
        lender,
        borrower,
        "金融借款合同纠纷",
        filed_on,
        closed_on,
        "judgment" if closed_on else None,
        amount_fen=12_000_000,
    )
    dies(world, borrower, world.after(filed_on, -200, -20))
    world.says(case)


@plant(NAME, "defendant died between hearing and judgment", positive=True)
def before_judgment(world: World) -> None:
    filed_on, owner = any_day(world), world.person()
    closed_on = world.after(filed_on, 80, 120)
    case = world.suit(
        world.person(),
        owner,
        "房屋租赁合同纠纷",
        filed_on,
        closed_on,
        "judgment",
        amount_fen=9_000_000,
        award_fen=8_000_000,
    )
    dies(world, owner, world.after(closed_on, -20, -3))
    world.says(case)


@plant(NAME, "debtor died, payout scheduled", positive=True)
def before_payout(world: World) -> None:
    filed_on, creditor, debtor = world.day(date(2025, 4, 1), date(2025, 7, 31)), world.person(), world.person()
    case = enforcement(world, creditor, debtor, filed_on, due_fen=30_000_000, unpaid_fen=22_000_000)
    arrived_on = world.day(date(2025, 12, 19), date(2025, 12, 24))
    payout(
        world,
        case,
        creditor,
        8_000_000,
        arrived_on + timedelta(days=4),
        source=arrival(world, case, 8_000_000, arrived_on, arrived_on + timedelta(days=1)),
    )
    dies(world, debtor, world.day(date(2025, 9, 1), date(2025, 11, 30)))
    world.says(case)


@plant(NAME, "appellee died before the second instance was filed", positive=True)
def on_appeal(world: World) -> None:
    filed_on, buyer, seller = any_day(world), world.person(), world.person()
    closed_on = world.after(filed_on, 50, 80)
    suit = world.suit(buyer, seller, "买卖合同纠纷", filed_on, closed_on, "judgment", amount_fen=7_000_000)
    appealed_on = world.after(closed_on, 25, 40)
    appeal = world.case(
        "民终",
        "买卖合同纠纷",
        appealed_on,
        world.after(appealed_on, 40, 70),
        "upheld",
        court=BY_CODE[str(world.court.above)],
        origin=suit,
        amount_fen=7_000_000,
    )
    world.party(appeal, buyer, "appellant")
    world.party(appeal, seller, "appellee")
    dies(world, seller, world.after(closed_on, 3, 20))
    world.says(appeal)


@plant(NAME, "death register and population register disagree", positive=True)
def registers_disagree(world: World) -> None:
    filed_on, tenant = any_day(world), world.person()
    case = world.suit(world.person(), tenant, "房屋租赁合同纠纷", filed_on, amount_fen=4_000_000)
    dies(world, tenant, world.after(filed_on, -60, -15))
    world.row(
        "ext_population",
        None,
        filed_on,
        id_key=tenant.id_key,
        name=tenant.name,
        status="alive",
        source_agency="市公安局",
        data_on=filed_on,
        fetched_on=filed_on,
    )
    world.says(case)


@plant(NAME, "same unusual name only, party without id_key", positive=True)
def name_only(world: World) -> None:
    filed_on, stranger = any_day(world), world.person(known=False)
    case = world.suit(world.company(), stranger, "服务合同纠纷", filed_on, amount_fen=2_000_000)
    dies(
        world,
        stranger,
        world.after(filed_on, -90, -10),
        id_key=world.chance.choice((None, identity(world.seed, -stranger.subject_id))),
    )
    world.says(case)


@plant(NAME, "heirs have taken the place of the dead party", positive=False)
def heirs_took_over(world: World) -> None:
    filed_on, seller, heir = any_day(world), world.person(), world.person()
    case = world.suit(world.person(), seller, "买卖合同纠纷", filed_on, amount_fen=6_000_000)
    died_on = world.after(filed_on, 10, 30)
    dies(world, seller, died_on, latest=died_on + timedelta(days=15))
    changed_on = world.after(died_on, 20, 50)
    world.row(
        "party_change", case, changed_on, subject_id=seller, new_subject_id=heir, kind="heir", changed_on=changed_on
    )
    world.says(case)


@plant(NAME, "somebody else of the same name died", positive=False)
def namesake(world: World) -> None:
    filed_on, living = any_day(world), world.person()
    case = world.suit(world.company(), living, "服务合同纠纷", filed_on, amount_fen=3_000_000)
    dies(world, living, world.after(filed_on, -90, -10), id_key=identity(world.seed, -living.subject_id))
    world.says(case)


@plant(NAME, "death record revoked", positive=False)
def revoked(world: World) -> None:
    filed_on, living = any_day(world), world.person()
    case = world.suit(world.company(), living, "服务合同纠纷", filed_on, amount_fen=3_000_000)
    died_on = world.after(filed_on, -60, -10)
    dies(world, living, died_on, latest=died_on + timedelta(days=15))
    row = world.rows[-1]
    world.then(row, world.after(died_on, 25, 90), status="revoked")
    world.says(case)


@plant(NAME, "died after closing", positive=False)
def after_closing(world: World) -> None:
    filed_on, driver = world.day(date(2019, 6, 3), date(2025, 3, 31)), world.person()
    closed_on = world.after(filed_on, 50, 90)
    case = world.suit(
        world.person(),
        driver,
        "服务合同纠纷",
        filed_on,
        closed_on,
        "mediation",
        amount_fen=3_000_000,
        award_fen=3_000_000,
    )
    dies(world, driver, world.after(closed_on, 10, 120))
    world.says(case)


@plant(NAME, "the heirs sue from the start, the dead is no party", positive=False)
def heirs_sue(world: World) -> None:
    filed_on, dead = any_day(world), world.person()
    case = world.suit(world.person(), world.company(), "服务合同纠纷", filed_on, amount_fen=3_000_000 + 100 * YUAN)
    dies(world, dead, world.after(filed_on, -120, -40))
    world.says(case)


@plant(NAME, "party without id_key and no death of that name: missing data", positive=False)
def unknown(world: World) -> None:
    case = world.suit(world.company(), world.person(known=False), "服务合同纠纷", any_day(world), amount_fen=3_000_000)
    world.says(case)
