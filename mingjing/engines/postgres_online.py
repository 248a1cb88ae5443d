"""How PostgreSQL is asked about a few cases: statements planned once, that read each table by keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from mingjing.algebra.relation import AT_FIELD, Demand, Derive, Filter, Project, Relation, Restrict, Source, topological
from mingjing.engines.postgres import POSTGRES, PostgresGenerator
from mingjing.engines.sql import as_named, listed, only_row_by_row, paired, quoted, readers_of, scope

AT = AT_FIELD.name
ROW_BY_ROW_STEP = (Filter, Derive, Project)


@dataclass
class OnlineGenerator(PostgresGenerator):
    """Writes statements about a few cases: each base access is one SELECT, by its own key, finished before any join.

    Left to itself the planner joins first and looks up later, by whatever index it takes for cheap; on one million
    cases that costs up to a thousand times as much.
    """

    arrays: Mapping[str, str] = field(default_factory=dict)
    """The written array of each demand of one column that is handed in as one."""
    tested: frozenset[Relation] = frozenset()
    """Relations that branches are only asked for if they have rows."""

    def combined(self, branches: Sequence[Branch]) -> str:
        """The rows of all branches."""
        self.tested = frozenset(b.only_if for b in branches if b.only_if)
        parts, name = self._parts(*dict.fromkeys(b.relation for b in branches))
        written = []
        for i, b in enumerate(branches):
            test = f" WHERE EXISTS (SELECT 1 FROM {name[id(b.only_if)]})" if b.only_if else ""
            written.append(f"SELECT {i}, CAST(ROW_TO_JSON(x) AS TEXT) FROM {name[id(b.relation)]} x{test}")
        return f"WITH {', '.join(parts)} {' UNION ALL '.join(written)}"

    def written_inside(self, *roots: Relation) -> set[Relation]:
        found = super().written_inside(*roots)
        readers = readers_of(*roots)
        for n in topological(*roots):
            if is_access(n) and len(readers[n]) == 1 and n not in roots and isinstance(readers[n][0], ROW_BY_ROW_STEP):
                found.add(n)
            if isinstance(n, Source) and all(is_access(r) for r in readers[n]):
                found.add(n)
        return found

    def inputs(self, n: Relation) -> tuple[Relation, ...]:
        below = n
        while isinstance(below, ROW_BY_ROW_STEP) and (below is n or below in self.inside):
            below = below.input
        return (below.right,) if is_access(below) and (below is n or below in self.inside) else n.inputs

    def restrict(self, n: Restrict, ins: list[str]) -> str:
        if not is_access(n):
            return super().restrict(n, ins)
        read, names, where = self.access(n, ins[0])
        shown = (as_named(names[c], c) for c in n.columns if self.wants(n, c))
        return f"SELECT {listed(*shown)} FROM {read} WHERE {' AND '.join(where)}"

    def base(self, n: Relation, source: str) -> tuple[str, dict[str, str], list[str]]:
        if isinstance(n, Restrict) and is_access(n) and n in self.inside:
            return self.access(n, source)
        return super().base(n, source)

    def access(self, n: Restrict, keys: str) -> tuple[str, dict[str, str], list[str]]:
        """A table read by keys: tables, the written names of its columns, conditions."""
        source = n.left
        assert isinstance(source, Source)
        at = f"d.{quoted(dict(n.on)[AT])}" if source.clocked else self.at
        names = scope("t", source) | ({AT: at} if source.clocked else {})
        until = at if source.clocked else self.since or at
        read, same = self.matched(n, source, keys)
        return read, names, [*same, f"t._from <= {at}", f"t._to > {until}"]

    def matched(self, n: Restrict, source: Source, keys: str) -> tuple[str, list[str]]:
        """The tables, and what ties the rows to the keys; an array of keys is looked for without a join."""
        if isinstance(n.right, Demand) and n.right.name in self.arrays:
            ((column, _),) = n.on
            return f"{quoted(source.table)} t", [f"t.{quoted(column)} = ANY({self.arrays[n.right.name]})"]
        same = [paired("t", "d", a, b) for a, b in n.on if not (source.clocked and a == AT)]
        return f"{keys} d, {quoted(source.table)} t", same

    def _fence(self, n: Relation, users: int) -> str:
        if isinstance(n, Demand) or only_row_by_row(n):
            return "NOT MATERIALIZED "
        below = n
        while isinstance(below, ROW_BY_ROW_STEP) and (below is n or below in self.inside):
            below = below.input
        fenced = users > 1 or n in self.tested or (is_access(below) and (below is n or below in self.inside))
        return "MATERIALIZED " if fenced else "NOT MATERIALIZED "


class SteppedGenerator(OnlineGenerator):
    """Writes the same statement with every step finished before the next, so that its time can be told apart."""

    def _fence(self, n: Relation, users: int) -> str:
        return "NOT MATERIALIZED " if isinstance(n, Demand) or only_row_by_row(n) else "MATERIALIZED "


def is_access(n: Relation) -> TypeGuard[Restrict]:
    """Whether this is a table read by keys."""
    return isinstance(n, Restrict) and isinstance(n.left, Source)


def checking_sql(root: Relation, demand: str, demand_sql: str, at: str = "CAST($2 AS TIMESTAMP)") -> str:
    """The statement of a demanded relation; `demand_sql` hands in the keys."""
    return OnlineGenerator(POSTGRES, at, {demand: demand_sql}, online=True).statement(root)


def stepped_sql(root: Relation, demands: Mapping[str, str], at: str) -> str:
    """The statement of a demanded relation for seeing where its time goes; `n17` is the seventeenth relation below."""
    return SteppedGenerator(POSTGRES, at, demands, online=True).statement(root)


@dataclass(frozen=True)
class Branch:
    """A relation whose rows a combined statement gives, `only_if` another one has any."""

    relation: Relation
    only_if: Relation | None = None


def combined_sql(branches: Sequence[Branch], demand: Demand, array: str, at: str) -> str:
    """One statement for all branches, each row as the place of its branch and JSON; what they share is read once."""
    given = {demand.name: unnested(demand, array)}
    return OnlineGenerator(POSTGRES, at, given, online=True, arrays={demand.name: array}).combined(branches)


def unnested(demand: Demand, array: str) -> str:
    """The rows of a demand of one column that is handed in as an array."""
    (column,) = demand.columns
    return f"SELECT UNNEST({array}) AS {quoted(column)}"
