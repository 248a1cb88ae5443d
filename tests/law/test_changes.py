"""An old case is judged by the rule of its day: the day before and the day on which the law changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from test_examples import as_printed, assert_words, expected

from mingjing.errors import MingjingError
from mingjing.law.calculator import ask
from mingjing.law.calendar import holidays
from mingjing.law.errors import BadInput, BeyondTable, NoRuleInForce, UnknownCalculator, UnknownInput
from mingjing.scenario import yaml12

CHANGES: dict[str, Any] = yaml12.load(Path(__file__).with_name("changes.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("name", CHANGES)
def test_the_day_decides_which_rule_holds(name: str, when: str) -> None:
    row = CHANGES[name][when]
    answer = ask(row["ask"], row["given"])
    for end in ("value", "low", "high"):
        if end in row:
            assert as_printed(getattr(answer, end), answer.unit) == expected(row[end]), answer
    assert_words(answer, row)


REFUSED: list[tuple[str, dict[str, Any], type[MingjingError], str]] = [
    ("fee", {"amount": "一百万", "on": "2024-01-01"}, BadInput, "「争议金额」填的是「一百万」，应为金额（元）"),
    ("fee", {"amount": "-5", "on": "2024-01-01"}, BadInput, "争议金额"),
    ("fee", {"amount": "1.005", "on": "2024-01-01"}, BadInput, "争议金额"),
    ("fee", {"amount": "1", "on": "2024-02-30"}, BadInput, "应为日期"),
    ("fee", {"kind": "其它", "on": "2024-01-01"}, BadInput, "其中之一"),
    ("fee", {"sum": "1"}, UnknownInput, "没有「sum」这一项"),
    ("fees", {}, UnknownCalculator, "相近的有"),
    ("fee", {"amount": "1", "on": "2007-03-31"}, NoRuleInForce, "2007-04-01 至 今"),
    (
        "delay_interest",
        {"principal": 1, "from_on": "2014-07-31", "until_on": "2015-01-01"},
        NoRuleInForce,
        "2014-08-01",
    ),
    ("published_rate", {"on": "2030-01-01"}, BeyondTable, "请补充数据后再算"),
    ("sentencing", {"base": 12, "factors": "悔罪:-10", "on": "2024-01-01"}, BadInput, "情节:百分比"),
    ("delay_interest", {"principal": 1, "from_on": "2015-01-01", "until_on": "x"}, BadInput, "应为日期"),
]


@pytest.mark.parametrize(("name", "given", "error", "says"), REFUSED)
def test_what_cannot_be_answered_is_refused_in_words(
    name: str, given: dict[str, Any], error: type[MingjingError], says: str
) -> None:
    with pytest.raises(error, match=says):
        ask(name, given)


def test_missing_inputs_are_named_and_nothing_is_guessed() -> None:
    answer = ask("fee", {"on": "2024-01-01"})
    assert answer.need == ("争议金额",)
    assert answer.value is None
    assert ask("lending_interest", {}).need[0] == "借据载明的本金"


@pytest.mark.parametrize("year", [*range(2016, 2020), *range(2021, 2027)])
def test_holidays_add_up_to_the_days_the_rules_give(year: int) -> None:
    from_table = holiday_balance(year)
    assert from_table == (13 if year >= 2025 else 11)


def holiday_balance(year: int) -> int:
    """Weekday rest days less make-up workdays of a year."""
    known = holidays()
    free = sum(1 for d in known.rest if d.year == year and d.weekday() < 5)
    return free - sum(1 for d in known.work if d.year == year)
