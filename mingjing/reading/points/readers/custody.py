"""Coercive measures: when each accused was detained, arrested, released on bail, or set free.

2020年1月3日被刑事拘留，同年2月1日被逮捕，次日…: a day may lean on the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mingjing.court.numerals import DATE, integer, parse_date
from mingjing.reading.points.context import Context
from mingjing.reading.sections import Span
from mingjing.reading.values import Value, at

Values = Iterator[Value[Any]]
_DAY = re.compile(
    rf"(?P<whole>{DATE})|(?P<year>同年|次年)(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日|(?P<month>同月|当月)(?P<md>\d{{1,2}})日"
    r"|(?P<next>次日|翌日)|(?P<same>同日|当日|当天)"
)
_MEASURE = re.compile(r"解除(?:取保候审|监视居住)|刑事拘留|行政拘留|拘留|逮捕|羁押|抓获|取保候审|监视居住|释放")
_HELD = ("刑事拘留", "拘留", "逮捕", "羁押", "抓获")
_FREED = ("取保候审", "释放")


@dataclass(frozen=True, slots=True)
class _Day:
    """A day and where it stands; one that leans on another is less sure."""

    day: date
    span: Span
    leans: bool


def held(context: Context) -> Values:
    """Days on which an accused was detained or arrested."""
    return _measures(context, _HELD)


def freed(context: Context) -> Values:
    """Days on which custody ended: by bail or release."""
    return _measures(context, _FREED)


def bailed(context: Context) -> Values:
    """Days on which bail began."""
    return _measures(context, ("取保候审",))


def _measures(context: Context, kinds: tuple[str, ...]) -> Values:
    for span in context.spans("parties>proceedings"):
        days = list(_days(context.plain, span))
        ends = [*(day.span[0] for day in days[1:]), span[1]]
        found = [_measure(context, day, end, kinds) for day, end in zip(days, ends[: len(days)], strict=True)]
        yield from (value for value in found if value is not None)
        if any(found):
            return


def _measure(context: Context, day: _Day, end: int, kinds: tuple[str, ...]) -> Value[Any] | None:
    """The day, where one of the measures is the first named in its clause or the next one."""
    limit = min(end, day.span[1] + 60, context.sentence(day.span[1])[1])
    measure = _MEASURE.search(context.plain, day.span[1], limit)
    if measure is None or measure.group() not in kinds:
        return None
    return at(context.paper.text, day.day.isoformat(), day.span, "custody.measure", 0.85 if day.leans else 0.95)


def _days(plain: str, span: Span) -> Iterator[_Day]:
    """The days of the span in order; 同年 and the like count from the day before them."""
    last: date | None = None
    for found in _DAY.finditer(plain, *span):
        day = parse_date(found["whole"]) if found["whole"] else (_leaning(found, last) if last else None)
        if day is not None:
            last = day
            yield _Day(day, found.span(), leans=not found["whole"])


def _leaning(found: re.Match[str], last: date) -> date | None:
    if found["next"] or found["same"]:
        return last + timedelta(days=1 if found["next"] else 0)
    year = last.year + (found["year"] == "次年")
    month, day = (found["m"], found["d"]) if found["year"] else (str(last.month), found["md"])
    return parse_date(f"{year}年{integer(month)}月{integer(day)}日")
