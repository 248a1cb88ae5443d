"""Confidence is what was measured, and never more than that."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingjing.reading import read
from mingjing.reading.points import POINTS, points
from mingjing.reading.points.confidence import HIGHEST, Check, checks, grammar_of, of_row, sure_of
from mingjing.reading.points.figures import figures


@pytest.mark.parametrize("check", checks().values(), ids=lambda check: check.grammar)
def test_a_check_counts_what_was_right(check: Check) -> None:
    assert 0 < check.right <= check.checked
    assert 0 < check.confidence < 1


def test_a_value_is_never_surer_than_its_point_was_measured() -> None:
    measured = {code: f for code, f in figures().items() if f.precision is not None and f.labelled >= 20}
    assert measured
    for code, figure in measured.items():
        assert sure_of(POINTS[code], 1.0) <= max(figure.precision or 0, 0.8) + 0.05
        assert sure_of(POINTS[code], 0.4) == 0.4


def test_rows_without_labels_are_as_sure_as_rows_of_their_grammar() -> None:
    claims = POINTS["J165"]
    assert figures()["J165"].precision is None
    assert of_row(claims) == pytest.approx(checks()[grammar_of(claims)].confidence)


def test_every_figure_is_of_a_declared_point() -> None:
    assert set(figures()) <= set(POINTS)


def test_values_carry_these_confidences() -> None:
    paper = Path(__file__).parent / "papers" / "labour.txt"
    found = points(read(paper.read_text(encoding="utf-8")))
    by_row = [one for one in found if one.by.startswith("rule.")]
    assert len(by_row) > 20
    assert all(one.confidence == sure_of(POINTS[one.id], of_row(POINTS[one.id])) <= HIGHEST for one in by_row)
