"""Whatever changes in a court, reach gives every key of which a model then says something else."""

from __future__ import annotations

import pytest

from mingjing.conformance.drawing import drawn
from mingjing.conformance.mutants import FORGETFUL, REACH
from mingjing.conformance.sharpness import hard, reactions, shows_reach

SEEDS = [*range(40), *(pytest.param(s, marks=pytest.mark.long) for s in range(40, 1500))]
ENOUGH = range(1500)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_key_that_changes_is_missed(seed: int) -> None:
    assert not [f for f in reactions(drawn(seed)) if f.missed]


@pytest.mark.parametrize("seed", range(20))
def test_hard_models_miss_no_key_either(seed: int) -> None:
    assert not [f for d in hard(seed) for f in reactions(d) if f.missed]


def test_the_changes_are_not_empty_ones_and_reach_is_not_everything() -> None:
    found = [f for seed in range(60) for f in reactions(drawn(seed))]
    assert sum(bool(f.differing) for f in found) > 40
    needless = sum(len(f.reached - f.differing) for f in found)
    assert needless < 3 * sum(len(f.differing) for f in found)


@pytest.mark.parametrize("name", REACH)
def test_a_wrong_rule_of_reach_is_found_out(name: str) -> None:
    assert shows_reach(ENOUGH, walking=REACH[name]) is not None


@pytest.mark.parametrize("name", FORGETFUL)
def test_reading_less_than_both_states_is_found_out(name: str) -> None:
    assert shows_reach(ENOUGH, changed=FORGETFUL[name]) is not None
