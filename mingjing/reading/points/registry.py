"""The declared points: every row of `declared/*.csv`, by identifier, in the order of the list."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from mingjing.reading.points.point import Kind, Point

# the letters that the list of points uses for case categories, as a paper's category is called
_CATEGORIES = {
    "民": "民事",
    "商": "民事",
    "知": "民事",
    "海": "民事",
    "金": "民事",
    "刑": "刑事",
    "行": "行政",
    "执": "执行",
}
FAMILIES = {
    "judgment_head": "首部",
    "judgment_parties": "当事人",
    "judgment_procedure": "程序经过",
    "judgment_claims": "诉请与答辩",
    "judgment_evidence": "证据",
    "judgment_facts": "事实通用",
    "judgment_contract": "合同借贷",
    "judgment_tort": "家事人身侵权",
    "judgment_criminal": "刑事",
    "judgment_admin": "行政",
    "judgment_special": "知产海事金融",
    "judgment_links": "破产执行关联",
    "judgment_reasons": "理由法律",
    "judgment_orders": "主文",
    "judgment_tail": "尾部",
    "ruling_head": "裁定首部",
    "ruling_grounds": "裁定事由",
    "ruling_preservation": "保全",
    "ruling_enforcement": "执行",
    "ruling_mediation": "调解内容",
    "ruling_criminal": "刑事裁定",
    "ruling_admin": "行政裁定",
    "ruling_tail": "裁定尾部",
    "other_papers": "当事人文书与其他文书",
    "hearing_records": "庭审笔录",
    "quality": "文书质量",
}
"""The files of `declared`, in order, and what their points are about."""


def _rows() -> Iterator[Point]:
    folder = files(__package__).joinpath("declared")
    for family in FAMILIES:
        with folder.joinpath(f"{family}.csv").open(encoding="utf-8") as lines:
            yield from (_point(row, family) for row in csv.DictReader(lines))


def _point(row: dict[str, Any], family: str) -> Point:
    return Point(
        id=row["id"],
        identifier=row["identifier"],
        name=row["name"],
        kind=Kind(row["type"]),
        card=row["card"],
        unit=row["unit"],
        family=family,
        papers=row["papers"],
        categories=tuple(dict.fromkeys(_CATEGORIES[letter] for letter in row["categories"])),
        causes=re.compile(row["causes"]) if row["causes"] else None,
        section=row["section"],
        cues=tuple(word for word in row["cue"].split("|") if word),
        value=row["value"],
        reader=row["reader"],
        example=row["example"],
        gives=row["gives"],
    )


POINTS: dict[str, Point] = {point.id: point for point in _rows()}
"""Every declared point by its identifier, in the order of the list of points."""
