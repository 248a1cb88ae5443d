"""What the court found, what was disputed, and what it said to each issue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mingjing.court.numerals import DATE, parse_date
from mingjing.reading.points.context import Context
from mingjing.reading.points.readers.claims import split
from mingjing.reading.values import Value, at, trimmed

_FOUND = re.compile(r"查明|认定(?:以下|如下)?事实|本院确认|复核确认")
_DAY = re.compile(rf"({DATE})[^。；\n]{{0,10}}?，?(?=[^。；\n])")
# 争议焦点为：一、…；二、… up to the end of the paragraph or sentence
_ISSUES = re.compile(
    r"争议(?:的)?(?:焦点|问题)(?:主要)?(?:为|是|有|在于|归纳为|如下|集中在)*[一二三四五]?(?:个|点)?[：，]*"
)
_ISSUE_REASON = re.compile(
    r"(?:^|(?<=[。；\n]))(?:（?[一二三四五]）?、|第[一二三四五]，|[一二三四五]、)?关于[^，。；\n]{2,60}"
)


def findings(context: Context) -> Iterator[Value[Any]]:
    """The facts as found, whole; only where the court says that it found them."""
    start, end = context.zones["facts"]
    if end > start and _FOUND.search(context.plain, start, min(end, start + 20)):
        span = trimmed(context.plain, (start, end))
        yield at(context.paper.text, context.paper.text[slice(*span)], span, "facts.findings", 0.9)


def events(context: Context) -> Iterator[Value[Any]]:
    """What happened on a day: each sentence of the findings that begins with one."""
    for start, end in context.sentences(("年",), context.zones["facts"]):
        found = _DAY.search(context.plain, start, end)
        day = parse_date(found[1]) if found else None
        if found and day and found.start() - start < 12:
            span = trimmed(context.plain, (found.start(), end), " \n。；")
            value = {"date": day.isoformat(), "text": context.plain[slice(*span)]}
            yield at(context.paper.text, value, span, "facts.events", 0.85)


def issues(context: Context) -> Iterator[Value[Any]]:
    """Each disputed issue that the court names."""
    for begin, stop in context.spans("facts-reasoning>proceedings-defence"):
        found = _ISSUES.search(context.plain, begin, stop)
        if found:
            end = context.plain.find("\n", found.end() + 1)
            sentence = context.plain.find("。", found.end())
            limit = min(x for x in (end, sentence, stop, found.end() + 400) if x >= 0)
            for span in split(context.plain, (found.end(), limit)):
                yield at(context.paper.text, context.plain[slice(*span)], span, "facts.issues", 0.85)
            return


def issue_reasons(context: Context) -> Iterator[Value[Any]]:
    """What the court says to an issue: the paragraphs or sentences 关于…问题."""
    start, end = context.zones["reasoning"]
    opened = list(_ISSUE_REASON.finditer(context.plain, start, end))
    ends = [*(found.start() for found in opened[1:]), end][: len(opened)]
    for found, stop in zip(opened, ends, strict=True):
        line = context.plain.find("\n", found.end())
        limit = min(stop, line if line >= 0 else stop, found.end() + 600)
        value = {"issue": found.group().lstrip("（一二三四五）、第，"), "text": context.plain[found.start() : limit]}
        yield at(context.paper.text, value, trimmed(context.plain, (found.start(), limit)), "facts.issue_reasons", 0.8)
