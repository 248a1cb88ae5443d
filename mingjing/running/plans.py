"""The statements of a scenario: one for screening, and for any demand the result and each evidence relation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mingjing.algebra.clock import AT, lift
from mingjing.algebra.demand import Pusher, unrestricted_sources
from mingjing.algebra.errors import NotRestrictable
from mingjing.algebra.relation import AT_FIELD, Demand, Relation
from mingjing.algebra.types import Field, Type
from mingjing.engines.duckdb import checking_sql
from mingjing.engines.rows import RowEngine, Rows
from mingjing.running.access import fanout, wide
from mingjing.running.fetching import Reading, reading_of
from mingjing.scenario.scenario import Scenario

CASES = Demand("cases", (Field("case_id", Type.INT, "案件标识"),))
MOMENTS = Demand("moments", (Field("case_id", Type.INT, "案件标识"), AT_FIELD))
CASES_SQL = "SELECT UNNEST(CAST($cases AS BIGINT[])) AS case_id"
MOMENTS_SQL = "SELECT case_id, _at FROM asked_moments"


def demanded(r: Relation) -> Relation:
    """`r` for the cases asked about, as of one moment."""
    return Pusher(fanout, wide).push(r, CASES, (("case_id", "case_id"),))


def demanded_at_moments(r: Relation) -> Relation:
    """`r` for pairs of case and moment, each asked as of its own."""
    return Pusher(fanout, wide).push(lift(r), MOMENTS, (("case_id", "case_id"), (AT, AT)))


@dataclass(frozen=True)
class Plan:
    """How a scenario is asked: of a few cases by the row engine, of many ($cases, $at) and of pairs of case and

    moment (table asked_moments) by one statement each.
    """

    few: RowEngine
    few_evidence: tuple[RowEngine, ...]
    many: str
    many_evidence: tuple[str, ...]
    replay: str
    replay_evidence: tuple[str, ...]


@lru_cache(maxsize=1024)
def reading(scenarios: tuple[Scenario, ...]) -> Reading:
    """How the scenarios read the tables for a few cases."""
    plans = [plan_of(s) for s in scenarios]
    return reading_of(engine.root for p in plans for engine in (p.few, *p.few_evidence))


@lru_cache(maxsize=256)
def plan_of(scenario: Scenario) -> Plan:
    """The statements of a scenario. Raises NotRestrictable when a single case would need a whole table."""
    refuse_unrestricted(scenario)
    return Plan(
        few=RowEngine(demanded(scenario.result)),
        few_evidence=tuple(RowEngine(demanded(e.relation)) for e in scenario.evidence),
        many=case_sql(scenario.result),
        many_evidence=tuple(case_sql(e.relation) for e in scenario.evidence),
        replay=moment_sql(scenario.result),
        replay_evidence=tuple(moment_sql(e.relation) for e in scenario.evidence),
    )


def case_sql(r: Relation) -> str:
    """Statement of `r` for $cases as of $at."""
    return checking_sql(demanded(r), CASES.name, CASES_SQL)


def moment_sql(r: Relation) -> str:
    """Statement of `r` for the pairs in asked_moments."""
    return checking_sql(demanded_at_moments(r), MOMENTS.name, MOMENTS_SQL)


def refuse_unrestricted(scenario: Scenario) -> None:
    """Raises NotRestrictable naming the sources that would be read whole."""
    for r in (scenario.result, *(e.relation for e in scenario.evidence)):
        whole = unrestricted_sources(demanded(r))
        if whole:
            cure = "请让这些数据经由案件或当事人的标识与其余部分关联，或先按该标识分组。"
            raise NotRestrictable(where=scenario.name, sources=whole, cure=cure)


def as_dicts(r: Relation, found: Rows) -> list[dict[str, Any]]:
    """Rows with their column names."""
    return [dict(zip(r.columns, row, strict=True)) for row in found]
