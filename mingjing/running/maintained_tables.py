"""Maintained tables in PostgreSQL: built by screening, kept by the changes, compared with what they should hold.

Each has its position: up to that moment it holds what the summary says, for every moment since it was built, because
its rows carry their history as all tables do. Rows and position change in one transaction. A question about a moment
that a table does not cover is answered without it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from mingjing.algebra.relation import Relation, Source
from mingjing.engines.postgres import POSTGRES, moment, screening_sql
from mingjing.engines.postgres_online import checking_sql
from mingjing.engines.sql import quoted
from mingjing.running.maintained import KEYS, Summary, instead, summaries
from mingjing.running.reacting import Change
from mingjing.scenario import library
from mingjing.scenario.scenario import Scenario
from mingjing.store.postgres import Connection
from mingjing.store.schema import END_OF_TIME

if TYPE_CHECKING:
    from mingjing.running.postgres_store import PostgresStore

BOOK = """
    CREATE TABLE IF NOT EXISTS _maintained (
        name TEXT PRIMARY KEY, built_at TIMESTAMP NOT NULL, position TIMESTAMP NOT NULL)"""
NOTE = """
    INSERT INTO _maintained VALUES ($1, $2, $2)
    ON CONFLICT (name) DO UPDATE SET built_at = $2, position = $2"""
POSITION = "SELECT position FROM _maintained WHERE name = $1 FOR UPDATE"
HERE = "SELECT to_regclass('_maintained') IS NOT NULL"
COMPARED = """
    WITH should AS MATERIALIZED ({should}), holds AS MATERIALIZED ({holds})
    SELECT (SELECT count(*) FROM (TABLE should EXCEPT ALL TABLE holds) d),
        (SELECT count(*) FROM (TABLE holds EXCEPT ALL TABLE should) d)"""
"""Rows of one side that the other lacks, both ways; what should be there is worked out once."""
FOR_EVER = f"TIMESTAMP '{END_OF_TIME}'"


@dataclass(frozen=True)
class State:
    """A summary that the models want, and how it stands: since when it is there and up to when it is kept."""

    name: str
    key: str
    columns: tuple[str, ...]
    wanted_by: tuple[str, ...]
    built_at: dt.datetime | None
    position: dt.datetime | None
    rows: int

    def to_json(self) -> dict[str, Any]:
        """The state as plain values."""
        return asdict(self) | {k: v.isoformat() if (v := getattr(self, k)) else None for k in ("built_at", "position")}


@dataclass(frozen=True)
class Difference:
    """Rows that a table lacks, and those that it should not have."""

    name: str
    missing: int
    extra: int


def states(con: Connection, wanted: Iterable[Summary]) -> list[State]:
    """Every summary that is wanted, and how it stands."""
    known = book(con)
    found = []
    for s in wanted:
        built_at, position = known.get(s.name, (None, None))
        ((rows,),) = con.execute(f"SELECT count(*) FROM {current(s)}").fetchall() if built_at else [(0,)]
        found.append(State(s.name, s.key, s.relation.columns, s.wanted_by, built_at, position, int(str(rows))))
    return found


def book(con: Connection) -> dict[str, tuple[dt.datetime, dt.datetime]]:
    """By table since when it is there and up to when it is kept."""
    if con.execute(HERE).fetchall() != [(True,)]:
        return {}
    found: list[Any] = con.execute("SELECT name, built_at, position FROM _maintained").fetchall()
    return {name: (built_at, position) for name, built_at, position in found}


def current(s: Summary) -> str:
    """The rows of a table that are in force."""
    return f"{quoted(s.name)} WHERE _to = {FOR_EVER}"


def build(con: Connection, s: Summary, at: dt.datetime) -> None:
    """Make the table, or make it anew, with what screening says at a moment: all or nothing."""
    table, fields = quoted(s.name), s.relation.schema.values()
    columns = ", ".join(f"{quoted(f.name)} {POSTGRES.types[f.type]}" for f in fields)
    with con.transaction():
        con.execute(BOOK)
        con.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns}, _from TIMESTAMP NOT NULL, _to TIMESTAMP NOT NULL)")
        con.execute(f"TRUNCATE {table}")
        con.execute(f"INSERT INTO {table} SELECT x.*, {moment(at)}, {FOR_EVER} FROM ({said(s, at)}) x")
        con.execute(f"CREATE INDEX IF NOT EXISTS {quoted(f'by_{s.name}')} ON {table} ({quoted(s.key)})")
        con.execute(NOTE, [s.name, at])
    con.execute(f"ANALYZE {table}")


def said(s: Summary, at: dt.datetime) -> str:
    """The statement of what the table should hold: groups without a key are never asked for."""
    return f"SELECT * FROM ({screening_sql(s.relation, at)}) y WHERE {quoted(s.key)} IS NOT NULL"


def refresh(store: PostgresStore, s: Summary, to: dt.datetime, changes: Sequence[Change] | None = None) -> int:
    """Sum up again the keys that changes up to a moment concern; gives how many. Rows and position move together.

    Without `changes` they are looked up in the tables' own history.
    """
    con = store.checks
    with con.transaction():
        con.execute("SET LOCAL statement_timeout = 0")
        found: list[Any] = con.execute(POSITION, [s.name]).fetchall()
        ((since,),) = found
        if to <= since:
            return 0
        keys = sorted(concerned(store, s, since, to, changes), key=str)
        if keys:
            sum_up(con, s, keys, to)
        con.execute("UPDATE _maintained SET position = $2 WHERE name = $1", [s.name, to])
    return len(keys)


def followed(store: PostgresStore, at: dt.datetime) -> int:
    """Bring every table that is there up to a moment; gives how many keys were summed up again."""
    behind = {name for name, (_, position) in book(store.checks).items() if position < at}
    return sum(refresh(store, s, at) for s in of_the_library() if s.name in behind) if behind else 0


@cache
def of_the_library() -> tuple[Summary, ...]:
    """The summaries that the scenarios at hand want."""
    return summaries(library.load_all())


def concerned(
    store: PostgresStore, s: Summary, since: dt.datetime, to: dt.datetime, changes: Sequence[Change] | None
) -> set[Any]:
    """The keys whose summary may have changed between two moments."""
    found: set[Any] = set()
    for reach in s.reaches:
        given = looked_up(store, reach.table, since, to) if changes is None else changes
        for change in (c for c in given if c.table == reach.table):
            images = change.images(reach.changed.columns)
            found |= store.reached(reach, images, since, to) if images else set()
    return found - {None}


def looked_up(store: PostgresStore, table: str, since: dt.datetime, to: dt.datetime) -> list[Change]:
    """What changed in a table between two moments, by its own history."""
    was, now = store.changed(table, since, to)
    return [Change(table, tuple(was), tuple(now))]


def sum_up(con: Connection, s: Summary, keys: Sequence[Any], to: dt.datetime) -> None:
    """End the rows of these keys that no longer hold, and begin those that now do."""
    table, columns = quoted(s.name), ", ".join(quoted(c) for c in s.relation.columns)
    typed = POSTGRES.types[s.relation.field(s.key).type]
    asked = f"SELECT UNNEST(CAST($1 AS {typed}[])) AS {quoted(s.key)}"
    con.execute(f"CREATE TEMP TABLE kept_now ON COMMIT DROP AS SELECT {columns} FROM {table} LIMIT 0")
    con.execute(f"INSERT INTO kept_now {checking_sql(s.again(), KEYS, asked)}", [list(keys), to])
    same = " AND ".join(f"t.{quoted(c)} IS NOT DISTINCT FROM n.{quoted(c)}" for c in s.relation.columns)
    now = f"t.{quoted(s.key)} = ANY(CAST($1 AS {typed}[])) AND t._to = {FOR_EVER}"
    gone = f"{now} AND NOT EXISTS (SELECT 1 FROM kept_now n WHERE {same})"
    con.execute(f"UPDATE {table} t SET _to = CAST($2 AS TIMESTAMP) WHERE {gone}", [list(keys), to])
    there = f"SELECT 1 FROM {table} t WHERE {now} AND {same}"
    begun = f"SELECT n.*, CAST($2 AS TIMESTAMP), {FOR_EVER} FROM kept_now n WHERE NOT EXISTS ({there})"
    con.execute(f"INSERT INTO {table} {begun}", [list(keys), to])


def verify(con: Connection, s: Summary) -> Difference:
    """The table as it stands at its position against a full recomputation."""
    _, position = book(con)[s.name]
    columns = ", ".join(quoted(c) for c in s.relation.columns)
    holds = f"SELECT {columns} FROM {quoted(s.name)} WHERE _from <= {moment(position)} AND _to > {moment(position)}"
    ((missing, extra),) = con.execute(COMPARED.format(should=said(s, position), holds=holds)).fetchall()
    return Difference(s.name, int(str(missing)), int(str(extra)))


class Ready:
    """The tables that a session finds ready, and the scenarios as they read them."""

    def __init__(self, con: Connection) -> None:
        self.con = con
        self.known: dict[str, tuple[dt.datetime, dt.datetime]] | None = None
        self.made: dict[tuple[int, frozenset[str]], Scenario] = {}
        self.wanted: dict[int, tuple[Scenario, tuple[Summary, ...]]] = {}

    def reading(self, scenarios: Sequence[Scenario], at: dt.datetime) -> list[Scenario]:
        """The scenarios as they are best asked as of a moment, each always the same object."""
        covering = self.covering(at)
        return [self._reading(s, covering) for s in scenarios] if covering else list(scenarios)

    def covering(self, at: dt.datetime) -> frozenset[str]:
        """The tables that hold what was known at a moment; positions are looked up again when they may have moved."""
        if self.known is None or any(position < at for _, position in self.known.values()):
            self.known = book(self.con)
        return frozenset(n for n, (built_at, position) in self.known.items() if built_at <= at <= position)

    def _reading(self, scenario: Scenario, covering: frozenset[str]) -> Scenario:
        key = id(scenario), covering
        if key not in self.made:
            if id(scenario) not in self.wanted:
                self.wanted[id(scenario)] = scenario, summaries([scenario])
            ready = self._sources(id(scenario), covering)
            self.made[key] = instead(scenario, ready) if ready else scenario
        return self.made[key]

    def _sources(self, scenario: int, covering: frozenset[str]) -> dict[Relation, Source]:
        return {s.relation: s.source for s in self.wanted[scenario][1] if s.name in covering}
