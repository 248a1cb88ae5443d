"""Info points of a paper that came from a file: where each is printed, and whether it was recognised in an image."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from mingjing.reading.files.layout import RECOGNISED, FileText, Place
from mingjing.reading.points import Found

SHOWN_TO_A_PERSON = 0.79
"""Numbers, days and amounts that were recognised are never surer than this: a digit wrong by one looks as good."""


def doubted(points: Iterable[Found], layout: FileText | None) -> list[Found]:
    """The points; those whose words were recognised are no surer than their letters, and say so in `by`."""
    return [_doubted(point, layout) if layout else point for point in points]


def _doubted(point: Found, layout: FileText) -> Found:
    if not layout.recognised(point.start, point.end):
        return point
    most = SHOWN_TO_A_PERSON if any(map(str.isdecimal, point.text)) else 1.0
    sure = min(point.confidence, layout.confidence(point.start, point.end), most)
    return replace(point, confidence=round(sure, 4), by=f"{point.by}+ocr")


def place_of(point: Found, layout: FileText | None) -> dict[str, Any]:
    """Page, line, boxes and origin of a point's words; nothing for formats without pages."""
    places = layout.places(point.start, point.end) if layout else ()
    if not places or places[0].box is None:
        return {}
    origin = "ocr" if any(place.origin == RECOGNISED for place in places) else "text"
    boxes = [{"page": place.page, "box": _box(place)} for place in places]
    return {"page": places[0].page, "line": places[0].line, "origin": origin, "boxes": boxes}


def _box(place: Place) -> list[float]:
    box = place.box
    return [round(edge, 1) for edge in (box.left, box.top, box.right, box.bottom)] if box else []
