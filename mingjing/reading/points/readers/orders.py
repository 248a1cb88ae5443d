"""The orders, item by item: their words, who pays whom, and how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mingjing.court.numerals import MONEY, money_fen
from mingjing.reading.points.context import Context
from mingjing.reading.points.readers.claims import split, with_amount
from mingjing.reading.sections import Span
from mingjing.reading.values import Value, at

# where the items end: late performance, fee, appeal
_END = re.compile(
    r"如果?[^。，\n]{0,16}(?:未按|未在|不服)|(?:案件|本案|一审|二审)?(?:受理费|诉讼费)|本判决为终审|本裁定(?:为终审|送达|立即)|如不服"
)
_MONEY = re.compile(MONEY)
_PAYS = re.compile(r"支付|偿还|归还|返还|赔偿|给付|退还|清偿|退回|补偿|交付|退赔")
# 每月800元 and 以30000元为基数 are no sums of their own
_RATE = re.compile(r"(?:每[天日月年]|基数|标准|以|按照?)[^，。；]{0,8}$")
_BASE = re.compile(r"(?:的?本金)?为(?:基数|本金|限)")
_ROLE = re.compile(
    r"(?:上列|上述|二|三)?(?:被上诉人|上诉人|反诉被告|反诉原告|被告人|被告单位|被告|原告|第三人|被申请人|申请人|被执行人|附带民事诉讼原告人)"
)
_NAMED = re.compile(r"[^，。；、\n（）于应在向赔支给偿归返]{1,24}")


def items(context: Context) -> Iterator[Value[Any]]:
    """Each item of the orders with its first amount."""
    for span in _items(context):
        yield at(context.paper.text, with_amount(context.plain, span), span, "orders.items", 0.9)


def _items(context: Context) -> list[Span]:
    start, end = context.zones["orders"]
    ended = _END.search(context.plain, start, end)
    return split(context.plain, (start, ended.start() if ended else end))


def amounts(context: Context) -> Iterator[Value[Any]]:
    """The sums that the orders award."""
    for span in _items(context):
        for found in _awarded(context.plain, span):
            fen = money_fen(found.group())
            if fen is not None:
                yield at(context.paper.text, fen, found.span(), "orders.amounts", 0.85)


def _awarded(plain: str, span: Span) -> Iterator[re.Match[str]]:
    if not _PAYS.search(plain, *span):
        return
    for found in _MONEY.finditer(plain, *span):
        before = plain[max(span[0], found.start() - 12) : found.start()]
        inside = plain.count("（", span[0], found.start()) > plain.count("）", span[0], found.start())
        if not (inside or _RATE.search(before) or _BASE.match(plain, found.end())):
            yield found


def payers(context: Context) -> Iterator[Value[Any]]:
    """Who must pay: the parties named before the verb of an item."""
    for span in _items(context):
        verb = _PAYS.search(context.plain, *span)
        if verb:
            yield from _parties(context, (span[0], verb.start()), "orders.payers", first=True)


def payees(context: Context) -> Iterator[Value[Any]]:
    """Who receives: the parties named behind the verb, before the amount."""
    for span in _items(context):
        verb = _PAYS.search(context.plain, *span)
        money = _MONEY.search(context.plain, verb.end(), span[1]) if verb else None
        if verb and money:
            begin = context.plain.rfind("向", span[0], verb.start())
            yield from _parties(
                context, (begin if begin > 0 else verb.end(), money.start()), "orders.payees", first=begin > 0
            )


def _parties(context: Context, span: Span, by: str, first: bool) -> Iterator[Value[Any]]:
    """Parties of the case whose names stand in the span, in order; `first` leaves out what stands behind 向."""
    stop = context.plain.find("向", *span) if first and context.plain[span[0]] != "向" else -1
    end = stop if stop >= 0 else span[1]
    found: dict[int, Value[Any]] = {}
    for party in context.paper.parties:
        place = context.plain.find(party.name.value, span[0], end)
        if place >= 0:
            found[place] = at(context.paper.text, party.name.value, (place, place + len(party.name.value)), by, 0.9)
    yield from (found[place] for place in sorted(found))
    if not found and (word := _ROLE.search(context.plain, span[0], end)):
        yield from _of_role(context, word, by)


def _of_role(context: Context, word: re.Match[str], by: str) -> Iterator[Value[Any]]:
    """被告 alone means the one party of that role."""
    role = word.group().lstrip("上列述二三")
    named = [party for party in context.paper.parties if party.role.value == role]
    if len(named) == 1:
        yield at(context.paper.text, named[0].name.value, word.span(), by, 0.8)


def total(context: Context) -> Iterator[Value[Any]]:
    """The sum of what is awarded, at the first and last of the amounts."""
    found = list(amounts(context))
    if found:
        span = (found[0].start, found[-1].end)
        confidence = 0.85 if len(found) == 1 else 0.6
        yield at(context.paper.text, sum(v.value for v in found), span, "orders.total", confidence)


def support_ratio(context: Context) -> Iterator[Value[Any]]:
    """Awarded of claimed, in percent, at the awarded amounts; none where either is not read."""
    claimed = context.paper.amount_in_dispute_fen
    for awarded in total(context):
        if claimed is not None and claimed.value > 0 and awarded.value <= claimed.value:
            share = round(100 * awarded.value / claimed.value, 1)
            confidence = min(awarded.confidence, claimed.confidence) - 0.05
            yield Value(share, awarded.text, awarded.start, awarded.end, round(confidence, 2), "orders.support_ratio")
