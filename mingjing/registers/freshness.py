"""How fresh the registers are, and which scenarios may not alert on what they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, Protocol, get_args

from mingjing.registers.contract import Contract, contracts, of_table
from mingjing.running.reacting import tables_of
from mingjing.scenario.scenario import Scenario

KNOWN = "SELECT count(*) FROM information_schema.tables WHERE table_name = 'register_load'"
LATEST = """
SELECT register, max(data_on), max(CASE WHEN problem IS NULL THEN loaded_at END)
FROM register_load WHERE loaded_at <= $1 GROUP BY register
"""
LAST = """
SELECT register, problem, loaded_at, rows_read, rows_rejected FROM (
    SELECT *, row_number() OVER (PARTITION BY register ORDER BY loaded_at DESC, register_load_id DESC) AS nth
    FROM register_load WHERE loaded_at <= $1
) l WHERE nth = 1
"""
REJECTED = "SELECT register, count(*) FROM register_reject WHERE _to > $1 GROUP BY register"


State = Literal["failing", "stale", "never", "fresh"]
STATES: tuple[State, ...] = get_args(State)
"""Those that need somebody come first."""


class Asked(Protocol):
    """A connection to court data, of DuckDB or of PostgreSQL."""

    def execute(self, query: Any, params: Any = None, /) -> Any:
        """Run a statement with parameters written $1."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a register stands at a moment; without a delivery ever, `data_on` is empty."""

    contract: Contract
    data_on: dt.date | None
    loaded_at: dt.datetime | None
    tried_at: dt.datetime | None
    problem: str
    rows: int
    rejected: int
    age_days: int | None

    @property
    def state(self) -> State:
        """fresh, stale, failing (the last attempt brought nothing) or never."""
        if self.problem:
            return "failing"
        if self.age_days is None:
            return "never"
        return "stale" if self.age_days > self.contract.fresh_days else "fresh"


def standings(con: Asked, at: dt.datetime) -> list[Standing]:
    """How every register stands at a moment."""
    latest = {r: (day, loaded) for r, day, loaded in rows(con, LATEST, at)}
    last = {r: others for r, *others in rows(con, LAST, at)}
    parked = dict(rows(con, REJECTED, at))
    return [standing(c, latest.get(c.name), last.get(c.name), parked.get(c.name, 0), at) for c in contracts().values()]


def standing(
    contract: Contract,
    latest: tuple[dt.date | None, dt.datetime | None] | None,
    last: list[Any] | None,
    parked: int,
    at: dt.datetime,
) -> Standing:
    """One register's."""
    data_on, loaded_at = latest or (None, None)
    problem, tried_at, read, _ = last or [None, None, 0, 0]
    age = (at.date() - data_on).days if data_on else None
    return Standing(contract, data_on, loaded_at, tried_at, problem or "", read or 0, parked, age)


def rows(con: Asked, sql: str, at: dt.datetime) -> list[Any]:
    """The rows of a statement; none where no register was ever loaded."""
    ((known,),) = con.execute(KNOWN).fetchall()
    return list(con.execute(sql, [at]).fetchall()) if known else []


def limits(scenario: Scenario) -> dict[str, int]:
    """For each register that the scenario reads, how many days old it may be: the word, else the contract's."""
    said = dict(scenario.freshness)
    read = {t: c for t in tables_of(scenario) if (c := of_table(t))}
    return {c.name: said.get(t, c.fresh_days) for t, c in read.items()}


def too_old(con: Asked, scenarios: Iterable[Scenario], at: dt.datetime) -> dict[str, str]:
    """By name the scenarios whose registers are older at this moment than they allow, and what to say of it.

    A register that was never delivered under its contract is not judged: its rows came another way.
    """
    wanted = {s.name: most for s in scenarios if (most := limits(s))}
    days = {register: day for register, day, _ in rows(con, LATEST, at) if day} if wanted else {}
    return {
        scenario: told(contracts()[register], days[register], most, at.date())
        for scenario, by_register in wanted.items()
        for register, most in by_register.items()
        if register in days and (at.date() - days[register]).days > most
    }


def told(contract: Contract, data_on: dt.date, most: int, day: dt.date) -> str:
    """That a register is too old for an alert."""
    return f"数据过期，未提醒：{contract.title}数据截至 {data_on}，已 {(day - data_on).days} 天，超过 {most} 天"
