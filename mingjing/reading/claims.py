"""Money asked by the plaintiff: the sum, and the single amounts."""

from __future__ import annotations

import re

from mingjing.court.numerals import MONEY, money_fen
from mingjing.reading.decided import Claims
from mingjing.reading.sections import Sections, Span
from mingjing.reading.values import Value, at

_MONEY = re.compile(MONEY)
# the words that open the claims, the plainest first: 要求 also occurs in the story
_CUES = (
    re.compile(r"诉讼请求(?:如下|为|是)?[：，]|请求(?:法院|人民法院|贵院)?(?:依法)?(?:判令|判决|判)|请求：|诉讼请求"),
    re.compile(
        r"(?:诉至|诉请|起诉至|诉讼至)[^，。：]{0,14}(?:[，：]?(?:要求|请求|请|判令|提出))|判令[：，]?"
        r"|要求(?:判令|依法判|被告)"
    ),
)
_END = re.compile(
    r"事实(?:和|与|及)?(?:、)?理由|辩称|答辩|未(?:作|提交)?(?:出)?答辩|未到庭|经审理|本院认为|理由[：是]"
    r"|提交[^，。]{0,10}证据|为证明|为支持"
    r"|案由：|(?:本院)?受理后|(?:庭审|审理|诉讼|审理过程)中|\n原告(?!请求|要求)[^，。\n]{0,12}(?:因|于|系|认为)"
    r"|(?<=[。\n])被告(?!人?(?:立即|支付|偿还|赔偿|返还|给付|承担|归还|退还|向|一次性|连带|共同|全额|按|双倍))"
)
# the base or unit of a rate, not a claim of its own: 以300000元为基数, 按照每天40元
_RATE = re.compile(
    r"(?:每[天日月年]|[／/][天日月年]|(?:基数|标准|以(?!及|上)|按照?)(?:(?!赔偿|支付|倍)[^，。；]){0,12}"
    r"|本金(?=[^，。；]{0,8}$)[^，。；]{0,8}(?<=自|以))$"
)
_PER = re.compile(r"(?:[／/](?:天|日|月|年|人|亩|次|吨|㎡|平)|[×x*]\s*\d)")
_TOTAL = re.compile(rf"(?:共计|合计|总计|总额|共|总共)[^，。；\d]{{0,12}}?(?P<sum>{MONEY})")
_OF_WHICH = re.compile(r"其中|包括|含|分别为|（")
# 判令原告不支付…: nothing is asked, a debt is denied
_DENIES = re.compile(
    r"(?:不(?:予|需|应|用)?|无需|无须|毋须)(?:向[^，。；]{1,20})?(?:支付|给付|承担|返还|赔偿)[^，。；]{0,80}$"
)
_ASKS = re.compile(r"付|还|赔|给|退|承担|补|偿|交|缴|共计|合计|损失|费|金|款|息")
_OWN_ITEM = re.compile(r"[；。\n]|(?<![\d.])[2-9一二三四五六七八九十][、.．](?!\d)")


def claims(source: str, text: str, parts: Sections) -> Claims | None:
    """The money claimed in the first instance; None when none is."""
    span = span_of_claims(text, parts)
    amounts = _amounts(source, text, span) if span else []
    if not span or not amounts:
        return None
    total, items = _total_and_items(source, text, span, amounts)
    return Claims(total, items)


def span_of_claims(text: str, parts: Sections) -> Span | None:
    """From 诉讼请求 to the facts and reasons, or to the defence."""
    stop = parts.reasoning[0]
    found = next(filter(None, (cue.search(text, parts.proceedings[0], stop) for cue in _CUES)), None)
    if not found:
        return None
    ended = _END.search(text, found.end(), min(stop, found.end() + 1200))
    return found.end(), ended.start() if ended else min(stop, found.end() + 300)


def _amounts(source: str, text: str, span: Span) -> list[Value[int]]:
    """Every amount that is asked: neither a rate, nor its base, nor a unit price, nor denied."""
    return [
        at(source, fen, found.span(), "claims.amount", 0.85)
        for found in _MONEY.finditer(text, *span)
        if (fen := money_fen(found.group())) and not _aside(text, span, found)
    ]


def _aside(text: str, span: Span, amount: re.Match[str]) -> bool:
    before = text[span[0] : amount.start()]
    base = re.compile(r"(?:本金)?为(?:基数|本金|基准)").match(text, amount.end())
    per = _PER.match(text, amount.end())
    return bool(base or per or _unasked(text, amount, before) or _RATE.search(before[-14:]) or _DENIES.search(before))


def _unasked(text: str, amount: re.Match[str], before: str) -> bool:
    """An amount in an item without any word of paying: the price of a piece of furniture to be divided."""
    begun = max((m.end() for m in _OWN_ITEM.finditer(before)), default=0)
    behind = re.split("[；。\n]", text[amount.end() : amount.end() + 30])[0]
    return begun > 0 and not _ASKS.search(before[begun:]) and not _ASKS.search(behind)


def _total_and_items(
    source: str, text: str, span: Span, amounts: list[Value[int]]
) -> tuple[Value[int], tuple[Value[int], ...]]:
    """A named total of all counts; else the sum, with sub-totals and the parts of a total counted once."""
    stated = _stated(text, span, amounts)
    if stated:
        return stated, tuple(a for a in amounts if a.start < stated.start and a.value < stated.value)
    kept = _without_parts(text, span, amounts)
    fen = sum(value.value for value in kept)
    named = [m for m in _TOTAL.finditer(text, *span) if money_fen(m["sum"]) == fen]
    place = named[-1].span("sum") if named else (kept[0].start, kept[-1].end)
    total = at(source, fen, place, "claims.total", 0.95 if len(amounts) == 1 or named else 0.75)
    return total, tuple(_leaves(amounts, kept))


# …减去已付11000元，请求的赔偿数额为132437元
_STATED = re.compile(
    rf"(?:请求|主张|要求)的?[^，。；\d]{{0,8}}(?:数额|总额|金额)(?:共计)?为(?:人民币)?(?P<sum>{MONEY})"
)


def _stated(text: str, span: Span, amounts: list[Value[int]]) -> Value[int] | None:
    """The sum that the claim itself says it asks after deductions."""
    found = _STATED.search(text, *span)
    return next((a for a in amounts if found and a.start == found.start("sum")), None)


def _without_parts(text: str, span: Span, amounts: list[Value[int]]) -> list[Value[int]]:
    """Amounts without the sums of those before them, and without those that a bracket or 其中 only explains."""
    kept: list[Value[int]] = []
    for value in amounts:
        if _explains(text, span, value, kept) or _sums_up(text, value, kept):
            continue
        kept.append(value)
    return kept


def _sums_up(text: str, value: Value[int], kept: list[Value[int]]) -> bool:
    """12、8、两项合计20, or 合计20 even where the printed parts do not add up exactly."""
    sums = [sum(v.value for v in kept[-last:]) for last in range(2, len(kept) + 1)]
    called_total = re.search(r"[合共总]计[^，。；\d]{0,6}$", text[max(0, value.start - 10) : value.start])
    return value.value in sums or bool(called_total and any(abs(value.value - s) * 100 < s for s in sums))


def _explains(text: str, span: Span, value: Value[int], kept: list[Value[int]]) -> bool:
    """50000元（其中医疗费7427元…）: told behind an amount in the same item, in brackets or after 其中."""
    if not kept:
        return False
    between = text[kept[-1].end : value.start]
    opened = text.count("（", span[0], value.start) > text.count("）", span[0], value.start)
    return (opened and "（" in text[kept[0].start : value.start]) or bool(
        re.search(r"其中|包括|分别为", between) and not _OWN_ITEM.search(between)
    )


def _leaves(amounts: list[Value[int]], kept: list[Value[int]]) -> list[Value[int]]:
    """The finest amounts: the parts of an explained total in place of it."""
    leaves: list[Value[int]] = []
    for index, value in enumerate(kept):
        stop = kept[index + 1].start if index + 1 < len(kept) else amounts[-1].end + 1
        parts = [a for a in amounts if value.end <= a.start < stop and a not in kept and a.value != value.value]
        leaves += parts if len(parts) > 1 and sum(p.value for p in parts) >= value.value else [value]
    return leaves
