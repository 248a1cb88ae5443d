"""Asking a model on Spark."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from mingjing.algebra.demand import Pusher
from mingjing.algebra.relation import Demand, Relation
from mingjing.algebra.types import Field
from mingjing.conformance.asking import Asked, AskedAt, Bag
from mingjing.conformance.court import ARROW, HISTORY, SOURCES, Tables
from mingjing.engines.spark import script_of
from mingjing.engines.spark_session import hand_in, next_mark, rows

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def arrow(fields: Sequence[Field], given: Iterable[tuple[Any, ...]]) -> pa.Table:
    """Rows as an Arrow table."""
    columns = list(zip(*given, strict=True)) or [() for _ in fields]
    arrays = [pa.array(c, ARROW[f.type]) for f, c in zip(fields, columns, strict=True)]
    return pa.Table.from_arrays(arrays, names=[f.name for f in fields])


class SparkAsked:
    """Spark, in a session that is open already."""

    name = "spark"

    def __init__(self, session: SparkSession) -> None:
        self.session = session

    def load(self, tables: Tables) -> None:
        for s in SOURCES:
            hand_in(self.session, s.table, arrow((*s.given, *HISTORY), tables.rows[s.table]))

    def screen(self, n: Relation, at: dt.datetime) -> Bag:
        return self._rows(n, at, {})

    def check(self, n: Relation, asked: Asked, at: dt.datetime, pusher: Pusher) -> Bag:
        demand = asked.demand(n)
        return self._rows(pusher.push(n, demand, asked.on), at, self._handed_in(demand, asked.keys))

    def replay(self, n: Relation, asked: AskedAt, pusher: Pusher) -> Bag:
        pushed, demand = asked.pushed(n, pusher)
        return self._rows(pushed, None, self._handed_in(demand, asked.pairs))

    def _handed_in(self, demand: Demand, keys: Iterable[tuple[Any, ...]]) -> dict[str, str]:
        hand_in(self.session, "asked", arrow(demand.given, keys))
        return {demand.name: "SELECT * FROM asked"}

    def _rows(self, n: Relation, at: dt.datetime | None, demands: dict[str, str]) -> Bag:
        found = rows(self.session, script_of(n, at, demands, next_mark()))
        return Counter(zip(*(c.to_pylist() for c in found.columns), strict=True))
