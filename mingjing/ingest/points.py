"""An info point as a row of the court's table."""

from __future__ import annotations

import datetime as dt
from typing import Any

Row = dict[str, Any]


def point_row(p: Row, number: int, document: int, case: int, known: dt.datetime) -> Row:
    """One info point as a row."""
    place = {"raw": p["text"], "start": p["start"], "end": p["end"], "confidence": p["confidence"], "read_by": p["by"]}
    named = {"code": p["id"], "name": p["name"], "value": str(p["value"])}
    return {"info_point_id": number, "document_id": document, "case_id": case, **named, **place, "_from": known}
