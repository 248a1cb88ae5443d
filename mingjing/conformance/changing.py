"""Random changes of a random court, and which keys of a model really say something else after them."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from typing import Any

from mingjing.algebra.demand import Pusher
from mingjing.algebra.reach import Walker, affected
from mingjing.algebra.relation import Source, topological
from mingjing.conformance.asking import TableFetch, on_rows
from mingjing.conformance.court import SOURCES, Tables, new_row
from mingjing.conformance.drawing import NOW, Drawn
from mingjing.engines.rows import RowEngine, picker


@dataclass(frozen=True)
class Changed:
    """A court before and after some rows of one table were added, mended or withdrawn."""

    table: str
    before: Tables
    after: Tables

    def counted(self, tables: Tables, columns: tuple[str, ...]) -> Counter[tuple[Any, ...]]:
        """The rows of the changed table as they stand now, in these columns."""
        whole = source_of(self.table)
        return Counter(map(picker(whole.columns, columns), tables.as_of(whole, NOW)))

    def images(self, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
        """What the changed rows were and what they are, in these columns; unchanged in them is not changed."""
        was, now = self.counted(self.before, columns), self.counted(self.after, columns)
        return list({**(was - now), **(now - was)})

    def either(self) -> Tables:
        """Rows that there were before, after, or both."""
        rows = dict(self.after.rows)
        rows[self.table] = list({**Counter(self.before.rows[self.table]), **Counter(self.after.rows[self.table])})
        return Tables(rows)


def source_of(table: str) -> Source:
    """The whole table."""
    return next(s for s in SOURCES if s.table == table)


def random_change(rng: random.Random, tables: Tables, table: str, made: type[Changed] = Changed) -> Changed:
    """One to three rows of a table added, mended in some column, or withdrawn."""
    source, rows = source_of(table), list(tables.rows[table])
    for _ in range(rng.randint(1, 3)):
        old = rng.choice(rows)
        kind = rng.choice(("add", "mend", "mend", "withdraw"))
        if kind != "add":
            rows.remove(old)
        if kind != "withdraw":
            fresh = new_row(rng, source)
            own = fresh if kind == "add" else tuple(rng.choice((a, a, b)) for a, b in zip(old, fresh, strict=False))
            rows.append((*own, *old[-2:]))
    return made(table, tables, Tables({**tables.rows, table: rows}))


@dataclass(frozen=True)
class Found:
    """Keys whose rows differ after a change, and those that reach gave."""

    differing: frozenset[Any]
    reached: frozenset[Any]

    @property
    def missed(self) -> frozenset[Any]:
        """Keys that reach should have given."""
        return self.differing - self.reached


def reacted(d: Drawn, change: Changed, pusher: Pusher, walking: type[Walker] = Walker) -> Found:
    """What reach gives for a change, beside what asking everything twice gives. Raises NotReachable."""
    way = affected([d.model], change.table, d.key, pusher, walking)
    was, now = (on_rows(d.model, t, NOW) for t in (change.before, change.after))
    place = d.model.columns.index(d.key)
    differing = frozenset(r[place] for r in {**(was - now), **(now - was)})
    if way is None:
        return Found(differing, frozenset())
    demands = {way.changed.name: change.images(way.changed.columns)}
    got = RowEngine(way.relation).run(TableFetch(change.either(), NOW), demands, NOW.date())
    return Found(differing, frozenset(k for (k,) in got) | ({None} if None in differing else frozenset()))


def tables_of(d: Drawn) -> list[str]:
    """Tables that the model reads, in their order."""
    return sorted({n.table for n in topological(d.model) if isinstance(n, Source)})
