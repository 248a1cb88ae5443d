"""Real, hand-labelled papers: how much of them is read rightly. They never leave ../shared/data."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from mingjing.reading.files import SourcePaper, papers_in
from mingjing.reading.reader import read
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


def test_real_papers_are_read_at_a_hundred_a_second() -> None:
    papers = [paper for paper in papers_in(DATA / "judgments.jsonl.gz") if isinstance(paper, SourcePaper)][:400]
    assert papers, f"{DATA / 'judgments.jsonl.gz'} is empty"
    started = time.process_time()
    for paper in papers:
        read(paper.text, paper.id)
    assert len(papers) / (time.process_time() - started) >= 100
