"""Buyers who make suits of it, and ordinary buyers (S025)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from mingjing.sample.pieces import related
from mingjing.sample.plants.registry import plant
from mingjing.sample.world import DIVISION, Case, Subject, World

NAME = "serial_buyer"
PRODUCTS = ("白酒", "保健茶", "面霜", "火腿", "蜂蜜", "酸奶", "燕窝", "牛肉干")


def sues(world: World, buyer: Subject, seller: Subject, filed_on: date, *, read: bool = True, **claim: Any) -> Case:
    """One suit about one purchase, by default of one unit of a product that nobody else bought."""
    closed_on = filed_on + timedelta(days=world.chance.randint(25, 70))
    over = closed_on <= date(2025, 12, 29)
    price_fen = world.chance.randint(20, 900) * 1000
    case = world.suit(
        buyer,
        seller,
        "网络购物合同纠纷",
        filed_on,
        closed_on if over else None,
        "mediation" if over else None,
        court=world.chance.choice(DIVISION),
        procedure="small",
        amount_fen=price_fen * 11,
    )
    if read:
        facts: dict[str, Any] = {
            "plaintiff_subject_id": buyer,
            "seller_subject_id": seller,
            "product_code": f"PX{case.key % 10_000_000}",
            "product_name": world.chance.choice(PRODUCTS),
            "quantity": 1,
            "price_fen": price_fen,
            "multiple": 10,
            "bought_on": filed_on - timedelta(days=20),
            "pleading_key": f"Q{world.seed}-{case.key}",
            "malicious_sign": False,
        }
        world.row("punitive_claim", case, **(facts | claim))
    return case


def series(
    world: World, buyer: Subject, count: int, sellers: Sequence[Subject], gap_days: int, **claim: Any
) -> list[Case]:
    """`count` suits, one every `gap_days` days, against the sellers in turn."""
    start = world.day(date(2020, 1, 6), date(2025, 11, 28) - timedelta(days=gap_days * count))
    return [
        sues(world, buyer, sellers[i % len(sellers)], start + timedelta(days=gap_days * i), **claim)
        for i in range(count)
    ]


def shops(world: World, count: int) -> list[Subject]:
    """So many shops."""
    return [world.company() for _ in range(count)]


def norm(world: World, code: str, median: float, shelf_life_days: int, use_per_day: float) -> str:
    """What others buy of a product; gives its code."""
    world.row(
        "product_norm",
        None,
        date(2019, 1, 3),
        product_code=code,
        median_quantity=median,
        shelf_life_days=shelf_life_days,
        use_per_day=use_per_day,
    )
    return code


@plant(NAME, "34 suits in 20 months against 12 shops", positive=True)
def thirty_four(world: World) -> None:
    world.says(*series(world, world.person(), 34, shops(world, 12), 17))


@plant(NAME, "5 bottles bought six times in a week from one shop, 6 suits", positive=True)
def six_in_a_week(world: World) -> None:
    code = norm(world, f"PW{len(world.cases)}", 2, 720, 0.2)
    world.says(*series(world, world.person(), 6, shops(world, 1), 1, product_code=code, quantity=5))


@plant(NAME, "200 boxes of a 30-day cream in one order", positive=True)
def many_boxes(world: World) -> None:
    code = norm(world, f"PB{len(world.cases)}", 2, 30, 0.1)
    world.says(
        *series(world, world.person(), 1, shops(world, 1), 1, product_code=code, product_name="面霜", quantity=200)
    )


@plant(NAME, "the same pleading in 5 cases", positive=True)
def same_pleading(world: World) -> None:
    world.says(
        *series(world, world.person(), 5, shops(world, 5), 100, pleading_key=f"Q{world.seed}-same-{len(world.cases)}")
    )


@plant(NAME, "signs of malicious making", positive=True)
def malicious(world: World) -> None:
    world.says(*series(world, world.person(), 1, shops(world, 1), 1, malicious_sign=True))


@plant(NAME, "12 suits in 24 months against 6 shops", positive=True)
def twelve(world: World) -> None:
    world.says(*series(world, world.person(), 12, shops(world, 6), 55))


@plant(NAME, "two people at one address and telephone, 6 suits each", positive=True)
def two_at_one_address(world: World) -> None:
    first, second, sellers = world.person(), world.person(), shops(world, 6)
    related(world, first, second, "same_contact", date(2019, 2, 1))
    start = world.day(date(2020, 1, 6), date(2023, 12, 29))
    world.says(
        *(sues(world, (first, second)[i % 2], sellers[i // 2], start + timedelta(days=50 * i)) for i in range(12))
    )


@plant(NAME, "2 suits in a year", positive=False)
def two(world: World) -> None:
    world.says(*series(world, world.person(), 2, shops(world, 2), 150))


@plant(NAME, "11 suits about defective phones, nothing punitive", positive=False)
def phones(world: World) -> None:
    world.says(*series(world, world.person(), 11, shops(world, 11), 50, read=False))


@plant(NAME, "12 suits of a company", positive=False)
def company(world: World) -> None:
    world.says(*series(world, world.company(), 12, shops(world, 12), 55))


@plant(NAME, "12 suits of a consumer association", positive=False)
def association(world: World) -> None:
    world.says(
        *series(world, world.org(f"上海市消费者权益保护委员会第{len(world.subjects)}工作站"), 12, shops(world, 12), 55)
    )


@plant(NAME, "8 buyers with one lawyer, one suit each against one shop", positive=False)
def class_of_buyers(world: World) -> None:
    shop, day = world.company(), world.day(date(2020, 1, 6), date(2025, 6, 30))
    code = f"PC{len(world.cases)}"
    world.says(
        *(
            sues(world, world.person(), shop, day + timedelta(days=i), product_code=code, pleading_key=None)
            for i in range(8)
        )
    )


@plant(NAME, "gift packs within the norm", positive=False)
def gift_packs(world: World) -> None:
    code = norm(world, f"PG{len(world.cases)}", 2, 540, 0.3)
    world.says(
        *series(world, world.person(), 1, shops(world, 1), 1, product_code=code, product_name="蜂蜜", quantity=10)
    )


@plant(NAME, "9 suits in 17 months, just below", positive=False)
def nine(world: World) -> None:
    world.says(*series(world, world.person(), 9, shops(world, 9), 60))


@plant(NAME, "quantity not read: missing data", positive=False)
def nothing_read(world: World) -> None:
    code = norm(world, f"PN{len(world.cases)}", 2, 30, 0.1)
    world.says(*series(world, world.person(), 1, shops(world, 1), 1, product_code=code, quantity=None))
