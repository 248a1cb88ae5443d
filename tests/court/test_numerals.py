"""Numbers, money, days and terms as courts write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingjing.court.numerals import Term, integer, money_fen, months, parse_date, term


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("〇", 0),
        ("十", 10),
        ("二十", 20),
        ("廿三", 23),
        ("一百零七", 107),
        ("二百六十四", 264),
        ("两千", 2000),
        ("二○一八", 2018),
        ("壹万贰仟叁佰肆拾伍", 12345),
        ("三亿零五万", 300050000),
        ("１\uff12\uff13", 123),
        ("2019", 2019),
        ("一亿二千万", 120000000),
    ],
)
def test_a_number_is_read(written: str, number: int) -> None:
    assert integer(written) == number


@pytest.mark.parametrize("written", ["", " ", "若干", "第十", "十条", "1.5"])
def test_what_is_no_number_gives_none(written: str) -> None:
    assert integer(written) is None


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("3,000元", 300000),
        ("3，000元", 300000),
        ("12,345.67元", 1234567),
        ("人民币二千元", 200000),
        ("壹仟元整", 100000),
        ("12.5万元", 12500000),
        ("１２万元", 12000000),
        ("1亿2000万元", 12000000000),
        ("0.5元", 50),
        ("54141037.98元", 5414103798),
        ("￥300元", 30000),
    ],
)
def test_money_is_read_in_fen(written: str, fen: int) -> None:
    assert money_fen(written) == fen


@pytest.mark.parametrize("written", ["元", "若干元", "", "1.2.3元"])
def test_what_is_no_money_gives_none(written: str) -> None:
    assert money_fen(written) is None


@given(st.integers(0, 10**10))
def test_money_with_separators_is_exact(fen: int) -> None:
    assert money_fen(f"{fen // 100:,}.{fen % 100:02d}元") == fen


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇一八年七月十六日", date(2018, 7, 16)),
        ("二○一八年九月一十六日", date(2018, 9, 16)),
        ("2018年7月2日", date(2018, 7, 2)),
        ("二〇一五年十二月三十一日", date(2015, 12, 31)),
        ("二O一九年一月三日", date(2019, 1, 3)),
        ("２０１８年７月１６日", date(2018, 7, 16)),
        ("2019年05月16日", date(2019, 5, 16)),
    ],
)
def test_a_day_is_read(written: str, day: date) -> None:
    assert parse_date(written) == day


@pytest.mark.parametrize("written", ["2018年2月30日", "二〇一五年××月××日", "同年7月", ""])
def test_what_is_no_day_gives_none(written: str) -> None:
    assert parse_date(written) is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("一年零六个月", Term(18)),
        ("一年又六个月", Term(18)),
        ("二年", Term(24)),
        ("四个月二十四天", Term(4, 24)),
        ("十五日", Term(0, 15)),
        ("三年六个月，并处罚金", Term(42)),
        ("一年半", Term(18)),
    ],
)
def test_a_term_is_read(written: str, expected: Term) -> None:
    assert term(written) == expected


def test_months_of_a_term_without_one_are_none() -> None:
    assert months("无期徒刑") is None
    assert months("二年") == 24
