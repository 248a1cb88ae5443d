"""Reading a paper for the screens: its sections and its values, as strings that a page can show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mingjing.ingest.points import written
from mingjing.papers.standing import Point
from mingjing.reading import read
from mingjing.reading.points import Found, points
from mingjing.reading.points.context import Context
from mingjing.reading.points.reading import applying

SECTIONS = {
    "head": "首部",
    "parties": "当事人",
    "proceedings": "程序经过",
    "body": "诉辩与事实",
    "reasoning": "裁判理由",
    "orders": "裁判主文",
    "tail": "落款",
    "appendix": "附录",
}
FIELDS = ("code", "name", "value", "text", "start", "end", "confidence", "by")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper."""

    code: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of a text."""

    sections: list[Section]
    points: list[Point]
    case_number: str
    title: str
    signed_on: Any
    applying: list[str]


def reading_of(text: str) -> Reading:
    """The text, read now."""
    paper = read(text)
    return Reading(
        sections=[Section(s.value, SECTIONS[s.value], s.start, s.end) for s in paper.sections if s.text.strip()],
        points=[_found(f) for f in points(paper)],
        case_number=paper.case_number.value if paper.case_number else "",
        title=paper.document_type.value if paper.document_type else "",
        signed_on=paper.dates.judgment.value if paper.dates.judgment else None,
        applying=[point.id for point in applying(Context(paper))],
    )


def _found(f: Found) -> Point:
    return Point(f.id, f.name, written(f.value), f.text, f.start, f.end, f.confidence, f.by)


def point_from(row: dict[str, Any]) -> Point:
    """A point from a row of the info point table or of a kept reading."""
    return Point(**{f: row[f] for f in FIELDS})


def row_of(point: Point) -> dict[str, Any]:
    """A point as it is kept."""
    return {f: getattr(point, f) for f in FIELDS}
