"""Info points over real papers: the XML deconstructions, and what holds for every value. They never leave the data."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from mingjing.cli.bench.reading_points import XML_GOAL, together
from mingjing.reading import read
from mingjing.reading.points import points
from mingjing.reading.points.xml_labels import score_xml

DATA = Path(__file__).parents[3] / "shared" / "data"

pytestmark = pytest.mark.real


def test_the_goal_over_xml_elements_is_reached() -> None:
    marks = score_xml(DATA / "nju_xml_labels.jsonl")
    assert together(marks).f1 >= XML_GOAL, {tag: mark.misses for tag, mark in marks.items() if mark.misses}


def test_every_value_stands_in_the_paper_where_it_is_said_to() -> None:
    with gzip.open(DATA / "judgments.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines][::7]
    found = [(text, one) for text in texts for one in points(read(text))]
    assert len(found) > 40 * len(texts)
    assert all(text[one.start : one.end] == one.text != "" for text, one in found)
