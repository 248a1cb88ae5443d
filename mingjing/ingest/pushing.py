"""The door by which source systems push: who may, and what became of a batch. Applying it is another process's work."""

from __future__ import annotations

import hmac
import importlib
import os
import re
from dataclasses import dataclass
from typing import Any

from mingjing.errors import MissingPart
from mingjing.ingest.declared.given import Refused
from mingjing.ingest.declared.loading import load_system
from mingjing.ingest.declared.system import System
from mingjing.ingest.errors import UnknownSystem
from mingjing.ingest.push_errors import KeyMissing, NoTarget, WrongToken
from mingjing.settings import operational_database

SHORTEST_TOKEN = 24
LONGEST_KEY = 200
KEY = re.compile(rf"[\x21-\x7e]{{1,{LONGEST_KEY}}}")
SHOWN_REFUSALS = 100


@dataclass(frozen=True)
class RefusedChange:
    """A change that was parked: which of the batch, of which table, and why."""

    number: int
    table: str
    reason: str


@dataclass(frozen=True)
class Taken:
    """A batch that is kept for good; `repeated` when the same had come before and nothing was done again."""

    batch: int
    repeated: bool
    changes: int
    refused: int
    reasons: tuple[RefusedChange, ...]


def known_system(name: str, token: str) -> System:
    """The pushing system whose token this is. Raises WrongToken, also where there is no such system."""
    try:
        system = load_system(name)
    except UnknownSystem as e:
        raise WrongToken from e
    if system.kind != "push" or not any(hmac.compare_digest(t.encode(), token.encode()) for t in tokens(system)):
        raise WrongToken
    return system


def tokens(system: System) -> list[str]:
    """The tokens that are valid: two while one takes the place of the other. Short ones are none."""
    given = os.environ.get(system.connection, "").split()
    return [t for t in given if len(t) >= SHORTEST_TOKEN]


def push(system: System, key: str, body: bytes) -> Taken:
    """Keep a batch, once. Raises KeyMissing, KeyReused, BadBatch or NoTarget."""
    if not KEY.fullmatch(key):
        raise KeyMissing(LONGEST_KEY)
    target = operational_database()
    if target is None:
        raise NoTarget
    inbox = _inbox()
    with inbox.opened(target) as con:
        batch, repeated = inbox.lay_down(con, system, key, body)
    read = inbox.read_changes(system, batch, inbox.changes_of(body))
    refused = [RefusedChange(n, r.table, r.reason) for n, r in enumerate(read, 1) if isinstance(r, Refused)]
    return Taken(batch, repeated, len(read), len(refused), tuple(refused[:SHOWN_REFUSALS]))


def _inbox() -> Any:
    """The part that needs the database's driver."""
    try:
        return importlib.import_module("mingjing.ingest.apply.inbox")
    except ModuleNotFoundError as e:
        raise MissingPart("数据库驱动 psycopg", "请安装：pip install 'mingjing[postgres]'。") from e
