"""The calculators against the worked examples, on every engine."""

from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import psycopg
import pytest
from tables import box, day, said, table

from mingjing.law.answer import fen_of
from mingjing.law.calculator import ask
from mingjing.law.calculators import CALCULATORS
from mingjing.law.interest_rates import lpr

Con, Pg = duckdb.DuckDBPyConnection, psycopg.Connection
CASES = table("cases", "case_id from_on to_on months_n days_n sum_fen offence")


assert CALCULATORS, "importing them makes them known"


def computed(con: Con, pg: Pg, operator: str, row: dict[str, Any], **form: Any) -> tuple[Any, ...]:
    """The columns that the calculator adds to one case."""
    given = tuple(row.get(c) for c in CASES.columns)
    (found,) = said(box(operator, input=CASES, **form), {CASES: [given]}, con, pg)
    return found[len(given) :]


TERMS = [
    ("2025-03-10", 6, 0, "2025-09-09"),
    ("2025-01-31", 1, 0, "2025-02-27"),
    ("2024-01-31", 1, 0, "2024-02-28"),
    ("2024-02-29", 12, 0, "2025-02-27"),
    ("2025-08-31", 6, 0, "2026-02-27"),
    ("2025-02-28", 18, 0, "2026-08-30"),
    ("2025-05-20", 36, 0, "2028-05-19"),
    ("2025-05-20", 36, 45, "2028-04-04"),
    ("2025-06-15", 4, 30, "2025-09-14"),
    ("2025-11-01", 2, 7, "2025-12-24"),
    ("2025-04-01", 6, 40, "2025-08-21"),
    ("2025-07-01", 12, 40, "2026-05-21"),
    ("2025-01-30", 1, 0, "2025-02-27"),
    ("2025-05-31", 30, 0, "2027-11-29"),
]
"""First day, months, days of custody counted, last day."""


@pytest.mark.parametrize(("start", "months", "credit", "end"), TERMS)
def test_a_sentence_ends_on(start: str, months: int, credit: int, end: str, con: Con, pg: Pg) -> None:
    row = {"from_on": start, "months_n": months, "days_n": credit}
    form = {"start": "from_on", "months": "months_n", "credit_days": "days_n"}
    assert computed(con, pg, "term_end", row, **form) == (day(end),)


PERIODS = [
    ({"days": "15"}, "civil", "2025-09-16", "2025-10-09"),
    ({"days": "days_n"}, "civil", "2025-01-20", "2025-02-05"),
    ({"days": "10"}, "criminal", "2025-09-26", "2025-10-09"),
    ({"days": "10"}, "custody", "2025-09-26", "2025-10-06"),
    ({"months": "3"}, "civil", "2025-02-28", "2025-05-28"),
    ({"months": "3"}, "criminal", "2025-02-28", "2025-06-03"),
    ({"months": "3"}, "custody", "2025-02-28", "2025-05-31"),
    ({"months": "6"}, "civil", "2024-08-31", "2025-02-28"),
]


@pytest.mark.parametrize(("length", "kind", "start", "end"), PERIODS)
def test_a_period_ends_on(length: dict[str, str], kind: str, start: str, end: str, con: Con, pg: Pg) -> None:
    row = {"from_on": start, "days_n": 15}
    assert computed(con, pg, "period_end", row, start="from_on", kind=kind, **length) == (day(end),)


FINES = [
    ("盗窃", 300_000, "2025-01-01", (100_000, 600_000)),
    ("盗窃", 40_000, "2025-01-01", (100_000, 100_000)),
    ("盗窃", None, "2025-01-01", (100_000, 10_000_000)),
    ("盗窃", 300_000, "2013-04-03", (None, None)),
    ("敲诈勒索", 500_000, "2025-01-01", (200_000, 1_000_000)),
    ("敲诈勒索", None, "2025-01-01", (200_000, 10_000_000)),
    ("敲诈勒索", 80_000, "2025-01-01", (200_000, 200_000)),
    ("危险驾驶", 80_000, "2025-01-01", (None, None)),
    (None, 80_000, "2025-01-01", (None, None)),
]


@pytest.mark.parametrize(("offence", "amount", "on", "bounds"), FINES)
def test_a_fine_lies_between(offence: str, amount: int | None, on: str, bounds: Any, con: Con, pg: Pg) -> None:
    row = {"offence": offence, "sum_fen": amount, "from_on": on}
    assert computed(con, pg, "fine_bounds", row, offence="offence", amount="sum_fen", on="from_on") == bounds


def by_the_day(principal: int, start: dt.date, end: dt.date, percent_of_rate: int) -> int:
    """Interest added up day by day: slow, plain, and exact."""
    days = (start + dt.timedelta(n) for n in range((end - start).days))
    return fen_of(sum(principal * lpr(d).rate / 365 * percent_of_rate / 100 for d in days) or 0)


INTERESTS = [
    (5_000_000, "2024-01-01", "2024-07-01", 100),
    (10_000_000, "2019-08-20", "2025-12-31", 400),
    (1, "2020-01-01", "2025-01-01", 100),
    (123_456_789, "2024-07-21", "2024-07-23", 150),
    (5_000_000, "2024-07-22", "2024-07-22", 100),
]


@pytest.mark.parametrize(("principal", "start", "end", "times"), INTERESTS)
def test_interest_is_that_of_each_day_at_its_rate(
    principal: int, start: str, end: str, times: int, con: Con, pg: Pg
) -> None:
    row = {"sum_fen": principal, "from_on": start, "to_on": end}
    form = {"principal": "sum_fen", "start": "from_on", "end": "to_on", "percent_of_rate": times}
    assert computed(con, pg, "simple_interest", row, **form) == (by_the_day(principal, day(start), day(end), times),)


def test_half_a_year_on_fifty_thousand(con: Con, pg: Pg) -> None:
    row = {"sum_fen": 5_000_000, "from_on": "2024-01-01", "to_on": "2024-07-01"}
    assert computed(con, pg, "simple_interest", row, principal="sum_fen", start="from_on", end="to_on") == (86_014,)


@pytest.mark.parametrize(
    "row",
    [
        {"sum_fen": 1, "from_on": None, "to_on": "2024-07-01"},
        {"sum_fen": 1, "from_on": "2024-07-01", "to_on": None},
        {"sum_fen": None, "from_on": "2024-01-01", "to_on": "2024-07-01"},
        {"sum_fen": 1, "from_on": "2019-08-19", "to_on": "2024-07-01"},
        {"sum_fen": 1, "from_on": "2024-07-02", "to_on": "2024-07-01"},
    ],
)
def test_without_its_facts_no_interest_is_guessed(row: dict[str, Any], con: Con, pg: Pg) -> None:
    assert computed(con, pg, "simple_interest", row, principal="sum_fen", start="from_on", end="to_on") == (None,)


@pytest.mark.parametrize(("start", "months", "credit", "end"), TERMS)
def test_the_calculator_with_steps_says_the_same_of_a_sentence(start: str, months: int, credit: int, end: str) -> None:
    if months >= 6:
        given = {"begins_on": start, "months": months, "custody_days": credit}
        assert ask("sentence_term", given).value == day(end)


@pytest.mark.parametrize(("length", "kind", "start", "end"), PERIODS)
def test_the_calculator_with_steps_says_the_same_of_a_period(
    length: dict[str, str], kind: str, start: str, end: str
) -> None:
    amounts = {k: 15 if v == "days_n" else int(v) for k, v in length.items()}
    held = {"kind": "criminal", "custody": True} if kind == "custody" else {"kind": kind}
    assert ask("period", {"event_on": start, **amounts, **held}).value == day(end)


@pytest.mark.parametrize(("offence", "amount", "on", "bounds"), [f for f in FINES if f[3][0] and f[0]])
def test_the_calculator_with_steps_says_the_same_of_a_fine(offence: str, amount: Any, on: str, bounds: Any) -> None:
    crime = {"盗窃": "theft", "敲诈勒索": "extortion"}[offence]
    given = {"crime": crime, "on": on, **({"amount": str(amount / 100)} if amount else {})}
    found = ask("fine", given)
    assert (found.low, found.high) == bounds
