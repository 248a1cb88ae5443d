"""Which columns of which tables the models read by, and indexes on them, so that one case is answered at once.

Only the tables' columns that some demanded model reads by get one: on 1,000,000 cases a look-up in the party ledger by
case takes 0.5 ms with it and 20 ms without. Screening does not use them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import duckdb

from mingjing.algebra.relation import Relation, Restrict, Source, topological
from mingjing.engines.sql import quoted
from mingjing.running.access import access_column
from mingjing.running.plans import demanded
from mingjing.running.reacting import reaches
from mingjing.scenario import library
from mingjing.scenario.scenario import Scenario

Access = tuple[str, str]
"""A table and the column it is read by."""
FOR_EVERY_HIT = (("case_main", "case_id"), ("subject", "subject_id"))
"""What is read for the names in a message."""


def accesses(r: Relation) -> Iterator[Access]:
    """How a demanded relation reads its tables."""
    for n in topological(r):
        if isinstance(n, Restrict) and isinstance(n.left, Source):
            yield n.left.table, access_column(n.left.table, tuple(a for a, _ in n.same))


def wanted(scenarios: Iterable[Scenario]) -> tuple[Access, ...]:
    """Every access of the scenarios and of their evidence, once, also those by which a changed row finds its cases."""
    given = tuple(scenarios)
    checked = [demanded(r) for s in given for r in (s.result, *(e.relation for e in s.evidence))]
    followed = [reach.relation for s in given for reach in reaches(s)]
    return tuple(sorted({*FOR_EVERY_HIT, *(a for r in (*checked, *followed) for a in accesses(r))}))


def index_name(access: Access) -> str:
    """Name of the index of an access."""
    return f"by_{access[0]}_{access[1]}"


def make_indexes(con: duckdb.DuckDBPyConnection) -> None:
    """The indexes that the scenarios at hand want; those that are there already stay."""
    for table, column in wanted(library.load(n) for n in library.names()):
        name = quoted(index_name((table, column)))
        con.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {quoted(table)} ({quoted(column)})")
