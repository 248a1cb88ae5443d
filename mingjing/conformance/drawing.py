"""One random court with one random model over it, and the questions put to it; a seed always draws the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mingjing.algebra.demand import Pusher
from mingjing.algebra.relation import Relation
from mingjing.algebra.types import Type
from mingjing.conformance.asking import Asked, AskedAt, Bag, on_rows
from mingjing.conformance.court import MOMENTS, Tables, random_tables
from mingjing.conformance.models import Models, of_type

NOW = MOMENTS[1]
TRIES, MOST_ROWS = 8, 2000


@dataclass(frozen=True)
class Drawn:
    """One random court with one random model over it, and what it says now."""

    seed: int
    tables: Tables
    model: Relation
    key: str
    rows: Bag

    @property
    def rng(self) -> random.Random:
        """Chance for the questions, the same on every run."""
        return random.Random(f"questions {self.seed}")

    def asked(self, rng: random.Random) -> Asked:
        """Some values of the key, perhaps beside those of another column; among them NULL and one that is nowhere."""
        other = [c for c, f in self.model.schema.items() if c != self.key and f.type is not Type.UNKNOWN]
        columns = (self.key, rng.choice(other)) if other and rng.random() < 0.3 else (self.key,)
        places = [self.model.columns.index(c) for c in columns]
        keys = {tuple(rng.choice(list(self.rows))[p] for p in places) for _ in range(rng.randint(1, 4)) if self.rows}
        return Asked(columns, frozenset(keys | ({(99,), (None,)} if len(columns) == 1 else set())))

    def asked_at(self, rng: random.Random) -> AskedAt:
        """Several keys, some of them at several moments."""
        place = self.model.columns.index(self.key)
        known = sorted({r[place] for r in self.rows} - {None} or {0})
        keys = rng.sample(known, min(len(known), 4))
        return AskedAt(self.key, tuple({(k, at) for k in keys for at in rng.sample(MOMENTS, rng.randint(1, 3))}))


@lru_cache(maxsize=64)
def drawn(seed: int, models: type[Models] = Models) -> Drawn:
    """The court and the model of a seed, small when odd: if it can be, one that says something."""
    rng = random.Random(seed)
    tables = random_tables(rng)
    for _ in range(TRIES):
        model = models(rng).model(2, 4 if seed % 2 else 12)
        rows = on_rows(model, tables, NOW)
        if 0 < len(rows) < MOST_ROWS:
            break
    return Drawn(seed, tables, model, rng.choice(of_type(model, Type.INT)), rows)


def pushers(rng: random.Random) -> Iterator[Pusher]:
    """The side of a join that goes first is a matter of speed, so any choice will do."""
    yield Pusher()
    yield Pusher(fanout=lambda n, columns: rng.random())
