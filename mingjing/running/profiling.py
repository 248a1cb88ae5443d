"""Where the time of one check goes: seconds of each relation of a demanded model."""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from mingjing.algebra.relation import Relation, topological
from mingjing.engines.rows import Fetch, RowEngine, Rows

Spent = Mapping[Relation, float]
"""Seconds by demanded relation."""


class TimedRowEngine(RowEngine):
    """The row engine with a clock at every relation; reading a table counts for the relation that reads it."""

    def __init__(self, root: Relation) -> None:
        super().__init__(root)
        self.spent: dict[Relation, float] = defaultdict(float)

    def _rows(self, n: Relation, ins: list[Rows], fetch: Fetch, demands: dict[str, Rows], day: dt.date) -> Rows:
        started = time.perf_counter()
        found = super()._rows(n, ins, fetch, demands, day)
        self.spent[n] += time.perf_counter() - started
        return found


def spent_by_plan(plan: Mapping[str, Any], root: Relation) -> Spent:
    """Seconds by relation of a statement, by the plan that PostgreSQL explained after running it.

    Every finished relation is a common table expression `n17`, numbered as the generator numbers them; what is written
    inside another counts for that one.
    """
    order = topological(root)
    spent: dict[Relation, float] = defaultdict(float)
    whole = {name: seconds(node) for name, node in finished(plan)}
    for name, own in own_times(plan, "", whole):
        spent[order[int(name[1:])] if name else root] += own
    return spent


def seconds(node: Mapping[str, Any]) -> float:
    """How long a node of the plan and all below it took."""
    return float(node.get("Actual Total Time", 0.0)) * float(node.get("Actual Loops", 1)) / 1000


def finished(node: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every common table expression of the plan, by name."""
    for below in node.get("Plans", ()):
        if name := named(below):
            yield name, below
        yield from finished(below)


def named(node: Mapping[str, Any]) -> str:
    """The name of the common table expression that begins here; empty where none does."""
    said = str(node.get("Subplan Name", ""))
    return said.removeprefix("CTE ") if said.startswith("CTE ") else ""


def own_times(node: Mapping[str, Any], inside: str, whole: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Each node's own time, with the common table expression that it belongs to.

    The first to read one has it made, so the time of its making is taken off the scan.
    """
    below = [b for b in node.get("Plans", ()) if not named(b)]
    made = whole.get(str(node.get("CTE Name", "")), 0.0) if node.get("Node Type") == "CTE Scan" else 0.0
    yield inside, max(0.0, seconds(node) - sum(map(seconds, below)) - made)
    for b in node.get("Plans", ()):
        yield from own_times(b, named(b) or inside, whole)
