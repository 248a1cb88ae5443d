"""Which scenarios a court's database can answer: one that was loaded by an older version lacks tables or columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import Any

from mingjing.algebra.relation import Source, topological
from mingjing.scenario.scenario import Scenario
from mingjing.store.postgres import Connection

COLUMNS = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
Lacks = Mapping[str, list[str]]
"""Tables and columns that a scenario reads and the database has not, by scenario."""


def readable(con: Connection, scenarios: Iterable[Scenario]) -> tuple[tuple[Scenario, ...], Lacks]:
    """The scenarios whose tables and columns are all there, and what the others lack.

    A table that is lacking is not made up: models over an empty table would only make the figures look better.
    """
    have: dict[str, set[str]] = defaultdict(set)
    found: list[Any] = con.execute(COLUMNS).fetchall()
    for table, column in found:
        have[table].add(column)
    given = tuple(scenarios)
    lacking = {s.name: lacks(s, have) for s in given}
    return tuple(s for s in given if not lacking[s.name]), {name: lack for name, lack in lacking.items() if lack}


def lacks(scenario: Scenario, have: Mapping[str, Container[str]]) -> list[str]:
    """What the scenario reads and is not there."""
    roots = (scenario.result, *(e.relation for e in scenario.evidence))
    sources = [n for n in topological(*roots) if isinstance(n, Source)]
    tables = {n.table for n in sources if n.table not in have}
    there = [(n.table, f.name) for n in sources if n.table in have for f in n.given]
    columns = {f"{table}.{column}" for table, column in there if column not in have[table]}
    return sorted(tables | columns)
