"""Checked papers as examples that readers learn from: one JSON object per line, the format of `mingjing reading train`.

A line holds `id`, `text` and `points`, each point with `id`, `start`, `end` and `value`. Only papers checked from end
to end are given: in a paper that nobody finished, a missing value would teach that there is none.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from mingjing.accounts import audit
from mingjing.accounts.models import Person
from mingjing.papers.models import Paper
from mingjing.papers.queries import checked_sheets
from mingjing.papers.sheets import Sheet, sheet_of_record
from mingjing.papers.veil import OPEN, veil_over


@dataclass(frozen=True)
class Line:
    """One example with the cases it is about."""

    json: bytes
    case_ids: list[int]


def lines(person: Person) -> list[Line]:
    """The examples within a person's sight, with people covered for those who may not see them."""
    return [
        Line(orjson.dumps(example(s, masked=person.masked), option=orjson.OPT_APPEND_NEWLINE), s.case_ids)
        for s in checked_sheets(person)
    ]


def write_all(out: Path) -> int:
    """Write every checked paper of the platform, for its keeper at the machine; gives how many."""
    sheets = [sheet_of_record(p) for p in Paper.objects.exclude(checked_at=None).select_related("court").order_by("pk")]
    rows = (orjson.dumps(example(s, masked=False), option=orjson.OPT_APPEND_NEWLINE) for s in sheets)
    out.write_bytes(b"".join(rows))
    ids = {c for s in sheets for c in s.case_ids}
    audit.record("system", "导出训练样本", case_ids=ids, purpose="训练文书解构模型", facts={"papers": len(sheets)})
    return len(sheets)


def example(sheet: Sheet, *, masked: bool, codes: Collection[str] | None = None) -> dict[str, Any]:
    """One checked paper as an example; values without a place in the text teach nothing and are left out.

    `codes` narrows it to some info points.
    """
    wanted = (p for p in sheet.points if codes is None or p.code in codes)
    points = [p for p in wanted if p.act != "reject" and p.start is not None]
    veil = veil_over([*points, *sheet.reading.points]) if masked else OPEN
    return {
        "id": sheet.key,
        "text": veil.text(sheet.text),
        "points": [
            {"id": p.code, "start": p.start, "end": p.end, "value": veil.value(p.name, p.value)} for p in points
        ],
    }
