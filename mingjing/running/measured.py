"""How broadly a column reaches, as PostgreSQL's own statistics say: which side of a join is best asked first."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingjing.algebra.probe import Column
from mingjing.algebra.relation import Relation
from mingjing.court.catalogue import TABLES
from mingjing.running.access import breadth, origin
from mingjing.running.maintained import PREFIX
from mingjing.store.postgres import Connection

COMPUTED, BROAD = 1e9, 1e8
"""A computed column is no way into a table, and a column without an index hardly one."""
MANY = 20.0
"""Rows from which on an index by party and day saves more than it costs to find the days."""
GUESS = (1.0, 4.0, 30.0, 100.0, 1e5)
"""Rows per value by declared breadth, for a table that has not been measured."""
STATISTICS = """
    SELECT s.tablename, s.attname, c.reltuples, s.n_distinct, s.null_frac, s.most_common_freqs
    FROM pg_stats s JOIN pg_class c ON c.oid = to_regclass(quote_ident(s.tablename))
    WHERE s.schemaname = current_schema()"""


INDEXED = """
    SELECT c.relname, a.attname
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indisvalid AND c.relnamespace = current_schema()::regnamespace"""


@dataclass(frozen=True)
class Ways:
    """How tables are best read: rows that a value of each indexed column brings."""

    rows: Mapping[Column, float]

    def __call__(self, n: Relation, columns: tuple[str, ...]) -> float:
        """Rows that a row of `n` drags in through the narrowest of some columns that an index leads to."""
        reached = (origin(n, c) for c in columns)
        return min((self.rows.get(at, BROAD) if at else COMPUTED for at in reached), default=COMPUTED)

    def wide(self, n: Relation, columns: tuple[str, ...]) -> bool:
        """Whether a row of `n` drags in so many rows that their days are worth bounding."""
        return self(n, columns) > MANY

    @property
    def indexed(self) -> Container[Column]:
        """The columns that an index leads to."""
        return self.rows


def measured(con: Connection) -> Ways:
    """How this database's tables are best read, by its own statistics."""
    found: list[Any] = con.execute(STATISTICS).fetchall()
    known = {(table, column): rows_per_value(*how) for table, column, *how in found}
    indexed: list[Any] = con.execute(INDEXED).fetchall()
    return Ways(
        {at: known.get(at, GUESS[breadth(*at)]) for at in indexed if at[0] in TABLES or at[0].startswith(PREFIX)}
    )


def rows_per_value(rows: float, distinct: float, empty: float, common: Sequence[float] | None) -> float:
    """Rows that share a value with a random row: heavy values count as often as they occur."""
    listed = list(common or ())
    values = -distinct * rows if distinct < 0 else distinct
    rest = max(1 - empty - sum(listed), 0.0)
    others = rest * rest / max(values - len(listed), 1.0)
    return float(max(rows, 1.0) * (sum(f * f for f in listed) + others))
