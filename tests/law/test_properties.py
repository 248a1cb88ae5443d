"""What must hold for every input: against slow reckonings of another kind, and against the shape of the law."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjing.law.answer import Answer, fen_of
from mingjing.law.calculator import ask
from mingjing.law.calendar import rests
from mingjing.law.inputs import Payment
from mingjing.law.lending_cap import Loan

FEN = st.integers(0, 10**13)
DAYS = st.dates(dt.date(2016, 1, 1), dt.date(2025, 12, 31))


def fen(name: str, **inputs: Any) -> int:
    answer = ask(name, inputs)
    assert isinstance(answer.value, int), answer
    return answer.value


def yuan(amount_fen: int) -> str:
    return str(Decimal(amount_fen) / 100)


# 分段累计的费用：与逐元相加的笨办法一致，随金额不减，且连续。

ACCEPTANCE = [(10_000, "50"), (100_000, "0.025"), (200_000, "0.02"), (500_000, "0.015"), (1_000_000, "0.01")]


def acceptance_by_hand(yuan_amount: int) -> Decimal:
    """Yuan by yuan over the first bands of article 13, as a clerk with all the time in the world would."""
    total = Decimal(50)
    for y in range(10_001, yuan_amount + 1):
        total += next(Decimal(rate) for bound, rate in ACCEPTANCE[1:] if y <= bound)
    return total


@pytest.mark.parametrize("amount", [1, 9_999, 10_001, 55_555, 100_000, 100_001, 187_654, 250_000, 499_999, 777_777])
def test_the_acceptance_fee_is_the_sum_over_every_yuan(amount: int) -> None:
    assert fen("fee", amount=amount, on="2024-01-01") == fen_of(acceptance_by_hand(amount) * 100)


@pytest.mark.parametrize("kind", ["fee", "enforcement", "preservation", "payment_order", "bankruptcy"])
@given(a=FEN, b=FEN)
def test_a_larger_amount_never_costs_less(kind: str, a: int, b: int) -> None:
    low, high = sorted((a, b))
    name = "fee" if kind == "fee" else "application_fee"
    more = {} if kind == "fee" else {"kind": kind}
    first, second = (fen(name, amount=yuan(v), on="2024-01-01", **more) for v in (low, high))
    assert first <= second


@pytest.mark.parametrize("bound", [1, 10, 20, 50, 100, 200, 500, 1000, 2000])
def test_the_acceptance_fee_does_not_jump_where_a_band_ends(bound: int) -> None:
    at, above = (fen("fee", amount=yuan(bound * 1_000_000 + more), on="2024-01-01") for more in (0, 100))
    assert 0 <= above - at <= 3


@given(amount=FEN)
def test_halving_twice_is_halving_once(amount: int) -> None:
    once = fen("fee", amount=yuan(amount), halved="settled", on="2024-01-01")
    assert fen("fee", amount=yuan(amount), halved="settled;simplified;counterclaim", on="2024-01-01") == once


# 利息：与逐日相加一致；各段相加等于整段；随本金、利率不减；不超过上限。


def lending(**inputs: Any) -> Answer:
    given_ = {"principal": "100000", "percent": "24", **inputs}
    return ask("lending_interest", given_)


@settings(deadline=None, max_examples=60)
@given(
    principal=st.integers(100, 10**10),
    percent=st.integers(0, 60),
    start=st.dates(dt.date(2016, 1, 1), dt.date(2024, 1, 1)),
    length=st.integers(0, 1500),
    paid_after=st.integers(1, 1500),
    paid=st.integers(0, 10**9),
)
def test_lending_interest_equals_counting_every_day(
    principal: int, percent: int, start: dt.date, length: int, paid_after: int, paid: int
) -> None:
    until = start + dt.timedelta(days=length)
    payments = [Payment(start + dt.timedelta(days=paid_after), paid)] if paid_after < length else []
    sued = max(until, dt.date(2020, 9, 1))
    answer = lending(
        principal=yuan(principal),
        percent=str(percent),
        agreed_on=start,
        from_on=start,
        until_on=until,
        sued_on=sued,
        payments=[f"{p.on}:{yuan(p.fen)}" for p in payments],
    )
    assert answer.value == day_by_day(principal, percent, start, until, Loan(start, sued), payments)


def day_by_day(
    principal: int, percent: int, start: dt.date, until: dt.date, loan: Loan, payments: list[Payment]
) -> int:
    """The slow way: every day its own interest, at the rate of that day."""
    left, owed, total = Fraction(principal), Fraction(0), Fraction(0)
    for n in range((until - start).days):
        today = start + dt.timedelta(days=n)
        made = left * min(Fraction(percent, 100), loan.cap(today).rate) / 365
        owed, total = owed + made, total + made
        for p in payments:
            if p.on == today + dt.timedelta(days=1):
                to_interest = min(owed, Fraction(p.fen))
                owed -= to_interest
                left -= min(left, p.fen - to_interest)
    return fen_of(total)


@given(start=DAYS, a=st.integers(0, 400), b=st.integers(0, 400))
def test_interest_over_two_parts_is_interest_over_the_whole(start: dt.date, a: int, b: int) -> None:
    middle, end = start + dt.timedelta(days=a), start + dt.timedelta(days=a + b)
    spans = [(start, middle), (middle, end), (start, end)]
    first, second, whole = (
        int(str(lending(agreed_on=start, from_on=x, until_on=y, sued_on="2026-03-01").value)) for x, y in spans
    )
    assert abs(first + second - whole) <= 1  # each is rounded to a whole fen


@given(percent=st.integers(0, 100), agreed=DAYS)
def test_no_agreed_rate_brings_more_than_the_cap(percent: int, agreed: dt.date) -> None:
    until = agreed + dt.timedelta(days=365)
    answer = lending(percent=str(percent), agreed_on=agreed, from_on=agreed, until_on=until, sued_on="2026-03-01")
    loan = Loan(agreed, dt.date(2026, 3, 1))
    highest = max(loan.cap(d).rate for d in (agreed, *loan.changes))
    assert int(str(answer.value)) <= fen_of(10_000_000 * highest)


@given(
    principal=st.integers(1, 10**10),
    start=st.dates(dt.date(2014, 8, 1), dt.date(2025, 1, 1)),
    length=st.integers(0, 900),
    stops=st.lists(st.tuples(st.integers(0, 900), st.integers(0, 60)), max_size=1),
)
def test_delay_interest_equals_counting_every_day(
    principal: int, start: dt.date, length: int, stops: list[tuple[int, int]]
) -> None:
    until = start + dt.timedelta(days=length)
    spans = [(start + dt.timedelta(days=a), start + dt.timedelta(days=a + n)) for a, n in stops]
    days = [start + dt.timedelta(days=n) for n in range(length)]
    counted = sum(1 for d in days if not any(a <= d <= b for a, b in spans))
    suspended = [f"{a}~{b}" for a, b in spans]
    found = fen("delay_interest", principal=yuan(principal), from_on=start, until_on=until, suspended=suspended)
    assert found == fen_of(Fraction(principal) * Fraction(175, 1_000_000) * counted)


# 期间：届满日总是工作日；期满日在事件之后；日数加起来。


@given(event=DAYS, days=st.integers(1, 200), kind=st.sampled_from(["civil", "criminal", "administrative"]))
def test_a_period_ends_on_a_workday_and_no_workday_lies_between(event: dt.date, days: int, kind: str) -> None:
    answer = ask("period", {"event_on": event, "days": days, "kind": kind})
    end, raw = answer.value, answer.more["未顺延的届满日"]
    assert isinstance(end, dt.date)
    assert isinstance(raw, dt.date)
    assert raw == event + dt.timedelta(days=days)
    assert not rests(end)
    assert all(rests(raw + dt.timedelta(days=n)) for n in range((end - raw).days))


@given(event=DAYS, months=st.integers(1, 120))
def test_a_period_of_months_ends_on_the_same_day_or_on_the_last_of_the_month(event: dt.date, months: int) -> None:
    raw = ask("period", {"event_on": event, "months": months}).more["未顺延的届满日"]
    assert isinstance(raw, dt.date)
    assert (raw.year * 12 + raw.month) - (event.year * 12 + event.month) == months
    assert raw.day == event.day or (raw.day < event.day and (raw + dt.timedelta(days=1)).day == 1)


# 刑期：折抵一日，刑满早一日；刑期加长，刑满不早。


@given(start=DAYS, months=st.integers(6, 180), credit=st.integers(0, 150))
def test_a_day_in_custody_takes_a_day_off_the_end(start: dt.date, months: int, credit: int) -> None:
    full, less = (
        ask("sentence_term", {"begins_on": start, "months": months, "custody_days": c}).value for c in (0, credit)
    )
    assert isinstance(full, dt.date)
    assert isinstance(less, dt.date)
    assert (full - less).days == credit


@given(start=DAYS, months=st.integers(6, 179))
def test_a_longer_term_ends_later(start: dt.date, months: int) -> None:
    first, second = (ask("sentence_term", {"begins_on": start, "months": m}).value for m in (months, months + 1))
    assert isinstance(first, dt.date)
    assert isinstance(second, dt.date)
    assert 27 <= (second - first).days <= 32


@given(terms=st.lists(st.integers(6, 180), min_size=1, max_size=8))
def test_combined_terms_lie_between_the_longest_and_the_lesser_of_sum_and_cap(terms: list[int]) -> None:
    answer = ask("combined_terms", {"fixed_terms": [str(t) for t in terms], "on": "2024-01-01"})
    cap = 300 if sum(terms) >= 420 else 240
    assert (answer.low, answer.high) == (max(terms), max(max(terms), min(sum(terms), cap)))


# 劳动与消费


@given(monthly=st.integers(100, 10**7), served=st.integers(1, 480))
def test_compensation_counts_years_by_halves(monthly: int, served: int) -> None:
    rest = served % 12
    halves = 2 * (served // 12) + (0 if rest == 0 else 2 if rest >= 6 else 1)
    found = fen("compensation", monthly=yuan(monthly), served=served, average="1000000", on="2024-05-01")
    assert found == fen_of(Fraction(monthly * halves, 2))


@given(price=st.integers(1, 10**8), quantity=st.integers(1, 50))
def test_punitive_damages_are_never_below_their_floor(price: int, quantity: int) -> None:
    for kind, times, floor in (("fraud", 3, 50_000), ("food", 10, 100_000)):
        found = fen("punitive", kind=kind, price=yuan(price), quantity=quantity, on="2024-09-01")
        assert found == max(times * price * quantity, floor)
