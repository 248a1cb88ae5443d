"""Reading a paper for the screens: its sections and its values, as strings that a page can show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from mingjing.ingest.points import written
from mingjing.ingest.standing import Point
from mingjing.reading import read
from mingjing.reading.learning.chosen import all_points
from mingjing.reading.points import Found
from mingjing.reading.points.context import Context
from mingjing.reading.points.reading import applying
from mingjing.settings import models_folder

SECTIONS = {
    "head": "首部",
    "parties": "当事人",
    "proceedings": "程序经过",
    "body": "诉辩与事实",
    "claims": "诉讼请求",
    "defence": "答辩",
    "evidence": "证据",
    "findings": "查明事实",
    "reasoning": "裁判理由",
    "deciding": "裁判依据",
    "orders": "裁判主文",
    "fee": "诉讼费用",
    "notice": "权利告知",
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
        sections=one_after_another(text, [(s.value, s.start, s.end) for s in paper.sections]),
        points=[_found(f) for f in all_points(paper, models_folder())],
        case_number=paper.case_number.value if paper.case_number else "",
        title=paper.document_type.value if paper.document_type else "",
        signed_on=paper.dates.judgment.value if paper.dates.judgment else None,
        applying=[point.id for point in applying(Context(paper))],
    )


def one_after_another(text: str, spans: Sequence[tuple[str, int, int]]) -> list[Section]:
    """The parts of a paper without overlap: where finer parts lie inside others, the finer ones.

    >>> [(s.code, s.start, s.end) for s in one_after_another("甲乙丙丁", [("orders", 0, 4), ("fee", 2, 3)])]
    [('orders', 0, 2), ('fee', 2, 3), ('orders', 3, 4)]
    """
    edges = sorted({edge for _, start, end in spans for edge in (start, end)})
    parts: list[Section] = []
    for start, end in pairwise(edges):
        over = [span for span in spans if span[1] <= start and end <= span[2]]
        code = min(over, key=lambda span: span[2] - span[1])[0] if over else ""
        if parts and (parts[-1].code == code or not code or not text[start:end].strip()):
            parts[-1] = replace(parts[-1], end=end)
        elif code and text[start:end].strip():
            parts.append(Section(code, SECTIONS.get(code, "其他"), start, end))
    return parts


def _found(f: Found) -> Point:
    return Point(f.id, f.name, written(f.value), f.text, f.start, f.end, f.confidence, f.by)


def point_from(row: dict[str, Any]) -> Point:
    """A point from a row of the info point table or of a kept reading."""
    return Point(**{f: row[f] for f in FIELDS})


def row_of(point: Point) -> dict[str, Any]:
    """A point as it is kept."""
    return {f: getattr(point, f) for f in FIELDS}
