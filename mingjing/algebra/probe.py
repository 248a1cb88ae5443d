"""Demand with probes: an existence test against a table stays a test row by row, and stops at the first row it finds.

Pushed to the right side of a semi-join, a demand reads every row of each key before the test is made. Where the right
side is a table read row by row, asking it for each left row reads no more than the first that will do; a database
answers that from its index. Only a database with indexes should be given such a relation.
"""

from __future__ import annotations

from collections.abc import Container

from mingjing.algebra.demand import FanOut, On, Pusher, Wide
from mingjing.algebra.relation import Derive, Filter, Project, Relation, Semi, Source

Column = tuple[str, str]
"""A table and one of its columns."""


class ProbingPusher(Pusher):
    """Pushes demands as `Pusher` does, but leaves existence tests against tables with an index for them as they are."""

    def __init__(self, fanout: FanOut | None, indexed: Container[Column], wide: Wide | None = None) -> None:
        super().__init__(fanout, wide)
        self.indexed = indexed

    def _rule(self, n: Relation, keys: Relation, on: On) -> Relation:
        if isinstance(n, Semi) and any(table_column(n.right, c) in self.indexed for _, c in n.on):
            return n.over(self.push(n.left, keys, on), n.right)
        return super()._rule(n, keys, on)


def table_column(n: Relation, column: str) -> Column | None:
    """The column of a table that `n`, read row by row from it, passes on under this name."""
    match n:
        case Source() if not n.clocked:
            return n.table, column
        case Filter():
            return table_column(n.input, column)
        case Project():
            return table_column(n.input, dict(n.kept)[column])
        case Derive() if column in n.input.schema:
            return table_column(n.input, column)
    return None
