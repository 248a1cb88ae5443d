"""The ranges of the drunk-driving elements are what the calculator of the law says, in rows and in plants."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from case_rows import FOLDERS

from mingjing.law.calculator import ask
from mingjing.scenario.yaml12 import load

NAME = "drunk_driving_check"
RANGE = ("low_months", "high_months", "fine_low_fen", "fine_high_fen")


@pytest.mark.parametrize("file", ["cases.yaml", "plants.yaml"])
def test_a_plain_case_has_the_range_of_the_calculator(file: str) -> None:
    plain = load((FOLDERS[NAME] / file).read_text(encoding="utf-8"))["shared"]["plain"]
    answer = ask("drunk_driving", {"bac": plain["bac"], "on": dt.date(2024, 3, 1)})
    told = (answer.low, answer.high, answer.more["罚金下限"], answer.more["罚金上限（默认）"])
    assert tuple(Decimal(plain[name]) for name in RANGE) == told


@pytest.mark.parametrize(
    ("bac", "grave", "expected"),
    [
        (210, "no_licence", (Decimal("4.5"), 5, 450000, 2200000)),
        (130, "no_licence", (Decimal("2.5"), 3, 250000, 1200000)),
    ],
)
def test_aggravated_rows_have_the_range_of_the_calculator(bac: int, grave: str, expected: tuple[object, ...]) -> None:
    answer = ask("drunk_driving", {"bac": bac, "grave": [grave], "on": dt.date(2024, 3, 1)})
    assert (answer.low, answer.high, answer.more["罚金下限"], answer.more["罚金上限（默认）"]) == expected
