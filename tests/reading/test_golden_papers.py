"""Invented papers beside what should be read from them: tests/golden/<kind>/NAME.txt and NAME.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mingjing.reading import Paper, read
from mingjing.reading.gold import to_gold
from mingjing.reading.points import points

PAPERS = sorted((Path(__file__).parents[1] / "golden").rglob("*.txt"))


def expectation(paper: Paper) -> dict[str, Any]:
    extra = {name: getattr(paper, name) for name in ("disposition", "punitive_claim", "goods", "seller")}
    return to_gold(paper) | {name: value.value if value else None for name, value in extra.items()}


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_a_golden_paper_is_read_as_a_person_expects(path: Path) -> None:
    got = expectation(read(path.read_text(encoding="utf-8"), path.stem))
    expected = path.with_suffix(".json")
    if not expected.exists():
        expected.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{expected} did not exist; it was written, read it before the next run")
    assert got == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_every_point_of_a_golden_paper_keeps_its_place(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = points(read(text))
    assert found
    assert all(point.text == text[point.start : point.end] for point in found)
    json.dumps([point.to_json() for point in found])
