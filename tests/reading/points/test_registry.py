"""The declared points: complete, well formed, and each row reads its own example."""

from __future__ import annotations

import json
import re

import pytest

from mingjing.reading.points import FAMILIES, POINTS, Kind, Point
from mingjing.reading.points.context import ORDER
from mingjing.reading.points.example import from_example
from mingjing.reading.transcripts import transcript

LISTED = [f"J{n:03}" for n in range(1, 401)] + [f"R{n:03}" for n in range(1, 201)]
BY_ROW = [point for point in POINTS.values() if not point.reader]
SPOKEN = [point for point in POINTS.values() if point.spoken]


def test_every_point_of_the_list_is_declared_in_its_order() -> None:
    assert [point for point in POINTS if point[0] in "JR"] == LISTED


def test_identifiers_are_unique_within_their_kind_of_paper() -> None:
    for letter in "JRT":
        named = [point.identifier for point in POINTS.values() if point.id.startswith(letter)]
        assert len(named) == len(set(named))


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_points(family: str) -> None:
    assert any(point.family == family for point in POINTS.values())


@pytest.mark.parametrize("point", POINTS.values(), ids=lambda point: point.id)
def test_a_point_is_declared_whole(point: Point) -> None:
    assert point.name
    assert point.card in "1?*"
    assert point.example
    assert bool(point.reader) != bool(point.value), "found by a function or by its row, not both"
    assert not point.value or (point.cues and point.section)
    assert set(re.split("[->]", point.section)) <= {*ORDER, "all", ""}
    assert point.unit or point.kind not in (Kind.MONEY, Kind.TERM)


@pytest.mark.parametrize("point", BY_ROW, ids=lambda point: point.id)
def test_a_row_reads_its_own_example(point: Point) -> None:
    assert said([v.value for v in from_example(point)]) == point.gives != ""


def said(values: list[object]) -> str:
    """Values as a row writes them."""
    return "；".join(v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for v in values)


@pytest.mark.parametrize("point", SPOKEN, ids=lambda point: point.id)
def test_a_point_of_a_record_is_read_from_its_example_by_the_rule_it_names(point: Point) -> None:
    found = [one for one in transcript(point.example).points if one.id == point.id]
    assert said([one.value for one in found]) == point.gives != ""
    assert point.reader in {one.by for one in found}
    assert all(point.example[one.start : one.end] == one.text != "" for one in found)


def test_twenty_points_of_hearing_records_are_declared() -> None:
    assert [point.id for point in SPOKEN] == [f"T{n:03}" for n in range(1, 21)]


@pytest.mark.parametrize("point", BY_ROW, ids=lambda point: point.id)
def test_a_value_stands_in_the_example_where_it_is_said_to(point: Point) -> None:
    assert all(point.example[v.start : v.end] == v.text != "" for v in from_example(point))
