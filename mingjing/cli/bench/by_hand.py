"""The prepared statement that an experienced administrator would write for a scenario, to be measured against.

A statement of `check/` takes the cases ($1) and the moment ($2). It gives the columns of the scenario's result, then
for each of its evidence relations the keys of the rows that speak for the hit, as an array.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from mingjing.running.node_session import written
from mingjing.running.postgres_store import PostgresStore
from mingjing.scenario.scenario import EvidenceSpec, Scenario
from mingjing.store.prepared import Prepared

FOLDER = Path(__file__).parent / "check"
Said = tuple[Counter[tuple[Any, ...]], Mapping[tuple[Any, ...], set[int]]]
"""Rows of a result with how often each comes, and per evidence relation and hit the keys behind it."""


class ByHand:
    """A hand-written statement, prepared in the session that our own checks use."""

    def __init__(self, store: PostgresStore, scenario: Scenario, at: dt.datetime) -> None:
        self.store, self.scenario, self.at = store, scenario, at
        self.sql = (FOLDER / f"{scenario.name}.sql").read_text(encoding="utf-8")

    @cached_property
    def statement(self) -> Prepared:
        """The statement, prepared through the same driver as ours."""
        return Prepared(self.store.checks, f"by_hand_{self.scenario.name}", self.sql)

    def ask(self, case: int) -> object:
        """The rows of one case, as the driver hands them out."""
        return self.statement.rows(written([case], self.at))

    def said(self, case: int) -> Said:
        """What the statement says of one case, in terms that can be compared."""
        found: list[Any] = self.store.checks.execute(self.sql, [[case], self.at], prepare=True).fetchall()
        columns = self.scenario.result.columns
        rows = [dict(zip(columns, row, strict=False)) for row in found]
        keys: dict[tuple[Any, ...], set[int]] = defaultdict(set)
        for named, row in zip(rows, found, strict=True):
            for i, behind in enumerate(row[len(columns) :]):
                keys[i, *hit(self.scenario, self.scenario.evidence[i], named)].update(behind or ())
        return counted(columns, rows), {k: v for k, v in keys.items() if v}


def exists(scenario: Scenario) -> bool:
    """Whether somebody wrote a statement for the scenario."""
    return (FOLDER / f"{scenario.name}.sql").is_file()


def said_by_us(store: PostgresStore, scenario: Scenario, case: int, at: dt.datetime) -> Said:
    """What our own check says of one case, in the same terms."""
    (found,) = store.check([scenario], [case], at)
    keys: dict[tuple[Any, ...], set[int]] = defaultdict(set)
    for i, spec in enumerate(scenario.evidence):
        hits = {hit(scenario, spec, r) for r in found.rows}
        for row in found.evidence_of(spec, i) if found.rows else ():
            if row[spec.key] is not None and (at_hit := hit(scenario, spec, row)) in hits:
                keys[i, *at_hit].add(row[spec.key])
    return counted(scenario.result.columns, found.rows), dict(keys)


def hit(scenario: Scenario, spec: EvidenceSpec, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What ties a row to its evidence: every identifier that both carry."""
    return tuple(row[c] for c in scenario.hit_columns if c in spec.relation.schema)


def counted(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Counter[tuple[Any, ...]]:
    """How often each row comes; shares are told to nine places."""
    return Counter(tuple(round(v, 9) if isinstance(v := r[c], float) else v for c in columns) for r in rows)
