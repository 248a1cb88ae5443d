"""Invented papers of each kind and the points that must be read from them; what stands where, whatever the paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mingjing.reading import read
from mingjing.reading.points import POINTS, Found, points
from mingjing.reading.points.context import Context
from mingjing.reading.points.figures import figures

PAPERS = sorted((Path(__file__).parent / "papers").glob("*.txt"))
LINES = sorted({line for paper in PAPERS for line in paper.read_text(encoding="utf-8").splitlines() if line})


def values(found: tuple[Found, ...], code: str) -> Any:
    """What was found of a point: a list where it may be stated more than once."""
    there = [one.value for one in found if one.id == code]
    return there if POINTS[code].many else (there or [None])[0]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_the_points_of_a_paper_are_read(paper: Path) -> None:
    expected = yaml.safe_load(paper.with_suffix(".yaml").read_text(encoding="utf-8"))
    found = points(read(paper.read_text(encoding="utf-8")))
    assert len(expected) >= 8
    assert {code: values(found, code) for code in expected} == expected


def test_a_point_whose_function_found_nothing_in_real_papers_is_read_in_an_invented_one() -> None:
    invented = [paper.read_text(encoding="utf-8") for paper in PAPERS]
    unseen = {p.id: p for p in POINTS.values() if p.reader and not p.spoken and not figures()[p.id].papers}
    seen = {one.id for text in (*invented, *(p.example for p in unseen.values())) for one in points(read(text))}
    assert [code for code in unseen if code not in seen] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_a_paper_has_only_points_of_its_kind(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    read_paper = read(text)
    kind = Context(read_paper).kind
    groups = {"all", kind, "mediation"} if kind == "调解书" else {"all", kind}
    groups |= {"rulings"} if kind in ("裁定书", "调解书") else {"judgments"}
    assert all(
        kind in POINTS[one.id].papers.split("|") or POINTS[one.id].papers in groups for one in points(read_paper)
    )


@given(st.lists(st.sampled_from(LINES), max_size=40).map("\n".join))
@settings(max_examples=60, deadline=None)
def test_in_any_mixture_of_lines_every_value_stands_where_it_is_said_to(text: str) -> None:
    for one in points(read(text)):
        assert text[one.start : one.end] == one.text != ""
        assert 0 < one.confidence <= 1
        json.dumps(one.to_json())


@given(st.text(alphabet="（）〔〕第号元万一二年月日，。；、：\n《》甲乙0123456789 本院认为查明判决如下", max_size=400))
@settings(max_examples=60, deadline=None)
def test_shuffled_signs_are_read(text: str) -> None:
    assert all(text[one.start : one.end] == one.text for one in points(read(text)))
