"""Precision, its lower bound, and the gate."""

from __future__ import annotations

import pytest

from mingjing.lifecycle.precision import Gate, Tally, wilson_lower

KNOWN = [
    (0, 0, 0.0),
    (0, 10, 0.0),
    (10, 10, 0.7225),
    (8, 10, 0.4902),
    (20, 20, 0.8389),
    (50, 100, 0.4038),
]
"""Hits, observations, lower bound of the 95 % Wilson interval (statsmodels proportion_confint, method wilson)."""


@pytest.mark.parametrize(("hits", "n", "lower"), KNOWN)
def test_the_lower_bound_is_wilsons(hits, n, lower):
    assert wilson_lower(hits, n) == pytest.approx(lower, abs=5e-5)


def test_doubtful_clues_count_for_neither_side():
    tally = Tally(confirmed=3, refuted=1, doubtful=7, pending=5)
    assert (tally.clues, tally.verified, tally.precision) == (16, 4, 0.75)
    assert Tally(doubtful=3).precision is None


GATES = [
    (19, 0, False, "已核验 19 条，至少需要 20 条。"),
    (20, 0, True, ""),
    (16, 4, False, "核验准确率的置信下限为 58%，至少需要 60%。"),
    (17, 3, True, ""),
]


@pytest.mark.parametrize(("confirmed", "refuted", "passed", "reason"), GATES)
def test_the_gate_opens_by_number_and_by_lower_bound(confirmed, refuted, passed, reason):
    gate = Gate(Tally(confirmed=confirmed, refuted=refuted), need_verified=20, need_lower=0.6)
    assert (gate.passed, gate.reason) == (passed, reason)
