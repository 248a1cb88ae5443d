"""Every info point of a paper: the points that apply to it, each found by its reader or by its own row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from mingjing.reading.paper import Paper
from mingjing.reading.points import readers
from mingjing.reading.points.confidence import of_row, sure_of
from mingjing.reading.points.context import Context
from mingjing.reading.points.grammar import Hit, Matcher, matcher
from mingjing.reading.points.kinds import category_of
from mingjing.reading.points.normal import normal, own_form
from mingjing.reading.points.point import Found, Kind, Point
from mingjing.reading.points.registry import POINTS
from mingjing.reading.values import Value

AT_MOST = 60
"""Values of one point in one paper; a statement of account may name thousands of amounts."""
RULINGS = ("裁定书", "调解书")
_OPENING = 400
_NUMBERS = "{C}"


def points(paper: Paper) -> tuple[Found, ...]:
    """Every info point found in `paper`, in the order of the list of points, then of the text."""
    context = Context(paper)
    return tuple(found for point in applying(context) for found in _found(point, context))


def applying(context: Context) -> Iterator[Point]:
    """The points that apply to a paper of this kind and case."""
    kind = context.kind
    category = _of(context.paper.case_category) or category_of(kind)
    for point in _for_kind(kind, category):
        if point.causes is None or point.causes.search(_causes(context)):
            yield point


@lru_cache(maxsize=256)
def _for_kind(kind: str | None, category: str | None) -> tuple[Point, ...]:
    return tuple(
        point
        for point in POINTS.values()
        if not point.spoken
        and _is_for(point.papers, kind)
        and (category is None or not point.categories or _SAME.get(category, category) in point.categories)
    )


_SAME = {"国家赔偿": "行政"}


def _is_for(papers: str, kind: str | None) -> bool:
    groups = {"all": True, "judgments": kind not in RULINGS, "rulings": kind in RULINGS, "mediation": kind == "调解书"}
    return groups[papers] if papers in groups else kind in papers.split("|")


def _causes(context: Context) -> str:
    """The causes of action; where none is read, the opening of the paper."""
    named = "、".join(cause.value for cause in context.paper.causes)
    return named or context.plain[: context.zones["parties"][1] + _OPENING]


def _found(point: Point, context: Context) -> Iterator[Found]:
    values = READERS[point.reader](context) if point.reader else by_row(point, context)
    yield from _as_found(point, islice(values, AT_MOST if point.many else 1))


def _as_found(point: Point, values: Iterator[Value[Any]]) -> Iterator[Found]:
    for v in values:
        value = v.value.isoformat() if hasattr(v.value, "isoformat") else v.value
        confidence = sure_of(point, v.confidence)
        yield Found(point.id, point.name, value, v.text, v.start, v.end, confidence, v.by)


def by_row(point: Point, context: Context) -> Iterator[Value[Any]]:
    """What a point's own row finds: in the first of its sections that has any, each value once (or once a party)."""
    if not context.names(point.cues):
        return
    found, by, sure = _matcher(point.value), f"rule.{point.identifier}", of_row(point)
    for span in context.spans(point.section):
        seen: set[str] = set()
        for hit in found(context, point.cues, span):
            value = _value(point, context, hit)
            key = f"{value}@{hit.start}" if point.per_party else str(value)
            if value is not None and key not in seen:
                seen.add(key)
                text = context.paper.text[hit.start : hit.end]
                yield Value(value, text, hit.start, hit.end, sure, by)
        if seen:
            return


@lru_cache(maxsize=1024)
def _matcher(value: str) -> Matcher:
    return matcher(value)


def _value(point: Point, context: Context, hit: Hit) -> Any:
    if hit.value is not None:
        return hit.value
    if _NUMBERS in point.value:
        return _another_number(context, context.plain[hit.start : hit.end])
    source = context.plain if point.kind in _NUMERIC else context.paper.text  # words stay as they are printed
    return normal(point.kind, source[hit.start : hit.end])


_NUMERIC = (Kind.MONEY, Kind.DATE, Kind.TERM, Kind.NUMBER)


def _another_number(context: Context, text: str) -> str | None:
    """A case number, unless it is the paper's own."""
    own, number = context.paper.case_number, own_form(text)
    return None if own is not None and own.value == number else number


def _of(value: Value[str] | None) -> str | None:
    return value.value if value is not None else None


Reader = Callable[[Context], Iterator[Value[Any]]]
_FILES = {name.rpartition(".")[2]: module for name, module in readers.MODULES.items()}
READERS: dict[str, Reader] = {
    point.reader: getattr(_FILES[point.reader.partition(".")[0]], point.reader.partition(".")[2])
    for point in POINTS.values()
    if point.reader and not point.spoken
}
"""The functions that rows name as their readers; those of records name the rule among `transcripts`."""
