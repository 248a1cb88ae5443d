"""Demand with probes: an existence test against a table stays a test row by row, and stops at the first row it finds.

Pushed to the right side of a semi-join, a demand reads every row of each key before the test is made. Where the right
side is a table read row by row, asking it for each left row reads no more than the first that will do; a database
answers that from its index. Only a database with indexes should be given such a relation.
"""

from __future__ import annotations

from mingjing.algebra.demand import On, Pusher
from mingjing.algebra.relation import Derive, Filter, Project, Relation, Semi, Source


class ProbingPusher(Pusher):
    """Pushes demands as `Pusher` does, but leaves existence tests against tables as they are."""

    def _rule(self, n: Relation, keys: Relation, on: On) -> Relation:
        if isinstance(n, Semi) and probed(n):
            return n.over(self.push(n.left, keys, on), n.right)
        return super()._rule(n, keys, on)


def probed(n: Semi) -> bool:
    """Whether the right side is a table, matched by a column of its own."""
    return any(from_table(n.right, column) for _, column in n.on)


def from_table(n: Relation, column: str) -> bool:
    """Whether a relation is read row by row from a table, and the column is one that the table holds."""
    match n:
        case Source():
            return not n.clocked
        case Filter():
            return from_table(n.input, column)
        case Project():
            return from_table(n.input, dict(n.kept)[column])
        case Derive():
            return column in n.input.schema and from_table(n.input, column)
    return False
