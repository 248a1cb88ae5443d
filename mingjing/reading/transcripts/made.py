"""How one found value of an info point of a record is made; the points are declared in `points/declared`."""

from __future__ import annotations

from typing import Any

from mingjing.reading.points import POINTS, Found
from mingjing.reading.points.confidence import UNCHECKED
from mingjing.reading.sections import Span


def found(point: str, value: Any, text: str, span: Span, by: str, confidence: float = UNCHECKED) -> Found:
    """One value of a point with the words it was read from; no record of a court was at hand to be surer by."""
    start, end = span
    sure = min(confidence, UNCHECKED)
    return Found(point, POINTS[point].name, value, text[start:end], start, end, sure, by)
