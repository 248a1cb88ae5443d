"""Real, hand-labelled papers: how much of them is read rightly. They never leave ../shared/data."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingjing.reading.score import POINTS, Scores, score_file

DATA = Path(__file__).parents[3] / "shared" / "data"

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def scores() -> Scores:
    gold = DATA / "gold.jsonl"
    assert gold.is_file(), f"{gold} is missing: put the folder of real papers there"
    return score_file(gold)


@pytest.mark.parametrize(("name", "goal"), [(n, p.goal) for n, p in POINTS.items() if p.goal is not None])
def test_the_goal_of_a_point_is_reached(scores: Scores, name: str, goal: float) -> None:
    assert scores.marks[name].f1 >= goal, scores.marks[name].misses


def test_no_refused_circumstance_is_taken_for_an_accepted_one(scores: Scores) -> None:
    assert not scores.leaked
