"""Real, hand-labelled papers: how much of them is read rightly. They never leave ../shared/data."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingjing.reading.score import Mark, score_file

DATA = Path(__file__).parents[3] / "shared" / "data"
GOALS = {
    "case_no": 0.92,
    "court": 0.92,
    "judgment_date": 0.92,
    "clerk": 0.92,
    "articles": 0.95,
    "articles_paragraph": 0.95,
    "articles_item": 0.90,
    "parties": 0.95,
}

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def marks() -> dict[str, Mark]:
    gold = DATA / "gold.jsonl"
    assert gold.is_file(), f"{gold} is missing: put the folder of real papers there"
    return score_file(gold)


@pytest.mark.parametrize(("field", "goal"), GOALS.items())
def test_the_goal_of_a_field_is_reached(marks: dict[str, Mark], field: str, goal: float) -> None:
    assert marks[field].rate >= goal, marks[field].misses
