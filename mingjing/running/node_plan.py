"""All models asked at once: one statement for a few cases gives what each model says, with the evidence of its hits.

The models share one pusher, so what two of them ask of the tables is read once. Each model is a branch of the
statement for its result and one for each evidence relation; these run only where the model has hits. A branch gives
its place and one row as JSON, since branches differ in their columns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from mingjing.algebra.demand import FanOut
from mingjing.algebra.probe import ProbingPusher
from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Field, Type
from mingjing.engines.postgres import Branch, combined_sql
from mingjing.running.hits import Row
from mingjing.running.plans import CASES, refuse_unrestricted
from mingjing.scenario.scenario import Scenario

CASES_SQL = "SELECT UNNEST(CAST($1 AS BIGINT[])) AS case_id"
AT_SQL = "CAST($2 AS TIMESTAMP)"
UNKNOWN = -1
UNKNOWN_SQL = f"""
    SELECT {UNKNOWN}, CAST(d.case_id AS TEXT) FROM ({CASES_SQL}) d
    WHERE NOT EXISTS (SELECT 1 FROM case_main m WHERE m.case_id = d.case_id)"""
"""The cases that there are not."""
Decode = Callable[[Any], Any]
FROM_JSON: dict[Type, Decode] = {
    Type.DATE: dt.date.fromisoformat,
    Type.TIME: dt.datetime.fromisoformat,
    Type.NUMBER: float,
}
"""How values that JSON does not know are read from it."""


@dataclass(frozen=True)
class Part:
    """A branch of the statement: of which scenario, its result (None) or which of its evidence relations."""

    scenario: int
    evidence: int | None
    fields: tuple[Field, ...]

    def row(self, written: str) -> Row:
        """One row of the branch."""
        said = orjson.loads(written)
        return {f.name: decoded(f, said[f.name]) for f in self.fields}


@dataclass(frozen=True)
class NodePlan:
    """Models, the statement that asks them all, and what each of its branches is."""

    scenarios: tuple[Scenario, ...]
    sql: str
    parts: tuple[Part, ...]

    def sorted_out(self, rows: Iterable[tuple[int, str]]) -> Answers:
        """The statement's rows by model."""
        found = Answers([[] for _ in self.scenarios], {}, [])
        for place, written in rows:
            if place == UNKNOWN:
                found.unknown.append(int(written))
                continue
            part = self.parts[place]
            row = part.row(written)
            if part.evidence is None:
                found.results[part.scenario].append(row)
            else:
                found.evidence.setdefault((part.scenario, part.evidence), []).append(row)
        return found


@dataclass(frozen=True)
class Answers:
    """Per model its result rows, per model and evidence relation the rows behind them, and cases there are not."""

    results: list[list[Row]]
    evidence: dict[tuple[int, int], list[Row]]
    unknown: list[int]


def decoded(f: Field, value: Any) -> Any:
    """A value of a column as it was before it became JSON."""
    decode = FROM_JSON.get(f.type)
    return value if value is None or decode is None else decode(value)


def node_plan(scenarios: Sequence[Scenario], fanout: FanOut) -> NodePlan:
    """The plan of these models. Raises NotRestrictable when one of them would read a whole table."""
    pusher = ProbingPusher(fanout)
    parts: list[Part] = []
    branches: list[Branch] = []
    for i, scenario in enumerate(scenarios):
        refuse_unrestricted(scenario)
        result = asked(pusher, scenario.result)
        for j, r in enumerate((result, *(asked(pusher, e.relation) for e in scenario.evidence))):
            parts.append(Part(i, j - 1 if j else None, tuple(r.schema.values())))
            branches.append(Branch(r, result if j else None))
    return NodePlan(
        tuple(scenarios), combined_sql(branches, {CASES.name: CASES_SQL}, AT_SQL, UNKNOWN_SQL), tuple(parts)
    )


def asked(pusher: ProbingPusher, r: Relation) -> Relation:
    """The relation for the cases asked about."""
    return pusher.push(r, CASES, (("case_id", "case_id"),))
