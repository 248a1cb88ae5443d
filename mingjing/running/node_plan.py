"""All models of a milestone asked at once: one statement tests them all, and the few that may hit are then asked.

The tests share one pusher, so what several models ask of the tables is read once (see guards.py). A model that passes
its test is asked by a statement of its own: a branch for its result and one for each evidence relation, which run only
where there is a hit. A branch gives its place and one row as JSON, since branches differ in their columns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from mingjing.algebra.probe import ProbingPusher
from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Field, Type
from mingjing.engines.postgres_guards import guarding_sql
from mingjing.engines.postgres_online import Branch, combined_sql, unnested
from mingjing.running.guards import DEEP, OWN_ROWS, REACH, guard_of, spared
from mingjing.running.hits import Row
from mingjing.running.measured import Ways
from mingjing.running.plans import CASES, refuse_unrestricted
from mingjing.scenario.scenario import Scenario

CASE_ARRAY = "CAST($1 AS BIGINT[])"
CASES_SQL = unnested(CASES, CASE_ARRAY)
AT_SQL = "CAST($2 AS TIMESTAMP)"
UNKNOWN, HEAVY = -1, -2
UNKNOWN_SQL = f"""
    SELECT {UNKNOWN}, d.case_id FROM UNNEST({CASE_ARRAY}) d (case_id)
    WHERE NOT EXISTS (SELECT 1 FROM case_main m WHERE m.case_id = d.case_id)"""
"""The cases that there are not."""
HEAVY_SQL = f"""
    SELECT {HEAVY}, d.case_id FROM UNNEST({CASE_ARRAY}) d (case_id) WHERE EXISTS (
        SELECT 1 FROM case_party p JOIN party_degree g ON g.subject_id = p.subject_id WHERE p.case_id = d.case_id)"""
"""The cases of a party with very many others."""
FEW_MODELS = 4
"""Up to so many models a deeper test costs less than the models that it spares."""
Decode = Callable[[Any], Any]
FROM_JSON: dict[Type, Decode] = {
    Type.DATE: dt.date.fromisoformat,
    Type.TIME: dt.datetime.fromisoformat,
    Type.NUMBER: float,
}
"""How values that JSON does not know are read from it."""


@dataclass(frozen=True)
class Statement:
    """A statement that gives the rows of several relations, and the columns of each."""

    sql: str
    branches: tuple[tuple[Field, ...], ...]

    def sorted_out(self, rows: Iterable[tuple[bytes | None, ...]]) -> list[list[Row]]:
        """The statement's rows by relation."""
        found: list[list[Row]] = [[] for _ in self.branches]
        for place, written in rows:
            at, said = int(place or 0), orjson.loads(written or b"{}")
            found[at].append({f.name: decoded(f, said[f.name]) for f in self.branches[at]})
        return found


@dataclass(frozen=True)
class ModelPlan:
    """The statement of one model, and the columns of its branches: the result first, then each evidence relation."""

    sql: str
    branches: tuple[tuple[Field, ...], ...]

    def sorted_out(self, rows: Iterable[tuple[bytes | None, ...]]) -> tuple[list[Row], ...]:
        """The statement's rows by branch."""
        found: tuple[list[Row], ...] = tuple([] for _ in self.branches)
        for place, written in rows:
            at, said = int(place or 0), orjson.loads(written or b"{}")
            found[at].append({f.name: decoded(f, said[f.name]) for f in self.branches[at]})
        return found


def decoded(f: Field, value: Any) -> Any:
    """A value of a column as it was before it became JSON."""
    decode = FROM_JSON.get(f.type)
    return value if value is None or decode is None else decode(value)


@dataclass(frozen=True)
class NodePlan:
    """Models that are asked together."""

    scenarios: tuple[Scenario, ...]
    ways: Ways

    def tests(self, *, lanes: bool) -> tuple[str, ...]:
        """Statements that give the places of the models that may hit, and the cases that there are not; with `lanes`

        also those of heavy parties. Where there are two, the second says more than the first and takes longer.
        """
        few = len(self.scenarios) <= FEW_MODELS
        pusher = ProbingPusher(self.ways, self.ways.indexed, self.ways.wide)
        demanded = [asked(pusher, s.result) for s in self.scenarios]
        more = f"{UNKNOWN_SQL} UNION ALL {HEAVY_SQL}" if lanes else UNKNOWN_SQL
        steps = (OWN_ROWS, DEEP) if few else (REACH,)
        guards = dict.fromkeys(tuple(spared(guard_of(r, reach), reach) for r in demanded) for reach in steps)
        return tuple(guarding_sql(tests, CASES, CASE_ARRAY, AT_SQL, more) for tests in guards)


def node_plan(scenarios: Sequence[Scenario], ways: Ways) -> NodePlan:
    """The plan of these models. Raises NotRestrictable when one of them would read a whole table."""
    for scenario in scenarios:
        refuse_unrestricted(scenario)
    return NodePlan(tuple(scenarios), ways)


def model_plan(scenario: Scenario, ways: Ways) -> ModelPlan:
    """The plan of one model."""
    pusher = ProbingPusher(ways, ways.indexed, ways.wide)
    result = asked(pusher, scenario.result)
    evidence = [asked(pusher, e.relation) for e in scenario.evidence]
    branches = [Branch(result), *(Branch(r, result) for r in evidence)]
    sql = combined_sql(branches, CASES, CASE_ARRAY, AT_SQL)
    return ModelPlan(sql, tuple(tuple(r.schema.values()) for r in (result, *evidence)))


def asked(pusher: ProbingPusher, r: Relation) -> Relation:
    """The relation for the cases asked about."""
    return pusher.push(r, CASES, (("case_id", "case_id"),))
