"""What was read from a paper as rows of the court's tables."""

from __future__ import annotations

import datetime as dt
from typing import Any

import orjson

from mingjing.reading import Article, Value
from mingjing.reading.points import Found

Row = dict[str, Any]


def point_row(p: Found, number: int, document: int, case: int, known: dt.datetime) -> Row:
    """One info point as a row."""
    place = {"raw": p.text, "start": p.start, "end": p.end, "confidence": p.confidence, "read_by": p.by}
    named = {"code": p.id, "name": p.name, "value": written(p.value)}
    return {"info_point_id": number, "document_id": document, "case_id": case, **named, **place, "_from": known}


def article_row(v: Value[Article], number: int, document: int, case: int, known: dt.datetime) -> Row:
    """One article of the deciding clause as a row."""
    a = v.value
    ids = {"cited_article_id": number, "document_id": document, "case_id": case}
    place = {"law": a.law, "article": a.article, "paragraph": text(a.paragraph), "item": text(a.item)}
    return {**ids, **place, "start": v.start, "end": v.end, "_from": known}


def written(value: object) -> str:
    """The value as one text: words as they are, true and false as 是 and 否, objects as JSON."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def text(number: object) -> str | None:
    """A number as text."""
    return None if number is None else str(number)
