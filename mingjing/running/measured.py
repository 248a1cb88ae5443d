"""How broadly a column reaches, as PostgreSQL's own statistics say: which side of a join is best asked first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mingjing.algebra.demand import FanOut
from mingjing.algebra.relation import Relation
from mingjing.running.access import breadth, origin
from mingjing.store.postgres import Connection

COMPUTED = 1e9
"""A computed column is no way into a table."""
GUESS = (1.0, 4.0, 30.0, 100.0, 1e5)
"""Rows per value by declared breadth, for a table that has not been measured."""
STATISTICS = """
    SELECT s.tablename, s.attname, c.reltuples, s.n_distinct, s.null_frac, s.most_common_freqs
    FROM pg_stats s JOIN pg_class c ON c.oid = to_regclass(quote_ident(s.tablename))
    WHERE s.schemaname = current_schema()"""


def measured_fanout(con: Connection) -> FanOut:
    """Rows that a row drags in through the narrowest of some columns: the sum of squared group sizes over all rows."""
    measured: list[Any] = con.execute(STATISTICS).fetchall()
    known = {(table, column): rows_per_value(*how) for table, column, *how in measured}

    def fanout(n: Relation, columns: tuple[str, ...]) -> float:
        reached = (origin(n, c) for c in columns)
        return min((known.get(at, GUESS[breadth(*at)]) if at else COMPUTED for at in reached), default=COMPUTED)

    return fanout


def rows_per_value(rows: float, distinct: float, empty: float, common: Sequence[float] | None) -> float:
    """Rows that share a value with a random row: heavy values count as often as they occur."""
    listed = list(common or ())
    values = -distinct * rows if distinct < 0 else distinct
    rest = max(1 - empty - sum(listed), 0.0)
    others = rest * rest / max(values - len(listed), 1.0)
    return float(max(rows, 1.0) * (sum(f * f for f in listed) + others))
