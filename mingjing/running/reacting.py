"""React: rows have changed; which cases may that concern, and what is now said of them that was not said before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mingjing.algebra.demand import Pusher, unrestricted_sources
from mingjing.algebra.errors import NotReachable
from mingjing.algebra.reach import Reach, affected
from mingjing.algebra.relation import Source, topological
from mingjing.engines.rows import Rows
from mingjing.running.access import fanout
from mingjing.running.clue import Clue
from mingjing.scenario.scenario import Scenario

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """Changed rows of one table: what they were, and what they are; either may be none."""

    table: str
    was: tuple[Row, ...]
    now: tuple[Row, ...]

    def images(self, columns: tuple[str, ...]) -> Rows:
        """The rows that differ in these columns, as they were and as they are, once each."""
        was, now = (Counter(tuple(r[c] for c in columns) for r in rows) for rows in (self.was, self.now))
        return list({**(was - now), **(now - was)})


@dataclass(frozen=True)
class Reaction:
    """What a scenario says after a change of the cases that it may concern, beside what it said of them before."""

    scenario: str
    cases: frozenset[int]
    new: tuple[Clue, ...]
    withdrawn: tuple[Clue, ...]
    unchanged: tuple[Clue, ...]


def reaction(scenario: Scenario, cases: Iterable[int], before: Sequence[Clue], after: Sequence[Clue]) -> Reaction:
    """Clues told apart by their fingerprints: the same hit on the same evidence is the same clue."""
    was, now = {c.fingerprint for c in before}, {c.fingerprint for c in after}
    return Reaction(
        scenario.name,
        frozenset(cases),
        tuple(c for c in after if c.fingerprint not in was),
        tuple(c for c in before if c.fingerprint not in now),
        tuple(c for c in after if c.fingerprint in was),
    )


@lru_cache(maxsize=4096)
def reach_of(scenario: Scenario, table: str) -> Reach | None:
    """How a change of the table reaches the scenario's cases; None when it reads no such table.

    Evidence counts as well: a hit on other rows is told anew. Raises NotReachable.
    """
    roots = (scenario.result, *(e.relation for e in scenario.evidence))
    try:
        found = affected(roots, table, "case_id", Pusher(fanout))
    except NotReachable as e:
        e.where = scenario.name
        raise
    whole = unrestricted_sources(found.relation) if found else ()
    if whole:
        raise NotReachable(scenario.name, table, f"须通读 {'、'.join(whole)} 才能找到相应的行")
    return found


def tables_of(scenario: Scenario) -> tuple[str, ...]:
    """Every table that the scenario or its evidence reads."""
    roots = (scenario.result, *(e.relation for e in scenario.evidence))
    return tuple(sorted({n.table for n in topological(*roots) if isinstance(n, Source)}))


def reaches(scenario: Scenario) -> Iterator[Reach]:
    """How a change of each table reaches the scenario's cases, where it can be told."""
    for table in tables_of(scenario):
        try:
            found = reach_of(scenario, table)
        except NotReachable:
            continue
        if found is not None:
            yield found
