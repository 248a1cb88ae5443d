"""Pulling registers into the court's data: what is due, from where, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from mingjing.identity.keys import Keyring
from mingjing.registers.accepting import Delivery, accept
from mingjing.registers.contract import Contract
from mingjing.registers.errors import ContractExpired, NotDelivered
from mingjing.registers.folder import files
from mingjing.registers.keeping import Kept, keep, note
from mingjing.registers.rest import Hub
from mingjing.store.writing import opened_for_writing


@dataclass(frozen=True)
class Places:
    """Where registers come from: the hub's address, the folder of files, the folder of what was pushed to us."""

    hub: Hub | None
    drop: str
    inbox: Path
    ring: Keyring | None = None


def pull(data: Path, wanted: Iterable[Contract], places: Places, at: dt.datetime) -> list[Kept]:
    """Fetch the registers and keep what is new, each in a transaction of its own; what fails is noted and told."""
    return [kept for c in wanted for kept in pull_one(data, c, places, at)]


def pull_one(data: Path, contract: Contract, places: Places, at: dt.datetime) -> list[Kept]:
    """One register; what had been taken before is not told again."""
    kept: list[Kept] = []
    try:
        refuse_expired(contract, at.date())
        for delivery in delivered(contract, places):
            with opened_for_writing(data) as con:
                done = take(con, contract, delivery, places, at)
            kept += [] if done.again else [done]
    except (NotDelivered, ContractExpired) as e:
        failed = Kept(contract.name, f"{at:%Y%m%dT%H%M%S}", None, problem=str(e))
        with opened_for_writing(data) as con:
            note(con, failed, at)
        kept.append(failed)
    return kept


def take(
    con: duckdb.DuckDBPyConnection, contract: Contract, delivery: Delivery, places: Places, at: dt.datetime
) -> Kept:
    """Accept a delivery and keep it."""
    return keep(con, contract, delivery, accept(contract, delivery, places.ring, at.date()), at)


def delivered(contract: Contract, places: Places) -> Iterator[Delivery]:
    """What there is to take: from the hub or the folder, and what was pushed. Raises NotDelivered."""
    yield from files(str(places.inbox), contract)
    if contract.by == "rest":
        if places.hub is None:
            raise NotDelivered(contract.title, "没有设置数据中心地址（--hub 或 MINGJING_HUB）。")
        yield places.hub.fetch(contract)
    elif contract.by == "folder":
        yield from files(places.drop, contract)


def refuse_expired(contract: Contract, day: dt.date) -> None:
    """Raises ContractExpired when the agreement has run out."""
    if day > contract.expires_on:
        raise ContractExpired(contract.title, contract.expires_on.isoformat())
