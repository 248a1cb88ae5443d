"""The items of what is claimed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mingjing.court.numerals import MONEY, money_fen
from mingjing.reading.points.context import Context
from mingjing.reading.sections import Span
from mingjing.reading.values import Value, at, trimmed

# 诉讼请求：1.判令…；2.…。 or 请求判令被告归还…；
_OPENING = re.compile(
    r"诉讼请求(?:如下|为|是)?[：，]|请求(?:法院|本院)?(?:依法)?(?=判令|判决|确认|撤销)|要求(?=判令|被告)|请求[：]"
)
_CLOSING = re.compile(r"事实(?:和|与|及)?(?:、)?理由|辩称|答辩|\n|经审理|本院认为")
# 1. 1、 （1） 一、 and ； between items
_NUMBER = re.compile(r"(?:^|(?<=[。；：，\n]))\s*(?:（?\d{1,2}）?[.、．）]|（?[一二三四五六七八九十]{1,2}[）、])")
_MONEY = re.compile(MONEY)


def items(context: Context) -> Iterator[Value[Any]]:
    """Each claim with its first amount, where it has one."""
    span = _stated(context)
    if span is None:
        return
    for start, end in split(context.plain, span):
        yield at(context.paper.text, with_amount(context.plain, (start, end)), (start, end), "claims.items", 0.85)


def _stated(context: Context) -> Span | None:
    for begin, stop in context.spans("claims>proceedings-facts"):
        found = _OPENING.search(context.plain, begin, stop)
        if found:
            closed = _CLOSING.search(context.plain, found.end() + 1, min(stop, found.end() + 800))
            return found.end(), closed.start() if closed else min(stop, found.end() + 400)
    return None


def split(plain: str, span: Span) -> list[Span]:
    """The items of a list: at their numbers where they have any, else at ； and 。"""
    numbers = list(_NUMBER.finditer(plain, *span))
    if numbers:
        ends = [*(n.start() for n in numbers[1:]), span[1]]
        found = [(n.end(), end) for n, end in zip(numbers, ends, strict=True)]
    else:
        found = [part.span() for part in re.compile(r"[^；。]+").finditer(plain, *span)]
    bare = (trimmed(plain, item, " \n，；。") for item in found)
    return [(start, end) for start, end in bare if end - start >= 4]


def with_amount(plain: str, span: Span) -> dict[str, Any]:
    """The words of an item and its first amount in fen."""
    words = plain[slice(*span)]
    amount = _MONEY.search(words)
    fen = money_fen(amount.group()) if amount else None
    return {"text": words} | ({"amount_fen": fen} if fen is not None else {})
