"""The items of the orders, and the standing sentences that follow them: late performance, fee, remedies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingjing.court.numerals import integer
from mingjing.reading.sections import Span
from mingjing.reading.values import trimmed

# 一、 二． 1、 at the start of a line or after the end of a sentence
_NUMBER = re.compile(r"(?:(?<=[\n 。；：）”])|(?<=^))[ ]*(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})(?:、|．|\.(?!\d))")
# 如果未按本判决指定的期间履行; 案件受理费200元; 如不服本判决
STANDING = re.compile(
    r"(?:(?<=[\n。；）！ ])|(?<=^))[ ]*(?:"
    r"(?:如|若|倘)[^，。；\n]{0,24}?(?:未按|未能按|未在|不按|逾期|没有按|拒不|未履行|不履行)[^，。；\n]{0,24}"
    r"|逾期，|(?:逾期不?|义务人拒绝|义务人未|义务人如|被告未按|当事人未按)[^，。；\n]{0,16}(?:履行|给付|支付|缴|交)"
    r"|(?:(?:一审|二审|一、二审|本案|再审|反诉|本诉|公告|原审|上诉|案件)?[^，。；\n由\d]{0,12}?"
    r"(?:受理费|诉讼费用?|申请费|执行费|保全费|公告费|评估费|鉴定费|送达费)"
    r"[^。\n]{0,60}?(?:负担|承担|免|收取|缴|交|担负))"
    r"|如不服|不服本|若不服|当事人不服|如对本"
    r"|本(?:判决|裁定|决定|命令|通知)书?(?:为|系|是)|本(?:判决|裁定|决定|命令|通知)书?(?:一经|自"
    r"|于)?(?:[^，。；\n]{0,6})"
    r"(?:送达|作出|宣告|宣布|立即|即日)[^，。；由\n]{0,12}(?:生效|效力|执行)"
    r"|(?:申请执行)?权利人可|申请执行的?(?:期限|期间)|申请执行人(?:发现|可|有)|待[^，。]{0,12}发现"
    r"|双方当事人均?可|当事人(?:必须|可)|申请人在人民法院)"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One item: its number, when it has one, and its place."""

    number: int | None
    span: Span


def split(text: str, orders: Span) -> tuple[list[Piece], Span]:
    """The items, and the span of the standing sentences behind the last of them."""
    numbered = _numbered(text, orders)
    last = numbered[-1].end() if numbered else orders[0]
    standing = STANDING.search(text, last, orders[1])
    end = standing.start() if standing else orders[1]
    pieces = list(_pieces(text, orders[0], numbered, end))
    return pieces, (end, orders[1])


def _numbered(text: str, orders: Span) -> list[re.Match[str]]:
    """Numbers that count up from one; a list inside an item starts again and is no item."""
    found: list[re.Match[str]] = []
    script: bool | None = None
    for mark in _NUMBER.finditer(text, *orders):
        value, arabic = integer(mark["n"]), mark["n"].isdigit()
        if value == len(found) + 1 and script in (None, arabic):
            found.append(mark)
            script = arabic
    return found


def _pieces(text: str, start: int, numbered: list[re.Match[str]], end: int) -> Iterator[Piece]:
    if not numbered:
        yield from (Piece(None, span) for span in sentences(text, (start, end)))
        return
    lead = trimmed(text, (start, numbered[0].start()), " \n：")
    if lead[1] - lead[0] > 6:
        yield Piece(None, lead)
    stops = [*(mark.start() for mark in numbered[1:]), end]
    for index, (mark, stop) in enumerate(zip(numbered, stops, strict=True), start=1):
        standing = STANDING.search(text, mark.end(), stop)
        yield Piece(index, trimmed(text, (mark.end(), standing.start() if standing else stop), " \n"))


def sentences(text: str, span: Span) -> Iterator[Span]:
    """Sentences of `span`; a full stop inside brackets does not end one, and a bracket that follows belongs to it."""
    start, depth = span[0], 0
    for pos in range(*span):
        sign = text[pos]
        if sign == "（":
            depth += 1
        elif sign == "）":
            depth = max(0, depth - 1)
        if (sign == "。" and depth == 0) or (sign == "\n" and text[pos + 1 : pos + 2] != "（"):
            yield from _kept(text, (start, pos + 1))
            start, depth = pos + 1, 0
    yield from _kept(text, (start, span[1]))


def _kept(text: str, span: Span) -> Iterator[Span]:
    inner = trimmed(text, span, " \n")
    if inner[1] - inner[0] > 1:
        yield inner
