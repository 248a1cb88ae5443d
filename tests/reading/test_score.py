"""Scoring papers against labelled rows."""

from __future__ import annotations

import json
from pathlib import Path

from mingjing.reading import read
from mingjing.reading.gold import to_gold
from mingjing.reading.score import score, score_file

TEXT = (Path(__file__).parents[1] / "golden" / "criminal_judgment" / "two_accused.txt").read_text(encoding="utf-8")


def test_a_paper_against_its_own_row_is_all_right() -> None:
    paper = read(TEXT, "a")
    assert {mark.rate for mark in score([paper], {"a": to_gold(paper)}).values()} == {1.0}


def test_one_wrong_article_and_number_are_reported_with_the_paper() -> None:
    paper = read(TEXT, "a")
    row = to_gold(paper) | {"case_no": "（2018）庚0635刑初183号"}
    row["cited_articles"] = row["cited_articles"][1:]
    marks = score([paper], {"a": row})
    assert marks["case_no"].rate == 0
    assert marks["case_no"].misses == (("a", "（2018）庚0635刑初182号", "（2018）庚0635刑初183号"),)
    assert 0.85 < marks["articles"].rate < 1


def test_a_file_of_rows_is_scored(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "gold": to_gold(read(TEXT))}) + "\n", encoding="utf-8")
    assert score_file(path)["parties"].rate == 1
