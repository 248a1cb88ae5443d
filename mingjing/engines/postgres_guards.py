"""How PostgreSQL is asked whether there is anything that a model could speak of: one statement for many tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from mingjing.algebra.relation import Demand, Distinct, Relation, Restrict, topological
from mingjing.engines.postgres import POSTGRES
from mingjing.engines.postgres_online import ROW_BY_ROW_STEP, OnlineGenerator, is_access, unnested
from mingjing.engines.sql import needed_columns, readers_of


class Test(Protocol):
    """Relations that must have rows, and alternatives of which one must hold."""

    @property
    def needs(self) -> frozenset[Relation]:
        """Relations that must have rows."""

    @property
    def either(self) -> frozenset[frozenset[Any]]:
        """Tests of which one must hold."""

    def relations(self) -> frozenset[Relation]:
        """Every relation that the test looks at."""


@dataclass
class GuardGenerator(OnlineGenerator):
    """Writes tests: only whether a relation has rows matters, not how often each comes, nor what all columns hold."""

    users: Counter[Relation] = field(default_factory=Counter)
    """How many tests and other relations look at each relation."""
    loose: frozenset[Relation] = frozenset()
    """Keys that may repeat: a few look-ups made twice cost less than telling the keys apart."""

    def guarding(self, tests: Sequence[Test], more: str) -> str:
        """The places of the tests that hold, and the rows of one more statement."""
        looked_at = tuple(dict.fromkeys(r for t in tests for r in t.relations()))
        self.users = Counter([*mentions(tests), *(i for n in topological(*looked_at) for i in n.inputs)])
        self.loose = frozenset(loose_keys(looked_at))
        parts, name = self._parts(*looked_at)
        written = [more, *(f"SELECT {i}, NULL WHERE {written_test(t, name)}" for i, t in enumerate(tests))]
        head = f"WITH {', '.join(parts)} " if parts else ""
        return f"{head}{' UNION ALL '.join(written)}"

    def wanted_columns(self, *roots: Relation) -> dict[Relation, frozenset[str]]:
        return needed_columns(*roots, of_roots=False)

    def distinct(self, n: Distinct, source: str) -> str:
        return f"SELECT {self.cols('t', n)} FROM {source} t" if n in self.loose else super().distinct(n, source)

    def _fence(self, n: Relation, users: int) -> str:
        """What one test alone looks at stops at its first row."""
        alone = users == 0 and self.users[n] == 1
        return "NOT MATERIALIZED " if alone else super()._fence(n, max(users, self.users[n]))


def mentions(tests: Sequence[Test]) -> Iterator[Relation]:
    """Each relation as often as the tests look at it."""
    for t in tests:
        yield from t.needs
        yield from mentions([o for options in t.either for o in options])


def loose_keys(looked_at: Sequence[Relation]) -> Iterator[Distinct]:
    """Keys from the rows of the cases asked about, by which a table is read that is only looked at."""
    readers = readers_of(*looked_at)
    for n in topological(*looked_at):
        if isinstance(n, Distinct) and of_the_cases(n.input) and all(only_looked_at(r, readers) for r in readers[n]):
            yield n


def of_the_cases(n: Relation) -> bool:
    """Whether the rows are those of a table for the keys handed in, which are few."""
    while isinstance(n, ROW_BY_ROW_STEP):
        n = n.input
    return is_access(n) and isinstance(n.right, Demand)


def only_looked_at(n: Relation, readers: Mapping[Relation, Sequence[Relation]]) -> bool:
    """Whether nothing is made of the relation but row by row, so that only tests see it."""
    above = readers.get(n, ())
    kind = is_access(n) or isinstance(n, ROW_BY_ROW_STEP)
    return kind and all(not isinstance(r, Restrict) and only_looked_at(r, readers) for r in above)


def written_test(t: Test, name: Mapping[int, str]) -> str:
    """A test as a condition; an EXISTS stops at the first row, and what need not be known is not looked up."""
    needs = sorted(f"EXISTS (SELECT 1 FROM {name[id(r)]})" for r in t.needs)
    options = sorted(f"({' OR '.join(sorted(written_test(o, name) for o in either))})" for either in t.either)
    return " AND ".join((*needs, *options)) or "TRUE"


def guarding_sql(tests: Sequence[Test], demand: Demand, array: str, at: str, more: str) -> str:
    """One statement for all tests, which gives the places of those that hold; what they share is read once."""
    given = {demand.name: unnested(demand, array)}
    return GuardGenerator(POSTGRES, at, given, online=True, arrays={demand.name: array}).guarding(tests, more)
