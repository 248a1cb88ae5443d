"""Disputes that run in circles through the court, and those with a reason to come back (S014)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mingjing.court.courts import BY_CODE, SHANGHAI, Court
from mingjing.sample.pieces import enforcement
from mingjing.sample.plants.registry import plant
from mingjing.sample.world import DIVISION, Case, Subject, World

NAME = "procedure_spin"


class Dispute:
    """Two parties and one claim, brought to court again and again."""

    def __init__(
        self, world: World, cause: str = "买卖合同纠纷", first: date = date(2019, 3, 1), last: date = date(2022, 12, 30)
    ) -> None:
        person = cause == "离婚纠纷"
        self.world, self.cause = world, cause
        self.plaintiff: Subject = world.person() if person else world.company()
        self.defendant: Subject = world.person() if person else world.company()
        self.day = world.day(first, last)
        self.amount_fen = None if person else world.chance.randint(30, 900) * 100_000
        self.claim: dict[str, Any] = {
            "claim_key": f"C{world.seed}-{len(world.cases)}",
            "contract_key": f"T{world.seed}-{len(world.cases)}",
            "amount_fen": self.amount_fen,
            "new_fact": False,
            "defect_cured": False,
            "court_advised_withdrawal": False,
        }

    def brought(
        self,
        disposition: str | None,
        wait_days: int = 0,
        *,
        lasts: int = 25,
        case_kind: str = "民初",
        extra: Subject | None = None,
        **claim: Any,
    ) -> Case:
        """The claim brought `wait_days` after the last closing; keywords change the claim row."""
        filed_on = self.day + timedelta(days=wait_days)
        closed_on = filed_on + timedelta(days=lasts) if disposition else None
        case = self.world.suit(
            self.plaintiff,
            self.defendant,
            self.cause,
            filed_on,
            closed_on,
            disposition,
            case_kind=case_kind,
            own_claim=True,
            amount_fen=self.amount_fen,
        )
        if extra:
            self.world.party(case, extra, "defendant")
        self.world.row("claim", case, **(self.claim | claim))
        self.day = closed_on or filed_on
        return case


@plant(NAME, "a: filed again after withdrawal, first time", positive=True)
def once_again(world: World) -> None:
    dispute = Dispute(world)
    dispute.brought(world.chance.choice(("withdrawn", "deemed_withdrawn")))
    world.says(
        dispute.brought(
            "judgment", world.chance.randint(0, 600), extra=world.person() if world.chance.random() < 0.3 else None
        )
    )


@plant(NAME, "a: filed a third time", positive=True)
def third_time(world: World) -> None:
    dispute = Dispute(world)
    dispute.brought("withdrawn")
    second = dispute.brought("withdrawn", world.chance.randint(30, 300))
    world.says(second, dispute.brought("judgment", world.chance.randint(30, 300)))


@plant(NAME, "a: divorce filed again within 6 months without new facts", positive=True)
def divorce_again(world: World) -> None:
    dispute = Dispute(world, "离婚纠纷", last=date(2025, 3, 31))
    dispute.brought("withdrawn")
    world.says(dispute.brought(None, world.chance.randint(20, 160)))


@plant(NAME, "a: claim of the first suit not read, same cause and amount", positive=True)
def by_amount(world: World) -> None:
    dispute = Dispute(world)
    dispute.brought("withdrawn", claim_key=None, contract_key=None)
    world.says(dispute.brought("judgment", world.chance.randint(30, 500)))


@plant(NAME, "b: second end of a round within 36 months", positive=True)
def second_round(world: World) -> None:
    firm, debtor, day = world.company(), world.person(), world.day(date(2019, 3, 1), date(2021, 12, 30))
    suit = world.suit(
        firm,
        debtor,
        "买卖合同纠纷",
        day,
        day + timedelta(days=60),
        "judgment",
        amount_fen=40_000_000,
        award_fen=40_000_000,
    )
    first_on = day + timedelta(days=120)
    enforcement(
        world,
        firm,
        debtor,
        first_on,
        due_fen=40_000_000,
        status="ended_round",
        closed_on=first_on + timedelta(days=110),
        basis=suit,
    )
    again_on = world.after(first_on, 200, 800)
    world.says(
        enforcement(
            world,
            firm,
            debtor,
            again_on,
            due_fen=40_000_000,
            status="ended_round",
            closed_on=again_on + timedelta(days=100),
            basis=suit,
            case_kind="执恢",
        )
    )


def remanded(world: World, kinds: tuple[str, str], cause: str, rounds: int) -> list[Case]:
    """First instances and appeals in turn, each appeal remanding; the appeals."""
    first_kind, appeal_kind = kinds
    plaintiff = (
        world.org(world.court.name.replace("人民法院", "人民检察院")) if first_kind == "刑初" else world.company()
    )
    defendant, day = world.person(), world.day(date(2019, 3, 1), date(2022, 12, 30))
    roles = ("prosecutor", "accused") if first_kind == "刑初" else ("plaintiff", "defendant")
    appeals: list[Case] = []
    suit: Case | None = None
    for _ in range(rounds):
        suit = world.case(
            first_kind,
            cause,
            day,
            day + timedelta(days=70),
            "judgment",
            procedure="ordinary",
            origin=suit,
            remanding=appeals[-1] if appeals else None,
        )
        _stand(world, suit, plaintiff, defendant, roles)
        day += timedelta(days=100)
        appeals.append(
            world.case(
                appeal_kind,
                cause,
                day,
                day + timedelta(days=60),
                "remanded",
                court=_above(world.court),
                origin=suit,
                remand_reason="基本事实不清",
            )
        )
        _stand(
            world,
            appeals[-1],
            plaintiff,
            defendant,
            ("prosecutor", "accused") if first_kind == "刑初" else ("appellee", "appellant"),
        )
        day += timedelta(days=90)
    return appeals


def _stand(world: World, case: Case, plaintiff: Subject, defendant: Subject, roles: tuple[str, str]) -> None:
    world.party(case, plaintiff, roles[0])
    world.party(case, defendant, roles[1])


def _above(court: Court) -> Court:
    return BY_CODE[court.above] if court.above else SHANGHAI[0]


@plant(NAME, "c: civil case remanded a second time", positive=True)
def remanded_twice(world: World) -> None:
    world.says(*remanded(world, ("民初", "民终"), "买卖合同纠纷", 2)[1:])


@plant(NAME, "c: criminal case remanded a second time", positive=True)
def crime_remanded_twice(world: World) -> None:
    world.says(*remanded(world, ("刑初", "刑终"), "诈骗罪", 2)[1:])


@plant(NAME, "d: dismissed or refused, then filed again with the same defect", positive=True)
def dismissed_again(world: World) -> None:
    dispute = Dispute(world)
    dispute.brought(world.chance.choice(("dismissed_suit", "rejected")))
    world.says(dispute.brought("dismissed_suit", world.chance.randint(20, 500)))


def transfers(world: World, count: int) -> list[Case]:
    """One dispute sent from court to court."""
    plaintiff, defendant, day = world.company(), world.company(), world.day(date(2019, 3, 1), date(2025, 3, 31))
    courts = world.chance.sample(DIVISION, count + 1)
    cases: list[Case] = []
    for i in range(count):
        closed_on = day + timedelta(days=30)
        case = world.suit(
            plaintiff, defendant, "买卖合同纠纷", day, closed_on, "transferred", court=courts[i], amount_fen=8_000_000
        )
        world.row(
            "jurisdiction_event",
            case,
            closed_on,
            kind="transfer",
            from_court_id=courts[i].court_id,
            to_court_id=courts[i + 1].court_id,
            dispute_key=f"D{world.seed}-{cases[0].key if cases else case.key}",
            ruled_on=closed_on,
            effective_on=closed_on,
            sent_on=closed_on + timedelta(days=3),
            received_on=closed_on + timedelta(days=6),
            filed_on=closed_on + timedelta(days=8),
            reason="不属本院管辖",
        )
        cases.append(case)
        day = closed_on + timedelta(days=15)
    return cases


@plant(NAME, "e: transferred a second time", positive=True)
def sent_on(world: World) -> None:
    world.says(*transfers(world, 2)[1:])


@plant(NAME, "f: a second mediation before filing after one without agreement", positive=True)
def mediated_again(world: World) -> None:
    dispute = Dispute(world)
    dispute.brought("terminated", case_kind="诉前调")
    world.says(dispute.brought("terminated", world.chance.randint(20, 500), case_kind="诉前调"))


@plant(NAME, "f: mediation before filing of more than 60 days without extension", positive=True)
def long_mediation(world: World) -> None:
    dispute = Dispute(world)
    world.says(dispute.brought("terminated", case_kind="诉前调", lasts=world.chance.randint(65, 120)))


@plant(NAME, "f: open mediation of more than 60 days without extension", positive=True)
def open_mediation(world: World) -> None:
    dispute = Dispute(world, first=date(2025, 8, 1), last=date(2025, 10, 24))
    world.says(dispute.brought(None, case_kind="诉前调"))


@plant(NAME, "new suit on another contract with a new guarantor", positive=False)
def other_contract(world: World) -> None:
    dispute = Dispute(world)
    dispute.brought("withdrawn")
    world.says(
        dispute.brought(
            "judgment",
            100,
            extra=world.person(),
            claim_key=f"C{world.seed}-new-{len(world.cases)}",
            contract_key=f"T{world.seed}-new-{len(world.cases)}",
        )
    )


@plant(NAME, "divorce filed again with new facts", positive=False)
def divorce_new_fact(world: World) -> None:
    dispute = Dispute(world, "离婚纠纷", last=date(2025, 3, 31))
    dispute.brought("withdrawn")
    world.says(dispute.brought("judgment", world.chance.randint(20, 160), new_fact=True))


@plant(NAME, "partial claim completed", positive=False)
def completed(world: World) -> None:
    dispute = Dispute(world)
    dispute.brought("withdrawn")
    world.says(dispute.brought("judgment", 200, new_fact=True))


@plant(NAME, "the court had advised the withdrawal", positive=False)
def advised(world: World) -> None:
    dispute = Dispute(world)
    dispute.brought("withdrawn")
    world.says(dispute.brought("judgment", 60, court_advised_withdrawal=True))


@plant(NAME, "next instalment with its own due day", positive=False)
def instalment(world: World) -> None:
    dispute = Dispute(world)
    dispute.brought("withdrawn")
    world.says(dispute.brought("judgment", 180, claim_key=f"C{world.seed}-next-{len(world.cases)}"))


@plant(NAME, "filed again 30 months later", positive=False)
def much_later(world: World) -> None:
    dispute = Dispute(world)
    dispute.brought("withdrawn")
    world.says(dispute.brought("judgment", 915))


@plant(NAME, "one end of a round, then resumed and paid", positive=False)
def resumed_and_paid(world: World) -> None:
    firm, debtor, day = world.company(), world.person(), world.day(date(2019, 3, 1), date(2023, 12, 29))
    suit = world.suit(
        firm,
        debtor,
        "买卖合同纠纷",
        day,
        day + timedelta(days=60),
        "judgment",
        amount_fen=20_000_000,
        award_fen=20_000_000,
    )
    first = enforcement(
        world, firm, debtor, day + timedelta(days=120), due_fen=20_000_000, status="ended_round", basis=suit
    )
    world.says(
        first,
        enforcement(
            world,
            firm,
            debtor,
            day + timedelta(days=400),
            due_fen=20_000_000,
            unpaid_fen=0,
            status="done",
            basis=suit,
            case_kind="执恢",
        ),
    )


@plant(NAME, "remanded for the first time", positive=False)
def remanded_once(world: World) -> None:
    world.says(*remanded(world, ("民初", "民终"), "买卖合同纠纷", 1))


@plant(NAME, "dismissed, then filed again with the defect cured", positive=False)
def cured(world: World) -> None:
    dispute = Dispute(world)
    dispute.brought("dismissed_suit")
    world.says(dispute.brought("judgment", 90, defect_cured=True))


@plant(NAME, "one transfer only", positive=False)
def sent_once(world: World) -> None:
    world.says(*transfers(world, 1))


@plant(NAME, "mediation ended by agreement, then a new one", positive=False)
def agreed_then_new(world: World) -> None:
    dispute = Dispute(world)
    dispute.brought("mediation", case_kind="诉前调")
    world.says(dispute.brought("terminated", 150, case_kind="诉前调"))


@plant(NAME, "mediation of 80 days with an extension", positive=False)
def extended(world: World) -> None:
    case = Dispute(world).brought("terminated", case_kind="诉前调", lasts=80)
    asked_on = case.filed_on + timedelta(days=25)
    world.row(
        "extension",
        case,
        asked_on,
        asked_on=asked_on,
        approved_on=asked_on,
        extended_to=case.filed_on + timedelta(days=90),
    )
    world.says(case)


@plant(NAME, "neither claim nor amount read: missing data", positive=False)
def nothing_read(world: World) -> None:
    dispute = Dispute(world)
    dispute.brought("withdrawn", claim_key=None, contract_key=None, amount_fen=None)
    world.says(dispute.brought("judgment", 100, claim_key=None, contract_key=None, amount_fen=None))
