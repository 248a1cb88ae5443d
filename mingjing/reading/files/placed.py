"""Info points of a paper that came from a file: where each is printed, and whether it was recognised in an image."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mingjing.reading.files.layout import FileText, Place

SHOWN_TO_A_PERSON = 0.79
"""Numbers, days and amounts that were recognised are never surer than this: a digit wrong by one looks as good."""


def placed(points: Iterable[dict[str, Any]], layout: FileText | None) -> list[dict[str, Any]]:
    """The points with `page`, `line`, `box` and `origin` of their words; recognised ones as sure as their letters."""
    if layout is None or not (layout.pages or layout.lines):
        return list(points)
    return [point | _place(point, layout) for point in points]


def _place(point: dict[str, Any], layout: FileText) -> dict[str, Any]:
    places = layout.places(point["start"], point["end"])
    if not places or places[0].box is None:
        return {}
    first = places[0]
    found: dict[str, Any] = {"page": first.page, "line": first.line, "origin": _origin(places)}
    found["boxes"] = [{"page": place.page, "box": _box(place)} for place in places]
    if found["origin"] == "ocr":
        sure = min(place.confidence for place in places)
        most = SHOWN_TO_A_PERSON if any(map(str.isdecimal, point["text"])) else 1.0
        found |= {"confidence": round(min(point["confidence"], sure, most), 4), "by": f"{point['by']}+ocr"}
    return found


def _origin(places: Iterable[Place]) -> str:
    return "ocr" if any(place.origin == "ocr" for place in places) else "text"


def _box(place: Place) -> list[float]:
    box = place.box
    return [round(edge, 1) for edge in (box.left, box.top, box.right, box.bottom)] if box else []
