"""Maintained tables: summaries by party that models share, kept ready with their history and read as any table is.

A summary by party reads every row of the party for every case that is checked. Kept as a table it is one row, found by
its index. Which summaries are worth it follows from the models: those that are asked for by a column that brings many
rows, that no day decides, and of which a changed row tells by itself which keys it concerns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from mingjing.algebra.demand import Pusher, unrestricted_sources
from mingjing.algebra.errors import NotReachable
from mingjing.algebra.expression import AsOf, Expr, walk
from mingjing.algebra.reach import Reach, affected
from mingjing.algebra.relation import (
    Aggregate,
    Demand,
    Derive,
    Filter,
    Join,
    Relation,
    Semi,
    Source,
    topological,
)
from mingjing.running.access import fanout, wide
from mingjing.scenario.scenario import Scenario

KEYS = "keys"
PREFIX = "kept_"
"""How the name of every maintained table begins."""


@dataclass(frozen=True)
class Summary:
    """A summary to be kept: of which scenarios, by which of its columns changes are followed, and how."""

    relation: Aggregate
    key: str
    reaches: tuple[Reach, ...]
    wanted_by: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The table's name: the same summary has the same, whoever asks for it."""
        return f"{PREFIX}{hashlib.sha256(shape(self.relation).encode()).hexdigest()[:16]}"

    @property
    def source(self) -> Source:
        """The table in place of the summary."""
        return Source(self.name, tuple(self.relation.schema.values()))

    @property
    def demand(self) -> Demand:
        """The keys that are summed up again."""
        return Demand(KEYS, (self.relation.field(self.key),))

    def again(self) -> Relation:
        """The summary of those keys alone."""
        return Pusher(fanout, wide).push(self.relation, self.demand, ((self.key, self.key),))


@lru_cache(maxsize=4096)
def shape(n: Relation) -> str:
    """All that a relation says, written out: equal relations are written alike in every process."""
    own = {k: v for k, v in vars(n).items() if not isinstance(v, Relation) and k not in ("schema", "parts")}
    return f"{type(n).__name__}({own!r}, {[shape(i) for i in n.inputs]})"


def summaries(scenarios: Iterable[Scenario]) -> tuple[Summary, ...]:
    """The summaries that these scenarios should find ready, each once; one that only serves another is not kept."""
    users: dict[Summary, dict[str, None]] = {}
    for s in scenarios:
        for r in (s.result, *(e.relation for e in s.evidence)):
            can = {n: kept for n in worth_keeping(r) if (kept := kept_by_changes(n))}
            read = topological(reading(r, {n: kept.source for n, kept in can.items()}))
            for kept in (k for k in can.values() if k.source in read):
                users.setdefault(kept, {})[s.name] = None
    return tuple(sorted((replace(s, wanted_by=tuple(n)) for s, n in users.items()), key=lambda s: s.name))


def worth_keeping(root: Relation) -> Iterator[Aggregate]:
    """The summaries below a relation that a check asks for by a column which brings many rows."""
    pusher = Pusher(fanout, wide)
    case = Demand("cases", (root.field("case_id"),))
    moved = set(topological(pusher.push(root, case, (("case_id", "case_id"),))))
    for n in topological(root):
        asked = (m for m, o in pusher.origins(root).items() if o is n and m in moved)
        if isinstance(n, Aggregate) and n.by and wide(n, n.by) and not decided_by_the_day(n) and any(asked):
            yield n


def decided_by_the_day(n: Relation) -> bool:
    """Whether anything below looks at the day asked."""
    return any(isinstance(x, AsOf) for below in topological(n) for e in formulas(below) for x in walk(e))


def formulas(n: Relation) -> Iterator[Expr]:
    """What a relation computes."""
    match n:
        case Filter():
            yield n.condition
        case Derive():
            yield from (e for _, e in n.made)
        case Join() | Semi() if n.condition is not None:
            yield n.condition


@lru_cache(maxsize=1024)
def kept_by_changes(n: Aggregate) -> Summary | None:
    """The summary with the way in which it is kept, by the first of its columns that allows it; None without one."""
    tables = sorted({s.table for s in topological(n) if isinstance(s, Source)})
    for key in n.by:
        try:
            found = [affected([n], t, key, Pusher(fanout)) for t in tables]
        except NotReachable:
            continue
        reaches = tuple(r for r in found if r is not None)
        again = Summary(n, key, reaches)
        if not any(unrestricted_sources(r) for r in (again.again(), *(r.relation for r in reaches))):
            return again
    return None


def instead(scenario: Scenario, ready: Mapping[Relation, Source]) -> Scenario:
    """The scenario reading tables that are ready in place of what they hold."""
    evidence = tuple(replace(e, relation=reading(e.relation, ready)) for e in scenario.evidence)
    return replace(scenario, result=reading(scenario.result, ready), evidence=evidence)


def reading(root: Relation, ready: Mapping[Relation, Source]) -> Relation:
    """The relation over tables that are ready; those further up take the place of what is below them."""
    made: dict[Relation, Relation] = {}
    for n in topological(root):
        made[n] = ready[n] if n in ready else n.over(*(made[i] for i in n.inputs)) if n.inputs else n
    return made[root]
