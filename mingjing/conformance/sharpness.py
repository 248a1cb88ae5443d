"""How sharp the questions are: for a wrong rule, the first random court and model that show it to be wrong."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from mingjing.algebra.demand import Pusher
from mingjing.algebra.errors import NotReachable
from mingjing.algebra.reach import Walker
from mingjing.algebra.relation import Join, Project, Union
from mingjing.conformance.asking import TableFetch, on_rows, pushed_on_rows
from mingjing.conformance.changing import Changed, Found, random_change, reacted, tables_of
from mingjing.conformance.court import SOURCES, random_tables
from mingjing.conformance.drawing import NOW, Drawn, drawn, pushers
from mingjing.conformance.models import Models
from mingjing.conformance.mutants import DEMAND, FORGETFUL, REACH

CHANGES = 3
CASES, OTHER, THIRD = SOURCES
MAYBE = Join(CASES, OTHER, (("p", "k"),), outer=True)
ONWARD = Project(CASES, tuple((f"r_{c}", c) for c in CASES.columns))
HARD = (
    Join(MAYBE, ONWARD, (("q", "r_case_id"),), outer=True),
    Union((Project(CASES, (("case_id", "case_id"),)), Project(THIRD, (("case_id", "case_id"),)))),
)
"""Rows that an outer join leaves alone, from whose empty columns another one leads on; rows that come two ways."""


def hard(seed: int) -> Iterator[Drawn]:
    """A random court with models that random ones seldom are like."""
    tables = random_tables(random.Random(f"hard {seed}"))
    for model in HARD:
        yield Drawn(seed, tables, model, "case_id", on_rows(model, tables, NOW))


def differs(d: Drawn, pusher: Pusher) -> bool:
    """Whether the pushed model says something else than the whole one."""
    asked = d.asked(d.rng)
    return pushed_on_rows(d.model, asked, TableFetch(d.tables, NOW), pusher) != asked.of(d.model, d.rows)


def reactions(d: Drawn, walking: type[Walker] = Walker, changed: type[Changed] = Changed) -> Iterator[Found]:
    """What reach gives for random changes of each table, where it can tell."""
    rng = random.Random(f"changes {d.seed}")
    for table in tables_of(d):
        for _ in range(CHANGES):
            change = random_change(rng, d.tables, table, changed)
            for pusher in pushers(rng):
                try:
                    yield reacted(d, change, pusher, walking)
                except NotReachable:
                    continue


def shows_demand(wrong: type[Pusher], seeds: Iterable[int], models: type[Models] = Models) -> int | None:
    """The first seed at which a wrong way of pushing says something else."""
    return next((s for s in seeds if differs(drawn(s, models), wrong())), None)  # type: ignore[arg-type] # a class is hashable


def shows_reach(seeds: Iterable[int], walking: type[Walker] = Walker, changed: type[Changed] = Changed) -> int | None:
    """The first seed at which a wrong way of following changes misses a key."""
    courts = ((s, d) for s in seeds for d in (*hard(s), drawn(s)))
    return next((s for s, d in courts if any(f.missed for f in reactions(d, walking, changed))), None)


def undetected(seeds: range) -> list[str]:
    """The wrong rules that no question shows to be wrong."""
    shown = {name: shows_demand(wrong, seeds) for name, wrong in DEMAND.items()}
    shown |= {name: shows_reach(seeds, walking=wrong) for name, wrong in REACH.items()}
    shown |= {name: shows_reach(seeds, changed=wrong) for name, wrong in FORGETFUL.items()}
    return [name for name, seed in shown.items() if seed is None]
