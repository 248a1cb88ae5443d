"""People who lend as a trade, and lenders who do not (S004)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from mingjing.law.lending_rate import cap_percent
from mingjing.sample.pieces import YUAN, related
from mingjing.sample.plants.registry import plant
from mingjing.sample.world import DIVISION, Case, Subject, World

NAME = "professional_lender"
WAN = 10_000 * YUAN


def lends(
    world: World,
    lender: Subject,
    borrower: Subject,
    filed_on: date,
    principal_fen: int,
    *,
    case_kind: str = "民初",
    cause: str = "民间借贷纠纷",
    disposition: str = "judgment",
    read: bool = True,
    anywhere: bool = True,
    **loan: Any,
) -> Case:
    """One suit for one loan; every court when `anywhere`. Keyword arguments change the loan row."""
    closed_on = filed_on + timedelta(days=world.chance.randint(12, 28 if case_kind == "诉前调" else 80))
    over = closed_on <= date(2025, 12, 29)
    court = world.chance.choice(DIVISION) if anywhere else world.court
    award = {"award_fen": principal_fen} if over and disposition == "judgment" else {}
    case = world.suit(
        lender,
        borrower,
        cause,
        filed_on,
        closed_on if over else None,
        disposition if over else None,
        case_kind=case_kind,
        court=court,
        amount_fen=principal_fen,
        **award,
    )
    if read:
        _loan(world, case, principal_fen, loan)
    return case


def _loan(world: World, case: Case, principal_fen: int, changes: dict[str, Any]) -> None:
    agreed_on = changes.pop("agreed_on", world.after(case.filed_on, -500, -150))
    cap = float(cap_percent(agreed_on))
    facts = {
        "debt_key": f"L{world.seed}-{case.key}",
        "principal_fen": principal_fen,
        "rate_percent": round(cap * world.chance.uniform(0.3, 0.9), 2),
        "agreed_on": agreed_on,
        "cap_percent": cap,
        "contract_key": f"K{world.seed}-{case.key}",
        "interest_deducted": False,
        "assigned_by_bank": False,
    }
    world.row("loan", case, **(facts | changes))


def spread(world: World, count: int, days: int, first: date = date(2020, 1, 6)) -> list[date]:
    """`count` days of filing within `days` days."""
    start = world.day(first, date(2025, 11, 28) - timedelta(days=days))
    return sorted(start + timedelta(days=world.chance.randint(0, days)) for _ in range(count))


def many(
    world: World,
    lender: Subject,
    days: Sequence[date],
    principal_fen: int,
    borrowers: Sequence[Subject] = (),
    **more: Any,
) -> list[Case]:
    """One suit on each day, against the borrowers in turn or each against somebody new."""
    return [
        lends(world, lender, borrowers[i % len(borrowers)] if borrowers else world.person(), day, principal_fen, **more)
        for i, day in enumerate(days)
    ]


def licensed(world: World, licence: str) -> Subject:
    """A body that may lend."""
    firm = world.company() if licence != "互助资金" else world.org(f"上海市崇明区乡邻互助资金会{len(world.subjects)}")
    world.row(
        "ext_fin_licence",
        None,
        date(2019, 1, 3),
        id_key=firm.id_key,
        name=firm.name,
        licence=licence,
        from_on=date(2015, 1, 1),
        source_agency="市地方金融管理局",
        data_on=date(2019, 1, 3),
        fetched_on=date(2019, 1, 3),
    )
    return firm


@plant(NAME, "12 suits in 20 months against 12 borrowers", positive=True)
def twelve(world: World) -> None:
    world.says(*many(world, world.person(), spread(world, 12, 600), 6 * WAN))


@plant(NAME, "6 suits for 2.4m yuan", positive=True)
def large_sum(world: World) -> None:
    world.says(*many(world, world.person(), spread(world, 6, 600), 40 * WAN))


@plant(NAME, "3 suits on identical contracts at 24 percent after 2020-08-20", positive=True)
def identical(world: World) -> None:
    days = spread(world, 3, 500, date(2022, 3, 1))
    world.says(
        *many(
            world,
            world.person(),
            days,
            5 * WAN,
            contract_key=f"K{world.seed}-same-{len(world.cases)}",
            rate_percent=24.0,
        )
    )


@plant(NAME, "husband 6 and wife 6 suits in 20 months", positive=True)
def spouses(world: World) -> None:
    days, husband, wife = spread(world, 12, 600), world.person(), world.person()
    related(world, husband, wife, "spouse", date(2019, 2, 1))
    world.says(*many(world, husband, days[::2], 7 * WAN), *many(world, wife, days[1::2], 7 * WAN))


@plant(NAME, "firm 6 and its legal representative 6 suits in 20 months", positive=True)
def firm_and_head(world: World) -> None:
    days, head, firm = spread(world, 12, 600), world.person(), world.company()
    related(world, head, firm, "legal_representative", date(2019, 2, 1))
    world.says(*many(world, head, days[::2], 7 * WAN), *many(world, firm, days[1::2], 7 * WAN))


@plant(NAME, "10 suits in one calendar year in one court against 2 borrowers", positive=True)
def one_court(world: World) -> None:
    year = world.chance.randint(2020, 2025)
    days = sorted(world.day(date(year, 1, 6), date(year, 11, 20)) for _ in range(10))
    world.says(*many(world, world.person(), days, 5 * WAN, (world.person(), world.person()), anywhere=False))


@plant(NAME, "21 suits in 34 months against 2 borrowers", positive=True)
def long_row(world: World) -> None:
    start = world.day(date(2020, 1, 6), date(2023, 1, 31))
    days = [start + timedelta(days=50 * i) for i in range(21)]
    world.says(*many(world, world.person(), days, 2 * WAN, (world.person(), world.person())))


@plant(NAME, "12 suits, one withdrawn and two in mediation before filing", positive=True)
def withdrawn_counts(world: World) -> None:
    lender, days = world.person(), spread(world, 12, 600)
    cases = many(world, lender, days[:9], 6 * WAN)
    cases.append(lends(world, lender, world.person(), days[9], 6 * WAN, disposition="withdrawn"))
    cases += many(world, lender, days[10:], 6 * WAN, case_kind="诉前调", disposition="terminated")
    world.says(*cases)


@plant(NAME, "3 suits with interest deducted from the loan", positive=True)
def deducted(world: World) -> None:
    world.says(*many(world, world.person(), spread(world, 3, 500), 6 * WAN, interest_deducted=True))


@plant(NAME, "15 suits of a licensed micro-loan company", positive=False)
def micro_loans(world: World) -> None:
    world.says(*many(world, licensed(world, "小额贷款"), spread(world, 15, 600), 20 * WAN))


@plant(NAME, "10 suits against one borrower for one debt in instalments", positive=False)
def one_debt(world: World) -> None:
    key = f"L{world.seed}-one-{len(world.cases)}"
    world.says(*many(world, world.person(), spread(world, 10, 600), 15 * WAN, (world.person(),), debt_key=key))


@plant(NAME, "4 suits over 6 years, own contracts, lawful rates", positive=False)
def now_and_then(world: World) -> None:
    start = world.day(date(2019, 3, 1), date(2019, 11, 29))
    world.says(*many(world, world.person(), [start + timedelta(days=680 * i) for i in range(4)], 30 * WAN))


@plant(NAME, "12 suits of an assignee of bank loans", positive=False)
def bad_loans(world: World) -> None:
    world.says(
        *many(world, world.company(), spread(world, 12, 600), 30 * WAN, cause="债权转让合同纠纷", assigned_by_bank=True)
    )


@plant(NAME, "12 suits of a neighbourhood mutual fund", positive=False)
def mutual_fund(world: World) -> None:
    world.says(*many(world, licensed(world, "互助资金"), spread(world, 12, 600), 3 * WAN))


@plant(NAME, "9 suits for 450,000 yuan in 20 months: just below ten debts and a million", positive=False)
def just_below(world: World) -> None:
    world.says(*many(world, world.person(), spread(world, 9, 600), 5 * WAN))


@plant(NAME, "5 suits without loan rows: missing data", positive=False)
def nothing_read(world: World) -> None:
    world.says(*many(world, world.person(), spread(world, 5, 600), 50 * WAN, read=False))
