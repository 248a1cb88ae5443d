"""Whatever changes in a court, reach gives every key of which a model then says something else."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from mingjing.algebra.errors import NotReachable
from mingjing.algebra.reach import Walker
from mingjing.algebra.relation import Join, Project
from mingjing.conformance.asking import on_rows
from mingjing.conformance.changing import Changed, Found, random_change, reacted, tables_of
from mingjing.conformance.court import SOURCES, random_tables
from mingjing.conformance.drawing import NOW, Drawn, drawn, pushers
from mingjing.conformance.mutants import FORGETFUL, REACH

SEEDS = [*range(40), *(pytest.param(s, marks=pytest.mark.long) for s in range(60, 1500))]
CHANGES = 3


def found(d: Drawn, walking: type[Walker] = Walker, changed: type[Changed] = Changed) -> Iterator[Found]:
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


@pytest.mark.parametrize("seed", SEEDS)
def test_no_key_that_changes_is_missed(seed: int) -> None:
    assert not [f for f in found(drawn(seed)) if f.missed]


def test_the_changes_are_not_empty_ones_and_reach_is_not_everything() -> None:
    all_found = [f for seed in range(60) for f in found(drawn(seed))]
    assert sum(bool(f.differing) for f in all_found) > 40
    needless = sum(len(f.reached - f.differing) for f in all_found)
    assert needless < 3 * sum(len(f.differing) for f in all_found)


CASES, OTHER, _ = SOURCES
MAYBE = Join(CASES, OTHER, (("p", "k"),), outer=True)
ONWARD = Project(CASES, tuple((f"r_{c}", c) for c in CASES.columns))
PARTNERLESS = Join(MAYBE, ONWARD, (("q", "r_case_id"),), outer=True)


def partnerless(seed: int) -> Drawn:
    """Rows that an outer join leaves alone, and from whose empty columns another one leads on."""
    tables = random_tables(random.Random(f"partnerless {seed}"))
    return Drawn(seed, tables, PARTNERLESS, "case_id", on_rows(PARTNERLESS, tables, NOW))


@pytest.mark.parametrize("seed", range(20))
def test_a_row_that_loses_or_finds_its_partner_is_not_missed(seed: int) -> None:
    assert not [f for f in found(partnerless(seed)) if f.missed]


@pytest.mark.parametrize("name", REACH)
def test_a_wrong_rule_of_reach_is_found_out(name: str) -> None:
    courts = (d for seed in range(600) for d in (partnerless(seed), drawn(seed)))
    assert any(f.missed for d in courts for f in found(d, walking=REACH[name]))


@pytest.mark.parametrize("name", FORGETFUL)
def test_reading_less_than_both_states_is_found_out(name: str) -> None:
    assert any(f.missed for seed in range(600) for f in found(drawn(seed), changed=FORGETFUL[name]))
