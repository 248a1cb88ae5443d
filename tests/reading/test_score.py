"""Scoring papers against labelled rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mingjing.reading import read
from mingjing.reading.errors import WrongGold
from mingjing.reading.gold import to_gold
from mingjing.reading.score import POINTS, score, score_file

TEXT = (Path(__file__).parents[1] / "golden" / "criminal_judgment" / "two_accused.txt").read_text(encoding="utf-8")


def row() -> dict[str, Any]:
    return to_gold(read(TEXT, "a"))


def test_a_paper_against_its_own_row_is_all_right() -> None:
    scores = score([("a", row(), row())])
    assert {mark.f1 for mark in scores.marks.values()} == {1.0}
    assert scores.micro == scores.macro == 1.0
    assert not scores.leaked


def test_one_wrong_article_and_number_are_reported_with_the_paper() -> None:
    labelled = row() | {"case_no": "（2018）庚0635刑初183号"}
    labelled["cited_articles"] = labelled["cited_articles"][1:]
    marks = score([("a", row(), labelled)]).marks
    assert marks["case_no"].f1 == 0
    assert marks["case_no"].misses == [("a", ["（2018）庚0635刑初182号"], ["（2018）庚0635刑初183号"])]
    assert marks["articles"].recall == 1
    assert 0.7 < marks["articles"].precision < 1


def test_a_value_missed_costs_recall_and_one_too_many_costs_precision() -> None:
    got, labelled = row(), row()
    got["defendants"][0]["circumstances"] = ["坦白"]
    labelled["defendants"][0]["circumstances"] = ["坦白", "谅解"]
    labelled["defendants"][0]["circumstances_rejected"] = ["从犯"]
    marks = score([("a", got, labelled)]).marks
    assert marks["circumstances"].precision == 1
    assert marks["circumstances"].recall < 1


def test_a_refused_circumstance_read_as_accepted_leaks() -> None:
    got, labelled = row(), row()
    name = got["defendants"][0]["name"]
    got["defendants"][0]["circumstances"] = ["从犯"]
    labelled["defendants"][0]["circumstances"] = []
    labelled["defendants"][0]["circumstances_rejected"] = ["从犯"]
    assert score([("a", got, labelled)]).leaked == [("a", (name, "从犯"))]


def test_what_a_row_does_not_label_counts_neither_way() -> None:
    labelled = row()
    del labelled["defendants"]
    assert score([("a", row(), labelled)]).marks["charges"].read == 0


def test_a_file_of_rows_is_scored(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "gold": row()}) + "\n", encoding="utf-8")
    assert score_file(path).marks["parties"].f1 == 1


def test_rows_without_labels_are_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a7", "text": TEXT}) + "\n", encoding="utf-8")
    with pytest.raises(WrongGold, match="a7"):
        score_file(path)


def test_every_goal_is_a_rate() -> None:
    assert all(point.goal is None or 0.9 <= point.goal <= 1 for point in POINTS.values())
