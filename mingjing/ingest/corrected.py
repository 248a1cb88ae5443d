"""A paper as read, with what people said of it above: for its info points, and for the structures topics come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, cast

import orjson

from mingjing.ingest.points import written
from mingjing.ingest.standing import Point, above
from mingjing.reading import Paper, Value
from mingjing.reading.points import POINTS, Found, Kind

PERSON = "人工"
"""How `read_by` begins for a value that a person said."""
_ACTS = {"confirm": "确认", "change": "更正", "add": "补充"}
_NUMBERS = (Kind.MONEY, Kind.TERM, Kind.NUMBER)


def stand(found: Sequence[Point], said: Sequence[Point]) -> tuple[list[int], list[Point]]:
    """Which of the values found stand, by number, and the values that people said that have words in the text."""
    left = above(found, said)
    kept = {id(point) for point in left}
    told = [point for point in left if point.act and point.act != "reject" and point.start is not None]
    return [number for number, point in enumerate(found) if id(point) in kept], told


def corrected(paper: Paper, found: Sequence[Found], said: Sequence[Point]) -> tuple[Paper, list[Found]]:
    """The paper and its info points as they stand."""
    kept, told = stand([as_point(f) for f in found], said)
    return with_said(paper, said), [*(found[n] for n in kept), *map(as_found, told)]


def as_point(f: Found) -> Point:
    """What was found, as it is compared with what people say."""
    return Point(f.id, f.name, written(f.value), f.text, f.start, f.end, f.confidence, f.by)


def as_found(p: Point) -> Found:
    """What a person said, as a value of the paper; nothing is surer."""
    by = f"{PERSON}{_ACTS[p.act]}：{p.by}" if p.act else p.by
    sure = 1.0 if p.act else p.confidence or 0.0
    return Found(p.code, p.name, typed(p.code, p.value or ""), p.text, p.start or 0, p.end or 0, sure, by)


def typed(code: str, value: str) -> Any:
    """A value from its text: numbers, yes and no, and objects as readers give them.

    >>> typed("J124", "3000000"), typed("J115", "2020-01-02"), typed("J052", "是")
    (3000000, '2020-01-02', True)
    """
    kind = POINTS[code].kind if code in POINTS else Kind.TEXT
    if kind is Kind.YES and value in ("是", "否"):
        return value == "是"
    if kind is Kind.LIST or kind in _NUMBERS:
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            return value
    return value


def with_said(paper: Paper, said: Sequence[Point]) -> Paper:
    """The paper with the values that people changed, wherever its structures hold the old one at those words.

    A value that was only rejected stays in the structures: what an order would be without its amount, nobody said.
    """
    for one in said:
        if one.act == "change" and one.old is not None and one.old.start is not None and one.value is not None:
            paper = cast(Paper, _walked(paper, one))
    return paper


def _walked(part: Any, said: Point) -> Any:
    if isinstance(part, Value):
        return _changed(part, said)
    if isinstance(part, tuple):
        return tuple(_walked(one, said) for one in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{f.name: _walked(getattr(part, f.name), said) for f in fields(part)})
    return part


def _changed(value: Value[Any], said: Point) -> Value[Any]:
    old = said.old
    if old is None or (value.start, value.end, _told(value.value)) != (old.start, old.end, old.value):
        return value
    new = _like(value.value, said.value or "")
    return value if new is None else replace(value, value=new, confidence=1.0, by=f"{PERSON}{_ACTS[said.act]}")


def _told(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else written(value)


def _like(old: Any, new: str) -> Any:
    """The new value in the type of the old; None where it cannot be."""
    try:
        if isinstance(old, dt.date):
            return dt.date.fromisoformat(new)
        if isinstance(old, int) and not isinstance(old, bool):
            return int(new)
    except ValueError:
        return None
    return new if isinstance(old, str) else None
