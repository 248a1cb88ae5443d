"""What a database that holds a court's data can be asked: the same questions whichever database it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from mingjing.algebra.reach import Reach
from mingjing.algebra.relation import Relation
from mingjing.engines.rows import Rows
from mingjing.running.hits import EvidenceOf, Names, Row
from mingjing.running.profiling import Spent
from mingjing.running.weighing import Weight
from mingjing.scenario.scenario import Scenario

CHANGED = """
    SELECT * FROM {table}
    WHERE _from <= {in_force} AND _to > {in_force} AND NOT (_from <= {not_in} AND _to > {not_in})"""
"""Rows in force at one moment and not at another."""
Origins = Mapping[Relation, Relation]
"""The relation of a scenario that a demanded one stands for."""
Passages = dict[tuple[int, dt.datetime], str]
"""The milestone that each case passed at each moment."""


@dataclass(frozen=True)
class Found:
    """What one scenario says of the cases asked about: its result rows, how to get the evidence behind them, and why

    it could not be asked, if it could not.
    """

    scenario: Scenario
    rows: list[Row]
    evidence_of: EvidenceOf
    problem: Exception | None = None


class Store(Names, Protocol):
    """A court's data in a database."""

    @property
    def name(self) -> str:
        """What people call the place: a path, or an address without its password."""

    @property
    def con(self) -> Any:
        """Its connection, for questions that are no scenario's; parameters are written $1."""

    def day(self) -> dt.date:
        """The day the data speaks for."""

    def cursor(self) -> Store:
        """The same data for another thread."""

    def close(self) -> None:
        """Let the data go."""

    def screen(self, r: Relation, at: dt.datetime) -> pa.Table:
        """All rows of a relation with what was known at a moment."""

    def evidence(self, scenario: Scenario, rows: list[Row], at: dt.datetime) -> EvidenceOf:
        """How to get the evidence behind rows of a screening."""

    def check(self, scenarios: Sequence[Scenario], case_ids: list[int], at: dt.datetime) -> list[Found]:
        """What each scenario says of these cases at a moment. Raises UnknownCase."""

    def check_apart(
        self, scenarios: Sequence[Scenario], case_ids: list[int], at: dt.datetime, *, heavy_too: bool
    ) -> tuple[list[Found], frozenset[int]]:
        """As `check`; without `heavy_too` the cases of heavy parties may be left out, and are then given besides."""

    def case_guards(self, ids: Sequence[int]) -> list[tuple[Any, ...]]:
        """What decides who may see a case: (case, number, court, secrecy, juvenile), in the order it became known."""

    def traced(self, relations: Sequence[Relation], case_id: int, at: dt.datetime) -> list[Rows]:
        """The rows of each of these demanded relations for one case at a moment."""

    def weight(self, table: str, column: str) -> Weight:
        """How unevenly the values of a column are spread."""

    def heaviest_cases(self) -> list[int]:
        """Some cases of the parties that have the most."""

    def profiled(self, scenario: Scenario, case_id: int, at: dt.datetime) -> tuple[Spent, Origins]:
        """Where the time of one check goes, and which relations of the scenario the parts stand for."""

    def passages(self, milestones: Sequence[str], from_on: dt.date, to_on: dt.date) -> Passages:
        """The passages of these milestones between two days, the last included."""

    def replay(self, scenario: Scenario, passages: Passages) -> Found:
        """What the scenario said of each case at each moment; rows carry the moment as `_at`."""

    def changed(self, table: str, since: dt.datetime, at: dt.datetime) -> tuple[list[Row], list[Row]]:
        """Rows of a table that were in force at the first moment and not at the second, and the other way round."""

    def follow(self, at: dt.datetime) -> int:
        """Bring what is kept of summaries up to a moment; gives how many keys were summed up again."""

    def reached(self, reach: Reach, images: Rows, since: dt.datetime, at: dt.datetime) -> set[int]:
        """The cases that changed rows may concern, from what was in force at any time between the two moments."""
