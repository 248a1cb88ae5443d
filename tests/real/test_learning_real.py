"""Learning on real labelled papers: a part of each public set taught, another part read."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingjing.cli.bench.reading_learning import on
from mingjing.reading.learning.published import cail
from mingjing.reading.learning.scores import micro

DATA = Path(__file__).parents[3] / "shared" / "data"

pytestmark = pytest.mark.real


def test_elements_of_labour_papers_are_learnt_from_sixty() -> None:
    papers = cail.elements(DATA / "elements_labor.jsonl")
    assert micro(on(papers[:60], papers[60:])).f1 >= 0.55


def test_theft_entities_are_learnt_from_five_hundred_sentences() -> None:
    sentences = cail.entities(DATA / "ner_theft.jsonl")
    assert micro(on(sentences[:500], sentences[500:700])).f1 >= 0.60


def test_every_drug_relation_joins_points_of_its_paper() -> None:
    papers = cail.relations(DATA / "re_drug.jsonl")
    assert len(papers) == 1400
    for paper in papers:
        for relation in paper.relations:
            assert paper.points[relation.source].id == "Nh" and paper.points[relation.target].id in ("Nh", "NDR")
